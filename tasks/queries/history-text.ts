import type { LocalizedText } from '#organization/index.ts';
import type { TaskAct } from '../acts.ts';
import type { HistoryEntry } from './history.ts';

type Teller = (name: string, task: string, to: string) => string;

const ACTS: Readonly<Record<TaskAct['type'], { readonly zh: Teller; readonly en: Teller }>> = {
  claim: { zh: (name, task) => `${name} 认领了“${task}”`, en: (name, task) => `${name} claimed “${task}”` },
  unclaim: { zh: (name, task) => `${name} 退回了“${task}”`, en: (name, task) => `${name} gave “${task}” back` },
  complete: { zh: (name, task) => `${name} 办结了“${task}”`, en: (name, task) => `${name} finished “${task}”` },
  approve: { zh: (name, task) => `${name} 同意了“${task}”`, en: (name, task) => `${name} approved “${task}”` },
  reject: { zh: (name, task) => `${name} 驳回了“${task}”`, en: (name, task) => `${name} rejected “${task}”` },
  reassign: {
    zh: (name, task, to) => `${name} 将“${task}”转交给 ${to}`,
    en: (name, task, to) => `${name} handed “${task}” to ${to}`,
  },
  comment: { zh: (name) => `${name} 发表了评论`, en: (name) => `${name} commented` },
};

/** An entry of a history as a sentence, ready to show. */
export function tellEntry(entry: HistoryEntry): LocalizedText {
  if (entry.type === 'act') {
    const { type, by, taskName, to } = entry.act;
    const { zh, en } = ACTS[type];
    return { 'zh-CN': zh(by.name, taskName['zh-CN'], to?.name ?? ''), en: en(by.name, taskName.en, to?.name ?? '') };
  }
  const { name } = entry.item;
  return entry.type === 'created'
    ? { 'zh-CN': `“${name['zh-CN']}”已派发`, en: `“${name.en}” was handed out` }
    : { 'zh-CN': `流程已推进，“${name['zh-CN']}”自动关闭`, en: `The case went on without “${name.en}”` };
}
