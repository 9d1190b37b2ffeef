import type { Problems } from './problems.ts';
import {
  MODEL_NAMESPACES,
  SHAPES,
  type Shape,
  isDiagramNamespace,
  isExpressionName,
  isModelNamespace,
} from './schema.ts';
import { Source } from './source.ts';
import { type XmlElement, XmlError, linesOf, parseXml } from './xml.ts';

const MAX_LENGTH = 2_000_000;
const MAX_DEPTH = 64;
const MAX_ELEMENTS = 50_000;

/** The file as a tree; undefined when a problem was found. Strict: what has no place in DMN refuses the file. */
export function readDefinitions(content: string, problems: Problems): Source | undefined {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(content)) {
    problems.add('DECISION_DOCTYPE', undefined);
    return undefined;
  }
  if (isTooLarge(content, problems)) return undefined;
  const before = problems.count;
  const root = parse(content, problems);
  if (root === undefined) return undefined;
  if (isModelNamespace(root.namespace) && !MODEL_NAMESPACES.has(root.namespace)) {
    problems.add('DECISION_VERSION', undefined);
    return undefined;
  }
  const reader = new Reader(content, root.namespace, problems);
  const definitions = reader.definitions(root);
  return problems.count === before ? definitions : undefined;
}

function parse(content: string, problems: Problems): XmlElement | undefined {
  try {
    return parseXml(content);
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    problems.add('DECISION_UNREADABLE', undefined, { reason: `${error.message} (line ${linesOf(content)(error.at)})` });
    return undefined;
  }
}

/** Compares the tree with the schema. */
class Reader {
  readonly #lineOf: (at: number) => number;
  readonly #namespace: string;
  readonly #problems: Problems;
  readonly #ids = new Map<string, XmlElement>();
  readonly #references: { readonly target: string; readonly from: XmlElement }[] = [];

  constructor(content: string, namespace: string, problems: Problems) {
    this.#lineOf = linesOf(content);
    this.#namespace = namespace;
    this.#problems = problems;
  }

  definitions(root: XmlElement): Source | undefined {
    if (root.name !== 'definitions' || !MODEL_NAMESPACES.has(this.#namespace)) {
      this.#unreadable(root, `its root is <${root.name}>`);
      return undefined;
    }
    const source = this.#source(root, 'definitions');
    for (const { target, from } of this.#references) {
      if (!this.#ids.has(target)) this.#dangling(from, target);
    }
    return source;
  }

  #unreadable({ at }: XmlElement, reason: string): void {
    const line = this.#lineOf(at);
    this.#problems.add('DECISION_UNREADABLE', undefined, { reason: `${reason} (line ${line})` });
  }

  #dangling(from: XmlElement, target: string): void {
    const name = `<${from.name}> (line ${this.#lineOf(from.at)})`;
    this.#problems.add('DECISION_DANGLING', undefined, { name, target });
  }

  #source(element: XmlElement, shapeName: string): Source {
    const shape = SHAPES[shapeName] ?? { attributes: new Set(), children: new Map(), text: false };
    this.#checkAttributes(element, shape);
    if (!shape.text && element.text.trim() !== '') this.#unreadable(element, `a text stands in <${element.name}>`);
    if (shapeName === 'reference') this.#refer(element);
    const seen = new Set<string>();
    const children: Source[] = [];
    for (const child of element.children) {
      const place = child.namespace === this.#namespace ? shape.children.get(child.name) : undefined;
      if (place === undefined) {
        this.#checkForeign(element, child, shapeName);
        continue;
      }
      const slot = isExpressionName(child.name) ? 'expression' : child.name;
      if (!place.many && seen.has(slot)) this.#unreadable(child, `a second <${child.name}> in <${element.name}>`);
      seen.add(slot);
      if (place.shape !== 'foreign') children.push(this.#source(child, place.shape));
    }
    return new Source(element, shape, children);
  }

  #checkAttributes(element: XmlElement, shape: Shape): void {
    for (const { name, namespace, value } of element.attributes) {
      if (namespace === this.#namespace || (namespace === '' && !shape.attributes.has(name)))
        this.#unreadable(element, `<${element.name}> has no attribute '${name}'`);
      else if (namespace === '' && name === 'id') this.#claim(value, element);
    }
  }

  #claim(id: string, element: XmlElement): void {
    if (this.#ids.has(id)) this.#problems.add('DECISION_DUPLICATE_ID', { id }, { id, line: this.#lineOf(element.at) });
    this.#ids.set(id, element);
  }

  /** Requirements are looked at where the graph is built; the other references only have to lead somewhere. */
  #refer(element: XmlElement): void {
    const href = element.attributes.find(({ name, namespace }) => name === 'href' && namespace === '')?.value;
    if (href === undefined || href === '') this.#unreadable(element, `<${element.name}> has no href`);
    else if (href.startsWith('#') && !GRAPH.has(element.name))
      this.#references.push({ target: href.slice(1), from: element });
  }

  /** Drawings may stand in the root; other languages only in extension elements, which are not looked into. */
  #checkForeign(parent: XmlElement, child: XmlElement, shapeName: string): void {
    if (shapeName === 'definitions' && isDiagramNamespace(child.namespace)) this.#checkDiagram(child);
    else this.#unreadable(child, `<${child.name}> has no place in <${parent.name}>`);
  }

  #checkDiagram(element: XmlElement): void {
    for (const { name, namespace, value } of element.attributes) {
      if (namespace !== '') continue;
      if (name === 'id') this.#claim(value, element);
      if (name === 'dmnElementRef' && !value.includes(':')) this.#references.push({ target: value, from: element });
    }
    for (const child of element.children) {
      if (!isDiagramNamespace(child.namespace)) this.#unreadable(child, `<${child.name}> has no place in a drawing`);
      else if (child.name !== 'extension') this.#checkDiagram(child);
    }
  }
}

const GRAPH: ReadonlySet<string> = new Set([
  'requiredDecision',
  'requiredInput',
  'requiredKnowledge',
  'outputDecision',
  'encapsulatedDecision',
  'inputDecision',
  'inputData',
]);

/** Counted before anything is read: what is too large costs no more than being looked at. */
function isTooLarge(content: string, problems: Problems): boolean {
  const { depth, elements } = measure(content.slice(0, MAX_LENGTH));
  const limits = [
    { size: content.length, limit: MAX_LENGTH, en: 'characters long', zh: '个字符' },
    { size: depth, limit: MAX_DEPTH, en: 'levels deep', zh: '层嵌套' },
    { size: elements, limit: MAX_ELEMENTS, en: 'elements long', zh: '个元素' },
  ];
  const over = limits.find(({ size, limit }) => size > limit);
  if (over === undefined) return false;
  const what = { en: `${over.size} ${over.en}`, 'zh-CN': `有 ${over.size} ${over.zh}` };
  problems.add('DECISION_TOO_LARGE', undefined, { what, limit: over.limit });
  return true;
}

function measure(content: string): { readonly depth: number; readonly elements: number } {
  let depth = 0;
  let deepest = 0;
  let elements = 0;
  for (let at = content.indexOf('<'); at >= 0; at = content.indexOf('<', at + 1)) {
    const next = content.charAt(at + 1);
    if (next === '!' || next === '?') continue;
    if (next === '/') {
      depth -= 1;
      continue;
    }
    elements += 1;
    const end = content.indexOf('>', at);
    if (end > 0 && content.charAt(end - 1) === '/') continue;
    depth += 1;
    deepest = Math.max(deepest, depth);
  }
  return { depth: deepest, elements };
}
