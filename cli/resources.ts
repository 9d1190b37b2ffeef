import { readdir } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parseDecisions } from '#engine/dmn/index.ts';
import type { Resource } from '#engine/index.ts';
import { parseProcesses } from '#engine/model/index.ts';
import { shippedProcesses } from '#processes/index.ts';
import { readResource } from './files.ts';
import type { Terminal } from './terminal.ts';

/** A file with the ids others call it by, and the ids it calls. A file that can't be read has none: its deployment says why. */
export interface Indexed {
  readonly resource: Resource;
  readonly processes: readonly string[];
  readonly decisions: readonly string[];
  readonly calls: { readonly processes: readonly string[]; readonly decisions: readonly string[] };
}

const NO_CALLS = { processes: [], decisions: [] } as const;

export async function indexResource(resource: Resource): Promise<Indexed> {
  if (resource.name.endsWith('.bpmn')) {
    const outcome = await parseProcesses(resource);
    const models = outcome.ok ? outcome.processes : [];
    const elements = models.flatMap((model) => [...model.elements.values()]);
    return {
      resource,
      processes: models.map((model) => model.bpmnProcessId),
      decisions: [],
      calls: {
        processes: elements.flatMap(({ calledElement }) => calledElement?.processId.source ?? []),
        decisions: elements.flatMap(({ decision }) => decision?.decisionId.source ?? []),
      },
    };
  }
  const outcome = resource.name.endsWith('.dmn') ? await parseDecisions(resource) : undefined;
  const decisions = outcome?.ok === true ? [...outcome.definitions.decisions.keys()] : [];
  return { resource, processes: [], decisions, calls: NO_CALLS };
}

/** The drawings and tables that ship with the product. */
export function shippedResources(): readonly Resource[] {
  return shippedProcesses().flatMap((process) => process.resources);
}

/** What ships, with every file left out that defines a process or a decision which one of `own` defines too. */
export async function replaceShipped(own: readonly Indexed[]): Promise<readonly Resource[]> {
  const shipped = await Promise.all(shippedResources().map(indexResource));
  return [...shipped.filter((file) => !own.some((one) => overlaps(one, file))), ...own].map(({ resource }) => resource);
}

function overlaps(one: Indexed, other: Indexed): boolean {
  return (
    one.resource.name === other.resource.name ||
    one.processes.some((id) => other.processes.includes(id)) ||
    one.decisions.some((id) => other.decisions.includes(id))
  );
}

/**
 * The files with everything they call, and what those call in turn: found among the files that lie beside the first one, else
 * among the shipped. Nothing else comes along, so a broken file nearby disturbs nobody who does not call it.
 */
export async function withCalled(terminal: Terminal, file: string, own: readonly Resource[]): Promise<Resource[]> {
  const taken = await Promise.all(own.map(indexResource));
  const candidates = [
    ...(await Promise.all((await readBeside(terminal, file, '.bpmn', '.dmn')).map(indexResource))),
    ...(await Promise.all(shippedResources().map(indexResource))),
  ];
  for (let missing = firstMissing(taken); missing !== undefined; missing = firstMissing(taken, missing.passed)) {
    const { kind, id } = missing;
    const found = candidates.find((one) => one[kind].includes(id) || isBrokenDefinition(one, kind, id));
    if (found === undefined || taken.some((one) => overlaps(one, found))) missing.passed.add(`${kind} ${id}`);
    else taken.push(found);
  }
  return taken.map(({ resource }) => resource);
}

interface Missing {
  readonly kind: 'processes' | 'decisions';
  readonly id: string;
  /** Calls that nobody can answer: the run itself says so. */
  readonly passed: Set<string>;
}

function firstMissing(taken: readonly Indexed[], passed = new Set<string>()): Missing | undefined {
  for (const kind of ['processes', 'decisions'] as const) {
    const known = new Set(taken.flatMap((one) => [...one[kind]]));
    for (const id of taken.flatMap((one) => one.calls[kind])) {
      if (!known.has(id) && !passed.has(`${kind} ${id}`)) return { kind, id, passed };
    }
  }
  return undefined;
}

/** A file that seems to define the id and can't be read: it comes along, so that its problems are told. */
function isBrokenDefinition({ resource, processes, decisions }: Indexed, kind: Missing['kind'], id: string): boolean {
  if (processes.length + decisions.length > 0) return false;
  const ending = kind === 'processes' ? '.bpmn' : '.dmn';
  return resource.name.endsWith(ending) && resource.content.includes(`id="${id}"`);
}

/** The files of these endings in the folder of a file, besides it. */
export async function readBeside(
  terminal: Terminal,
  file: string,
  ...endings: readonly string[]
): Promise<readonly Resource[]> {
  const folder = dirname(resolve(terminal.folder, file));
  const names = (await readdir(folder)).filter(
    (name) => endings.some((ending) => name.endsWith(ending)) && name !== basename(file),
  );
  return Promise.all(names.toSorted().map((name) => readResource(terminal, join(folder, name), endings)));
}
