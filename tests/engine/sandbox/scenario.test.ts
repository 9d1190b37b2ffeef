import { describe, expect, it } from 'vitest';
import { parseScenario, runScenario } from '#engine/index.ts';
import type { ScenarioInput } from '#engine/index.ts';
import { process } from '../../support/bpmn.ts';

/** Seven days after the start, at nine in the morning of Shanghai, sales are called for; a payment ends it at any time. */
const resources = [
  {
    name: 'overdue.bpmn',
    content: process('overdue')
      .startEvent()
      .catchEvent('day7', { duration: 'PT177H' })
      .serviceTask('tell', { type: 'notify', headers: { template: 'first' } })
      .userTask('sales')
      .endEvent()
      .boundaryEvent('sales', 'lost', { error: 'LOST' })
      .endEvent('given-up')
      .eventSubProcess('settled', (inner) =>
        inner.startEvent('paid', { message: 'paid', correlationKey: '=id', interrupting: true }).endEvent('done'),
      )
      .toXml(),
  },
];

const scenario = (steps: ScenarioInput['steps']): ScenarioInput => ({
  name: { 'zh-CN': '第七天找销售', en: 'Sales on day seven' },
  process: 'overdue',
  start: '2026-03-31',
  variables: { id: 'r1', customer: { grade: 'B' } },
  steps,
});

describe('runScenario', () => {
  it('should meet what happens in local time', async () => {
    const result = await runScenario(
      resources,
      scenario([
        { day: 7, at: '08:59', then: { tasks: [], notices: [], ended: false } },
        { day: 7, at: '09:00', then: { tasks: ['sales'], notices: ['first'], incidents: 0 } },
        {
          day: 9,
          at: '10:30',
          when: { complete: 'sales', variables: { reached: true } },
          then: { tasks: [], ended: true, variables: { reached: true, 'customer.grade': 'B' }, notices: [] },
        },
      ]),
    );
    expect(result.steps.flatMap(({ expectations }) => expectations.filter(({ met }) => !met))).toEqual([]);
    expect(result.met).toBe(true);
    expect(result.trace.map(({ day, at, what, elementId }) => [day, at, what, elementId])).toEqual([
      [0, '00:00', 'started', 'overdue'],
      [7, '09:00', 'timerFired', 'day7'],
      [7, '09:00', 'jobCompleted', 'tell'],
      [7, '09:00', 'taskOpened', 'sales'],
      [9, '10:30', 'taskCompleted', 'sales'],
      [9, '10:30', 'ended', 'overdue'],
    ]);
  });

  it('should end a case by a message and by an error', async () => {
    const message = { message: { name: 'paid', correlationKey: 'r1' } };
    const paid = await runScenario(
      resources,
      scenario([{ day: 3, at: '12:00', when: message, then: { ended: true } }]),
    );
    expect([paid.met, paid.trace.map(({ what }) => what)]).toEqual([true, ['started', 'messageReceived', 'ended']]);

    const throwError = { elementId: 'sales', errorCode: 'LOST' };
    const lost = await runScenario(
      resources,
      scenario([{ day: 8, at: '12:00', when: { throwError }, then: { ended: true } }]),
    );
    expect(lost.met).toBe(true);
  });

  it('should tell what was expected and what was found', async () => {
    const result = await runScenario(
      resources,
      scenario([{ day: 7, at: '09:00', then: { tasks: ['finance'], variables: { 'customer.grade': 'A' } } }]),
    );
    expect(result.met).toBe(false);
    expect(result.steps[0]?.expectations).toEqual([
      { what: 'tasks', expected: ['finance'], found: ['sales'], met: false },
      { what: 'variables', path: 'customer.grade', expected: 'A', found: 'B', met: false },
    ]);
  });

  it('should stop at a step that can not be done, and name it', async () => {
    const result = await runScenario(
      resources,
      scenario([
        { day: 1, at: '12:00', then: { tasks: [] } },
        { day: 2, at: '12:00', when: { complete: 'sales' } },
        { day: 3, at: '12:00', then: { tasks: [] } },
      ]),
    );
    expect([result.met, result.steps.length]).toEqual([false, 2]);
    expect(result.steps[1]?.failure).toMatchObject({
      code: 'ENGINE_SCENARIO_STEP',
      details: { step: 2, day: 2, at: '12:00' },
    });
  });

  it.each([
    ['steps[0].at', [{ day: 1, at: '9:00' }]],
    [
      'steps[1]',
      [
        { day: 2, at: '09:00' },
        { day: 1, at: '09:00' },
      ],
    ],
    ['steps[0].when', [{ day: 1, at: '09:00', when: { dance: 'sales' } }]],
  ])('should refuse a malformed scenario and name %s', (place, steps) => {
    const malformed = { ...scenario([]), steps };
    expect(() => parseScenario(malformed)).toThrow(`wrong at ${place}`);
  });

  it('should refuse a zone that does not exist', () => {
    expect(() => parseScenario({ ...scenario([]), zone: 'Asia/Nowhere' })).toThrow('wrong at zone');
  });
});
