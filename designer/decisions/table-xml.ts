/**
 * A decision table read out of a DMN file and written back into it. Only the cells, rules and annotations that changed are
 * touched; everything else of the file stays as it was.
 */
export interface TableColumn {
  readonly id: string;
  readonly label: Readonly<Record<'zh-CN' | 'en', string>>;
  /** The expression an input looks at, or the name of an output. */
  readonly name: string;
  readonly type: string;
}

export interface TableRule {
  readonly id: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly annotation: string;
}

export interface DecisionTable {
  readonly decisionId: string;
  readonly name: Readonly<Record<'zh-CN' | 'en', string>>;
  readonly hitPolicy: string;
  readonly aggregation: string;
  readonly inputs: readonly TableColumn[];
  readonly outputs: readonly TableColumn[];
  readonly rules: readonly TableRule[];
}

const children = (element: Element, name: string): Element[] =>
  [...element.children].filter((child) => child.localName === name);
const textOf = (element: Element | undefined): string =>
  element ? (children(element, 'text')[0]?.textContent ?? '') : '';

function documentOf(xml: string): Document {
  return new DOMParser().parseFromString(xml, 'application/xml');
}

/** The name an element is drawn under, with the English it carries itself. */
function namesOf(element: Element, drawn: string): Readonly<Record<'zh-CN' | 'en', string>> {
  const property = children(element, 'extensionElements')
    .flatMap((extension) => children(extension, 'properties'))
    .flatMap((properties) => children(properties, 'property'))
    .find((item) => item.getAttribute('name') === 'label:en');
  return { 'zh-CN': drawn, en: property?.getAttribute('value') ?? drawn };
}

function tableOf(decision: Element): DecisionTable | undefined {
  const table = children(decision, 'decisionTable')[0];
  if (!table) return undefined;
  const name = decision.getAttribute('name') ?? decision.getAttribute('id') ?? '';
  const inputs = children(table, 'input').map((input) => {
    const expression = children(input, 'inputExpression')[0];
    const source = textOf(expression);
    return {
      id: input.getAttribute('id') ?? '',
      label: namesOf(input, input.getAttribute('label') ?? source),
      name: source,
      type: expression?.getAttribute('typeRef') ?? '',
    };
  });
  const outputs = children(table, 'output').map((output) => {
    const variable = output.getAttribute('name') ?? '';
    return {
      id: output.getAttribute('id') ?? '',
      label: namesOf(output, output.getAttribute('label') ?? variable),
      name: variable,
      type: output.getAttribute('typeRef') ?? '',
    };
  });
  const rules = children(table, 'rule').map((rule) => ({
    id: rule.getAttribute('id') ?? '',
    inputs: children(rule, 'inputEntry').map(textOf),
    outputs: children(rule, 'outputEntry').map(textOf),
    annotation: textOf(children(rule, 'annotationEntry')[0]) || (children(rule, 'description')[0]?.textContent ?? ''),
  }));
  return {
    decisionId: decision.getAttribute('id') ?? '',
    name: namesOf(decision, name),
    hitPolicy: table.getAttribute('hitPolicy') ?? 'UNIQUE',
    aggregation: table.getAttribute('aggregation') ?? '',
    inputs,
    outputs,
    rules,
  };
}

/** Every decision table of a DMN file, in the file's order; nothing for a file that is no XML. */
export function readTables(xml: string): readonly DecisionTable[] {
  const root = documentOf(xml).documentElement;
  return children(root, 'decision').flatMap((decision) => tableOf(decision) ?? []);
}

/** Ids and names of every decision of a DMN file, tables or not. */
export function readDecisions(xml: string): readonly { readonly id: string; readonly name: string }[] {
  const root = documentOf(xml).documentElement;
  return children(root, 'decision').map((decision) => ({
    id: decision.getAttribute('id') ?? '',
    name: decision.getAttribute('name') ?? '',
  }));
}

function setText(element: Element, text: string): void {
  const found = children(element, 'text')[0];
  if (found) {
    found.textContent = text;
    return;
  }
  const made = element.ownerDocument.createElementNS(element.namespaceURI, 'text');
  made.textContent = text;
  element.append(made);
}

function freeId(document: Document, stem: string): string {
  for (let count = 1; ; count++) {
    const id = `${stem}-${count}`;
    if (!document.querySelector(`[id="${id}"]`)) return id;
  }
}

function makeRule(table: Element, rule: TableRule): Element {
  const document = table.ownerDocument;
  const element = document.createElementNS(table.namespaceURI, 'rule');
  element.setAttribute('id', freeId(document, `${table.getAttribute('id') ?? 'table'}-rule`));
  const entry = (name: string, text: string, index: number): void => {
    const made = document.createElementNS(table.namespaceURI, name);
    made.setAttribute('id', `${element.getAttribute('id')}-${name === 'inputEntry' ? 'in' : 'out'}-${index + 1}`);
    setText(made, text);
    element.append(made);
  };
  rule.inputs.forEach((text, index) => entry('inputEntry', text, index));
  rule.outputs.forEach((text, index) => entry('outputEntry', text, index));
  return element;
}

function writeAnnotation(rule: Element, text: string): void {
  const entry = children(rule, 'annotationEntry')[0];
  if (entry) {
    setText(entry, text);
    return;
  }
  const description = children(rule, 'description')[0];
  if (description) {
    description.textContent = text;
    return;
  }
  if (text === '') return;
  const made = rule.ownerDocument.createElementNS(rule.namespaceURI, 'description');
  made.textContent = text;
  rule.prepend(made);
}

function writeRule(table: Element, known: ReadonlyMap<string, Element>, rule: TableRule): Element {
  const element = known.get(rule.id) ?? makeRule(table, rule);
  children(element, 'inputEntry').forEach((entry, index) => setText(entry, rule.inputs[index] ?? ''));
  children(element, 'outputEntry').forEach((entry, index) => setText(entry, rule.outputs[index] ?? ''));
  writeAnnotation(element, rule.annotation);
  return element;
}

/** The file with the rules of one of its tables replaced. */
export function writeRules(xml: string, decisionId: string, rules: readonly TableRule[]): string {
  const document = documentOf(xml);
  const decision = children(document.documentElement, 'decision').find(
    (item) => item.getAttribute('id') === decisionId,
  );
  const table = decision ? children(decision, 'decisionTable')[0] : undefined;
  if (!table) return xml;
  const known = new Map(children(table, 'rule').map((rule) => [rule.getAttribute('id') ?? '', rule]));
  const next = rules.map((rule) => writeRule(table, known, rule));
  for (const element of known.values()) element.remove();
  for (const element of next) table.append(element, document.createTextNode('\n'));
  const head = /^\s*<\?xml[^>]*\?>\s*/.exec(xml)?.[0] ?? '';
  return head + new XMLSerializer().serializeToString(document.documentElement);
}
