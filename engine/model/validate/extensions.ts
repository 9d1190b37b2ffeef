import { EXTENSIONS, UNSUPPORTED_EXTENSIONS } from '../constructs.ts';
import { extensionsOf, type XmlNode } from '../moddle.ts';
import type { ProblemLog } from '../problems.ts';

/** As written in any case: readers differ in it. */
const KNOWN = new Map(Object.entries(EXTENSIONS).map(([name, { at }]) => [name.toLowerCase(), at]));
const UNSUPPORTED = new Map(Object.entries(UNSUPPORTED_EXTENSIONS).map(([name, use]) => [name.toLowerCase(), use]));

/** Of these there may be several; the others are read once. */
const MANY = new Set(['zeebe:properties', 'zeebe:userTaskForm']);

/** What nobody would look at, or look at only once. */
export function validateExtensions(node: XmlNode, log: ProblemLog): void {
  const seen = new Set<string>();
  for (const { $type } of extensionsOf(node)) {
    const instead = UNSUPPORTED.get($type.toLowerCase());
    const places = KNOWN.get($type.toLowerCase());
    if (instead !== undefined) log.add('MODEL_UNSUPPORTED', node, { what: $type, instead });
    else if (places !== undefined && !places.includes(node.$type.slice('bpmn:'.length))) {
      log.add('MODEL_EXTENSION_MISPLACED', node, { extension: $type, places: places.join(', ') });
    }
    if (seen.has($type) && !MANY.has($type)) log.add('MODEL_EXTENSION_TWICE', node, { extension: $type });
    seen.add($type);
  }
}

const HAPPENED = new Set(['bpmn:StartEvent', 'bpmn:BoundaryEvent']);

/** Mappings stand where they are applied: nowhere at gateways and the process, at the end only of what has happened already. */
export function validateMappings(
  node: XmlNode,
  found: { readonly inputs: readonly unknown[]; readonly outputs: readonly unknown[] },
  log: ProblemLog,
): void {
  const isApart = node.$type.endsWith('Gateway') || node.$type === 'bpmn:Process';
  const refuse = (what: string): void =>
    log.add('MODEL_EXTENSION_MISPLACED', node, { extension: what, places: isApart ? 'tasks' : 'zeebe:output' });
  if (found.inputs.length > 0 && (isApart || HAPPENED.has(node.$type))) refuse('zeebe:input');
  if (found.outputs.length > 0 && isApart) refuse('zeebe:output');
}
