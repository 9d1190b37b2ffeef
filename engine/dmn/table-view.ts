import { annotationOf } from './build.ts';
import {
  type DecisionSource,
  type ElementSource,
  type TableSource,
  type TextSource,
  englishLabel,
  isTable,
} from './source.ts';

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

const text = (source: TextSource | undefined): string => source?.text?.trim() ?? '';

/** Undefined for a decision without a table. */
export function viewTable(decision: DecisionSource): TableView | undefined {
  const table = decision.decisionLogic;
  if (!isTable(table)) return undefined;
  const name = decision.name ?? decision.id ?? '';
  return {
    decisionId: decision.id ?? '',
    name: { 'zh-CN': name, en: englishLabel(decision) ?? name },
    hitPolicy: table.hitPolicy ?? 'UNIQUE',
    ...(table.aggregation !== undefined && { aggregation: table.aggregation }),
    ...columns(table),
    annotations: (table.annotation ?? []).map((annotation) => annotation.name ?? ''),
    rules: (table.rule ?? []).map((rule, index) => ({
      id: rule.id ?? '',
      index: index + 1,
      inputs: (rule.inputEntry ?? []).map(text),
      outputs: (rule.outputEntry ?? []).map(text),
      annotation: annotationOf(rule),
    })),
  };
}

/** The heading of a column as drawn, its English from `label:en`; what it reads or writes where it has none. */
function labelOf(column: ElementSource, fallback: string): Bilingual {
  const label = column.label ?? fallback;
  return { 'zh-CN': label, en: englishLabel(column) ?? label };
}

const columns = (table: TableSource): Pick<TableView, 'inputs' | 'outputs'> => ({
  inputs: (table.input ?? []).map((input) => ({
    id: input.id ?? '',
    label: labelOf(input, text(input.inputExpression)),
    expression: text(input.inputExpression),
    type: input.inputExpression?.typeRef ?? 'Any',
  })),
  outputs: (table.output ?? []).map((output) => ({
    id: output.id ?? '',
    label: labelOf(output, output.name ?? ''),
    name: output.name ?? '',
    type: output.typeRef ?? 'Any',
  })),
});
