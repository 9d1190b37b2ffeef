import type { ElementBehavior } from '../execution.ts';
import { readText } from '../behaviors/expressions.ts';
import { pass } from '../behaviors/lifecycle.ts';
import { setResult, visibleVariables } from '../behaviors/variables.ts';
import { jobTask } from './job-task.ts';

/** Business-rule task: evaluates a decision and journals why it came out so; or makes a job. */
export const businessRuleTask: ElementBehavior = {
  activate(execution, element, instance) {
    const { decision } = element;
    if (decision === undefined) return jobTask.activate(execution, element, instance);
    const variables = visibleVariables(execution.state, instance);
    const id = readText(execution, decision.decisionId, variables, 'decision id');
    if (!id.ok) return id.failure;
    const which = { binding: decision.binding, caller: execution.state.processDefinitionKey };
    const outcome = execution.context.evaluateDecision(id.value, variables, which);
    if (!outcome.ok) {
      const incidentType = outcome.isMissing ? 'CALLED_DECISION_ERROR' : 'DECISION_EVALUATION_ERROR';
      return { incidentType, message: outcome.message };
    }
    const { decisionKey, version: decisionVersion, result, explanation } = outcome;
    execution.emit({
      type: 'decisionEvaluated',
      v: 1,
      elementInstanceKey: instance.key,
      elementId: element.id,
      decisionId: id.value,
      decisionKey,
      decisionVersion,
      result,
      explanation,
    });
    setResult(execution, instance, { [decision.resultVariable]: result });
    pass(execution, instance);
    return undefined;
  },
};
