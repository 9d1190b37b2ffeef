import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { process } from '../support/bpmn.ts';
import { boxed, feel, file, literal, needs } from '../engine/dmn/support.ts';
import { type Desk, openDesk } from './support.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
});
afterEach(() => desk.clear());

const shipped = (path: string): string =>
  readFileSync(new URL(`../../processes/overdue-escalation/${path}`, import.meta.url), 'utf8');

describe('xinliu lint', () => {
  it('should find nothing wrong with a shipped drawing, whose calls are known', async () => {
    const file = desk.put('mine.bpmn', shipped('overdue-escalation.bpmn'));
    const ran = await desk.run(['lint', file, '--json']);
    expect(ran).toMatchObject({ exit: 0, document: { problems: [] } });
  });

  it('should end with 1 and name file, element and remedy of an error', async () => {
    const broken = shipped('overdue-escalation.bpmn').replace('sourceRef="sales-follow-up"', 'sourceRef="nowhere"');
    const ran = await desk.run(['lint', desk.put('mine.bpmn', broken), '--json', '--lang', 'en']);
    expect(ran.exit).toBe(1);
    expect(ran.document['problems']).toContainEqual({
      file: 'mine.bpmn',
      element: expect.any(String),
      code: expect.stringMatching(/^MODEL_/),
      severity: 'error',
      message: expect.any(String),
      remedy: expect.any(String),
    });
  });

  it('should check files together: a form beside the drawing is known, another is not', async () => {
    const drawing = shipped('overdue-escalation.bpmn').replaceAll('formKey="sales-follow-up"', 'formKey="my-form"');
    const form = shipped('sales-follow-up.form.json').replace('"id": "sales-follow-up"', '"id": "my-form"');
    desk.put('mine.bpmn', drawing);
    desk.put('my-form.form.json', form);
    const alone = await desk.run(['lint', 'mine.bpmn']);
    expect(alone.out).toContain('my-form');
    const together = await desk.run(['lint', 'mine.bpmn', 'my-form.form.json', '--json']);
    expect(together).toMatchObject({ exit: 0, document: { problems: [] } });
  });

  it('should check forms too', async () => {
    const ran = await desk.run(['lint', desk.put('a.form.json', '{"id":'), '--json']);
    expect(ran).toMatchObject({ exit: 1, document: { problems: [{ file: 'a.form.json', code: 'FORM_NOT_JSON' }] } });
  });
});

describe('xinliu run', () => {
  const scenario = JSON.parse(shipped('scenarios/no-grade.json')) as { steps: { then: object }[] };

  it('should play a scenario of a shipped drawing, tables found by themselves', async () => {
    const file = desk.put('mine.bpmn', shipped('overdue-escalation.bpmn'));
    const ran = await desk.run(['run', file, '--scenario', desk.put('s.json', JSON.stringify(scenario)), '--json']);
    expect(ran).toMatchObject({ exit: 0, document: { met: true } });
    expect(ran.document['trace']).toContainEqual(
      expect.objectContaining({ day: 7, at: '09:00', what: 'taskOpened', elementId: 'sales-follow-up' }),
    );
  });

  it('should prefer the table that lies beside the drawing, and end with 1 when an expectation is not met', async () => {
    const file = desk.put('mine.bpmn', shipped('overdue-escalation.bpmn'));
    desk.put('days.dmn', shipped('escalation-levels.dmn').replaceAll('<text>15</text>', '<text>10</text>'));
    desk.put('unrelated.dmn', 'not even XML');
    const ran = await desk.run([
      'run',
      file,
      '--scenario',
      desk.put('s.json', JSON.stringify(scenario)),
      '--lang',
      'en',
    ]);
    expect(ran.exit).toBe(1);
    expect(ran.out).toContain('levels.financeDays: expected 15, found 10');
    expect(ran.out).toContain('Not all expectations met.');
  });

  it('should tell a broken table beside the drawing that it calls', async () => {
    const file = desk.put('mine.bpmn', shipped('overdue-escalation.bpmn'));
    desk.put('days.dmn', shipped('escalation-levels.dmn').replaceAll('<text>15</text>', '<text>10 +</text>'));
    const ran = await desk.run(['run', file, '--scenario', desk.put('s.json', JSON.stringify(scenario)), '--json']);
    expect(ran).toMatchObject({ exit: 1, document: { error: { problems: [{ file: 'days.dmn' }, {}, {}, {}, {}] } } });
  });

  it('should find called processes beside the drawing', async () => {
    desk.put('inner.bpmn', process('inner').startEvent().userTask('ask').endEvent().toXml());
    const outer = desk.put(
      'outer.bpmn',
      process('outer').startEvent().callActivity('call', 'inner').endEvent().toXml(),
    );
    const story = {
      name: { 'zh-CN': '调用', en: 'A call' },
      process: 'outer',
      start: '2026-03-02',
      steps: [
        { day: 0, at: '09:00', then: { tasks: ['ask'] } },
        { day: 1, at: '09:00', when: { complete: 'ask' }, then: { ended: true } },
      ],
    };
    const ran = await desk.run(['run', outer, '--scenario', desk.put('s.json', JSON.stringify(story))]);
    expect(ran.exit).toBe(0);
  });

  it('should say where a scenario is wrong', async () => {
    const file = desk.put('mine.bpmn', shipped('overdue-escalation.bpmn'));
    const ran = await desk.run(['run', file, '--scenario', desk.put('s.json', '{"process":"x"}'), '--json']);
    expect(ran).toMatchObject({ exit: 1, document: { error: { code: 'ENGINE_INVALID_SCENARIO' } } });
  });
});

describe('xinliu feel and decide', () => {
  it('should evaluate an expression over a context', async () => {
    const file = desk.put('c.json', '{"amount": 0.1}');
    const ran = await desk.run(['feel', '= amount + 0.2', '--context', file, '--json']);
    expect(ran).toMatchObject({ exit: 0, document: { value: 0.3, diagnostics: [] } });
  });

  it('should tell a number of more digits than a double has as text', async () => {
    const ran = await desk.run(['feel', '[1 / 3, 9007199254740993 + 0, 0.1]', '--json']);
    expect(ran.document).toMatchObject({ value: ['0.3333333333333333333333333333333333', '9007199254740993', 0.1] });
  });

  it('should tell what it could not vouch for', async () => {
    const ran = await desk.run(['feel', 'amount > 5']);
    expect(ran.out).toMatch(/^null\nUNKNOWN_NAME: /);
  });

  it('should point at the place of a wrong expression', async () => {
    const ran = await desk.run(['feel', '1 +', '--json', '--lang', 'en']);
    expect(ran).toMatchObject({ exit: 1, document: { error: { code: 'CLI_EXPRESSION_INVALID' } } });
  });

  it('should decide by id or name and explain itself', async () => {
    const table = desk.put('days.dmn', shipped('escalation-levels.dmn'));
    const input = desk.put('i.json', '{"grade": "B"}');
    const value = { salesDays: 7, financeDays: 15, legalDays: 30 };
    const plain = await desk.run(['decide', table, '--decision', '逾期升级天数', '--input', input, '--json']);
    expect(plain.document).toEqual({ value });
    const explained = await desk.run([
      'decide',
      table,
      '--decision',
      'escalation-levels',
      '--input',
      input,
      '--explain',
      '--json',
    ]);
    expect(explained.document).toMatchObject({ value, explanation: { decisions: [{ matchedRules: [{ index: 2 }] }] } });
    expect(
      (await desk.run(['decide', table, '--decision', 'escalation-levels', '--input', input, '--explain'])).out,
    ).toContain('#2');
  });

  it('should print numbers with all their digits, and find imports beside the file', async () => {
    const DMN = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
    desk.put('third.dmn', file(literal('third', '1 / 3')).replace('namespace="test"', 'namespace="urn:third"'));
    const content = file(
      `<import name="base" namespace="urn:third" importType="${DMN}" />`,
      boxed(feel('[base.third, 0.5, 12345678901234567890]'), needs('Decision', 'urn:third#third')),
    );
    const input = desk.put('i.json', '{}');
    const ran = await desk.run([
      'decide',
      desk.put('main.dmn', content),
      '--decision',
      'decision',
      '--input',
      input,
      '--json',
    ]);
    expect(ran.document).toEqual({ value: ['0.3333333333333333333333333333333333', 0.5, '12345678901234567890'] });
  });

  it('should name the decisions there are, and why one gave no result', async () => {
    const table = desk.put('days.dmn', shipped('escalation-levels.dmn'));
    const empty = desk.put('i.json', '{}');
    const unknown = await desk.run(['decide', table, '--decision', 'other', '--input', empty]);
    expect(unknown.err).toContain('escalation-levels');
    const failed = await desk.run(['decide', table, '--decision', 'escalation-levels', '--input', empty, '--json']);
    expect(failed.document).toMatchObject({ error: { code: 'CLI_DECISION_FAILED' } });
  });
});
