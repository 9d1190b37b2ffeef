#!/usr/bin/env node
/**
 * Runs the conformance suites that lie outside this repository and compares with the scores committed in
 * tests/conformance/scores.json. Fails when a score drops; `--update` writes the new scores. The folder of the suites:
 * XINLIU_CONFORMANCE, else ../shared/conformance beside the repository.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const suites = path.resolve(process.env.XINLIU_CONFORMANCE ?? path.join(root, '../shared/conformance'));
const scoresFile = path.join(root, 'tests/conformance/scores.json');
const adapter = (name) => path.join(root, 'tests/conformance', name);

/** Suite → the runner with its arguments, and what of its report is the score. */
const SUITES = {
  'zeebe-random': {
    runner: ['bpmn-run.mjs', '--dir', path.join(suites, 'zeebe-random'), '--driver', adapter('bpmn-driver.ts')],
    score: ({ cases, pass }) => ({ cases, pass }),
  },
  betsy: {
    runner: ['bpmn-run.mjs', '--driver', adapter('bpmn-driver.ts')],
    score: ({ cases, pass, asZeebe }) => ({ cases, pass, asZeebe }),
  },
  miwg: {
    runner: [adapter('miwg-run.ts'), '--dir', path.join(suites, 'miwg')],
    score: ({ cases, pass }) => ({ cases, pass }),
  },
  'feel-scala': {
    runner: ['feel-run.mjs', '--adapter', adapter('feel-adapter.ts'), '--dialect', 'camunda'],
    score: ({ total, pass }) => ({ cases: total, pass }),
  },
  'dmn-tck': {
    runner: ['dmn-tck-run.mjs', '--adapter', adapter('dmn-adapter.ts')],
    score: ({ total, pass, nonNull }) => ({ cases: total, pass, nonNull: nonNull.pass }),
  },
};

const env = { ...process.env, PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env.PATH}` };
const run = promisify(execFile);

async function scoreOf([script, ...args], score, folder) {
  const out = path.join(folder, 'result.json');
  await run('node', [path.resolve(suites, script), ...args, '--out', out], { cwd: root, env, maxBuffer: 1 << 28 });
  return score(JSON.parse(await readFile(out, 'utf8')));
}

/** Figures that are lower than before; another number of cases is another suite, not a drop. */
function drops(before, now) {
  if (before === undefined || before.cases !== now.cases) return [];
  return Object.keys(before).filter((figure) => (now[figure] ?? 0) < before[figure]);
}

if (!existsSync(suites)) {
  console.log(`No suites in ${suites}; set XINLIU_CONFORMANCE to their folder.`);
  process.exit(1);
}
const committed = existsSync(scoresFile) ? JSON.parse(await readFile(scoresFile, 'utf8')) : {};
const scores = { ...committed };
const folder = await mkdtemp(path.join(tmpdir(), 'conformance-'));
let passed = 0;
let failed = 0;
for (const [suite, { runner, score }] of Object.entries(SUITES)) {
  const now = await scoreOf(runner, score, folder);
  const dropped = drops(committed[suite], now);
  for (const figure of dropped)
    console.log(`${suite}: ${figure} dropped from ${committed[suite][figure]} to ${now[figure]}`);
  failed += dropped.reduce((sum, figure) => sum + committed[suite][figure] - now[figure], 0);
  passed += now.asZeebe ?? now.pass;
  scores[suite] = now;
  console.log(
    `${suite}: ${Object.entries(now)
      .map(([figure, count]) => `${figure} ${count}`)
      .join(', ')}`,
  );
}
await rm(folder, { recursive: true });
if (process.argv.includes('--update')) await writeFile(scoresFile, `${JSON.stringify(scores, null, 2)}\n`);
console.log(`conformance: ${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
