import { type Shape, isExpressionName } from './schema.ts';
import type { XmlElement } from './xml.ts';

/** An element of DMN's own, found to be where it may be: what it holds is read by name. */
export class Source {
  /** Its tag, without prefix. */
  readonly kind: string;
  readonly element: XmlElement;
  readonly #attributes = new Map<string, string>();
  readonly #children: readonly Source[];
  readonly #text: string | undefined;

  constructor(element: XmlElement, shape: Shape, children: readonly Source[]) {
    this.kind = element.name;
    this.element = element;
    for (const { name, namespace, value } of element.attributes) {
      if (namespace === '') this.#attributes.set(name, value);
    }
    this.#children = children;
    this.#text = shape.text ? element.text : undefined;
  }

  get id(): string | undefined {
    return this.attribute('id');
  }

  get name(): string | undefined {
    return normalized(this.attribute('name'));
  }

  get label(): string | undefined {
    return this.attribute('label');
  }

  get typeRef(): string | undefined {
    return this.attribute('typeRef') ?? this.child('typeRef')?.content.trim();
  }

  /** What stands in it, if it is an element of text. */
  get content(): string {
    return this.#text ?? '';
  }

  /** What stands in its child `text`. */
  get text(): string {
    return this.child('text')?.content ?? '';
  }

  get description(): string {
    return this.child('description')?.content ?? '';
  }

  attribute(name: string): string | undefined {
    return this.#attributes.get(name);
  }

  child(kind: string): Source | undefined {
    return this.#children.find((child) => child.kind === kind);
  }

  children(kind: string): readonly Source[] {
    return this.#children.filter((child) => child.kind === kind);
  }

  get all(): readonly Source[] {
    return this.#children;
  }

  /** The boxed expression it holds. */
  get expression(): Source | undefined {
    return this.expressions[0];
  }

  get expressions(): readonly Source[] {
    return this.#children.filter((child) => isExpressionName(child.kind));
  }

  /** The English label that rides in `zeebe:property name="label:en"`. */
  get englishLabel(): string | undefined {
    return this.properties('label:en')[0];
  }

  /** Values of `zeebe:property` elements of a name. */
  properties(wanted: string): readonly string[] {
    const properties = this.#extensions.filter(({ name }) => name === 'properties').flatMap(({ children }) => children);
    return properties.flatMap((property) =>
      valueOf(property, 'name') === wanted ? (valueOf(property, 'value') ?? []) : [],
    );
  }

  /** `zeebe:versionTag`: what calls of a certain version name. */
  get versionTag(): string | undefined {
    return this.#extensions.flatMap((one) => (one.name === 'versionTag' ? (valueOf(one, 'value') ?? []) : []))[0];
  }

  get #extensions(): readonly XmlElement[] {
    return this.element.children.find(({ name }) => name === 'extensionElements')?.children ?? [];
  }
}

const valueOf = (element: XmlElement, name: string): string | undefined =>
  element.attributes.find((attribute) => attribute.name === name)?.value;

/** Names are equal whatever white space stands between their words (DMN 1.5, 10.3.1.3). */
export const normalized = (name: string | undefined): string | undefined => name?.trim().replaceAll(/\s+/gu, ' ');

export const isBlank = (source: Source | undefined): boolean => (source?.text ?? '').trim() === '';

/** What a person wrote beside a rule: the modeler's description column, and DMN's annotation columns. */
export const annotationOf = (rule: Source): string =>
  [rule.description, ...rule.children('annotationEntry').map(({ text }) => text)]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('；');
