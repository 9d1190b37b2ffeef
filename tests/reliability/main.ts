/** `npm run rel:<name>`: the suites of this folder at any size, with a line of figures at the end. */
import { parseArgs } from 'node:util';
import { runKills } from './kill9/run.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '200' },
    clients: { type: 'string', default: '50' },
    waiting: { type: 'string', default: '0' },
    seed: { type: 'string', default: process.env['SEED'] ?? String(Date.now() % 1_000_000) },
  },
});

/** Each says what was counted, and whether all of it is as promised. */
const SUITES: Readonly<Record<string, () => Promise<boolean>>> = {
  async kill9() {
    const seed = Number(values.seed);
    say(`seed ${seed}`);
    const report = await runKills({
      rounds: Number(values.rounds),
      clients: Number(values.clients),
      waiting: Number(values.waiting),
      seed,
      onRound: (round, acknowledged) => say(`round ${round}: ${acknowledged} acknowledged`),
    });
    say(JSON.stringify(report, undefined, 2));
    const { missing, doubled, unasked, moneyAstray, brokenJournals, integrity, slowestStart } = report;
    const isClean = missing + doubled + unasked + moneyAstray + brokenJournals === 0 && integrity === 'ok';
    return isClean && slowestStart <= 5_000;
  },
};

const suite = SUITES[positionals[0] ?? ''];
if (suite === undefined) {
  say(`Which one? ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}
process.exit((await suite()) ? 0 : 1);
