import { FeelSyntaxError } from './errors.ts';
import { Decimal, normalize } from './numbers.ts';
import { KEYWORDS, Scanner } from './scanner.ts';
import type {
  Arguments,
  Arithmetic,
  Comparison,
  Iterator,
  Node,
  Parameter,
  RangeNode,
  Test,
  TypeName,
} from './syntax.ts';

const MAX_SOURCE = 20_000;
const MAX_DEPTH = 50;

const COMPARISONS: readonly Comparison[] = ['<=', '>=', '!=', '=', '<', '>'];
/** `[` that excludes the end of a range: no filter could begin with what follows. */
const RANGE_END =
  /\[\s*(?:$|[,)\]}=<>!*/+]|\.(?!\d)|(?:and|or|then|else|return|satisfies|instance\s+of)(?![\p{L}\p{M}\p{N}_]))/uy;
const PROPERTY_PHRASES = ['time offset', 'start included', 'end included'];
const TYPE_PHRASES = ['days and time duration', 'years and months duration', 'date and time', 'date time'];

export interface ParseOptions {
  /** Names with spaces that are in scope, longest first. */
  readonly names: readonly string[];
  /** Built-in names with spaces, longest first; read as names only where they are called. */
  readonly functions: readonly string[];
  /** Names of types that are declared outside, longest first. */
  readonly types: readonly string[];
  /** Offset at which the FEEL begins in the source. */
  readonly start: number;
}

/** The tree of an expression. Throws FeelSyntaxError. */
export function parseExpression(source: string, options: ParseOptions): Node {
  const parser = new Parser(source, options);
  return parser.whole(() => parser.expression());
}

/** The tests of a decision table cell, or of anything that is compared with an input. Throws FeelSyntaxError. */
export function parseUnaryTests(source: string, options: ParseOptions): readonly Test[] {
  const parser = new Parser(source, options);
  return parser.whole(() => parser.unaryTests());
}

/**
 * Declared names with their types, as `amount: number, dueDate: date | null`: FEEL's types, and `| null` behind what may be
 * absent. Throws FeelSyntaxError.
 */
export function parseDeclarations(source: string): TypeName {
  const parser = new Parser(source, { names: [], functions: [], types: [], start: 0 }, true);
  return parser.whole(() => parser.declarations());
}

/** Recursive descent over DMN 1.5, 10.3.1.2 "Grammar rules". */
class Parser {
  readonly #scan: Scanner;
  readonly #functions: readonly string[];
  readonly #types: readonly string[];
  readonly #declaring: boolean;
  #depth = 0;

  constructor(source: string, options: ParseOptions, declaring = false) {
    if (source.length > MAX_SOURCE) throw new FeelSyntaxError(`The text is longer than ${MAX_SOURCE} characters.`, 0);
    this.#scan = new Scanner(source, options.start, options.names);
    this.#functions = options.functions;
    this.#types = options.types;
    this.#declaring = declaring;
  }

  whole<Result>(read: () => Result): Result {
    if (this.#scan.done) this.#scan.fail('The expression is empty.');
    const result = read();
    if (!this.#scan.done) this.#scan.fail(`Expected the end of the expression, but found ${this.#scan.found()}.`);
    return result;
  }

  expression(): Node {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#scan.fail(`The expression is nested deeper than ${MAX_DEPTH} levels.`);
    const node = this.#disjunction();
    this.#depth -= 1;
    return node;
  }

  declarations(): TypeName {
    return this.#fields();
  }

  unaryTests(): readonly Test[] {
    const scan = this.#scan;
    const at = scan.pos;
    if (scan.looksAt('-')) {
      scan.take('-');
      if (scan.done) return [{ type: 'any', at }];
      scan.pos = at;
    }
    if (scan.looksAtWord('not')) {
      scan.takeWord('not');
      if (scan.take('(')) {
        const tests = this.#tests();
        scan.expect(')');
        if (scan.done) return [{ type: 'not', tests, at }];
      }
      scan.pos = at;
    }
    return this.#tests();
  }

  #tests(): readonly Test[] {
    const tests = [this.#test()];
    while (this.#scan.take(',')) tests.push(this.#test());
    return tests;
  }

  #test(): Test {
    const at = this.#scan.pos;
    const operator = this.#comparisonSign();
    if (operator !== undefined) return { type: 'compare', operator, with: this.#additive(), at };
    return { type: 'value', value: this.expression(), at };
  }

  #comparisonSign(): Comparison | undefined {
    return COMPARISONS.find((sign) => this.#scan.take(sign));
  }

  #disjunction(): Node {
    let left = this.#conjunction();
    for (let at = this.#scan.pos; this.#scan.takeWord('or'); at = this.#scan.pos)
      left = { type: 'logic', operator: 'or', left, right: this.#conjunction(), at };
    return left;
  }

  #conjunction(): Node {
    let left = this.#comparison();
    for (let at = this.#scan.pos; this.#scan.takeWord('and'); at = this.#scan.pos)
      left = { type: 'logic', operator: 'and', left, right: this.#comparison(), at };
    return left;
  }

  #comparison(): Node {
    const scan = this.#scan;
    let left = this.#additive();
    for (;;) {
      const at = scan.pos;
      const operator = this.#comparisonSign();
      if (operator !== undefined) left = { type: 'comparison', operator, left, right: this.#additive(), at };
      else if (scan.takeWord('between')) left = this.#between(left, at);
      else if (scan.takeWord('in')) left = { type: 'in', of: left, tests: this.#inTests(), at };
      else return left;
    }
  }

  #between(of: Node, at: number): Node {
    const low = this.#additive();
    this.#scan.expectWord('and');
    return { type: 'between', of, low, high: this.#additive(), at };
  }

  /** `in (tests)` or `in test`; a parenthesis may also begin a range. */
  #inTests(): readonly Test[] {
    const scan = this.#scan;
    const at = scan.pos;
    if (scan.take('(')) {
      const first = this.#test();
      if (first.type === 'value' && scan.take('..'))
        return [{ type: 'value', value: this.#range(first.value, false, at), at }];
      const tests = [first];
      while (scan.take(',')) tests.push(this.#test());
      scan.expect(')');
      return tests;
    }
    const operator = this.#comparisonSign();
    if (operator !== undefined) return [{ type: 'compare', operator, with: this.#additive(), at }];
    const value = this.#additive();
    // What begins with `?` is a condition over what is asked about: `x in ? < 10`.
    const condition = value.type === 'input' ? this.#comparisonSign() : undefined;
    if (condition === undefined) return [{ type: 'value', value, at }];
    return [
      {
        type: 'value',
        value: { type: 'comparison', operator: condition, left: value, right: this.#additive(), at },
        at,
      },
    ];
  }

  #additive(): Node {
    return this.#binary(['+', '-'], () => this.#multiplicative());
  }

  #multiplicative(): Node {
    return this.#binary(['*', '/'], () => this.#exponentiation());
  }

  #exponentiation(): Node {
    return this.#binary(['**'], () => this.#unary());
  }

  #binary(operators: readonly Arithmetic[], operand: () => Node): Node {
    let left = operand();
    for (;;) {
      const at = this.#scan.pos;
      const operator = operators.find((sign) => this.#takeOperator(sign));
      if (operator === undefined) return left;
      left = { type: 'arithmetic', operator, left, right: operand(), at };
    }
  }

  #takeOperator(sign: Arithmetic): boolean {
    if (sign === '*' && this.#scan.looksAt('**')) return false;
    return this.#scan.take(sign);
  }

  #unary(): Node {
    const at = this.#scan.pos;
    if (!this.#scan.take('-')) return this.#instanceOf();
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#scan.fail(`The expression is nested deeper than ${MAX_DEPTH} levels.`);
    const of = this.#unary();
    this.#depth -= 1;
    return { type: 'negation', of, at };
  }

  #instanceOf(): Node {
    const of = this.#postfix();
    const at = this.#scan.pos;
    if (!this.#scan.takeWord('instance')) return of;
    this.#scan.expectWord('of');
    return { type: 'instanceOf', of, typeName: this.#type(), at };
  }

  #postfix(): Node {
    let node = this.#primary();
    for (;;) {
      const at = this.#scan.pos;
      if (this.#scan.looksAt('.') && !this.#scan.looksAt('..')) {
        this.#scan.take('.');
        node = { type: 'path', of: node, name: this.#property(), at };
      } else if (!this.#scan.looksAtOneOf(RANGE_END) && this.#scan.take('[')) {
        const by = this.expression();
        this.#scan.expect(']');
        node = { type: 'filter', of: node, by, at };
      } else if (this.#scan.take('(')) node = { type: 'call', callee: node, args: this.#arguments(), at };
      else return node;
    }
  }

  #property(): string {
    const phrase = this.#scan.takePhrase(PROPERTY_PHRASES);
    if (phrase !== undefined) return phrase;
    const name = this.#scan.takeName();
    if (name !== undefined) return name;
    const word = this.#scan.word();
    if (word === undefined) return this.#scan.fail(`Expected a name after '.', but found ${this.#scan.found()}.`);
    this.#scan.takeWord(word);
    return word;
  }

  #arguments(): Arguments {
    const scan = this.#scan;
    const values: Node[] = [];
    if (scan.take(')')) return { values };
    const names: string[] = [];
    const named = this.#looksAtNamed();
    do {
      if (named) {
        names.push(this.#entryName());
        scan.expect(':');
      }
      values.push(this.expression());
    } while (scan.take(','));
    scan.expect(')');
    return named ? { names, values } : { values };
  }

  #looksAtNamed(): boolean {
    const name = /[\p{L}_][\p{L}\p{N}_]*(?:\s+[\p{L}_][\p{L}\p{N}_]*)*\s*:/uy;
    name.lastIndex = this.#scan.pos;
    return name.test(this.#scan.text);
  }

  /** The name before a colon: may have spaces, and keywords among its words. */
  #entryName(): string {
    const scan = this.#scan;
    if (scan.looksAt('"')) return scan.takeString();
    if (scan.looksAt('`')) return scan.takeName() ?? '';
    const name = /[\p{L}_?\u{10000}-\u{EFFFF}][^:,(){}[\]"]*/uy;
    name.lastIndex = scan.pos;
    const text = name.exec(scan.text)?.[0];
    if (text === undefined) return scan.fail(`Expected a name, but found ${scan.found()}.`);
    scan.pos += text.length;
    return text.trim().replaceAll(/\s+/g, ' ');
  }

  #primary(): Node {
    const scan = this.#scan;
    const at = scan.pos;
    const sign = scan.text.charAt(at);
    if (sign === '"') return { type: 'literal', value: scan.takeString(), at };
    if (sign === '@') {
      scan.pos += 1;
      if (!scan.looksAt('"')) scan.fail(`Expected a text in quotation marks after '@'.`);
      return { type: 'temporal', text: scan.takeString(), at };
    }
    if (sign === '{') return this.#context(at);
    if (sign === '[' || sign === ']' || sign === '(') return this.#bracketed(at, sign);
    const number = scan.takeNumber();
    if (number !== undefined) return this.#number(number, at);
    return this.#named(at);
  }

  #number(text: string, at: number): Node {
    const value = normalize(new Decimal(text).toSignificantDigits(34));
    if (value === null) return this.#scan.fail(`The number ${text} is too large.`, at);
    return { type: 'literal', value, at };
  }

  /** What begins with a word: a keyword's construct, a literal, a built-in with spaces, or a name. */
  #named(at: number): Node {
    const scan = this.#scan;
    const word = scan.looksAt('`') ? undefined : scan.word();
    switch (word) {
      case 'if':
        return this.#if(at);
      case 'for':
        return this.#for(at);
      case 'some':
      case 'every':
        return this.#quantified(word, at);
      case 'function':
        return this.#function(at);
      case 'true':
      case 'false':
        scan.takeWord(word);
        return { type: 'literal', value: word === 'true', at };
      case 'null':
        scan.takeWord(word);
        return { type: 'literal', value: null, at };
      case 'and':
      case 'or':
        // Camunda's names for all() and any(), only where they are called.
        scan.takeWord(word);
        if (!scan.looksAt('(')) scan.fail(`Expected a value, but found '${word}'.`, at);
        return { type: 'name', name: word, at };
      case '?':
        scan.takeWord(word);
        return { type: 'input', at };
    }
    const name = scan.takePhrase(this.#functions, '(') ?? scan.takeName();
    if (name === undefined) return scan.fail(`Expected a value, but found ${scan.found()}.`);
    return { type: 'name', name, at };
  }

  #if(at: number): Node {
    this.#scan.takeWord('if');
    const condition = this.expression();
    this.#scan.expectWord('then');
    const then = this.expression();
    this.#scan.expectWord('else');
    return { type: 'if', condition, then, else: this.expression(), at };
  }

  #for(at: number): Node {
    this.#scan.takeWord('for');
    const iterators = this.#iterators();
    this.#scan.expectWord('return');
    return { type: 'for', iterators, body: this.expression(), at };
  }

  #quantified(type: 'some' | 'every', at: number): Node {
    this.#scan.takeWord(type);
    const iterators = this.#iterators();
    this.#scan.expectWord('satisfies');
    return { type, iterators, body: this.expression(), at };
  }

  #iterators(): readonly Iterator[] {
    const scan = this.#scan;
    const iterators: Iterator[] = [];
    do {
      const name = scan.takeName() ?? scan.fail(`Expected a name to iterate with, but found ${scan.found()}.`);
      scan.expectWord('in');
      const over = this.expression();
      iterators.push(scan.take('..') ? { name, over, to: this.expression() } : { name, over });
    } while (scan.take(','));
    return iterators;
  }

  #function(at: number): Node {
    const scan = this.#scan;
    scan.takeWord('function');
    scan.expect('(');
    const parameters: Parameter[] = [];
    if (!scan.take(')')) {
      do {
        const name = scan.takeName() ?? scan.fail(`Expected a parameter name, but found ${scan.found()}.`);
        parameters.push(scan.take(':') ? { name, type: this.#type() } : { name });
      } while (scan.take(','));
      scan.expect(')');
    }
    if (scan.looksAtWord('external')) scan.fail('External functions are not supported.');
    return { type: 'function', parameters, body: this.expression(), at };
  }

  #context(at: number): Node {
    const scan = this.#scan;
    scan.expect('{');
    const entries: { key: string; value: Node }[] = [];
    if (scan.take('}')) return { type: 'context', entries, at };
    do {
      const key = this.#entryName();
      scan.expect(':');
      if (entries.some((entry) => entry.key === key)) scan.fail(`The context has two entries '${key}'.`);
      entries.push({ key, value: this.expression() });
    } while (scan.take(','));
    scan.expect('}');
    return { type: 'context', entries, at };
  }

  /** A list, a range, or a parenthesis: only what follows the first value tells. */
  #bracketed(at: number, open: '[' | ']' | '('): Node {
    const scan = this.#scan;
    scan.take(open);
    if (open === '[' && scan.take(']')) return { type: 'list', items: [], at };
    const operator = open === '(' ? this.#comparisonSign() : undefined;
    if (operator !== undefined) return this.#halfRange(operator, at);
    const first = this.expression();
    if (scan.take('..')) return this.#range(first, open === '[', at);
    if (open === ']') return scan.fail("Expected '..' of a range.");
    if (open === '(') {
      scan.expect(')');
      return first;
    }
    const items = [first];
    while (scan.take(',')) items.push(this.expression());
    scan.expect(']');
    return { type: 'list', items, at };
  }

  #range(low: Node, lowIncluded: boolean, at: number): RangeNode {
    const high = this.expression();
    const highIncluded = this.#scan.looksAt(']');
    if (!this.#scan.take(']') && !this.#scan.take(')') && !this.#scan.take('['))
      this.#scan.fail(`Expected the end of a range, but found ${this.#scan.found()}.`);
    return { type: 'range', low, lowIncluded, high, highIncluded, at };
  }

  #halfRange(operator: Comparison, at: number): RangeNode {
    const bound = this.#additive();
    this.#scan.expect(')');
    if (operator === '<' || operator === '<=')
      return { type: 'range', lowIncluded: false, high: bound, highIncluded: operator === '<=', at };
    if (operator === '>' || operator === '>=')
      return { type: 'range', low: bound, lowIncluded: operator === '>=', highIncluded: false, at };
    const form = operator === '=' ? 'equal' : 'unequal';
    return { type: 'range', low: bound, lowIncluded: true, high: bound, highIncluded: true, form, at };
  }

  #type(): TypeName {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#scan.fail(`The type is nested deeper than ${MAX_DEPTH} levels.`);
    const type = this.#presentType();
    this.#depth -= 1;
    if (!this.#declaring || !this.#scan.take('|')) return type;
    this.#scan.expectWord('null');
    return { ...type, nullable: true };
  }

  #presentType(): TypeName {
    const scan = this.#scan;
    const phrase = scan.takePhrase(this.#types) ?? scan.takePhrase(TYPE_PHRASES);
    if (phrase !== undefined) return { name: phrase, of: [] };
    const word = scan.word();
    if (word === undefined || (KEYWORDS.has(word) && word !== 'function' && word !== 'null'))
      return scan.fail(`Expected a type, but found ${scan.found()}.`);
    scan.takeWord(word);
    if (!scan.take('<')) return { name: word, of: [] };
    if (word === 'context') return this.#contextType();
    const of: TypeName[] = [];
    if (!scan.looksAt('>')) {
      do of.push(this.#type());
      while (scan.take(','));
    }
    scan.expect('>');
    if (word === 'function') {
      scan.expect('->');
      of.push(this.#type());
    }
    return { name: word, of };
  }

  #contextType(): TypeName {
    const type = this.#fields();
    this.#scan.expect('>');
    return type;
  }

  #fields(): TypeName {
    const scan = this.#scan;
    const fields: { name: string; type: TypeName }[] = [];
    do {
      const name = this.#entryName();
      scan.expect(':');
      fields.push({ name, type: this.#type() });
    } while (scan.take(','));
    return { name: 'context', of: [], fields };
  }
}
