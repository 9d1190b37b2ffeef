import type { ModelElement, MultiInstanceDefinition } from '../../model/index.ts';
import type { ElementBehavior, Execution } from '../execution.ts';
import { transition } from '../behaviors/lifecycle.ts';
import { loopVariables, readItems } from '../behaviors/multi-instance.ts';
import { parentOf, propagate, setLocal } from '../behaviors/variables.ts';
import { eventsAround, openWaiting } from '../behaviors/waiting.ts';
import type { ElementInstance } from '../state.ts';

/**
 * The body around the instances of a multi-instance activity: makes one for each item of the input collection, all at once
 * or one after the other, and completes with the last one. What they give is collected in the order of the items.
 */
export const multiInstanceBody: ElementBehavior = {
  activate(execution, element, instance) {
    const loop = loopOf(element);
    const items = readItems(execution, loop, instance);
    if (!items.ok) return items.failure;
    const failure = openWaiting(execution, instance, eventsAround(execution, instance, element));
    if (failure !== undefined) return failure;
    transition(execution, instance, 'elementActivated');
    if (loop.output !== undefined) {
      setLocal(execution, instance, { [loop.output.collection]: items.value.map(() => null) });
    }
    if (items.value.length === 0) execution.schedule({ do: 'complete', key: instance.key });
    const count = loop.isSequential ? 1 : items.value.length;
    items.value.slice(0, count).forEach((item, index) => activateInner(execution, loop, instance, item, index + 1));
    return undefined;
  },
  emptied(execution, element, instance) {
    const loop = loopOf(element);
    const items = loop.isSequential ? readItems(execution, loop, instance) : undefined;
    const done = (instance.completedChildren ?? 0) + (instance.terminatedChildren ?? 0);
    if (items?.ok && done < items.value.length) {
      activateInner(execution, loop, instance, items.value[done], done + 1);
    } else execution.schedule({ do: 'complete', key: instance.key });
  },
  complete(execution, element, instance) {
    const collection = loopOf(element).output?.collection;
    const scope = parentOf(execution.state, instance);
    if (collection !== undefined && scope !== undefined) {
      propagate(execution, scope, { [collection]: instance.variables?.[collection] ?? null });
    }
    return undefined;
  },
};

function activateInner(
  execution: Execution,
  loop: MultiInstanceDefinition,
  body: ElementInstance,
  item: unknown,
  loopCounter: number,
): void {
  const locals = loopVariables(loop, item, loopCounter);
  execution.schedule({ do: 'activate', elementId: body.elementId, scopeKey: body.key, loopCounter, locals });
}

function loopOf(element: ModelElement): MultiInstanceDefinition {
  if (element.multiInstance === undefined) throw new TypeError(`'${element.id}' is no multi-instance.`);
  return element.multiInstance;
}
