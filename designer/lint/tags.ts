/** An opening tag of a file, with the element of BPMN that it belongs to. */
export interface Tag {
  readonly name: string;
  /** As written: `name="value"`. */
  readonly attributes: readonly string[];
  /** Id of the tag, or of the nearest element around it that has one; extensions and definitions belong to what is around them. */
  readonly elementId: string;
}

const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:"[^"]*"|'[^']*'|[^>"'])*>/g;
const NAME = /^<\/?([^\s/>]+)/;
const ATTRIBUTE = /[\w:.-]+=(?:"[^"]*"|'[^']*')/g;

/** The opening tags of an XML text that is known to be well-formed. */
export function* tagsOf(xml: string): Generator<Tag> {
  const ids: string[] = [];
  for (const [token] of xml.matchAll(TOKEN)) {
    if (token.startsWith('<!') || token.startsWith('<?')) continue;
    if (token.startsWith('</')) {
      ids.pop();
      continue;
    }
    const name = NAME.exec(token)?.[1] ?? '';
    const attributes = token.replace(/\s*=\s*/g, '=').match(ATTRIBUTE) ?? [];
    const own = attributes.find((attribute) => attribute.startsWith('id='))?.slice(4, -1);
    const elementId = name.startsWith('zeebe:') || own === undefined ? (ids.at(-1) ?? '') : own;
    yield { name, attributes, elementId };
    if (!token.endsWith('/>')) ids.push(elementId);
  }
}
