/**
 * A strict reader of XML 1.0 with namespaces, for trees of data: no DOCTYPE, no entities but the five and character references,
 * nothing mended, nothing dropped. Its cost grows with the length of the text alone.
 */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** Empty where there is none. */
  readonly namespace: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The text of its own, entities resolved, without that of its children. */
  readonly text: string;
  /** Offset of its `<`. */
  readonly at: number;
}

export interface XmlAttribute {
  readonly name: string;
  readonly namespace: string;
  readonly value: string;
}

/** What is wrong with a text, and where. */
export class XmlError extends Error {
  readonly at: number;

  constructor(message: string, at: number) {
    super(message);
    this.name = 'XmlError';
    this.at = at;
  }
}

const START =
  'A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}';
const PART = `[${START}][${START}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`;
const NAME = new RegExp(`(?:(${PART}):)?(${PART})`, 'uy');
const SPACE = /[ \t\n\r]+/y;
const ASSIGN = /[ \t\n\r]*=[ \t\n\r]*/y;
const END = /<\/([^ \t\n\r>]+)[ \t\n\r]*>/y;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** What XML 1.0 keeps out of every document (production Char), lone surrogates included. */
const ILLEGAL =
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** The root of the document. Throws XmlError for whatever is not well-formed. */
export const parseXml = (content: string): XmlElement => new XmlReader(content).document();

interface OpenElement extends XmlElement {
  readonly tag: string;
  readonly prefixes: Prefixes;
  readonly children: OpenElement[];
  text: string;
}

class XmlReader {
  readonly #content: string;
  #at = 0;

  constructor(content: string) {
    const illegal = ILLEGAL.exec(content);
    if (illegal) throw new XmlError('a character that XML does not allow', illegal.index);
    this.#content = content;
  }

  document(): XmlElement {
    if (this.#content.startsWith('\uFEFF')) this.#at = 1;
    if (/<\?xml[ \t\n\r]/y.test(this.#content.slice(this.#at, this.#at + 6))) this.#skipPast('?>');
    const open: OpenElement[] = [];
    let root: OpenElement | undefined;
    while (this.#at < this.#content.length) {
      const text = this.#text(open.at(-1) !== undefined);
      const parent = open.at(-1);
      if (parent) parent.text += text;
      if (this.#at >= this.#content.length) break;
      if (this.#skipAside(parent)) continue;
      if (this.#looksAt('</')) {
        this.#endTag(open);
        continue;
      }
      if (parent === undefined && root !== undefined) throw this.#error('a second root element');
      const { element, closed } = this.#startTag(parent);
      if (parent) parent.children.push(element);
      root ??= element;
      if (!closed) open.push(element);
    }
    const unclosed = open.at(-1);
    if (unclosed) throw new XmlError(`<${unclosed.tag}> is not closed`, unclosed.at);
    if (root === undefined) throw this.#error('no element');
    return root;
  }

  #error(message: string, at = this.#at): XmlError {
    return new XmlError(message, at);
  }

  #looksAt(text: string): boolean {
    return this.#content.startsWith(text, this.#at);
  }

  #skipPast(end: string, from = this.#at): string {
    const at = this.#content.indexOf(end, from);
    if (at < 0) throw this.#error(`'${end}' is missing`);
    this.#at = at + end.length;
    return this.#content.slice(from, at);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#content);
    if (match) this.#at = pattern.lastIndex;
    return match;
  }

  #text(inside: boolean): string {
    const start = this.#at;
    const next = this.#content.indexOf('<', start);
    this.#at = next < 0 ? this.#content.length : next;
    const raw = this.#content.slice(start, this.#at);
    if (raw === '') return '';
    if (!inside && raw.trim() !== '') throw this.#error('text outside of the root element', start);
    if (raw.includes(']]>')) throw this.#error("']]>' in a text", start);
    return this.#resolve(raw.replaceAll(/\r\n?/g, '\n'), start);
  }

  /** Comments, instructions and CDATA. */
  #skipAside(parent: OpenElement | undefined): boolean {
    if (this.#looksAt('<!--')) {
      const comment = this.#skipPast('-->', this.#at + 4);
      if (comment.includes('--') || comment.endsWith('-')) throw this.#error("'--' in a comment");
      return true;
    }
    if (this.#looksAt('<![CDATA[')) {
      if (parent === undefined) throw this.#error('text outside of the root element');
      parent.text += this.#skipPast(']]>', this.#at + 9).replaceAll(/\r\n?/g, '\n');
      return true;
    }
    if (this.#looksAt('<?')) {
      const start = this.#at;
      const instruction = this.#skipPast('?>', start + 2);
      if (/^xml(?:[ \t\n\r]|$)/i.test(instruction))
        throw this.#error('an XML declaration that is not at the start', start);
      return true;
    }
    if (this.#looksAt('<!')) throw this.#error('a declaration');
    return false;
  }

  #endTag(open: OpenElement[]): void {
    const start = this.#at;
    const tag = this.#match(END)?.[1];
    const element = open.pop();
    if (tag === undefined || element?.tag !== tag)
      throw this.#error(element ? `</${element.tag}> is missing` : 'an end without a start', start);
  }

  #startTag(parent: OpenElement | undefined): { readonly element: OpenElement; readonly closed: boolean } {
    const at = this.#at;
    this.#at += 1;
    const [tag, prefix = '', name = ''] = this.#match(NAME) ?? [];
    if (tag === undefined) throw this.#error("'<' without a name", at);
    const raw = this.#attributes();
    const closed = this.#looksAt('/>');
    if (!closed && !this.#looksAt('>')) throw this.#error(`<${tag}> is not closed`, at);
    this.#at += closed ? 2 : 1;
    const prefixes = declared(raw, parent?.prefixes ?? XML_PREFIXES);
    const namespace = prefixes.get(prefix) ?? '';
    if (prefix !== '' && namespace === '') throw this.#error(`the prefix '${prefix}' is not declared`, at);
    const attributes = this.#qualified(raw, prefixes, at);
    return { element: { name, namespace, attributes, children: [], text: '', at, prefixes, tag }, closed };
  }

  #attributes(): readonly RawAttribute[] {
    const found: RawAttribute[] = [];
    const tags = new Set<string>();
    while (this.#match(SPACE)) {
      const at = this.#at;
      const [tag, prefix = '', name = ''] = this.#match(NAME) ?? [];
      if (tag === undefined) break;
      if (!this.#match(ASSIGN)) throw this.#error(`the attribute '${tag}' has no value`, at);
      const quote = this.#content.charAt(this.#at);
      if (quote !== '"' && quote !== "'") throw this.#error(`the value of '${tag}' has no quotation marks`, at);
      const value = this.#skipPast(quote, this.#at + 1);
      if (value.includes('<')) throw this.#error(`'<' in the value of '${tag}'`, at);
      if (tags.has(tag)) throw this.#error(`the attribute '${tag}' is given twice`, at);
      tags.add(tag);
      found.push({ prefix, name, value: this.#resolve(value.replaceAll(/\r\n|[\t\n\r]/g, ' '), at) });
    }
    return found;
  }

  #qualified(raw: readonly RawAttribute[], prefixes: Prefixes, at: number): readonly XmlAttribute[] {
    const attributes: XmlAttribute[] = [];
    const seen = new Set<string>();
    for (const { prefix, name, value } of raw) {
      if (prefix === 'xmlns' || (prefix === '' && name === 'xmlns')) continue;
      const namespace = prefix === '' ? '' : prefixes.get(prefix);
      if (namespace === undefined) throw this.#error(`the prefix '${prefix}' is not declared`, at);
      const key = `${namespace} ${name}`;
      if (seen.has(key)) throw this.#error(`the attribute '${name}' is given twice`, at);
      seen.add(key);
      attributes.push({ name, namespace, value });
    }
    return attributes;
  }

  #resolve(text: string, at: number): string {
    if (!text.includes('&')) return text;
    return text.replaceAll(/&([^;&<\s]{0,10};?)/g, (whole, reference: string) => {
      const name = reference.slice(0, -1);
      const known = reference.endsWith(';') && Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : characterOf(reference);
      if (known === undefined) throw this.#error(`'${whole}' stands for nothing`, at);
      return known;
    });
  }
}

interface RawAttribute {
  readonly prefix: string;
  readonly name: string;
  readonly value: string;
}

/** Prefix → namespace, as declared by an element; then those around it. Not copied: there may be many. */
class Prefixes {
  readonly #own: ReadonlyMap<string, string>;
  readonly #around: Prefixes | undefined;

  constructor(own: ReadonlyMap<string, string>, around: Prefixes | undefined) {
    this.#own = own;
    this.#around = around;
  }

  get(prefix: string): string | undefined {
    return this.#own.get(prefix) ?? this.#around?.get(prefix);
  }
}

const XML_PREFIXES = new Prefixes(new Map([['xml', XML_NAMESPACE]]), undefined);

function declared(raw: readonly RawAttribute[], around: Prefixes): Prefixes {
  const own = raw.filter(({ prefix, name }) => prefix === 'xmlns' || (prefix === '' && name === 'xmlns'));
  if (own.length === 0) return around;
  return new Prefixes(new Map(own.map(({ prefix, name, value }) => [prefix === '' ? '' : name, value])), around);
}

function characterOf(reference: string): string | undefined {
  const [, hex, decimal] = /^#(?:x([0-9a-fA-F]+)|([0-9]+));$/.exec(reference) ?? [];
  if (hex === undefined && decimal === undefined) return undefined;
  const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (point > 0x10ffff) return undefined;
  const character = String.fromCodePoint(point);
  return ILLEGAL.test(character) ? undefined : character;
}

/** Tells the line, from 1, of an offset; the lines are counted once. */
export function linesOf(content: string): (at: number) => number {
  let ends: number[] | undefined;
  return (at) => {
    if (ends === undefined) {
      ends = [];
      for (let end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', end + 1)) ends.push(end);
    }
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}
