import { describe, expect, it } from 'vitest';
import { parseDecisions } from '#engine/dmn/index.ts';
import { boxed, decide, feel, file, knowledge, literal, needs, problemsOf, resultOf } from './support.ts';

const times = (count: number, piece: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => piece(index)).join('');
const codes = async (content: string): Promise<ReadonlySet<string>> =>
  new Set((await problemsOf(content)).map(({ code }) => code));

/** Each of these takes minutes in a reader or an evaluation whose cost grows with the square of what it is given. */
describe('files that are made to hurt', () => {
  it('should tell a few hundred of very many problems', async () => {
    const problems = await problemsOf(file(times(30_000, (n) => `<text a${n}="1" />\n`)));
    expect(problems.length).toBeLessThanOrEqual(500);
  });

  it('should read very many namespaces, attributes and entities', async () => {
    const spaces = times(15_000, (n) => ` xmlns:p${n}="urn:${n}"`);
    const elements = times(20_000, () => '<a xmlns:q="x"/>');
    const extension = `<decision id="decision" name="d"><extensionElements${spaces}>${elements}</extensionElements>${feel('1')}</decision>`;
    expect(await codes(file(extension))).toEqual(new Set());
    const attributes = times(50_000, (n) => ` x:a${n}="1"`);
    expect(
      await resultOf(file(`<decision xmlns:x="x" id="decision" name="d"${attributes}>${feel('1')}</decision>`), {}),
    ).toBe(1);
    const text = `"${'&lt;'.repeat(4_000)}"`;
    expect(
      await resultOf(
        file(`<decision id="decision" name="d"><literalExpression><text>${text}</text></literalExpression></decision>`),
        {},
      ),
    ).toHaveLength(4_000);
  });

  it('should compile very many texts with very many names and types', async () => {
    const types = times(
      300,
      (n) =>
        `<itemDefinition name="T${n}"><itemComponent name="a b${n}"><typeRef>string</typeRef></itemComponent></itemDefinition>`,
    );
    const decisions = times(3_000, (n) => literal(`d${n}`, `${n} + 1`));
    expect(await resultOf(file(types, decisions), {}, 'd2999')).toBe(3_000);
    const many = times(2_000, (n) => `<itemDefinition name="T${n}"><itemComponent name="a b${n}" /></itemDefinition>`);
    expect(await codes(file(many, literal('decision', '1')))).toEqual(new Set(['DECISION_TOO_LARGE']));
  });

  it('should read imports that lead to the same file on very many ways', async () => {
    const DMN = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
    const imports = (n: number): string =>
      [n - 1, n - 2]
        .filter((to) => to >= 0)
        .map((to) => `<import name="i${to}" namespace="urn:${to}" importType="${DMN}" />`)
        .join('');
    const files = Array.from({ length: 60 }, (_, n) => ({
      name: `f${n}.dmn`,
      content: file(imports(n), literal(`d${n}`, '1')).replace('namespace="test"', `namespace="urn:${n}"`),
    }));
    const [last] = files.slice(-1);
    expect(last && (await parseDecisions(last, files)).ok).toBe(true);
  });
});

describe('decisions that are made to hurt', () => {
  it('should explain themselves within bounds', async () => {
    const doubling = times(
      60,
      (n) => `<contextEntry><variable name="e${n + 1}" />${feel(`[e${n}, e${n}]`)}</contextEntry>`,
    );
    const content = file(
      boxed(
        `<context><contextEntry><variable name="e0" />${feel('"xxxxxxxxxx"')}</contextEntry>${doubling}<contextEntry>${feel('1')}</contextEntry></context>`,
      ),
    );
    const outcome = await decide(content, {});
    expect(outcome).toMatchObject({ ok: true, result: 1 });
    expect(JSON.stringify(outcome).length).toBeLessThan(10_000_000);
  });

  it('should end when they branch without end', async () => {
    const content = file(
      boxed(feel('f(30)'), needs('Knowledge', '#f-id')),
      knowledge('f', ['n'], feel('if n = 0 then 1 else f(n - 1) + f(n - 1)')),
    );
    expect(await resultOf(content, {})).toMatch(/more than \d+ steps/);
  });
});
