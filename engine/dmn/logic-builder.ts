import { PLACES } from './places.ts';
import type { Source } from './source.ts';
import { buildTable } from './table-builder.ts';
import { TextBuilder } from './text-builder.ts';
import type { Broken, FunctionLogic, Logic } from './types.ts';

/** Compiles a boxed expression (DMN 1.5, 10.2) in which certain names are in scope. */
export function buildLogic(source: Source, texts: TextBuilder): Logic {
  const typed = typedOf(source, texts);
  switch (source.kind) {
    case 'literalExpression':
      return texts.literal(source, PLACES.expression);
    case 'decisionTable':
      return buildTable(source, texts);
    case 'context':
      return buildContext(source, texts);
    case 'invocation':
      return buildInvocation(source, texts);
    case 'functionDefinition':
      return buildFunction(source, texts);
    case 'list':
      return { ...typed, kind: 'list', items: source.expressions.map((item) => buildLogic(item, texts)) };
    case 'relation':
      return buildRelation(source, texts);
    case 'conditional':
      return {
        ...typed,
        kind: 'conditional',
        if: buildChild(source, 'if', texts),
        yes: buildChild(source, 'then', texts),
        no: buildChild(source, 'else', texts),
      };
    case 'filter': {
      const match = inside(texts, ['item', 'partial']);
      return {
        ...typed,
        kind: 'filter',
        in: buildChild(source, 'in', texts),
        match: buildChild(source, 'match', match),
      };
    }
    default:
      return buildIteration(source, texts);
  }
}

const inside = (texts: TextBuilder, names: readonly string[]): TextBuilder =>
  new TextBuilder(texts.around, [...names, ...texts.names]);

function typedOf(
  source: Source,
  texts: TextBuilder,
): { readonly id: string; readonly type?: NonNullable<Logic['type']> } {
  const type = texts.type(source.typeRef, PLACES.result);
  return { id: source.id ?? '', ...(type && { type }) };
}

/** An expression that must be there. */
function required(holder: Source | undefined, texts: TextBuilder, around: Source): Logic {
  const expression = holder?.expression;
  if (expression) return buildLogic(expression, texts);
  texts.report('DECISION_INCOMPLETE', holder ?? around, { element: (holder ?? around).kind });
  return { id: '', kind: 'broken', reason: 'There is no expression.' };
}

const buildChild = (source: Source, kind: string, texts: TextBuilder): Logic => {
  const holder = source.child(kind);
  const logic = required(holder, texts, source);
  const type = texts.type(holder?.typeRef, PLACES.result);
  return type && logic.type === undefined ? { ...logic, type } : logic;
};

/** Later entries see the earlier ones; a function sees itself. */
function buildContext(source: Source, texts: TextBuilder): Logic {
  const seen: string[] = [];
  const entries = source.children('contextEntry').map((entry) => {
    const variable = entry.child('variable');
    const name = variable?.name;
    const own = entry.expression?.kind === 'functionDefinition' && name !== undefined ? [name] : [];
    const type = texts.type(variable?.typeRef, PLACES.expression);
    const value = required(entry, inside(texts, [...seen, ...own]), source);
    if (name !== undefined && seen.includes(name)) texts.report('DECISION_NAME_TWICE', entry, { twice: name });
    if (name !== undefined) seen.push(name);
    return { ...(name !== undefined && { name }), ...(type && { type }), value };
  });
  return { ...typedOf(source, texts), kind: 'context', entries };
}

function buildInvocation(source: Source, texts: TextBuilder): Logic {
  const bindings = source.children('binding').map((binding) => {
    const parameter = binding.child('parameter');
    const type = texts.type(parameter?.typeRef, PLACES.parameter);
    const empty = binding.expression === undefined;
    const value: Logic = empty ? nothing(texts, binding) : required(binding, texts, source);
    return { name: parameter?.name ?? '', ...(type && { type }), value };
  });
  return {
    ...typedOf(source, texts),
    kind: 'invocation',
    callee: required(source, texts, source),
    calleeName: source.expression?.text.trim() ?? '',
    bindings,
  };
}

/** A binding without an expression leaves its parameter null. */
function nothing(texts: TextBuilder, source: Source): Logic {
  return texts.literal(source, PLACES.expression, 'null');
}

function buildRelation(source: Source, texts: TextBuilder): Logic {
  const columns = source.children('column').map((column) => {
    const type = texts.type(column.typeRef, PLACES.expression);
    return { name: column.name ?? '', ...(type && { type }) };
  });
  const rows = source.children('row').map((row) => {
    const cells = row.expressions.map((entry) => buildLogic(entry, texts));
    if (cells.length !== columns.length)
      texts.report('DECISION_ROW', row, { found: cells.length, expected: columns.length });
    return cells;
  });
  return { ...typedOf(source, texts), kind: 'relation', columns, rows };
}

export function buildFunction(source: Source, texts: TextBuilder): FunctionLogic | Broken {
  const kind = source.attribute('kind') ?? 'FEEL';
  if (kind !== 'FEEL') {
    texts.report('DECISION_UNSUPPORTED', source, { what: PLACES.function });
    return { id: source.id ?? '', kind: 'broken', reason: 'The function is not written in FEEL.' };
  }
  const parameters = source.children('formalParameter').map((parameter) => {
    const type = texts.type(parameter.typeRef, PLACES.parameter);
    return { name: parameter.name ?? '', ...(type && { type }) };
  });
  const body = required(
    source,
    inside(
      texts,
      parameters.map(({ name }) => name),
    ),
    source,
  );
  const type = texts.resultType(source.typeRef, PLACES.result);
  return { id: source.id ?? '', ...(type && { type }), kind: 'function', parameters, body };
}

function buildIteration(source: Source, texts: TextBuilder): Logic {
  const kind = source.kind as 'for' | 'some' | 'every';
  const variable = source.attribute('iteratorVariable') ?? '';
  if (variable === '') texts.report('DECISION_INCOMPLETE', source, { element: kind });
  const body = inside(texts, [variable, 'partial']);
  return {
    ...typedOf(source, texts),
    kind,
    variable,
    in: buildChild(source, 'in', texts),
    body: buildChild(source, kind === 'for' ? 'return' : 'satisfies', body),
  };
}

/** Names that the logic of a file gives to values, which expressions read behind a point. */
export function propertyNames(source: Source): readonly string[] {
  const names: string[] = [];
  const visit = (at: Source): void => {
    if (at.kind === 'contextEntry') names.push(at.child('variable')?.name ?? '');
    if (at.kind === 'column' || at.kind === 'output') names.push(at.name ?? '');
    at.all.forEach(visit);
  };
  visit(source);
  return names.filter((name) => name !== '');
}
