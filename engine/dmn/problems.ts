import type { CatalogueEntry } from '#errors/index.ts';

/** Why a decision file can't be deployed; the texts that {@link DecisionProblem} is filled from. */
const PROBLEMS = {
  DECISION_DOCTYPE: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The file declares a DOCTYPE or an entity.', 'zh-CN': '文件中含有 DOCTYPE 或实体声明。' },
    remedy: {
      en: 'Remove the declaration; a modeler never writes one.',
      'zh-CN': '请删除该声明。建模工具不会生成这种内容，文件可能被改动过。',
    },
  },
  DECISION_TOO_LARGE: {
    category: 'TOO_LARGE',
    text: { en: 'The file is {what}, more than {limit}.', 'zh-CN': '文件{what}，超过上限 {limit}。' },
    remedy: { en: 'Split it into several decisions.', 'zh-CN': '请拆分为多个决策文件。' },
  },
  DECISION_UNREADABLE: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The file is no DMN: {reason}', 'zh-CN': '文件不是有效的 DMN：{reason}' },
    remedy: {
      en: 'Open it in the designer or in Camunda Modeler, correct the place and save it again.',
      'zh-CN': '请在设计器或 Camunda Modeler 中打开，改正后重新保存。',
    },
  },
  DECISION_DUPLICATE_ID: {
    category: 'INVALID_ARGUMENT',
    text: { en: "The id '{id}' is used twice (line {line}).", 'zh-CN': '标识“{id}”重复使用（第 {line} 行）。' },
    remedy: { en: 'Give one of the two another id.', 'zh-CN': '请为其中一个换一个标识。' },
  },
  DECISION_VERSION: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The file is written in another version of DMN than 1.1 to 1.5.',
      'zh-CN': '文件不是 DMN 1.1 至 1.5 版本的格式。',
    },
    remedy: {
      en: 'Open it in the designer or in Camunda Modeler 5 and save it again; both write DMN 1.3.',
      'zh-CN': '请在设计器或 Camunda Modeler 5 中打开并重新保存，即可转换为 DMN 1.3。',
    },
  },
  DECISION_NONE: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The file holds no decision.', 'zh-CN': '文件中没有决策。' },
    remedy: { en: 'Draw at least one decision.', 'zh-CN': '请至少添加一个决策。' },
  },
  DECISION_WITHOUT_ID: {
    category: 'INVALID_ARGUMENT',
    text: { en: "The decision '{name}' has no id.", 'zh-CN': '决策“{name}”没有标识。' },
    remedy: { en: 'Give it an id.', 'zh-CN': '请为它填写标识。' },
  },
  DECISION_WITHOUT_LOGIC: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The decision '{name}' has no logic that can be run (found: {found}).",
      'zh-CN': '决策“{name}”没有可执行的规则（现为：{found}）。',
    },
    remedy: {
      en: 'Give it a decision table or a FEEL expression.',
      'zh-CN': '请为它建立决策表或填写 FEEL 表达式。',
    },
  },
  DECISION_UNSUPPORTED: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{what} is not supported.', 'zh-CN': '不支持{what}。' },
    remedy: {
      en: 'Express it with decision tables, FEEL expressions and required decisions.',
      'zh-CN': '请改用决策表、FEEL 表达式和前置决策来表达。',
    },
  },
  DECISION_DANGLING: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "'{name}' refers to '{target}', which is not in the file.",
      'zh-CN': '“{name}”引用的“{target}”不在该文件中。',
    },
    remedy: {
      en: 'Draw what it refers to, or delete the arrow.',
      'zh-CN': '请补上被引用的元素，或删除该连线。',
    },
  },
  DECISION_CYCLE: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The decisions require each other in a circle: {circle}.', 'zh-CN': '决策之间循环依赖：{circle}。' },
    remedy: { en: 'Delete one of the arrows.', 'zh-CN': '请删除其中一条依赖连线。' },
  },
  DECISION_NAME_TAKEN: {
    category: 'INVALID_ARGUMENT',
    text: { en: "Two decisions give their result the name '{name}'.", 'zh-CN': '两个决策的结果变量同名：“{name}”。' },
    remedy: { en: 'Rename the result of one of them.', 'zh-CN': '请修改其中一个决策的结果变量名。' },
  },
  DECISION_NAME_TWICE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "A context of '{name}' has two entries '{twice}'.",
      'zh-CN': '“{name}”的上下文中有两个同名条目“{twice}”。',
    },
    remedy: { en: 'Rename one of them.', 'zh-CN': '请修改其中一个的名称。' },
  },
  DECISION_INCOMPLETE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "A part of '{name}' is empty: <{element}> lacks an expression or a name.",
      'zh-CN': '“{name}”中有未填写的部分：<{element}> 缺少表达式或名称。',
    },
    remedy: { en: 'Fill it in or remove it.', 'zh-CN': '请补充或删除。' },
  },
  DECISION_ROW: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "A row of '{name}' has {found} cells, but the relation has {expected} columns.",
      'zh-CN': '“{name}”的关系表中有一行为 {found} 个单元格，而表中有 {expected} 列。',
    },
    remedy: { en: 'Fill in or remove cells.', 'zh-CN': '请补齐或删除单元格。' },
  },
  DECISION_IMPORT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The file imports '{namespace}', but no file of this namespace came with it.",
      'zh-CN': '文件导入了“{namespace}”，但未一并提供该命名空间的文件。',
    },
    remedy: { en: 'Add the file, or delete the import.', 'zh-CN': '请一并提供该文件，或删除导入。' },
  },
  DECISION_FEEL: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{place} of '{name}' is no FEEL: {reason} ({source})",
      'zh-CN': '“{name}”的{place}不是有效的 FEEL：{reason}（{source}）',
    },
    remedy: {
      en: 'Correct the expression; texts stand in quotation marks.',
      'zh-CN': '请修改该表达式；文本须加英文双引号。',
    },
  },
  DECISION_EMPTY_INPUT: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Input {column} of '{name}' has no expression.",
      'zh-CN': '“{name}”的第 {column} 个输入列没有表达式。',
    },
    remedy: {
      en: 'Write what the column looks at, for example a variable name.',
      'zh-CN': '请填写该列要判断的内容，例如变量名。',
    },
  },
  DECISION_CELLS: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Rule {rule} of '{name}' has {found} {kind} cells, but the table has {expected} such columns.",
      'zh-CN': '“{name}”第 {rule} 条规则有 {found} 个{kind}单元格，而表中有 {expected} 列。',
    },
    remedy: { en: 'Fill in or remove cells.', 'zh-CN': '请补齐或删除单元格。' },
  },
  DECISION_OUTPUTS: {
    category: 'INVALID_ARGUMENT',
    text: { en: "The table of '{name}': {problem}.", 'zh-CN': '“{name}”的决策表：{problem}。' },
    remedy: { en: 'Correct the output columns.', 'zh-CN': '请修改输出列。' },
  },
  DECISION_TYPE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "{place} of '{name}' has the unknown type '{type}'.",
      'zh-CN': '“{name}”的{place}使用了未知类型“{type}”。',
    },
    remedy: {
      en: 'Choose string, number, boolean, date, time, date and time or a duration.',
      'zh-CN': '请选择文本、数字、布尔、日期、时间、日期时间或时长类型。',
    },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A text in both languages. */
export interface Bilingual {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** One reason why a decision file is refused. `elementId` is empty where the file as a whole is meant. */
export interface DecisionProblem {
  readonly code: ProblemCode;
  readonly resourceName: string;
  readonly elementId: string;
  readonly elementName: string;
  readonly message: Bilingual;
  readonly remedy: Bilingual;
}

/** Nobody reads more. */
const MAX_TOLD = 500;

/** Collects the problems of one file. */
export class Problems {
  readonly found: DecisionProblem[] = [];
  /** How many there are, told or not. */
  count = 0;
  readonly #resourceName: string;

  constructor(resourceName: string) {
    this.#resourceName = resourceName;
  }

  /** Details may differ by language: `Bilingual` ones are filled in their own. */
  add(
    code: ProblemCode,
    element:
      | { readonly id?: string | undefined; readonly name?: string | undefined; readonly label?: string | undefined }
      | undefined,
    details: Readonly<Record<string, string | number | Bilingual>> = {},
  ): void {
    this.count += 1;
    if (this.found.length >= MAX_TOLD) return;
    const entry: CatalogueEntry = PROBLEMS[code];
    this.found.push({
      code,
      resourceName: this.#resourceName,
      elementId: element?.id ?? '',
      elementName: element?.name ?? element?.label ?? '',
      message: { 'zh-CN': fill(entry.text['zh-CN'], details, 'zh-CN'), en: fill(entry.text.en, details, 'en') },
      remedy: entry.remedy,
    });
  }
}

function fill(
  text: string,
  details: Readonly<Record<string, string | number | Bilingual>>,
  language: keyof Bilingual,
): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(details, name) ? details[name] : undefined;
    if (value === undefined) return whole;
    return typeof value === 'object' ? value[language] : String(value);
  });
}
