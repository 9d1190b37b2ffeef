/** One pass over the text of a file, before any library sees it: what must be refused whatever it means. */

export const MAX_BYTES = 2 * 1024 * 1024;
export const MAX_DEPTH = 64;
export const MAX_ELEMENTS = 5_000;

export interface XmlScan {
  readonly hasDoctype: boolean;
  readonly elements: number;
  readonly depth: number;
  /** Ids that more than one element of BPMN carries. */
  readonly duplicateIds: readonly string[];
}

const TOKEN = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<(?:"[^"]*"|'[^']*'|[^>"'])*>/g;
const NAME = /^<\/?([^\s/>]+)/;
const ID = /\sid\s*=\s*(?:"([^"]*)"|'([^']*)')/;

/**
 * Counts elements, nesting and ids. The reader library would silently drop an element whose id is taken. Stops at a
 * DOCTYPE or ENTITY declaration: nothing behind it is looked at.
 */
export function scanXml(xml: string): XmlScan {
  const ids = new Map<string, number>();
  let elements = 0;
  let depth = 0;
  let deepest = 0;
  for (const [token] of xml.matchAll(TOKEN)) {
    if (token.startsWith('<!--') || token.startsWith('<![CDATA[') || token.startsWith('<?')) continue;
    if (token.startsWith('<!')) return { hasDoctype: true, elements, depth: deepest, duplicateIds: [] };
    if (token.startsWith('</')) {
      depth -= 1;
      continue;
    }
    if (isCounted(token)) elements += 1;
    countId(token, ids);
    deepest = Math.max(deepest, depth + 1);
    if (!token.endsWith('/>')) depth += 1;
  }
  return { hasDoctype: false, elements, depth: deepest, duplicateIds: taken(ids) };
}

/** Shapes, edges, references and extensions come along with an element; what is limited is what somebody has drawn. */
function isCounted(token: string): boolean {
  return ID.test(token) && !isDrawing(token);
}

function isDrawing(token: string): boolean {
  const name = NAME.exec(token)?.[1] ?? '';
  return /^(?:bpmndi|dc|di|zeebe|bioc|color|modeler):/.test(name) || /^BPMN(?:Shape|Edge|Plane|Diagram)/.test(name);
}

function countId(token: string, ids: Map<string, number>): void {
  const match = ID.exec(token);
  const id = match?.[1] ?? match?.[2];
  if (id === undefined || /^<zeebe:/.test(token)) return;
  ids.set(id, (ids.get(id) ?? 0) + 1);
}

function taken(ids: ReadonlyMap<string, number>): readonly string[] {
  return [...ids].filter(([, count]) => count > 1).map(([id]) => id);
}
