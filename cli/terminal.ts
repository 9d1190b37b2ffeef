import type { Language } from '#errors/index.ts';

/** Where a command speaks to the person who typed it. stdout belongs to the result alone. */
export interface Terminal {
  readonly language: Language;
  /** The folder the person stands in: files are named from here. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A line on stderr. */
  say(line: string): void;
  /** How far a long work is: on a screen it replaces the line before, in a log it is told every few seconds. */
  progress(line: string): void;
}

/** What a command found. `ok: false` is a refusal (exit 1) that has a result all the same, such as the problems of a drawing. */
export interface Outcome {
  readonly ok: boolean;
  readonly document: unknown;
  readonly text: string;
}

interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

const QUIET_MS = 5_000;

export function openTerminal(
  parts: Pick<Terminal, 'language' | 'folder' | 'environment'> & {
    readonly stderr: Screen;
    /** Milliseconds of a steady clock. */
    readonly now: () => number;
  },
): Terminal {
  const { stderr, now, ...rest } = parts;
  let told = now();
  let open = false;
  return {
    ...rest,
    say(line) {
      stderr.write(`${open ? '\r\u001b[K' : ''}${line}\n`);
      open = false;
    },
    progress(line) {
      if (stderr.isTTY === true) {
        stderr.write(`\r\u001b[K${line}`);
        open = true;
      } else if (now() - told >= QUIET_MS) {
        stderr.write(`${line}\n`);
        told = now();
      }
    },
  };
}

/** `zh-CN` unless LANG names another language: then English, which everybody else reads sooner. `C` and `POSIX` name none. */
export function languageOf(wanted: string | undefined, lang: string | undefined): Language {
  if (wanted === 'en' || wanted === 'zh-CN') return wanted;
  const name = (lang ?? '').split(/[._@-]/)[0]?.toLowerCase() ?? '';
  return ['', 'c', 'posix', 'zh'].includes(name) ? 'zh-CN' : 'en';
}
