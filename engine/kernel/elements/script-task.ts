import type { ElementBehavior } from '../execution.ts';
import { evaluate } from '../behaviors/expressions.ts';
import { pass } from '../behaviors/lifecycle.ts';
import { setResult, visibleVariables } from '../behaviors/variables.ts';
import { jobTask } from './job-task.ts';

/** Script task: a FEEL expression whose value becomes the result variable; with a job type instead, a job. */
export const scriptTask: ElementBehavior = {
  activate(execution, element, instance) {
    const { script } = element;
    if (script === undefined) return jobTask.activate(execution, element, instance);
    const variables = visibleVariables(execution.state, instance);
    const outcome = evaluate(execution, script.expression, variables, 'EXTRACT_VALUE_ERROR');
    if (!outcome.ok) return outcome.failure;
    setResult(execution, instance, { [script.resultVariable]: outcome.value });
    pass(execution, instance);
    return undefined;
  },
};
