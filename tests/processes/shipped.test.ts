import { describe, expect, it } from 'vitest';
import { knownTypes } from '#api/studio/known-types.ts';
import { lint } from '#designer/lint/index.ts';
import { parseScenario } from '#engine/index.ts';
import { localize, parseForm, walkSchema } from '#forms/schema/index.ts';
import { shippedForms, shippedProcesses } from '#processes/index.ts';
import { readDrawing } from './drawing.ts';

const processes = shippedProcesses();
const forms = shippedForms();
const files = processes.flatMap((process) => process.resources);
const drawings = files.filter(({ name }) => name.endsWith('.bpmn'));

const HAN = /\p{Script=Han}/u;

describe('shippedProcesses', () => {
  it('should give the four processes with a drawing, tables and scenarios each', () => {
    expect(processes.map(({ id }) => id)).toEqual([
      'collection',
      'credit-onboarding',
      'limit-approval',
      'overdue-escalation',
    ]);
    for (const { id, resources, scenarios } of processes) {
      expect(resources[0]?.name).toBe(`${id}.bpmn`);
      expect(resources.some(({ name }) => name.endsWith('.dmn'))).toBe(true);
      expect(scenarios.length).toBeGreaterThan(5);
    }
  });

  it('should give scenarios that can be played, of the process they lie with', () => {
    for (const { id, scenarios } of processes) {
      for (const { scenario } of scenarios) expect(parseScenario(scenario).process).toBe(id);
    }
  });

  it('should have nothing that lint finds', async () => {
    const jobTypes = [...new Set(files.flatMap(({ content }) => valuesOf(content, /taskDefinition type="([^"]+)"/g)))];
    const types = knownTypes([], Object.fromEntries(forms.map(({ id, schema }) => [id, schema])));
    expect(await lint(files, { jobTypes, forms: forms.map(({ id }) => id), types })).toEqual([]);
  });

  it('should ask only for jobs that the credit module does', async () => {
    const { readdirSync } = await import('node:fs');
    const done = readdirSync(new URL('../../credit/workers', import.meta.url)).map((name) => name.replace(/\.ts$/, ''));
    for (const { content } of drawings) {
      for (const type of valuesOf(content, /taskDefinition type="([^"]+)"/g)) expect(done).toContain(type);
    }
  });

  it.each(drawings)('should name everything that is read in both languages: $name', async ({ content }) => {
    const { elements, flows } = await readDrawing(content);
    for (const { id, name, label } of [...elements, ...flows]) {
      const named = { id, chinese: HAN.test(name ?? ''), english: Boolean(label) && !HAN.test(label ?? '') };
      expect(named).toEqual({ id, chinese: Boolean(name), english: Boolean(name) });
    }
  });
});

describe('shippedForms', () => {
  it('should be exactly the forms that tasks name', () => {
    const named = new Set(drawings.flatMap(({ content }) => valuesOf(content, /formKey="([^"]+)"/g)));
    expect(forms.map(({ id }) => id).toSorted()).toEqual([...named].toSorted());
  });

  it.each(forms)('should be well-formed and read in both languages: $id', (form) => {
    expect(parseForm(form)).toMatchObject({ ok: true });
    const english = localize(form, 'en');
    expect(JSON.stringify([english.title, english.schema, english.uiSchema])).not.toMatch(HAN);
    const chinese = [...walkSchema(localize(form, 'zh-CN').schema)].flatMap(({ schema }) => schema.title ?? []);
    for (const title of chinese) expect(title).toMatch(HAN);
  });

  it('should have the fields that tasks give rights to', () => {
    const fieldsOf = new Map(
      forms.map(({ id, schema }) => [id, new Set([...walkSchema(schema)].map((at) => at.field))]),
    );
    for (const { content } of drawings) {
      for (const [, form = '', fields = ''] of content.matchAll(
        /formKey="([^"]+)"(?:(?!<\/bpmn:userTask>)[\s\S])*?key="fields" value="([^"]+)"/g,
      )) {
        for (const field of Object.keys(JSON.parse(fields.replaceAll('&quot;', '"')) as object)) {
          expect({ form, field, known: fieldsOf.get(form)?.has(field) }).toEqual({ form, field, known: true });
        }
      }
    }
  });
});

function valuesOf(content: string, pattern: RegExp): readonly string[] {
  return [...content.matchAll(pattern)].flatMap(([, value]) => value ?? []);
}
