import { childrenOf, elementsOf, isApproval, nextOf } from '../elements.ts';
import type { ModelElement, ProcessModel, Rule } from '../types.ts';

const SPLITS: ReadonlySet<ModelElement['type']> = new Set(['PARALLEL_GATEWAY', 'INCLUSIVE_GATEWAY']);

/**
 * Approvals side by side lie in an embedded sub-process of their own that begins with the split: returning a case for revision ends that
 * sub-process whole. In the open, signatures of the old round would wait at the join, and the case could pass without a new one.
 */
export const parallelApprovals: Rule = {
  code: 'LINT_PARALLEL_APPROVALS',
  severity: 'error',
  message: {
    'zh-CN': '并行审批（从“{name}”开始）没有放在独立的子流程中，退回后上一轮的签字可能仍然有效。',
    en: "The approvals side by side behind '{name}' have no sub-process of their own; after a return old signatures might still count.",
  },
  remedy: {
    'zh-CN': '请选中整个并行审批区域，用“放入子流程”包起来。',
    en: 'Select the whole block and put it into a sub-process.',
  },
  *check({ process }) {
    for (const element of elementsOf(process)) {
      if (!SPLITS.has(element.type) || element.outgoing.length < 2) continue;
      if (behind(process, element).some((other) => holdsApproval(process, other)) && !isAlone(process, element))
        yield { element };
    }
  },
};

/** What follows a split in its own scope, as far as the next join. */
function behind(process: ProcessModel, split: ModelElement): readonly ModelElement[] {
  const found = new Set<ModelElement>();
  const open = [...nextOf(process, split)];
  for (let element = open.pop(); element !== undefined; element = open.pop()) {
    const isJoin = SPLITS.has(element.type) && element.incoming.length > 1;
    if (isJoin || found.has(element)) continue;
    found.add(element);
    open.push(...nextOf(process, element));
  }
  return [...found];
}

const holdsApproval = (process: ProcessModel, element: ModelElement): boolean =>
  isApproval(element) || childrenOf(process, element.id).some((child) => holdsApproval(process, child));

/** The scope is a sub-process that begins with the split. */
function isAlone(process: ProcessModel, split: ModelElement): boolean {
  const scope = process.elements.get(split.scopeId ?? '');
  if (scope?.type !== 'SUB_PROCESS') return false;
  return childrenOf(process, scope.id)
    .filter((element) => element.type === 'START_EVENT')
    .every((start) => nextOf(process, start).every((next) => next.id === split.id));
}
