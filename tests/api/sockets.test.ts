import request from 'supertest';
import { io, type Socket } from 'socket.io-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig } from '#api/config.ts';
import { listen, type ListeningServer } from '#api/server.ts';
import { openCompany, PASSWORD, type Office } from './harness.ts';

let office: Office;
let server: ListeningServer;
let sockets: Socket[];
beforeEach(async () => {
  office = await openCompany();
  server = await listen({ HOST: '127.0.0.1', PORT: 0 });
  sockets = [];
});
afterEach(async () => {
  for (const socket of sockets) socket.close();
  await server.close();
  await office.close();
});

const address = (): string => `http://127.0.0.1:${server.port}`;

async function cookieOf(login: string): Promise<string> {
  const answer = await request(address()).post('/api/v1/session').send({ login, password: PASSWORD }).expect(200);
  return String(answer.headers['set-cookie']?.[0]).split(';')[0] ?? '';
}

function connect(headers: Readonly<Record<string, string>>): Socket {
  const socket = io(address(), { extraHeaders: { ...headers }, reconnection: false });
  sockets.push(socket);
  return socket;
}

/** The first argument of the next event of this name. */
function next<Value>(socket: Socket, event: string): Promise<Value> {
  return new Promise((resolve) => {
    socket.once(event, resolve);
  });
}

describe('a server that has not opened its data yet', () => {
  it('should say that it is starting', async () => {
    const answer = await request(address()).get('/api/v1/health').set('accept-language', 'en').expect(503);
    expect(answer.body).toMatchObject({ code: 'API_STARTING', detail: 'The server is still starting.' });
  });

  it('should be told of a taken port with another to take', async () => {
    await expect(listen({ HOST: '127.0.0.1', PORT: server.port })).rejects.toMatchObject({
      code: 'API_PORT_TAKEN',
      details: { port: server.port },
    });
  });
});

describe('sockets', () => {
  beforeEach(() => server.serve(office.services, readConfig({})));

  it('should be refused without a session and from another site', async () => {
    const refused = await next<Error>(connect({}), 'connect_error');
    expect(refused.message).toBe('API_UNAUTHENTICATED');
    const cookie = await cookieOf('ana');
    await next(connect({ cookie, origin: 'https://evil.example' }), 'connect_error');
    await next(connect({ cookie, origin: address() }), 'connect');
  });

  it('should be told what changed, and nothing of it', async () => {
    const socket = connect({ cookie: await cookieOf('ana') });
    await next(socket, 'connect');
    const changed = next(socket, 'changed');
    const root = await cookieOf('root');
    await request(address())
      .post('/api/v1/departments')
      .set('cookie', root)
      .send({ name: '新部门', parentId: null, headId: null })
      .expect(200);
    expect(await changed).toEqual(['people']);
  });

  it('should close at the next push once the person is disabled', async () => {
    const socket = connect({ cookie: await cookieOf('ana') });
    await next(socket, 'connect');
    const closed = next(socket, 'disconnect');
    await request(address())
      .post('/api/v1/people/ana/disable')
      .set('cookie', await cookieOf('root'))
      .expect(200);
    expect(await closed).toBe('io server disconnect');
  });
});
