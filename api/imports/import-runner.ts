import { once } from 'node:events';
import {
  dropImportFile,
  failImport,
  type ImportItem,
  importReceivables,
  imports,
  type ReceivablesImport,
} from '#credit/index.ts';
import { AppError, describe, reject } from '#errors/index.ts';
import type { Services } from '../services.ts';
import type { ImportReader } from './import-reader.ts';

interface Run {
  readonly stop: AbortController;
  readonly done: Promise<void>;
}

/**
 * Posts imports in the background, whoever looks on. Pushes `import:<id>` as it goes. An import that was running when the
 * program ended goes on where it was.
 */
export class ImportRunner {
  readonly #services: Services;
  readonly #reader: ImportReader;
  readonly #runs = new Map<string, Run>();

  constructor(services: Services, reader: ImportReader) {
    this.#services = services;
    this.#reader = reader;
  }

  isRunning(importId: string): boolean {
    return this.#runs.has(importId);
  }

  /** Begins or goes on; a second start of what runs changes nothing. */
  start(importId: string, items: () => Promise<readonly ImportItem[]>): void {
    if (this.#runs.has(importId)) return;
    const stop = new AbortController();
    const done = this.#run(importId, items, stop.signal).finally(() => this.#runs.delete(importId));
    this.#runs.set(importId, { stop, done });
  }

  /** Resolves when no further row will be posted. */
  async stop(importId: string): Promise<void> {
    const run = this.#runs.get(importId);
    run?.stop.abort();
    await run?.done;
  }

  /** Goes on with what was running when the program ended. */
  async resume(): Promise<void> {
    const page = await this.#services.store.find(imports, { where: { state: 'running' } });
    for (const { document } of page.items) {
      this.start(document.id, async () => (await this.#reader.readById(document.id)).items);
    }
  }

  async #run(importId: string, items: () => Promise<readonly ImportItem[]>, signal: AbortSignal): Promise<void> {
    const tell = (): void => this.#services.push([`import:${importId}`]);
    const tellEnd = (): void =>
      this.#services.push([`import:${importId}`, 'receivables', 'customers', 'cases', 'tasks']);
    try {
      const { state } = await this.#post(importId, items, tell, signal);
      // Whoever sees the end in the store can rely on what it changed having been pushed.
      tellEnd();
      if (state === 'finished') await this.#letGo(importId);
    } catch (error) {
      await this.#fail(importId, error);
      tellEnd();
    }
  }

  /** A store that takes no writes is waited for: the rows go on where they were. */
  async #post(
    importId: string,
    items: () => Promise<readonly ImportItem[]>,
    onProgress: () => void,
    signal: AbortSignal,
  ): Promise<ReceivablesImport> {
    for (;;) {
      try {
        return await importReceivables(this.#services.credit(), { importId, items: await items(), onProgress, signal });
      } catch (error) {
        if (signal.aborted || !(error instanceof AppError) || error.code !== 'STORE_UNAVAILABLE') throw error;
        await Promise.race([this.#services.writable(), once(signal, 'abort')]);
      }
    }
  }

  async #letGo(importId: string): Promise<void> {
    this.#reader.forget(importId);
    await dropImportFile(this.#services.credit(), importId);
  }

  /** What went wrong is noted with the import; when not even that can be done (the program ends), it stays `running`. */
  async #fail(importId: string, error: unknown): Promise<void> {
    const { logger } = this.#services;
    try {
      const { defaultLanguage } = await this.#services.settings();
      const rejection = error instanceof AppError ? error.rejection : reject('API_INTERNAL', { requestId: importId });
      if (!(error instanceof AppError)) logger.error(error, `import ${importId} failed`);
      const { text, remedy } = describe(rejection, defaultLanguage);
      await failImport(this.#services.credit(), importId, `${text} ${remedy}`);
    } catch (cause) {
      logger.error(cause, `import ${importId} could not be marked as failed; it goes on at the next start`);
    }
  }
}
