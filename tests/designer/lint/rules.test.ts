import { describe, expect, it } from 'vitest';
import { approval, bpmn, check, codes, element, end, flows, script, start, userTask } from './support.ts';

const oneTask = (task: string) => bpmn(start, task, end, flows('start t end'));
const task = (extensions: string) => oneTask(element('serviceTask', 't', '', extensions));

/** A gateway with conditions to `a` and `b` and, unless told otherwise, a default to `end`. */
const choice = (first: string, second: string, hasDefault = true) =>
  bpmn(
    start,
    element('exclusiveGateway', 'g', hasDefault ? 'default="g-end"' : ''),
    script('a'),
    script('b'),
    end,
    flows('start g', ...(hasDefault ? ['g end'] : []), `g a if ${first}`, `g b if ${second}`, 'a end', 'b end'),
  );

const split = (tasks: readonly string[], prefix = '') => [
  element('parallelGateway', `${prefix}split`),
  ...tasks,
  element('parallelGateway', `${prefix}join`),
];

describe('rules for user tasks', () => {
  it('should find nothing in a task that is complete', async () => {
    expect(await check(oneTask(userTask('t')))).toEqual([]);
  });

  it('should ask for a form', async () => {
    expect(await codes(oneTask(userTask('t', { form: '' })))).toEqual(['LINT_USER_TASK_FORM t']);
  });

  it('should ask for somebody to do it', async () => {
    expect(await codes(oneTask(userTask('t', { groups: '' })))).toEqual(['LINT_USER_TASK_ASSIGNMENT t']);
  });

  it('should ask for an English name', async () => {
    expect(await codes(oneTask(userTask('t', { label: '' })))).toEqual(['LINT_USER_TASK_LABEL t']);
  });

  it('should know the forms that exist', async () => {
    expect(await codes(oneTask(userTask('t')), { forms: ['other'] })).toEqual(['LINT_FORM_UNKNOWN t']);
    expect(await codes(oneTask(userTask('t')), { forms: ['follow-up'] })).toEqual([]);
  });

  it.each([{ kind: 'aproval' }, { fields: '{"a":"write"}' }, { fields: '["a"]' }, { fields: 'a=read' }])(
    'should refuse the headers %o',
    async (sketch) => {
      expect(await codes(oneTask(userTask('t', sketch)))).toEqual(['LINT_TASK_HEADERS t']);
    },
  );

  it('should take headers that are right', async () => {
    expect(await codes(oneTask(userTask('t', { fields: '{"a":"read","b":"required"}' })))).toEqual([]);
  });
});

describe('rules for approvals', () => {
  it('should take a result that is kept apart', async () => {
    expect(await codes(oneTask(approval('t')))).toEqual([]);
  });

  it.each([
    ['nothing', []],
    ['a bare outcome', [['=approval.outcome', 'outcome']]],
    [
      'a bare outcome besides',
      [
        ['=approval', 'approvals.t'],
        ['=approval.outcome', 'outcome'],
      ],
    ],
    ['the place of another', [['=approval', 'approvals.other']]],
    ['all approvals at once', [['={t: approval}', 'approvals']]],
  ] as const)('should refuse %s', async (_, outputs) => {
    const problems = await check(oneTask(approval('t', outputs)));
    expect(problems).toMatchObject([{ code: 'LINT_APPROVAL_OUTCOME', severity: 'error', element: 't' }]);
  });

  it('should want a sub-process around approvals side by side', async () => {
    const open = bpmn(
      start,
      ...split([approval('a'), approval('b')]),
      end,
      flows('start split a join end', 'split b join'),
    );
    expect(await codes(open)).toEqual(['LINT_PARALLEL_APPROVALS split']);
    const wrapped = bpmn(
      start,
      element(
        'subProcess',
        'block',
        '',
        '',
        [
          element('startEvent', 'in'),
          ...split([approval('a'), approval('b')]),
          element('endEvent', 'out'),
          flows('in split a join out', 'split b join'),
        ].join(''),
      ),
      end,
      flows('start block end'),
    );
    expect(await codes(wrapped)).toEqual([]);
  });

  it('should let other work stand side by side in the open', async () => {
    const model = bpmn(
      start,
      ...split([userTask('a'), approval('c')]),
      end,
      flows('start split a join c end', 'split join'),
    );
    expect(await codes(model)).toEqual([]);
  });
});

describe('rules for the flow', () => {
  it('should ask for a default flow', async () => {
    expect(await codes(choice('=x > 1', '=x <= 1', false))).toEqual(['LINT_GATEWAY_DEFAULT g']);
  });

  it.each([
    ['=amount > 1000', '=amount > 500', 'amount = 1001'],
    ['=grade = "A"', '=not(grade = "B")', 'grade = "A"'],
    ['=customer.grade = "A" and amount > 5', '=amount > 100', 'customer.grade = "A", amount = 101'],
    ['=true', '=amount >= 0', 'amount = '],
    ['=result = "paid"', '=paid', ''],
  ])('should find a case for both %s and %s', async (first, second, example) => {
    const problems = await check(choice(first, second));
    expect(problems.map((problem) => problem.code)).toEqual(['LINT_CONDITIONS_OVERLAP']);
    expect(problems[0]?.message['zh-CN']).toContain(example);
  });

  it.each([
    ['=amount > 1000', '=amount <= 1000'],
    ['=result = "promised"', '=result = "disputed"'],
    ['=paid', '=not(paid)'],
    ['=amount between 1 and 5', '=amount > 5'],
  ])('should find none for %s and %s', async (first, second) => {
    expect(await codes(choice(first, second))).toEqual([]);
  });

  it('should ask for names where people read them', async () => {
    const nameless = element('scriptTask', 't', 'name=""', '<zeebe:script expression="=1" resultVariable="x" />');
    expect(await codes(oneTask(nameless))).toEqual(['LINT_ELEMENT_NAME t']);
    expect(await codes(bpmn(element('startEvent', 'start', 'name=""'), end, flows('start end')))).toEqual([]);
  });

  it('should find what no case comes to, and where a path ends in nothing', async () => {
    const model = bpmn(start, script('a'), script('lost'), end, flows('start a', 'lost end'));
    expect(await codes(model)).toEqual(['LINT_UNREACHABLE lost', 'LINT_UNREACHABLE end', 'LINT_DEAD_END a']);
  });

  it('should follow boundary events', async () => {
    const timer =
      '<bpmn:timerEventDefinition id="d"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">P1D</bpmn:timeDuration></bpmn:timerEventDefinition>';
    const model = bpmn(
      start,
      userTask('t'),
      element('boundaryEvent', 'late', 'attachedToRef="t"', '', timer),
      end,
      flows('start t end', 'late end'),
    );
    expect((await check(model)).filter((problem) => problem.code === 'LINT_UNREACHABLE')).toEqual([]);
  });
});

describe('rules for calls', () => {
  it.each([
    ['="7 days"', ['LINT_TIMER w']],
    ['=date("2026-02-30")', ['LINT_TIMER w']],
    ['=duration("P7D")', []],
    ['=duration("P" + string(days) + "D")', []],
    ['P7D', []],
  ])('should try the timer %s', async (source, expected) => {
    const definition = `<bpmn:timerEventDefinition id="d"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${source.replaceAll('"', '&quot;')}</bpmn:timeDuration></bpmn:timerEventDefinition>`;
    const wait = element('intermediateCatchEvent', 'w', '', '', definition);
    expect(await codes(bpmn(start, wait, end, flows('start w end')))).toEqual(expected);
  });

  it('should know who works on jobs', async () => {
    const model = task('<zeebe:taskDefinition type="credit.notify" />');
    expect(await codes(model, { jobTypes: ['credit.set-hold'] })).toEqual(['LINT_JOB_TYPE_UNKNOWN t']);
    expect(await codes(model, { jobTypes: ['credit.notify'] })).toEqual([]);
    expect(await codes(model)).toEqual([]);
    const listener =
      '<zeebe:executionListeners><zeebe:executionListener eventType="end" type="x" /></zeebe:executionListeners>';
    const listened = task(`<zeebe:taskDefinition type="credit.notify" />${listener}`);
    expect(await codes(listened, { jobTypes: ['credit.notify'] })).toContain('LINT_JOB_TYPE_UNKNOWN t');
  });

  it('should know decisions and processes', async () => {
    const decision = oneTask(
      element('businessRuleTask', 't', '', '<zeebe:calledDecision decisionId="levels" resultVariable="r" />'),
    );
    expect(await codes(decision, { decisions: [] })).toEqual(['LINT_DECISION_UNKNOWN t']);
    expect(await codes(decision, { decisions: ['levels'] })).toEqual([]);
    const call = oneTask(
      element(
        'callActivity',
        't',
        '',
        '<zeebe:calledElement processId="collection" propagateAllChildVariables="false" />',
      ),
    );
    expect(await codes(call, { processes: [] })).toEqual(['LINT_PROCESS_UNKNOWN t']);
    expect(await codes(call, { processes: ['collection'] })).toEqual([]);
  });

  it('should say that a loop marker repeats nothing', async () => {
    const looped = bpmn(
      start,
      element(
        'manualTask',
        't',
        '',
        '',
        '<bpmn:standardLoopCharacteristics testBefore="true"><bpmn:loopCondition>=true</bpmn:loopCondition></bpmn:standardLoopCharacteristics>',
      ),
      end,
      flows('start t end'),
    );
    expect(await check(looped)).toMatchObject([{ code: 'LINT_STANDARD_LOOP', element: 't', severity: 'error' }]);
  });

  it('should say what a cluster of Zeebe 8.5 does not know', async () => {
    const model = bpmn(
      '<bpmn:extensionElements><zeebe:versionTag value="1" /></bpmn:extensionElements>',
      start,
      end,
      flows('start end'),
    );
    const problems = await check(model);
    expect(problems).toMatchObject([{ code: 'LINT_NEEDS_ZEEBE', element: 'p', severity: 'warning' }]);
    expect(problems[0]?.message.en).toContain('Zeebe ≥ 8.6');
  });

  it('should know what needs more by how it is drawn, or by an attribute', async () => {
    const joined = bpmn(
      start,
      element('parallelGateway', 'fork'),
      script('a'),
      script('b'),
      element('inclusiveGateway', 'join'),
      end,
      flows('start fork a join end', 'fork b join'),
    );
    expect(await codes(joined)).toContain('LINT_NEEDS_ZEEBE join');
    const call = (binding: string) =>
      oneTask(element('callActivity', 't', '', `<zeebe:calledElement processId="other" ${binding}/>`));
    expect(await codes(call('bindingType="versionTag" versionTag="1"'))).toContain('LINT_NEEDS_ZEEBE t');
    expect(await codes(call('bindingType="latest"'))).not.toContain('LINT_NEEDS_ZEEBE t');
  });
});
