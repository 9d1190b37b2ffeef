import { evaluateDecision, parseDecisions } from '#engine/dmn/index.ts';
import { EngineQueries } from '#engine/index.ts';
import { fail, reject } from '#errors/index.ts';
import { shippedProcesses } from '#processes/index.ts';
import type { Change, LintProblem, Resource, ResponseOf } from '../contract/index.ts';
import type { Caller, Handlers } from '../http.ts';
import { PlacesError } from '../problem.ts';
import type { Services } from '../services.ts';
import { changesBetween } from '../studio/changes.ts';
import {
  type ProcessDraft,
  processDrafts,
  type Publication,
  publications,
  type PublishedVersion,
} from '../studio/collections.ts';
import { checkBundle, newestVersion, newestVersions, publishBundle, versionsOf } from '../studio/publish.ts';
import { runTrial } from '../studio/trial.ts';

type StudioHandlers = Pick<
  Handlers,
  | 'listProcesses'
  | 'getProcess'
  | 'getProcessVersion'
  | 'saveDraft'
  | 'discardDraft'
  | 'restoreVersion'
  | 'lint'
  | 'compare'
  | 'trial'
  | 'evaluateDecision'
  | 'publish'
  | 'listPublications'
  | 'decidePublication'
>;

const authorOf = (caller: Caller): { id: string; name: string } => ({ id: caller.personId, name: caller.name });

/** What a reader of the contract sees of a draft, a version, a process. */
class View {
  readonly #services: Services;
  readonly #queries: EngineQueries;

  constructor(services: Services) {
    this.#services = services;
    this.#queries = new EngineQueries(services.store);
  }

  async draft(processId: string): Promise<ProcessDraft | undefined> {
    return (await this.#services.store.get(processDrafts, processId))?.document;
  }

  async newest(processId: string): Promise<PublishedVersion> {
    return (
      (await newestVersion(this.#services.store, processId)) ??
      fail('API_NOT_FOUND', { kind: 'process', key: processId })
    );
  }

  async version(processId: string, version: number): Promise<PublishedVersion> {
    const found = (await versionsOf(this.#services.store, processId)).find((item) => item.version === version);
    return found ?? fail('API_NOT_FOUND', { kind: 'version', key: `${processId} ${version}` });
  }

  async versionSummary(version: PublishedVersion): Promise<ResponseOf<'getProcess'>['versions'][number]> {
    const { processDefinitionKey, publishedAt, publishedBy, note } = version;
    return {
      version: version.version,
      publishedAt,
      publishedBy,
      note,
      running: await this.#running({ processDefinitionKey }),
    };
  }

  async summary(newest: PublishedVersion): Promise<ResponseOf<'listProcesses'>[number]> {
    const draft = await this.draft(newest.processId);
    return {
      id: newest.processId,
      name: newest.name,
      version: newest.version,
      publishedAt: newest.publishedAt,
      publishedBy: newest.publishedBy,
      running: await this.#running({ bpmnProcessId: newest.processId }),
      draft: draft ? { at: draft.at, by: draft.by, revision: draft.revision } : null,
    };
  }

  #running(of: { readonly bpmnProcessId?: string; readonly processDefinitionKey?: string }): Promise<number> {
    return this.#queries.countProcessInstances({ ...of, states: ['active', 'incident'] });
  }
}

const problemsOf = async (services: Services, resources: readonly Resource[]): Promise<LintProblem[]> =>
  (await checkBundle(services.store, resources)).map(({ element, ...problem }) => ({
    ...problem,
    element: element === '' ? null : element,
  }));

/** Stores a draft unless somebody saved a newer one meanwhile. */
async function putDraft(
  services: Services,
  processId: string,
  resources: readonly Resource[],
  seen: number | undefined,
  caller: Caller,
): Promise<number> {
  return services.engine.transact({
    reads: [{ collection: processDrafts, key: processId }],
    decide(documents, { now }) {
      const kept = documents.get(processDrafts, processId)?.document;
      const found = kept?.revision ?? 0;
      if (seen !== undefined && found !== seen)
        return {
          ok: false,
          rejection: reject('STUDIO_DRAFT_STALE', { expected: seen, found, by: kept?.by.name ?? '' }),
        };
      const document: ProcessDraft = {
        processId,
        resources: [...resources],
        revision: found + 1,
        at: now,
        by: authorOf(caller),
      };
      return { ok: true, writes: [{ type: 'put', collection: processDrafts, document }], result: document.revision };
    },
  });
}

/** Sample data to try a process with: that of its first scenario, else nothing. */
function sampleOf(processId: string): {
  readonly variables: Record<string, unknown>;
  readonly answers: Record<string, unknown>;
} {
  const scenario = shippedProcesses().find(({ id }) => id === processId)?.scenarios[0]?.scenario;
  return { variables: { ...scenario?.variables }, answers: { ...scenario?.answers } };
}

export function studioHandlers(services: Services): StudioHandlers {
  const { store, engine, push } = services;
  const view = new View(services);

  const publishNow = async (
    processId: string,
    resources: readonly Resource[],
    by: Caller | Publication['by'],
    agreedBy: Caller | null,
    note: string | null,
  ): Promise<number> => {
    const author = 'personId' in by ? authorOf(by) : by;
    const published = await publishBundle(services, {
      processId,
      resources,
      by: author,
      agreedBy: agreedBy ? authorOf(agreedBy) : null,
      note,
    });
    push(['processes']);
    return published.version;
  };
  const changesOf = async (publication: Pick<Publication, 'processId' | 'resources'>): Promise<Change[]> => [
    ...(await changesBetween((await view.newest(publication.processId)).resources, publication.resources)),
  ];

  return {
    async listProcesses() {
      return Promise.all((await newestVersions(store)).map((version) => view.summary(version)));
    },
    async getProcess({ params }) {
      const newest = await view.newest(params.id);
      const versions = await versionsOf(store, params.id);
      return {
        summary: await view.summary(newest),
        versions: await Promise.all(versions.map((version) => view.versionSummary(version))),
        resources: (await view.draft(params.id))?.resources ?? newest.resources,
        sampleVariables: sampleOf(params.id).variables,
      };
    },
    async getProcessVersion({ params }) {
      const version = await view.version(params.id, params.version);
      return { version: await view.versionSummary(version), resources: version.resources };
    },
    async saveDraft({ params, body, caller }) {
      await view.newest(params.id);
      const revision = await putDraft(services, params.id, body.resources, body.revision, caller);
      push(['processes']);
      return { revision, problems: await problemsOf(services, body.resources) };
    },
    async discardDraft({ params }) {
      await engine.transact({
        reads: [],
        decide: () => ({
          ok: true,
          writes: [{ type: 'delete', collection: processDrafts, key: params.id }],
          result: undefined,
        }),
      });
      push(['processes']);
      return { ok: true };
    },
    async restoreVersion({ params, caller }) {
      const { resources } = await view.version(params.id, params.version);
      return { revision: await putDraft(services, params.id, resources, undefined, caller) };
    },
    async lint({ body }) {
      return { problems: await problemsOf(services, body.resources) };
    },
    async compare({ params, query }) {
      const before = (await view.version(params.id, query.from)).resources;
      const after =
        query.to === undefined
          ? ((await view.draft(params.id))?.resources ?? (await view.newest(params.id)).resources)
          : (await view.version(params.id, query.to)).resources;
      return { changes: [...(await changesBetween(before, after))], before, after };
    },
    async trial({ body }) {
      const wrong = (await problemsOf(services, body.resources)).filter((problem) => problem.severity === 'error');
      if (wrong.length > 0) {
        throw new PlacesError(
          reject('STUDIO_NOT_PUBLISHABLE', { count: wrong.length, first: wrong[0]?.message.en ?? '' }),
          (language) =>
            wrong.map((problem) => ({
              path: problem.element ?? problem.file,
              message: problem.message[language],
              remedy: problem.remedy[language],
              code: problem.code,
            })),
        );
      }
      const others = (await newestVersions(store))
        .filter((version) => version.processId !== body.processId)
        .flatMap((version) => version.resources);
      const { zone } = await services.settings();
      return runTrial(body, { others, zone, answers: sampleOf(body.processId).answers });
    },
    async evaluateDecision({ body }) {
      const parsed = await parseDecisions(body.resource);
      if (!parsed.ok) {
        throw new PlacesError(
          reject('STUDIO_TRIAL_REFUSED', { problem: parsed.problems[0]?.message.en ?? '' }),
          (language) =>
            parsed.problems.map((problem) => ({
              path: problem.elementId,
              message: problem.message[language],
              remedy: problem.remedy[language],
              code: problem.code,
            })),
        );
      }
      const { zone } = await services.settings();
      const outcome = evaluateDecision(parsed.definitions, body.decisionId, body.variables, {
        now: services.clock.now(),
        zone,
      });
      if (!outcome.ok) return fail('STUDIO_TRIAL_REFUSED', { problem: outcome.message });
      return { result: outcome.result, explanation: outcome.explanation };
    },
    async publish({ params, body, caller }) {
      const draft = (await view.draft(params.id)) ?? fail('STUDIO_NO_DRAFT', { processId: params.id });
      if (draft.revision !== body.revision)
        fail('STUDIO_DRAFT_STALE', { expected: body.revision, found: draft.revision, by: draft.by.name });
      const problems = await problemsOf(services, draft.resources);
      if (problems.some((problem) => problem.severity === 'error'))
        return { published: false, version: null, publicationId: null, problems };
      const note = body.note ?? null;
      if (!(await services.settings()).publishNeedsSecondPerson) {
        return {
          published: true,
          version: await publishNow(params.id, draft.resources, caller, null, note),
          publicationId: null,
          problems,
        };
      }
      const id = await engine.transact({
        reads: [],
        decide(_, { now, nextKey }) {
          const document: Publication = {
            id: nextKey(),
            processId: params.id,
            resources: draft.resources,
            revision: draft.revision,
            at: now,
            by: authorOf(caller),
            note,
            state: 'awaiting',
            decidedBy: null,
            decidedAt: null,
            reason: null,
          };
          return { ok: true, writes: [{ type: 'put', collection: publications, document }], result: document.id };
        },
      });
      push(['processes']);
      return { published: false, version: null, publicationId: id, problems };
    },
    async listPublications({ caller }) {
      const page = await store.find(publications, { where: { state: 'awaiting' }, sort: { by: 'at' }, limit: 100 });
      return Promise.all(
        page.items.map(async ({ document }) => ({
          id: document.id,
          processId: document.processId,
          name: (await view.newest(document.processId)).name,
          by: document.by,
          at: document.at,
          note: document.note,
          changes: await changesOf(document),
          mayAgree: document.by.id !== caller.personId,
        })),
      );
    },
    async decidePublication({ params, body, caller }) {
      const publication = await engine.transact<Publication>({
        reads: [{ collection: publications, key: params.id }],
        decide(documents, { now }) {
          const kept = documents.get(publications, params.id)?.document;
          if (!kept) return { ok: false, rejection: reject('API_NOT_FOUND', { kind: 'publication', key: params.id }) };
          if (kept.state !== 'awaiting')
            return {
              ok: false,
              rejection: reject('STUDIO_PUBLICATION_DECIDED', { state: kept.state, by: kept.decidedBy?.name ?? '' }),
            };
          if (kept.by.id === caller.personId)
            return { ok: false, rejection: reject('STUDIO_OWN_PUBLICATION', { by: kept.by.name }) };
          const document: Publication = {
            ...kept,
            state: body.agree ? 'agreed' : 'refused',
            decidedBy: authorOf(caller),
            decidedAt: now,
            reason: body.reason ?? null,
          };
          return { ok: true, writes: [{ type: 'put', collection: publications, document }], result: document };
        },
      });
      if (!body.agree) {
        push(['processes']);
        return { published: false, version: null };
      }
      return {
        published: true,
        version: await publishNow(
          publication.processId,
          publication.resources,
          publication.by,
          caller,
          publication.note,
        ),
      };
    },
  };
}
