import { Checkbox, Select } from 'antd';
import type { Language } from '#api/contract/index.ts';
import { useLanguage } from '#i18n/index.ts';
import {
  ElementEditor,
  extensionOf,
  propertiesOf,
  type CanvasElement,
  type Drawing,
  type ModdleElement,
  textOf,
} from '../moddle.ts';
import { Field, TextField } from './fields.tsx';
import { HeaderRows } from './header-rows.tsx';
import { ListenerRows } from './listener-rows.tsx';
import './properties-panel.css';
import { usePropertyTexts } from './texts.ts';
import { UserTaskFields } from './user-task-fields.tsx';

/** What a drawing can refer to: the other files of its bundle and what the product knows. */
export interface Surroundings {
  readonly forms: readonly {
    readonly id: string;
    readonly title: string;
    readonly fields: readonly { readonly name: string; readonly title: string }[];
  }[];
  readonly decisions: readonly { readonly id: string; readonly name: string }[];
  readonly processes: readonly { readonly id: string; readonly name: string }[];
  readonly jobTypes: readonly { readonly type: string; readonly label: Readonly<Record<Language, string>> }[];
}

export interface PanelProps {
  readonly editor: ElementEditor;
  readonly element: CanvasElement;
  readonly surroundings: Surroundings;
}

const TASKS_WITH_JOB = new Set(['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:ScriptTask']);
const SUB_PROCESSES = new Set(['bpmn:SubProcess', 'bpmn:AdHocSubProcess']);

function kindOf(
  type: string,
):
  'process' | 'userTask' | 'serviceTask' | 'ruleTask' | 'gateway' | 'flow' | 'event' | 'subProcess' | 'call' | 'other' {
  if (type === 'bpmn:Process') return 'process';
  if (type === 'bpmn:UserTask') return 'userTask';
  if (type === 'bpmn:BusinessRuleTask') return 'ruleTask';
  if (TASKS_WITH_JOB.has(type)) return 'serviceTask';
  if (type.endsWith('Gateway')) return 'gateway';
  if (type === 'bpmn:SequenceFlow') return 'flow';
  if (type.endsWith('Event')) return 'event';
  if (type === 'bpmn:CallActivity') return 'call';
  return SUB_PROCESSES.has(type) ? 'subProcess' : 'other';
}

function ServiceTask({ editor, element, surroundings }: PanelProps) {
  const t = usePropertyTexts();
  const language = useLanguage();
  const type = textOf(extensionOf(element.businessObject, 'zeebe:TaskDefinition'), 'type');
  const known = surroundings.jobTypes.map((job) => ({ value: job.type, label: job.label[language] }));
  const options =
    known.some((option) => option.value === type) || type === '' ? known : [...known, { value: type, label: type }];
  return (
    <>
      <Field label={t('jobType')}>
        <Select
          showSearch={{ optionFilterProp: 'label' }}
          value={type || null}
          options={options}
          onChange={(value: string | null) =>
            editor.setExtension(element, 'zeebe:TaskDefinition', { type: value ?? '' })
          }
        />
      </Field>
      <HeaderRows editor={editor} element={element} />
    </>
  );
}

function RuleTask({ editor, element, surroundings }: PanelProps) {
  const t = usePropertyTexts();
  const called = extensionOf(element.businessObject, 'zeebe:CalledDecision');
  const decisionId = textOf(called, 'decisionId');
  const resultVariable = textOf(called, 'resultVariable');
  const set = (change: Readonly<Record<string, string>>): void =>
    editor.setExtension(element, 'zeebe:CalledDecision', {
      decisionId,
      resultVariable: resultVariable || 'result',
      ...change,
    });
  return (
    <>
      <Field label={t('decision')}>
        <Select
          value={decisionId || null}
          options={surroundings.decisions.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(value: string | null) => set({ decisionId: value ?? '' })}
        />
      </Field>
      <TextField
        label={t('resultVariable')}
        value={resultVariable}
        onChange={(value) => set({ resultVariable: value })}
        mono
      />
    </>
  );
}

function CallActivity({ editor, element, surroundings }: PanelProps) {
  const t = usePropertyTexts();
  const processId = textOf(extensionOf(element.businessObject, 'zeebe:CalledElement'), 'processId');
  return (
    <Field label={t('calledProcess')}>
      <Select
        value={processId || null}
        options={surroundings.processes.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(value: string | null) =>
          editor.setExtension(element, 'zeebe:CalledElement', { processId: value ?? '' })
        }
      />
    </Field>
  );
}

function Flow({ editor, element }: PanelProps) {
  const t = usePropertyTexts();
  const object = element.businessObject;
  const source = object.get('sourceRef') as ModdleElement | undefined;
  if (source?.$type !== 'bpmn:ExclusiveGateway' && source?.$type !== 'bpmn:InclusiveGateway') return null;
  const isDefault = source.get('default') === object;
  const condition = (object.get('conditionExpression') as ModdleElement | undefined)?.get('body');
  return (
    <>
      <Checkbox
        checked={isDefault}
        onChange={(event) => editor.setSource(element, { default: event.target.checked ? object : undefined })}
      >
        {t('defaultFlow')}
      </Checkbox>
      {isDefault ? null : (
        <TextField
          label={t('condition')}
          note={t('conditionNote')}
          lines={2}
          mono
          value={typeof condition === 'string' ? condition : ''}
          onChange={(value) =>
            editor.set(element, { conditionExpression: value === '' ? undefined : editor.expression(value) })
          }
        />
      )}
    </>
  );
}

const TIMERS = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' } as const;
type TimerKind = keyof typeof TIMERS;

function Timer({ editor, element, definition }: PanelProps & { readonly definition: ModdleElement }) {
  const t = usePropertyTexts();
  const kind =
    (Object.keys(TIMERS) as TimerKind[]).find((name) => definition.get(TIMERS[name]) !== undefined) ?? 'duration';
  const body = (definition.get(TIMERS[kind]) as ModdleElement | undefined)?.get('body');
  const set = (next: TimerKind, text: string): void =>
    editor.setPart(element, definition, {
      timeDate: undefined,
      timeDuration: undefined,
      timeCycle: undefined,
      [TIMERS[next]]: editor.expression(text),
    });
  const text = typeof body === 'string' ? body : '';
  return (
    <>
      <Field label={t('timer')}>
        <Select<TimerKind>
          value={kind}
          options={(Object.keys(TIMERS) as TimerKind[]).map((value) => ({ value, label: t(value) }))}
          onChange={(next) => set(next, text)}
        />
      </Field>
      <TextField
        label={t('timer')}
        note={t('timerNote')}
        value={text}
        onChange={(value) => set(kind, value)}
        lines={2}
        mono
      />
    </>
  );
}

function Event({ editor, element, surroundings }: PanelProps) {
  const t = usePropertyTexts();
  const object = element.businessObject;
  const definition = ((object.get('eventDefinitions') as readonly ModdleElement[] | undefined) ?? [])[0];
  return (
    <>
      {element.type === 'bpmn:BoundaryEvent' ? (
        <Checkbox
          checked={object.get('cancelActivity') !== false}
          onChange={(event) => editor.set(element, { cancelActivity: event.target.checked })}
        >
          {t('interrupting')}
        </Checkbox>
      ) : null}
      {definition?.$type === 'bpmn:TimerEventDefinition' ? (
        <Timer editor={editor} element={element} surroundings={surroundings} definition={definition} />
      ) : null}
      {definition?.$type === 'bpmn:MessageEventDefinition' ? (
        <Message editor={editor} element={element} definition={definition} />
      ) : null}
      {definition?.$type === 'bpmn:ErrorEventDefinition' ? (
        <ErrorCode editor={editor} element={element} definition={definition} />
      ) : null}
    </>
  );
}

interface DefinitionProps {
  readonly editor: ElementEditor;
  readonly element: CanvasElement;
  readonly definition: ModdleElement;
}

function Message({ editor, element, definition }: DefinitionProps) {
  const t = usePropertyTexts();
  const message = definition.get('messageRef') as ModdleElement | undefined;
  const key = message ? extensionOf(message, 'zeebe:Subscription')?.get('correlationKey') : undefined;
  const correlation = typeof key === 'string' ? key : '';
  const name = message?.name ?? '';
  return (
    <>
      <TextField
        label={t('message')}
        value={name}
        onChange={(value) => editor.setMessage(element, definition, value, correlation)}
        mono
      />
      <TextField
        label={t('correlation')}
        value={correlation}
        onChange={(value) => editor.setMessage(element, definition, name, value)}
        mono
      />
    </>
  );
}

function ErrorCode({ editor, element, definition }: DefinitionProps) {
  const t = usePropertyTexts();
  const error = definition.get('errorRef') as ModdleElement | undefined;
  return (
    <TextField
      label={t('error')}
      value={textOf(error, 'errorCode')}
      onChange={(value) => editor.setError(element, definition, value)}
      mono
    />
  );
}

const ROLES = ['sales', 'finance', 'legal', 'credit', 'head', 'executive', 'admin'] as const;

function ProcessFields({ editor, element, surroundings }: PanelProps) {
  const t = usePropertyTexts();
  const properties = propertiesOf(element.businessObject);
  const roles = (properties['startRoles'] ?? '').split(',').filter(Boolean);
  return (
    <>
      <TextField
        label={t('description')}
        value={properties['description'] ?? ''}
        onChange={(value) => editor.setProperty(element, 'description', value)}
        lines={2}
      />
      <Field label={t('startRoles')}>
        <Select
          mode="multiple"
          placeholder={t('nobodyStarts')}
          value={roles}
          options={ROLES.map((value) => ({ value, label: t(value) }))}
          onChange={(next) => editor.setProperty(element, 'startRoles', next.join(','))}
        />
      </Field>
      <Field label={t('startForm')}>
        <Select
          allowClear
          value={properties['startForm'] ?? null}
          options={surroundings.forms.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(value: string | undefined) => editor.setProperty(element, 'startForm', value)}
        />
      </Field>
    </>
  );
}

/** Which variables come in here, and of which types: conditions behind it are held against them at publishing. */
function VariablesField({ editor, element }: PanelProps) {
  const t = usePropertyTexts();
  return (
    <TextField
      label={t('variables')}
      note={t('variablesNote')}
      value={propertiesOf(element.businessObject)['variables'] ?? ''}
      onChange={(value) => editor.setProperty(element, 'variables', value)}
      lines={2}
      mono
    />
  );
}

/** The properties that matter to a business person, for the chosen element. */
export function PropertiesPanel({
  drawing,
  element,
  surroundings,
}: {
  readonly drawing: Drawing;
  readonly element: CanvasElement;
  readonly surroundings: Surroundings;
}) {
  const t = usePropertyTexts();
  const editor = new ElementEditor(drawing);
  const object = element.businessObject;
  const kind = kindOf(element.type);
  const parts = { editor, element, surroundings };
  return (
    <div className="x-props" key={element.id}>
      <h2>{t(kind)}</h2>
      <TextField label={t('nameZh')} value={object.name ?? ''} onChange={(value) => editor.setName(element, value)} />
      <TextField
        label={t('nameEn')}
        value={propertiesOf(object)['label:en'] ?? ''}
        onChange={(value) => editor.setProperty(element, 'label:en', value)}
      />
      {kind === 'process' ? <ProcessFields {...parts} /> : null}
      {kind === 'userTask' ? <UserTaskFields {...parts} /> : null}
      {kind === 'serviceTask' ? <ServiceTask {...parts} /> : null}
      {kind === 'ruleTask' ? <RuleTask {...parts} /> : null}
      {kind === 'call' ? <CallActivity {...parts} /> : null}
      {kind === 'flow' ? <Flow {...parts} /> : null}
      {kind === 'event' ? <Event {...parts} /> : null}
      {kind === 'flow' ? null : <ListenerRows {...parts} />}
      {kind === 'process' || kind === 'serviceTask' || kind === 'call' || kind === 'event' ? (
        <VariablesField {...parts} />
      ) : null}
      <Field label={t('id')}>
        <code className="x-quiet">{object.id}</code>
      </Field>
    </div>
  );
}
