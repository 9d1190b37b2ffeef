import { describe, expect, it } from 'vitest';
import { process, type Builder, type EventOptions } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

const waiting = (options: EventOptions): Builder => process('p').startEvent().catchEvent('wait', options).endEvent();
const reminded = (options: EventOptions): Builder =>
  process('p')
    .startEvent()
    .serviceTask('a')
    .endEvent()
    .boundaryEvent('a', 'remind', options)
    .serviceTask('b')
    .endEvent('e2');

describe('timers', () => {
  it('should wait for a duration', async () => {
    const instance = await given(waiting({ duration: 'P1DT2H' }));

    expect(instance.timers).toEqual([{ target: 'wait', dueAt: '2026-01-02T02:00:00.000Z', left: 0 }]);
    instance.advanceTo('2026-01-02T02:00:00.000Z');
    expect(instance.isCompleted).toBe(true);
  });

  it.each([
    ['=date and time("2026-01-02T09:00:00@Asia/Shanghai")', {}],
    ['=date and time(date(due), time("09:00:00@Asia/Shanghai"))', { due: '2026-01-02' }],
    ['=due', { due: '2026-01-02T09:00:00+08:00' }],
    ['2026-01-02T01:00:00Z', {}],
  ])('should wait for the instant %s', async (date, variables) => {
    const instance = await given(waiting({ date }), { variables });

    expect(instance.incidents).toEqual([]);
    expect(instance.timers).toMatchObject([{ dueAt: '2026-01-02T01:00:00.000Z' }]);
  });

  it('should fire at once when the instant has passed', async () => {
    const instance = await given(waiting({ date: '2020-01-01T00:00:00Z' }));

    instance.advance(0);

    expect(instance.isCompleted).toBe(true);
  });

  it.each([
    ['a date without a zone', { date: '=due' }, { due: '2026-01-02T09:00:00' }],
    ['null', { duration: '=missing' }, {}],
    ['a number', { duration: '=7' }, {}],
    ['a cycle that stands still', { cycle: '=pace', interrupting: false }, { pace: 'R/PT0S' }],
  ])('should stop at %s', async (_what, options, variables) => {
    const drawn = 'cycle' in options ? reminded(options) : waiting(options);
    const instance = await given(drawn, { variables });

    expect(instance.incidents).toMatchObject([{ type: 'EXTRACT_VALUE_ERROR' }]);
    expect(instance.timers).toEqual([]);
  });

  it('should end the activity under an interrupting timer', async () => {
    const instance = await given(reminded({ duration: 'PT1H' }));

    instance.advance(3_600_000);

    expect(instance.elements('elementTerminated')).toEqual(['a']);
    expect(instance.eventsOf('jobCanceled')).toHaveLength(1);
    expect(instance.jobs).toEqual(['b']);
  });

  it('should leave the activity alone under a timer that does not interrupt', async () => {
    const instance = await given(reminded({ duration: 'PT1H', interrupting: false }));

    instance.advance(3_600_000);

    expect(instance.jobs).toEqual(['a', 'b']);
    instance.completeJob('a').completeJob('b');
    expect(instance.isCompleted).toBe(true);
  });

  it('should cancel the timer when the activity is done', async () => {
    const instance = await given(reminded({ duration: 'PT1H' }));

    instance.completeJob('a');

    expect(instance.isCompleted).toBe(true);
    expect(instance.eventsOf('timerCanceled')).toHaveLength(1);
  });

  it('should fire a cycle as often as it says', async () => {
    const instance = await given(reminded({ cycle: 'R3/PT1H', interrupting: false }));

    instance.advance(3_600_000 * 10);

    expect(instance.jobs).toEqual(['a', 'b', 'b', 'b']);
    expect(instance.eventsOf('timerCreated').map(({ repetitionsLeft }) => repetitionsLeft)).toEqual([2, 1, 0]);
    expect(instance.timers).toEqual([]);
  });

  it('should begin a cycle at its start', async () => {
    const instance = await given(reminded({ cycle: 'R2/2026-01-05T00:00:00Z/P1D', interrupting: false }));

    expect(instance.timers).toMatchObject([{ dueAt: '2026-01-05T00:00:00.000Z', left: 1 }]);
    instance.advanceTo('2026-02-01T00:00:00.000Z');
    expect(instance.eventsOf('timerTriggered')).toHaveLength(2);
  });

  it('should count the next firing from when the last was due, not from when it came', async () => {
    const instance = await given(reminded({ cycle: 'R/PT1H', interrupting: false }));

    instance.now = '2026-01-01T01:25:00.000Z';
    instance.fireTimer('remind');

    expect(instance.timers).toEqual([{ target: 'remind', dueAt: '2026-01-01T02:00:00.000Z', left: -1 }]);
  });

  it('should fire at the times of a cron expression', async () => {
    const instance = await given(reminded({ cycle: '=cron', interrupting: false }), {
      variables: { cron: '0 0 1 * * MON-FRI' },
    });

    instance.advanceTo('2026-01-06T00:00:00.000Z');

    expect(instance.jobs).toEqual(['a', 'b', 'b', 'b']);
    expect(instance.timers).toEqual([{ target: 'remind', dueAt: '2026-01-06T01:00:00.000Z', left: -1 }]);
  });

  it('should reject a timer that is not open', async () => {
    const instance = await given(waiting({ duration: 'PT1H' }));

    instance.advance(3_600_000).command({ type: 'triggerTimer', timerKey: '1' });

    expect(instance.rejections).toMatchObject([{ code: 'ENGINE_NOT_FOUND' }]);
  });
});
