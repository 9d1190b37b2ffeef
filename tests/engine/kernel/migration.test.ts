import { describe, expect, it } from 'vitest';
import { process } from '../../support/bpmn.ts';
import { given, type Scenario } from '../../support/kernel.ts';

const first = () =>
  process('p')
    .startEvent()
    .serviceTask('a')
    .endEvent()
    .boundaryEvent('a', 'late', { duration: 'P1D' })
    .serviceTask('remind')
    .endEvent('e2');

const codes = (instance: Scenario): readonly string[] => instance.rejections.map(({ code }) => code);

describe('migrating a process instance', () => {
  it('should let it go on at the element that is named, with its job', async () => {
    const instance = await given(process('p').startEvent().serviceTask('a').endEvent(), { variables: { x: 1 } });
    const target = process('q').startEvent().serviceTask('b').serviceTask('c').endEvent();
    const [before] = Object.keys(instance.state.jobs);

    await instance.migrate(target, { a: 'b' });

    expect(instance.rejections).toEqual([]);
    expect(instance.state).toMatchObject({ bpmnProcessId: 'q', version: 2, processDefinitionKey: 'q:2' });
    expect(Object.keys(instance.state.jobs)).toEqual([before]);
    instance.completeJob('b');
    expect(instance.jobs).toEqual(['c']);
    instance.completeJob('c');
    expect(instance.isCompleted).toBe(true);
    expect(instance.variables).toEqual({ x: 1 });
  });

  it('should keep the due time of a timer that is mapped', async () => {
    const instance = await given(first());
    instance.advance(3_600_000);
    const target = first().boundaryEvent('a', 'later', { duration: 'P2D' }).endEvent('e3');

    await instance.migrate(target, { a: 'a', late: 'later' });

    expect(instance.timers).toMatchObject([
      { target: 'later', dueAt: '2026-01-02T00:00:00.000Z' },
      { target: 'late', dueAt: '2026-01-02T01:00:00.000Z' },
    ]);
    instance.fireTimer('later');
    expect(instance.isCompleted).toBe(true);
  });

  it('should close what is not mapped and open what the target waits for', async () => {
    const instance = await given(first());
    const target = process('p')
      .startEvent()
      .serviceTask('a')
      .endEvent()
      .boundaryEvent('a', 'asked', { message: 'asked', correlationKey: '="k"' })
      .endEvent('e2');

    await instance.migrate(target, { a: 'a' });

    expect(instance.timers).toEqual([]);
    expect(instance.subscriptions).toEqual(['asked/k']);
  });

  it('should not open anew what is mapped and has happened', async () => {
    const reminded = () =>
      process('p')
        .startEvent()
        .serviceTask('a')
        .endEvent()
        .boundaryEvent('a', 'late', { duration: 'P1D', interrupting: false })
        .endEvent('e2');
    const instance = await given(reminded());
    instance.fireTimer('late');

    await instance.migrate(reminded(), { a: 'a', late: 'late' });

    expect(instance.timers).toEqual([]);
  });

  it('should keep a message subscription as it is, and take over whether it interrupts', async () => {
    const asked = (interrupting: boolean, name: string) =>
      process('p')
        .startEvent()
        .serviceTask('a')
        .endEvent()
        .boundaryEvent('a', 'asked', { message: name, correlationKey: '="k"', interrupting })
        .serviceTask('answer')
        .endEvent('e2');
    const instance = await given(asked(true, 'asked'));

    await instance.migrate(asked(false, 'renamed'), { a: 'a', asked: 'asked' });
    instance.correlate('asked', 'k').correlate('asked', 'k');

    expect(instance.jobs).toEqual(['a', 'answer', 'answer']);
  });

  it('should move catch events, receive tasks and gateways with what they wait for', async () => {
    const race = (id: string) =>
      process('p')
        .startEvent()
        .eventBasedGateway('race')
        .catchEvent(id, { message: 'm', correlationKey: '="k"' })
        .serviceTask('first')
        .endEvent('e1')
        .from('race')
        .catchEvent('two', { duration: 'PT2H' })
        .endEvent('e2');
    const instance = await given(race('one'));

    await instance.migrate(race('uno'), { race: 'race', one: 'uno' });
    expect(instance.subscriptions).toEqual(['m/k']);
    expect(instance.timers.map(({ target }) => target)).toEqual(['two']);

    instance.correlate('m', 'k');
    expect(instance.jobs).toEqual(['first']);
  });

  it('should take tokens that wait at a join along', async () => {
    const drawn = (join: string, b: string) =>
      process('p')
        .startEvent()
        .parallelGateway('fork')
        .serviceTask('a')
        .parallelGateway(join)
        .serviceTask('after')
        .endEvent()
        .from('fork')
        .serviceTask(b)
        .to(join, 'second');
    const instance = await given(drawn('join', 'b'));
    instance.completeJob('a').completeJob('b', {}).completeJob('after');
    const half = await given(drawn('join', 'b'));
    half.completeJob('b');

    await half.migrate(drawn('meet', 'bb'), { a: 'a', join: 'meet' });
    expect(half.rejections).toEqual([]);
    half.completeJob('a');

    expect(half.jobs).toEqual(['after']);
  });

  it('should keep loops, scopes and called instances', async () => {
    const child = process('child').startEvent('c-start').serviceTask('work').endEvent('c-end');
    const drawn = (suffix: string) =>
      process('p')
        .startEvent()
        .subProcess(
          `each${suffix}`,
          (inner) => inner.startEvent('s').callActivity(`call${suffix}`, 'child').serviceTask('z').endEvent('e'),
          { loop: { input: '=[1, 2]', as: 'item', output: ['results', '=item'] } },
        )
        .endEvent();
    const instance = await given([drawn(''), child]);

    await instance.migrate(drawn('2'), { each: 'each2', call: 'call2' });
    instance.completeJob('work').completeJob('work').completeJob('z').completeJob('z');

    expect(instance.isCompleted).toBe(true);
    expect(instance.variables['results']).toEqual([1, 2]);
  });

  it('should keep an incident, and go on in the target when it is resolved', async () => {
    const drawn = (condition: string) =>
      process('p')
        .startEvent()
        .exclusiveGateway('which', 'which-no')
        .when(condition)
        .serviceTask('yes')
        .endEvent('e1')
        .from('which')
        .serviceTask('no')
        .endEvent('e2');
    const instance = await given(drawn('=missing > 1'), { variables: { amount: 5 } });
    expect(instance.incidents).toHaveLength(1);

    await instance.migrate(drawn('=amount > 1'), { which: 'which' });
    instance.resolveIncident();

    expect(instance.jobs).toEqual(['yes']);
  });

  it('should undo by the handler that the target has', async () => {
    const drawn = (undo: string) =>
      process('p')
        .startEvent()
        .serviceTask('book')
        .compensation('book', undo)
        .serviceTask('a')
        .throwEvent('back', { compensates: '' })
        .endEvent();
    const instance = await given(drawn('undo'));
    instance.completeJob('book');

    await instance.migrate(drawn('cancel'), { a: 'a', book: 'book' });
    instance.completeJob('a');

    expect(instance.jobs).toEqual(['cancel']);
    instance.completeJob('cancel');
    expect(instance.isCompleted).toBe(true);
  });

  it('should go on with a handler that runs outside the sub-process it is drawn in', async () => {
    const drawn = () =>
      process('p')
        .startEvent()
        .subProcess('trip', (inner) =>
          inner.startEvent('s').serviceTask('book').compensation('book', 'undo').endEvent('e'),
        )
        .throwEvent('back', { compensates: '' })
        .endEvent();
    const instance = await given(drawn());
    instance.completeJob('book');

    await instance.migrate(drawn(), { trip: 'trip', undo: 'undo', back: 'back' });
    instance.completeJob('undo');

    expect(instance.isCompleted).toBe(true);
  });

  it('should migrate a suspended instance without letting it go on', async () => {
    const instance = await given(first());
    instance.suspend();

    await instance.migrate(first(), { a: 'a', late: 'late', remind: 'remind' });

    expect(instance.state.suspended).toBe(true);
    instance.resume().completeJob('a');
    expect(instance.isCompleted).toBe(true);
  });
});

describe('refusing a migration', () => {
  const plain = () => process('p').startEvent().serviceTask('a').endEvent();

  it('should name the element that is mapped to nothing', async () => {
    const instance = await given(plain());

    await instance.migrate(plain(), {});

    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_MIGRATE_UNMAPPED', details: { element: 'a' } }]);
    expect(instance.state.version).toBe(1);
  });

  it('should refuse mappings that name nothing, or one element twice', async () => {
    const instance = await given(plain());

    await instance.migrate(plain(), { a: 'a', nowhere: 'a' });
    await instance.migrate(plain(), { a: 'nowhere' });
    instance.command({
      type: 'migrateInstance',
      target: { model: instance.model, processDefinitionKey: 'p:2', version: 2 },
      mappingInstructions: [
        { sourceElementId: 'a', targetElementId: 'a' },
        { sourceElementId: 'a', targetElementId: 'end' },
      ],
    });

    expect(codes(instance)).toEqual([
      'KERNEL_MIGRATE_SOURCE_UNKNOWN',
      'KERNEL_MIGRATE_TARGET_UNKNOWN',
      'KERNEL_MIGRATE_DUPLICATE_SOURCE',
    ]);
  });

  it('should refuse another type, another event, another loop', async () => {
    const instance = await given(plain());
    const user = process('p').startEvent().userTask('a').endEvent();
    const loop = process('p')
      .startEvent()
      .serviceTask('a', { loop: { input: '=[1]' } })
      .endEvent();
    await instance.migrate(user, { a: 'a' });
    await instance.migrate(loop, { a: 'a' });
    const looped = await given(loop);
    await looped.migrate(
      process('p')
        .startEvent()
        .serviceTask('a', { loop: { input: '=[1]', sequential: true } })
        .endEvent(),
      {
        a: 'a',
      },
    );
    const timed = await given(process('p').startEvent().catchEvent('c', { duration: 'PT1H' }).endEvent());
    const asked = process('p').startEvent().catchEvent('c', { message: 'm', correlationKey: '="k"' }).endEvent();
    await timed.migrate(asked, { c: 'c' });

    expect(instance.rejections).toMatchObject([
      { code: 'KERNEL_MIGRATE_TYPE_CHANGED', details: { type: 'SERVICE_TASK', targetType: 'USER_TASK' } },
      { code: 'KERNEL_MIGRATE_TYPE_CHANGED', details: { targetType: 'MULTI_INSTANCE_BODY (SERVICE_TASK)' } },
    ]);
    expect(codes(looped)).toEqual(['KERNEL_MIGRATE_LOOP_CHANGED']);
    expect(codes(timed)).toEqual(['KERNEL_MIGRATE_EVENT_TYPE_CHANGED']);
  });

  it('should refuse another flow scope', async () => {
    const instance = await given(plain());
    const deeper = process('p')
      .startEvent()
      .subProcess('sub', (inner) => inner.startEvent('s').serviceTask('a').endEvent('e'))
      .endEvent();

    await instance.migrate(deeper, { a: 'a' });

    expect(instance.rejections).toMatchObject([
      { code: 'KERNEL_MIGRATE_FLOW_SCOPE', details: { expected: 'p', found: 'sub' } },
    ]);
  });

  it('should refuse events that move to another element, merge or change their kind', async () => {
    const two = process('p')
      .startEvent()
      .serviceTask('a')
      .serviceTask('b')
      .endEvent()
      .boundaryEvent('a', 'one', { duration: 'P1D' })
      .endEvent('e1')
      .boundaryEvent('a', 'two', { duration: 'P2D' })
      .endEvent('e2');
    const moved = process('p')
      .startEvent()
      .serviceTask('a')
      .serviceTask('b')
      .endEvent()
      .boundaryEvent('b', 'one', { duration: 'P1D' })
      .endEvent('e1')
      .boundaryEvent('a', 'two', { message: 'm', correlationKey: '="k"' })
      .endEvent('e2');
    const instance = await given(two);

    await instance.migrate(moved, { a: 'a', one: 'one' });
    await instance.migrate(moved, { a: 'a', two: 'two' });
    await instance.migrate(two, { a: 'a', one: 'two', two: 'two' });

    expect(codes(instance)).toEqual([
      'KERNEL_MIGRATE_EVENT_DETACHED',
      'KERNEL_MIGRATE_EVENT_TYPE_CHANGED',
      'KERNEL_MIGRATE_EVENTS_MERGED',
    ]);
  });

  it('should refuse to lose a token that waits at a join', async () => {
    const three = (ways: number) => {
      const drawn = process('p')
        .startEvent()
        .parallelGateway('fork')
        .serviceTask('a')
        .parallelGateway('join')
        .endEvent();
      for (let way = 2; way <= ways; way += 1) drawn.from('fork').serviceTask(`w${way}`).to('join');
      return drawn;
    };
    const instance = await given(three(3));
    instance.completeJob('w2');

    await instance.migrate(three(3), { a: 'a', w3: 'w3' });
    await instance.migrate(three(2), { a: 'a', w3: 'w2', join: 'join' });
    const renamed = process('p')
      .startEvent()
      .parallelGateway('fork')
      .serviceTask('a')
      .parallelGateway('join')
      .endEvent()
      .from('fork')
      .serviceTask('w3')
      .to('join')
      .from('fork')
      .serviceTask('new')
      .to('join');
    await instance.migrate(renamed, { a: 'a', w3: 'w3', join: 'join' });

    expect(codes(instance)).toEqual([
      'KERNEL_MIGRATE_GATEWAY_UNMAPPED',
      'KERNEL_MIGRATE_GATEWAY_NARROWER',
      'KERNEL_MIGRATE_FLOW_GONE',
    ]);
  });

  it('should refuse, and change nothing, when what the target waits for can not be evaluated', async () => {
    const instance = await given(plain());
    const target = plain().boundaryEvent('a', 'late', { duration: '=patience' }).endEvent('e2');

    await instance.migrate(target, { a: 'a' });
    expect(codes(instance)).toEqual(['KERNEL_MIGRATE_SUBSCRIPTION']);

    await instance.setVariables({ patience: 'PT1H' }).migrate(target, { a: 'a' });
    expect(instance.timers).toHaveLength(1);
  });
});

describe('foretelling a migration', () => {
  const reviewed = (id: string, role: string) =>
    process('p')
      .startEvent()
      .userTask(id, { headers: { stepRole: role } })
      .endEvent();

  it('should map by the same id, then by the same stepRole', async () => {
    const instance = await given(reviewed('review', 'finance'));

    expect(await instance.assess(reviewed('review', 'other'))).toMatchObject({
      verdict: 'MIGRATES',
      mapping: { review: 'review' },
    });
    expect(await instance.assess(reviewed('check', 'finance'))).toMatchObject({
      verdict: 'MIGRATES',
      mapping: { review: 'check' },
    });
  });

  it('should ask for a choice where one would do, and take it', async () => {
    const instance = await given(reviewed('review', 'finance'));
    const target = process('p').startEvent().userTask('x').userTask('y').endEvent();

    expect(await instance.assess(target)).toMatchObject({
      verdict: 'NEEDS_CHOICE',
      problems: [{ elementId: 'review', choices: ['x', 'y'], rejection: { code: 'KERNEL_MIGRATE_UNMAPPED' } }],
    });
    expect(await instance.assess(target, { review: 'y' })).toMatchObject({ verdict: 'MIGRATES' });
  });

  it('should say that it stays, and why, where nothing it could become is there', async () => {
    const instance = await given(reviewed('review', 'finance'));

    expect(await instance.assess(process('p').startEvent().serviceTask('review').endEvent())).toMatchObject({
      verdict: 'STAYS',
      problems: [{ elementId: 'review', rejection: { code: 'KERNEL_MIGRATE_TYPE_CHANGED' }, choices: [] }],
    });
    expect(await instance.assess(process('p').startEvent().serviceTask('other').endEvent())).toMatchObject({
      verdict: 'STAYS',
      problems: [{ elementId: 'review', rejection: { code: 'KERNEL_MIGRATE_UNMAPPED' }, choices: [] }],
    });
  });

  it('should let an event start anew that is drawn at another element now', async () => {
    const instance = await given(first());
    const target = process('p')
      .startEvent()
      .serviceTask('a')
      .serviceTask('remind')
      .endEvent()
      .boundaryEvent('remind', 'late', { duration: 'P1D' })
      .endEvent('e2');

    const { verdict, mapping } = await instance.assess(target);

    expect(verdict).toBe('MIGRATES');
    expect(mapping).not.toHaveProperty('late');
  });
});
