import type { CatalogueEntry } from './types.ts';

export const cliErrors = {
  CLI_USAGE: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{problem}', 'zh-CN': '{problem}' },
    remedy: { en: 'See how it is called: {help}', 'zh-CN': '查看用法：{help}' },
  },
  CLI_FILE_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "Expected the file '{file}', found none.", 'zh-CN': '找不到文件“{file}”。' },
    remedy: {
      en: 'Check the name; files are looked for from the folder you are in.',
      'zh-CN': '请检查文件名；相对路径从当前目录算起。',
    },
  },
  CLI_FILE_UNREADABLE: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{file}' can't be read: {problem}.", 'zh-CN': '无法读取“{file}”：{problem}。' },
    remedy: {
      en: 'Name a file you may read, not a folder.',
      'zh-CN': '请指定一个有读取权限的文件，而不是目录。',
    },
  },
  CLI_FILE_UNWRITABLE: {
    category: 'INVALID_ARGUMENT',
    text: { en: "'{file}' can't be written: {problem}.", 'zh-CN': '无法写入“{file}”：{problem}。' },
    remedy: { en: 'Name a file in a folder you may write to.', 'zh-CN': '请指定有写入权限的目录。' },
  },
  CLI_FILE_TOO_LARGE: {
    category: 'TOO_LARGE',
    text: { en: "'{file}' is larger than {limit}.", 'zh-CN': '“{file}”超过 {limit}。' },
    remedy: { en: 'Check that this is the file you mean.', 'zh-CN': '请确认选择的文件正确。' },
  },
  CLI_FILE_NOT_TEXT: {
    category: 'INVALID_ARGUMENT',
    text: { en: "Expected '{file}' as UTF-8 text, found other bytes.", 'zh-CN': '“{file}”不是 UTF-8 编码的文本。' },
    remedy: { en: 'Save the file as UTF-8.', 'zh-CN': '请以 UTF-8 编码另存后重试。' },
  },
  CLI_FILE_KIND: {
    category: 'INVALID_ARGUMENT',
    text: { en: "Expected '{file}' to end in {expected}.", 'zh-CN': '“{file}”的扩展名应为 {expected}。' },
    remedy: {
      en: 'What a file is is told from its name: rename it.',
      'zh-CN': '系统按扩展名识别文件，请修改文件名。',
    },
  },
  CLI_NOT_JSON: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected '{file}' to hold a JSON object: {problem}.",
      'zh-CN': '“{file}”的内容应为 JSON 对象：{problem}。',
    },
    remedy: { en: 'Correct the file at that place.', 'zh-CN': '请按提示位置修改文件。' },
  },
  CLI_NO_PROCESS: {
    category: 'INVALID_ARGUMENT',
    text: { en: "Expected an executable process in '{file}', found none.", 'zh-CN': '“{file}”中没有可执行的流程。' },
    remedy: { en: 'Name a drawing with isExecutable="true".', 'zh-CN': '请将流程图中的流程设为可执行。' },
  },
  CLI_DECISION_UNKNOWN: {
    category: 'NOT_FOUND',
    text: {
      en: "Expected a decision '{decision}' in '{file}', found {found}.",
      'zh-CN': '“{file}”中没有决策“{decision}”，现有：{found}。',
    },
    remedy: { en: 'Name one of these by id or name.', 'zh-CN': '请使用其中一个的标识或名称。' },
  },
  CLI_DECISION_FAILED: {
    category: 'PROCESSING_ERROR',
    text: { en: "'{decision}' gave no result: {problem}", 'zh-CN': '决策“{decision}”没有结果：{problem}' },
    remedy: {
      en: 'Correct the input, or the table at the place named.',
      'zh-CN': '请修改输入数据，或按提示修改决策表。',
    },
  },
  CLI_EXPRESSION_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The expression is wrong at character {position}: {problem}',
      'zh-CN': '表达式第 {position} 个字符处有误：{problem}',
    },
    remedy: { en: 'Correct the expression there.', 'zh-CN': '请修改该处的表达式。' },
  },
  CLI_MAPPING_OPEN: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "The columns of '{file}' are not clear: {problem}",
      'zh-CN': '“{file}”的列还不能确定：{problem}',
    },
    remedy: {
      en: '{remedy} On the command line: --map field=column, --date-format D/M/YYYY. Columns found: {columns}',
      'zh-CN': '{remedy}命令行可用 --map 字段=列名、--date-format D/M/YYYY 指定。文件中的列：{columns}',
    },
  },
  CLI_SERVER_UNREACHABLE: {
    category: 'UNAVAILABLE',
    text: {
      en: 'Another process owns the database, but no server answers at {server}: {problem}.',
      'zh-CN': '数据库正由另一个进程使用，但 {server} 没有响应：{problem}。',
    },
    remedy: {
      en: 'Name the address of the running server with --server, or stop that process.',
      'zh-CN': '请用 --server 指定正在运行的系统地址，或先停止该进程。',
    },
  },
  CLI_SIGN_IN_NEEDED: {
    category: 'UNAUTHENTICATED',
    text: {
      en: 'The running server at {server} takes the file only from a signed-in person.',
      'zh-CN': '系统正在运行（{server}），导入需要登录。',
    },
    remedy: {
      en: 'Give --login and --password, or set XINLIU_LOGIN and XINLIU_PASSWORD.',
      'zh-CN': '请提供 --login 和 --password，或设置环境变量 XINLIU_LOGIN、XINLIU_PASSWORD。',
    },
  },
  CLI_SERVER_ANSWER: {
    category: 'PROCESSING_ERROR',
    text: { en: 'The server at {server} answered with {status}.', 'zh-CN': '{server} 返回 {status}。' },
    remedy: {
      en: 'Check that this is the address of Xinliu and that it runs the same version.',
      'zh-CN': '请确认该地址是信流系统，且版本一致。',
    },
  },
  CLI_IMPORT_UNFINISHED: {
    category: 'PROCESSING_ERROR',
    text: {
      en: "The import of '{file}' is {state}: {problem}",
      'zh-CN': '“{file}”的导入未完成（{state}）：{problem}',
    },
    remedy: {
      en: 'Import the file again: what is posted stays and is not posted twice.',
      'zh-CN': '请重新导入该文件：已入账的数据会保留，不会重复入账。',
    },
  },
  CLI_INTERNAL: {
    category: 'PROCESSING_ERROR',
    text: { en: 'Something went wrong in the program: {problem}', 'zh-CN': '程序内部出错：{problem}' },
    remedy: {
      en: 'Run it again; if it stays, send the command and this text to the administrator.',
      'zh-CN': '请重试；若仍出现，请将命令和本提示发给管理员。',
    },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
