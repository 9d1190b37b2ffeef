import type { Decimal } from './numbers.ts';

/** The tree of a FEEL text. `at` is the offset in the source, for messages. */
export type Node = { readonly at: number } & (
  | { readonly type: 'literal'; readonly value: null | boolean | string | number | Decimal }
  | { readonly type: 'temporal'; readonly text: string }
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'input' }
  | { readonly type: 'list'; readonly items: readonly Node[] }
  | { readonly type: 'context'; readonly entries: readonly { readonly key: string; readonly value: Node }[] }
  | RangeNode
  | { readonly type: 'path'; readonly of: Node; readonly name: string }
  | { readonly type: 'filter'; readonly of: Node; readonly by: Node }
  | { readonly type: 'call'; readonly callee: Node; readonly args: Arguments }
  | { readonly type: 'function'; readonly parameters: readonly Parameter[]; readonly body: Node }
  | { readonly type: 'if'; readonly condition: Node; readonly then: Node; readonly else: Node }
  | { readonly type: 'for'; readonly iterators: readonly Iterator[]; readonly body: Node }
  | { readonly type: 'some' | 'every'; readonly iterators: readonly Iterator[]; readonly body: Node }
  | { readonly type: 'logic'; readonly operator: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly type: 'comparison'; readonly operator: Comparison; readonly left: Node; readonly right: Node }
  | { readonly type: 'arithmetic'; readonly operator: Arithmetic; readonly left: Node; readonly right: Node }
  | { readonly type: 'negation'; readonly of: Node }
  | { readonly type: 'between'; readonly of: Node; readonly low: Node; readonly high: Node }
  | { readonly type: 'in'; readonly of: Node; readonly tests: readonly Test[] }
  | { readonly type: 'instanceOf'; readonly of: Node; readonly typeName: TypeName }
);

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type Arithmetic = '+' | '-' | '*' | '/' | '**';

/** `names`: present when the values are given by name. */
export interface Arguments {
  readonly names?: readonly string[];
  readonly values: readonly Node[];
}

export interface RangeNode {
  readonly at: number;
  readonly type: 'range';
  /** Absent: open to that side, as in `(> 5)`. */
  readonly low?: Node;
  readonly lowIncluded: boolean;
  readonly high?: Node;
  readonly highIncluded: boolean;
  /** `(= 5)` and `(!= 5)`. */
  readonly form?: 'equal' | 'unequal';
}

export interface Parameter {
  readonly name: string;
  readonly type?: TypeName;
}

export interface Iterator {
  readonly name: string;
  readonly over: Node;
  /** Present in `1..n`. */
  readonly to?: Node;
}

/** One of the tests of an input cell or of the right side of `in`. */
export type Test = { readonly at: number } & (
  | { readonly type: 'compare'; readonly operator: Comparison; readonly with: Node }
  | { readonly type: 'value'; readonly value: Node }
  | { readonly type: 'not'; readonly tests: readonly Test[] }
  | { readonly type: 'any' }
);

export interface TypeName {
  readonly name: string;
  readonly of: readonly TypeName[];
  /** Written `| null`, in declarations only. */
  readonly nullable?: boolean;
  readonly fields?: readonly { readonly name: string; readonly type: TypeName }[];
}
