import {
  type Expression,
  type FeelValue,
  type UnaryTests,
  compileExpression,
  compileUnaryTests,
} from '../feel/index.ts';
import type { Bilingual, Problems } from './problems.ts';
import {
  type DecisionSource,
  type DefinitionsSource,
  type InputSource,
  type ItemDefinitionSource,
  type OutputSource,
  type RuleSource,
  type TableSource,
  type TextSource,
  englishLabel,
  isDecision,
  isInputData,
  isLiteral,
  isTable,
} from './source.ts';
import type { Decision, DeclaredType, Definitions, HitPolicy, Input, Literal, Output, Rule, Table } from './types.ts';
import { resolveType } from './typing.ts';

const PLACES = {
  input: { en: 'Input', 'zh-CN': '输入列' },
  output: { en: 'Output', 'zh-CN': '输出列' },
  expression: { en: 'The expression', 'zh-CN': '表达式' },
  result: { en: 'The result', 'zh-CN': '结果' },
  default: { en: 'The default output', 'zh-CN': '默认输出' },
  values: { en: 'The list of output values', 'zh-CN': '输出可选值' },
  inputCells: { en: 'input', 'zh-CN': '输入' },
  outputCells: { en: 'output', 'zh-CN': '输出' },
  imports: { en: 'An import', 'zh-CN': '导入（import）' },
  knowledge: { en: 'A business knowledge model', 'zh-CN': '业务知识模型' },
} as const satisfies Readonly<Record<string, Bilingual>>;

const cell = (kind: 'input' | 'output', rule: number, column: number): Bilingual =>
  kind === 'input'
    ? { en: `Rule ${rule}, input ${column}`, 'zh-CN': `第 ${rule} 条规则第 ${column} 个输入` }
    : { en: `Rule ${rule}, output ${column}`, 'zh-CN': `第 ${rule} 条规则第 ${column} 个输出` };

/** A day without a clock: output values are constants. */
const NO_CLOCK = { now: '1970-01-01T00:00:00.000Z' };
const EMPTY = 'null';

/** Compiles a file; what is wrong with it is added to `problems`, and the result must then not be used. */
export function buildDefinitions(source: DefinitionsSource, resourceName: string, problems: Problems): Definitions {
  const elements = source.drgElement ?? [];
  const items = source.itemDefinition ?? [];
  if (source.import?.length) problems.add('DECISION_UNSUPPORTED', source.import[0], { what: PLACES.imports });
  for (const element of elements) {
    if (!isDecision(element) && !isInputData(element) && element.$type !== 'dmn:KnowledgeSource')
      problems.add('DECISION_UNSUPPORTED', element, { what: element.$type.replace('dmn:', '') });
  }
  const sources = elements.filter(isDecision);
  if (sources.length === 0) problems.add('DECISION_NONE', source);
  const decisions = new Map<string, Decision>();
  for (const decision of sources) {
    const built = new DecisionBuilder(decision, elements, items, problems).build();
    if (built) decisions.set(built.id, built);
  }
  checkGraph(decisions, problems);
  return { id: source.id ?? '', name: source.name ?? '', resourceName, decisions };
}

function checkGraph(decisions: ReadonlyMap<string, Decision>, problems: Problems): void {
  const names = new Set<string>();
  for (const decision of decisions.values()) {
    if (names.has(decision.resultName)) problems.add('DECISION_NAME_TAKEN', decision, { name: decision.resultName });
    names.add(decision.resultName);
    const circle = circleFrom(decision.id, decisions, [decision.id]);
    if (circle) problems.add('DECISION_CYCLE', decision, { circle: circle.join(' → ') });
  }
}

/** The way back to where it began; undefined if there is none. */
function circleFrom(
  start: string,
  decisions: ReadonlyMap<string, Decision>,
  path: readonly string[],
): readonly string[] | undefined {
  for (const next of decisions.get(path.at(-1) ?? '')?.requiredDecisions ?? []) {
    if (next === start) return [...path, next];
    if (path.includes(next)) continue;
    const circle = circleFrom(start, decisions, [...path, next]);
    if (circle) return circle;
  }
  return undefined;
}

class DecisionBuilder {
  readonly #source: DecisionSource;
  readonly #ids: ReadonlyMap<string, { readonly $type: string }>;
  readonly #items: readonly ItemDefinitionSource[];
  readonly #problems: Problems;
  readonly #name: string;

  constructor(
    source: DecisionSource,
    elements: readonly { readonly id?: string; readonly $type: string }[],
    items: readonly ItemDefinitionSource[],
    problems: Problems,
  ) {
    this.#source = source;
    this.#ids = new Map(elements.map((element) => [element.id ?? '', element]));
    this.#items = items;
    this.#problems = problems;
    this.#name = source.name ?? source.id ?? '';
  }

  build(): Decision | undefined {
    const { id, variable, decisionLogic } = this.#source;
    const logic = this.#logic();
    const requiredDecisions = this.#requirements();
    if (this.#source.knowledgeRequirement?.length)
      this.#problems.add('DECISION_UNSUPPORTED', this.#source, { what: PLACES.knowledge });
    if (id === undefined) this.#problems.add('DECISION_WITHOUT_ID', this.#source, { name: this.#name });
    if (id === undefined || logic === undefined) return undefined;
    const typeRef = variable?.typeRef ?? (isLiteral(decisionLogic) ? decisionLogic.typeRef : undefined);
    const resultType = this.#type(typeRef, PLACES.result);
    return {
      id,
      name: this.#name,
      text: { 'zh-CN': this.#name, en: englishLabel(this.#source) ?? this.#name },
      resultName: variable?.name ?? id,
      ...(resultType && { resultType }),
      logic,
      requiredDecisions,
    };
  }

  #requirements(): readonly string[] {
    const required: string[] = [];
    for (const requirement of this.#source.informationRequirement ?? []) {
      const href = requirement.requiredDecision?.href ?? requirement.requiredInput?.href ?? '';
      const target = href.replace(/^#/, '');
      const element = this.#ids.get(target);
      if (element === undefined)
        this.#problems.add('DECISION_DANGLING', this.#source, { name: this.#name, target: href });
      else if (element.$type === 'dmn:Decision') required.push(target);
    }
    return required;
  }

  #logic(): Table | Literal | undefined {
    const logic = this.#source.decisionLogic;
    if (isTable(logic)) return this.#table(logic);
    if (isLiteral(logic)) {
      const expression = this.#expression(logic, PLACES.expression);
      return expression && { kind: 'literal', expression };
    }
    const found = logic === undefined ? { en: 'nothing', 'zh-CN': '空' } : logic.$type.replace('dmn:', '');
    this.#problems.add('DECISION_WITHOUT_LOGIC', this.#source, { name: this.#name, found });
    return undefined;
  }

  #table(source: TableSource): Table | undefined {
    const hitPolicy = this.#hitPolicy(source);
    const inputs = (source.input ?? []).map((input, index) => this.#input(input, index));
    const outputs = (source.output ?? []).map((output, index) => this.#output(output, index));
    const rules = (source.rule ?? []).map((rule, index) => this.#rule(rule, index + 1, inputs.length, outputs.length));
    this.#checkOutputs(source, hitPolicy, outputs);
    if (hitPolicy === undefined || inputs.includes(undefined) || rules.includes(undefined)) return undefined;
    return {
      kind: 'table',
      hitPolicy,
      inputs: inputs.filter((input) => input !== undefined),
      outputs,
      rules: rules.filter((rule) => rule !== undefined),
    };
  }

  #hitPolicy(source: TableSource): HitPolicy | undefined {
    const policy = source.hitPolicy ?? 'UNIQUE';
    const name = policy === 'COLLECT' && source.aggregation ? `COLLECT ${source.aggregation}` : policy;
    const known = HIT_POLICIES.find((candidate) => candidate === name);
    if (known === undefined) this.#problems.add('DECISION_UNSUPPORTED', this.#source, { what: name });
    return known;
  }

  #checkOutputs(source: TableSource, hitPolicy: HitPolicy | undefined, outputs: readonly Output[]): void {
    const report = (en: string, zh: string): void =>
      this.#problems.add('DECISION_OUTPUTS', source.id === undefined ? this.#source : source, {
        name: this.#name,
        problem: { en, 'zh-CN': zh },
      });
    if (outputs.length === 0) report('it has no output column', '没有输出列');
    const names = outputs.map((output) => output.name);
    if (outputs.length > 1 && names.includes('')) report('an output column has no name', '有输出列没有名称');
    if (outputs.length > 1 && new Set(names).size < names.length)
      report('two output columns share a name', '输出列重名');
    if (outputs.length > 1 && hitPolicy?.startsWith('COLLECT ') === true)
      report('an aggregation needs a single output column', '汇总方式只能用于单个输出列');
    const ordered = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
    if (ordered && outputs.every((output) => output.values === undefined))
      report(
        'its hit policy needs the list of output values, the most important first',
        '该命中策略需要按优先级列出输出可选值',
      );
  }

  #input(source: InputSource, index: number): Input | undefined {
    const text = source.inputExpression;
    if (text?.text === undefined || text.text.trim() === '') {
      this.#problems.add('DECISION_EMPTY_INPUT', source, { column: index + 1, name: this.#name });
      return undefined;
    }
    const expression = this.#expression(text, PLACES.input);
    const type = this.#type(text.typeRef, PLACES.input);
    if (expression === undefined) return undefined;
    return { id: source.id ?? '', name: source.label ?? text.text, expression, ...(type && { type }) };
  }

  #output(source: OutputSource, index: number): Output {
    const type = this.#type(source.typeRef, PLACES.output);
    const values = this.#outputValues(source);
    const defaultValue = isBlank(source.defaultOutputEntry)
      ? undefined
      : this.#expression(source.defaultOutputEntry, PLACES.default);
    const name = source.name ?? '';
    return {
      id: source.id ?? '',
      name,
      label: source.label ?? (name === '' ? `${index + 1}` : name),
      ...(type && { type }),
      ...(values && { values }),
      ...(defaultValue && { defaultValue }),
    };
  }

  #outputValues(source: OutputSource): readonly FeelValue[] | undefined {
    const values = source.outputValues;
    if (values === undefined || isBlank(values)) return undefined;
    const list = this.#compiled(values, PLACES.values, `[${values.text ?? ''}]`);
    const value = list?.evaluateFeel({}, NO_CLOCK).value;
    return Array.isArray(value) ? (value as readonly FeelValue[]) : undefined;
  }

  #rule(source: RuleSource, index: number, inputs: number, outputs: number): Rule | undefined {
    const inputCells = source.inputEntry ?? [];
    const outputCells = source.outputEntry ?? [];
    const sizes = [
      { kind: PLACES.inputCells, found: inputCells.length, expected: inputs },
      { kind: PLACES.outputCells, found: outputCells.length, expected: outputs },
    ].filter(({ found, expected }) => found !== expected);
    for (const size of sizes) this.#problems.add('DECISION_CELLS', source, { rule: index, name: this.#name, ...size });
    const tests = inputCells.map((text, column) => this.#tests(text, cell('input', index, column + 1)));
    const results = outputCells.map((text, column) =>
      isBlank(text) ? EMPTY : this.#expression(text, cell('output', index, column + 1)),
    );
    if (sizes.length > 0 || tests.includes(undefined) || results.includes(undefined)) return undefined;
    const annotation = annotationOf(source);
    return {
      id: source.id ?? '',
      index,
      ...(annotation !== '' && { annotation }),
      inputs: tests.filter((test) => test !== undefined),
      outputs: results.map((result) => (result === EMPTY ? undefined : result)),
    };
  }

  #tests(source: TextSource, place: Bilingual): UnaryTests | undefined {
    if (!this.#isFeel(source)) return undefined;
    const compiled = compileUnaryTests(source.text ?? '');
    if (compiled.ok) return compiled.tests;
    this.#notFeel(source, place, compiled.message);
    return undefined;
  }

  #expression(source: TextSource | undefined, place: Bilingual): Expression | undefined {
    return source && this.#compiled(source, place);
  }

  #compiled(source: TextSource, place: Bilingual, text = source.text ?? ''): Expression | undefined {
    if (!this.#isFeel(source)) return undefined;
    const compiled = compileExpression(text);
    if (compiled.ok) return compiled.expression;
    this.#notFeel(source, place, compiled.message);
    return undefined;
  }

  #isFeel(source: TextSource): boolean {
    const language = source.expressionLanguage?.toLowerCase();
    if (language === undefined || language === 'feel' || /omg\.org\/spec\/.*feel/.test(language)) return true;
    this.#problems.add('DECISION_UNSUPPORTED', source, { what: `expressionLanguage="${language}"` });
    return false;
  }

  #notFeel(source: TextSource, place: Bilingual, reason: string): void {
    const element = source.id === undefined ? this.#source : source;
    this.#problems.add('DECISION_FEEL', element, { place, name: this.#name, reason, source: source.text ?? '' });
  }

  #type(typeRef: string | undefined, place: Bilingual): DeclaredType | undefined {
    const type = resolveType(typeRef, this.#items);
    if (type === undefined)
      this.#problems.add('DECISION_TYPE', this.#source, { place, name: this.#name, type: typeRef ?? '' });
    return type === 'any' ? undefined : type;
  }
}

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

const isBlank = (source: TextSource | undefined): boolean => (source?.text ?? '').trim() === '';

/** What a person wrote beside a rule: the modeler's description column, and DMN's annotation columns. */
export const annotationOf = (source: RuleSource): string =>
  [source.description ?? '', ...(source.annotationEntry ?? []).map((entry) => entry.text ?? '')]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('；');
