import { describe, expect, it } from 'vitest';
import { process } from '../../support/bpmn.ts';
import { given } from '../../support/kernel.ts';

describe('tasks', () => {
  it('should make a job of a service task and go on when it is completed', async () => {
    const headers = { template: 'first' };
    const task = { type: 'credit.notify', retries: '5', headers };
    const instance = await given(process('p').startEvent().serviceTask('notify', task).endEvent());

    expect(instance.eventsOf('jobCreated')).toMatchObject([
      { elementId: 'notify', jobType: 'credit.notify', retries: 5, customHeaders: headers },
    ]);
    instance.completeJob('notify', { sent: true });
    expect(instance.isCompleted).toBe(true);
    expect(instance.variables).toEqual({ sent: true });
  });

  it('should go through the lifecycle in order', async () => {
    const instance = await given(process('p').startEvent().serviceTask('a').endEvent());

    instance.completeJob('a');

    expect(
      instance.events.map((event) => ('elementId' in event ? `${event.type} ${event.elementId}` : event.type)),
    ).toEqual([
      'processInstanceCreated',
      'elementActivating p',
      'elementActivated p',
      'elementActivating start',
      'elementActivated start',
      'elementCompleting start',
      'elementCompleted start',
      'sequenceFlowTaken',
      'elementActivating a',
      'elementActivated a',
      'jobCreated a',
      'jobCompleted a',
      'elementCompleting a',
      'elementCompleted a',
      'sequenceFlowTaken',
      'elementActivating end',
      'elementActivated end',
      'elementCompleting end',
      'elementCompleted end',
      'elementCompleting p',
      'elementCompleted p',
    ]);
  });

  it('should do a task with a loop marker once, as Zeebe does', async () => {
    const body =
      '<bpmn:standardLoopCharacteristics><bpmn:loopCondition>=true</bpmn:loopCondition></bpmn:standardLoopCharacteristics>';
    const task = { type: 'a', body };
    const instance = await given(process('p').startEvent().element('serviceTask', 'a', task).endEvent());

    instance.completeJob('a');
    expect(instance.isCompleted).toBe(true);
  });

  it('should evaluate job type and retries', async () => {
    const task = { type: '=kind', retries: '=tries' };
    const instance = await given(process('p').startEvent().serviceTask('a', task).endEvent(), {
      variables: { kind: 'mail', tries: 2 },
    });

    expect(instance.eventsOf('jobCreated')).toMatchObject([{ jobType: 'mail', retries: 2 }]);
  });

  it('should evaluate who may act on a user task, until when, and with which form', async () => {
    const extensions =
      '<zeebe:assignmentDefinition assignee="=owner" candidateGroups="=[&quot;role:finance&quot;]" candidateUsers="ann, bob"/>' +
      '<zeebe:taskSchedule dueDate="=due" followUpDate="=&quot;2026-01-02T09:00:00@Asia/Shanghai&quot;"/>' +
      '<zeebe:priorityDefinition priority="=60 + 20"/>' +
      '<zeebe:formDefinition formKey="contact"/>';
    const instance = await given(process('p').startEvent().userTask('call', { extensions }).endEvent(), {
      variables: { owner: 'li', due: '2026-01-05T18:00:00+08:00' },
    });

    expect(instance.eventsOf('jobCreated')).toMatchObject([
      {
        jobType: 'io.camunda.zeebe:userTask',
        retries: 1,
        userTask: {
          assignee: 'li',
          candidateGroups: ['role:finance'],
          candidateUsers: ['ann', 'bob'],
          dueDate: '2026-01-05T10:00:00.000Z',
          followUpDate: '2026-01-02T01:00:00.000Z',
          formKey: 'contact',
          priority: 80,
        },
      },
    ]);
  });

  it('should stop at a priority that is none', async () => {
    const extensions = '<zeebe:priorityDefinition priority="=urgency"/>';
    const drawn = process('p').startEvent().userTask('call', { extensions }).endEvent();
    const instance = await given(drawn, { variables: { urgency: 101 } });

    expect(instance.incidents).toMatchObject([{ elementId: 'call', type: 'EXTRACT_VALUE_ERROR' }]);
  });

  it('should leave out what evaluates to null', async () => {
    const extensions = '<zeebe:assignmentDefinition assignee="=null" candidateGroups="=null"/>';
    const instance = await given(process('p').startEvent().userTask('call', { extensions }).endEvent());

    expect(instance.eventsOf('jobCreated')[0]?.userTask).toEqual({ candidateGroups: [], candidateUsers: [] });
  });

  it('should stop at candidate groups that are no list of texts', async () => {
    const extensions = '<zeebe:assignmentDefinition candidateGroups="=[1, 2]"/>';
    const instance = await given(process('p').startEvent().userTask('call', { extensions }).endEvent());

    expect(instance.incidents).toMatchObject([{ elementId: 'call', type: 'EXTRACT_VALUE_ERROR' }]);
    expect(instance.jobs).toEqual([]);
  });

  it('should set the result of a script', async () => {
    const instance = await given(process('p').startEvent().scriptTask('sum', '=a + b', 'c').endEvent(), {
      variables: { a: 1, b: 2 },
    });

    expect(instance.isCompleted).toBe(true);
    expect(instance.variables['c']).toBe(3);
  });

  it('should journal why a decision came out as it did and set its result', async () => {
    const explanation = {
      decisions: [{ id: 'd', name: 'Levels', inputs: [{ name: 'grade', value: 'A' }], matchedRules: [], output: [7] }],
    };
    const decision = '<zeebe:calledDecision decisionId="levels" resultVariable="levels"/>';
    const instance = await given(
      process('p').startEvent().element('businessRuleTask', 'decide', { extensions: decision }).endEvent(),
      {
        variables: { grade: 'A' },
        evaluateDecision: (id, variables) => ({
          ok: true,
          decisionKey: '9',
          version: 4,
          result: [id, variables['grade']],
          explanation,
        }),
      },
    );

    expect(instance.isCompleted).toBe(true);
    expect(instance.variables['levels']).toEqual(['levels', 'A']);
    expect(instance.eventsOf('decisionEvaluated')).toMatchObject([{ decisionVersion: 4, explanation }]);
  });

  it('should stop at a decision that fails and try again', async () => {
    let answer = false;
    const decision = '<zeebe:calledDecision decisionId="levels" resultVariable="levels"/>';
    const instance = await given(
      process('p').startEvent().element('businessRuleTask', 'decide', { extensions: decision }).endEvent(),
      {
        evaluateDecision: () =>
          answer
            ? { ok: true, decisionKey: '9', version: 1, result: 7, explanation: { decisions: [] } }
            : { ok: false, message: 'no rule matched' },
      },
    );
    expect(instance.incidents).toMatchObject([{ type: 'DECISION_EVALUATION_ERROR', message: 'no rule matched' }]);

    answer = true;
    instance.resolveIncident();
    expect(instance.isCompleted).toBe(true);
  });

  it('should make jobs of script, rule and send tasks with a job type', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .element('scriptTask', 'script', { type: 'run' })
        .element('businessRuleTask', 'rule', { type: 'rule' })
        .element('sendTask', 'send', { type: 'send' })
        .endEvent('done', { message: 'm', type: 'publish' }),
    );

    for (const id of ['script', 'rule', 'send', 'done']) {
      expect(instance.jobs).toEqual([id]);
      instance.completeJob(id);
    }
    expect(instance.isCompleted).toBe(true);
  });

  it('should pass manual and undefined tasks and none events at once', async () => {
    const instance = await given(
      process('p').startEvent().element('manualTask', 'm').element('task', 't').throwEvent('mark').endEvent(),
    );

    expect(instance.isCompleted).toBe(true);
    expect(instance.elements('elementCompleted')).toEqual(['start', 'm', 't', 'mark', 'end', 'p']);
  });

  it('should take every flow out of a task with several', async () => {
    const instance = await given(
      process('p')
        .startEvent()
        .serviceTask('a')
        .serviceTask('b')
        .endEvent('e1')
        .from('a')
        .serviceTask('c')
        .endEvent('e2'),
    );

    instance.completeJob('a');
    expect(instance.jobs).toEqual(['b', 'c']);
    instance.completeJob('b').completeJob('c');
    expect(instance.isCompleted).toBe(true);
  });
});
