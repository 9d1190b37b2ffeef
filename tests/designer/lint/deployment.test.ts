import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint } from '#designer/lint/index.ts';
import { createSandbox, DeploymentRefused, type Resource } from '#engine/index.ts';
import { element, bpmn, end, flows, start } from './support.ts';

const folder = join(import.meta.dirname, '../../../processes');
const shipped = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
  if (!entry.isDirectory()) return [];
  const files = readdirSync(join(folder, entry.name)).filter((name) => /\.(?:bpmn|dmn)$/.test(name));
  const read = (name: string): Resource => ({ name, content: readFileSync(join(folder, entry.name, name), 'utf8') });
  return [{ process: entry.name, files: files.map(read) }];
});

type Told = readonly [file: string, element: string, code: string, text: string, remedy: string];

async function toldByDeployment(files: readonly Resource[]): Promise<readonly Told[]> {
  try {
    await (await createSandbox({ resources: files, start: '2026-01-01T00:00:00.000Z' })).close();
    return [];
  } catch (error) {
    if (!(error instanceof DeploymentRefused)) throw error;
    return error.problems.map(
      ({ resourceName, elementId, code, message, remedy }) =>
        [resourceName, elementId, code, message['zh-CN'], remedy.en] as const,
    );
  }
}

/** What lint says beyond its own rules. */
async function toldByLint(files: readonly Resource[]): Promise<readonly Told[]> {
  const problems = (await lint(files)).filter(({ code }) => !code.startsWith('LINT_'));
  return problems.map(
    ({ file, element, code, message, remedy }) => [file, element, code, message['zh-CN'], remedy.en] as const,
  );
}

/** The file with one of its tags or attributes taken away, for every thirtieth of them. */
function* broken(content: string): Generator<string> {
  const parts = [
    ...content.matchAll(/<zeebe:[^>]*\/>| (?:sourceRef|attachedToRef|messageRef|errorRef|id|default)="[^"]*"/g),
  ];
  for (const [index, part] of parts.entries()) {
    if (index % 30 !== 0) continue;
    yield content.slice(0, part.index) + content.slice(part.index + part[0].length);
  }
}

describe('lint and deployment', () => {
  it.each(shipped)('should refuse the same in $process, in the same words', async ({ files }) => {
    expect(await toldByLint(files)).toEqual([]);
    expect(await toldByDeployment(files)).toEqual([]);
    for (const file of files.filter(({ name }) => name.endsWith('.bpmn'))) {
      for (const content of broken(file.content)) {
        const alone = [{ name: file.name, content }];
        expect(await toldByLint(alone)).toEqual(await toldByDeployment(alone));
      }
    }
  });

  it('should refuse a call of what is not deployed along, in the same words', async () => {
    const call = '<zeebe:calledElement processId="other" bindingType="deployment"/>';
    const files = [bpmn(start, element('callActivity', 'call', '', call), end, flows('start call end'))];

    const told = await toldByDeployment(files);
    expect(told.map(([, at, code]) => [at, code])).toEqual([['call', 'MODEL_BINDING_MISSING']]);
    expect(await toldByLint(files)).toEqual(told);
  });
});
