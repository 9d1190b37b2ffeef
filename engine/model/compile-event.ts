import { compileCompensation } from './compile-compensation.ts';
import type { ScopeNodes } from './compile-process.ts';
import { typeOf } from './element-types.ts';
import { compile, compileRequired } from './expressions.ts';
import { booleanOf, extensionOf, idOf, nodeOf, nodesOf, textOf, type XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import { isStaticDate, scheduleTimer } from './timer.ts';
import type { EventType, ModelElement, TimerDefinition } from './types.ts';

type EventFacets = Partial<
  Pick<
    ModelElement,
    | 'eventType'
    | 'isInterrupting'
    | 'attachedTo'
    | 'timer'
    | 'message'
    | 'errorCode'
    | 'signalName'
    | 'escalationCode'
    | 'compensationHandler'
    | 'compensatedActivity'
    | 'linkName'
    | 'linkTarget'
  >
>;

const EVENT_TYPES: Readonly<Record<string, EventType>> = {
  'bpmn:TimerEventDefinition': 'TIMER',
  'bpmn:MessageEventDefinition': 'MESSAGE',
  'bpmn:ErrorEventDefinition': 'ERROR',
  'bpmn:TerminateEventDefinition': 'TERMINATE',
  'bpmn:SignalEventDefinition': 'SIGNAL',
  'bpmn:EscalationEventDefinition': 'ESCALATION',
  'bpmn:LinkEventDefinition': 'LINK',
  'bpmn:CompensateEventDefinition': 'COMPENSATION',
};

const TIMER_KINDS = { timeDate: 'date', timeDuration: 'duration', timeCycle: 'cycle' } as const;
/** For trying whether a static text can be read; any instant will do. */
const SOME_INSTANT = '2026-01-01T00:00:00.000Z';

/** What the event definition says; a receive task waits for a message as an event does. */
export function compileEvent(node: XmlNode, scope: ScopeNodes, log: ProblemLog): EventFacets {
  if (node.$type === 'bpmn:ReceiveTask') return compileMessage(node, nodeOf(node, 'messageRef'), scope, log);
  if (!node.$type.endsWith('Event')) return {};
  const [definition] = nodesOf(node, 'eventDefinitions');
  const attachedTo = nodeOf(node, 'attachedToRef');
  return {
    eventType: definition === undefined ? 'NONE' : (EVENT_TYPES[definition.$type] ?? 'UNSPECIFIED'),
    isInterrupting: (booleanOf(node, 'cancelActivity') ?? true) && (booleanOf(node, 'isInterrupting') ?? true),
    ...(attachedTo === undefined ? {} : { attachedTo: idOf(attachedTo) }),
    ...(definition === undefined ? {} : compileDefinition(node, definition, scope, log)),
  };
}

function compileDefinition(node: XmlNode, definition: XmlNode, scope: ScopeNodes, log: ProblemLog): EventFacets {
  switch (definition.$type) {
    case 'bpmn:TimerEventDefinition':
      return compileTimer(node, definition, log);
    case 'bpmn:MessageEventDefinition':
      // A thrown message is sent by a job; nothing waits for it here.
      if (isThrown(node)) return {};
      return compileMessage(node, nodeOf(definition, 'messageRef'), scope, log);
    case 'bpmn:ErrorEventDefinition':
      return compileError(node, definition, log);
    case 'bpmn:SignalEventDefinition':
      return compileSignal(node, definition, log);
    case 'bpmn:EscalationEventDefinition':
      return compileEscalation(node, definition, log);
    case 'bpmn:CompensateEventDefinition':
      return compileCompensation(node, definition, scope, log);
    case 'bpmn:LinkEventDefinition':
      return compileLink(node, definition, scope, log);
    default:
      return {};
  }
}

function compileTimer(node: XmlNode, definition: XmlNode, log: ProblemLog): EventFacets {
  const found = Object.entries(TIMER_KINDS).flatMap(([property, kind]) => {
    const source = textOf(nodeOf(definition, property), 'body');
    return source === undefined ? [] : [{ kind, source }];
  });
  const [timer] = found;
  if (timer === undefined || found.length > 1) {
    const kinds = found.map(({ kind }) => kind).join(', ') || 'none';
    log.add('MODEL_TIMER_DEFINITION', node, { expected: allowedKinds(node).join(', '), found: kinds });
    return {};
  }
  const compiled = { kind: timer.kind, expression: compile(timer.source, node, log) };
  checkTimer(node, compiled, log);
  return { timer: compiled };
}

function checkTimer(node: XmlNode, timer: TimerDefinition, log: ProblemLog): void {
  const { kind, expression } = timer;
  if (!allowedKinds(node).includes(kind)) {
    log.add('MODEL_TIMER_DEFINITION', node, { expected: allowedKinds(node).join(', '), found: kind });
  } else if (kind === 'cycle' && interruptsOnce(node)) {
    log.add('MODEL_TIMER_INTERRUPTING_CYCLE', node);
  }
  if (!canBeRead(node, timer)) log.add('MODEL_TIMER_INVALID', node, { kind, source: expression.source });
}

/** A static text, and at the start of a process, where there are no variables yet, an expression too. */
function canBeRead(node: XmlNode, { kind, expression }: TimerDefinition): boolean {
  if (!expression.isStatic && !isOfProcess(node)) return true;
  if (expression.isStatic && kind === 'date') return isStaticDate(expression.source);
  return scheduleTimer(kind, expression.evaluate({}, SOME_INSTANT).value, SOME_INSTANT) !== undefined;
}

function allowedKinds(node: XmlNode): readonly TimerDefinition['kind'][] {
  if (node.$type === 'bpmn:IntermediateCatchEvent') return ['date', 'duration'];
  return ['date', 'duration', 'cycle'];
}

function isOfProcess(node: XmlNode): boolean {
  return node.$type === 'bpmn:StartEvent' && node.$parent?.$type === 'bpmn:Process';
}

function interruptsOnce(node: XmlNode): boolean {
  if (node.$type === 'bpmn:BoundaryEvent') return booleanOf(node, 'cancelActivity') ?? true;
  const isInner = node.$parent !== undefined && typeOf(node.$parent) === 'EVENT_SUB_PROCESS';
  return isInner && (booleanOf(node, 'isInterrupting') ?? true);
}

function compileMessage(node: XmlNode, message: XmlNode | undefined, scope: ScopeNodes, log: ProblemLog): EventFacets {
  const name = textOf(message, 'name');
  if (message === undefined || name === undefined) {
    log.add('MODEL_MESSAGE_NAME', node);
    return {};
  }
  const key = textOf(extensionOf(message, 'zeebe:subscription'), 'correlationKey');
  const startsProcess = node.$type === 'bpmn:StartEvent' && scope.node.$type === 'bpmn:Process';
  const compiled = compile(name, node, log);
  if (startsProcess && typeof compiled.evaluate({}, SOME_INSTANT).value !== 'string')
    log.add('MODEL_MESSAGE_NAME', node);
  if (key === undefined && !startsProcess) log.add('MODEL_CORRELATION_KEY', node);
  return {
    message: {
      name: compiled,
      ...(key === undefined || startsProcess ? {} : { correlationKey: compileRequired(key, node, log) }),
    },
  };
}

/** A catch event without an error, or with an error without a code, catches everything. */
function compileError(node: XmlNode, definition: XmlNode, log: ProblemLog): EventFacets {
  const code = textOf(nodeOf(definition, 'errorRef'), 'errorCode');
  if (code === undefined) {
    if (isThrown(node)) log.add('MODEL_ERROR_CODE', node, { rule: '' });
    return {};
  }
  if (!isThrown(node) && code.startsWith('=')) log.add('MODEL_ERROR_CODE', node, { rule: ' (=)' });
  return { errorCode: compile(code, node, log) };
}

/** At the start of a process there are no variables that could name the signal. */
function compileSignal(node: XmlNode, definition: XmlNode, log: ProblemLog): EventFacets {
  const name = textOf(nodeOf(definition, 'signalRef'), 'name');
  if (name === undefined) {
    log.add('MODEL_SIGNAL_NAME', node);
    return {};
  }
  const signalName = compile(name, node, log);
  if (isOfProcess(node) && typeof signalName.evaluate({}, SOME_INSTANT).value !== 'string') {
    log.add('MODEL_SIGNAL_NAME', node);
  }
  return { signalName };
}

/** A catch event without an escalation, or with one without a code, catches everything. */
function compileEscalation(node: XmlNode, definition: XmlNode, log: ProblemLog): EventFacets {
  const code = textOf(nodeOf(definition, 'escalationRef'), 'escalationCode');
  if (code === undefined) {
    if (isThrown(node)) log.add('MODEL_ESCALATION_CODE', node, { rule: '' });
    return {};
  }
  if (!isThrown(node) && code.startsWith('=')) log.add('MODEL_ESCALATION_CODE', node, { rule: ' (=)' });
  return { escalationCode: compile(code, node, log) };
}

/** A throw event goes on at the catch event of the same name in the same scope. */
function compileLink(node: XmlNode, definition: XmlNode, scope: ScopeNodes, log: ProblemLog): EventFacets {
  const linkName = textOf(definition, 'name');
  if (linkName === undefined) log.add('MODEL_LINK_NAME', node);
  // Zeebe fails at such a deployment.
  if (idOf(definition) === '') log.add('MODEL_ID_MISSING', node, { type: definition.$type });
  if (linkName === undefined) return {};
  if (!isThrown(node)) return { linkName };
  const target = scope.flowNodes.find((other) => isLinkCatch(other, linkName));
  if (target === undefined) log.add('MODEL_LINK_TARGET', node, { link: linkName });
  return { linkName, ...(target === undefined ? {} : { linkTarget: idOf(target) }) };
}

function isLinkCatch(node: XmlNode, name: string): boolean {
  const [definition] = nodesOf(node, 'eventDefinitions');
  const isLink = definition?.$type === 'bpmn:LinkEventDefinition';
  return isLink && node.$type === 'bpmn:IntermediateCatchEvent' && textOf(definition, 'name') === name;
}

function isThrown(node: XmlNode): boolean {
  return node.$type === 'bpmn:EndEvent' || node.$type === 'bpmn:IntermediateThrowEvent';
}
