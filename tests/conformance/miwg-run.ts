/** node miwg-run.ts --dir FOLDER --out FILE: how many drawings of the folder survive the round trip without a loss. */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { lostFacts } from './miwg-round-trip.ts';

const { values } = parseArgs({ options: { dir: { type: 'string' }, out: { type: 'string' } } });
const { dir = '.', out } = values;
const names = (await readdir(dir)).filter((name) => name.endsWith('.bpmn'));
const results = [];
for (const name of names) results.push({ name, lost: await lostFacts(await readDrawing(path.join(dir, name))) });
const report = { cases: names.length, pass: results.filter(({ lost }) => lost.length === 0).length, results };
if (out !== undefined) await writeFile(out, JSON.stringify(report, null, 1));

/** In the encoding that the file declares. */
async function readDrawing(file: string): Promise<string> {
  const bytes = await readFile(file);
  const declared = /^<\?xml[^>]*encoding=["']([\w-]+)["']/.exec(bytes.toString('latin1', 0, 200))?.[1];
  return new TextDecoder(declared ?? 'utf-8').decode(bytes);
}
