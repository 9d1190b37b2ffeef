import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSignals, openSubscriptions } from '#engine/kernel/index.ts';
import { process, type Builder } from '../support/bpmn.ts';
import { given, type Scenario } from '../support/kernel.ts';

/** A block with one way in and one way out: whatever is chosen inside, it comes to its end. */
type Block =
  | {
      readonly kind:
        | 'task'
        | 'script'
        | 'each'
        | 'inTurn'
        | 'linked'
        | 'escalating'
        | 'signalled'
        | 'undone'
        | 'adHoc'
        | 'receive'
        | 'pause'
        | 'guarded'
        | 'reminded'
        | 'failing';
    }
  | {
      readonly kind: 'sequence' | 'choice' | 'inclusive' | 'fork' | 'race' | 'sub' | 'watched';
      readonly of: readonly Block[];
    };

const leaf = fc.constantFrom<Block>(
  ...(
    [
      'task',
      'script',
      'each',
      'inTurn',
      'linked',
      'escalating',
      'signalled',
      'undone',
      'adHoc',
      'receive',
      'pause',
      'guarded',
      'reminded',
      'failing',
    ] as const
  ).map((kind) => ({ kind })),
);
const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('sequence', 'choice', 'inclusive', 'fork', 'race', 'sub', 'watched'),
      of: fc.array(tie('block'), { minLength: 1, maxLength: 3 }),
    }),
  ),
}));

const JOINS = {
  choice: 'exclusiveGateway',
  inclusive: 'inclusiveGateway',
  fork: 'parallelGateway',
  race: 'exclusiveGateway',
} as const;

/** Draws blocks behind one another; every element has an id of its own. */
class Drawing {
  #count = 0;

  draw(blocks: readonly Block[]): Builder {
    const builder = process('p').startEvent();
    for (const each of blocks) this.#block(builder, each);
    return builder.endEvent();
  }

  #id(kind: string): string {
    this.#count += 1;
    return `${kind}${this.#count}`;
  }

  #block(to: Builder, block: Block): void {
    switch (block.kind) {
      case 'task':
        to.serviceTask(this.#id('task'), { inputs: { local: '=x' }, outputs: { x: '=local' } });
        return;
      case 'script':
        to.scriptTask(this.#id('script'), '=x + 1', 'x');
        return;
      case 'each':
      case 'inTurn':
        this.#repeated(to, block.kind === 'inTurn');
        return;
      case 'linked':
        this.#linked(to);
        return;
      case 'escalating':
        this.#escalating(to);
        return;
      case 'adHoc': {
        const [a, b] = [this.#id('task'), this.#id('task')];
        const draw = (inner: Builder): Builder =>
          inner.serviceTask(a).scriptTask(this.#id('script'), '=x + 1', 'x').apart().serviceTask(b);
        to.adHocSubProcess(this.#id('adHoc'), draw, {
          active: `=["${a}", "${b}", "${b}"]`,
          until: '=x > 500 or count(list) = 3',
          output: ['list', '=x'],
        });
        return;
      }
      case 'undone': {
        const [task, sub] = [this.#id('task'), this.#id('sub')];
        to.serviceTask(task).compensation(task, this.#id('undo'));
        to.subProcess(sub, (inner) => {
          const inside = this.#id('task');
          inner.startEvent(this.#id('start')).serviceTask(inside).compensation(inside, this.#id('undo'));
          return inner.endEvent(this.#id('end'));
        });
        to.throwEvent(this.#id('throw'), { compensates: '' });
        return;
      }
      case 'signalled':
        to.throwEvent(this.#id('throw'), { signal: 'signal' }).catchEvent(this.#id('wait'), { signal: 'signal' });
        return;
      case 'receive':
        to.receiveTask(this.#id('receive'), 'message', '="key"');
        return;
      case 'pause':
        to.catchEvent(this.#id('pause'), { duration: 'PT1H' });
        return;
      case 'guarded':
        this.#bordered(to, { error: 'E' });
        return;
      case 'reminded':
        this.#bordered(to, { cycle: 'R2/PT30M', interrupting: false });
        return;
      case 'failing':
        this.#failing(to);
        return;
      case 'sequence':
        for (const each of block.of) this.#block(to, each);
        return;
      case 'sub':
        to.subProcess(this.#id('sub'), (inner) => this.#inside(inner, block.of));
        return;
      case 'watched':
        to.subProcess(this.#id('sub'), (inner) => this.#inside(this.#watch(inner), block.of));
        return;
      default:
        this.#split(to, block.kind, block.of);
    }
  }

  #inside(inner: Builder, blocks: readonly Block[]): Builder {
    inner.startEvent(this.#id('start'));
    for (const each of blocks) this.#block(inner, each);
    return inner.endEvent(this.#id('end'));
  }

  #watch(inner: Builder): Builder {
    return inner.eventSubProcess(this.#id('watch'), (event) =>
      event.startEvent(this.#id('late'), { duration: 'PT45M' }).serviceTask(this.#id('task')).endEvent(this.#id('end')),
    );
  }

  #linked(to: Builder): void {
    const [link, from, catcher] = [this.#id('link'), this.#id('from'), this.#id('to')];
    to.throwEvent(from, { link }).apart().catchEvent(catcher, { link });
  }

  /** A sub-process that escalates before its task; who catches it goes on beside. */
  #escalating(to: Builder): void {
    const [sub, merge] = [this.#id('sub'), this.#id('merge')];
    to.subProcess(sub, (inner) =>
      inner
        .startEvent(this.#id('start'))
        .serviceTask(this.#id('task'))
        .throwEvent(this.#id('raise'), { escalation: '=if x > 300 then "high" else "low"' })
        .serviceTask(this.#id('task'))
        .endEvent(this.#id('end'), { escalation: 'over' }),
    ).exclusiveGateway(merge);
    to.boundaryEvent(sub, this.#id('event'), { escalation: 'low' }).to(merge);
    to.boundaryEvent(sub, this.#id('event'), { escalation: 'high', interrupting: false })
      .serviceTask(this.#id('task'))
      .endEvent(this.#id('end'));
    to.from(merge);
  }

  #repeated(to: Builder, sequential: boolean): void {
    const id = this.#id('each');
    to.subProcess(id, (inner) => this.#inside(inner, [{ kind: 'task' }]), {
      loop: {
        input: '=if modulo(x, 4) = 0 then [] else [x, 1, 500]',
        as: 'item',
        output: ['results', '=item * 2'],
        sequential,
        until: '=item > x',
      },
      inputs: { x: '=item' },
    });
  }

  /** A task with an event on its border; both ways meet again or the second one ends. */
  #bordered(
    to: Builder,
    options: { readonly error?: string; readonly cycle?: string; readonly interrupting?: boolean },
  ): void {
    const [host, merge, event] = [this.#id('task'), this.#id('merge'), this.#id('event')];
    const interrupts = options.interrupting ?? true;
    to.serviceTask(host).exclusiveGateway(merge);
    to.boundaryEvent(host, event, options).serviceTask(this.#id('task'));
    if (interrupts) to.to(merge);
    else to.endEvent(this.#id('end'));
    to.from(merge);
  }

  /** A sub-process that ends by an error, caught on its border. */
  #failing(to: Builder): void {
    const [sub, merge] = [this.#id('sub'), this.#id('merge')];
    to.subProcess(sub, (inner) =>
      inner.startEvent(this.#id('start')).serviceTask(this.#id('task')).endEvent(this.#id('end'), { error: 'F' }),
    ).exclusiveGateway(merge);
    to.boundaryEvent(sub, this.#id('event'), { error: 'F' }).to(merge);
    to.from(merge);
  }

  #split(to: Builder, kind: 'choice' | 'inclusive' | 'fork' | 'race', blocks: readonly Block[]): void {
    const [split, join] = [this.#id('split'), this.#id('join')];
    const ways = blocks.length === 1 ? [...blocks, { kind: 'sequence', of: [] } as const] : blocks;
    if (kind === 'choice') to.exclusiveGateway(split, `${split}-${join}`).to(join);
    else if (kind === 'inclusive') {
      to.element('inclusiveGateway', split, { attributes: `default="${split}-${join}"` }).to(join);
    } else if (kind === 'fork') to.parallelGateway(split);
    else to.eventBasedGateway(split);
    ways.forEach((way, index) => {
      to.from(split);
      if (kind === 'choice' || kind === 'inclusive')
        to.when(`=modulo(x, ${index + 2}) = 0`).element('task', this.#id('way'));
      if (kind === 'fork') to.element('task', this.#id('way'));
      if (kind === 'race') to.catchEvent(this.#id('pause'), { duration: `PT${index + 1}H` });
      this.#block(to, way);
      to.to(join);
    });
    to.element(JOINS[kind], join);
  }
}

/** Does one thing that the instance waits for, chosen by the number; false when it waits for nothing. */
function actOn(instance: Scenario, choice: number): boolean {
  const jobs = [...new Set(instance.jobs)];
  const messages = openSubscriptions(instance.state).length > 0 ? ['message'] : [];
  const signals = openSignals(instance.state).length > 0 ? ['signal'] : [];
  const timers = [...new Set(instance.timers.map(({ target }) => target))];
  const acts = [
    ...jobs.map((id) => () => instance.completeJob(id, { x: choice })),
    ...jobs.map((id) => () => instance.failJob(id, 1)),
    ...messages.map((name) => () => instance.correlate(name, 'key', { x: choice })),
    ...signals.map((name) => () => instance.broadcast(name, { x: choice })),
    ...timers.map((id) => () => instance.fireTimer(id)),
  ];
  acts[choice % Math.max(acts.length, 1)]?.();
  return acts.length > 0;
}

describe('kernel, over random processes', () => {
  it('should come to the end with nothing left, and replay to the same state after every step', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat({ max: 1_000 })),
        async (blocks, choices) => {
          const instance = await given(new Drawing().draw(blocks), { variables: { x: 6 } });
          for (const choice of choices.take(600)) if (!actOn(instance, choice)) break;
          for (let left = 600; left > 0 && !instance.isCompleted; left -= 1) actOn(instance, 0);

          expect(instance.incidents).toEqual([]);
          expect(instance.rejections).toEqual([]);
          expect(instance.isCompleted).toBe(true);
          const { elements, jobs, timers, subscriptions, signals, compensations, incidents } = instance.state;
          expect(
            [elements, jobs, timers, subscriptions, signals, compensations, incidents].flatMap(Object.keys),
          ).toEqual([]);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('should leave nothing behind when it is canceled at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat({ max: 1_000 }), { maxLength: 20 }),
        async (blocks, choices) => {
          const instance = await given(new Drawing().draw(blocks), { variables: { x: 6 } });
          for (const choice of choices) if (!actOn(instance, choice)) break;
          if (!instance.isCompleted) instance.cancel();

          const { elements, jobs, timers, subscriptions, signals, compensations, incidents } = instance.state;
          expect(
            [elements, jobs, timers, subscriptions, signals, compensations, incidents].flatMap(Object.keys),
          ).toEqual([]);
          const opened = instance.events.filter(({ type }) => type === 'elementActivating');
          const closed = instance.events.filter(
            ({ type }) => type === 'elementCompleted' || type === 'elementTerminated',
          );
          expect(closed).toHaveLength(opened.length);
        },
      ),
      { numRuns: 100 },
    );
  });
});
