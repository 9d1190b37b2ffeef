import { readFile } from 'node:fs/promises';
import { DateTime } from 'luxon';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Person } from './world.ts';

const PATIENCE = { timeout: 20_000, interval: 100 } as const;

/** Waits until it can be seen. */
export async function seen(locator: Locator): Promise<void> {
  await locator.first().waitFor({ state: 'visible' });
}

/** Waits until nothing of it can be seen. */
export async function gone(locator: Locator): Promise<void> {
  await expect.poll(async () => (await locator.all()).length, PATIENCE).toBe(0);
}

/** Waits until `read` gives what is expected. */
export async function becomes<Value>(read: () => Promise<Value>, wanted: Value): Promise<void> {
  await expect.poll(read, PATIENCE).toEqual(wanted);
}

const openList = (page: Page): Locator => page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');

/** Opens a select by its name and clicks a choice by its words. */
async function pick(page: Page, name: string | RegExp, choice: string | RegExp): Promise<void> {
  await page.getByRole('combobox', { name }).click();
  await openList(page).locator('.ant-select-item-option', { hasText: choice }).first().click();
}

/** Chooses in a select by its name and the words of the choice. */
export async function choose(page: Page, name: string | RegExp, choice: string | RegExp): Promise<void> {
  await pick(page, name, choice);
  await gone(openList(page));
}

/** Chooses one of several in a select that stays open for more, and closes it. */
export async function chooseAlso(page: Page, name: string | RegExp, choice: string | RegExp): Promise<void> {
  await pick(page, name, choice);
  await page.keyboard.press('Escape');
  await gone(openList(page));
}

/** The toast that tells what happened; waits for one with these words. */
export async function told(page: Page, words: string | RegExp): Promise<string> {
  const toast = page.locator('.ant-message-notice', { hasText: words }).last();
  await seen(toast);
  return toast.innerText();
}

/** Clicks and keeps what is downloaded. */
export async function downloaded(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

interface Now {
  readonly now: string;
  readonly zone: string;
}

/** The company's date, moved by some days. */
export async function companyDate(person: Person, days = 0): Promise<string> {
  const { now, zone } = await person.read<Now>('/company');
  return DateTime.fromISO(now, { zone }).plus({ days }).toISODate() ?? '';
}

/** How wide the page is, with what sticks out of the screen. */
export function pageWidth(page: Page): Promise<number> {
  return page.evaluate<number>('document.scrollingElement.scrollWidth');
}
