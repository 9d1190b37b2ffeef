import { type Facts, type FeelType, analyseExpression, listOf, nullable, present, simple } from '#engine/feel/index.ts';
import { elementsOf, isApproval } from '../elements.ts';
import type { ModelElement, ProcessModel } from '../types.ts';
import { NO_FACTS, type Variables, bothOf, eitherOf, withFacts, withTarget } from './scope.ts';

/** What brings variables into a process, from outside of its drawing. */
export interface Sources {
  /** What it is started with. */
  readonly start: Variables;
  /** What completing a job, a call or a message of this element brings. */
  brought(element: ModelElement): Variables;
  decision(id: string, variables: Variables): FeelType;
}

/** The variables around an element: before it, inside with its inputs, when its work is done, and after its outputs. */
export interface Around {
  readonly before: Variables;
  readonly inside: Variables;
  readonly done: Variables;
  readonly after: Variables;
}

/** A loop through which types keep growing is left as it is then. */
const MAX_VISITS = 20;

/** What an approval leaves in `approval`; who acted has a form of its own. */
const APPROVAL: FeelType = {
  kind: 'context',
  open: false,
  entries: {
    outcome: simple('string'),
    round: simple('number'),
    by: simple('any'),
    at: simple('string'),
    comment: nullable(simple('string')),
  },
};

/** The variables at every element that can be reached, by its id. */
export function variablesAround(process: ProcessModel, sources: Sources): ReadonlyMap<string, Around> {
  return new Walk(process, sources).run();
}

class Walk {
  readonly #process: ProcessModel;
  readonly #sources: Sources;
  /** By element, by the way that leads to it. */
  readonly #arrivals = new Map<string, Map<string, Variables>>();
  readonly #around = new Map<string, Around>();
  readonly #exits = new Map<string, Map<string, Variables>>();
  readonly #visits = new Map<string, number>();
  readonly #queue: string[] = [];

  constructor(process: ProcessModel, sources: Sources) {
    this.#process = process;
    this.#sources = sources;
  }

  run(): ReadonlyMap<string, Around> {
    const { start } = this.#sources;
    for (const element of elementsOf(this.#process))
      if (element.type === 'START_EVENT' && element.scopeId === this.#process.bpmnProcessId)
        this.#arrive(element.id, 'start', start);
    this.#drain();
    for (const element of elementsOf(this.#process)) this.#seed(element);
    return this.#around;
  }

  /** What no flow leads to (event sub-processes, compensation, the inside of an ad-hoc sub-process) may begin at any moment. */
  #seed(element: ModelElement): void {
    if (this.#around.has(element.id) || element.scopeId === undefined || element.incoming.length > 0) return;
    const known = [...this.#around].flatMap(([id, { before, after }]) =>
      this.#process.elements.get(id)?.scopeId === element.scopeId ? [before, after] : [],
    );
    const outside = this.#around.get(element.scopeId)?.inside;
    const all = [...(outside ? [outside] : []), ...known];
    this.#arrive(element.id, 'seed', all.length === 0 ? this.#sources.start : all.reduce(eitherOf));
    this.#drain();
  }

  #drain(): void {
    for (let id = this.#queue.shift(); id !== undefined; id = this.#queue.shift()) {
      const element = this.#process.elements.get(id);
      const visits = this.#visits.get(id) ?? 0;
      if (!element || visits >= MAX_VISITS) continue;
      this.#visits.set(id, visits + 1);
      this.#visit(element);
    }
  }

  #arrive(id: string, way: string, variables: Variables): void {
    const ways = this.#arrivals.get(id) ?? new Map<string, Variables>();
    this.#arrivals.set(id, ways);
    if (JSON.stringify(ways.get(way)) === JSON.stringify(variables)) return;
    ways.set(way, variables);
    this.#queue.push(id);
  }

  #visit(element: ModelElement): void {
    const ways = [...(this.#arrivals.get(element.id)?.values() ?? [])];
    const before = ways.reduce(element.type === 'PARALLEL_GATEWAY' ? bothOf : eitherOf);
    const inside = this.#inside(element, before);
    if (element.startEventId !== undefined) {
      this.#around.set(element.id, { before, inside, done: inside, after: before });
      this.#arrive(element.startEventId, 'scope', inside);
      this.#leaveScope(element);
      return;
    }
    const done = { ...inside, ...this.#results(element, inside) };
    this.#leave(element, { before, inside, done, after: this.#after(element, before, done) });
  }

  #inside(element: ModelElement, before: Variables): Variables {
    const loop = element.multiInstance;
    const item = loop && typeOf(loop.inputCollection.source, before);
    const round: Variables = loop
      ? {
          loopCounter: simple('number'),
          ...(loop.inputElement === undefined
            ? {}
            : { [loop.inputElement]: item?.kind === 'list' ? item.of : simple('any') }),
        }
      : {};
    return element.inputs.reduce<Variables>(
      (all, { source, target }) => withTarget(all, target, typeOf(source.source, all, source.isStatic)),
      { ...before, ...round },
    );
  }

  #results(element: ModelElement, inside: Variables): Variables {
    const brought = this.#sources.brought(element);
    if (element.decision) {
      const { decisionId, resultVariable } = element.decision;
      return { [resultVariable]: this.#sources.decision(decisionId.isStatic ? decisionId.source : '', inside) };
    }
    if (element.script) return { [element.script.resultVariable]: typeOf(element.script.expression.source, inside) };
    return isApproval(element) ? { ...brought, approval: APPROVAL } : brought;
  }

  #after(element: ModelElement, before: Variables, done: Variables): Variables {
    const own = element.outputs.length > 0 ? before : withoutInputs(element, before, done);
    const mapped = element.outputs.reduce<Variables>(
      (all, { source, target }) => withTarget(all, target, typeOf(source.source, done, source.isStatic)),
      own,
    );
    const output = element.multiInstance?.output;
    if (!output) return mapped;
    return { ...mapped, [output.collection]: listOf(nullable(typeOf(output.element.source, done))) };
  }

  #leave(element: ModelElement, around: Around): void {
    this.#around.set(element.id, around);
    const { before, after } = around;
    // Whatever interrupts it comes before its end, or beside it.
    for (const id of element.boundaryEvents) this.#arrive(id, element.id, eitherOf(before, after));
    const { linkTarget } = element;
    const link = linkTarget === undefined ? undefined : this.#process.elements.get(linkTarget);
    if (link) this.#arrive(link.id, element.id, after);
    for (const flow of element.outgoing)
      this.#arrive(flow.targetId, flow.id, withFacts(after, factsOn(element, flow.id, after)));
    if (element.outgoing.length > 0 || element.scopeId === undefined) return;
    const exits = this.#exits.get(element.scopeId) ?? new Map<string, Variables>();
    this.#exits.set(element.scopeId, exits.set(element.id, after));
    const scope = this.#process.elements.get(element.scopeId);
    if (scope?.scopeId !== undefined) this.#leaveScope(scope);
  }

  /** As soon as one of its ends has been reached. */
  #leaveScope(scope: ModelElement): void {
    const around = this.#around.get(scope.id);
    const exits = [...(this.#exits.get(scope.id)?.values() ?? [])];
    if (!around || exits.length === 0) return;
    const done = exits.reduce(eitherOf);
    this.#leave(scope, { ...around, done, after: this.#after(scope, around.before, done) });
  }
}

/** Inputs are gone when the element is; what else was set goes on. */
function withoutInputs(element: ModelElement, before: Variables, done: Variables): Variables {
  const local = new Set([
    ...element.inputs.map(({ target }) => target[0] ?? ''),
    ...(element.multiInstance ? ['loopCounter', element.multiInstance.inputElement ?? ''] : []),
  ]);
  const kept = Object.entries(done).filter(([name]) => !local.has(name));
  return { ...before, ...Object.fromEntries(kept) };
}

/** What the condition of a flow shows; that of the default: that no other holds. */
function factsOn(element: ModelElement, flowId: string, variables: Variables): Facts {
  const flow = element.outgoing.find(({ id }) => id === flowId);
  if (flow && flow === element.defaultFlow)
    return element.outgoing.flatMap((other) =>
      other.condition && other !== flow ? (analyse(other.condition.source, variables)?.whenFalse ?? []) : [],
    );
  return flow?.condition ? (analyse(flow.condition.source, variables)?.whenTrue ?? NO_FACTS) : NO_FACTS;
}

function analyse(source: string, variables: Variables) {
  const outcome = analyseExpression(source, { variables, open: true });
  return outcome.ok ? outcome.analysis : undefined;
}

/** A number written without `=` is one, everything else so written is text. */
function typeOf(source: string, variables: Variables, isStatic = false): FeelType {
  if (isStatic) return simple(/^-?\d+(\.\d+)?$/.test(source.trim()) ? 'number' : 'string');
  const type = analyse(source, variables)?.type ?? simple('any');
  return type.kind === 'never' ? simple('any') : type.kind === 'null' ? nullable(present(simple('any'))) : type;
}
