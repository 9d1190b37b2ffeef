import { TypeTable } from './declared-type.ts';
import { propertyNames } from './logic-builder.ts';
import { PLACES } from './places.ts';
import { Problems } from './problems.ts';
import { readDefinitions } from './read.ts';
import { MODEL_NAMESPACES } from './schema.ts';
import type { Source } from './source.ts';

export interface Resource {
  readonly name: string;
  readonly content: string;
}

/** What a reference leads to. */
interface Found {
  readonly key: string;
  readonly alias?: string;
  readonly source: Source;
}

/** One file that was read, with those it imports. */
export class DecisionFile {
  readonly source: Source;
  readonly resource: Resource;
  readonly namespace: string;
  readonly problems: Problems;
  readonly types: TypeTable;
  /** Names that are read behind a point. */
  readonly properties: readonly string[];
  /** Every file that is imported, directly or not, the farthest first. */
  readonly imported: readonly DecisionFile[];
  readonly #imports: readonly { readonly alias: string; readonly file: DecisionFile }[];
  readonly #elements: ReadonlyMap<string, Source>;

  constructor(
    source: Source,
    resource: Resource,
    problems: Problems,
    imports: readonly { readonly alias: string; readonly file: DecisionFile }[],
  ) {
    this.source = source;
    this.resource = resource;
    this.namespace = source.attribute('namespace') ?? '';
    this.problems = problems;
    this.#imports = imports;
    this.imported = [...new Set(imports.flatMap(({ file }) => [...file.imported, file]))];
    this.types = new TypeTable(
      source.children('itemDefinition'),
      new Map(imports.map(({ alias, file }) => [alias, file.types])),
    );
    this.#elements = new Map(source.all.map((element) => [element.id ?? element.name ?? '', element]));
    const named = [...propertyNames(source), ...this.types.componentNames()];
    const inherited = imports.flatMap(({ file }) => [...file.properties, ...file.names()]);
    this.properties = [...new Set([...named, ...inherited])].filter((name) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name));
  }

  /** Names of the elements, read through the name of an import. */
  names(): readonly string[] {
    return this.source.all.flatMap((element) => element.child('variable')?.name ?? element.name ?? []);
  }

  /** What `#id` or `namespace#id` leads to; seen under the alias of its import. */
  resolve(href: string): Found | undefined {
    const hash = href.indexOf('#');
    const [namespace, id] = [href.slice(0, Math.max(hash, 0)), href.slice(hash + 1)];
    if (namespace === '' || namespace === this.namespace) {
      const source = this.#elements.get(id);
      return source && { key: `${this.namespace}#${id}`, source };
    }
    for (const { alias, file } of this.#imports) {
      const found = file.namespace === namespace ? file.resolve(`#${id}`) : undefined;
      if (found) return { ...found, ...(alias !== '' && { alias }) };
    }
    return undefined;
  }

  /** The element of a key; undefined if it is not in reach. */
  find(key: string): Source | undefined {
    return this.resolve(key)?.source;
  }
}

/** Reads a file and, among the others, those it imports. Undefined when the file itself can't be read. */
export class Library {
  readonly problems: Problems[] = [];
  readonly #others: readonly Resource[];
  readonly #read = new Map<string, DecisionFile | 'being read'>();
  #namespaces: ReadonlyMap<string, Resource> | undefined;

  constructor(others: readonly Resource[]) {
    this.#others = others;
  }

  read(resource: Resource): DecisionFile | undefined {
    const problems = new Problems(resource.name);
    this.problems.push(problems);
    const source = readDefinitions(resource.content, problems);
    if (source === undefined) return undefined;
    const namespace = source.attribute('namespace') ?? '';
    this.#read.set(namespace, 'being read');
    const imports = source.children('import').flatMap((each) => this.#import(each, problems));
    const file = new DecisionFile(source, resource, problems, imports);
    this.#read.set(namespace, file);
    return file;
  }

  #import(source: Source, problems: Problems): { readonly alias: string; readonly file: DecisionFile }[] {
    const type = source.attribute('importType') ?? '';
    const namespace = source.attribute('namespace') ?? '';
    if (!MODEL_NAMESPACES.has(type)) {
      problems.add('DECISION_UNSUPPORTED', source, { what: PLACES.import });
      return [];
    }
    const file = this.#fileOf(namespace);
    if (file === 'being read') problems.add('DECISION_CYCLE', source, { circle: namespace });
    else if (file === undefined) problems.add('DECISION_IMPORT', source, { namespace });
    return file === undefined || file === 'being read' ? [] : [{ alias: source.name ?? '', file }];
  }

  #fileOf(namespace: string): DecisionFile | 'being read' | undefined {
    const known = this.#read.get(namespace);
    if (known !== undefined) return known;
    this.#namespaces ??= new Map(this.#others.map((other) => [namespaceOf(other.content), other]));
    const other = this.#namespaces.get(namespace);
    return other && this.read(other);
  }
}

/** Seen without reading the file: only the one that is wanted is read. */
const namespaceOf = (content: string): string =>
  /<(?:[^\s<>:]+:)?definitions\s[^>]*?\snamespace\s*=\s*["']([^"']*)["']/.exec(content)?.[1] ?? '';
