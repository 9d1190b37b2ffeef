import type { CatalogueEntry } from './types.ts';

export const apiErrors = {
  API_LAST_VERSION: {
    category: 'INVALID_STATE',
    text: {
      en: "Version {version} is the only one of '{process}': nothing could be started any more.",
      'zh-CN': '第 {version} 版是“{process}”唯一的版本，删除后将无法再发起该流程。',
    },
    remedy: { en: 'Publish another version first.', 'zh-CN': '请先发布另一个版本。' },
  },
  API_OWN_MOVE: {
    category: 'FORBIDDEN',
    text: {
      en: '{by} proposed this move; another operator has to agree.',
      'zh-CN': '此调整由 {by} 提出，须由另一位运维人员确认。',
    },
    remedy: { en: 'Ask a second person with the operator role.', 'zh-CN': '请另一位具有流程运维角色的人员确认。' },
  },
  API_MOVE_DECIDED: {
    category: 'CONFLICT',
    text: { en: 'This move has been decided by {by} already.', 'zh-CN': '此调整已由 {by} 处理。' },
    remedy: { en: 'Reload the page.', 'zh-CN': '请刷新页面。' },
  },
  API_MOVE_PAST_CONTROL: {
    category: 'FORBIDDEN',
    text: {
      en: "'{target}' lies behind '{control}', a control that this instance has not come through.",
      'zh-CN': '“{target}”位于控制节点“{control}”之后，而该流程实例尚未通过此控制。',
    },
    remedy: {
      en: 'Move it to the control or before it. A control can not be passed by, by nobody.',
      'zh-CN': '请移动到该控制节点或其之前。任何人都不能绕过控制节点。',
    },
  },
  API_INVALID_REQUEST: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{place}: {problem}', 'zh-CN': '{place}：{problem}' },
    remedy: { en: 'Correct the named field and send it again.', 'zh-CN': '请修改该字段后重新提交。' },
  },
  API_NOT_FOUND: {
    category: 'NOT_FOUND',
    text: { en: "There is no {kind} '{key}'.", 'zh-CN': '没有这个{kind}：“{key}”。' },
    remedy: { en: 'Check the address, or go back to the list.', 'zh-CN': '请检查地址，或返回列表。' },
  },
  API_UNAUTHENTICATED: {
    category: 'UNAUTHENTICATED',
    text: { en: 'This needs a signed-in user.', 'zh-CN': '请先登录。' },
    remedy: { en: 'Sign in and try again.', 'zh-CN': '登录后重试。' },
  },
  API_FORBIDDEN: {
    category: 'FORBIDDEN',
    text: { en: 'Your role does not allow this.', 'zh-CN': '您的角色没有这项操作的权限。' },
    remedy: {
      en: 'Roles that may: {roles}. Ask an administrator if you need the right.',
      'zh-CN': '可操作的角色：{roles}。如需权限，请联系管理员。',
    },
  },
  API_PASSWORD_CHANGE_NEEDED: {
    category: 'FORBIDDEN',
    text: {
      en: 'Your password was set by an administrator and has to be changed first.',
      'zh-CN': '您的密码由管理员设置，请先修改密码。',
    },
    remedy: { en: 'Choose a password of your own.', 'zh-CN': '请设置自己的密码后继续。' },
  },
  API_NO_DEMO_CLOCK: {
    category: 'INVALID_STATE',
    text: {
      en: 'Only a sample company has a clock that can be moved.',
      'zh-CN': '只有示例公司才有可以拨动的时钟。',
    },
    remedy: {
      en: 'Try a process with a virtual clock in the designer instead.',
      'zh-CN': '如需推演时间，请在流程设计中使用虚拟时钟试运行。',
    },
  },
  API_CLOCK_JUMPED: {
    category: 'UNAVAILABLE',
    text: {
      en: 'The clock of this machine jumped by {seconds} seconds.',
      'zh-CN': '服务器时钟突然变动了 {seconds} 秒。',
    },
    remedy: {
      en: 'Check its time synchronisation. Deadlines and timers follow the clock: what became due has been done, nothing twice.',
      'zh-CN': '请检查服务器的时间同步。期限和定时以服务器时钟为准：已到期的都已处理，没有重复。',
    },
  },
  API_STARTING: {
    category: 'UNAVAILABLE',
    text: { en: 'The server is still starting.', 'zh-CN': '系统正在启动。' },
    remedy: { en: 'Wait a moment and try again.', 'zh-CN': '请稍候重试。' },
  },
  API_PORT_TAKEN: {
    category: 'INVALID_STATE',
    text: {
      en: 'Port {port} is used by another program.',
      'zh-CN': '端口 {port} 已被其他程序占用。',
    },
    remedy: {
      en: 'Stop that program, or choose another port: npm start -- --port {other}',
      'zh-CN': '请停止该程序，或换一个端口启动：npm start -- --port {other}',
    },
  },
  API_PORT_FORBIDDEN: {
    category: 'INVALID_STATE',
    text: {
      en: 'This program may not listen on {host}:{port} ({problem}).',
      'zh-CN': '无法监听 {host}:{port}（{problem}）。',
    },
    remedy: {
      en: 'Choose a port above 1023 and an address of this machine: npm start -- --port 8080',
      'zh-CN': '请使用 1023 以上的端口和本机地址：npm start -- --port 8080',
    },
  },
  API_KEY_REUSED: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'Something else was done already under this Idempotency-Key.',
      'zh-CN': '此 Idempotency-Key 已用于另一项请求。',
    },
    remedy: {
      en: 'Nothing was done. Choose a new key for a new request; keep the key only to repeat the same one.',
      'zh-CN': '本次没有执行。新的请求请使用新的键，只有重试同一请求时才沿用原来的键。',
    },
  },
  API_FORM_MISSING: {
    category: 'INVALID_STATE',
    text: {
      en: "The form '{form}' of this step can not be found or read.",
      'zh-CN': '找不到或无法读取此步骤的表单“{form}”。',
    },
    remedy: {
      en: 'Ask an administrator to publish the process again with this form.',
      'zh-CN': '请管理员补上该表单后重新发布流程。',
    },
  },
  API_FORM_INVALID: {
    category: 'INVALID_ARGUMENT',
    text: { en: '{count} fields of the form are not right.', 'zh-CN': '表单中有 {count} 处填写有误。' },
    remedy: { en: 'Correct the marked fields.', 'zh-CN': '请修改标出的内容后重新提交。' },
  },
  API_CUSTOMER_NEEDED: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'This process is about a customer, and none was chosen.', 'zh-CN': '该流程需要指定客户，尚未选择。' },
    remedy: { en: 'Choose the customer.', 'zh-CN': '请选择客户。' },
  },
  API_CASE_ENDED: {
    category: 'INVALID_STATE',
    text: { en: 'This case has ended already.', 'zh-CN': '该流程已经结束。' },
    remedy: { en: 'Reload the page; nothing is left to end.', 'zh-CN': '请刷新页面，无需再次终止。' },
  },
  API_TOO_LARGE: {
    category: 'TOO_LARGE',
    text: { en: 'The body is larger than {limit}.', 'zh-CN': '内容超过 {limit}。' },
    remedy: { en: 'Send less at once, or split the file.', 'zh-CN': '请分批提交，或拆分文件。' },
  },
  API_TOO_MANY: {
    category: 'TOO_MANY',
    text: { en: 'Too many attempts.', 'zh-CN': '尝试次数过多。' },
    remedy: { en: 'Wait {seconds} seconds and try again.', 'zh-CN': '请在 {seconds} 秒后重试。' },
  },
  API_INVALID_CONFIG: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: 'The settings in the environment are not right: {problems}.',
      'zh-CN': '环境变量设置有误：{problems}。',
    },
    remedy: {
      en: 'Correct them (.env.example lists all) and start again.',
      'zh-CN': '请对照 .env.example 修改后重新启动。',
    },
  },
  API_DATA_FOLDER: {
    category: 'INVALID_ARGUMENT',
    text: {
      en: "Expected a folder for the data at '{folder}', which can't be used: {problem}",
      'zh-CN': '数据目录“{folder}”无法使用：{problem}',
    },
    remedy: {
      en: 'Name another folder with XINLIU_DATA or --data, one that this user may write to.',
      'zh-CN': '请用 XINLIU_DATA 或 --data 指定另一个当前用户可写的目录。',
    },
  },
  API_UNREADABLE: {
    category: 'INVALID_ARGUMENT',
    text: { en: 'The body could not be read: {problem}.', 'zh-CN': '无法读取提交的内容：{problem}。' },
    remedy: {
      en: 'Send valid JSON, or one file in the field “file”.',
      'zh-CN': '请提交有效的 JSON，或在 file 字段中上传一个文件。',
    },
  },
  API_FOREIGN_ORIGIN: {
    category: 'FORBIDDEN',
    text: { en: 'This request comes from another site ({origin}).', 'zh-CN': '该请求来自其他网站（{origin}）。' },
    remedy: { en: 'Use the product from its own address.', 'zh-CN': '请从本系统的地址访问。' },
  },
  API_INTERNAL: {
    category: 'PROCESSING_ERROR',
    text: { en: 'Something went wrong here (request {requestId}).', 'zh-CN': '系统内部出错（请求号 {requestId}）。' },
    remedy: {
      en: 'Nothing was stored. Try again, and tell the administrator the request id if it stays.',
      'zh-CN': '没有保存任何内容。请重试，若仍失败请将请求号告知管理员。',
    },
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
