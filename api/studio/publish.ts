import { createHash } from 'node:crypto';
import { lint, type Problem } from '#designer/lint/index.ts';
import { parseProcesses } from '#engine/model/index.ts';
import { EngineQueries, type Resource } from '#engine/index.ts';
import { fail } from '#errors/index.ts';
import { parseForm } from '#forms/schema/index.ts';
import { shippedForms, shippedProcesses } from '#processes/index.ts';
import type { StoreReader } from '#store/index.ts';
import type { Services } from '../services.ts';
import { processDrafts, publishedVersions, type PublishedVersion } from './collections.ts';
import { JOB_TYPES } from './job-types.ts';
import { knownTypes } from './known-types.ts';

type Author = { readonly id: string; readonly name: string };

const FORM = /^(.+)\.form\.json$/;

/** Every version of a process, newest first. */
export async function versionsOf(store: StoreReader, processId: string): Promise<readonly PublishedVersion[]> {
  const deployed = await deployedKeys(store, processId);
  const page = await store.find(publishedVersions, {
    where: { processId },
    sort: { by: 'version', descending: true },
    limit: 1000,
  });
  return page.items.map((item) => item.document).filter((version) => deployed.has(version.processDefinitionKey));
}

export async function newestVersion(store: StoreReader, processId: string): Promise<PublishedVersion | undefined> {
  return (await versionsOf(store, processId))[0];
}

/** The newest version of every process, by id. */
export async function newestVersions(store: StoreReader): Promise<readonly PublishedVersion[]> {
  const deployed = await deployedKeys(store);
  const newest = new Map<string, PublishedVersion>();
  for await (const { document } of store.scan(publishedVersions)) {
    if (!deployed.has(document.processDefinitionKey)) continue;
    if ((newest.get(document.processId)?.version ?? 0) < document.version) newest.set(document.processId, document);
  }
  return [...newest.values()].toSorted((a, b) => (a.processId < b.processId ? -1 : 1));
}

/** A version that an operator has deleted is published no more; what ran on it keeps its files. */
async function deployedKeys(store: StoreReader, processId?: string): Promise<ReadonlySet<string>> {
  const definitions = await new EngineQueries(store).processDefinitions(processId);
  return new Set(definitions.map(({ processDefinitionKey }) => processDefinitionKey));
}

/** What is wrong with a bundle, held against everything else that is published. */
export async function checkBundle(store: StoreReader, resources: readonly Resource[]): Promise<readonly Problem[]> {
  const others = await newestVersions(store);
  const decisions = await new EngineQueries(store).decisionDefinitions();
  const elsewhere = others.flatMap((version) => version.resources);
  return lint(resources, {
    jobTypes: JOB_TYPES,
    processes: others.map((version) => version.processId),
    decisions: decisions.map((decision) => decision.dmnDecisionId),
    forms: others.flatMap((version) => version.resources.flatMap(({ name }) => FORM.exec(name)?.[1] ?? [])),
    types: knownTypes(elsewhere, formSchemas(elsewhere)),
  });
}

/** The schemas of all forms among these files, by id; a form that can't be read has none. */
function formSchemas(resources: readonly Resource[]): Readonly<Record<string, unknown>> {
  const forms = resources.filter(({ name }) => FORM.test(name)).map(({ content }) => parseForm(content));
  return Object.fromEntries(forms.flatMap((form) => (form.ok ? [[form.form.id, form.form.schema]] : [])));
}

/**
 * A drawing names its tables and forms by id only, so a bundle whose drawing is the same would be no new version to the
 * engine. This last line, a comment to every reader, makes it one.
 */
function sealed(resources: readonly Resource[]): readonly Resource[] {
  const hash = createHash('sha256');
  for (const { name, content } of resources) hash.update(name).update('\0').update(content).update('\0');
  const seal = `\n<!-- bundle ${hash.digest('hex')} -->\n`;
  return resources.map((resource) =>
    resource.name.endsWith('.bpmn') ? { ...resource, content: resource.content.trimEnd() + seal } : resource,
  );
}

/**
 * Deploys the files of a process together and remembers them as its newest version; the draft they came from is gone.
 * Rejects with STUDIO_NOT_PUBLISHABLE when anything is wrong; nothing is deployed then.
 */
export async function publishBundle(
  services: Pick<Services, 'store' | 'engine' | 'clock'>,
  bundle: {
    readonly processId: string;
    readonly resources: readonly Resource[];
    readonly by: Author | null;
    readonly agreedBy: Author | null;
    readonly note: string | null;
  },
): Promise<PublishedVersion> {
  const { store, engine, clock } = services;
  const { processId, resources, by, agreedBy, note } = bundle;
  const wrong = (await checkBundle(store, resources)).filter((problem) => problem.severity === 'error');
  if (wrong.length > 0) fail('STUDIO_NOT_PUBLISHABLE', { count: wrong.length, first: wrong[0]?.message.en ?? '' });
  const deployment = await engine.deployResource(sealed(resources));
  const deployed = deployment.processes.find((process) => process.bpmnProcessId === processId);
  if (!deployed) fail('STUDIO_PROCESS_MISSING', { processId });
  const { processDefinitionKey, version } = deployed;
  const document: PublishedVersion = {
    processDefinitionKey,
    processId,
    version,
    name: await nameOf(resources, processId),
    resources: [...resources],
    publishedAt: clock.now(),
    publishedBy: by,
    agreedBy,
    note,
  };
  await engine.transact({
    reads: [],
    decide: () => ({
      ok: true,
      writes: [
        { type: 'put', collection: publishedVersions, document },
        { type: 'delete', collection: processDrafts, key: processId },
      ],
      result: undefined,
    }),
  });
  return document;
}

async function nameOf(resources: readonly Resource[], processId: string): Promise<PublishedVersion['name']> {
  for (const resource of resources.filter(({ name }) => name.endsWith('.bpmn'))) {
    const outcome = await parseProcesses(resource);
    const model = outcome.ok ? outcome.processes.find((process) => process.bpmnProcessId === processId) : undefined;
    if (model) return model.text;
  }
  return { 'zh-CN': processId, en: processId };
}

/** The files a process came with: its drawing, tables and the forms it names. */
export function shippedBundles(): readonly { readonly processId: string; readonly resources: readonly Resource[] }[] {
  const forms = shippedForms();
  return shippedProcesses().map(({ id, resources }) => {
    const drawing = resources.map(({ content }) => content).join('\n');
    const own = forms.filter((form) => drawing.includes(`"${form.id}"`));
    return {
      processId: id,
      resources: [
        ...resources,
        ...own.map((form) => ({ name: `${form.id}.form.json`, content: `${JSON.stringify(form, null, 2)}\n` })),
      ],
    };
  });
}

/** Publishes what the product ships, each once: what a company has drawn since is left alone. Called ones come first. */
export async function publishShipped(services: Pick<Services, 'store' | 'engine' | 'clock'>): Promise<void> {
  const bundles = shippedBundles();
  const calls = (bundle: (typeof bundles)[number]): number =>
    bundles.filter((other) =>
      bundle.resources.some(({ content }) => content.includes(`processId="${other.processId}"`)),
    ).length;
  for (const { processId, resources } of bundles.toSorted((a, b) => calls(a) - calls(b))) {
    if (await newestVersion(services.store, processId)) continue;
    await publishBundle(services, { processId, resources, by: null, agreedBy: null, note: null });
  }
}
