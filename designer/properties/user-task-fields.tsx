import { InputNumber, Radio, Select } from 'antd';
import { extensionOf, headersOf, type ModdleElement, textOf } from '../moddle.ts';
import { Field, TextField } from './fields.tsx';
import type { PanelProps } from './properties-panel.tsx';
import { usePropertyTexts } from './texts.ts';

const ROLES = ['sales', 'finance', 'legal', 'credit', 'head', 'executive', 'admin'] as const;
const PEOPLE = {
  ownerSales: '=owners.sales',
  ownerFinance: '=owners.finance',
  ownerLegal: '=owners.legal',
  requester: '=requester.id',
} as const;
type Person = keyof typeof PEOPLE;
const PERMISSIONS = ['edit', 'read', 'required', 'hidden'] as const;
type Permission = (typeof PERMISSIONS)[number];

/** `=["role:sales","role:finance"]` as roles; anything else is an expression of somebody's own. */
function rolesOf(expression: string): readonly string[] | undefined {
  if (expression === '') return [];
  const match = /^=\s*\[(.*)\]$/s.exec(expression);
  const items = match?.[1]?.split(',').map((item) => /^\s*"role:(\w+)"\s*$/.exec(item)?.[1]);
  return items?.every((item) => item !== undefined) ? items : undefined;
}

function Assignment({ editor, element }: PanelProps) {
  const t = usePropertyTexts();
  const found = extensionOf(element.businessObject, 'zeebe:AssignmentDefinition');
  const assignee = textOf(found, 'assignee');
  const groups = textOf(found, 'candidateGroups');
  const roles = rolesOf(groups);
  const set = (change: { assignee?: string | undefined; candidateGroups?: string | undefined }): void => {
    const next = { assignee: assignee || undefined, candidateGroups: groups || undefined, ...change };
    editor.setExtension(element, 'zeebe:AssignmentDefinition', next.assignee || next.candidateGroups ? next : null);
  };
  const person = (Object.keys(PEOPLE) as Person[]).find((name) => PEOPLE[name] === assignee);
  const value = assignee === '' ? 'nobody' : (person ?? 'custom');
  return (
    <>
      <Field label={t('candidates')} note={t('candidatesNote')}>
        {roles ? (
          <Select
            mode="multiple"
            value={[...roles]}
            options={ROLES.map((role) => ({ value: role, label: t(role) }))}
            onChange={(next: string[]) =>
              set({
                candidateGroups: next.length > 0 ? `=[${next.map((role) => `"role:${role}"`).join(', ')}]` : undefined,
              })
            }
          />
        ) : (
          <code>{groups}</code>
        )}
      </Field>
      <Field label={t('assignee')} note={t('assigneeNote')}>
        <Select
          value={value}
          options={(['nobody', ...(Object.keys(PEOPLE) as Person[]), 'custom'] as const).map((name) => ({
            value: name,
            label: t(name),
          }))}
          onChange={(next) =>
            set({
              assignee: next === 'nobody' ? undefined : next === 'custom' ? assignee || '=' : PEOPLE[next as Person],
            })
          }
        />
      </Field>
      {value === 'custom' ? (
        <TextField
          label={t('custom')}
          value={assignee}
          onChange={(next) => set({ assignee: next || undefined })}
          mono
        />
      ) : null}
    </>
  );
}

function permissionsOf(header: string | undefined): Readonly<Record<string, Permission>> {
  try {
    const parsed: unknown = JSON.parse(header ?? '{}');
    return parsed && typeof parsed === 'object' ? (parsed as Record<string, Permission>) : {};
  } catch {
    return {};
  }
}

function FormFields({ editor, element, surroundings }: PanelProps) {
  const t = usePropertyTexts();
  const object = element.businessObject;
  const formKey = textOf(extensionOf(object, 'zeebe:FormDefinition'), 'formKey');
  const form = surroundings.forms.find((item) => item.id === formKey);
  const permissions = permissionsOf(headersOf(object)['fields']);
  const outputs = (
    (extensionOf(object, 'zeebe:IoMapping')?.get('outputParameters') ?? []) as readonly ModdleElement[]
  ).map((output) => textOf(output, 'target'));
  const setPermission = (name: string, permission: Permission): void => {
    const next = { ...permissions, [name]: permission };
    const kept = Object.fromEntries(Object.entries(next).filter(([, value]) => value !== 'edit'));
    editor.setHeader(element, 'fields', Object.keys(kept).length > 0 ? JSON.stringify(kept) : undefined);
  };
  return (
    <>
      <Field label={t('form')}>
        <Select
          allowClear
          placeholder={t('noForm')}
          value={formKey || null}
          options={surroundings.forms.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(value: string | undefined) =>
            editor.setExtension(element, 'zeebe:FormDefinition', value ? { formKey: value } : null)
          }
        />
      </Field>
      {form ? (
        <>
          <div className="x-prop">
            <span>{t('fields')}</span>
            <small className="x-quiet">{t('fieldsNote')}</small>
            {form.fields.map((field) => (
              <div key={field.name} className="x-prop-permission">
                <span title={field.name}>{field.title}</span>
                <Select<Permission>
                  size="small"
                  aria-label={field.title}
                  value={permissions[field.name] ?? 'edit'}
                  options={PERMISSIONS.map((value) => ({ value, label: t(value) }))}
                  onChange={(value) => setPermission(field.name, value)}
                />
              </div>
            ))}
          </div>
          <Field label={t('outputs')} note={t('outputsNote')}>
            <Select
              mode="multiple"
              value={form.fields.map((field) => field.name).filter((name) => outputs.includes(name))}
              options={form.fields.map((field) => ({ value: field.name, label: field.title }))}
              onSelect={(name: string) => editor.setOutput(element, name, `=${name}`)}
              onDeselect={(name: string) => editor.setOutput(element, name, undefined)}
            />
          </Field>
        </>
      ) : null}
    </>
  );
}

/** Who, what kind, which form with which fields, by when. */
export function UserTaskFields(props: PanelProps) {
  const t = usePropertyTexts();
  const { editor, element } = props;
  const headers = headersOf(element.businessObject);
  const kind = headers['kind'] === 'approval' ? 'approval' : 'work';
  const setKind = (next: 'work' | 'approval'): void => {
    editor.setHeader(element, 'kind', next);
    // The result of an approval reaches the process under its own name only, so that parallel ones can't overwrite each other.
    editor.setOutput(element, `approvals.${element.id}`, next === 'approval' ? '=approval' : undefined);
  };
  return (
    <>
      <span className="x-prop-title">{t('who')}</span>
      <Assignment {...props} />
      <Field label={t('kind')}>
        <Radio.Group
          value={kind}
          onChange={(event) => setKind(event.target.value as 'work' | 'approval')}
          options={(['work', 'approval'] as const).map((value) => ({ value, label: t(value) }))}
        />
      </Field>
      <FormFields {...props} />
      <Field label={t('dueDays')}>
        <InputNumber<number>
          min={1}
          max={365}
          precision={0}
          value={headers['dueDays'] ? Number(headers['dueDays']) : null}
          onChange={(value) => editor.setHeader(element, 'dueDays', value ? String(value) : undefined)}
        />
      </Field>
      <TextField
        label={t('stepRole')}
        note={t('stepRoleNote')}
        value={headers['stepRole'] ?? ''}
        onChange={(value) => editor.setHeader(element, 'stepRole', value || undefined)}
        mono
      />
    </>
  );
}
