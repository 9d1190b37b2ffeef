/** `npm run rel:<name>`: the suites of this folder at any size, with a line of figures at the end. */
import { parseArgs } from 'node:util';
import { runFailingDisk, runFullDisk } from './disk/run.ts';
import { runKills } from './kill9/run.ts';
import { fireTogether } from './time/run.ts';
import { cutPower } from './powerloss/run.ts';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '200' },
    clients: { type: 'string', default: '50' },
    waiting: { type: 'string', default: '0' },
    megabytes: { type: 'string', default: '64' },
    timers: { type: 'string', default: '100000' },
    points: { type: 'string', default: '1000' },
    commits: { type: 'string', default: '600' },
    seed: { type: 'string', default: process.env['SEED'] ?? String(Date.now() % 1_000_000) },
  },
});

/** Each says what was counted, and whether all of it is as promised. */
const seed = Number(values.seed);
say(`seed ${seed}`);

const SUITES: Readonly<Record<string, () => Promise<boolean>>> = {
  async kill9() {
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
  async disk() {
    const megabytes = Number(values.megabytes);
    const reports = [await runFullDisk(megabytes)];
    for (const error of ['EROFS', 'EACCES', 'EIO'] as const) reports.push(await runFailingDisk(error, megabytes));
    say(JSON.stringify(reports, undefined, 2));
    return reports.every(
      ({ missing, doubled, abandoned, reads, slowest, restarted, integrity }) =>
        missing + doubled + abandoned.done + reads.failed === 0 &&
        integrity === 'ok' &&
        !restarted &&
        slowest.refusal <= 2_000 &&
        slowest.recovery <= 10_000,
    );
  },
  async time() {
    const timers = Number(values.timers);
    const reports = [await fireTogether({ timers, down: false }), await fireTogether({ timers, down: true })];
    say(JSON.stringify(reports, undefined, 2));
    return reports.every(
      ({ fired, doubled, early, outOfOrder }) => fired === timers && doubled + early + outOfOrder === 0,
    );
  },
  async powerloss() {
    const size = { points: Number(values.points), commits: Number(values.commits), seed };
    const full = await cutPower({ ...size, synchronous: 'FULL' });
    say(`FULL ${JSON.stringify(full)}`);
    const normal = await cutPower({ ...size, points: Math.ceil(size.points / 10), synchronous: 'NORMAL' });
    say(`NORMAL, which must lose ${JSON.stringify(normal)}`);
    return full.lost + full.corrupt + full.torn === 0 && normal.lost > 0;
  },
};

const suite = SUITES[positionals[0] ?? ''];
if (suite === undefined) {
  say(`Which one? ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}
process.exit((await suite()) ? 0 : 1);
