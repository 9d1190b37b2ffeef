/**
 * The shipped processes as data: the only reader of this folder. Files are read from disk at the call, in a stable order
 * (by name); a file that can not be read or is not JSON where it should be throws, since it ships with the program.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Form, Text } from '#forms/schema/index.ts';

/** A file as it is deployed. */
export interface ShippedResource {
  readonly name: string;
  readonly content: string;
}

/** What a scenario file holds, as far as it is read without playing it; `steps` are the sandbox's to parse. */
export interface ShippedScenario {
  /** Path of the file inside this folder. */
  readonly file: string;
  readonly scenario: {
    readonly name: Text;
    readonly process: string;
    readonly zone: string;
    /** Local date of day 0. */
    readonly start: string;
    readonly variables: Readonly<Record<string, unknown>>;
    /** By job type: what the outside answers. */
    readonly answers: Readonly<Record<string, unknown>>;
    readonly steps: readonly unknown[];
  };
}

export interface ShippedProcess {
  /** BPMN process id, equal to the folder's name. */
  readonly id: string;
  /** The drawing and its decision tables: what is deployed together. */
  readonly resources: readonly ShippedResource[];
  readonly scenarios: readonly ShippedScenario[];
}

const here = import.meta.dirname;
const order = (a: string, b: string): number => (a < b ? -1 : 1);

/** Every shipped process with its deployable files and its scenarios. */
export function shippedProcesses(): readonly ShippedProcess[] {
  return folders().map((id) => ({
    id,
    resources: [...filesOf(id, '.bpmn'), ...filesOf(id, '.dmn')].map((path) => ({
      name: path.slice(path.lastIndexOf('/') + 1),
      content: readText(path),
    })),
    scenarios: filesOf(`${id}/scenarios`, '.json').map((file) => ({
      file,
      scenario: readJson<ShippedScenario['scenario']>(file),
    })),
  }));
}

/** Every form that a user task of a shipped process names, by the id that is its `formKey`. */
export function shippedForms(): readonly Form[] {
  return folders()
    .flatMap((id) => filesOf(id, '.form.json'))
    .map((path) => readJson<Form>(path));
}

function folders(): readonly string[] {
  return readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted(order);
}

function filesOf(folder: string, ending: string): readonly string[] {
  return readdirSync(join(here, folder))
    .filter((name) => name.endsWith(ending))
    .toSorted(order)
    .map((name) => `${folder}/${name}`);
}

function readText(path: string): string {
  return readFileSync(join(here, path), 'utf8');
}

/** The files are ours and their shapes are held by tests, so the cast stands where a parser would. */
function readJson<Shape>(path: string): Shape {
  return JSON.parse(readText(path)) as Shape;
}
