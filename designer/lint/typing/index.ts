import type { Definitions } from '#engine/dmn/index.ts';
import { type FeelType, parseTypes, simple } from '#engine/feel/index.ts';
import type { Known, ModelElement, ProcessModel, SourceFile } from '../types.ts';
import { decisionType } from './decision-types.ts';
import type { Sources } from './flow.ts';
import { formTypes } from './form-types.ts';
import { type Variables, bothOf } from './scope.ts';

/** Where variables come from. */
export interface Typing {
  sourcesFor(process: ProcessModel): Sources;
}

/** Types of what the files and what is known besides bring into a process; undefined where nobody says what brings what. */
export function typingOf(
  files: readonly SourceFile[],
  definitions: readonly Definitions[],
  known: Known,
): Typing | undefined {
  if (known.types === undefined) return undefined;
  const forms = formsOf(files, known.types.forms);
  const jobs = known.types.jobs ?? {};
  const brought = (element: ModelElement): Variables => {
    const declared = declaredBy(element.properties);
    const formKey = element.userTask?.formKey;
    const form = formKey?.isStatic ? forms.get(formKey.source) : undefined;
    const type = element.type === 'USER_TASK' ? undefined : element.job?.type;
    const job = type?.isStatic && Object.hasOwn(jobs, type.source) ? typesIn(jobs[type.source] ?? '') : {};
    return { ...job, ...form, ...declared };
  };
  const decision = (id: string, variables: Variables): FeelType => {
    for (const file of definitions) {
      const found = file.decisions.get(id);
      if (found) return decisionType(file, found, variables);
    }
    return simple('any');
  };
  const given = typesIn(known.types.start ?? '');
  const customer = typesIn(known.types.customer ?? '');
  const startOf = ({ properties }: ProcessModel): Variables => ({
    ...bothOf(given, forms.get(properties['startForm'] ?? '') ?? {}),
    ...(properties['startCustomer'] === undefined ? {} : customer),
    ...declaredBy(properties),
  });
  return { sourcesFor: (process) => ({ start: startOf(process), brought, decision }) };
}

const declaredBy = (properties: Readonly<Record<string, string>>): Variables => typesIn(properties['variables'] ?? '');

function typesIn(text: string): Variables {
  const parsed = text === '' ? undefined : parseTypes(text);
  return parsed?.ok ? parsed.types : {};
}

function formsOf(
  files: readonly SourceFile[],
  schemas: Readonly<Record<string, unknown>> = {},
): ReadonlyMap<string, Variables> {
  const own = files.flatMap(({ name, content }) => {
    const id = /([^/\\]+)\.form\.json$/.exec(name)?.[1];
    const schema = id === undefined ? undefined : schemaIn(content);
    return id === undefined || schema === undefined ? [] : [[id, schema] as const];
  });
  return new Map([...Object.entries(schemas), ...own].map(([id, schema]) => [id, formTypes(schema)]));
}

function schemaIn(content: string): unknown {
  try {
    const form: unknown = JSON.parse(content);
    return typeof form === 'object' && form !== null && 'schema' in form ? form.schema : undefined;
  } catch {
    return undefined;
  }
}
