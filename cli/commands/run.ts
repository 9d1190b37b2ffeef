import { type Expectation, runScenario, type ScenarioInput, type ScenarioResult } from '#engine/index.ts';
import type { Language } from '#errors/index.ts';
import { describe } from '#errors/index.ts';
import { readObject, readResource } from '../files.ts';
import { withCalled } from '../resources.ts';
import { columns, oneLine } from '../table.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export interface RunOptions {
  readonly scenario: string;
  readonly dmn?: readonly string[];
}

/**
 * Plays a scenario on a drawing under a virtual clock. Tables and called processes are those named, else those beside the
 * drawing, else the shipped ones. Not `ok` when a step could not be done or an expectation was not met.
 */
export async function runCommand(
  terminal: Terminal,
  file: string,
  { scenario, dmn = [] }: RunOptions,
): Promise<Outcome> {
  const own = [
    await readResource(terminal, file, ['.bpmn']),
    ...(await Promise.all(dmn.map((table) => readResource(terminal, table, ['.dmn'])))),
  ];
  const input = await readObject(terminal, scenario);
  // runScenario parses what it is given and names the place of what does not fit.
  const result = await runScenario(await withCalled(terminal, file, own), input as unknown as ScenarioInput);
  return { ok: result.met, document: result, text: tell(result, terminal.language) };
}

const WORDS = {
  'zh-CN': {
    met: '符合预期',
    notMet: '不符合预期',
    day: (day: number) => `第 ${day} 天`,
    step: (step: number) => `步骤 ${step}`,
    found: (expected: string, found: string) => `应为 ${expected}，实际为 ${found}`,
  },
  en: {
    met: 'All expectations met.',
    notMet: 'Not all expectations met.',
    day: (day: number) => `day ${day}`,
    step: (step: number) => `step ${step}`,
    found: (expected: string, found: string) => `expected ${expected}, found ${found}`,
  },
} as const;

function tell({ name, met, steps, trace }: ScenarioResult, language: Language): string {
  const words = WORDS[language];
  const happened = trace.map(({ day, at, what, elementId, details }) => [
    words.day(day),
    at,
    what,
    elementId,
    details === undefined ? '' : oneLine(details, 120),
  ]);
  const judged = steps.flatMap(({ step, day, at, expectations, failure }) => {
    const place = [words.step(step), words.day(day), at];
    const failed = failure === undefined ? [] : [[...place, '✗', describe(failure, language).text]];
    return [...expectations.map((one) => [...place, one.met ? '✓' : '✗', judge(one, language)]), ...failed];
  });
  return [name[language], columns(happened), columns(judged), met ? words.met : words.notMet].join('\n\n');
}

function judge({ what, path, expected, found, met }: Expectation, language: Language): string {
  const subject = path === undefined ? what : `${what} ${path}`;
  if (met) return `${subject} ${oneLine(expected)}`;
  return `${subject}: ${WORDS[language].found(oneLine(expected), oneLine(found ?? null))}`;
}
