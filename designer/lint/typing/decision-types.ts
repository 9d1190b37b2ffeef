import type { Decision, Definitions } from '#engine/dmn/index.ts';
import {
  type FeelType,
  analyseExpression,
  contextOf,
  joinTypes,
  listOf,
  nullable,
  parseTypes,
  simple,
} from '#engine/feel/index.ts';
import type { Variables } from './scope.ts';

type Logic = Decision['logic'];
type Table = Extract<Logic, { readonly kind: 'table' }>;

const UNKNOWN = simple('any');

/** The type of a decision's result, and of every decision it asks, over the variables that it is evaluated with. */
export function decisionType(definitions: Definitions, decision: Decision, variables: Variables): FeelType {
  const declared = declaredAs(decision.resultType?.base);
  const found = logicType(decision.logic, scopeOf(definitions, decision, variables));
  return found.kind === 'any' ? (declared ?? UNKNOWN) : found;
}

/** What the expressions of a decision see: the variables, and the results of the decisions it requires. */
export function scopeOf(definitions: Definitions, decision: Decision, variables: Variables): Variables {
  const required = decision.requirements.flatMap(({ key, name }) => {
    const element = definitions.elements.get(key);
    return element?.kind === 'decision' ? [[name, decisionType(definitions, element, variables)] as const] : [];
  });
  return { ...variables, ...Object.fromEntries(required) };
}

function logicType(logic: Logic, variables: Variables): FeelType {
  switch (logic.kind) {
    case 'literal':
      return typeOf(logic.expression.source, variables);
    case 'table':
      return tableType(logic, variables);
    case 'context': {
      let seen = variables;
      const entries: Record<string, FeelType> = {};
      for (const { name, value } of logic.entries) {
        const type = logicType(value, seen);
        if (name === undefined) return type;
        entries[name] = type;
        seen = { ...seen, [name]: type };
      }
      return contextOf(entries);
    }
    case 'list':
      return listOf(logic.items.map((item) => logicType(item, variables)).reduce(joinTypes, simple('never')));
    case 'conditional':
      return joinTypes(logicType(logic.yes, variables), logicType(logic.no, variables));
    default:
      return declaredAs(logic.type?.base) ?? UNKNOWN;
  }
}

const SINGLE: ReadonlySet<string> = new Set(['UNIQUE', 'FIRST', 'ANY', 'PRIORITY']);

function tableType(table: Table, variables: Variables): FeelType {
  const columns = table.outputs.map((output, place) => [output.name, columnType(table, place, variables)] as const);
  const [only] = columns;
  const row = columns.length === 1 && only ? only[1] : contextOf(Object.fromEntries(columns));
  if (table.hitPolicy === 'COLLECT COUNT') return simple('number');
  if (table.hitPolicy.startsWith('COLLECT ')) return nullable(row);
  return SINGLE.has(table.hitPolicy) ? row : listOf(row);
}

function columnType(table: Table, place: number, variables: Variables): FeelType {
  const cells = table.rules.map(({ outputs }) => {
    const cell = outputs[place];
    if (cell === undefined) return nullable(simple('never'));
    return cell.kind === 'literal' ? typeOf(cell.expression.source, variables) : UNKNOWN;
  });
  const type = cells.reduce(joinTypes, simple('never'));
  const base = declaredAs(table.outputs[place]?.type?.base);
  return type.kind === 'any' && base ? (type.nullable === true ? nullable(base) : base) : type;
}

function typeOf(source: string, variables: Variables): FeelType {
  const outcome = analyseExpression(source, { variables, open: true });
  return outcome.ok ? outcome.analysis.type : UNKNOWN;
}

function declaredAs(base: string | undefined): FeelType | undefined {
  const parsed = base === undefined ? undefined : parseTypes(`type: ${base}`);
  return parsed?.ok ? parsed.types['type'] : undefined;
}
