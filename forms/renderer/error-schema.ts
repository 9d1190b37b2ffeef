import type { ErrorSchema } from '@rjsf/utils';

/** `path` as validation tells it: `contact/note`, `lines/0/amount`. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

interface Node {
  [name: string]: Node | string[];
}

/** Problems by path as rjsf's tree of errors. */
export function toErrorSchema(problems: readonly FieldProblem[]): ErrorSchema {
  const root: Node = {};
  for (const { path, message } of problems) {
    let node = root;
    for (const step of stepsOf(path)) {
      const next = node[step];
      const child: Node = next === undefined || Array.isArray(next) ? {} : next;
      node[step] = child;
      node = child;
    }
    const known = node['__errors'];
    node['__errors'] = [...(Array.isArray(known) ? known : []), message];
  }
  // The tree is what the type says, but for names that only data can tell.
  return root as ErrorSchema;
}

export function stepsOf(path: string): string[] {
  return path.split(/[/.]/).filter((step) => step !== '');
}
