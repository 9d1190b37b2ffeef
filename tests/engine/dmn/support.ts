import { type DecisionProblem, type EvaluateOutcome, evaluateDecision, parseDecisions } from '#engine/dmn/index.ts';

const NOW = '2026-03-31T01:00:00.000Z';

export interface TableSketch {
  readonly id?: string;
  readonly name?: string;
  readonly hitPolicy?: string;
  readonly aggregation?: string;
  /** Expression and type, as `amount: number`. */
  readonly inputs: readonly string[];
  /** Name and type, as `level: number`; then, behind `|`, the list of values. */
  readonly outputs: readonly string[];
  /** Cells from left to right, inputs first; then, behind `//`, an annotation. */
  readonly rules: readonly string[];
  readonly requires?: readonly string[];
  readonly variable?: string;
  readonly defaults?: readonly string[];
  /** What the table says of itself. */
  readonly claims?: readonly string[];
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const text = (content: string): string => `<text>${escape(content.trim())}</text>`;
const typed = (sketch: string): readonly [string, string] => {
  const [name = '', type = ''] = sketch.split(':');
  return [name.trim(), type.trim() === '' ? '' : ` typeRef="${type.trim()}"`];
};

export const file = (...decisions: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="file" name="file" namespace="test">
${decisions.join('\n')}
</definitions>`;

const requirements = (id: string, requires: readonly string[] = []): string =>
  requires
    .map(
      (target) =>
        `<informationRequirement id="${id}-needs-${target}"><requiredDecision href="#${target}" /></informationRequirement>`,
    )
    .join('');

export function table(sketch: TableSketch): string {
  const {
    id = 'decision',
    name = '测试决策',
    hitPolicy,
    aggregation,
    requires,
    variable,
    defaults = [],
    claims = [],
  } = sketch;
  const said = claims.map((claim) => `<zeebe:property name="monotonic" value="${escape(claim)}" />`).join('');
  const extensions =
    said === '' ? '' : `<extensionElements><zeebe:properties>${said}</zeebe:properties></extensionElements>`;
  const inputs = sketch.inputs.map((input, index) => {
    const [expression, type] = typed(input);
    return `<input id="${id}-in-${index}" label="${escape(expression)}"><inputExpression id="${id}-ine-${index}"${type}>${text(expression)}</inputExpression></input>`;
  });
  const outputs = sketch.outputs.map((output, index) => {
    const [head = '', values] = output.split('|');
    const [column, type] = typed(head);
    const list = values === undefined ? '' : `<outputValues id="${id}-ov-${index}">${text(values)}</outputValues>`;
    const otherwise =
      defaults[index] === undefined
        ? ''
        : `<defaultOutputEntry id="${id}-od-${index}">${text(defaults[index])}</defaultOutputEntry>`;
    return `<output id="${id}-out-${index}" name="${column}"${type}>${list}${otherwise}</output>`;
  });
  const rules = sketch.rules.map((rule, index) => {
    const [cells = '', note] = rule.split('//');
    const entries = cells.split(';').map((content, column) => {
      const tag = column < sketch.inputs.length ? 'inputEntry' : 'outputEntry';
      return `<${tag} id="${id}-r${index}-c${column}">${text(content)}</${tag}>`;
    });
    const description = note === undefined ? '' : `<description>${escape(note.trim())}</description>`;
    return `<rule id="${id}-r${index}">${description}${entries.join('')}</rule>`;
  });
  const attributes = `${hitPolicy ? ` hitPolicy="${hitPolicy}"` : ''}${aggregation ? ` aggregation="${aggregation}"` : ''}`;
  const result =
    variable === undefined ? '' : `<variable id="${id}-variable" name="${typed(variable)[0]}"${typed(variable)[1]} />`;
  return `<decision id="${id}" name="${name}">${extensions}${result}${requirements(id, requires)}<decisionTable id="${id}-table"${attributes}>${inputs.join('')}${outputs.join('')}${rules.join('')}</decisionTable></decision>`;
}

export const literal = (id: string, expression: string, requires: readonly string[] = [], typeRef = ''): string =>
  `<decision id="${id}" name="${id}">${requirements(id, requires)}<literalExpression id="${id}-le"${typeRef === '' ? '' : ` typeRef="${typeRef}"`}>${text(expression)}</literalExpression></decision>`;

export async function problemsOf(content: string): Promise<readonly DecisionProblem[]> {
  const outcome = await parseDecisions({ name: 'test.dmn', content });
  return outcome.ok ? [] : outcome.problems;
}

export async function decide(
  content: string,
  variables: Readonly<Record<string, unknown>>,
  decisionId = 'decision',
): Promise<EvaluateOutcome> {
  const outcome = await parseDecisions({ name: 'test.dmn', content });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return evaluateDecision(outcome.definitions, decisionId, variables, { now: NOW });
}

/** The result, or the message of the failure. */
export async function resultOf(
  content: string,
  variables: Readonly<Record<string, unknown>>,
  decisionId = 'decision',
): Promise<unknown> {
  const outcome = await decide(content, variables, decisionId);
  return outcome.ok ? outcome.result : outcome.message;
}

/** An element of the graph besides decisions: business knowledge, a service, an input, an item definition. */
export const knowledge = (name: string, parameters: readonly string[], body: string, extra = ''): string =>
  `<businessKnowledgeModel id="${name}-id" name="${name}"><variable name="${name}" />${extra}<encapsulatedLogic>${parameters
    .map((parameter) => `<formalParameter name="${typed(parameter)[0]}"${typed(parameter)[1]} />`)
    .join('')}${body}</encapsulatedLogic></businessKnowledgeModel>`;

export const input = (name: string, typeRef: string): string =>
  `<inputData id="${name}-input" name="${name}"><variable name="${name}" typeRef="${typeRef}" /></inputData>`;

export const needs = (kind: 'Input' | 'Decision' | 'Knowledge', href: string): string => {
  const tag = kind === 'Knowledge' ? 'knowledgeRequirement' : 'informationRequirement';
  return `<${tag}><required${kind} href="${href}" /></${tag}>`;
};

/** A boxed literal expression. */
export const feel = (expression: string, typeRef = ''): string =>
  `<literalExpression${typeRef === '' ? '' : ` typeRef="${typeRef}"`}>${text(expression)}</literalExpression>`;

/** A decision 'decision' of any boxed logic. */
export const boxed = (logic: string, requirements = '', typeRef = ''): string =>
  `<decision id="decision" name="decision"><variable name="decision"${typeRef === '' ? '' : ` typeRef="${typeRef}"`} />${requirements}${logic}</decision>`;
