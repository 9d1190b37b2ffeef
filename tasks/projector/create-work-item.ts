import type { EngineRecord } from '#engine/index.ts';
import {
  CHART_KEY,
  companySettings,
  DEFAULT_SETTINGS,
  EMPTY_CHART,
  isRole,
  organizationCharts,
  people,
  roleMembers,
  SETTINGS_KEY,
  STANDARD_CALENDAR,
  WORK_CALENDAR_KEY,
  workCalendars,
} from '#organization/index.ts';
import { caseRefs } from '../case-refs.ts';
import { recount } from '../counters.ts';
import type { Staff } from '../deciders/candidates.ts';
import { offerTask } from '../deciders/candidates.ts';
import { place } from '../place.ts';
import type { BusinessReferences, WorkItem } from '../work-item.ts';
import { NO_DEADLINE, workItems } from '../work-item.ts';
import { readReferences } from './business-references.ts';
import { deadlineAfter } from './due.ts';
import { readHeaders } from './headers.ts';
import type { TaskHeaders } from './headers.ts';
import type { Overlay } from './overlay.ts';
import type { DescribeElement, JobCreated } from './element-description.ts';

/** Makes the work item of a new job, offers it and counts it. */
export function createWorkItem(
  record: EngineRecord,
  event: JobCreated,
  overlay: Overlay,
  describeElement: DescribeElement,
): void {
  if (overlay.get(workItems, event.jobKey) !== undefined) return;
  countRound(record, event, overlay);
  const item = place(describeItem(record, event, overlay, describeElement));
  overlay.put(workItems, item.key, item);
  overlay.add(recount(undefined, item));
}

function describeItem(
  record: EngineRecord,
  event: JobCreated,
  overlay: Overlay,
  describeElement: DescribeElement,
): WorkItem {
  const headers = readHeaders(event.customHeaders);
  const known = overlay.get(caseRefs, record.processInstanceKey);
  const about = referencesOf(known ?? readReferences({}));
  const described = describeElement(record.processDefinitionKey, event.elementId);
  const dueAt = deadlineOf(record, event, headers, overlay);
  const offer = offerTask(
    {
      kind: headers.kind,
      assignee: event.userTask?.assignee,
      candidates: [
        ...(event.userTask?.candidateGroups ?? []),
        ...(event.userTask?.candidateUsers ?? []).map((id) => `person:${id}`),
      ],
      requester: about.requester,
    },
    staffIn(overlay),
  );
  return {
    key: event.jobKey,
    caseKey: known?.caseKey ?? record.processInstanceKey,
    processInstanceKey: record.processInstanceKey,
    bpmnProcessId: record.bpmnProcessId,
    processDefinitionKey: record.processDefinitionKey,
    processVersion: record.version,
    processName: described?.processName ?? plain(record.bpmnProcessId),
    elementId: event.elementId,
    elementInstanceKey: event.elementInstanceKey,
    name: described?.name ?? plain(event.elementId),
    kind: headers.kind,
    stepRole: headers.stepRole,
    level: headers.level,
    formKey: event.userTask?.formKey ?? null,
    formVersion: described?.formVersion ?? null,
    permissions: headers.permissions,
    ...offer,
    assignedBy: offer.assigneeId === null ? null : 'process',
    pool: '',
    inbox: [],
    board: [],
    state: 'open',
    round: known?.rounds[event.elementId] ?? 1,
    version: 1,
    createdAt: record.timestamp,
    dueAt,
    urgency: dueAt ?? NO_DEADLINE,
    amountOrder: about.amountMinor ?? 0,
    endedAt: null,
    endedBy: null,
    outcome: null,
    comment: null,
    lastAct: null,
    ...about,
  };
}

/** Each activation of a node is a round: what was decided in an earlier one is history. */
function countRound(record: EngineRecord, event: JobCreated, overlay: Overlay): void {
  const known = overlay.get(caseRefs, record.processInstanceKey);
  if (known === undefined) return;
  const round = (known.rounds[event.elementId] ?? 0) + 1;
  overlay.put(caseRefs, known.processInstanceKey, { ...known, rounds: { ...known.rounds, [event.elementId]: round } });
}

function deadlineOf(record: EngineRecord, event: JobCreated, headers: TaskHeaders, overlay: Overlay): string | null {
  const dueDate = event.userTask?.dueDate;
  if (dueDate !== undefined && !Number.isNaN(Date.parse(dueDate))) return new Date(dueDate).toISOString();
  if (headers.dueDays === null) return null;
  const { zone } = overlay.get(companySettings, SETTINGS_KEY) ?? DEFAULT_SETTINGS;
  const calendar = overlay.get(workCalendars, WORK_CALENDAR_KEY) ?? STANDARD_CALENDAR;
  return deadlineAfter(record.timestamp, headers.dueDays, zone, calendar);
}

function staffIn(overlay: Overlay): Staff {
  const chart = overlay.get(organizationCharts, CHART_KEY) ?? EMPTY_CHART;
  const heads = chart.departments.flatMap(({ id, headId, headActive }) =>
    headId !== null && headActive ? [{ personId: headId, departmentId: id }] : [],
  );
  return {
    chart,
    person: (id) => overlay.get(people, id),
    members(role) {
      const members = isRole(role) ? (overlay.get(roleMembers, role)?.members ?? []) : [];
      return role === 'head' ? [...members, ...heads] : members;
    },
  };
}

function referencesOf(known: BusinessReferences): BusinessReferences {
  const { requester, title, customerId, customerName, receivableId } = known;
  const { invoiceNumber, receivableDueDate, amountMinor, currency } = known;
  return {
    requester,
    title,
    customerId,
    customerName,
    receivableId,
    invoiceNumber,
    receivableDueDate,
    amountMinor,
    currency,
  };
}

const plain = (name: string): WorkItem['name'] => ({ 'zh-CN': name, en: name });
