import { createHash } from 'node:crypto';
import {
  beginImport,
  changeImport,
  discardUploads,
  getImport,
  imports,
  keepImportFile,
  listRejectedRows,
  mayUndoImport,
  readImportHeaders,
  type ReceivablesImport,
  saveImportMapping,
  undoImport,
} from '#credit/index.ts';
import { mappingProblems, readTableAside, rejectedReport, template } from '#credit/import/files/index.ts';
import { fail } from '#errors/index.ts';
import type { ImportPreview, ImportState, Language } from '../contract/index.ts';
import type { Handlers, Upload } from '../http.ts';
import { corrected, withChoices } from '../imports/import-mapping.ts';
import { columnsOf, previewOf, problemsOf } from '../imports/import-preview.ts';
import { ImportReader, type Reading } from '../imports/import-reader.ts';
import { ImportRunner } from '../imports/import-runner.ts';
import { PlacesError } from '../problem.ts';
import type { Services } from '../services.ts';
import { download } from '../views/spreadsheet.ts';
import { personNamer } from './cards.ts';

type ImportHandlers = Pick<
  Handlers,
  | 'getTemplate'
  | 'listImports'
  | 'uploadImport'
  | 'getImport'
  | 'getImportPreview'
  | 'mapImport'
  | 'startImport'
  | 'stopImport'
  | 'undoImport'
  | 'getRejected'
>;

const LISTED = 100;
/** Imports of a list for which it is told whether they can be undone: it takes a look at what they posted. */
const LISTED_WITH_UNDO = 10;
/** Changes that are looked through for it, 0.1 ms each; with more, the undo itself says why not. */
const LOOKED_THROUGH = 5_000;
const LOOKED_THROUGH_IN_LIST = 200;
const FILE_NAME = 200;
/** An upload nobody has posted for so long is forgotten. */
const FORGOTTEN_AFTER_MS = 30 * 86_400_000;

/** The import of receivables files: upload, mapping, posting in the background, report and undo. */
export function importHandlers(services: Services): ImportHandlers {
  const { store } = services;
  const reader = new ImportReader(services);
  const runner = new ImportRunner(services, reader);
  runner.resume().catch((error: unknown) => services.logger.error(error, 'imports could not be resumed'));

  const view = async (found: ReceivablesImport): Promise<ImportState> => {
    const [state] = await statesOf(services, [found], LOOKED_THROUGH);
    return state ?? fail('CREDIT_IMPORT_NOT_FOUND', { id: found.id });
  };
  const preview = async (found: ReceivablesImport, language: Language): Promise<ImportPreview> =>
    previewOf(store, await view(found), await reader.read(found), found.dateFormat, language);

  return {
    async getTemplate({ query: { format = 'xlsx' }, caller: { language } }) {
      return download(language === 'en' ? 'Receivables template' : '应收导入模板', format, template(format));
    },
    async listImports() {
      const page = await store.find(imports, { sort: { by: 'createdAt', descending: true }, limit: LISTED });
      return {
        items: await statesOf(
          services,
          page.items.map((item) => item.document),
          LOOKED_THROUGH_IN_LIST,
        ),
      };
    },
    async uploadImport({ caller, file, language }) {
      if (file === undefined) return fail('API_UNREADABLE', { problem: 'file' });
      const found = await takeIn(services, reader, file, caller.personId);
      return preview(found, language);
    },
    getImport: async ({ params }) => view(await getImport(services, params.id)),
    getImportPreview: async ({ params, language }) => preview(await getImport(services, params.id), language),
    async mapImport({ caller, params, body, language }) {
      const credit = services.credit();
      const found = await getImport(services, params.id);
      const choices = await corrected(store, found, (await reader.read(found)).table.headers, body);
      const changed = await changeImport(credit, found.id, ['mapping', 'failed', 'stopped'], (one) => {
        // What is posted was read with the mapping it had; the rest must not be read otherwise.
        if (one.done > 0) fail('CREDIT_IMPORT_STATE', { fileName: one.fileName, state: one.state });
        return withChoices(one, choices);
      });
      const reading = await reader.read(changed);
      if (body.saveAs !== undefined) await saveMapping(services, body.saveAs, changed, reading, caller.personId);
      return preview(changed, language);
    },
    async startImport({ params, language }) {
      const found = await getImport(services, params.id);
      if (runner.isRunning(found.id)) return view(found);
      const reading = await reader.read(found);
      refuseIfUnclear(reading, language);
      const running = await changeImport(services.credit(), found.id, ['mapping', 'stopped', 'failed'], (one) => ({
        ...one,
        state: 'running',
        total: reading.items.length,
        // From now on it is this mapping, whatever a later version of the program would guess.
        mapping: columnsOf(reading.mapping),
      }));
      runner.start(found.id, () => Promise.resolve(reading.items));
      services.push([`import:${found.id}`]);
      return view(running);
    },
    async stopImport({ params }) {
      await runner.stop(params.id);
      const found = await getImport(services, params.id);
      // Ended in the meantime, or left over from a program that ended.
      if (found.state !== 'running') return view(found);
      return view(
        await changeImport(services.credit(), found.id, ['running'], (one) => ({ ...one, state: 'stopped' })),
      );
    },
    async undoImport({ caller, params }) {
      const undone = await undoImport(services.credit(), params.id, caller.personId);
      services.push([`import:${params.id}`, 'receivables', 'customers', 'cases', 'tasks']);
      return view(undone);
    },
    async getRejected({ params, query: { format = 'xlsx' }, caller: { language } }) {
      const { id, fileName } = await getImport(services, params.id);
      const rows = await listRejectedRows(store, id);
      const name = `${fileName.replace(/\.\w{1,5}$/, '')} ${language === 'en' ? 'rejected' : '被拒绝的行'}`;
      return download(name, format, rejectedReport(await readImportHeaders(store, id), rows, format, language));
    },
  };
}

/** Reads and keeps an uploaded file. One that can't be read leaves nothing behind. */
async function takeIn(services: Services, reader: ImportReader, file: Upload, by: string): Promise<ReceivablesImport> {
  const credit = services.credit();
  const fileName = file.name.slice(-FILE_NAME);
  const table = await readTableAside(file.bytes, fileName);
  const before = new Date(Date.parse(services.clock.now()) - FORGOTTEN_AFTER_MS).toISOString();
  await discardUploads(credit, before);
  const begun = await beginImport(credit, {
    fileName,
    fileHash: createHash('sha256').update(file.bytes).digest('hex'),
    fileKind: table.kind,
    by,
    ...(table.encoding === null ? {} : { encoding: table.encoding }),
  });
  await keepImportFile(credit, begun.id, { bytes: file.bytes, headers: table.headers });
  reader.keep(begun.id, table);
  return changeImport(credit, begun.id, ['mapping'], (found) => ({ ...found, total: table.rows.length }));
}

async function saveMapping(
  services: Services,
  name: string,
  { dateFormat, numberFormat }: ReceivablesImport,
  { mapping, table }: Reading,
  by: string,
): Promise<void> {
  const named = Object.entries(columnsOf(mapping)).flatMap(([field, column]) => {
    const header = table.headers[column] ?? '';
    return header === '' ? [] : [[field, header] as const];
  });
  await saveImportMapping(services.credit(), {
    name,
    mapping: Object.fromEntries(named),
    by,
    ...(dateFormat === undefined ? {} : { dateFormat }),
    ...(numberFormat === undefined ? {} : { numberFormat }),
  });
}

/** Rejects a file that can still be read in two ways, with everything that is open, by field. */
function refuseIfUnclear({ mapping }: Reading, language: Language): void {
  const [first] = mappingProblems(mapping, language);
  if (first === undefined) return;
  throw new PlacesError(first, (shown) =>
    problemsOf(mapping, shown).map(({ field, message, remedy }) => ({ path: field ?? '', message, remedy })),
  );
}

/** Imports as they are shown, newest first. `lookThrough`: changes up to which an undo is tried in thought. */
async function statesOf(
  { store }: Services,
  found: readonly ReceivablesImport[],
  lookThrough: number,
): Promise<ImportState[]> {
  const name = await personNamer(
    store,
    found.map((one) => one.by),
  );
  const mayUndo = await Promise.all(
    found.slice(0, LISTED_WITH_UNDO).map(async (one) => {
      const changes = one.counts.posted + one.counts.payments;
      return changes > 0 && (changes > lookThrough ? isOver(one) : mayUndoImport(store, one));
    }),
  );
  return found.map((one, index) => ({
    id: one.id,
    fileName: one.fileName,
    state: one.state,
    createdAt: one.createdAt,
    by: name(one.by),
    encoding: one.encoding ?? '',
    kind: one.fileKind ?? '',
    rows: one.total,
    done: one.done,
    ...one.counts,
    mayUndo: mayUndo[index] ?? false,
    error: one.error ?? null,
  }));
}

function isOver({ state }: ReceivablesImport): boolean {
  return state === 'finished' || state === 'stopped' || state === 'failed';
}
