import { tablesOf, type TableView } from '#engine/dmn/index.ts';
import { parseProcesses, type ModelElement, type ProcessModel, type SequenceFlow } from '#engine/model/index.ts';
import type { Resource } from '#engine/index.ts';
import type { Bilingual, Change } from '../contract/index.ts';
import { parseForm } from '#forms/schema/index.ts';

/** What differs between two bundles, in sentences; the order of the files, drawings first. */
export async function changesBetween(
  before: readonly Resource[],
  after: readonly Resource[],
): Promise<readonly Change[]> {
  const names = [...new Set([...before, ...after].map((resource) => resource.name))].toSorted(
    (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1),
  );
  const changes: Change[] = [];
  for (const name of names) {
    const old = before.find((resource) => resource.name === name)?.content;
    const now = after.find((resource) => resource.name === name)?.content;
    if (old === now) continue;
    if (old === undefined || now === undefined) changes.push(wholeFile(name, now !== undefined));
    else if (name.endsWith('.bpmn')) changes.push(...(await drawingChanges(name, old, now)));
    else if (name.endsWith('.dmn')) changes.push(...(await tableChanges(name, old, now)));
    else changes.push(...formChanges(name, old, now));
  }
  return changes;
}

const rank = (name: string): number =>
  ['.bpmn', '.dmn'].findIndex((ending) => name.endsWith(ending)) % 3 || (name.endsWith('.json') ? 3 : 0);

function wholeFile(file: string, added: boolean): Change {
  return {
    file,
    element: null,
    kind: added ? 'added' : 'removed',
    text: added
      ? { 'zh-CN': `新增文件 ${file}`, en: `File ${file} is new` }
      : { 'zh-CN': `删除文件 ${file}`, en: `File ${file} is gone` },
  };
}

const laidOut = (file: string): Change => ({
  file,
  element: null,
  kind: 'moved',
  text: { 'zh-CN': '图的排版有变化', en: 'The drawing is laid out differently' },
});

async function modelOf(name: string, content: string): Promise<ProcessModel | undefined> {
  const outcome = await parseProcesses({ name, content });
  return outcome.ok ? outcome.processes[0] : undefined;
}

async function drawingChanges(file: string, old: string, now: string): Promise<readonly Change[]> {
  const [before, after] = await Promise.all([modelOf(file, old), modelOf(file, now)]);
  if (!before || !after)
    return [
      {
        file,
        element: null,
        kind: 'changed',
        text: {
          'zh-CN': '流程图有改动；改正错误后会逐条列出',
          en: 'The drawing changed; the single changes are listed once it has no errors',
        },
      },
    ];
  const changes = [...elementChanges(file, before, after), ...flowChanges(file, before, after)];
  return changes.length > 0 ? changes : [laidOut(file)];
}

const TYPE_NAMES: Readonly<Record<string, Bilingual>> = {
  PROCESS: { 'zh-CN': '流程', en: 'process' },
  USER_TASK: { 'zh-CN': '人工任务', en: 'human task' },
  SERVICE_TASK: { 'zh-CN': '自动任务', en: 'automatic task' },
  SEND_TASK: { 'zh-CN': '发送任务', en: 'send task' },
  SCRIPT_TASK: { 'zh-CN': '脚本任务', en: 'script task' },
  BUSINESS_RULE_TASK: { 'zh-CN': '决策任务', en: 'decision task' },
  CALL_ACTIVITY: { 'zh-CN': '调用流程', en: 'called process' },
  SUB_PROCESS: { 'zh-CN': '子流程', en: 'sub-process' },
  EVENT_SUB_PROCESS: { 'zh-CN': '事件子流程', en: 'event sub-process' },
  EXCLUSIVE_GATEWAY: { 'zh-CN': '条件网关', en: 'exclusive gateway' },
  PARALLEL_GATEWAY: { 'zh-CN': '并行网关', en: 'parallel gateway' },
  EVENT_BASED_GATEWAY: { 'zh-CN': '事件网关', en: 'event gateway' },
  START_EVENT: { 'zh-CN': '开始事件', en: 'start event' },
  END_EVENT: { 'zh-CN': '结束事件', en: 'end event' },
  BOUNDARY_EVENT: { 'zh-CN': '边界事件', en: 'boundary event' },
  INTERMEDIATE_CATCH_EVENT: { 'zh-CN': '等待事件', en: 'catch event' },
  INTERMEDIATE_THROW_EVENT: { 'zh-CN': '中间事件', en: 'throw event' },
  RECEIVE_TASK: { 'zh-CN': '接收任务', en: 'receive task' },
};

const UNNAMED: Bilingual = { 'zh-CN': '元素', en: 'element' };

function titleOf(element: ModelElement): Bilingual {
  const type = TYPE_NAMES[element.type] ?? UNNAMED;
  return {
    'zh-CN': `${type['zh-CN']}“${element.text['zh-CN'] || element.id}”`,
    en: `${type.en} “${element.text.en || element.id}”`,
  };
}

/** What matters of an element to who reads it, by the name it is told under. */
function aspectsOf(element: ModelElement): readonly { readonly name: Bilingual; readonly value: string }[] {
  const { userTask, timer, job, message, decision, calledElement } = element;
  const list = (name: string, en: string, value: string | undefined): { name: Bilingual; value: string }[] =>
    value === undefined ? [] : [{ name: { 'zh-CN': name, en }, value }];
  return [
    ...list('名称', 'name', element.text['zh-CN']),
    ...list('英文名称', 'English name', element.text.en),
    ...list('负责人', 'assignee', userTask?.assignee?.source ?? (userTask ? '' : undefined)),
    ...list('候选岗位', 'candidates', userTask?.candidateGroups?.source ?? (userTask ? '' : undefined)),
    ...list('表单', 'form', userTask?.formKey?.source ?? (userTask ? '' : undefined)),
    ...list('定时', 'timer', timer ? `${timer.kind} ${timer.expression.source}` : undefined),
    ...list('动作', 'job type', userTask ? undefined : job?.type.source),
    ...list('消息', 'message', message?.name.source),
    ...list('决策', 'decision', decision?.decisionId.source),
    ...list('调用的流程', 'called process', calledElement?.processId.source),
    ...list('中断方式', 'interrupting', element.attachedTo ? String(element.isInterrupting) : undefined),
    ...Object.entries(element.headers).flatMap(([key, value]) => list(`参数 ${key}`, `parameter ${key}`, value)),
    ...Object.entries(element.properties)
      .filter(([key]) => key !== 'label:en')
      .flatMap(([key, value]) => list(`属性 ${key}`, `property ${key}`, value)),
    ...list(
      '输入',
      'inputs',
      element.inputs.map((mapping) => `${mapping.target.join('.')} = ${mapping.source.source}`).join('; '),
    ),
    ...list(
      '输出',
      'outputs',
      element.outputs.map((mapping) => `${mapping.target.join('.')} = ${mapping.source.source}`).join('; '),
    ),
  ];
}

const quoted = (value: string | undefined, language: keyof Bilingual): string =>
  value === undefined || value === '' ? (language === 'en' ? 'nothing' : '空') : `“${value}”`;

function told(
  file: string,
  element: string,
  title: Bilingual,
  name: Bilingual,
  old: string | undefined,
  now: string | undefined,
): Change {
  return {
    file,
    element,
    kind: 'changed',
    text: {
      'zh-CN': `${title['zh-CN']}：${name['zh-CN']}由${quoted(old, 'zh-CN')}改为${quoted(now, 'zh-CN')}`,
      en: `${title.en}: ${name.en} was ${quoted(old, 'en')}, is ${quoted(now, 'en')}`,
    },
  };
}

function elementChanges(file: string, before: ProcessModel, after: ProcessModel): readonly Change[] {
  const changes: Change[] = [];
  for (const [id, element] of after.elements) {
    const old = before.elements.get(id);
    if (!old) {
      const title = titleOf(element);
      changes.push({
        file,
        element: id,
        kind: 'added',
        text: { 'zh-CN': `新增${title['zh-CN']}`, en: `New: ${title.en}` },
      });
      continue;
    }
    if (old.type !== element.type)
      changes.push(
        told(
          file,
          id,
          titleOf(element),
          { 'zh-CN': '类型', en: 'type' },
          TYPE_NAMES[old.type]?.['zh-CN'],
          TYPE_NAMES[element.type]?.['zh-CN'],
        ),
      );
    const was = new Map(aspectsOf(old).map((aspect) => [aspect.name.en, aspect]));
    const is = new Map(aspectsOf(element).map((aspect) => [aspect.name.en, aspect]));
    for (const key of new Set([...was.keys(), ...is.keys()])) {
      const name = (is.get(key) ?? was.get(key))?.name;
      if (name && was.get(key)?.value !== is.get(key)?.value)
        changes.push(told(file, id, titleOf(element), name, was.get(key)?.value, is.get(key)?.value));
    }
  }
  for (const [id, element] of before.elements) {
    if (after.elements.has(id)) continue;
    const title = titleOf(element);
    changes.push({
      file,
      element: id,
      kind: 'removed',
      text: { 'zh-CN': `删除${title['zh-CN']}`, en: `Gone: ${title.en}` },
    });
  }
  return changes;
}

function flowTitle(model: ProcessModel, flow: SequenceFlow): Bilingual {
  const end = (id: string, language: keyof Bilingual): string => model.elements.get(id)?.text[language] || id;
  return {
    'zh-CN': `连线“${end(flow.sourceId, 'zh-CN')} → ${end(flow.targetId, 'zh-CN')}”`,
    en: `flow “${end(flow.sourceId, 'en')} → ${end(flow.targetId, 'en')}”`,
  };
}

function flowChanges(file: string, before: ProcessModel, after: ProcessModel): readonly Change[] {
  const changes: Change[] = [];
  for (const [id, flow] of after.flows) {
    const old = before.flows.get(id);
    const title = flowTitle(after, flow);
    if (!old)
      changes.push({
        file,
        element: id,
        kind: 'added',
        text: { 'zh-CN': `新增${title['zh-CN']}`, en: `New: ${title.en}` },
      });
    else {
      if (old.condition?.source !== flow.condition?.source)
        changes.push(
          told(file, id, title, { 'zh-CN': '条件', en: 'condition' }, old.condition?.source, flow.condition?.source),
        );
      if (old.sourceId !== flow.sourceId || old.targetId !== flow.targetId) {
        const was = flowTitle(before, old);
        changes.push({
          file,
          element: id,
          kind: 'changed',
          text: { 'zh-CN': `${was['zh-CN']}改接为${title['zh-CN']}`, en: `${was.en} now is ${title.en}` },
        });
      }
    }
  }
  for (const [id, flow] of before.flows) {
    if (after.flows.has(id)) continue;
    const title = flowTitle(before, flow);
    changes.push({
      file,
      element: id,
      kind: 'removed',
      text: { 'zh-CN': `删除${title['zh-CN']}`, en: `Gone: ${title.en}` },
    });
  }
  return changes;
}

async function tableChanges(file: string, old: string, now: string): Promise<readonly Change[]> {
  const before = new Map((await tablesOf(old)).map((table) => [table.decisionId, table]));
  const after = await tablesOf(now);
  const changes = after.flatMap((table) => {
    const was = before.get(table.decisionId);
    return was ? ruleChanges(file, was, table) : [];
  });
  return changes.length > 0
    ? changes
    : [
        {
          file,
          element: null,
          kind: 'changed',
          text: { 'zh-CN': `决策文件 ${file} 有改动`, en: `Decision file ${file} changed` },
        },
      ];
}

function ruleChanges(file: string, was: TableView, is: TableView): readonly Change[] {
  const old = new Map(was.rules.map((rule) => [rule.id, rule]));
  const title = (index: number): Bilingual => ({
    'zh-CN': `决策表“${is.name['zh-CN']}”第 ${index} 行`,
    en: `Decision table “${is.name.en}” row ${index}`,
  });
  const cells = (
    heads: readonly { readonly label: Bilingual }[],
    before: readonly string[],
    after: readonly string[],
    id: string,
    index: number,
  ): Change[] =>
    heads.flatMap((head, at) =>
      before[at] === after[at] ? [] : [told(file, id, title(index), head.label, before[at], after[at])],
    );
  const changed = is.rules.flatMap((rule) => {
    const known = old.get(rule.id);
    if (!known)
      return [
        {
          file,
          element: rule.id,
          kind: 'added' as const,
          text: {
            'zh-CN': `新增${title(rule.index)['zh-CN']}：${rule.inputs.join('，')} → ${rule.outputs.join('，')}`,
            en: `New: ${title(rule.index).en}: ${rule.inputs.join(', ')} → ${rule.outputs.join(', ')}`,
          },
        },
      ];
    return [
      ...cells(is.inputs, known.inputs, rule.inputs, rule.id, rule.index),
      ...cells(is.outputs, known.outputs, rule.outputs, rule.id, rule.index),
      ...cells(
        [{ label: { 'zh-CN': '说明', en: 'note' } }],
        [known.annotation],
        [rule.annotation],
        rule.id,
        rule.index,
      ),
    ];
  });
  const kept = new Set(is.rules.map((rule) => rule.id));
  const removed = was.rules
    .filter((rule) => !kept.has(rule.id))
    .map((rule) => ({
      file,
      element: rule.id,
      kind: 'removed' as const,
      text: {
        'zh-CN': `删除决策表“${was.name['zh-CN']}”第 ${rule.index} 行：${rule.inputs.join('，')}`,
        en: `Gone: row ${rule.index} of decision table “${was.name.en}”: ${rule.inputs.join(', ')}`,
      },
    }));
  const reordered = is.rules.filter((rule) => kept.has(rule.id) && old.has(rule.id)).map((rule) => rule.id);
  const orderBefore = was.rules.filter((rule) => kept.has(rule.id)).map((rule) => rule.id);
  const moved: Change[] =
    reordered.join() === orderBefore.join()
      ? []
      : [
          {
            file,
            element: null,
            kind: 'moved',
            text: {
              'zh-CN': `决策表“${is.name['zh-CN']}”的行顺序有变化`,
              en: `The rows of decision table “${is.name.en}” stand in another order`,
            },
          },
        ];
  return [...changed, ...removed, ...moved];
}

function fieldsOf(content: string): ReadonlyMap<string, string> | undefined {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    return undefined;
  }
  const parsed = parseForm(json);
  if (!parsed.ok) return undefined;
  const { schema } = parsed.form as {
    readonly schema: { readonly properties?: Readonly<Record<string, unknown>>; readonly required?: readonly string[] };
  };
  return new Map(
    Object.entries(schema.properties ?? {}).map(([name, field]) => [
      name,
      JSON.stringify([field, schema.required?.includes(name) ?? false]),
    ]),
  );
}

function formChanges(file: string, old: string, now: string): readonly Change[] {
  const before = fieldsOf(old);
  const after = fieldsOf(now);
  const form = file.replace(/\.form\.json$/, '');
  const tell = (kind: Change['kind'], zh: string, en: string): Change => ({
    file,
    element: null,
    kind,
    text: { 'zh-CN': `表单“${form}”：${zh}`, en: `Form “${form}”: ${en}` },
  });
  if (!before || !after) return [tell('changed', '有改动', 'changed')];
  const changes = [
    ...[...after.keys()]
      .filter((name) => !before.has(name))
      .map((name) => tell('added', `新增字段 ${name}`, `field ${name} is new`)),
    ...[...before.keys()]
      .filter((name) => !after.has(name))
      .map((name) => tell('removed', `删除字段 ${name}`, `field ${name} is gone`)),
    ...[...after]
      .filter(([name, field]) => before.has(name) && before.get(name) !== field)
      .map(([name]) => tell('changed', `修改字段 ${name}`, `field ${name} changed`)),
  ];
  return changes.length > 0 ? changes : [tell('changed', '版式或文字有改动', 'its layout or texts changed')];
}
