/** Reads a drawing and writes it again with what the designer reads and writes with; says what was lost on the way. */
import { BpmnModdle } from 'bpmn-moddle';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { parseXml, type XmlElement } from '#engine/dmn/xml.ts';

/** Facts of the file that are not in its copy: elements, attributes and texts, each with the place it has. */
export async function lostFacts(xml: string): Promise<readonly string[]> {
  const moddle = new BpmnModdle({ zeebe });
  const { rootElement } = await moddle.fromXML(xml);
  const written = await moddle.toXML(rootElement, { format: true });
  const kept = countsOf(factsOf(parseXml(written.xml)));
  return [...countsOf(factsOf(parseXml(xml), isDefault(moddle)))].flatMap(([fact, count]) =>
    (kept.get(fact) ?? 0) < count ? [fact] : [],
  );
}

function countsOf(facts: Iterable<string>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const fact of facts) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  return counts;
}

type Doubt = (element: XmlElement, attribute: string, value: string) => boolean;

/** What the schema says anyway when it is left out. */
function isDefault(moddle: BpmnModdle): Doubt {
  return ({ name }, attribute, value) => {
    const type = `bpmn:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    const { propertiesByName = {} } =
      moddle.registry.typeMap[type] === undefined ? {} : moddle.getType(type).$descriptor;
    // A bend is a point, whether it says so or not.
    if (name === 'waypoint' && attribute === 'type') return true;
    const preset = propertiesByName[attribute]?.default;
    return preset !== undefined && String(preset) === value;
  };
}

/** An element is known by its id, else by the element around it and its name. */
function* factsOf(element: XmlElement, isLeftOut: Doubt = () => false, around = ''): Generator<string> {
  const id = element.attributes.find(({ name }) => name === 'id')?.value;
  const place = id === undefined ? `${around}/${element.name}` : `${element.name}#${id}`;
  yield `${place} in ${around}`;
  for (const { name, value } of element.attributes) {
    if (name.startsWith('xmlns') || name === 'schemaLocation' || isLeftOut(element, name, value)) continue;
    yield `${place} @${name}=${normalized(value)}`;
  }
  const text = element.text.replaceAll(/\s+/g, ' ').trim();
  if (text !== '') yield `${place} "${normalized(text)}"`;
  for (const child of element.children) yield* factsOf(child, isLeftOut, place);
}

/** Prefixes of names and the way a number is written are no facts. */
function normalized(value: string): string {
  const text = value.replaceAll(/\s+/g, ' ').trim();
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return String(Number(text));
  return /^\w+:[\w.-]+$/.test(text) ? text.slice(text.indexOf(':') + 1) : text;
}
