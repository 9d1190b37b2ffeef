import type { ElementBehavior } from '../execution.ts';
import { readText } from '../behaviors/expressions.ts';
import { pass } from '../behaviors/lifecycle.ts';
import { setResult, visibleVariables } from '../behaviors/variables.ts';
import { jobTask } from './job-task.ts';

/** Business-rule task: evaluates the newest version of a decision and journals why it came out so; or makes a job. */
export const businessRuleTask: ElementBehavior = {
  activate(execution, element, instance) {
    const { decision } = element;
    if (decision === undefined) return jobTask.activate(execution, element, instance);
    const variables = visibleVariables(execution.state, instance);
    const id = readText(execution, decision.decisionId, variables, 'decision id');
    if (!id.ok) return id.failure;
    const outcome = execution.context.evaluateDecision(id.value, variables);
    if (!outcome.ok) return { incidentType: 'DECISION_EVALUATION_ERROR', message: outcome.message };
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
