import type { CatalogueEntry } from './types.ts';

export const apiErrors = {
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
    text: { en: 'Your role does not allow: {act}.', 'zh-CN': '您的角色没有权限：{act}。' },
    remedy: { en: 'Ask an administrator for the right.', 'zh-CN': '请联系管理员开通权限。' },
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
