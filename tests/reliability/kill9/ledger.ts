import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

export type Kind = 'start' | 'complete' | 'claim' | 'comment' | 'payment';

/** Something a client asked for under one Idempotency-Key, and how it stands. */
export interface Command {
  readonly kind: Kind;
  readonly key: string;
  /** What tells its effect from all others: a name, a text, a reference, or the task it was done to. */
  readonly mark: string;
  /** `unknown`: the answer was lost; whoever is patient asks again. */
  state: 'asked' | 'unknown' | 'abandoned' | 'acknowledged';
  /** The answer was lost at least once. */
  wasUnknown: boolean;
}

/** What clients were promised, kept where no crash of the server can reach: written and synced after each answer. */
export class Ledger {
  readonly commands: Command[] = [];
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  ask(kind: Kind, key: string, mark: string): Command {
    const command: Command = { kind, key, mark, state: 'asked', wasUnknown: false };
    this.commands.push(command);
    return command;
  }

  lose(command: Command): void {
    command.state = 'unknown';
    command.wasUnknown = true;
  }

  acknowledge(command: Command): void {
    command.state = 'acknowledged';
    writeSync(this.#file, `${command.kind} ${command.key} ${command.mark}\n`);
    fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }
}
