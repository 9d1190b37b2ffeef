import { describe, expect, it } from 'vitest';
import { boxed, decide, feel, file, input, knowledge, literal, needs, resultOf, table } from './support.ts';

const entry = (name: string, logic: string, typeRef = ''): string =>
  `<contextEntry><variable name="${name}"${typeRef === '' ? '' : ` typeRef="${typeRef}"`} />${logic}</contextEntry>`;
const result = (logic: string): string => `<contextEntry>${logic}</contextEntry>`;
const binding = (name: string, logic: string): string => `<binding><parameter name="${name}" />${logic}</binding>`;
const child = (tag: string, logic: string): string => `<${tag}>${logic}</${tag}>`;

describe('boxed expressions', () => {
  it.each<[string, string, unknown]>([
    ['a context', `<context>${entry('a', feel('n + 1'))}${entry('b b', feel('a * 2'))}</context>`, { a: 3, 'b b': 6 }],
    [
      'the result of a context',
      `<context>${entry('net price', feel('n'))}${result(feel('net price * 3'))}</context>`,
      6,
    ],
    ['a list', `<list>${feel('n')}${feel('"x"')}</list>`, [2, 'x']],
    [
      'a relation',
      `<relation><column name="x" /><column name="y z" /><row>${feel('1')}${feel('n')}</row><row>${feel('3')}${feel('4')}</row></relation>`,
      [
        { x: 1, 'y z': 2 },
        { x: 3, 'y z': 4 },
      ],
    ],
    [
      'a conditional',
      `<conditional>${child('if', feel('n > 1'))}${child('then', feel('"much"'))}${child('else', feel('"little"'))}</conditional>`,
      'much',
    ],
    ['a filter', `<filter>${child('in', feel('[1, 2, 3]'))}${child('match', feel('item >= n'))}</filter>`, [2, 3]],
    [
      'a filter over contexts',
      `<filter>${child('in', feel('[{a: 1}, {a: 2}]'))}${child('match', feel('a = n'))}</filter>`,
      [{ a: 2 }],
    ],
    ['a place in a list', `<filter>${child('in', feel('[7, 8, 9]'))}${child('match', feel('-1'))}</filter>`, 9],
    [
      'a loop',
      `<for iteratorVariable="i">${child('in', feel('[1..3]'))}${child('return', feel('i * n + count(partial)'))}</for>`,
      [2, 5, 8],
    ],
    [
      'some',
      `<some iteratorVariable="i">${child('in', feel('[1, 2]'))}${child('satisfies', feel('i = n'))}</some>`,
      true,
    ],
    [
      'every',
      `<every iteratorVariable="i">${child('in', feel('[1, 2]'))}${child('satisfies', feel('i = n'))}</every>`,
      false,
    ],
    [
      'a function that calls itself',
      `<context>${entry('f', `<functionDefinition><formalParameter name="k" typeRef="number" />${feel('if k = 0 then 1 else k * f(k - 1)')}</functionDefinition>`)}${result(feel('f(5)'))}</context>`,
      120,
    ],
  ])('should evaluate %s', async (_, logic, expected) => {
    expect(await resultOf(file(boxed(logic)), { n: 2 })).toEqual(expected);
  });

  it.each([
    [
      'a condition that is null',
      `<conditional>${child('if', feel('null'))}${child('then', feel('1'))}${child('else', feel('2'))}</conditional>`,
      /'decision', if: expected true or false, but found null/,
    ],
    [
      'a filter that is no condition',
      `<filter>${child('in', feel('[1]'))}${child('match', feel('"x"'))}</filter>`,
      /'decision', match: expected true or false/,
    ],
    [
      'a loop over nothing',
      `<for iteratorVariable="i">${child('in', feel('null'))}${child('return', feel('i'))}</for>`,
      /'decision', in.*null/,
    ],
    [
      'an entry of another type',
      `<context>${entry('a', feel('"x"'), 'number')}</context>`,
      /entry 'a' gave the string/,
    ],
  ])('should fail by place on %s', async (_, logic, message) => {
    expect(await resultOf(file(boxed(logic)), {})).toMatch(message);
  });

  it('should end a loop that grows without bounds', async () => {
    const twice = (inner: string): string =>
      `<for iteratorVariable="i">${child('in', feel('[1..1000]'))}${child('return', inner)}</for>`;
    expect(await resultOf(file(boxed(twice(twice(feel('i'))))), {})).toMatch(/more than \d+ steps/);
  });
});

describe('business knowledge', () => {
  const discount = knowledge(
    'discount rate',
    ['amount: number', 'vip: boolean'],
    feel('if vip then amount / 10 else 0'),
  );
  const required = needs('Knowledge', '#discount rate-id');

  it('should be called from FEEL, by place and by name', async () => {
    const content = file(
      boxed(feel('[discount rate(100, true), discount rate(vip: false, amount: 1)]'), required),
      discount,
    );
    expect(await resultOf(content, {})).toEqual([10, 0]);
  });

  it('should be invoked with bindings', async () => {
    const invocation = `<invocation>${feel('discount rate')}${binding('vip', feel('n > 1'))}${binding('amount', feel('n'))}</invocation>`;
    expect(await resultOf(file(boxed(invocation, required), discount), { n: 2 })).toBe(0.2);
  });

  it('should refuse arguments and bindings that do not fit', async () => {
    const call = file(boxed(feel('discount rate("x", true)'), required), discount);
    expect(await resultOf(call, {})).toMatch(/parameter 'amount' is the string "x", but its type is number/);
    const bind = `<invocation>${feel('discount rate')}${binding('rate', feel('1'))}</invocation>`;
    expect(await resultOf(file(boxed(bind, required), discount), {})).toMatch(/has no parameter 'rate'/);
  });

  it('should not be known to who does not require it', async () => {
    const content = file(boxed(feel('discount(1)')), knowledge('discount', ['a'], feel('a')));
    await expect(decide(content, {})).rejects.toThrow(/DECISION_FEEL/);
  });

  it('should see the variables of the process too, as on Zeebe', async () => {
    const content = file(boxed(feel('f(1)'), needs('Knowledge', '#f-id')), knowledge('f', ['a'], feel('a + n')));
    expect(await resultOf(content, { n: 2 })).toBe(3);
    expect(await resultOf(content, {})).toMatch(/'f' \(a \+ n\): There is no variable 'n'/);
  });

  it('should hold tables, and explain what they did', async () => {
    const rows = table({
      inputs: ['amount: number'],
      outputs: ['level'],
      rules: ['> 100; "high" // 大额', '<= 100; "low"'],
    });
    const body = /<decisionTable.*<\/decisionTable>/s.exec(rows)?.[0] ?? '';
    const content = file(
      boxed(feel('level of(amount) + "!"'), needs('Knowledge', '#level of-id')),
      knowledge('level of', ['amount: number'], body),
    );
    const outcome = await decide(content, { amount: 500 });
    expect(outcome).toMatchObject({
      ok: true,
      result: 'high!',
      explanation: {
        decisions: [
          {
            name: 'decision',
            inputs: [{ name: 'amount', value: 500 }],
            output: 'high!',
            parts: [
              {
                name: 'level of',
                inputs: [{ name: 'amount', value: 500 }],
                hitPolicy: 'UNIQUE',
                matchedRules: [{ index: 1, annotation: '大额', outputs: { level: 'high' } }],
                output: 'high',
              },
            ],
          },
        ],
      },
    });
  });

  it('should end when functions call each other without end', async () => {
    const content = file(boxed(feel('f(1)'), needs('Knowledge', '#f-id')), knowledge('f', ['n'], feel('f(n + 1)')));
    expect(await resultOf(content, {})).toMatch(/deeper than/);
  });

  it('should tell the values on the way', async () => {
    const content = file(boxed(`<context>${entry('base', feel('n * 2'))}${result(feel('base + 1'))}</context>`));
    expect(await decide(content, { n: 2 })).toMatchObject({
      result: 5,
      explanation: { decisions: [{ values: [{ name: 'base', value: 4 }], output: 5 }] },
    });
  });
});

describe('decision services', () => {
  const content = file(
    input('n', 'number'),
    literal('base', 'n * 2', [], 'number').replace('<literal', `${needs('Input', '#n-input')}<literal`),
    literal('price', 'base + 1', ['base'], 'number'),
    '<decisionService id="s" name="price of"><variable name="price of" /><outputDecision href="#price" /><encapsulatedDecision href="#base" /><inputData href="#n-input" /></decisionService>',
    '<decisionService id="t" name="price by"><variable name="price by" /><outputDecision href="#price" /><inputDecision href="#base" /></decisionService>',
    boxed(feel('[price of(10), price by(10), price of(n: 1)]'), needs('Knowledge', '#s') + needs('Knowledge', '#t')),
  );

  it('should be called with inputs, and with results of decisions', async () => {
    expect(await resultOf(content, { n: 1000 })).toEqual([21, 11, 3]);
  });

  it('should see what it is called with and no other variable', async () => {
    const open = content.replace('base + 1', 'base + 1 + more');
    expect(await resultOf(open, { n: 1, more: 2 })).toMatch(/no variable 'more'/);
  });

  it('should refuse what does not fit', async () => {
    const wrong = content.replace('price by(10)', 'price of("x")');
    expect(await resultOf(wrong, { n: 1 })).toMatch(/Service 'price of', parameter 'n' is the string/);
  });
});

describe('declared types', () => {
  const item = (name: string, body: string, attributes = ''): string =>
    `<itemDefinition id="${name}" name="${name}"${attributes}>${body}</itemDefinition>`;
  const component = (name: string, type: string): string =>
    `<itemComponent name="${name}"><typeRef>${type}</typeRef></itemComponent>`;
  const customer = item('Customer', component('Full name', 'string') + component('limits', 'Limits'));
  const limits = item('Limits', '<typeRef>number</typeRef>', ' isCollection="true"');
  const grade = item('Grade', '<typeRef>string</typeRef><allowedValues><text>"A","B"</text></allowedValues>');
  const pair = item(
    'Pair',
    '<typeRef>number</typeRef><typeConstraint><text>count(?) = 2</text></typeConstraint>',
    ' isCollection="true"',
  );

  it.each<[string, string, unknown]>([
    ['Customer', '{"Full name": "Li", limits: [1, 2], more: true}', { 'Full name': 'Li', limits: [1, 2], more: true }],
    ['Limits', '5', [5]],
    ['number', '[5]', 5],
    ['Grade', '["A"]', 'A'],
    ['Pair', '[1, 2]', [1, 2]],
    ['date and time', 'date("2026-03-31")', '2026-03-31T00:00:00Z'],
  ])('should take for a %s: %s', async (type, expression, expected) => {
    expect(await resultOf(file(customer, limits, grade, pair, boxed(feel(expression), '', type)), {})).toEqual(
      expected,
    );
  });

  it.each([
    ['Customer', '{"Full name": "Li"}'],
    ['Customer', '{"Full name": "Li", limits: ["x"]}'],
    ['Limits', '"x"'],
    ['number', '[1, 2]'],
    ['Grade', '"C"'],
    ['Pair', '[1, 2, 3]'],
  ])('should not take for a %s: %s', async (type, expression) => {
    const content = file(customer, limits, grade, pair, boxed(feel(expression), '', type));
    expect(await resultOf(content, {})).toMatch(new RegExp(`but its type is ${type}`));
  });

  it('should check inputs, and read names with spaces behind a point', async () => {
    const content = file(
      customer,
      limits,
      input('customer', 'Customer'),
      boxed(feel('customer.Full name'), needs('Input', '#customer-input')),
    );
    expect(await resultOf(content, { customer: { 'Full name': 'Li', limits: [] } })).toBe('Li');
    expect(await resultOf(content, { customer: { 'Full name': 7, limits: [] } })).toMatch(/Input 'customer' is/);
    expect(await resultOf(content, {})).toMatch(/no variable 'customer'/);
  });

  it('should be known to instance of', async () => {
    const content = file(limits, grade, boxed(feel('[[1] instance of Limits, "x" instance of Limits]')));
    expect(await resultOf(content, {})).toEqual([true, false]);
  });
});
