import { OVERDUE_PROCESS_ID, replayReceivables, type ReplayResult } from '#credit/index.ts';
import { lint } from '#designer/lint/index.ts';
import type { Resource } from '#engine/index.ts';
import { fail } from '#errors/index.ts';
import { JOB_TYPES } from '#api/studio/job-types.ts';
import { readResource, writeText } from '../files.ts';
import { type LedgerChoices, openLedger, readLedger, rejectedLine, sayRejected, sayRemarks } from '../ledger.ts';
import { indexResource, replaceShipped, shippedResources } from '../resources.ts';
import { columns } from '../table.ts';
import type { Outcome, Terminal } from '../terminal.ts';

export interface ReplayOptions extends LedgerChoices {
  readonly process?: string;
  readonly dmn?: readonly string[];
  readonly asOf?: string;
  readonly details?: string;
  readonly zone?: string;
}

const DEFAULT_ZONE = 'Asia/Shanghai';

/**
 * Lets the history of a ledger pass through the overdue process under a virtual clock and counts what it opens and raises. No
 * database is touched. With `process` another drawing is taken, with `dmn` the tables that define the same decisions.
 */
export async function replayCommand(terminal: Terminal, file: string, options: ReplayOptions): Promise<Outcome> {
  const { zone = DEFAULT_ZONE, asOf, details } = options;
  checkDate(asOf);
  checkZone(zone);
  const started = performance.now();
  const { resources, bpmnProcessId } = await overdueResources(terminal, options);
  const { items } = readLedger(terminal, await openLedger(terminal, file), options, { zone, customerOptional: true });
  const words = WORDS[terminal.language];
  const result = await replayReceivables({
    items,
    resources,
    bpmnProcessId,
    zone,
    ...(asOf === undefined ? {} : { asOf }),
    onProgress: ({ date, days, ofDays }) => terminal.progress(words.day(date, days, ofDays)),
  });
  if (details !== undefined) {
    await writeText(terminal, details, result.details.map((one) => `${JSON.stringify(one)}\n`).join(''));
  }
  const seconds = Math.round((performance.now() - started) / 100) / 10;
  terminal.say(words.done(seconds));
  sayRemarks(terminal, items);
  sayRejected(
    terminal,
    result.rejections.map(({ problems, ...place }) => rejectedLine(place, problems, terminal.language)),
  );
  if (result.disputed > 0) terminal.say(words.disputed(result.disputed));
  const { invoices, rejected, cases, cured, open, tasks } = result;
  const incidents = describeIncidents(terminal, result, bpmnProcessId);
  return {
    ok: incidents.length === 0,
    document: {
      invoices,
      rejected,
      cases,
      cured,
      open,
      tasks,
      seconds,
      ...(incidents.length === 0 ? {} : { incidents }),
    },
    text: tableOf(result, words.rows),
  };
}

const INCIDENTS_SHOWN = 5;

interface DescribedIncident {
  readonly process: string;
  readonly element: string;
  readonly cause: string;
  readonly count: number;
}

/** A case that is stuck raises no more tasks: figures with such cases are no answer, so they are told and the command refuses. */
function describeIncidents(
  terminal: Terminal,
  { incidents }: ReplayResult,
  bpmnProcessId: string,
): readonly DescribedIncident[] {
  if (incidents.length === 0) return [];
  const words = WORDS[terminal.language];
  terminal.say(words.incidents(incidents.reduce((sum, { count }) => sum + count, 0)));
  for (const { bpmnProcessId: process, elementId, cause, count } of incidents.slice(0, INCIDENTS_SHOWN)) {
    terminal.say(`  ${process === bpmnProcessId ? '' : `${process} `}${elementId} ×${count}: ${cause}`);
  }
  return incidents.map(({ bpmnProcessId: process, elementId: element, cause, count }) => ({
    process,
    element,
    cause,
    count,
  }));
}

async function overdueResources(
  terminal: Terminal,
  { process, dmn = [] }: ReplayOptions,
): Promise<{ readonly resources: readonly Resource[]; readonly bpmnProcessId: string }> {
  if (process === undefined && dmn.length === 0) {
    return { resources: shippedResources(), bpmnProcessId: OVERDUE_PROCESS_ID };
  }
  const drawing = process === undefined ? [] : [await readResource(terminal, process, ['.bpmn'])];
  const tables = await Promise.all(dmn.map((file) => readResource(terminal, file, ['.dmn'])));
  const own = await Promise.all([...drawing, ...tables].map(indexResource));
  const resources = await replaceShipped(own);
  await sayProblems(
    terminal,
    resources,
    own.map(({ resource }) => resource.name),
  );
  const ids = own.flatMap(({ processes }) => processes);
  const [first] = ids;
  if (process !== undefined && first === undefined && !(await isRefused(drawing))) {
    fail('CLI_NO_PROCESS', { file: process });
  }
  return {
    resources,
    bpmnProcessId: ids.includes(OVERDUE_PROCESS_ID) ? OVERDUE_PROCESS_ID : (first ?? OVERDUE_PROCESS_ID),
  };
}

/** What deployment would refuse is told by deployment, in full. */
async function isRefused(resources: readonly Resource[]): Promise<boolean> {
  return (await lint(resources)).some(({ severity }) => severity === 'error');
}

/** A drawing may run although something about it is odd: then the person at least hears of it. */
async function sayProblems(
  terminal: Terminal,
  resources: readonly Resource[],
  names: readonly string[],
): Promise<void> {
  const problems = await lint(resources, { processes: [], decisions: [], jobTypes: JOB_TYPES });
  for (const { file, element, message, remedy } of problems.filter((problem) => names.includes(problem.file))) {
    terminal.say(`${file} ${element}: ${message[terminal.language]} ${remedy[terminal.language]}`);
  }
}

function checkDate(asOf: string | undefined): void {
  if (asOf === undefined) return;
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(asOf) ? new Date(`${asOf}T00:00:00Z`) : undefined;
  if (parsed === undefined || Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== asOf) {
    fail('CLI_USAGE', { problem: `--as-of ${asOf}: YYYY-MM-DD`, help: 'xinliu replay receivables --help' });
  }
}

function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch (error) {
    fail(
      'CLI_USAGE',
      { problem: `--zone ${zone}: ${DEFAULT_ZONE}, Europe/Berlin …`, help: 'xinliu replay receivables --help' },
      { cause: error },
    );
  }
}

const WORDS = {
  'zh-CN': {
    day: (date: string, days: number, of: number) => `回放至 ${date}（${days}/${of} 天）`,
    done: (seconds: number) => `回放完成，用时 ${seconds} 秒`,
    disputed: (count: number) => `${count} 笔标为争议：回放只作统计，不影响流程`,
    incidents: (count: number) =>
      `流程中发生 ${count} 次异常，相关案件停在以下节点，统计结果不完整。请修改流程后重试：`,
    rows: ['入账发票', '被拒绝的行', '逾期案件', '产生任务前结清', '产生任务后结清', '仍未结清', '任务', '截至'],
  },
  en: {
    day: (date: string, days: number, of: number) => `replayed until ${date} (day ${days} of ${of})`,
    done: (seconds: number) => `Replayed in ${seconds} s.`,
    disputed: (count: number) => `${count} are marked as disputed: counted, but it stops nothing in a replay.`,
    incidents: (count: number) =>
      `${count} ${count === 1 ? 'incident' : 'incidents'} in the process: cases stopped at these elements, so the figures are not complete. Correct the drawing and replay again.`,
    rows: ['Invoices', 'Rejected', 'Cases', 'Cured before any task', 'Cured after a task', 'Open', 'Tasks', 'As of'],
  },
} as const;

function tableOf(result: ReplayResult, rows: readonly string[]): string {
  const tasks = Object.entries(result.tasks).map(([role, count]) => `${role} ${count}`);
  const { invoices, rejected, cases, cured, open, asOf } = result;
  const values = [invoices, rejected, cases, cured.beforeAnyTask, cured.afterTask, open, tasks.join(', '), asOf ?? '-'];
  return columns(rows.map((label, at) => [label, String(values[at])]));
}
