import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lint } from '#designer/lint/index.ts';
import { bpmn, check, element, end, flows, start, userTask } from './support.ts';

const DMN = (cell: string): string =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="t"><decision id="levels" name="levels"><literalExpression id="e"><text>${cell}</text></literalExpression></decision></definitions>`;

describe('lint', () => {
  it('should report what deployment refuses as errors, by file and element', async () => {
    const broken = bpmn(start, element('serviceTask', 't'), end, flows('start t end'));
    const problems = await lint([broken, { name: 'd.dmn', content: DMN('1 +') }]);
    expect(problems.map(({ file, element: id, severity }) => [file, id, severity])).toEqual([
      ['p.bpmn', 't', 'error'],
      ['d.dmn', 'e', 'error'],
    ]);
  });

  it('should refuse a form that only a cluster could resolve', async () => {
    const task = element('userTask', 't', '', '<zeebe:formDefinition formId="f" />');
    const problems = await check(bpmn(start, task, end, flows('start t end')));
    expect(problems).toMatchObject([{ element: 't', severity: 'error' }]);
    expect(problems[0]?.remedy.en).toContain('formKey');
  });

  it('should refuse a DOCTYPE in either kind of file', async () => {
    const doctype = '<!DOCTYPE x [<!ENTITY a "b">]><x/>';
    const problems = await lint([
      { name: 'a.bpmn', content: doctype },
      { name: 'a.dmn', content: doctype },
    ]);
    expect(problems.map((problem) => problem.code)).toEqual(['MODEL_DOCTYPE', 'DECISION_DOCTYPE']);
  });

  it('should let files refer to each other', async () => {
    const call = element(
      'businessRuleTask',
      't',
      '',
      '<zeebe:calledDecision decisionId="levels" resultVariable="r" />',
    );
    const files = [
      bpmn(start, call, userTask('u'), end, flows('start t u end')),
      { name: 'd.dmn', content: DMN('1') },
      { name: 'forms/follow-up.form.json', content: '{}' },
    ];
    expect(await lint(files, { decisions: [], forms: [] })).toEqual([]);
  });

  it('should fill every text in both languages', async () => {
    const model = bpmn(start, userTask('t', { form: '', groups: '', label: '', kind: 'x' }), end, flows('start t'));
    const problems = await check(model);
    expect(problems.length).toBeGreaterThan(4);
    for (const { message, remedy } of problems) {
      expect(Object.values(message).concat(Object.values(remedy)).join()).not.toMatch(/\{\w+\}|undefined/);
    }
  });

  it('should find no error in the processes that come with the product', async () => {
    const files = globSync('processes/**/*.{bpmn,dmn,form.json}').map((name) => ({
      name,
      content: readFileSync(name, 'utf8'),
    }));
    const errors = (await lint(files)).filter((problem) => problem.severity === 'error');
    expect(errors).toEqual([]);
  });
});
