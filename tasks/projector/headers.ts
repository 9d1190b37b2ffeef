import { z } from 'zod';
import type { WorkItem } from '../work-item.ts';

const permissionsSchema = z.record(z.string(), z.enum(['hidden', 'read', 'edit', 'required']));

/** Permissions that can't be read close the form rather than open it; lint refuses such a drawing before. */
const CLOSED: WorkItem['permissions'] = { '*': 'read' };

/** What the drawing says of a task in its headers. */
export interface TaskHeaders {
  readonly kind: WorkItem['kind'];
  readonly stepRole: string | null;
  readonly level: string | null;
  readonly permissions: WorkItem['permissions'];
  /** Working days to do it in. */
  readonly dueDays: number | null;
}

export function readHeaders(headers: Readonly<Record<string, string>>): TaskHeaders {
  return {
    kind: headers['kind'] === 'approval' ? 'approval' : 'work',
    stepRole: headers['stepRole'] ?? null,
    level: headers['level'] ?? null,
    permissions: readPermissions(headers['fields']),
    dueDays: /^\d{1,4}$/.test(headers['dueDays'] ?? '') ? Number(headers['dueDays']) : null,
  };
}

function readPermissions(text: string | undefined): WorkItem['permissions'] {
  if (text === undefined || text.trim() === '') return {};
  try {
    const parsed = permissionsSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : CLOSED;
  } catch {
    return CLOSED;
  }
}
