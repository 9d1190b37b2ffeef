import { AppError } from '#errors/index.ts';
import type { EmbeddedEngine } from '#engine/index.ts';

/** What a client learned of a command: `unknown` when it heard nothing, or that the store could not be reached. */
export type Standing = 'waiting' | 'done' | 'refused' | 'unknown';

/** One thing a client wants done. Its id goes with it, so that what it brought about is found again. */
export interface Operation {
  readonly id: string;
  readonly what: string;
  send(engine: EmbeddedEngine): Promise<unknown>;
  /** How often what it asks for is in the store; undefined when nothing there tells of it. */
  times(): number | undefined;
  /** May be sent again when it is not known what became of it: the engine knows it by its key. */
  readonly maySendAgain: boolean;
  /** ISO instant until which the engine knows it; for ever unless told. */
  readonly knownUntil?: string;
  /** Another one may have brought the same about: that it is so does not tell that this one was done. */
  readonly isShared?: boolean;
  /** A copy of another one: it is meant to be refused. */
  readonly isCopy?: boolean;
}

export class Sent {
  readonly operation: Operation;
  standing: Standing = 'waiting';
  code = '';
  tries = 0;
  /** The life that has it. */
  life = 0;

  constructor(operation: Operation) {
    this.operation = operation;
  }
}

/** Whether it is right to send it again: its outcome is unknown, and a second one would be recognised. */
export function isToBeSentAgain({ standing, operation }: Sent, now: string): boolean {
  return standing === 'unknown' && operation.maySendAgain && (operation.knownUntil ?? now) >= now;
}

/** Answers after which nobody knows whether it was done. */
const UNKNOWN = new Set(['STORE_UNAVAILABLE', 'STORE_OWNERSHIP_LOST', 'ENGINE_CLOSED']);

export function standingAfter(error: unknown): { readonly standing: Standing; readonly code: string } {
  if (!(error instanceof AppError)) return { standing: 'refused', code: String(error) };
  return { standing: UNKNOWN.has(error.code) ? 'unknown' : 'refused', code: error.code };
}
