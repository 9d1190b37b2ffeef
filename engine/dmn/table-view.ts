import { type Source, annotationOf } from './source.ts';

type Bilingual = { readonly 'zh-CN': string; readonly en: string };

/** A decision table as a person reads it: texts as written, plain data for a page or a terminal. */
export interface TableView {
  readonly decisionId: string;
  readonly name: Bilingual;
  readonly hitPolicy: string;
  readonly aggregation?: string;
  readonly inputs: readonly {
    readonly id: string;
    readonly label: Bilingual;
    readonly expression: string;
    readonly type: string;
  }[];
  readonly outputs: readonly {
    readonly id: string;
    readonly label: Bilingual;
    readonly name: string;
    readonly type: string;
  }[];
  /** Names of the annotation columns besides the description. */
  readonly annotations: readonly string[];
  readonly rules: readonly {
    readonly id: string;
    /** From 1. */
    readonly index: number;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly annotation: string;
  }[];
}

const text = (source: Source | undefined): string => source?.text.trim() ?? '';

/** Undefined for a decision without a table. */
export function viewTable(decision: Source): TableView | undefined {
  const table = decision.child('decisionTable');
  if (table === undefined) return undefined;
  const name = decision.name ?? decision.id ?? '';
  const aggregation = table.attribute('aggregation');
  return {
    decisionId: decision.id ?? '',
    name: { 'zh-CN': name, en: decision.englishLabel ?? name },
    hitPolicy: table.attribute('hitPolicy') ?? 'UNIQUE',
    ...(aggregation !== undefined && { aggregation }),
    ...columns(table),
    annotations: table.children('annotation').map((annotation) => annotation.name ?? ''),
    rules: table.children('rule').map((rule, index) => ({
      id: rule.id ?? '',
      index: index + 1,
      inputs: rule.children('inputEntry').map(text),
      outputs: rule.children('outputEntry').map(text),
      annotation: annotationOf(rule),
    })),
  };
}

/** The heading of a column as drawn, its English from `label:en`; what it reads or writes where it has none. */
function labelOf(column: Source, fallback: string): Bilingual {
  const label = column.label ?? fallback;
  return { 'zh-CN': label, en: column.englishLabel ?? label };
}

const columns = (table: Source): Pick<TableView, 'inputs' | 'outputs'> => ({
  inputs: table.children('input').map((input) => ({
    id: input.id ?? '',
    label: labelOf(input, text(input.child('inputExpression'))),
    expression: text(input.child('inputExpression')),
    type: input.child('inputExpression')?.typeRef ?? 'Any',
  })),
  outputs: table.children('output').map((output) => ({
    id: output.id ?? '',
    label: labelOf(output, output.name ?? ''),
    name: output.name ?? '',
    type: output.typeRef ?? 'Any',
  })),
});
