import { mkdirSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, type Product, signIn, startProduct, visit, type Visit } from './product.ts';

/** The password of every sample account. */
export const PASSWORD = 'Xinliu-2026';
const PATIENCE_MS = 20_000;

type VisitOptions = Parameters<typeof visit>[1];

/** Somebody at a browser of their own, with the address they work at. */
export interface Person extends Visit {
  readonly address: string;
  /** Goes to a place of the product, as by the address bar. */
  go(path: string): Promise<void>;
  /** What the API answers to the person who is signed in here. */
  read<Answer>(path: string): Promise<Answer>;
}

/** A running product and the people in front of it. */
export interface World {
  readonly address: string;
  /** Somebody new, not signed in. */
  stranger(options?: VisitOptions): Promise<Person>;
  /** A sample account in a browser of its own; each call is another browser. */
  person(login: string, options?: VisitOptions): Promise<Person>;
  /** Everything any of the browsers complained about so far. */
  complaints(): readonly string[];
  /** Closes the browsers of the people; the product stays. */
  leave(): Promise<void>;
  stop(): Promise<void>;
}

function personAt(seat: Visit, address: string): Person {
  return {
    ...seat,
    address,
    async go(path) {
      await seat.page.goto(address + path);
    },
    async read<Answer>(path: string): Promise<Answer> {
      const answer = await seat.page.request.get(`${address}/api/v1${path}`);
      return (await answer.json()) as Answer;
    },
  };
}

/** A product page asks nobody but the product, and the product never stumbles over what it is asked. */
function watchRequests(page: Page, address: string, complaints: string[]): void {
  const { host } = new URL(address);
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (/^(http|ws)s?:$/.test(asked.protocol) && asked.host !== host)
      complaints.push(`request to another host: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} from ${response.url()}`);
  });
}

function worldOf(product: Product, browser: Browser): World {
  const { address } = product;
  const complaints: string[] = [];
  const seats = new Set<Visit>();
  const stranger: World['stranger'] = async (options) => {
    const seat = await visit(browser, options);
    seats.add(seat);
    seat.page.setDefaultTimeout(PATIENCE_MS);
    watchRequests(seat.page, address, seat.complaints);
    return personAt(seat, address);
  };
  const leave = async (): Promise<void> => {
    for (const seat of seats) {
      complaints.push(...seat.complaints);
      await seat.close();
    }
    seats.clear();
  };
  return {
    address,
    stranger,
    async person(login, options) {
      const person = await stranger(options);
      await signIn(person.page, address, login, PASSWORD);
      return person;
    },
    complaints: () => [...complaints, ...[...seats].flatMap((seat) => seat.complaints)],
    leave,
    async stop() {
      await leave();
      await browser.close();
      await product.stop();
    },
  };
}

/** Starts a product and a browser beside it. */
export async function openWorld(...args: readonly string[]): Promise<World> {
  const browser = await openBrowser();
  try {
    return worldOf(await startProduct(...args), browser);
  } catch (error) {
    await browser.close();
    throw error;
  }
}

const PICTURES = process.env['XINLIU_PICTURES'];

/** Keeps a picture of the page for a human to look at, where `XINLIU_PICTURES` names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}.png` });
}
