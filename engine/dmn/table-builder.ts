import { type FeelValue, type UnaryTests, compileExpression } from '../feel/index.ts';
import { type DeclaredType, NO_CLOCK } from './declared-type.ts';
import { PLACES, cell } from './places.ts';
import { type Source, annotationOf, isBlank } from './source.ts';
import type { TextBuilder } from './text-builder.ts';
import type { Broken, HitPolicy, Input, Literal, Output, Rule, Table } from './types.ts';

const HIT_POLICIES: readonly HitPolicy[] = [
  'UNIQUE',
  'FIRST',
  'ANY',
  'PRIORITY',
  'RULE ORDER',
  'OUTPUT ORDER',
  'COLLECT',
  'COLLECT SUM',
  'COLLECT MIN',
  'COLLECT MAX',
  'COLLECT COUNT',
];

const NO_LIST = { value: null, diagnostics: [] } as const;

/** Compiles a decision table (DMN 1.5, 8 "Decision Table"). */
export const buildTable = (source: Source, texts: TextBuilder): Table => new TableBuilder(source, texts).build();

class TableBuilder {
  readonly #source: Source;
  readonly #texts: TextBuilder;
  /** Column and text of a cell → its slot. */
  readonly #slots = new Map<string, number>();

  constructor(source: Source, texts: TextBuilder) {
    this.#source = source;
    this.#texts = texts;
  }

  build(): Table {
    const source = this.#source;
    const type = this.#texts.type(source.typeRef, PLACES.result);
    const hitPolicy = this.#hitPolicy();
    const inputs = source.children('input').map((input, index) => this.#input(input, index));
    const outputs = source.children('output').map((output, index) => this.#output(output, index));
    const rules = source
      .children('rule')
      .map((rule, index) => this.#rule(rule, index + 1, inputs.length, outputs.length));
    this.#checkOutputs(hitPolicy, outputs);
    return {
      id: source.id ?? '',
      kind: 'table',
      ...(type && { type }),
      hitPolicy,
      inputs,
      outputs,
      rules,
      slots: this.#slots.size,
    };
  }

  #hitPolicy(): HitPolicy {
    const policy = this.#source.attribute('hitPolicy') ?? 'UNIQUE';
    const aggregation = this.#source.attribute('aggregation');
    const name = policy === 'COLLECT' && aggregation !== undefined ? `COLLECT ${aggregation}` : policy;
    const known = HIT_POLICIES.find((candidate) => candidate === name);
    if (known === undefined) this.#texts.report('DECISION_UNSUPPORTED', this.#source, { what: name });
    return known ?? 'UNIQUE';
  }

  #checkOutputs(hitPolicy: HitPolicy, outputs: readonly Output[]): void {
    const report = (en: string, zh: string): void =>
      this.#texts.report('DECISION_OUTPUTS', this.#source, { problem: { en, 'zh-CN': zh } });
    if (outputs.length === 0) report('it has no output column', '没有输出列');
    const names = outputs.map((output) => output.name);
    if (outputs.length > 1 && names.includes('')) report('an output column has no name', '有输出列没有名称');
    if (outputs.length > 1 && new Set(names).size < names.length)
      report('two output columns share a name', '输出列重名');
    if (outputs.length > 1 && hitPolicy.startsWith('COLLECT '))
      report('an aggregation needs a single output column', '汇总方式只能用于单个输出列');
    const ordered = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
    if (ordered && outputs.every((output) => output.values === undefined))
      report(
        'its hit policy needs the list of output values, the most important first',
        '该命中策略需要按优先级列出输出可选值',
      );
  }

  #input(source: Source, index: number): Input {
    const written = source.child('inputExpression');
    const name = source.label ?? written?.text.trim() ?? '';
    if (written === undefined || isBlank(written)) {
      this.#texts.report('DECISION_EMPTY_INPUT', source, { column: index + 1 });
      return { id: source.id ?? '', name, expression: { id: '', kind: 'broken', reason: 'There is no expression.' } };
    }
    const { type, ...expression } = this.#texts.literal(written, PLACES.input);
    const values = source.child('inputValues');
    const tests = values && !isBlank(values) ? this.#texts.tests(values, PLACES.values) : undefined;
    const nameEn = source.englishLabel;
    return {
      id: source.id ?? '',
      name,
      ...(nameEn !== undefined && { nameEn }),
      expression,
      ...(type && { type }),
      ...(tests && isTests(tests) && { values: tests }),
    };
  }

  #output(source: Source, index: number): Output {
    const type = this.#texts.type(source.typeRef, PLACES.output);
    const values = this.#outputValues(source.child('outputValues'), type);
    const otherwise = source.child('defaultOutputEntry');
    const name = source.name ?? '';
    return {
      id: source.id ?? '',
      name,
      label: source.label ?? (name === '' ? `${index + 1}` : name),
      ...(type && { type }),
      ...(values && { values }),
      ...(otherwise && !isBlank(otherwise) && { defaultValue: this.#texts.literal(otherwise, PLACES.default) }),
    };
  }

  /** Its own list, else that of its type; undefined where that is no list of values. */
  #outputValues(source: Source | undefined, type: DeclaredType | undefined): readonly FeelValue[] | undefined {
    const own = source === undefined || isBlank(source) ? undefined : source;
    if (own && !isTests(this.#texts.tests(own, PLACES.values))) return undefined;
    const list = compileExpression(`[${own?.text ?? type?.allowed ?? ''}]`);
    const { value, diagnostics } = list.ok ? list.expression.evaluateFeel({}, NO_CLOCK) : NO_LIST;
    const values = Array.isArray(value) && diagnostics.length === 0 ? (value as readonly FeelValue[]) : [];
    return values.length > 0 ? values : undefined;
  }

  #rule(source: Source, index: number, inputs: number, outputs: number): Rule {
    const inputCells = source.children('inputEntry');
    const outputCells = source.children('outputEntry');
    const sizes = [
      { kind: PLACES.inputCells, found: inputCells.length, expected: inputs },
      { kind: PLACES.outputCells, found: outputCells.length, expected: outputs },
    ].filter(({ found, expected }) => found !== expected);
    for (const size of sizes) this.#texts.report('DECISION_CELLS', source, { rule: index, ...size });
    const annotation = annotationOf(source);
    const cells = inputCells.map((entry, column) => this.#texts.tests(entry, cell('input', index, column + 1)));
    return {
      id: source.id ?? '',
      index,
      ...(annotation !== '' && { annotation }),
      inputs: cells,
      slots: cells.map((tests, column) => this.#slotOf(tests, column)),
      outputs: outputCells.map((entry, column) => this.#result(entry, index, column + 1)),
    };
  }

  #slotOf(tests: UnaryTests | Broken, column: number): number {
    if (isTests(tests) && tests.any) return -1;
    const key = `${column} ${isTests(tests) ? tests.source : tests.id}`;
    const slot = this.#slots.get(key) ?? this.#slots.size;
    this.#slots.set(key, slot);
    return slot;
  }

  #result(source: Source, rule: number, column: number): Literal | Broken | undefined {
    return isBlank(source) ? undefined : this.#texts.literal(source, cell('output', rule, column));
  }
}

const isTests = (tests: UnaryTests | Broken): tests is UnaryTests => !('kind' in tests);
