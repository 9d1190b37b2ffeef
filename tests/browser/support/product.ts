import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const START_MS = 180_000;

/** A product of its own: real server process, its own data folder, thrown away afterwards. */
export interface Product {
  readonly address: string;
  stop(): Promise<void>;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}

async function isReady(address: string): Promise<boolean> {
  const response = await fetch(`${address}/api/v1/health`).catch(() => undefined);
  if (!response?.ok) return false;
  const health = (await response.json()) as { readonly status: string };
  return health.status === 'ok';
}

/** Starts the product as `npm start` does and waits until it is ready; its output is in the error when it is not. */
export async function startProduct(...args: readonly string[]): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'xinliu-browser-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, ['api/main.ts', ...args], {
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', XINLIU_DATA: folder, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const deadline = Date.now() + START_MS;
  while (!(await isReady(address))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the product did not start:\n${output}`);
    await sleep(200);
  }
  return {
    address,
    async stop() {
      await ended(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await Promise.race([exit, sleep(10_000)]);
  if (child.exitCode === null) child.kill('SIGKILL');
}

/** Debian's Chromium; a test that needs a browser fails without one, with the remedy. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = CHROMIUM.find((path) => existsSync(path));
  if (!executablePath) throw new Error('no Chromium found: apt-get install -y chromium fonts-noto-cjk');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-dev-shm-usage'],
  });
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors of the page and its console, and refused content; a story must end without any. */
  readonly complaints: string[];
  close(): Promise<void>;
}

export const DESK = { width: 1440, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** A person with a browser of their own. */
export async function visit(
  browser: Browser,
  options: {
    readonly viewport?: { readonly width: number; readonly height: number };
    readonly language?: 'zh-CN' | 'en';
  } = {},
): Promise<Visit> {
  const viewport = options.viewport ?? DESK;
  const context = await browser.newContext({
    viewport,
    locale: options.language ?? 'zh-CN',
    hasTouch: viewport.width < 500,
    acceptDownloads: true,
  });
  const language = options.language ?? 'zh-CN';
  await context.addInitScript((chosen: string) => {
    if (!localStorage.getItem('xinliu.language')) localStorage.setItem('xinliu.language', chosen);
  }, language);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    // A 401 before the sign-in and refusals a story provokes are answers, not faults.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(`console: ${message.text()}`);
  });
  return { page, context, complaints, close: () => context.close() };
}

export async function signIn(page: Page, address: string, login: string, password: string): Promise<void> {
  await page.goto(address);
  await page.locator('input[autocomplete="username"]').fill(login);
  await page.locator('input[autocomplete="current-password"]').fill(password);
  await page.locator('button[type="submit"]').click();
  await page.locator('.x-frame').waitFor();
}
