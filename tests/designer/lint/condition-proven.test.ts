import { describe, expect, it } from 'vitest';
import { lint, type SourceFile } from '#designer/lint/index.ts';
import { file as decisionFile, table } from '../../engine/dmn/support.ts';
import { approval, bpmn, element, end, flows, start, userTask } from './support.ts';

const FORM: SourceFile = {
  name: 'request.form.json',
  content: JSON.stringify({
    id: 'request',
    schema: {
      type: 'object',
      properties: {
        amount: { type: 'number' },
        kind: { type: 'string', enum: ['new', 'raise'] },
        reason: { type: 'string' },
        customer: { type: 'object', properties: { grade: { type: ['string', 'null'] } }, required: ['grade'] },
      },
      required: ['amount', 'kind', 'customer'],
      if: { properties: { kind: { const: 'raise' } } },
      // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema
      then: { properties: { until: { type: 'string' } }, required: ['until'] },
    },
  }),
};

const gateway = element('exclusiveGateway', 'g', 'default="g-end"');

/** What is said against a condition behind a task that fills in the form, with `between` drawn before the gateway. */
async function problems(
  condition: string,
  { task = userTask('a', { form: 'request' }), between = '', more = [] as readonly SourceFile[] } = {},
): Promise<readonly string[]> {
  const path = between === '' ? 'start a g' : 'start a between g';
  const drawing = bpmn(
    start,
    task,
    between,
    gateway,
    end,
    approval('b'),
    flows(path, 'g end', `g b if ${condition}`, 'b end'),
  );
  const found = await lint([drawing, FORM, ...more], {
    types: { start: 'zone: string', jobs: { score: 'points: number' } },
  });
  return found.filter(({ code }) => code === 'LINT_CONDITION_UNPROVEN').map(({ message }) => message.en);
}

describe('LINT_CONDITION_UNPROVEN', () => {
  it.each([
    '=amount > 1000',
    '=kind = "new" and amount > 1000',
    '=zone = "Asia/Shanghai"',
    '=reason != null and contains(reason, "x")',
    '=get or else(until, "") = "2026-01-31"',
    '=customer.grade != null and customer.grade = "A"',
    '=customer.grade = null',
  ])('should take what is shown to be there: %s', async (condition) => {
    expect(await problems(condition)).toEqual([]);
  });

  it.each([
    ['=amuont > 1000', /no variable 'amuont'/],
    ['=kind > 1000', /'kind' should be number, but is string/],
    ['=contains(reason, "x")', /'reason' may be absent/],
    ['=until = "2026-01-31"', /'until' may be absent/],
    ['=customer.grade = "A"', /'customer.grade' may be absent/],
    ['=customer.name = "A"', /nothing at 'customer.name'/],
    ['=amount', /'amount' is number/],
  ])('should refuse what is not: %s', async (condition, reason) => {
    expect(await problems(condition)).toEqual([expect.stringMatching(reason)]);
  });

  it('should know what jobs, scripts and mappings bring', async () => {
    const score = (output = '') =>
      element('serviceTask', 'between', '', `<zeebe:taskDefinition type="score" />${output}`);
    const rename = '<zeebe:ioMapping><zeebe:output source="=points * 2" target="result.total" /></zeebe:ioMapping>';
    const script = element(
      'scriptTask',
      'between',
      '',
      '<zeebe:script expression="=amount &gt; 5" resultVariable="big" />',
    );

    expect(await problems('=points > 5', { between: score() })).toEqual([]);
    expect(await problems('=result.total > 5', { between: score(rename) })).toEqual([]);
    expect(await problems('=points > 5', { between: score(rename) })).toHaveLength(1);
    expect(await problems('=big', { between: script })).toEqual([]);
  });

  it('should believe what an element declares, and ask for types that can be read', async () => {
    const task = (variables: string) =>
      element(
        'serviceTask',
        'between',
        '',
        `<zeebe:taskDefinition type="other" /><zeebe:properties><zeebe:property name="variables" value="${variables}" /></zeebe:properties>`,
      );

    expect(await problems('=checked', { between: task('checked: boolean') })).toEqual([]);
    expect(await problems('=checked', { between: task('checked: boolean | null') })).toHaveLength(1);
    expect(await problems('=amount > 5', { between: task('checked: bool') })).toEqual([
      expect.stringMatching(/no type 'bool'/),
    ]);
  });

  it('should know what an approval and a decision give', async () => {
    const decision = decisionFile(
      table({
        id: 'level',
        inputs: ['amount: number'],
        outputs: ['lane: string'],
        rules: ['> 1; "high"', '-; "low"'],
      }),
    );
    const ask = element(
      'businessRuleTask',
      'between',
      '',
      '<zeebe:calledDecision decisionId="level" resultVariable="level" />',
    );

    expect(await problems('=approvals.a.outcome = "approved"', { task: approval('a') })).toEqual([]);
    expect(await problems('=level > 5', { between: ask, more: [{ name: 'level.dmn', content: decision }] })).toEqual([
      expect.stringMatching(/'level' should be number, but is string/),
    ]);
  });

  it('should see that only one of two ways was gone', async () => {
    const drawing = (join: string, ...ways: readonly string[]) =>
      bpmn(
        start,
        element(join, 'split', join === 'exclusiveGateway' ? 'default="split-join"' : ''),
        userTask('a', { form: 'request' }),
        element(join, 'join'),
        gateway,
        approval('b'),
        end,
        flows('start split', 'a join g end', 'split join', 'g b if =amount > 5', 'b end', ...ways),
      );
    const found = async (file: SourceFile) =>
      (await lint([file, FORM], { types: { start: 'zone: string' } })).filter(
        ({ code }) => code === 'LINT_CONDITION_UNPROVEN',
      );

    expect(await found(drawing('parallelGateway', 'split a'))).toEqual([]);
    const [problem] = await found(drawing('exclusiveGateway', 'split a if =zone = "UTC"'));
    expect(problem).toMatchObject({ element: 'g', severity: 'error' });
    expect(problem?.message['zh-CN']).toMatch(/“amount”可能没有值/);
    expect(problem?.remedy['zh-CN']).toMatch(/get or else/);
  });

  it('should look into the conditions of mappings, and let their values be', async () => {
    const task = (source: string) => userTask('a', { form: 'request', outputs: [[source, 'x']] });

    expect(await problems('=zone = "x"', { task: task('=if reason = "x" then 1 else 2') })).toHaveLength(1);
    expect(await problems('=zone = "x"', { task: task('=if reason != null and reason = "x" then 1 else 2') })).toEqual(
      [],
    );
    expect(await problems('=zone = "x"', { task: task('=reason') })).toEqual([]);
  });

  it('should say nothing where nobody says what comes from outside', async () => {
    const drawing = bpmn(start, gateway, end, approval('b'), flows('start g end', 'g b if =amount > 5', 'b end'));
    expect((await lint([drawing])).filter(({ code }) => code === 'LINT_CONDITION_UNPROVEN')).toEqual([]);
  });
});
