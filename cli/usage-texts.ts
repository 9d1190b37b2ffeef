import type { CommanderError } from 'commander';
import type { Language } from '#errors/index.ts';

/** Everything `--help` says. */
export const HELP = {
  'zh-CN': {
    program: '信流命令行：导入与回放应收、检查流程、运行场景',
    json: '标准输出只打印一个 JSON 文档',
    lang: '文字的语言（默认取自 LANG，否则为 zh-CN）',
    version: '显示版本号',
    help: '显示用法',
    helpCommand: '显示某个命令的用法',
    replay: '在虚拟时钟下回放历史数据',
    replayReceivables: '把应收台账的历史逐日放入逾期流程，统计案件与任务；不改动数据库',
    import: '导入数据',
    importReceivables: '导入应收台账（CSV、Excel），与导入向导规则一致',
    lint: '检查流程图、决策表和表单',
    run: '按场景文件运行流程，并核对预期',
    feel: '计算一个 FEEL 表达式',
    decide: '计算一个 DMN 决策',
    ledger: '应收文件（.csv、.xlsx、.xls）',
    process: '用该流程图代替内置的逾期升级流程',
    dmn: '用该文件中的决策代替同名决策（可重复）',
    asOf: '回放到哪一天（含），默认文件中最晚的日期',
    details: '把每个案件写成一行 JSON',
    map: '指定列：字段=列名或列号；“字段=”表示没有该列（可重复）',
    dateFormat: '日期写法，如 D/M/YYYY、YYYYMMDD',
    zone: '时区（默认 Asia/Shanghai）',
    data: '数据目录（默认 XINLIU_DATA，再默认 ./data）',
    server: '正在运行的系统地址（默认 XINLIU_SERVER，再默认本机 PORT）',
    login: '登录名（默认 XINLIU_LOGIN）',
    password: '密码（默认 XINLIU_PASSWORD）',
    files: '.bpmn、.dmn、.form.json 文件，一起检查',
    drawing: '流程图（.bpmn）',
    scenario: '场景文件（.json）',
    tables: '决策文件（默认取流程图旁边的，再取内置的；可重复）',
    expression: 'FEEL 表达式，可带开头的 =',
    context: '变量（JSON 文件）',
    table: '决策文件（.dmn）',
    decision: '决策的标识或名称',
    input: '输入（JSON 文件）',
    explain: '列出命中的规则',
  },
  en: {
    program: 'Xinliu on the command line: import and replay receivables, check and run processes',
    json: 'print exactly one JSON document on stdout',
    lang: 'language of texts (from LANG, else zh-CN)',
    version: 'print the version',
    help: 'print how it is called',
    helpCommand: 'print how a command is called',
    replay: 'let history pass under a virtual clock',
    replayReceivables: "let a ledger's history pass day by day through the overdue process; no database is touched",
    import: 'import data',
    importReceivables: 'import a receivables file (CSV, Excel) by the rules of the import wizard',
    lint: 'check drawings, decision tables and forms',
    run: 'play a scenario on a drawing and compare what happens',
    feel: 'evaluate a FEEL expression',
    decide: 'evaluate a DMN decision',
    ledger: 'receivables file (.csv, .xlsx, .xls)',
    process: 'take this drawing in place of the shipped overdue process',
    dmn: 'take the decisions of this file in place of those with the same ids (repeatable)',
    asOf: 'last day of the replay, included; by default the latest date in the file',
    details: 'write each case as a line of JSON',
    map: 'name a column: field=header or number; "field=" says there is none (repeatable)',
    dateFormat: 'how dates are written, such as D/M/YYYY or YYYYMMDD',
    zone: 'time zone (Asia/Shanghai)',
    data: 'data folder (XINLIU_DATA, else ./data)',
    server: 'address of the running server (XINLIU_SERVER, else PORT on this machine)',
    login: 'login name (XINLIU_LOGIN)',
    password: 'password (XINLIU_PASSWORD)',
    files: '.bpmn, .dmn and .form.json files, checked together',
    drawing: 'drawing (.bpmn)',
    scenario: 'scenario file (.json)',
    tables: 'decision file (those beside the drawing, else the shipped ones; repeatable)',
    expression: 'FEEL expression, with or without its leading =',
    context: 'variables (JSON file)',
    table: 'decision file (.dmn)',
    decision: 'id or name of the decision',
    input: 'inputs (JSON file)',
    explain: 'list the rules that fired',
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<string, string>>>>;

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
};

export function titleIn(language: Language, title: string): string {
  return language === 'en' ? title : (TITLES[title] ?? title);
}

const PROBLEMS: Readonly<Record<string, string>> = {
  'commander.unknownOption': '没有这个选项',
  'commander.unknownCommand': '没有这个命令',
  'commander.missingArgument': '缺少参数',
  'commander.optionMissingArgument': '选项缺少值',
  'commander.missingMandatoryOptionValue': '缺少必填选项',
  'commander.invalidArgument': '参数的值不对',
  'commander.excessArguments': '参数过多',
  'commander.help': '请指定命令',
};

/** What was wrong with the call; commander itself speaks English only. */
export function usageProblem({ code, message }: CommanderError, language: Language): string {
  if (code === 'commander.help') return language === 'en' ? 'Expected a command.' : '请指定命令';
  const english = message.replace(/^error: /, '');
  if (language === 'en') return english;
  const named = /'([^']+)'/.exec(english)?.[1];
  const chinese = PROBLEMS[code];
  if (chinese === undefined) return english;
  return named === undefined ? chinese : `${chinese}：${named}`;
}
