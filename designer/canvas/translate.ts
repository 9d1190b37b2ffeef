import type { Language } from '#api/contract/index.ts';
import chinese from 'bpmn-js-i18n-zh/lib/bpmn-js/index.js';

/** What the dictionary leaves in English. */
const OWN: Readonly<Record<string, string>> = {
  'Append task': '追加任务',
  'Append end event': '追加结束事件',
  'Append gateway': '追加网关',
  'Append intermediate/boundary event': '追加中间事件',
  'Append text annotation': '追加注释',
  'Add text annotation': '添加注释',
  'Change element': '更改类型',
  'Connect to other element': '连线',
  'Create task': '创建任务',
  'Create start event': '创建开始事件',
  'Create end event': '创建结束事件',
  'Create gateway': '创建网关',
  'Create intermediate/boundary event': '创建中间/边界事件',
  'Create expanded sub-process': '创建子流程',
  'Create group': '创建分组',
  'Create pool/participant': '创建泳池',
  'Create data object reference': '创建数据对象',
  'Create data store reference': '创建数据存储',
  'Activate hand tool': '拖动画布',
  'Activate lasso tool': '框选',
  'Activate create/remove space tool': '增减空白',
  'Activate global connect tool': '连线',
  'Search in diagram': '在图中查找',
  Delete: '删除',
};

type Translate = (template: string, replacements?: Readonly<Record<string, string>>) => string;

/** The `translate` service of bpmn-js in a language. */
export function translateModule(language: Language): { translate: ['value', Translate] } {
  const dictionary: Readonly<Record<string, string>> = language === 'en' ? {} : { ...chinese, ...OWN };
  const translate: Translate = (template, replacements = {}) =>
    (dictionary[template] ?? template).replaceAll(/\{([^}]+)\}/g, (whole, name: string) => replacements[name] ?? whole);
  return { translate: ['value', translate] };
}
