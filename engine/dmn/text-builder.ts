import { type CompileOptions, type UnaryTests, compileExpression, compileUnaryTests } from '../feel/index.ts';
import type { DeclaredType, TypeTable } from './declared-type.ts';
import { PLACES } from './places.ts';
import type { Bilingual, Problems } from './problems.ts';
import type { Source } from './source.ts';
import type { Broken, Literal } from './types.ts';

/** What the texts of one element are compiled with. */
export interface Surroundings {
  readonly problems: Problems;
  readonly types: TypeTable;
  readonly declared: NonNullable<CompileOptions['types']>;
  /** Names behind points, in any expression of the file. */
  readonly properties: readonly string[];
  /** The element the texts belong to, and what it is called. */
  readonly owner: Source;
  readonly ownerName: string;
  readonly language: string | undefined;
}

/** Compiles the texts of an element, in which certain names are in scope; what is wrong is reported once, where it stands. */
export class TextBuilder {
  readonly around: Surroundings;
  readonly names: readonly string[];

  constructor(around: Surroundings, names: readonly string[]) {
    this.around = around;
    this.names = names;
  }

  /** Only what a text can read: there may be many names and types, and many texts. */
  #optionsFor(text: string): CompileOptions {
    const properties = this.around.properties.filter((name) => text.includes(name.split(' ', 1)[0] ?? name));
    const typed = this.around.declared.size > 0 && /\b(?:instance|function)\b/.test(text);
    return { names: [...this.names, ...properties], ...(typed && { types: this.around.declared }) };
  }

  report(
    code: Parameters<Problems['add']>[0],
    element: Source,
    details: Readonly<Record<string, string | number | Bilingual>>,
  ): void {
    const { problems, owner, ownerName } = this.around;
    problems.add(code, element.id === undefined ? owner : element, { name: ownerName, ...details });
  }

  literal(source: Source, place: Bilingual, text = source.text): Literal | Broken {
    const id = source.id ?? '';
    const type = this.type(source.typeRef, place);
    const typed = { id, ...(type && { type }) };
    if (!this.#isFeel(source)) return { ...typed, kind: 'broken', reason: 'It is not written in FEEL.' };
    const compiled = compileExpression(text, this.#optionsFor(text));
    if (compiled.ok) return { ...typed, kind: 'literal', expression: compiled.expression };
    return { ...typed, ...this.#notFeel(source, place, compiled.message) };
  }

  tests(source: Source, place: Bilingual): UnaryTests | Broken {
    if (!this.#isFeel(source)) return { id: '', kind: 'broken', reason: 'It is not written in FEEL.' };
    const compiled = compileUnaryTests(source.text, this.#optionsFor(source.text));
    return compiled.ok ? compiled.tests : { id: '', ...this.#notFeel(source, place, compiled.message) };
  }

  /** Undefined for a type that needs no check; an unknown one is reported. */
  type(typeRef: string | undefined, place: Bilingual): DeclaredType | undefined {
    const type = this.around.types.resolve(typeRef);
    if (type === undefined) this.report('DECISION_TYPE', this.around.owner, { place, type: typeRef ?? '' });
    return type === 'any' ? undefined : type;
  }

  /** Of a function: its type may be named as such, or by what a call gives. */
  resultType(typeRef: string | undefined, place: Bilingual): DeclaredType | undefined {
    const type = this.type(typeRef, place);
    return type?.base === 'function' ? type.result : type;
  }

  #notFeel(source: Source, place: Bilingual, reason: string): { readonly kind: 'broken'; readonly reason: string } {
    this.report('DECISION_FEEL', source, { place, reason, source: source.text });
    return { kind: 'broken', reason };
  }

  #isFeel(source: Source): boolean {
    if (source.child('importedValues')) {
      this.report('DECISION_UNSUPPORTED', source, { what: PLACES.importedValues });
      return false;
    }
    const language = source.attribute('expressionLanguage') ?? this.around.language;
    if (language === undefined || /^(?:feel|.*omg\.org\/spec\/.*feel.*)$/i.test(language.trim())) return true;
    this.report('DECISION_UNSUPPORTED', source, { what: `expressionLanguage="${language}"` });
    return false;
  }
}
