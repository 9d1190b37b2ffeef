import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateDecision, parseDecisions } from '#engine/dmn/index.ts';
import { boxed, feel, file, input, literal, needs, problemsOf, resultOf } from './support.ts';

const one = file(literal('decision', '1'));
const codes = async (content: string): Promise<readonly string[]> =>
  (await problemsOf(content)).map(({ code }) => code);

describe('reading DMN', () => {
  it.each([
    'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
    'http://www.omg.org/spec/DMN/20180521/MODEL/',
    'https://www.omg.org/spec/DMN/20191111/MODEL/',
    'https://www.omg.org/spec/DMN/20211108/MODEL/',
    'https://www.omg.org/spec/DMN/20230324/MODEL/',
  ])('should read the namespace %s', async (namespace) => {
    const typed = file(literal('decision', '1 + 1', [], 'feel:number'));
    expect(await resultOf(typed.replace(/xmlns="[^"]*"/, `xmlns="${namespace}"`), {})).toBe(2);
  });

  it('should read prefixes, comments, CDATA, character references and a byte order mark', async () => {
    const content = `\uFEFF<?xml version="1.0"?><!-- a -->
<d:definitions xmlns:d="https://www.omg.org/spec/DMN/20230324/MODEL/" id="f" name="f" namespace="n">
<d:decision id="decision" name="A &amp; B"><d:literalExpression><d:text><![CDATA["<" + ]]>"&#x4E2D;&#25991;&gt;"</d:text></d:literalExpression></d:decision>
</d:definitions><?after all?>`;
    expect(await resultOf(content, {})).toBe('<中文>');
  });

  it('should leave extensions of others alone, and drawings', async () => {
    const content = file(
      `<decision id="decision" name="d" xmlns:x="urn:x" x:note="kept"><extensionElements><x:any a="b">text</x:any></extensionElements>${feel('1')}</decision>`,
      '<d:DMNDI xmlns:d="https://www.omg.org/spec/DMN/20191111/DMNDI/"><d:DMNDiagram id="diagram"><d:DMNShape id="shape" dmnElementRef="decision" /></d:DMNDiagram></d:DMNDI>',
    );
    expect(await resultOf(content, {})).toBe(1);
    expect(await codes(content.replace('dmnElementRef="decision"', 'dmnElementRef="gone"'))).toEqual([
      'DECISION_DANGLING',
    ]);
    expect(await codes(content.replace('id="shape"', 'id="decision"'))).toEqual(['DECISION_DUPLICATE_ID']);
  });

  it.each<[string, string]>([
    ['an element that is not closed', one.replace('</decision>', '')],
    ['an end without a start', `${one}</a>`],
    ['two roots', `${one}<a />`],
    ['text outside of the root', `${one}text`],
    ['an attribute twice', one.replace('id="decision"', 'id="decision" id="x"')],
    ['an attribute without quotation marks', one.replace('id="decision"', 'id=decision')],
    ['an unknown entity', one.replace('<text>1', '<text>&nbsp;1')],
    ['a reference to no character', one.replace('<text>1', '<text>&#0;1')],
    ['a prefix that is not declared', one.replace('<decision ', '<decision y:z="1" ')],
    ['a control character', one.replace('<text>1', '<text>\u0001')],
    ['a lone surrogate', one.replace('<text>1', '<text>\uD800')],
    ['a second XML declaration', one.replace('<decision ', '<?xml version="1.0"?><decision ')],
    ['a comment with two dashes', one.replace('<decision ', '<!-- a -- b --><decision ')],
    ['text between elements', one.replace('<decision ', 'lost <decision ')],
    ['a second expression', one.replace('</decision>', `${feel('2')}</decision>`)],
    ['an element of another namespace', one.replace('<text>', '<b xmlns="urn:b" /><text>')],
    ['a root that is no model', one.replaceAll('definitions', 'definition')],
    ['an attribute of another place', one.replace('<literalExpression ', '<literalExpression hitPolicy="ANY" ')],
  ])('should refuse %s', async (_, content) => {
    expect(await codes(content)).toContain('DECISION_UNREADABLE');
  });

  it('should say the line', async () => {
    const [problem] = await problemsOf(one.replace('<text>', '<text kind="x">'));
    expect(problem?.message.en).toMatch(/<text> has no attribute 'kind' \(line 3\)/);
  });

  it.each([
    ['a chain that is too long', file(...chain(300)), 'DECISION_TOO_LARGE'],
    [
      'a function in another language',
      file(boxed(`<functionDefinition kind="Java">${feel('1')}</functionDefinition>`)),
      'DECISION_UNSUPPORTED',
    ],
    ['an empty part', file(boxed('<conditional><if /><then /><else /></conditional>')), 'DECISION_INCOMPLETE'],
    [
      'a row of another length',
      file(boxed(`<relation><column name="a" /><row>${feel('1')}${feel('2')}</row></relation>`)),
      'DECISION_ROW',
    ],
    [
      'an entry twice',
      file(
        boxed(
          `<context><contextEntry><variable name="a" />${feel('1')}</contextEntry><contextEntry><variable name="a" />${feel('2')}</contextEntry></context>`,
        ),
      ),
      'DECISION_NAME_TWICE',
    ],
    [
      'a type that is defined by itself',
      file(
        '<itemDefinition name="T"><typeRef>U</typeRef></itemDefinition><itemDefinition name="U"><typeRef>T</typeRef></itemDefinition>',
        boxed(feel('1'), '', 'T'),
      ),
      'DECISION_TYPE',
    ],
    [
      'allowed values that are no FEEL',
      file(
        '<itemDefinition name="T"><typeRef>number</typeRef><allowedValues><text>> ></text></allowedValues></itemDefinition>',
        literal('decision', '1'),
      ),
      'DECISION_FEEL',
    ],
    [
      'a requirement of the wrong kind',
      file(input('n', 'number'), boxed(feel('1'), needs('Decision', '#n-input'))),
      'DECISION_DANGLING',
    ],
    ['a requirement of nothing', file(boxed(feel('1'), '<informationRequirement />')), 'DECISION_DANGLING'],
    [
      'a service without result',
      file(literal('decision', '1'), '<decisionService id="s" name="s"><variable name="s" /></decisionService>'),
      'DECISION_INCOMPLETE',
    ],
    ['an import of nothing', file('<import name="a" namespace="urn:a" importType="x" />'), 'DECISION_UNSUPPORTED'],
  ])('should refuse %s by its code', async (_, content, code) => {
    expect(await codes(content)).toContain(code);
  });

  it('should answer whatever it is given, soon, and leave nothing behind', async () => {
    const piece = fc.constantFrom(
      ...[
        '<',
        '>',
        '/>',
        '</decision>',
        '<decision id="__proto__" name="constructor">',
        '<text>',
        '&lt;',
        '&#x41;',
        ']]>',
      ],
      ...['<![CDATA[', '<!--', '-->', '<?xml', '"', "'", ' xmlns:a="b"', ' id="x"', '\u0000', '中', '\n', one],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 40 }), async (pieces) => {
        const at = pieces.length % one.length;
        await parseDecisions({ name: 'f.dmn', content: pieces.join('') });
        await parseDecisions({ name: 'f.dmn', content: one.slice(0, at * 9) + pieces.join('') + one.slice(at * 9) });
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

function chain(length: number): readonly string[] {
  return Array.from({ length }, (_, index) => literal(`d${index}`, '1', index === 0 ? [] : [`d${index - 1}`]));
}

describe('imports', () => {
  const DMN = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
  const taxes = file(
    '<itemDefinition name="Rate"><typeRef>number</typeRef></itemDefinition>',
    input('gross', 'number'),
    `<decision id="net" name="net"><variable name="net" typeRef="Rate" />${needs('Input', '#gross-input')}${feel('gross - 1')}</decision>`,
  ).replace('namespace="test"', 'namespace="urn:tax"');
  const shop = (name: string, expression: string): string =>
    file(
      `<import name="${name}" namespace="urn:tax" importType="${DMN}" />`,
      boxed(feel(expression), needs('Decision', 'urn:tax#net'), name === '' ? 'Rate' : `${name}.Rate`),
    );

  it('should see decisions and types of other files through the name of the import', async () => {
    const parsed = await parseDecisions({ name: 'shop.dmn', content: shop('tax', 'tax.net * 2') }, [
      { name: 'other.dmn', content: one },
      { name: 'tax.dmn', content: taxes },
    ]);
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const outcome = evaluateDecision(parsed.definitions, 'decision', { gross: 11 }, { now: '2026-01-01T00:00:00Z' });
    expect(outcome).toMatchObject({ ok: true, result: 20 });
    expect([...parsed.definitions.decisions.keys()]).toEqual(['decision']);
  });

  it('should see them directly without a name', async () => {
    const parsed = await parseDecisions({ name: 'shop.dmn', content: shop('', 'net * 2') }, [
      { name: 'tax.dmn', content: taxes },
    ]);
    expect(parsed.ok).toBe(true);
  });

  it('should refuse what is missing, wrong or goes round', async () => {
    const missing = await parseDecisions({ name: 'shop.dmn', content: shop('tax', '1') });
    expect(missing.ok ? [] : missing.problems.map(({ code }) => code)).toContain('DECISION_IMPORT');
    const round = taxes.replace(
      '<itemDefinition',
      `<import name="s" namespace="test" importType="${DMN}" /><itemDefinition`,
    );
    const circle = await parseDecisions({ name: 'shop.dmn', content: shop('tax', '1') }, [
      { name: 'tax.dmn', content: round },
    ]);
    expect(circle.ok ? [] : circle.problems.map(({ code, resourceName }) => [code, resourceName])).toContainEqual([
      'DECISION_CYCLE',
      'tax.dmn',
    ]);
  });
});
