import { compileProcess } from './compile-process.ts';
import { booleanOf, nodesOf, readBpmn, type ReaderWarning, type XmlNode } from './moddle.ts';
import { ProblemLog } from './problems.ts';
import type { ParseOutcome, ProcessModel } from './types.ts';
import { refuseLoopsWithoutWait } from './validate/straight-through.ts';
import { MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, scanXml } from './xml-scan.ts';

/**
 * Every executable process of a BPMN file, compiled and frozen; or every problem found, with element, code, message and
 * remedy. Strict, as Zeebe is at deployment and more: what the reader does not understand refuses the file, so that
 * nothing drawn is passed over in silence.
 */
export async function parseProcesses(resource: {
  readonly name: string;
  readonly content: string;
}): Promise<ParseOutcome> {
  const log = new ProblemLog(resource.name);
  if (!isSafe(resource.content, log)) return { ok: false, problems: log.problems };
  const reading = await readBpmn(resource.content);
  if (!reading.ok) {
    log.add('MODEL_NOT_BPMN', undefined, { problem: reading.message });
    return { ok: false, problems: log.problems };
  }
  for (const warning of reading.warnings) reportWarning(warning, log);
  const processes = compileExecutable(reading.definitions, log);
  return log.problems.length > 0 ? { ok: false, problems: log.problems } : { ok: true, processes };
}

/** What XML 1.0 keeps out of every document (production Char); the reader lets it pass. */
// oxlint-disable-next-line no-control-regex
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** Size and hostile declarations, before any library sees the text. */
function isSafe(content: string, log: ProblemLog): boolean {
  const bytes = new TextEncoder().encode(content).length;
  if (bytes > MAX_BYTES) log.add('MODEL_TOO_LARGE', undefined, { found: bytes, limit: MAX_BYTES });
  if (bytes > MAX_BYTES) return false;
  const illegal = ILLEGAL.exec(content);
  if (illegal) {
    const character = (illegal[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    log.add('MODEL_ILLEGAL_CHARACTER', undefined, { character, position: illegal.index + 1 });
    return false;
  }
  const scan = scanXml(content);
  if (scan.hasDoctype) log.add('MODEL_DOCTYPE');
  if (scan.depth > MAX_DEPTH) log.add('MODEL_TOO_DEEP', undefined, { found: scan.depth, limit: MAX_DEPTH });
  if (scan.elements > MAX_ELEMENTS) {
    log.add('MODEL_TOO_MANY_ELEMENTS', undefined, { found: scan.elements, limit: MAX_ELEMENTS });
  }
  for (const id of scan.duplicateIds) log.addAt('MODEL_DUPLICATE_ID', id, '');
  return !scan.hasDoctype && scan.depth <= MAX_DEPTH && scan.elements <= MAX_ELEMENTS;
}

function reportWarning(warning: ReaderWarning, log: ProblemLog): void {
  // Told by our own scan already, with the id.
  if (warning.message.includes('duplicate ID')) return;
  // A type of another language (xsd:string), not an element of the file (BPMN 2.0.2, 8.4.10).
  if (warning.property === 'bpmn:structureRef') return;
  const [problem] = warning.message.split('\n');
  const nested = /nested error: (.*)/.exec(warning.message)?.[1];
  if (warning.message.startsWith('unresolved reference')) {
    const { property = '', value = '' } = warning;
    log.add('MODEL_DANGLING_REFERENCE', warning.element, { property, target: value });
  } else {
    log.add('MODEL_READER_WARNING', warning.element, {
      problem: nested === undefined ? problem : `${problem} (${nested})`,
    });
  }
}

function compileExecutable(definitions: XmlNode, log: ProblemLog): readonly ProcessModel[] {
  const processes = nodesOf(definitions, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
  const executable = processes.filter((process) => booleanOf(process, 'isExecutable') === true);
  if (executable.length === 0) log.add('MODEL_NOT_EXECUTABLE', processes[0]);
  const compiled = executable.map((process) => compileProcess(process, log));
  refuseLoopsWithoutWait(compiled, log);
  return compiled;
}
