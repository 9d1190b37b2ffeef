import { compileExpression } from '#engine/feel/index.ts';
import { scheduleTimer } from '#engine/model/index.ts';
import { elementsOf } from '../elements.ts';
import type { Rule } from '../types.ts';

const SOME_INSTANT = '2026-01-01T00:00:00.000Z';

/**
 * A timer whose expression needs no variable can be tried at once. Right: `=duration("P7D")`. Wrong: `="7 days"`,
 * `=date("2026-02-30")`. (A text without `=` that can't be read is refused at deployment.)
 */
export const timerReadable: Rule = {
  code: 'LINT_TIMER',
  severity: 'warning',
  message: {
    'zh-CN': '定时器“{name}”的时间“{source}”无法识别。',
    en: "The time '{source}' of the timer '{name}' can't be read.",
  },
  remedy: {
    'zh-CN': '请填写时长（如 P7D）、带时区的日期时间，或循环（如 R3/P1D）。',
    en: 'Write a duration (P7D), a date and time with its zone, or a cycle (R3/P1D).',
  },
  *check({ process }) {
    for (const element of elementsOf(process)) {
      const { timer } = element;
      if (timer === undefined || timer.expression.isStatic) continue;
      const compiled = compileExpression(timer.expression.source);
      if (!compiled.ok || compiled.expression.names.length > 0) continue;
      const { value } = compiled.expression.evaluate({}, { now: SOME_INSTANT });
      if (scheduleTimer(timer.kind, value, SOME_INSTANT) === undefined)
        yield { element, details: { source: timer.expression.source } };
    }
  },
};
