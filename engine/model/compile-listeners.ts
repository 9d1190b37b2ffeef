import type { ListenerEvent } from '../records.ts';
import { compile } from './expressions.ts';
import { readHeaders, readHeadersOf } from './extensions.ts';
import { extensionOf, nodesOf, textOf, type XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import type { JobDefinition, ModelElement } from './types.ts';

type Listeners = NonNullable<ModelElement['listeners']>;

/** Extension → the events its listeners may name; of task listeners the older names too. */
const EXTENSIONS: Readonly<Record<string, Readonly<Record<string, ListenerEvent>>>> = {
  'zeebe:executionListeners': { start: 'start', end: 'end' },
  'zeebe:taskListeners': { creating: 'creating', create: 'creating', completing: 'completing', complete: 'completing' },
};

/** The execution and task listeners of an element, by event; undefined without any. */
export function compileListeners(node: XmlNode, log: ProblemLog): Listeners | undefined {
  const found: Partial<Record<ListenerEvent, JobDefinition[]>> = {};
  for (const [extension, events] of Object.entries(EXTENSIONS)) {
    for (const listener of nodesOf(extensionOf(node, extension), 'listeners')) {
      const named = textOf(listener, 'eventType') ?? '';
      const event = Object.hasOwn(events, named) ? events[named] : undefined;
      const job = readListener(node, listener, extension, log);
      if (event === undefined) {
        log.add('MODEL_LISTENER_EVENT', node, { found: named || '–', expected: Object.keys(events).join(', ') });
      } else (found[event] ??= []).push(job);
    }
  }
  return Object.keys(found).length === 0 ? undefined : Object.freeze(found);
}

/** Its headers are those of its element, with its own. */
function readListener(node: XmlNode, listener: XmlNode, extension: string, log: ProblemLog): JobDefinition {
  const type = textOf(listener, 'type');
  if (type === undefined) log.add('MODEL_ATTRIBUTE_MISSING', node, { extension, attribute: 'type' });
  return {
    type: compile(type ?? '', node, log),
    retries: compile(textOf(listener, 'retries') ?? '3', node, log),
    headers: Object.freeze({ ...readHeaders(node, log), ...readHeadersOf(listener, node, log) }),
  };
}
