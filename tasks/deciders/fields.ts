import type { FieldPermission, WorkItem } from '../work-item.ts';

/** Names that a form can't give the process: the result of an approval is said by the approval alone. */
const RESERVED = new Set(['approval', '__proto__', 'constructor', 'prototype']);

/** What a node allows with a field: what it says for the field, else for all (`*`), else to edit it. */
export function permissionOf(permissions: WorkItem['permissions'], field: string): FieldPermission {
  return Object.hasOwn(permissions, field) ? (permissions[field] ?? 'edit') : (permissions['*'] ?? 'edit');
}

/** Of what was sent, the fields that this node may fill in. The rest is dropped: a browser sends the whole form. */
export function permittedFields(
  data: Readonly<Record<string, unknown>>,
  permissions: WorkItem['permissions'],
): Readonly<Record<string, unknown>> {
  const permitted = Object.entries(data).filter(([field]) => {
    const permission = permissionOf(permissions, field);
    return !RESERVED.has(field) && (permission === 'edit' || permission === 'required');
  });
  return Object.fromEntries(permitted);
}
