import { fail } from '#errors/index.ts';
import type { DocumentReference } from '#store/index.ts';
import type { EngineCommand } from '../gateway.ts';
import type { KernelCommand, VariableInstruction } from '../kernel/index.ts';
import type { AdHocActivation, Key } from '../records.ts';
import { incidents, jobs } from './collections.ts';
import type { ProcessDefinition } from './documents.ts';
import { findInstanceOf } from './element-instances.ts';
import { moveStartLock, publishMessage } from './messages.ts';
import { broadcastSignal } from './signals.ts';
import type { Scope } from './scope.ts';
import { plainVariables } from './variables.ts';

type CommandOf<Type extends EngineCommand['type']> = Omit<Extract<EngineCommand, { type: Type }>, 'type'>;

type JobCommand = Extract<KernelCommand, { readonly jobKey: Key }>;

/** Documents a command will surely read, so that a group can fetch them together. */
export function readsOf(command: EngineCommand): readonly DocumentReference[] {
  return 'jobKey' in command ? [{ collection: jobs, key: command.jobKey }] : [];
}

/** Does one command of the port in the unit. Rejects as AppError. */
export async function perform(scope: Scope, command: EngineCommand): Promise<void> {
  switch (command.type) {
    case 'createProcessInstance':
      await createProcessInstance(scope, command);
      return;
    case 'publishMessage':
      await publishMessage(scope, command);
      return;
    case 'broadcastSignal':
      await broadcastSignal(scope, command.signalName, command.variables ?? {});
      return;
    case 'completeJob':
      return commandJob(scope, { ...command, ...plainAnswer(command) });
    case 'activateAdHocSubProcessActivities': {
      const { adHocSubProcessInstanceKey: elementInstanceKey, cancelRemainingInstances = false } = command;
      const processInstanceKey = await findInstanceOf(scope, elementInstanceKey);
      const elements = command.elements.map(plainActivation);
      const cancelRemaining = cancelRemainingInstances;
      const activate = { type: 'activateAdHocElements', elementInstanceKey, elements, cancelRemaining } as const;
      return scope.execute({ processInstanceKey, command: activate });
    }
    case 'failJob':
    case 'updateJobRetries':
      return commandJob(scope, command);
    case 'throwError':
      return commandJob(scope, {
        ...command,
        errorMessage: command.errorMessage ?? '',
        variables: plainVariables(command.variables),
      });
    case 'setVariables': {
      const processInstanceKey = await findInstanceOf(scope, command.elementInstanceKey);
      const variables = plainVariables(command.variables);
      return scope.execute({ processInstanceKey, command: { ...command, variables, local: command.local ?? false } });
    }
    case 'resolveIncident':
      return resolveIncident(scope, command);
    case 'cancelProcessInstance':
      return scope.execute({
        processInstanceKey: command.processInstanceKey,
        command: { type: 'cancelInstance' },
      });
    case 'suspendProcessInstance':
      return scope.execute({ ...command, command: { type: 'suspendInstance' } });
    case 'resumeProcessInstance':
      return scope.execute({ ...command, command: { type: 'resumeInstance' } });
    case 'modifyProcessInstance':
      return modifyProcessInstance(scope, command);
    case 'migrateProcessInstance':
      return migrateProcessInstance(scope, command);
  }
}

type Answer = Pick<Extract<KernelCommand, { type: 'completeJob' }>, 'variables' | 'result'>;

/** What a job was answered, as the journal will give it back. */
function plainAnswer({ variables, result }: CommandOf<'completeJob'>): Answer {
  const plain = plainVariables(variables);
  if (result === undefined) return { variables: plain };
  const { activateElements = [] } = result;
  return { variables: plain, result: { ...result, activateElements: activateElements.map(plainActivation) } };
}

const plainActivation = ({ elementId, variables }: AdHocActivation): AdHocActivation => ({
  elementId,
  ...(variables === undefined ? {} : { variables: plainVariables(variables) }),
});

/** Starts an instance at the none start event of the version asked for. */
export async function createProcessInstance(
  scope: Scope,
  command: CommandOf<'createProcessInstance'>,
): Promise<{ readonly processInstanceKey: Key; readonly definition: ProcessDefinition }> {
  const { bpmnProcessId, version, processDefinitionKey } = command;
  const definition = scope.parts.definitions.find(command);
  if (definition === undefined) {
    const key = processDefinitionKey ?? `${bpmnProcessId ?? ''}${version === undefined ? '' : ` (${version})`}`;
    fail('ENGINE_NOT_FOUND', { kind: 'process definition', key });
  }
  const processInstanceKey = command.processInstanceKey ?? scope.nextKey();
  await scope.execute({
    processInstanceKey,
    command: {
      type: 'createInstance',
      processInstanceKey,
      processDefinitionKey: definition.processDefinitionKey,
      variables: plainVariables(command.variables),
      ...(command.startInstructions === undefined ? {} : { startInstructions: command.startInstructions }),
    },
  });
  return { processInstanceKey, definition };
}

async function modifyProcessInstance(scope: Scope, command: CommandOf<'modifyProcessInstance'>): Promise<void> {
  const { processInstanceKey, activateInstructions = [], terminateInstructions = [], moveInstructions = [] } = command;
  await scope.execute({
    processInstanceKey,
    command: {
      type: 'modifyInstance',
      activateInstructions: activateInstructions.map(withPlainVariables),
      terminateInstructions,
      moveInstructions: moveInstructions.map(withPlainVariables),
    },
  });
}

function withPlainVariables<Instruction extends { readonly variableInstructions?: readonly VariableInstruction[] }>(
  instruction: Instruction,
): Instruction {
  if (instruction.variableInstructions === undefined) return instruction;
  const variableInstructions = instruction.variableInstructions.map(({ variables, ...scope }) => ({
    ...scope,
    variables: plainVariables(variables),
  }));
  return { ...instruction, variableInstructions };
}

async function migrateProcessInstance(scope: Scope, command: CommandOf<'migrateProcessInstance'>): Promise<void> {
  const { processInstanceKey, migrationPlan } = command;
  const { targetProcessDefinitionKey: key, mappingInstructions } = migrationPlan;
  const definition = scope.parts.definitions.find({ processDefinitionKey: key });
  if (definition === undefined) fail('ENGINE_NOT_FOUND', { kind: 'process definition', key });
  const live = await scope.instance(processInstanceKey);
  if (live === undefined) fail('ENGINE_NOT_FOUND', { kind: 'process instance', key: processInstanceKey });
  const { model } = await scope.parts.definitions.load(key);
  await moveStartLock(scope, live, definition.bpmnProcessId);
  const target = { model, processDefinitionKey: key, version: definition.version };
  await scope.execute({ processInstanceKey, command: { type: 'migrateInstance', target, mappingInstructions } });
}

async function commandJob(scope: Scope, command: JobCommand): Promise<void> {
  const job = await scope.draft.fetch(jobs, command.jobKey);
  if (job === undefined) fail('ENGINE_NOT_FOUND', { kind: 'job', key: command.jobKey });
  await scope.execute({ processInstanceKey: job.document.processInstanceKey, command });
}

async function resolveIncident(scope: Scope, { incidentKey }: CommandOf<'resolveIncident'>): Promise<void> {
  const incident = await scope.draft.fetch(incidents, incidentKey);
  if (incident === undefined) fail('ENGINE_NOT_FOUND', { kind: 'incident', key: incidentKey });
  const { processInstanceKey } = incident.document;
  await scope.execute({ processInstanceKey, command: { type: 'resolveIncident', incidentKey } });
}
