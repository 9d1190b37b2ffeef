import type { CatalogueEntry } from './types.ts';

export const engineErrors = {
  ENGINE_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "Expected {kind} '{key}', but found none.", 'zh-CN': '找不到{kind}“{key}”。' },
    remedy: { en: 'Reload the list; it may have ended meanwhile.', 'zh-CN': '请刷新列表，它可能已经结束。' },
  },
  ENGINE_CLOSED: {
    category: 'UNAVAILABLE',
    text: { en: 'The engine is shutting down.', 'zh-CN': '流程引擎正在关闭。' },
    remedy: { en: 'Try again when it has started.', 'zh-CN': '请在重新启动后再试。' },
  },
  ENGINE_OVERLOADED: {
    category: 'TOO_MANY',
    text: { en: '{waiting} commands are waiting already.', 'zh-CN': '已有 {waiting} 个操作在排队。' },
    remedy: { en: 'Nothing was stored. Try again in a few seconds.', 'zh-CN': '本次没有保存任何内容，请几秒后重试。' },
  },
  ENGINE_DUPLICATE_MESSAGE: {
    category: 'ALREADY_EXISTS',
    text: {
      en: "Message '{name}' with id '{messageId}' and correlation key '{correlationKey}' was published already.",
      'zh-CN': '消息“{name}”（编号 {messageId}，关联键 {correlationKey}）已经发布过。',
    },
    remedy: { en: 'Nothing to do: the first one counts.', 'zh-CN': '无需处理，以第一次发布的为准。' },
  },
  ENGINE_UNKNOWN_RESOURCE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected a .bpmn, .dmn or .form file, but found '{name}'.",
      'zh-CN': '只能部署 .bpmn、.dmn 或 .form 文件，不支持“{name}”。',
    },
    remedy: { en: 'Rename the file or leave it out.', 'zh-CN': '请修改文件扩展名，或不要包含该文件。' },
  },
  ENGINE_NOTHING_TO_DEPLOY: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'Expected at least one file to deploy.', 'zh-CN': '没有可部署的文件。' },
    remedy: { en: 'Choose a file.', 'zh-CN': '请选择文件。' },
  },
  ENGINE_DUPLICATE_ID: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected one {kind} '{id}' in a deployment, but '{first}' and '{second}' both define it.",
      'zh-CN': '同一次部署中{kind}“{id}”只能定义一次，“{first}”和“{second}”都定义了它。',
    },
    remedy: { en: 'Rename one of them, or deploy one file.', 'zh-CN': '请修改其中一个的标识，或只部署一个文件。' },
  },
  ENGINE_INVALID_VARIABLES: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The variables are no JSON: {problem}.', 'zh-CN': '变量不是有效的 JSON：{problem}。' },
    remedy: {
      en: 'Hand in plain values: texts, numbers, true or false, lists and objects.',
      'zh-CN': '请只传入文本、数字、布尔值、列表和对象。',
    },
  },
  ENGINE_VARIABLES_TOO_LARGE: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The variables take {size} characters; at most {limit} can be handed in at once.',
      'zh-CN': '变量共 {size} 个字符，一次最多可传入 {limit} 个字符。',
    },
    remedy: {
      en: 'Hand in less, or keep the data elsewhere and hand in where it is found.',
      'zh-CN': '请减少数据，或将数据存放在别处，只传入其位置。',
    },
  },
  ENGINE_INVALID_FORM: {
    category: 'INVALID_ARGUMENT',
    text: { en: "Expected JSON in '{name}', but: {problem}.", 'zh-CN': '“{name}”不是有效的 JSON：{problem}。' },
    remedy: { en: 'Correct the file.', 'zh-CN': '请修改该文件。' },
  },
  ENGINE_UNANNOUNCED_READ: {
    category: 'PROCESSING_ERROR',
    text: {
      en: "A decision read '{key}' of {collection} without announcing it in its reads.",
      'zh-CN': '处理过程读取了 {collection} 中的“{key}”，但没有事先声明。',
    },
    remedy: { en: 'This is a fault of the program: report it.', 'zh-CN': '这是程序错误，请报告给管理员。' },
  },
  ENGINE_DECISION_FAILED: {
    category: 'PROCESSING_ERROR',
    text: {
      en: "Decision '{decision}' could not be evaluated: {problem}",
      'zh-CN': '决策“{decision}”无法计算：{problem}',
    },
    remedy: { en: 'Check the values handed in and the table.', 'zh-CN': '请检查传入的数据和决策表。' },
  },
  ENGINE_ENDLESS_UNIT: {
    category: 'PROCESSING_ERROR',
    text: {
      en: 'One command led to more than {steps} steps: instances call each other without end.',
      'zh-CN': '一次操作引发了超过 {steps} 个步骤：流程之间在无休止地相互调用。',
    },
    remedy: {
      en: 'Nothing was stored. Correct the call activities of these processes.',
      'zh-CN': '本次没有保存任何内容。请修改这些流程中的调用活动。',
    },
  },
  ENGINE_EVENT_TOO_NEW: {
    category: 'INVALID_STATE',
    text: {
      en: "The journal holds '{type}' in version {found}; this program knows up to {known}.",
      'zh-CN': '日志中的“{type}”为第 {found} 版，本程序最高支持第 {known} 版。',
    },
    remedy: { en: 'Start the newer program that wrote it.', 'zh-CN': '请使用写入该数据的较新版本程序。' },
  },
  ENGINE_WORKER_TAKEN: {
    category: 'ALREADY_EXISTS',
    text: { en: "Job type '{type}' has a worker already.", 'zh-CN': '任务类型“{type}”已有处理程序。' },
    remedy: { en: 'Register one worker for a job type.', 'zh-CN': '每种任务类型只能注册一个处理程序。' },
  },
  ENGINE_WORKER_TIMEOUT: {
    category: 'PROCESSING_ERROR',
    text: {
      en: "The worker of '{type}' has not answered within {seconds} seconds.",
      'zh-CN': '“{type}”的处理程序在 {seconds} 秒内没有响应。',
    },
    remedy: { en: 'It is tried again; look at the system it asks.', 'zh-CN': '系统会自动重试，请检查它所连接的系统。' },
  },
  ENGINE_INVALID_SCENARIO: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The scenario is wrong at {place}: {problem}.', 'zh-CN': '场景文件 {place} 有误：{problem}。' },
    remedy: { en: 'Correct the named place.', 'zh-CN': '请修改该处内容。' },
  },
  ENGINE_SCENARIO_STEP: {
    category: 'INVALID_STATE',
    text: {
      en: 'Step {step} (day {day}, {at}) could not be done: {problem}',
      'zh-CN': '第 {step} 步（第 {day} 天 {at}）无法执行：{problem}',
    },
    remedy: {
      en: 'Compare the step with the tasks that are open then.',
      'zh-CN': '请对照当时已打开的任务检查该步骤。',
    },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
