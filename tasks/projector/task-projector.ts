import type { EngineRecord, Projector } from '#engine/index.ts';
import {
  CHART_KEY,
  companySettings,
  isRole,
  organizationCharts,
  parsePrincipal,
  people,
  roleMembers,
  SETTINGS_KEY,
  WORK_CALENDAR_KEY,
  workCalendars,
} from '#organization/index.ts';
import type { DocumentReference } from '#store/index.ts';
import { caseRefs } from '../case-refs.ts';
import { workItems } from '../work-item.ts';
import { reference } from '../work.ts';
import { saysWhatItIsAbout } from './business-references.ts';
import { closeWorkItem } from './close-work-item.ts';
import { createWorkItem } from './create-work-item.ts';
import { holdWorkItems } from './hold-work-items.ts';
import { openCase, updateCase } from './keep-case.ts';
import { moveCase } from './move-case.ts';
import type { DescribeElement, JobCreated } from './element-description.ts';
import { Overlay } from './overlay.ts';

/**
 * Keeps the human tasks of the product in the unit of every engine command: makes a work item of each job of a user task,
 * ends it with the job, keeps the counters, and remembers what each case is about.
 */
export function createTaskProjector(describeElement: DescribeElement): Projector {
  return {
    name: 'tasks',
    reads: (records) => records.flatMap(readsOf),
    project(records, documents) {
      const overlay = new Overlay(documents);
      for (const record of records) projectOne(record, overlay, describeElement);
      return overlay.writes();
    },
  };
}

function projectOne(record: EngineRecord, overlay: Overlay, describeElement: DescribeElement): void {
  const { event } = record;
  switch (event.type) {
    case 'processInstanceCreated':
      return openCase(record, event, overlay);
    case 'variablesSet':
      return isAboutCase(record) ? updateCase(record, event.variables, overlay) : undefined;
    case 'jobCreated':
      return event.userTask === undefined ? undefined : createWorkItem(record, event, overlay, describeElement);
    case 'jobCompleted':
      return closeWorkItem(record, event.jobKey, 'completed', overlay);
    case 'jobCanceled':
    case 'jobErrorThrown':
      return closeWorkItem(record, event.jobKey, 'canceled', overlay);
    case 'processInstanceSuspended':
    case 'processInstanceResumed':
      return holdWorkItems(event, overlay);
    case 'processInstanceMigrated':
      return moveCase(record, event, overlay, describeElement);
    default:
  }
}

function readsOf(record: EngineRecord): readonly DocumentReference[] {
  const { event, processInstanceKey } = record;
  const ownCase = reference(caseRefs, processInstanceKey);
  switch (event.type) {
    case 'processInstanceCreated': {
      const parent = event.parentProcessInstanceKey;
      return parent === undefined ? [ownCase] : [ownCase, reference(caseRefs, parent)];
    }
    case 'variablesSet':
      return isAboutCase(record) ? [ownCase] : [];
    case 'jobCreated':
      return event.userTask === undefined ? [] : [ownCase, ...readsOfTask(event)];
    case 'jobCompleted':
    case 'jobCanceled':
    case 'jobErrorThrown':
      return [reference(workItems, event.jobKey)];
    case 'processInstanceSuspended':
    case 'processInstanceResumed':
      return event.jobKeys.map((key) => reference(workItems, key));
    case 'processInstanceMigrated':
      return [ownCase, ...event.jobs.map(({ jobKey }) => reference(workItems, jobKey))];
    default:
      return [];
  }
}

function readsOfTask(event: JobCreated): readonly DocumentReference[] {
  const { assignee, candidateGroups = [], candidateUsers = [] } = event.userTask ?? {};
  const groups = candidateGroups.map((group) => parsePrincipal(group) ?? { kind: 'role', id: group });
  const roles = groups.flatMap(({ kind, id }) => (kind === 'role' && isRole(id) ? [id] : []));
  const named = groups.flatMap(({ kind, id }) => (kind === 'person' ? [id] : []));
  const persons = [...named, ...candidateUsers, ...(assignee === undefined ? [] : [assignee])];
  return [
    reference(workItems, event.jobKey),
    reference(organizationCharts, CHART_KEY),
    reference(workCalendars, WORK_CALENDAR_KEY),
    reference(companySettings, SETTINGS_KEY),
    ...['admin', ...roles].map((role) => reference(roleMembers, role)),
    ...persons.map((id) => reference(people, id)),
  ];
}

/** Variables of the whole instance; those of an element inside say nothing of the case. */
function isAboutCase({ event, processInstanceKey }: EngineRecord): boolean {
  return event.type === 'variablesSet' && event.scopeKey === processInstanceKey && saysWhatItIsAbout(event.variables);
}
