import { describe, expect, it } from 'vitest';
import { parseDecisions, tablesOf } from '#engine/dmn/index.ts';
import { file, literal, problemsOf, table } from './support.ts';

const simple = { inputs: ['amount'], outputs: ['rate'], rules: ['> 100; 10'] };

describe('parseDecisions', () => {
  it('should read decisions with their names in both languages', async () => {
    const named = table({ ...simple, name: '信用额度' }).replace(
      '<decisionTable',
      '<extensionElements><zeebe:properties><zeebe:property name="label:en" value="Credit limit" /></zeebe:properties></extensionElements><decisionTable',
    );
    const outcome = await parseDecisions({ name: 'limit.dmn', content: file(named) });
    expect(outcome).toMatchObject({ ok: true, definitions: { resourceName: 'limit.dmn' } });
    const decision = outcome.ok ? outcome.definitions.decisions.get('decision') : undefined;
    expect(decision?.text).toEqual({ 'zh-CN': '信用额度', en: 'Credit limit' });
  });

  it.each([
    ['a DOCTYPE', `<!DOCTYPE definitions>${file(table(simple))}`, 'DECISION_DOCTYPE', ''],
    ['what is no XML', 'nonsense', 'DECISION_UNREADABLE', ''],
    ['another version', file(table(simple)).replace('20191111', '20300101'), 'DECISION_VERSION', ''],
    ['a file without decisions', file(), 'DECISION_NONE', 'file'],
    ['a duplicate id', file(table(simple), literal('decision-in-0', '1')), 'DECISION_DUPLICATE_ID', 'decision-in-0'],
    ['an unknown element', file('<decisionTree id="x" />'), 'DECISION_UNREADABLE', ''],
    ['an unknown attribute', file(table(simple)).replace('<rule ', '<rule weight="5" '), 'DECISION_UNREADABLE', ''],
    ['a dangling requirement', file(literal('decision', '1', ['gone'])), 'DECISION_DANGLING', 'decision'],
    ['decisions in a circle', file(literal('a', '1', ['b']), literal('b', '1', ['a'])), 'DECISION_CYCLE', 'a'],
    ['bad FEEL in an input', file(table({ ...simple, inputs: ['amount +'] })), 'DECISION_FEEL', 'decision-ine-0'],
    ['bad FEEL in a cell', file(table({ ...simple, rules: ['> 100 >; 10'] })), 'DECISION_FEEL', 'decision-r0-c0'],
    [
      'bad FEEL in an output',
      file(table({ ...simple, rules: ['> 100; ten percent'] })),
      'DECISION_FEEL',
      'decision-r0-c1',
    ],
    [
      'another language',
      file(table(simple)).replace('<inputEntry ', '<inputEntry expressionLanguage="javascript" '),
      'DECISION_UNSUPPORTED',
      'decision-r0-c0',
    ],
    ['an input without expression', file(table({ ...simple, inputs: [''] })), 'DECISION_EMPTY_INPUT', 'decision-in-0'],
    ['a missing cell', file(table({ ...simple, rules: ['> 100'] })), 'DECISION_CELLS', 'decision-r0'],
    ['an unknown type', file(table({ ...simple, inputs: ['amount: money'] })), 'DECISION_TYPE', 'decision'],
    ['a decision without logic', file('<decision id="empty" name="empty" />'), 'DECISION_WITHOUT_LOGIC', 'empty'],
    [
      'an aggregation of several outputs',
      file(table({ ...simple, hitPolicy: 'COLLECT', aggregation: 'SUM', outputs: ['a', 'b'], rules: ['-; 1; 2'] })),
      'DECISION_OUTPUTS',
      'decision-table',
    ],
    [
      'PRIORITY without output values',
      file(table({ ...simple, hitPolicy: 'PRIORITY' })),
      'DECISION_OUTPUTS',
      'decision-table',
    ],
    [
      'business knowledge without logic',
      file(literal('a', '1'), '<businessKnowledgeModel id="bkm" name="f" />'),
      'DECISION_WITHOUT_LOGIC',
      'bkm',
    ],
    ['a hostile depth', '<a>'.repeat(100_000), 'DECISION_TOO_LARGE', ''],
    ['a hostile size', `<a>${' '.repeat(2_100_000)}</a>`, 'DECISION_TOO_LARGE', ''],
  ])('should refuse %s', async (_, content, code, elementId) => {
    const problems = await problemsOf(content);
    expect(problems.map((problem) => [problem.code, problem.elementId])).toContainEqual([code, elementId]);
  });

  it('should report every problem at once, with remedies in both languages', async () => {
    const problems = await problemsOf(file(table({ ...simple, rules: ['>; 10', '1; +'] })));
    expect(problems.map((problem) => problem.elementId)).toEqual(['decision-r0-c0', 'decision-r1-c1']);
    expect(problems[0]?.message['zh-CN']).toContain('第 1 条规则第 1 个输入');
    for (const { message, remedy } of problems) {
      expect([message.en, message['zh-CN'], remedy.en, remedy['zh-CN']].join()).not.toMatch(/\{\w+\}/);
    }
  });
});

describe('tablesOf', () => {
  it('should show a table as written, also one whose cells are wrong', async () => {
    const content = file(
      table({ ...simple, inputs: ['amount: number'], rules: ['> 100 >; 10 // 大额'] }),
      literal('other', '1'),
    );
    expect(await tablesOf(content)).toEqual([
      {
        decisionId: 'decision',
        name: { 'zh-CN': '测试决策', en: '测试决策' },
        hitPolicy: 'UNIQUE',
        inputs: [
          { id: 'decision-in-0', label: { 'zh-CN': 'amount', en: 'amount' }, expression: 'amount', type: 'number' },
        ],
        outputs: [{ id: 'decision-out-0', label: { 'zh-CN': 'rate', en: 'rate' }, name: 'rate', type: 'Any' }],
        annotations: [],
        rules: [{ id: 'decision-r0', index: 1, inputs: ['> 100 >'], outputs: ['10'], annotation: '大额' }],
      },
    ]);
  });

  it('should read the English heading a column carries', async () => {
    const label = '<extensionElements><zeebe:properties><zeebe:property name="label:en" value="Amount" />';
    const content = file(table({ ...simple, inputs: ['amount: number'], rules: ['1; 10'] })).replace(
      /(<input [^>]*>)/,
      `$1${label}</zeebe:properties></extensionElements>`,
    );
    const [view] = await tablesOf(content);
    expect(view?.inputs[0]?.label).toEqual({ 'zh-CN': 'amount', en: 'Amount' });
    expect(view?.outputs[0]?.label).toEqual({ 'zh-CN': 'rate', en: 'rate' });
  });

  it('should be empty for what can not be read', async () => {
    expect(await tablesOf('nonsense')).toEqual([]);
  });
});
