/** Random block-structured processes: whatever is chosen, they come to their end. The generator for property tests and for the simulation. */
import fc from 'fast-check';
import { listeners, process, type Builder, type EventOptions, type TaskOptions } from './bpmn.ts';

const LEAVES = [
  'task',
  'user',
  'send',
  'plain',
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
  'told',
  'recalled',
  'alarmed',
  'either',
  'failing',
  'again',
  'stopped',
  'heard',
] as const;
/** Drawn more often: what most processes are made of. */
const OFTEN = ['user', 'user', 'task'] as const;
const NODES = ['sequence', 'choice', 'inclusive', 'fork', 'race', 'sub', 'watched', 'dropped', 'call'] as const;

/** A block with one way in and one way out. */
export type Block =
  { readonly kind: (typeof LEAVES)[number] } | { readonly kind: (typeof NODES)[number]; readonly of: readonly Block[] };

/** Elements of one drawing, at most. */
const MOST_ELEMENTS = 40;

const { block } = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Block>(...[...LEAVES, ...OFTEN].map((kind) => ({ kind }))),
    fc.record({ kind: fc.constantFrom(...NODES), of: fc.array(tie('block'), { minLength: 1, maxLength: 3 }) }),
  ),
}));

/** Blocks behind one another, four levels deep and 40 elements at most. */
export const blocks: fc.Arbitrary<readonly Block[]> = fc
  .array(block, { minLength: 1, maxLength: 4 })
  .filter((drawn) => new Drawing().measure(drawn) <= MOST_ELEMENTS);

export interface DrawOptions {
  /** Id of the process; those it calls are numbered after it. `p` unless told. */
  readonly id?: string;
  /** Job types in turn; each task has its own id as type unless told. */
  readonly jobTypes?: readonly string[];
  /** Ends at a script that can't be evaluated: an incident that nobody mends. */
  readonly broken?: boolean;
}

/** The process of these blocks, then those it calls. It reads `x`, a number, and `key`, what its messages are known by. */
export function draw(drawn: readonly Block[], options: DrawOptions = {}): readonly [Builder, ...Builder[]] {
  return new Drawing(options).draw(drawn);
}

const JOINS = {
  choice: 'exclusiveGateway',
  inclusive: 'inclusiveGateway',
  fork: 'parallelGateway',
  race: 'exclusiveGateway',
} as const;

const FINANCE = `<zeebe:assignmentDefinition candidateGroups="finance"/>`;

/** Every element has an id of its own. */
class Drawing {
  readonly #options: DrawOptions;
  readonly #called: Builder[] = [];
  #count = 0;

  constructor(options: DrawOptions = {}) {
    this.#options = options;
  }

  measure(drawn: readonly Block[]): number {
    this.draw(drawn);
    return this.#count;
  }

  draw(drawn: readonly Block[]): readonly [Builder, ...Builder[]] {
    const builder = process(this.#processId).startEvent();
    for (const each of drawn) this.#block(builder, each);
    if (this.#options.broken === true) builder.scriptTask('broken', '=missing + 1', 'x');
    return [builder.endEvent(), ...this.#called];
  }

  get #processId(): string {
    return this.#options.id ?? 'p';
  }

  #id(kind: string): string {
    this.#count += 1;
    return `${kind}${this.#count}`;
  }

  #task(to: Builder, options: TaskOptions = {}, kind = 'task'): string {
    const id = this.#id(kind);
    to.serviceTask(id, { type: this.#jobType(id), ...options });
    return id;
  }

  #jobType(id: string): string {
    const { jobTypes = [] } = this.#options;
    return jobTypes[this.#count % jobTypes.length] ?? id;
  }

  #block(to: Builder, drawn: Block): void {
    switch (drawn.kind) {
      case 'task':
        this.#task(to, { inputs: { local: '=x' }, outputs: { x: '=local' } });
        return;
      case 'user':
        to.userTask(this.#id('user'), { extensions: FINANCE });
        return;
      case 'send': {
        const id = this.#id('send');
        to.element('sendTask', id, { type: this.#jobType(id) });
        return;
      }
      case 'plain':
        to.element('manualTask', this.#id('manual')).element('task', this.#id('plain'));
        return;
      case 'script':
        to.scriptTask(this.#id('script'), '=x + 1', 'x');
        return;
      case 'each':
      case 'inTurn':
        this.#repeated(to, drawn.kind === 'inTurn');
        return;
      case 'linked':
        this.#linked(to);
        return;
      case 'escalating':
        this.#escalating(to);
        return;
      case 'adHoc':
        this.#adHoc(to);
        return;
      case 'undone':
        this.#undone(to);
        return;
      case 'signalled':
        to.throwEvent(this.#id('throw'), { signal: 'signal' }).catchEvent(this.#id('wait'), { signal: 'signal' });
        return;
      case 'receive':
        to.receiveTask(this.#id('receive'), 'message', '=key');
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
      case 'told':
        this.#bordered(to, { message: 'message', correlationKey: '=key', interrupting: false });
        return;
      case 'recalled':
        this.#bordered(to, { message: 'message', correlationKey: '=key' });
        return;
      case 'alarmed':
        this.#bordered(to, { signal: 'signal' });
        return;
      case 'either':
        this.#either(to);
        return;
      case 'failing':
        this.#failing(to);
        return;
      case 'again':
        this.#again(to);
        return;
      case 'stopped':
        this.#stopped(to);
        return;
      case 'heard':
        this.#heard(to);
        return;
      case 'sequence':
        for (const each of drawn.of) this.#block(to, each);
        return;
      case 'sub':
        to.subProcess(this.#id('sub'), (inner) => this.#inside(inner, drawn.of));
        return;
      case 'watched':
        to.subProcess(this.#id('sub'), (inner) => this.#inside(this.#watch(inner, { duration: 'PT45M' }), drawn.of));
        return;
      case 'dropped': {
        const start = { message: 'message', correlationKey: '=key' };
        to.subProcess(this.#id('sub'), (inner) => this.#inside(this.#watch(inner, start), drawn.of));
        return;
      }
      case 'call':
        this.#call(to, drawn.of);
        return;
      default:
        this.#split(to, drawn.kind, drawn.of);
    }
  }

  /** A task and a sub-process with listeners before and behind. */
  #heard(to: Builder): void {
    const id = this.#id('heard');
    const type = this.#jobType(id);
    const extensions = listeners(`start ${type}`, `end ${type}`);
    to.serviceTask(id, { type, extensions });
    to.subProcess(this.#id('sub'), (inner) => this.#inside(inner, [{ kind: 'task' }]), { extensions });
  }

  #inside(inner: Builder, drawn: readonly Block[]): Builder {
    inner.startEvent(this.#id('start'));
    for (const each of drawn) this.#block(inner, each);
    return inner.endEvent(this.#id('end'));
  }

  /** An event sub-process that takes over what is around it. */
  #watch(inner: Builder, start: EventOptions): Builder {
    return inner.eventSubProcess(this.#id('watch'), (event) => {
      event.startEvent(this.#id('late'), start);
      this.#task(event);
      return event.endEvent(this.#id('end'));
    });
  }

  #call(to: Builder, drawn: readonly Block[]): void {
    const id = this.#id('call');
    const called = process(`${this.#processId}-${id}`).startEvent(this.#id('start'));
    for (const each of drawn) this.#block(called, each);
    this.#called.push(called.endEvent(this.#id('end')));
    to.callActivity(id, called.id);
  }

  #adHoc(to: Builder): void {
    const [a, b] = [this.#id('task'), this.#id('task')];
    const inside = (inner: Builder): Builder =>
      inner
        .serviceTask(a, { type: this.#jobType(a) })
        .scriptTask(this.#id('script'), '=x + 1', 'x')
        .apart()
        .serviceTask(b, { type: this.#jobType(b) });
    to.adHocSubProcess(this.#id('adHoc'), inside, {
      active: `=["${a}", "${b}", "${b}"]`,
      until: '=x > 500 or count(list) = 3',
      output: ['list', '=x'],
    });
  }

  #undone(to: Builder): void {
    const undo = (builder: Builder, task: string): void => {
      const handler = this.#id('undo');
      builder.compensation(task, handler, { type: this.#jobType(handler) });
    };
    undo(to, this.#task(to));
    to.subProcess(this.#id('sub'), (inner) => {
      inner.startEvent(this.#id('start'));
      undo(inner, this.#task(inner));
      return inner.endEvent(this.#id('end'));
    });
    to.throwEvent(this.#id('throw'), { compensates: '' });
  }

  #linked(to: Builder): void {
    const [link, from, catcher] = [this.#id('link'), this.#id('from'), this.#id('to')];
    to.throwEvent(from, { link }).apart().catchEvent(catcher, { link });
  }

  /** A sub-process that escalates before its task; who catches it goes on beside. */
  #escalating(to: Builder): void {
    const [sub, merge] = [this.#id('sub'), this.#id('merge')];
    to.subProcess(sub, (inner) => {
      this.#task(inner.startEvent(this.#id('start')));
      this.#task(inner.throwEvent(this.#id('raise'), { escalation: '=if x > 300 then "high" else "low"' }));
      return inner.endEvent(this.#id('end'), { escalation: 'over' });
    }).exclusiveGateway(merge);
    to.boundaryEvent(sub, this.#id('event'), { escalation: 'low' }).to(merge);
    this.#task(to.boundaryEvent(sub, this.#id('event'), { escalation: 'high', interrupting: false }));
    to.endEvent(this.#id('end'));
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
  #bordered(to: Builder, options: EventOptions): void {
    const [merge, event] = [this.#id('merge'), this.#id('event')];
    const host = this.#task(to);
    to.exclusiveGateway(merge);
    this.#task(to.boundaryEvent(host, event, options));
    if (options.interrupting ?? true) to.to(merge);
    else to.endEvent(this.#id('end'));
    to.from(merge);
  }

  /** Whatever comes first: a message, a signal or an hour. */
  #either(to: Builder): void {
    const [split, merge] = [this.#id('split'), this.#id('join')];
    to.eventBasedGateway(split)
      .catchEvent(this.#id('message'), { message: 'message', correlationKey: '=key' })
      .to(merge);
    to.from(split).catchEvent(this.#id('signal'), { signal: 'signal' }).to(merge);
    to.from(split).catchEvent(this.#id('pause'), { duration: 'PT1H' }).to(merge);
    to.element('exclusiveGateway', merge);
  }

  /** A task that is done again while `x` is large. */
  #again(to: Builder): void {
    const [merge, split] = [this.#id('merge'), this.#id('split')];
    to.exclusiveGateway(merge);
    this.#task(to);
    to.exclusiveGateway(split, `${split}-on`);
    const on = this.#id('plain');
    to.when('=x > 700').to(merge);
    to.from(split).apart().element('task', on);
    to.from(split).to(on, `${split}-on`);
    to.from(on);
  }

  /** A sub-process that one of its paths ends while the other still waits. */
  #stopped(to: Builder): void {
    to.subProcess(this.#id('sub'), (inner) => {
      const fork = this.#id('split');
      this.#task(inner.startEvent(this.#id('start')).parallelGateway(fork));
      inner.endEvent(this.#id('end'), { terminate: true });
      this.#task(inner.from(fork));
      return inner.endEvent(this.#id('end'));
    });
  }

  /** A sub-process that ends by an error, caught on its border. */
  #failing(to: Builder): void {
    const [sub, merge] = [this.#id('sub'), this.#id('merge')];
    to.subProcess(sub, (inner) => {
      this.#task(inner.startEvent(this.#id('start')));
      return inner.endEvent(this.#id('end'), { error: 'F' });
    }).exclusiveGateway(merge);
    to.boundaryEvent(sub, this.#id('event'), { error: 'F' }).to(merge);
    to.from(merge);
  }

  #split(to: Builder, kind: keyof typeof JOINS, drawn: readonly Block[]): void {
    const [split, join] = [this.#id('split'), this.#id('join')];
    const ways = drawn.length === 1 ? [...drawn, { kind: 'sequence', of: [] } as const] : drawn;
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
