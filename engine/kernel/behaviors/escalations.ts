import type { EscalationVerdict } from '../types.ts';
import type { Execution } from '../execution.ts';
import type { ElementInstance } from '../state.ts';
import { findCatcher } from './catchers.ts';
import { trigger } from './triggers.ts';

/**
 * Lets an escalation happen to the nearest event that catches it, in this instance or in one that called it. What has
 * thrown it goes on unless the answer is INTERRUPTS; nothing happens when nobody catches it (BPMN 2.0.2, 10.5.1).
 */
export function escalate(
  execution: Execution,
  from: ElementInstance,
  escalationCode: string,
): EscalationVerdict | undefined {
  const { model, state } = execution;
  const catcher = findCatcher(model, state, from, { eventType: 'ESCALATION', code: escalationCode });
  if (catcher !== undefined) {
    trigger(execution, catcher.instance, catcher.target, {});
    return catcher.target.isInterrupting ? 'INTERRUPTS' : 'GOES_ON';
  }
  if (state.parent === undefined) return undefined;
  const verdict = execution.context.catchesEscalation?.(state.parent, escalationCode);
  if (verdict !== undefined) execution.effects.push({ type: 'escalateCallActivity', ...state.parent, escalationCode });
  return verdict;
}
