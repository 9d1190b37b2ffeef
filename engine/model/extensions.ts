/** Zeebe's extension elements of one element, compiled. */
import { compile, compileOptional, compileRequired, constant } from './expressions.ts';
import { extensionOf, nodeOf, nodesOf, textOf, type XmlNode } from './moddle.ts';
import type { ProblemLog } from './problems.ts';
import { isStaticDate } from './timer.ts';
import type { Expression, JobDefinition, LocalizedText, Mapping, UserTaskDefinition } from './types.ts';

const USER_TASK_JOB = 'io.camunda.zeebe:userTask';
/** As on Zeebe: nothing but ASCII. */
const PATH = /^[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)*$/i;

export function readHeaders(node: XmlNode, log: ProblemLog): Readonly<Record<string, string>> {
  return readHeaderList(extensionOf(node, 'zeebe:taskHeaders'), node, log);
}

/** Headers of a listener of the node. */
export function readHeadersOf(listener: XmlNode, node: XmlNode, log: ProblemLog): Readonly<Record<string, string>> {
  return readHeaderList(nodeOf(listener, 'headers'), node, log);
}

function readHeaderList(list: XmlNode | undefined, node: XmlNode, log: ProblemLog): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const header of nodesOf(list, 'values')) {
    const key = textOf(header, 'key');
    if (key === undefined) log.add('MODEL_HEADER', node);
    else headers[key] = textOf(header, 'value') ?? '';
  }
  return Object.freeze(headers);
}

export function readProperties(node: XmlNode): Readonly<Record<string, string>> {
  const properties: Record<string, string> = {};
  for (const property of nodesOf(extensionOf(node, 'zeebe:properties'), 'properties')) {
    const name = textOf(property, 'name');
    if (name !== undefined) properties[name] = textOf(property, 'value') ?? '';
  }
  return Object.freeze(properties);
}

/** The name as drawn, and its English from the property `label:en`. */
export function readText(name: string, properties: Readonly<Record<string, string>>): LocalizedText {
  return Object.freeze({ 'zh-CN': properties['label:zh-CN'] ?? name, en: properties['label:en'] ?? name });
}

export function readMappings(
  node: XmlNode,
  property: 'inputParameters' | 'outputParameters',
  log: ProblemLog,
): readonly Mapping[] {
  return nodesOf(extensionOf(node, 'zeebe:ioMapping'), property).map((parameter) => {
    const source = textOf(parameter, 'source');
    const target = textOf(parameter, 'target') ?? '';
    if (source === undefined)
      log.add('MODEL_ATTRIBUTE_MISSING', node, { extension: 'zeebe:ioMapping', attribute: 'source' });
    if (!PATH.test(target)) log.add('MODEL_MAPPING_TARGET', node, { target });
    // A text in an output would be new to the element's scope: Zeebe wants an expression there.
    const read = property === 'outputParameters' && source !== undefined ? compileRequired : compile;
    return { source: read(source ?? 'null', node, log), target: target.split('.') };
  });
}

/** `zeebe:taskDefinition`; undefined when there is none. */
export function readJob(node: XmlNode, log: ProblemLog): JobDefinition | undefined {
  const definition = extensionOf(node, 'zeebe:taskDefinition');
  if (definition === undefined) return undefined;
  const type = textOf(definition, 'type');
  if (type === undefined)
    log.add('MODEL_ATTRIBUTE_MISSING', node, { extension: 'zeebe:taskDefinition', attribute: 'type' });
  const retries = textOf(definition, 'retries') ?? '3';
  return {
    type: compile(type ?? '', node, log),
    retries: compile(retries, node, log),
    headers: readHeaders(node, log),
  };
}

/** A user task is one job of a type of its own, tried once. */
export function readUserTaskJob(node: XmlNode, log: ProblemLog): JobDefinition {
  return { type: constant(USER_TASK_JOB), retries: constant('1'), headers: readHeaders(node, log) };
}

export function readUserTask(node: XmlNode, log: ProblemLog): UserTaskDefinition {
  const assignment = extensionOf(node, 'zeebe:assignmentDefinition');
  const schedule = extensionOf(node, 'zeebe:taskSchedule');
  const isNative = extensionOf(node, 'zeebe:userTask') !== undefined;
  const form = extensionOf(node, 'zeebe:formDefinition');
  const formKey = isNative ? 'externalReference' : 'formKey';
  if (form !== undefined) checkForm(node, form, formKey, log);
  const read = (extension: XmlNode | undefined, attribute: string): Expression | undefined =>
    compileOptional(textOf(extension, attribute), node, log);
  return {
    ...present('assignee', read(assignment, 'assignee')),
    ...present('candidateGroups', read(assignment, 'candidateGroups')),
    ...present('candidateUsers', read(assignment, 'candidateUsers')),
    ...present('dueDate', readDate(node, schedule, 'dueDate', log)),
    ...present('followUpDate', readDate(node, schedule, 'followUpDate', log)),
    ...present('priority', readPriority(node, log)),
    ...present('formKey', read(form, formKey)),
    isNative,
  };
}

/** The form is named by one attribute, another one on tasks of the cluster's own; a binding goes with `formId` only. */
function checkForm(node: XmlNode, form: XmlNode, formKey: string, log: ProblemLog): void {
  if (textOf(form, 'formId') !== undefined) log.add('MODEL_UNSUPPORTED', node, { what: 'formId', instead: formKey });
  else if (textOf(form, formKey) === undefined) {
    log.add('MODEL_ATTRIBUTE_MISSING', node, { extension: 'zeebe:formDefinition', attribute: formKey });
  }
  if ((textOf(form, 'bindingType') ?? 'latest') !== 'latest') {
    log.add('MODEL_UNSUPPORTED', node, { what: 'bindingType', instead: formKey });
  }
}

/** From 0 to 100, as on Zeebe. */
function readPriority(node: XmlNode, log: ProblemLog): Expression | undefined {
  const extension = extensionOf(node, 'zeebe:priorityDefinition');
  if (extension === undefined) return undefined;
  const source = textOf(extension, 'priority');
  if (source === undefined || (!source.startsWith('=') && !isPriority(Number(source)))) {
    log.add('MODEL_PRIORITY', node, { found: source ?? '–' });
  }
  return compileOptional(source, node, log);
}

/** Whether a task may have this priority. */
export function isPriority(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 100;
}

function readDate(
  node: XmlNode,
  schedule: XmlNode | undefined,
  attribute: string,
  log: ProblemLog,
): Expression | undefined {
  const date = compileOptional(textOf(schedule, attribute), node, log);
  if (date?.isStatic && !isStaticDate(date.source)) {
    log.add('MODEL_TIMER_INVALID', node, { kind: attribute, source: date.source });
  }
  return date;
}

/** `{ name: value }`, or nothing: absent properties stay absent. */
export function present<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [K in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [K in Name]: Value });
}
