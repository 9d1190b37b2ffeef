import { describe, expect, it } from 'vitest';
import { type Problem, lint } from '#designer/lint/index.ts';
import { type TableSketch, boxed, feel, file, literal, table } from '../../engine/dmn/support.ts';

const check = (sketch: Partial<TableSketch>): Promise<readonly Problem[]> =>
  lint([{ name: 't.dmn', content: file(table({ inputs: ['n: number'], outputs: ['x'], rules: [], ...sketch })) }]);

const briefly = async (sketch: Partial<TableSketch>): Promise<readonly (readonly string[])[]> =>
  (await check(sketch)).map(({ code, severity, element }) => [code, severity, element]);

describe('lint of decision tables', () => {
  it.each<[string, Partial<TableSketch>, readonly string[]]>([
    ['rules of UNIQUE that overlap', { rules: ['<= 5; 1', '>= 5; 2'] }, ['LINT_TABLE_OVERLAP', 'error', 'decision-r1']],
    [
      'rules of ANY that disagree',
      { hitPolicy: 'ANY', rules: ['<= 5; 1', '>= 5; 2'] },
      ['LINT_TABLE_DISAGREE', 'error', 'decision-r1'],
    ],
    [
      'a claim that does not hold',
      { claims: ['x rises with n'], rules: ['< 5; 2', '>= 5; 1'] },
      ['LINT_TABLE_NOT_MONOTONIC', 'error', 'decision'],
    ],
    ['a claim of nothing', { claims: ['y rises with n'], rules: ['-; 2'] }, ['LINT_TABLE_CLAIM', 'error', 'decision']],
    ['a gap', { rules: ['< 5; 1', '> 5; 2'] }, ['LINT_TABLE_GAP', 'warning', 'decision']],
    [
      'a rule that never fires',
      { hitPolicy: 'FIRST', rules: ['-; 1', '> 5; 2'] },
      ['LINT_RULE_SHADOWED', 'warning', 'decision-r1'],
    ],
    [
      'a cell that nothing passes',
      { rules: ['[5..1]; 1', '-; 2'] },
      ['LINT_RULE_UNREACHABLE', 'warning', 'decision-r0'],
    ],
  ])('should find %s', async (_, sketch, expected) => {
    expect(await briefly(sketch)).toEqual([expected]);
  });

  it.each<[string, Partial<TableSketch>]>([
    ['rules that meet', { rules: ['<= 5; 1', '> 5; 2'] }],
    ['rules of ANY that agree', { hitPolicy: 'ANY', rules: ['<= 5; 1', '>= 5; 1'] }],
    ['a claim that holds', { claims: ['x falls with n'], rules: ['< 5; 2', '>= 5; 1'] }],
    ['a default', { rules: ['<= 5; 1'], defaults: ['0'] }],
    ['the general rule below the special one', { hitPolicy: 'FIRST', rules: ['> 5; 1', '-; 2'] }],
  ])('should find nothing wrong with %s', async (_, sketch) => {
    expect(await briefly(sketch)).toEqual([]);
  });

  it('should tell what Zeebe 8.5 does not run', async () => {
    const content = file(
      boxed(`<filter id="f"><in>${feel('[1]')}</in><match>${feel('true')}</match></filter>`),
      literal('plain', '1'),
      '<decisionService id="s" name="s"><variable name="s" /><outputDecision href="#plain" /></decisionService>',
    );
    const problems = await lint([{ name: 't.dmn', content }]);
    expect(problems.map(({ code, severity, element }) => [code, severity, element])).toEqual([
      ['LINT_DECISION_BEYOND_ZEEBE', 'warning', 'f'],
      ['LINT_DECISION_BEYOND_ZEEBE', 'warning', 's'],
    ]);
  });

  it('should give a counter-example in both languages', async () => {
    const [problem] = await check({
      inputs: ['n: number', 'g: string'],
      rules: ['<= 5; "A"; 1', '>= 5; -; 2', '< 5; not("A"); 3'],
    });
    expect(problem?.message).toEqual({
      'zh-CN': '决策表“测试决策”只允许命中一条规则，但第 1 条与第 2 条会同时命中：n = 5，g = "A"。',
      en: 'Only one rule of \'测试决策\' may match, but rules 1 and 2 both do: n = 5, g = "A".',
    });
  });
});
