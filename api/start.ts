import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino, { type Logger } from 'pino';
import { SAMPLE_PASSWORD } from '#credit/index.ts';
import { AppError, describe, fail, type Rejection } from '#errors/index.ts';
import { readSettings } from '#organization/index.ts';
import { type Config, readConfig } from './config.ts';
import { type Greeting, greet, tellProgress, tellUsage } from './greeting.ts';
import { sampleAccounts } from './sample-accounts.ts';
import { hasData, seedSample } from './seed.ts';
import { listen, type ListeningServer } from './server.ts';
import { openStore, type Services, startServices } from './services.ts';
import { publishShipped } from './studio/publish.ts';

const say = (text: string): void => void process.stdout.write(text);
const complain = (text: string): void => void process.stderr.write(text);

interface Options {
  readonly config: Config;
  readonly empty: boolean;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      empty: { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    say(tellUsage());
    process.exit(0);
  }
  const given = { PORT: values.port, XINLIU_DATA: values.data };
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { config: readConfig({ ...process.env, ...asked }), empty: values.empty };
}

function readVersion(): string {
  const file = readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8');
  // Our own file.
  return (JSON.parse(file) as { readonly version: string }).version;
}

async function openData(folder: string, empty: boolean, logger: Logger): Promise<Services> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    fail('API_DATA_FOLDER', { folder, problem }, { cause: error });
  }
  if (!hasData(folder) && !empty) await seedSample(folder, { logger, onProgress: tellProgress(say) });
  const losses: Rejection[] = [];
  const store = await openStore(folder, (loss) => {
    losses.push(loss);
    logger.error(loss.details, loss.message);
  });
  try {
    const services = await startServices({ store, logger, version: readVersion(), losses });
    await publishShipped(services);
    return services;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Addresses of this machine that others in its network can reach. */
function networkAddresses(port: number): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => `http://${address}:${port}`);
}

async function greetingOf(
  services: Services,
  { config, empty }: Options,
  port: number,
  had: boolean,
): Promise<Greeting> {
  const settings = await readSettings(services.store);
  const reachable = config.HOST === '0.0.0.0' || config.HOST === '::';
  return {
    address: `http://${reachable ? 'localhost' : config.HOST}:${port}`,
    network: reachable ? networkAddresses(port) : [],
    folder: config.XINLIU_DATA,
    accounts: {
      'zh-CN': await sampleAccounts(services.store, 'zh-CN'),
      en: await sampleAccounts(services.store, 'en'),
    },
    password: SAMPLE_PASSWORD,
    awaitsFirst: settings.setUpAt === null,
    emptyIgnored: empty && had && settings.setUpAt !== null,
  };
}

/** Ctrl+C lets what is acknowledged reach the disk and gives the folder back; pressed twice it does not wait. */
function closeOnSignal(server: ListeningServer, services: Services): void {
  let closing = false;
  const close = (): void => {
    if (closing) process.exit(1);
    closing = true;
    void server
      .close()
      .then(() => services.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          services.logger.error(error, 'closing failed');
          process.exit(1);
        },
      );
  };
  process.on('SIGINT', close);
  process.on('SIGTERM', close);
}

/** Opens the data folder, fills a new one, listens, and says where and how to begin. */
async function run(): Promise<void> {
  const options = readOptions();
  const { config } = options;
  const logger = pino({ level: config.LOG_LEVEL }, pino.destination(2));
  const server = await listen(config);
  const had = hasData(config.XINLIU_DATA);
  const services = await openData(config.XINLIU_DATA, options.empty, logger);
  await server.serve(services, config);
  closeOnSignal(server, services);
  say(greet(await greetingOf(services, options, server.port, had)));
}

/** What a person can mend is said in a sentence; anything else is a fault of the program and shows where it happened. */
function giveUp(error: unknown): never {
  if (error instanceof AppError) {
    for (const language of ['zh-CN', 'en'] as const) {
      const { text, remedy } = describe(error.rejection, language);
      complain(`${text} ${remedy}\n`);
    }
  } else if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    complain(`${error.message}\n\n${tellUsage()}`);
    process.exit(2);
  } else complain(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

/** Ends the process with a sentence when it can't start. */
export function start(): void {
  run().catch(giveUp);
}
