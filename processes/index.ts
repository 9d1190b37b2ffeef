/**
 * The shipped processes as data: the only reader of this folder. Files are read from disk at the call, in a stable order
 * (by name); a file that can not be read or is not JSON where it should be throws, since it ships with the program.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource, ScenarioInput } from '#engine/index.ts';

/** A text a person reads, in both languages of the product. */
interface Text {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** A form as its file holds it: JSON Schema with Chinese titles, the uiSchema of rjsf, the English titles by field path. */
export interface ShippedForm {
  readonly id: string;
  readonly title: Text;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly uiSchema: Readonly<Record<string, unknown>>;
  readonly labels: { readonly en: Readonly<Record<string, string | readonly string[]>> };
}

export interface ShippedScenario {
  /** Path of the file inside this folder. */
  readonly file: string;
  readonly scenario: ScenarioInput;
}

export interface ShippedProcess {
  /** BPMN process id, equal to the folder's name. */
  readonly id: string;
  /** The drawing and its decision tables: what is deployed together. */
  readonly resources: readonly Resource[];
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
      scenario: readJson<ScenarioInput>(file),
    })),
  }));
}

/** Every form that a user task of a shipped process names, by the id that is its `formKey`. */
export function shippedForms(): readonly ShippedForm[] {
  return folders()
    .flatMap((id) => filesOf(id, '.form.json'))
    .map((path) => readJson<ShippedForm>(path));
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
