import { JOB_TYPES } from '#api/studio/job-types.ts';
import { knownTypes } from '#api/studio/known-types.ts';
import { lint } from '#designer/lint/index.ts';
import type { Resource } from '#engine/index.ts';
import { describe, type Language } from '#errors/index.ts';
import { parseForm } from '#forms/schema/index.ts';
import { shippedForms } from '#processes/index.ts';
import { readResource } from '../files.ts';
import { indexResource, shippedResources } from '../resources.ts';
import { columns, oneLine } from '../table.ts';
import type { Outcome, Terminal } from '../terminal.ts';

interface Found {
  readonly file: string;
  readonly element: string;
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly remedy: string;
}

const ENDINGS = ['.bpmn', '.dmn', '.form.json'] as const;

/**
 * What is wrong with drawings, tables and forms that belong together, calls checked against them and against what ships. Not `ok`
 * when there is an error, which publishing would refuse; warnings may stay.
 */
export async function lintCommand(terminal: Terminal, files: readonly string[]): Promise<Outcome> {
  const resources = await Promise.all(
    files.map(async (file) => ({ ...(await readResource(terminal, file, ENDINGS)), name: file })),
  );
  const { language } = terminal;
  const found = (await lint(resources, await known())).map(({ file, element, code, severity, message, remedy }) => ({
    file,
    element,
    code,
    severity,
    message: message[language],
    remedy: remedy[language],
  }));
  const problems = [...found, ...resources.flatMap((resource) => formProblems(resource, language))];
  const ok = problems.every(({ severity }) => severity !== 'error');
  return { ok, document: { problems }, text: tableOf(problems, language) };
}

async function known(): Promise<Parameters<typeof lint>[1]> {
  const shipped = await Promise.all(shippedResources().map(indexResource));
  return {
    processes: shipped.flatMap(({ processes }) => processes),
    decisions: shipped.flatMap(({ decisions }) => decisions),
    forms: shippedForms().map(({ id }) => id),
    jobTypes: JOB_TYPES,
    types: knownTypes(shippedResources(), Object.fromEntries(shippedForms().map(({ id, schema }) => [id, schema]))),
  };
}

function formProblems({ name, content }: Resource, language: Language): readonly Found[] {
  if (!name.endsWith('.form.json')) return [];
  const parsed = parseForm(content);
  if (parsed.ok) return [];
  return parsed.errors.map((error) => {
    const { text, remedy } = describe(error, language);
    const element = String(error.details['place'] ?? '');
    return { file: name, element, code: error.code, severity: 'error', message: text, remedy };
  });
}

const WORDS = {
  'zh-CN': { none: '没有发现问题', error: '错误', warning: '提醒' },
  en: { none: 'No problems.', error: 'error', warning: 'warning' },
} as const;

function tableOf(problems: readonly Found[], language: Language): string {
  const words = WORDS[language];
  if (problems.length === 0) return words.none;
  return columns(
    problems.map(({ file, element, severity, code, message, remedy }) => [
      file,
      element,
      words[severity],
      code,
      oneLine(`${message} ${remedy}`, 400),
    ]),
  );
}
