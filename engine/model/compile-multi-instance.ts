import { compile, compileRequired } from './expressions.ts';
import { present } from './extensions.ts';
import { booleanOf, extensionOf, nodeOf, nodesOf, textOf, type XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import type { MultiInstanceDefinition } from './types.ts';

const EXTENSION = 'zeebe:loopCharacteristics';
/** What of BPMN's own loop is said by Zeebe's extension instead, and would be passed over in silence. */
const UNUSED = [
  'loopCardinality',
  'loopDataInputRef',
  'loopDataOutputRef',
  'inputDataItem',
  'outputDataItem',
  'oneBehaviorEventRef',
  'noneBehaviorEventRef',
];
/** A variable or something inside one: `=result`, `=result.value`. */
const VARIABLE = /^=\s*([a-z_][a-z0-9_]*)(?:\.[a-z_][a-z0-9_]*)*\s*$/i;

/** What a multi-instance marker says; undefined without one. */
export function compileMultiInstance(node: XmlNode, log: ProblemLog): MultiInstanceDefinition | undefined {
  const loop = nodeOf(node, 'loopCharacteristics');
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return undefined;
  refuseUnused(node, loop, log);
  const extension = extensionOf(loop, EXTENSION);
  if (extension === undefined) {
    log.add('MODEL_EXTENSION_MISSING', node, { extension: EXTENSION });
    return undefined;
  }
  const input = textOf(extension, 'inputCollection');
  if (input === undefined) missing('inputCollection', node, log);
  const condition = textOf(nodeOf(loop, 'completionCondition'), 'body');
  return {
    isSequential: booleanOf(loop, 'isSequential') ?? false,
    inputCollection: input === undefined ? compile('', node, log) : compileRequired(input, node, log),
    ...present('inputElement', textOf(extension, 'inputElement')),
    ...present('output', readOutput(node, extension, log)),
    ...(condition === undefined ? {} : { completionCondition: compileRequired(condition, node, log) }),
  };
}

function readOutput(node: XmlNode, extension: XmlNode, log: ProblemLog): MultiInstanceDefinition['output'] | undefined {
  const collection = textOf(extension, 'outputCollection');
  const element = textOf(extension, 'outputElement');
  if (collection === undefined && element === undefined) return undefined;
  if (collection === undefined) missing('outputCollection', node, log);
  if (element === undefined) missing('outputElement', node, log);
  if (collection === undefined || element === undefined) return undefined;
  const variable = VARIABLE.exec(element)?.[1];
  return { collection, element: compileRequired(element, node, log), ...present('variable', variable) };
}

function missing(attribute: string, node: XmlNode, log: ProblemLog): void {
  log.add('MODEL_ATTRIBUTE_MISSING', node, { extension: EXTENSION, attribute });
}

function refuseUnused(node: XmlNode, loop: XmlNode, log: ProblemLog): void {
  const behavior = textOf(loop, 'behavior') ?? 'All';
  if (behavior !== 'All')
    log.add('MODEL_UNSUPPORTED', node, { what: `behavior="${behavior}"`, instead: 'behavior="All"' });
  const found = UNUSED.filter((property) => nodeOf(loop, property) !== undefined);
  if (nodesOf(loop, 'complexBehaviorDefinition').length > 0) found.push('complexBehaviorDefinition');
  for (const what of found) log.add('MODEL_UNSUPPORTED', node, { what, instead: EXTENSION });
}
