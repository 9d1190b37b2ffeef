import { createHash } from 'node:crypto';
import { fail } from '#errors/index.ts';
import type { DeployedDecision, DeployedProcess, Deployment, Resource } from '../gateway.ts';
import { checkBindings, isBoundToDeployment } from '../model/index.ts';
import type { ModelElement, ProcessModel } from '../model/index.ts';
import type { Key } from '../records.ts';
import { decisionDefinitions, deployedResources, formDefinitions, processDefinitions } from './collections.ts';
import type { LoadedDecision } from './decisions.ts';
import type { Definitions, LoadedProcess } from './definitions.ts';
import type { ProcessDefinition } from './documents.ts';
import type { Unit } from './loop.ts';
import { planDeployment, type DeploymentPlan, type Prepared } from './deployment-plan.ts';
import { DeploymentRefused, readResource } from './resources.ts';
import type { DecisionModel, ReadResource } from './resources.ts';
import type { Scope } from './scope.ts';
import { closeStarts, openStarts } from './start-triggers.ts';

/** Reads every file strictly; refuses all of them when one is wrong or when two define the same id. */
export async function prepareDeployment(resources: readonly Resource[]): Promise<readonly Prepared[]> {
  if (resources.length === 0) fail('ENGINE_NOTHING_TO_DEPLOY');
  const prepared = [];
  for (const resource of resources) {
    const content = await readResource(resource, resources);
    const checksum = createHash('sha256').update(resource.content);
    for (const imported of content.imports) checksum.update(imported.content);
    prepared.push({ resource, checksum: checksum.digest('hex'), content });
  }
  refuseDuplicateIds(prepared);
  refuseLooseBindings(prepared);
  return prepared;
}

/** Stores the files and makes a new version of each definition whose content differs from its newest version. */
export function deploymentUnit(
  prepared: readonly Prepared[],
  definitions: Definitions,
  newestForm: (formId: string) => Promise<{ readonly version: number; readonly checksum: string } | undefined>,
): Unit<Deployment> {
  const processes: LoadedProcess[] = [];
  const decisions: LoadedDecision[] = [];
  return {
    alone: true,
    async run(scope) {
      const plan = planDeployment(prepared, definitions, scope.nextKey);
      const deployment = new DeploymentWriter(scope, definitions, plan);
      for (const { resource, checksum, content } of prepared) {
        const file = deployment.file(resource, checksum, content);
        for (const model of content.processes) processes.push(...(await deployment.addProcess(model, file)));
        for (const model of content.decisions) decisions.push(...deployment.addDecision(model, file));
        if (content.formId !== undefined) deployment.addForm(content.formId, file, await newestForm(content.formId));
      }
      for (const process of processes) await definitions.loadCalled(process);
      return deployment.result();
    },
    committed() {
      for (const process of processes) definitions.addProcess(process);
      for (const decision of decisions) definitions.addDecision(decision);
    },
  };
}

interface File {
  readonly resource: Resource;
  readonly checksum: string;
  /** Stores the file the first time it is asked for: a file that defines nothing new is not stored again. */
  readonly store: () => Key;
}

class DeploymentWriter {
  readonly #scope: Scope;
  readonly #definitions: Definitions;
  readonly #plan: DeploymentPlan;
  readonly #key: Key;
  readonly #processes: DeployedProcess[] = [];
  readonly #decisions: DeployedDecision[] = [];

  constructor(scope: Scope, definitions: Definitions, plan: DeploymentPlan) {
    this.#scope = scope;
    this.#definitions = definitions;
    this.#plan = plan;
    this.#key = scope.nextKey();
  }

  result(): Deployment {
    return { key: this.#key, processes: this.#processes, decisions: this.#decisions };
  }

  file(resource: Resource, checksum: string, { kind, imports }: ReadResource): File {
    let resourceKey: Key | undefined;
    const store = (): Key => {
      if (resourceKey !== undefined) return resourceKey;
      resourceKey = this.#scope.nextKey();
      this.#scope.draft.create(deployedResources, {
        resourceKey,
        deploymentKey: this.#key,
        kind,
        resourceName: resource.name,
        checksum,
        content: resource.content,
        ...(imports.length > 0 && { imports }),
        deployedAt: this.#scope.now,
      });
      return resourceKey;
    };
    return { resource, checksum, store };
  }

  async addProcess(model: ProcessModel, file: File): Promise<readonly LoadedProcess[]> {
    const { bpmnProcessId } = model;
    const before = this.#definitions.newest(bpmnProcessId);
    const duplicate = before !== undefined && before.processDefinitionKey === this.#plan.processes[bpmnProcessId];
    const definition = duplicate ? before : this.#newProcess(model, file);
    if (!duplicate) {
      if (before !== undefined) await closeStarts(this.#scope, before);
      openStarts(this.#scope, { model, definition });
    }
    this.#processes.push({
      bpmnProcessId,
      processDefinitionKey: definition.processDefinitionKey,
      version: definition.version,
      ...(definition.versionTag === undefined ? {} : { versionTag: definition.versionTag }),
      resourceName: definition.resourceName,
      duplicate,
    });
    return duplicate ? [] : [{ definition, model }];
  }

  addDecision(model: DecisionModel, file: File): readonly LoadedDecision[] {
    const { dmnDecisionId } = model;
    const before = this.#definitions.decision(dmnDecisionId)?.definition;
    const decisionKey = this.#plan.decisions[dmnDecisionId] ?? this.#scope.nextKey();
    const duplicate = before?.decisionKey === decisionKey;
    const definition = duplicate
      ? before
      : {
          decisionKey,
          dmnDecisionId,
          name: model.name,
          ...(model.versionTag === undefined ? {} : { versionTag: model.versionTag }),
          ...this.#versioned(file, this.#definitions.decisions.lastVersion(dmnDecisionId)),
        };
    if (!duplicate) this.#scope.draft.create(decisionDefinitions, definition);
    const { version, versionTag, resourceName } = definition;
    const tagged = versionTag === undefined ? {} : { versionTag };
    this.#decisions.push({ dmnDecisionId, decisionKey, version, ...tagged, resourceName, duplicate });
    return duplicate ? [] : [{ definition, model }];
  }

  addForm(
    formId: string,
    file: File,
    before: { readonly version: number; readonly checksum: string } | undefined,
  ): void {
    if (before?.checksum === file.checksum) return;
    this.#scope.draft.create(formDefinitions, {
      formKey: this.#scope.nextKey(),
      formId,
      ...this.#versioned(file, before?.version ?? 0),
    });
  }

  #newProcess(model: ProcessModel, file: File): ProcessDefinition {
    const { bpmnProcessId } = model;
    const definition: ProcessDefinition = {
      processDefinitionKey: this.#plan.processes[bpmnProcessId] ?? this.#scope.nextKey(),
      bpmnProcessId,
      name: model.name,
      ...(model.versionTag === undefined ? {} : { versionTag: model.versionTag }),
      ...(isBoundToDeployment(model) ? { deployedWith: this.#plan } : {}),
      messageStarts: model.startTriggers.flatMap((start) => messageStart(start, this.#scope.now)),
      ...this.#versioned(file, this.#definitions.lastVersion(bpmnProcessId)),
    };
    this.#scope.draft.create(processDefinitions, definition);
    return definition;
  }

  #versioned(file: File, lastVersion: number) {
    return {
      version: lastVersion + 1,
      resourceKey: file.store(),
      resourceName: file.resource.name,
      checksum: file.checksum,
      deployedAt: this.#scope.now,
    };
  }
}

function messageStart({ id: startEventId, message }: ModelElement, now: string): ProcessDefinition['messageStarts'] {
  const messageName = message?.name.evaluate({}, now).value;
  return typeof messageName === 'string' ? [{ messageName, startEventId }] : [];
}

/** Calls of what is deployed together with them find it among the files. */
function refuseLooseBindings(prepared: readonly Prepared[]): void {
  const models = prepared.flatMap(({ content }) => content.processes);
  const decisions = prepared.flatMap(({ content }) => content.decisions);
  const problems = checkBindings(models, {
    processes: new Set(models.map(({ bpmnProcessId }) => bpmnProcessId)),
    decisions: new Set(decisions.map(({ dmnDecisionId }) => dmnDecisionId)),
  });
  const [first] = problems;
  if (first !== undefined) throw new DeploymentRefused(first.resourceName, problems);
}

function refuseDuplicateIds(prepared: readonly Prepared[]): void {
  const seen = new Map<string, string>();
  for (const { resource, content } of prepared) {
    const ids = [
      ...content.processes.map((model) => ['process', model.bpmnProcessId] as const),
      ...content.decisions.map((model) => ['decision', model.dmnDecisionId] as const),
      ...(content.formId === undefined ? [] : [['form', content.formId] as const]),
    ];
    for (const [kind, id] of ids) {
      const first = seen.get(`${kind}/${id}`);
      if (first !== undefined) fail('ENGINE_DUPLICATE_ID', { kind, id, first, second: resource.name });
      seen.set(`${kind}/${id}`, resource.name);
    }
  }
}
