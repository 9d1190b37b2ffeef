import { extensionsOf, type XmlNode } from '../moddle.ts';
import type { ProblemLog } from '../problems.ts';

const JOBS = ['ServiceTask', 'SendTask', 'ScriptTask', 'BusinessRuleTask', 'AdHocSubProcess'];

/** Extension → where it is looked at. Elsewhere Zeebe passes it over in silence. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  'zeebe:taskdefinition': [...JOBS, 'IntermediateThrowEvent', 'EndEvent'],
  'zeebe:calledelement': ['CallActivity'],
  'zeebe:calleddecision': ['BusinessRuleTask'],
  'zeebe:script': ['ScriptTask'],
  'zeebe:adhoc': ['AdHocSubProcess'],
  'zeebe:usertask': ['UserTask'],
  'zeebe:assignmentdefinition': ['UserTask'],
  'zeebe:taskschedule': ['UserTask'],
  'zeebe:prioritydefinition': ['UserTask'],
  'zeebe:tasklisteners': ['UserTask'],
  'zeebe:formdefinition': ['UserTask', 'StartEvent'],
  'zeebe:versiontag': ['Process'],
};

/** Of these there may be several; the others are read once. */
const MANY = new Set(['zeebe:properties', 'zeebe:userTaskForm']);

/** Extensions that change what happens and that this engine does not execute → what to use instead. */
const UNSUPPORTED: Readonly<Record<string, string>> = {
  'zeebe:linkedresources': 'task headers',
  'zeebe:conditionalfilter': 'a message or timer',
  'zeebe:agentdefinition': 'a service task',
  'zeebe:jobprioritydefinition': 'zeebe:priorityDefinition',
};

/** What nobody would look at, or look at only once. */
export function validateExtensions(node: XmlNode, log: ProblemLog): void {
  const seen = new Set<string>();
  for (const { $type } of extensionsOf(node)) {
    const instead = UNSUPPORTED[$type.toLowerCase()];
    const places = PLACES[$type.toLowerCase()];
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
