import { elementsOf } from '../elements.ts';
import type { Rule } from '../types.ts';

/** A process that a call activity starts is among the files or known; at run time it would be an incident. */
export const calledProcess: Rule = {
  code: 'LINT_PROCESS_UNKNOWN',
  severity: 'warning',
  message: {
    'zh-CN': '“{name}”调用的流程“{process}”不存在。',
    en: "'{name}' calls the process '{process}', which does not exist.",
  },
  remedy: { 'zh-CN': '请选择已有的流程，或一并发布该流程。', en: 'Choose a process that exists, or publish it along.' },
  *check({ process, library }) {
    for (const element of elementsOf(process)) {
      const id = element.calledElement?.processId;
      if (!id?.isStatic || library.processes === undefined || library.processes.has(id.source)) continue;
      yield { element, details: { process: id.source } };
    }
  },
};
