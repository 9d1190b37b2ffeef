import { describe, expect, it } from 'vitest';
import { process } from '../../support/bpmn.ts';
import { given, type Scenario } from '../../support/kernel.ts';

const inLine = () => process('p').startEvent().serviceTask('a').serviceTask('b').endEvent();

/** A parallel block in a sub-process of its own, as every block that holds a returnable approval is. */
const block = () =>
  process('p')
    .startEvent()
    .serviceTask('before')
    .subProcess('block', (inner) =>
      inner
        .startEvent('in')
        .parallelGateway('fork')
        .serviceTask('b')
        .parallelGateway('join')
        .serviceTask('signed')
        .endEvent('out')
        .from('fork')
        .serviceTask('c')
        .to('join'),
    )
    .serviceTask('after')
    .endEvent();

const codes = (instance: Scenario): readonly string[] => instance.rejections.map(({ code }) => code);

describe('modifying a process instance', () => {
  it('should end one element and activate another, told as one event', async () => {
    const instance = await given(inLine());

    instance.modify(['b'], ['a']);

    expect(instance.jobs).toEqual(['b']);
    expect(instance.elements('elementTerminated')).toEqual(['a']);
    expect(instance.eventsOf('processInstanceModified')).toMatchObject([
      { activated: [{ elementId: 'b', scopeKey: '1' }], terminated: [{ elementId: 'a' }] },
    ]);
    instance.completeJob('b');
    expect(instance.isCompleted).toBe(true);
  });

  it('should move backward as it moves forward', async () => {
    const instance = await given(inLine());
    instance.completeJob('a', { seen: 1 });

    instance.move('b', 'a');

    expect(instance.jobs).toEqual(['a']);
    expect(instance.variables).toEqual({ seen: 1 });
  });

  it('should leave no taken flow behind when the scope ends whole', async () => {
    const instance = await given(block());
    instance.completeJob('before').completeJob('b');

    instance.move('block', 'before');
    instance.completeJob('before').completeJob('c');

    expect(instance.jobs).toEqual(['b']);
    instance.completeJob('b');
    expect(instance.jobs).toEqual(['signed']);
  });

  it('should keep a scope that somebody else still waits in', async () => {
    const instance = await given(block());
    instance.completeJob('before').completeJob('b');

    instance.modify(['after'], ['c']);

    expect(instance.jobs).toEqual(['after']);
    expect(instance.state.elements[instance.instanceOf('block')]?.takenFlows).toEqual({ 'b-join': 1 });
  });

  it('should end the scopes that are left empty, and not those that are wanted', async () => {
    const nested = process('p')
      .startEvent()
      .subProcess('outer', (outer) =>
        outer
          .startEvent('o')
          .subProcess('inner', (inner) => inner.startEvent('i').serviceTask('deep').endEvent('i-end'))
          .serviceTask('beside')
          .endEvent('o-end'),
      )
      .endEvent();
    const instance = await given(nested);

    instance.modify(['beside'], ['deep']);

    expect(instance.elements('elementTerminated')).toEqual(['deep', 'inner']);
    expect(instance.jobs).toEqual(['beside']);
  });

  it('should end the instance when nothing is left in it', async () => {
    const instance = await given(inLine());

    instance.modify([], ['a']);

    expect(instance.state.status).toBe('TERMINATED');
    expect(instance.state.elements).toEqual({});
  });

  it('should enter the scopes around an element that do not run, with their events and without their start', async () => {
    const watched = process('p')
      .startEvent()
      .serviceTask('a')
      .subProcess(
        'sub',
        (inner) =>
          inner
            .eventSubProcess('watch', (event) =>
              event.startEvent('late', { duration: 'PT1H' }).serviceTask('remind').endEvent('w-end'),
            )
            .startEvent('s')
            .serviceTask('first')
            .serviceTask('second')
            .endEvent('s-end'),
        { inputs: { mapped: '="by the mapping"' } },
      )
      .endEvent()
      .boundaryEvent('sub', 'over', { duration: 'P1D' })
      .endEvent('gone');
    const instance = await given(watched);

    instance.move('a', 'second');

    expect(instance.jobs).toEqual(['second']);
    expect(instance.timers.map(({ target }) => target)).toEqual(['late', 'over']);
    expect(instance.visibleAt('second')).toEqual({});
    instance.completeJob('second');
    expect(instance.isCompleted).toBe(true);
  });

  it('should give variables to the process, to scopes around the element and to the element itself', async () => {
    const instance = await given(block(), { variables: { x: 1 } });

    instance.modify(
      [
        {
          elementId: 'b',
          variableInstructions: [
            { variables: { x: 2 } },
            { scopeId: 'block', variables: { y: 3 } },
            { scopeId: 'b', variables: { z: 4 } },
          ],
        },
      ],
      ['before'],
    );

    expect(instance.variables).toEqual({ x: 2 });
    expect(instance.visibleAt('block')).toEqual({ x: 2, y: 3 });
    expect(instance.visibleAt('b')).toEqual({ x: 2, y: 3, z: 4 });
  });

  it('should give variables to a scope that runs already', async () => {
    const instance = await given(block());
    instance.completeJob('before');

    instance.modify([{ elementId: 'signed', variableInstructions: [{ scopeId: 'block', variables: { y: 3 } }] }]);

    expect(instance.visibleAt('c')).toEqual({ y: 3 });
  });

  it('should go on behind a join that is activated, using up what waits there', async () => {
    const instance = await given(block());
    instance.completeJob('before').completeJob('b');

    instance.modify(['join'], ['c']);

    expect(instance.jobs).toEqual(['signed']);
    expect(instance.state.elements[instance.instanceOf('block')]?.takenFlows).toBeUndefined();
  });

  it('should activate a multi-instance as a whole', async () => {
    const each = process('p')
      .startEvent()
      .serviceTask('a')
      .serviceTask('each', { loop: { input: '=[1, 2]', as: 'item' } })
      .endEvent();
    const instance = await given(each);

    instance.move('a', 'each');

    expect(instance.jobs).toEqual(['each', 'each']);
  });

  it('should put each element of an ad-hoc sub-process into an inner instance of its own', async () => {
    const adHoc = process('p')
      .startEvent()
      .adHocSubProcess('any', (inner) => inner.serviceTask('x').apart().serviceTask('y'), {
        active: '=["x"]',
        output: ['list', '=1'],
      })
      .endEvent();
    const instance = await given(adHoc);

    instance.modify(['y']);
    instance.completeJob('x').completeJob('y');

    expect(instance.isCompleted).toBe(true);
    expect(instance.variables['list']).toEqual([1, 1]);
  });

  it('should let a scope go on that an event sub-process has taken over, as Zeebe does', async () => {
    const taken = process('p')
      .eventSubProcess('sub', (event) =>
        event.startEvent('asked', { message: 'm', correlationKey: '="k"' }).serviceTask('x').endEvent('e2'),
      )
      .startEvent()
      .serviceTask('a')
      .serviceTask('b')
      .serviceTask('c')
      .endEvent();
    const instance = await given(taken);
    instance.correlate('m', 'k');

    instance.modify(['b']);
    instance.completeJob('b').completeJob('x');

    expect(instance.jobs).toEqual(['c']);
    instance.completeJob('c');
    expect(instance.isCompleted).toBe(true);
  });

  it('should end called instances with the call activity', async () => {
    const child = process('child').startEvent('c-start').serviceTask('work').endEvent('c-end');
    const instance = await given([
      process('p').startEvent().callActivity('call', 'child').serviceTask('b').endEvent(),
      child,
    ]);

    instance.move('call', 'b');

    expect(instance.jobs).toEqual(['b']);
    expect(instance.states.map(({ status }) => status)).toEqual(['ACTIVE', 'TERMINATED']);
  });

  it('should take its incident with an element that is ended', async () => {
    const instance = await given(inLine());
    instance.failJob('a', 0);

    instance.move('a', 'b');

    expect(instance.incidents).toEqual([]);
  });
});

describe('refusing a modification', () => {
  const twice = () =>
    process('p')
      .startEvent()
      .parallelGateway('fork')
      .exclusiveGateway('merge')
      .subProcess('sub', (inner) => inner.startEvent('s').serviceTask('x').serviceTask('y').endEvent('e'))
      .endEvent()
      .from('fork')
      .to('merge', 'again');

  it('should name an element the process has not', async () => {
    const instance = await given(inLine());

    instance.modify(['nowhere'], ['a']);

    expect(instance.rejections).toMatchObject([
      { code: 'KERNEL_MODIFY_ELEMENT_UNKNOWN', details: { process: 'p', elements: 'nowhere' } },
    ]);
    expect(instance.jobs).toEqual(['a']);
  });

  it('should refuse what happens to something else: starts, borders, the process', async () => {
    const drawn = inLine().boundaryEvent('a', 'late', { duration: 'P1D' }).endEvent('e2');
    const instance = await given(drawn);

    for (const id of ['start', 'late', 'p']) instance.modify([id]);

    expect(instance.rejections.map(({ details }) => details['type'])).toEqual([
      'START_EVENT',
      'BOUNDARY_EVENT',
      'PROCESS',
    ]);
    expect(new Set(codes(instance))).toEqual(new Set(['KERNEL_MODIFY_ELEMENT_UNSUPPORTED']));
  });

  it('should refuse the events behind an event-based gateway', async () => {
    const race = process('p')
      .startEvent()
      .serviceTask('a')
      .eventBasedGateway('race')
      .catchEvent('one', { duration: 'PT1H' })
      .endEvent('e1')
      .from('race')
      .catchEvent('two', { duration: 'PT2H' })
      .endEvent('e2');
    const instance = await given(race);

    instance.modify(['one']);

    expect(codes(instance)).toEqual(['KERNEL_MODIFY_BEHIND_GATEWAY']);
  });

  it('should refuse to end what does not run', async () => {
    const instance = await given(inLine());

    instance.command({
      type: 'modifyInstance',
      activateInstructions: [],
      terminateInstructions: [{ elementInstanceKey: '99' }],
      moveInstructions: [],
    });

    expect(instance.rejections).toMatchObject([{ code: 'KERNEL_MODIFY_INSTANCE_UNKNOWN', details: { keys: '99' } }]);
  });

  it('should ask which scope is meant when several run, and take the one that is named', async () => {
    const instance = await given(twice());
    const [first, second] = Object.values(instance.state.elements).filter(({ elementId }) => elementId === 'sub');

    instance.modify(['y']);
    expect(instance.rejections).toMatchObject([
      { code: 'KERNEL_MODIFY_AMBIGUOUS', details: { element: 'y', scope: 'sub', count: 2 } },
    ]);

    instance.modify([{ elementId: 'y', ancestorElementInstanceKey: second?.key ?? '' }]);
    expect(second?.children).toHaveLength(2);
    expect(first?.children).toHaveLength(1);
  });

  it('should move within the scope the source stands in, whatever else runs', async () => {
    const instance = await given(twice());
    const [, second] = Object.values(instance.state.elements).filter(({ elementId }) => elementId === 'sub');
    const source = second?.children?.[0] ?? '';

    instance.modify([], [], [{ sourceElementInstanceKey: source, targetElementId: 'y' }]);

    expect(instance.rejections).toEqual([]);
    expect(second?.children).toHaveLength(1);
    expect(instance.jobs).toEqual(['x', 'y']);
  });

  it('should make the scopes anew between an ancestor that is named and the element', async () => {
    const instance = await given(twice());

    instance.modify([{ elementId: 'y', ancestorElementInstanceKey: instance.state.processInstanceKey }]);

    const subs = Object.values(instance.state.elements).filter(({ elementId }) => elementId === 'sub');
    expect(subs).toHaveLength(3);
  });

  it('should refuse an ancestor that is none, or does not run', async () => {
    const instance = await given(block());
    instance.completeJob('before');

    instance.modify([{ elementId: 'after', ancestorElementInstanceKey: instance.instanceOf('block') }]);
    instance.modify([{ elementId: 'b', ancestorElementInstanceKey: '99' }]);

    expect(codes(instance)).toEqual(['KERNEL_MODIFY_ANCESTOR', 'KERNEL_MODIFY_ANCESTOR_UNKNOWN']);
  });

  it('should refuse to end the scope of what it activates', async () => {
    const instance = await given(block());
    instance.completeJob('before');

    instance.modify(['signed'], ['block']);

    expect(codes(instance)).toEqual(['KERNEL_MODIFY_SCOPE_TERMINATED']);
  });

  it('should refuse variables for what is unknown or not around the element', async () => {
    const instance = await given(block());

    instance.modify([{ elementId: 'after', variableInstructions: [{ scopeId: 'none', variables: {} }] }]);
    instance.modify([{ elementId: 'after', variableInstructions: [{ scopeId: 'block', variables: {} }] }]);

    expect(codes(instance)).toEqual(['KERNEL_MODIFY_VARIABLE_SCOPE_UNKNOWN', 'KERNEL_MODIFY_VARIABLE_SCOPE']);
  });

  it('should refuse to add an instance to a multi-instance', async () => {
    const each = process('p')
      .startEvent()
      .serviceTask('a')
      .subProcess('each', (inner) => inner.startEvent('s').serviceTask('x').endEvent('e'), {
        loop: { input: '=[1, 2]', as: 'item' },
      })
      .endEvent();
    const instance = await given(each);

    instance.modify(['x']);

    expect(instance.rejections).toMatchObject([
      { code: 'KERNEL_MODIFY_MULTI_INSTANCE', details: { element: 'x', scope: 'each' } },
    ]);
  });

  it('should refuse to leave a called instance empty', async () => {
    const child = process('child').startEvent('c-start').serviceTask('work').endEvent('c-end');
    const instance = await given([process('p').startEvent().callActivity('call', 'child').endEvent(), child]);
    const called = instance.states[1];
    const work = Object.values(called?.elements ?? {}).find(({ elementId }) => elementId === 'work');

    instance.command(
      {
        type: 'modifyInstance',
        activateInstructions: [],
        terminateInstructions: [{ elementInstanceKey: work?.key ?? '' }],
        moveInstructions: [],
      },
      called?.processInstanceKey ?? '',
    );

    expect(codes(instance)).toEqual(['KERNEL_MODIFY_CALLED']);
    expect(instance.jobs).toEqual(['work']);
  });

  it('should refuse, and leave everything as it was, when a scope waits for what can not be evaluated', async () => {
    const unreadable = process('p')
      .startEvent()
      .serviceTask('a')
      .subProcess('sub', (inner) => inner.startEvent('s').serviceTask('x').endEvent('e'))
      .endEvent()
      .boundaryEvent('sub', 'late', { duration: '=patience' })
      .endEvent('gone');
    const instance = await given(unreadable);

    instance.move('a', 'x');
    expect(codes(instance)).toEqual(['KERNEL_MODIFY_SUBSCRIPTION']);
    expect(instance.jobs).toEqual(['a']);

    instance.setVariables({ patience: 'PT1H' }).move('a', 'x');
    expect(instance.jobs).toEqual(['x']);
  });
});

describe('starting inside a process', () => {
  it('should begin at the elements named, in their scopes, and not at the start event', async () => {
    const instance = await given(block(), { startAt: ['c', 'after'], variables: { x: 1 } });

    expect(instance.jobs).toEqual(['c', 'after']);
    expect(instance.elements('elementActivated')).toEqual(['p', 'block', 'c', 'after']);
    expect(instance.eventsOf('processInstanceCreated')).toMatchObject([
      { startElementIds: ['c', 'after'], variables: { x: 1 } },
    ]);
  });

  it('should start nothing where it can not begin', async () => {
    const instance = await given(block(), { startAt: ['in'] });

    expect(codes(instance)).toEqual(['KERNEL_MODIFY_ELEMENT_UNSUPPORTED']);
    expect(instance.state.status).toBe('NONE');
  });
});
