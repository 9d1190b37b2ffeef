import { FeelSyntaxError } from './errors.ts';

/** DMN 1.5, rules 28 and 29, less the punctuation of the basic plane: a full-width comma is no part of a name. */
const NAME = /[\p{L}_?$\u{10000}-\u{EFFFF}][\p{L}\p{M}\p{N}_$?·\u{10000}-\u{EFFFF}]*/uy;
const NAME_PART = /[\p{L}\p{M}\p{N}_$?·\u{10000}-\u{EFFFF}]/u;
const NUMBER = /(?:\d+(?:\.(?!\.)\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const SPACE = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;

export const KEYWORDS: ReadonlySet<string> = new Set(
  'if then else for in return some every satisfies and or between instance of function true false null'.split(' '),
);

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Reads a FEEL text piece by piece. Names with spaces are known beforehand: FEEL can't tell them from several names. */
export class Scanner {
  readonly text: string;
  pos: number;
  #phrases: readonly string[];

  constructor(text: string, start: number, phrases: readonly string[]) {
    this.text = text;
    this.pos = start;
    this.#phrases = phrases;
    this.skip();
  }

  /** Over white space and comments. */
  skip(): void {
    SPACE.lastIndex = this.pos;
    if (SPACE.test(this.text)) this.pos = SPACE.lastIndex;
  }

  get done(): boolean {
    return this.pos >= this.text.length;
  }

  looksAt(symbol: string): boolean {
    return this.text.startsWith(symbol, this.pos);
  }

  /** `pattern`: sticky. */
  looksAtOneOf(pattern: RegExp): boolean {
    pattern.lastIndex = this.pos;
    return pattern.test(this.text);
  }

  /** Takes a symbol, if it stands here. */
  take(symbol: string): boolean {
    if (!this.looksAt(symbol)) return false;
    this.pos += symbol.length;
    this.skip();
    return true;
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) this.fail(`Expected '${symbol}', but found ${this.found()}.`);
  }

  /** The word here, without taking it. */
  word(): string | undefined {
    NAME.lastIndex = this.pos;
    return NAME.exec(this.text)?.[0];
  }

  looksAtWord(word: string): boolean {
    return this.word() === word;
  }

  takeWord(word: string): boolean {
    if (!this.looksAtWord(word)) return false;
    this.pos += word.length;
    this.skip();
    return true;
  }

  expectWord(word: string): void {
    if (!this.takeWord(word)) this.fail(`Expected '${word}', but found ${this.found()}.`);
  }

  /** The longest of these phrases that stands here, its spaces counted loosely; taken. */
  takePhrase(phrases: readonly string[], before?: string): string | undefined {
    for (const phrase of phrases) {
      const end = this.#phraseEnd(phrase);
      if (end === undefined) continue;
      const start = this.pos;
      this.pos = end;
      this.skip();
      if (before === undefined || this.looksAt(before)) return phrase;
      this.pos = start;
    }
    return undefined;
  }

  #phraseEnd(phrase: string): number | undefined {
    let at = this.pos;
    for (const part of phrase.split(' ')) {
      if (at !== this.pos) {
        const gap = /\s*/y;
        gap.lastIndex = at;
        gap.test(this.text);
        if (gap.lastIndex === at) return undefined;
        at = gap.lastIndex;
      }
      if (!this.text.startsWith(part, at)) return undefined;
      at += part.length;
    }
    return NAME_PART.test(this.#sign(at)) ? undefined : at;
  }

  /** A name, in back quotes if it has spaces or signs; undefined at a keyword or anything else. */
  takeName(): string | undefined {
    if (this.looksAt('`')) return this.#quotedName();
    const phrase = this.takePhrase(this.#phrases);
    if (phrase !== undefined) return phrase;
    const word = this.word();
    if (word === undefined || KEYWORDS.has(word)) return undefined;
    this.pos += word.length;
    this.skip();
    return word;
  }

  #quotedName(): string {
    const end = this.text.indexOf('`', this.pos + 1);
    if (end < 0) this.fail('A name in back quotes is not closed.');
    const name = this.text.slice(this.pos + 1, end);
    this.pos = end + 1;
    this.skip();
    return name;
  }

  takeNumber(): string | undefined {
    NUMBER.lastIndex = this.pos;
    const text = NUMBER.exec(this.text)?.[0];
    if (text === undefined) return undefined;
    this.pos += text.length;
    const next = this.#sign(this.pos);
    if (NAME_PART.test(next)) this.fail(`'${text}${next}' is no number.`);
    this.skip();
    return text;
  }

  /** A text in double quotes, escapes resolved. */
  takeString(): string {
    const start = this.pos;
    let result = '';
    for (let at = start + 1; at < this.text.length; at++) {
      const sign = this.text.charAt(at);
      if (sign === '"') {
        this.pos = at + 1;
        this.skip();
        return result;
      }
      if (sign !== '\\') {
        result += sign;
        continue;
      }
      const [text, length] = this.#escape(at + 1);
      result += text;
      at += length;
    }
    return this.fail('A text is not closed: the second quotation mark is missing.', start);
  }

  #escape(at: number): readonly [string, number] {
    const code = /u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})/y;
    code.lastIndex = at;
    const match = code.exec(this.text);
    const hex = match?.[1] ?? match?.[2];
    if (hex !== undefined) {
      const point = Number.parseInt(hex, 16);
      if (point > 0x10ffff) this.fail('There is no such character.', at);
      return [String.fromCodePoint(point), hex.length + 1];
    }
    const sign = this.text.charAt(at);
    if (sign === '"' || sign === '\\' || sign === "'") return [sign, 1];
    const known = ESCAPES[sign];
    return known === undefined ? [`\\${sign}`, 1] : [known, 1];
  }

  #sign(at: number): string {
    return String.fromCodePoint(this.text.codePointAt(at) ?? 0x20);
  }

  found(): string {
    if (this.done) return 'the end';
    return `'${this.word() ?? this.#sign(this.pos)}'`;
  }

  fail(message: string, position = this.pos): never {
    throw new FeelSyntaxError(message, position);
  }
}
