import { CommanderError } from 'commander';
import { isField } from '#credit/import/files/index.ts';
import { AppError, describe, type Language, reject } from '#errors/index.ts';
import { createProgram } from './program.ts';
import { errorLines, type ReportedError, reportedError } from './report-error.ts';
import { languageOf, openTerminal, type Outcome } from './terminal.ts';
import { usageProblem } from './usage-texts.ts';

/** What a process hands to the command line. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  readonly version: string;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly clock: { readonly now: () => string; readonly elapsed: () => number };
}

/** 0: done. 1: refused, or what was asked for is not so. 2: the command was not called rightly. */
export type ExitCode = 0 | 1 | 2;

/** Runs one command. With `--json`, stdout holds exactly one document whatever happens; everything else goes to stderr. */
export async function runCommandLine(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { environment, folder, version, stdout, stderr, clock } = surroundings;
  const json = args.includes('--json');
  const language = languageOf(wantedLanguage(args), environment['LANG']);
  const terminal = openTerminal({ language, folder, environment, stderr, now: clock.elapsed });
  const print = (text: string): void => void stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  const refuse = (error: ReportedError, exit: 1 | 2): ExitCode => {
    terminal.say(errorLines(error));
    if (json) print(JSON.stringify({ error }));
    return exit;
  };
  let outcome: Outcome | undefined;
  const program = createProgram({ terminal, version, now: clock.now(), print }, (found) => {
    outcome = found;
  });
  try {
    await program.parseAsync(separateMappings(args), { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      return isAnswered(error) ? 0 : refuse(usageError(error, language), 2);
    }
    const reported = reportedError(error, language);
    return refuse(reported, error instanceof AppError && error.code === 'CLI_USAGE' ? 2 : 1);
  }
  if (outcome !== undefined) print(json ? JSON.stringify(outcome.document) : outcome.text);
  return outcome?.ok === false ? 1 : 0;
}

/** Help and version that were asked for. */
function isAnswered({ code }: CommanderError): boolean {
  return code === 'commander.helpDisplayed' || code === 'commander.version';
}

function usageError(error: CommanderError, language: Language): ReportedError {
  const rejection = reject('CLI_USAGE', { problem: usageProblem(error, language), help: 'xinliu --help' });
  const { text, remedy } = describe(rejection, language);
  return { code: rejection.code, message: text, remedy };
}

/** Wanted before commander has parsed, because its own texts depend on it. */
function wantedLanguage(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const arg = args[at];
  return arg === '--lang' ? args[at + 1] : arg?.slice('--lang='.length);
}

/** `--map a=1 b=2` stands for `--map a=1 --map b=2`; without this, a file name that follows would be taken for a column. */
function separateMappings(args: readonly string[]): string[] {
  let mapping = false;
  return args.flatMap((arg, at) => {
    const isEntry = isField(arg.split('=')[0] ?? '') && arg.includes('=');
    const follows = mapping && isEntry;
    mapping = arg === '--map' || arg.startsWith('--map=') || (mapping && isEntry);
    return follows && args[at - 1] !== '--map' ? ['--map', arg] : [arg];
  });
}
