/** Small BPMN files drawn in code: `process('p').startEvent().serviceTask('a', { type: 'x' }).endEvent()`. */

export interface TaskOptions {
  readonly type?: string;
  readonly retries?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
  /** Extension elements as XML. */
  readonly extensions?: string;
  readonly loop?: LoopOptions;
}

export interface AdHocOptions extends TaskOptions {
  /** Absent: nothing is activated at the beginning. */
  readonly active?: string;
  readonly until?: string;
  readonly output?: readonly [collection: string, element: string];
  /** Of the element: `ordering`, `cancelRemainingInstances`. */
  readonly attributes?: string;
}

/** A multi-instance marker. */
export interface LoopOptions {
  readonly input: string;
  readonly as?: string;
  readonly output?: readonly [collection: string, element: string];
  readonly sequential?: boolean;
  readonly until?: string;
}

export interface EventOptions extends TaskOptions {
  readonly duration?: string;
  readonly date?: string;
  readonly cycle?: string;
  readonly message?: string;
  readonly correlationKey?: string;
  /** Empty: catches every code. */
  readonly error?: string;
  /** Empty: catches every code. */
  readonly escalation?: string;
  readonly link?: string;
  readonly signal?: string;
  /** The activity that is undone; empty: everything in the scope. */
  readonly compensates?: string;
  readonly terminate?: boolean;
  readonly interrupting?: boolean;
}

/** `start a`: an execution listener of job type `a`; more of them behind one another. */
export function listeners(...drawn: readonly string[]): string {
  return `<zeebe:executionListeners>${drawn.map((one) => listener('execution', one)).join('')}</zeebe:executionListeners>`;
}

/** `creating a`: a task listener of job type `a`, on a task of the cluster's own. */
export function taskListeners(...drawn: readonly string[]): string {
  return `<zeebe:userTask/><zeebe:taskListeners>${drawn.map((one) => listener('task', one)).join('')}</zeebe:taskListeners>`;
}

function listener(kind: string, drawn: string): string {
  const [event = '', type = '', ...attributes] = drawn.split(' ');
  return `<zeebe:${kind}Listener eventType="${event}" type="${escape(type)}" ${attributes.join(' ')}/>`;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** One process or sub-process in the making. The next element is connected to the last one. */
export class Builder {
  readonly #id: string;
  readonly #head: string;
  readonly #root: Builder;
  readonly #nodes: { id: string; open: string; body: string; close: string; outgoing: string[] }[] = [];
  readonly #flows: { id: string; source: string; target: string; condition?: string }[] = [];
  readonly #definitions: string[] = [];
  readonly #artifacts: string[] = [];
  #extensions = '';
  #at: string | undefined;
  #condition: string | undefined;
  #counter = 0;

  constructor(id: string, head: string, root?: Builder) {
    this.#id = id;
    this.#head = head;
    this.#root = root ?? this;
  }

  get id(): string {
    return this.#id;
  }

  startEvent(id = 'start', options: EventOptions = {}): this {
    this.#at = undefined;
    const interrupting = options.interrupting === undefined ? '' : ` isInterrupting="${options.interrupting}"`;
    return this.#add('startEvent', id, interrupting, options, this.#event(id, options));
  }

  endEvent(id = 'end', options: EventOptions = {}): this {
    this.#add('endEvent', id, '', options, this.#event(id, options));
    this.#at = undefined;
    return this;
  }

  catchEvent(id: string, options: EventOptions): this {
    return this.#add('intermediateCatchEvent', id, '', options, this.#event(id, options));
  }

  throwEvent(id: string, options: EventOptions = {}): this {
    return this.#add('intermediateThrowEvent', id, '', options, this.#event(id, options));
  }

  /** Begins a path at an event on the border of `host`. */
  boundaryEvent(host: string, id: string, options: EventOptions): this {
    this.#at = undefined;
    const attributes = ` attachedToRef="${host}" cancelActivity="${options.interrupting ?? true}"`;
    return this.#add('boundaryEvent', id, attributes, options, this.#event(id, options));
  }

  /** An event on the border of `host` with the service task that undoes it. */
  compensation(host: string, handler: string, options: TaskOptions = {}): this {
    const event = `${handler}-event`;
    const at = this.#at;
    this.boundaryEvent(host, event, { compensates: '' }).apart();
    this.#add('serviceTask', handler, ' isForCompensation="true"', { type: handler, ...options });
    this.#artifacts.push(`<bpmn:association id="${handler}-association" sourceRef="${event}" targetRef="${handler}"/>`);
    this.#at = at;
    return this;
  }

  serviceTask(id: string, options: TaskOptions = {}): this {
    return this.#add('serviceTask', id, '', { type: id, ...options });
  }

  userTask(id: string, options: TaskOptions = {}): this {
    return this.#add('userTask', id, '', options);
  }

  /** Any other task or gateway by its name in BPMN. */
  element(
    name: string,
    id: string,
    options: TaskOptions & { readonly attributes?: string; readonly body?: string } = {},
  ): this {
    return this.#add(name, id, options.attributes ? ` ${options.attributes}` : '', options, options.body ?? '');
  }

  receiveTask(id: string, message: string, correlationKey: string, options: TaskOptions = {}): this {
    return this.#add('receiveTask', id, ` messageRef="${this.#message(message, correlationKey)}"`, options);
  }

  scriptTask(id: string, expression: string, resultVariable: string, options: TaskOptions = {}): this {
    const script = `<zeebe:script expression="${escape(expression)}" resultVariable="${resultVariable}"/>`;
    return this.#add('scriptTask', id, '', { ...options, extensions: script });
  }

  callActivity(id: string, processId: string, attributes = '', options: TaskOptions = {}): this {
    const called = `<zeebe:calledElement processId="${escape(processId)}" ${attributes}/>`;
    return this.#add('callActivity', id, '', { ...options, extensions: called });
  }

  exclusiveGateway(id: string, defaultFlow?: string): this {
    return this.#add('exclusiveGateway', id, defaultFlow === undefined ? '' : ` default="${defaultFlow}"`, {});
  }

  parallelGateway(id: string): this {
    return this.#add('parallelGateway', id, '', {});
  }

  eventBasedGateway(id: string): this {
    return this.#add('eventBasedGateway', id, '', {});
  }

  subProcess(id: string, inside: (inner: Builder) => Builder, options: TaskOptions = {}): this {
    const inner = inside(new Builder(id, '', this.#root));
    return this.#add('subProcess', id, '', options, inner.#inside());
  }

  adHocSubProcess(id: string, inside: (inner: Builder) => Builder, options: AdHocOptions): this {
    const inner = inside(new Builder(id, '', this.#root));
    const [collection, element = ''] = options.output ?? [];
    const output =
      collection === undefined ? '' : ` outputCollection="${collection}" outputElement="${escape(element)}"`;
    const active = options.active === undefined ? '' : ` activeElementsCollection="${escape(options.active)}"`;
    const extensions = `<zeebe:adHoc${active}${output}/>`;
    const until =
      options.until === undefined
        ? ''
        : `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${escape(options.until)}</bpmn:completionCondition>`;
    const attributes = options.attributes === undefined ? '' : ` ${options.attributes}`;
    return this.#add('adHocSubProcess', id, attributes, { ...options, extensions }, inner.#inside() + until);
  }

  eventSubProcess(id: string, inside: (inner: Builder) => Builder): this {
    const inner = inside(new Builder(id, '', this.#root));
    this.#at = undefined;
    this.#add('subProcess', id, ' triggeredByEvent="true"', {}, inner.#inside());
    this.#at = undefined;
    return this;
  }

  /** Extension elements of the process itself. */
  extended(extensions: string): this {
    this.#extensions += extensions;
    return this;
  }

  /** The condition of the next flow. */
  when(condition: string): this {
    this.#condition = condition;
    return this;
  }

  /** Goes on from an element drawn before. */
  from(id: string): this {
    this.#at = id;
    return this;
  }

  /** The next element is connected to nothing. */
  apart(): this {
    this.#at = undefined;
    return this;
  }

  /** Connects to an element drawn before (or later), and ends the path. */
  to(target: string, flowId?: string): this {
    if (this.#at !== undefined) this.#connect(this.#at, target, flowId);
    this.#at = undefined;
    return this;
  }

  /** The next flow's own id is `<source>-<target>`. */
  toXml(...others: readonly Builder[]): string {
    const all = [this, ...others];
    const definitions = all.flatMap((builder) => builder.#definitions).join('');
    const processes = all.map((builder) => `<bpmn:process ${builder.#head}>${builder.#inside()}</bpmn:process>`);
    return definitionsOf(definitions + processes.join(''));
  }

  #inside(): string {
    const extensions =
      this.#extensions === '' ? '' : `<bpmn:extensionElements>${this.#extensions}</bpmn:extensionElements>`;
    const nodes = this.#nodes.map(({ open, body, close, outgoing }) => {
      const flows = outgoing.map((flow) => `<bpmn:outgoing>${flow}</bpmn:outgoing>`).join('');
      return open + extensionsFirst(body, flows) + close;
    });
    const flows = this.#flows.map(({ id, source, target, condition }) => {
      const inner =
        condition === undefined
          ? ''
          : `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${escape(condition)}</bpmn:conditionExpression>`;
      return `<bpmn:sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${inner}</bpmn:sequenceFlow>`;
    });
    return extensions + nodes.join('') + flows.join('') + this.#artifacts.join('');
  }

  #add(name: string, id: string, attributes: string, options: TaskOptions, body = ''): this {
    const open = `<bpmn:${name} id="${id}"${attributes}>`;
    const inside = extensionsOf(options) + loopOf(options.loop) + body;
    this.#nodes.push({ id, open, body: inside, close: `</bpmn:${name}>`, outgoing: [] });
    if (this.#at !== undefined) this.#connect(this.#at, id);
    this.#at = id;
    return this;
  }

  #connect(source: string, target: string, flowId = `${source}-${target}`): void {
    const condition = this.#condition;
    this.#condition = undefined;
    this.#flows.push({ id: flowId, source, target, ...(condition === undefined ? {} : { condition }) });
    this.#nodes.find(({ id }) => id === source)?.outgoing.push(flowId);
  }

  #event(id: string, options: EventOptions): string {
    const timer = (kind: string, value: string): string =>
      `<bpmn:timerEventDefinition id="${id}-timer"><bpmn:${kind} xsi:type="bpmn:tFormalExpression">${escape(value)}</bpmn:${kind}></bpmn:timerEventDefinition>`;
    if (options.duration !== undefined) return timer('timeDuration', options.duration);
    if (options.date !== undefined) return timer('timeDate', options.date);
    if (options.cycle !== undefined) return timer('timeCycle', options.cycle);
    if (options.terminate) return `<bpmn:terminateEventDefinition id="${id}-terminate"/>`;
    if (options.message !== undefined) {
      const message = this.#message(options.message, options.correlationKey);
      return `<bpmn:messageEventDefinition id="${id}-message" messageRef="${message}"/>`;
    }
    if (options.compensates !== undefined) {
      const activity = options.compensates === '' ? '' : ` activityRef="${options.compensates}"`;
      return `<bpmn:compensateEventDefinition id="${id}-compensation"${activity}/>`;
    }
    if (options.signal !== undefined) return this.#signal(id, options.signal);
    if (options.link !== undefined) return `<bpmn:linkEventDefinition id="${id}-link" name="${escape(options.link)}"/>`;
    if (options.escalation !== undefined) return this.#escalation(id, options.escalation);
    return options.error === undefined ? '' : this.#error(id, options.error);
  }

  #signal(id: string, name: string): string {
    if (name === '') return `<bpmn:signalEventDefinition id="${id}-signal"/>`;
    const signalId = this.#nextId('signal');
    this.#root.#definitions.push(`<bpmn:signal id="${signalId}" name="${escape(name)}"/>`);
    return `<bpmn:signalEventDefinition id="${id}-signal" signalRef="${signalId}"/>`;
  }

  #escalation(id: string, code: string): string {
    if (code === '') return `<bpmn:escalationEventDefinition id="${id}-escalation"/>`;
    const escalationId = this.#nextId('escalation');
    this.#root.#definitions.push(
      `<bpmn:escalation id="${escalationId}" name="${escape(code)}" escalationCode="${escape(code)}"/>`,
    );
    return `<bpmn:escalationEventDefinition id="${id}-escalation" escalationRef="${escalationId}"/>`;
  }

  #message(name: string, correlationKey?: string): string {
    const id = this.#nextId('message');
    const subscription =
      correlationKey === undefined
        ? ''
        : `<bpmn:extensionElements><zeebe:subscription correlationKey="${escape(correlationKey)}"/></bpmn:extensionElements>`;
    this.#root.#definitions.push(`<bpmn:message id="${id}" name="${escape(name)}">${subscription}</bpmn:message>`);
    return id;
  }

  #error(id: string, code: string): string {
    if (code === '') return `<bpmn:errorEventDefinition id="${id}-error"/>`;
    const errorId = this.#nextId('error');
    this.#root.#definitions.push(`<bpmn:error id="${errorId}" name="${escape(code)}" errorCode="${escape(code)}"/>`);
    return `<bpmn:errorEventDefinition id="${id}-error" errorRef="${errorId}"/>`;
  }

  #nextId(kind: string): string {
    this.#root.#counter += 1;
    return `${this.#root.#id}-${kind}-${this.#root.#counter}`;
  }
}

export function process(id: string, attributes = 'isExecutable="true"'): Builder {
  return new Builder(id, `id="${id}" ${attributes}`);
}

/** A whole file around some XML. */
export function definitionsOf(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="urn:test">${content}</bpmn:definitions>`;
}

function extensionsOf(options: TaskOptions): string {
  const entries = (record: Readonly<Record<string, string>> = {}): [string, string][] => Object.entries(record);
  const definition =
    options.type === undefined
      ? ''
      : `<zeebe:taskDefinition type="${escape(options.type)}"${options.retries === undefined ? '' : ` retries="${escape(options.retries)}"`}/>`;
  const headers = entries(options.headers).map(
    ([key, value]) => `<zeebe:header key="${key}" value="${escape(value)}"/>`,
  );
  const inputs = entries(options.inputs).map(
    ([target, source]) => `<zeebe:input source="${escape(source)}" target="${target}"/>`,
  );
  const outputs = entries(options.outputs).map(
    ([target, source]) => `<zeebe:output source="${escape(source)}" target="${target}"/>`,
  );
  const mappings = [...inputs, ...outputs];
  const all = [
    definition,
    headers.length > 0 ? `<zeebe:taskHeaders>${headers.join('')}</zeebe:taskHeaders>` : '',
    mappings.length > 0 ? `<zeebe:ioMapping>${mappings.join('')}</zeebe:ioMapping>` : '',
    options.extensions ?? '',
  ].join('');
  return all === '' ? '' : `<bpmn:extensionElements>${all}</bpmn:extensionElements>`;
}

function loopOf(loop: LoopOptions | undefined): string {
  if (loop === undefined) return '';
  const input = ` inputCollection="${escape(loop.input)}"${loop.as === undefined ? '' : ` inputElement="${loop.as}"`}`;
  const [collection, element = ''] = loop.output ?? [];
  const output = collection === undefined ? '' : ` outputCollection="${collection}" outputElement="${escape(element)}"`;
  const until =
    loop.until === undefined
      ? ''
      : `<bpmn:completionCondition xsi:type="bpmn:tFormalExpression">${escape(loop.until)}</bpmn:completionCondition>`;
  return `<bpmn:multiInstanceLoopCharacteristics isSequential="${loop.sequential ?? false}"><bpmn:extensionElements><zeebe:loopCharacteristics${input}${output}/></bpmn:extensionElements>${until}</bpmn:multiInstanceLoopCharacteristics>`;
}

/** BPMN wants extension elements before the flows, and those before everything else. */
function extensionsFirst(body: string, flows: string): string {
  const end = '</bpmn:extensionElements>';
  const cut = body.startsWith('<bpmn:extensionElements>') ? body.indexOf(end) + end.length : 0;
  return body.slice(0, cut) + flows + body.slice(cut);
}
