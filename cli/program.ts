import { Command, Option } from 'commander';
import type { Language } from '#errors/index.ts';
import type { DecideOptions } from './commands/decide.ts';
import type { FeelOptions } from './commands/feel.ts';
import type { ImportOptions } from './commands/import.ts';
import type { ReplayOptions } from './commands/replay.ts';
import type { RunOptions } from './commands/run.ts';
import type { Outcome, Terminal } from './terminal.ts';
import { HELP, titleIn } from './usage-texts.ts';

interface Parts {
  readonly terminal: Terminal;
  readonly version: string;
  /** ISO instant that `now()` tells. */
  readonly now: string;
  readonly print: (text: string) => void;
}

type Words = (typeof HELP)[Language];

const repeat = (value: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), value];

/** Each command is loaded when it is called: a formula need not wait for the server's code. */
const COMMANDS = {
  decide: async () => (await import('./commands/decide.ts')).decideCommand,
  feel: async () => (await import('./commands/feel.ts')).feelCommand,
  import: async () => (await import('./commands/import.ts')).importCommand,
  lint: async () => (await import('./commands/lint.ts')).lintCommand,
  replay: async () => (await import('./commands/replay.ts')).replayCommand,
  run: async () => (await import('./commands/run.ts')).runCommand,
} as const;

/** The command line as commander parses it; `done` is given what the command found. */
export function createProgram(parts: Parts, done: (outcome: Outcome) => void): Command {
  const { language } = parts.terminal;
  const words = HELP[language];
  const program = new Command('xinliu')
    .description(words.program)
    .version(parts.version, '-v, --version', words.version)
    .option('--json', words.json)
    .addOption(new Option('--lang <language>', words.lang).choices(['zh-CN', 'en']))
    .helpOption('-h, --help', words.help)
    .helpCommand('help [command]', words.helpCommand)
    .exitOverride()
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titleIn(language, title) })
    // What goes wrong is told once, by whoever called, in the person's language.
    .configureOutput({ writeOut: parts.print, outputError: () => undefined, writeErr: () => undefined });
  addReceivables(program, words, parts, done);
  addModels(program, words, parts, done);
  return program;
}

function addReceivables(
  program: Command,
  words: Words,
  { terminal, version }: Parts,
  done: (outcome: Outcome) => void,
): void {
  const withColumns = (command: Command): Command =>
    command
      .argument('<file>', words.ledger)
      .option('--map <field=column>', words.map, repeat)
      .option('--date-format <format>', words.dateFormat);
  withColumns(program.command('replay').description(words.replay).command('receivables'))
    .description(words.replayReceivables)
    .option('--process <file.bpmn>', words.process)
    .option('--dmn <file.dmn>', words.dmn, repeat)
    .option('--as-of <date>', words.asOf)
    .option('--details <file>', words.details)
    .option('--zone <zone>', words.zone)
    .action(async (file: string, options: ReplayOptions) =>
      done(await (await COMMANDS.replay())(terminal, file, options)),
    );
  withColumns(program.command('import').description(words.import).command('receivables'))
    .description(words.importReceivables)
    .option('--data <folder>', words.data)
    .option('--server <address>', words.server)
    .option('--login <name>', words.login)
    .option('--password <password>', words.password)
    .action(async (file: string, options: ImportOptions) =>
      done(await (await COMMANDS.import())(terminal, file, options, version)),
    );
}

function addModels(program: Command, words: Words, { terminal, now }: Parts, done: (outcome: Outcome) => void): void {
  program
    .command('lint')
    .description(words.lint)
    .argument('<files...>', words.files)
    .action(async (files: string[]) => done(await (await COMMANDS.lint())(terminal, files)));
  program
    .command('run')
    .description(words.run)
    .argument('<file>', words.drawing)
    .requiredOption('--scenario <file>', words.scenario)
    .option('--dmn <file.dmn>', words.tables, repeat)
    .action(async (file: string, options: RunOptions) => done(await (await COMMANDS.run())(terminal, file, options)));
  program
    .command('feel')
    .description(words.feel)
    .argument('<expression>', words.expression)
    .option('--context <file>', words.context)
    .action(async (expression: string, options: FeelOptions) =>
      done(await (await COMMANDS.feel())(terminal, expression, options, now)),
    );
  program
    .command('decide')
    .description(words.decide)
    .argument('<file>', words.table)
    .requiredOption('--decision <name>', words.decision)
    .requiredOption('--input <file>', words.input)
    .option('--explain', words.explain)
    .action(async (file: string, options: DecideOptions) =>
      done(await (await COMMANDS.decide())(terminal, file, options, now)),
    );
}
