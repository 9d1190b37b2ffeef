import { childrenOf, elementsOf, nextOf } from '../elements.ts';
import type { ModelElement, ProcessModel, Rule } from '../types.ts';

const BEGINS: ReadonlySet<ModelElement['type']> = new Set(['START_EVENT', 'EVENT_SUB_PROCESS']);

/** Every element can be reached from a start event of its process or sub-process. Wrong: a task that no flow leads to. */
export const reachable: Rule = {
  code: 'LINT_UNREACHABLE',
  severity: 'warning',
  message: { 'zh-CN': '流程永远走不到“{name}”。', en: "No case ever comes to '{name}'." },
  remedy: { 'zh-CN': '请用连线把它接入流程，或删除它。', en: 'Connect it, or delete it.' },
  *check({ process }) {
    for (const scope of elementsOf(process)) {
      const children = childrenOf(process, scope.id);
      const reached = reachedIn(process, children);
      for (const element of children) if (!reached.has(element.id)) yield { element };
    }
  },
};

function reachedIn(process: ProcessModel, children: readonly ModelElement[]): ReadonlySet<string> {
  const open = children.filter((element) => BEGINS.has(element.type));
  const reached = new Set(open.map((element) => element.id));
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    const attached = element.boundaryEvents.flatMap((id) => process.elements.get(id) ?? []);
    for (const next of [...nextOf(process, element), ...attached]) {
      if (reached.has(next.id)) continue;
      reached.add(next.id);
      open.push(next);
    }
  }
  return reached;
}
