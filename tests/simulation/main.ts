/**
 * The simulation by hand: `npm run rel:sim` runs the seeds of CI, `npm run rel:sim -- --seeds 3000 --from 1` others,
 * `SEED=n npm run rel:sim` one, with its trace hash. `--record 1.2.0` writes the histories of a release. `--store sqlite`: on files. `--trace`: prints everything that happened.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFailure, isVoid, runSeeds, shrink } from './seeds.ts';
import type { Backing } from './disk.ts';
import { record, write } from './golden/histories.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '300' },
    from: { type: 'string', default: '1' },
    store: { type: 'string', default: 'memory' },
    trace: { type: 'boolean', default: false },
    'no-shrink': { type: 'boolean', default: false },
    record: { type: 'string' },
  },
});

const say = (text: string): void => void process.stdout.write(`${text}\n`);

if (values.record !== undefined) {
  const path = join(import.meta.dirname, `golden/${values.record}.json.gz`);
  write(path, await record(1, 120));
  say(`histories written to ${path}`);
  process.exit();
}

const one = process.env['SEED'];
const first = Number(one ?? values.from);
const count = one === undefined ? Number(values.seeds) : 1;
const backing: Backing = values.store === 'sqlite' ? 'sqlite' : 'memory';
const options = { backing, keepsTrace: values.trace };

const began = performance.now();
const { tally, failure } = await runSeeds(first, count, options, (seed, report) => {
  for (const line of report.trace) say(line);
  if (one !== undefined) say(`seed ${seed}: trace ${report.hash}`);
});
say(`${Math.round(performance.now() - began) / 1000} s: ${JSON.stringify(tally)}`);

if (failure !== undefined) {
  say(describeFailure(failure));
  const smaller = values['no-shrink'] ? undefined : await shrink(failure.seed, { backing }, 60_000);
  if (smaller !== undefined) say(`made smaller:\n${describeFailure(smaller)}`);
  process.exitCode = 1;
} else if (isVoid(tally)) {
  say('void: too little of what was asked was acknowledged');
  process.exitCode = 2;
}
