import { type EngineRecord, EngineQueries } from '#engine/index.ts';
import type { Form } from '#forms/schema/index.ts';
import { findHistory, findItemsOfCase, type TaskAct, tellEntry, type WorkItem } from '#tasks/index.ts';
import { caseCancellations, type CaseCancellation } from '../collections.ts';
import type { Act, Bilingual, Language } from '../contract/index.ts';
import { findForm } from '../forms.ts';
import { operations, type Operation } from '../operations/collections.ts';
import type { Services } from '../services.ts';
import { tellValues } from './form-values.ts';

type Model = Awaited<ReturnType<Services['engine']['loadModel']>>;

/** Who did what in a case and what happened by itself, oldest first. */
export async function caseHistory(
  services: Services,
  about: { readonly caseKey: string; readonly processDefinitionKey: string },
  language: Language,
): Promise<Act[]> {
  const { store, engine } = services;
  const items = await findItemsOfCase(store, about.caseKey);
  const records = await new EngineQueries(store).history(about.caseKey);
  const definition = records[0]?.processDefinitionKey ?? about.processDefinitionKey;
  const cancellation = (await store.get(caseCancellations, about.caseKey))?.document;
  const where = { processInstanceKey: about.caseKey };
  const operated = (await store.find(operations, { where, limit: 1000 })).items.map(({ document }) => document);
  const byItself = systemActs(records, await engine.loadModel(definition), cancellation, operated);
  const byPeople = await peopleActs(services, about.caseKey, items, language);
  return [...byPeople, ...byItself].toSorted((a, b) => (a.at === b.at ? rankOf(a) - rankOf(b) : a.at < b.at ? -1 : 1));
}

/** At the same instant: what a person did, what the process did about it, whom it was given to next, its end. */
function rankOf({ by, type }: Act): number {
  if (type === 'ended' || type === 'canceled') return 3;
  if (type === 'created') return 2;
  return by === null ? 1 : 0;
}

async function peopleActs(
  { store }: Services,
  caseKey: string,
  items: readonly WorkItem[],
  language: Language,
): Promise<readonly Act[]> {
  const itemsByKey = new Map(items.map((item) => [item.key, item]));
  const acts: Act[] = [];
  for (const entry of await findHistory(store, caseKey)) {
    if (entry.type === 'act') {
      const item = itemsByKey.get(entry.act.taskKey);
      acts.push(actOf(entry.act, tellEntry(entry), await formOf(store, item), language));
    } else {
      acts.push({
        at: entry.at,
        by: null,
        type: entry.type,
        text: tellEntry(entry),
        comment: null,
        taskKey: entry.item.key,
        taskName: null,
      });
    }
  }
  return acts;
}

async function formOf(store: Services['store'], item: WorkItem | undefined): Promise<Form | undefined> {
  return item?.formKey ? findForm(store, item.processDefinitionKey, item.formKey) : undefined;
}

function actOf(act: TaskAct, sentence: Bilingual, form: Form | undefined, language: Language): Act {
  const fields = act.fields === null ? [] : tellValues(form, act.fields, language);
  return {
    at: act.at,
    by: { id: act.by.id, name: act.by.name },
    type: act.type,
    text: withoutName(sentence, act.by.name),
    comment: act.comment,
    taskKey: act.taskKey,
    taskName: null,
    ...(fields.length === 0 ? {} : { fields: [...fields] }),
  };
}

/** Who it was is told beside the sentence. */
function withoutName(sentence: Bilingual, name: string): Bilingual {
  const cut = (text: string): string => (text.startsWith(`${name} `) ? text.slice(name.length + 1) : text);
  return { 'zh-CN': cut(sentence['zh-CN']), en: cut(sentence.en) };
}

/** What an operator did, told after their name or alone. */
const OPERATED = {
  processInstanceSuspended: { kind: 'suspended', zh: '暂停了流程', en: 'suspended the case' },
  processInstanceResumed: { kind: 'resumed', zh: '恢复了流程', en: 'let the case go on' },
  processInstanceModified: { kind: 'moved', zh: '调整了流程所在的步骤', en: 'moved the case to another step' },
  processInstanceMigrated: { kind: 'migrated', zh: '将流程迁移到新版本', en: 'migrated the case to another version' },
} as const;

/** What the engine did of itself, as far as it means something to a reader: began, timers, messages, trouble, end. */
function systemActs(
  records: readonly EngineRecord[],
  model: Model,
  cancellation: CaseCancellation | undefined,
  operated: readonly Operation[],
): readonly Act[] {
  const nameOf = (elementId: string): Bilingual =>
    model.elements.get(elementId)?.text ?? { 'zh-CN': elementId, en: elementId };
  const named = (elementId: string): boolean => (model.elements.get(elementId)?.name ?? '') !== '';
  return records.flatMap(({ event, timestamp }): readonly Act[] => {
    const tell = (type: string, zh: string, en: string, by: Act['by'] = null, comment: string | null = null): Act[] => [
      { at: timestamp, by, type, text: { 'zh-CN': zh, en }, comment, taskKey: null, taskName: null },
    ];
    switch (event.type) {
      case 'processInstanceCreated':
        return tell('started', `“${model.text['zh-CN']}”开始`, `“${model.text.en}” began`);
      case 'timerTriggered': {
        const { 'zh-CN': zh, en } = nameOf(event.targetElementId);
        return named(event.targetElementId) ? tell('timer', `定时：${zh}`, `Timer: ${en}`) : [];
      }
      case 'messageSubscriptionCorrelated': {
        const { 'zh-CN': zh, en } = nameOf(event.targetElementId);
        return named(event.targetElementId) ? tell('message', `收到通知：${zh}`, `Was told: ${en}`) : [];
      }
      case 'incidentCreated': {
        const { 'zh-CN': zh, en } = nameOf(event.elementId);
        return tell(
          'incident',
          `“${zh}”遇到问题，等待管理员处理`,
          `“${en}” ran into trouble and waits for an administrator`,
        );
      }
      case 'processInstanceSuspended':
      case 'processInstanceResumed':
      case 'processInstanceModified':
      case 'processInstanceMigrated': {
        const { kind, zh, en } = OPERATED[event.type];
        const done = operated.find((one) => one.kind === kind && one.at === timestamp);
        return tell(kind, zh, en, done?.by ?? null, done?.reason ?? null);
      }
      case 'incidentResolved':
        return tell('resolved', '管理员已处理问题，流程继续', 'An administrator mended it; the case goes on');
      case 'elementCompleted':
        return event.elementType === 'PROCESS' ? tell('ended', '流程结束', 'The case ended') : [];
      case 'elementTerminated':
        if (event.elementType !== 'PROCESS') return [];
        return cancellation === undefined
          ? tell('canceled', '流程被终止', 'The case was ended')
          : tell('canceled', '终止了流程', 'ended the case', cancellation.by, cancellation.reason);
      default:
        return [];
    }
  });
}
