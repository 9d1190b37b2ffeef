import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';

const AXE = readFileSync(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const BAD: readonly (string | null | undefined)[] = ['serious', 'critical'];

/** Colours on their way from one to another are no colours to judge. */
const SETTLED = `Promise.allSettled(
  document
    .getAnimations()
    .filter((animation) => animation.effect.getComputedTiming().iterations !== Infinity)
    .map((animation) => animation.finished),
)`;

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly impact?: string | null;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Serious and critical findings of axe about the page as it is shown now, each in a line; the insides of bpmn-js left out. */
export async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(SETTLED);
  await page.evaluate(AXE);
  const found = (await page.evaluate(
    `axe.run({ exclude: [['.djs-container']] }, { resultTypes: ['violations'] })`,
  )) as Found;
  return found.violations
    .filter(({ impact }) => BAD.includes(impact))
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
}
