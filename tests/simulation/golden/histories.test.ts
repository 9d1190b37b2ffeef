import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelsOf } from '../../support/kernel.ts';
import { read, replay } from './histories.ts';

const FILES = globSync('*.json.gz', { cwd: import.meta.dirname }).toSorted();

describe.each(FILES)('the histories of %s', (file) => {
  const histories = read(join(import.meta.dirname, file));

  it('should be a hundred at least, most of them under way', () => {
    expect(histories.length).toBeGreaterThanOrEqual(100);
    const instances = histories.flatMap(({ facts }) => Object.values(facts));
    expect(instances.filter(({ status }) => status === 'ACTIVE').length).toBeGreaterThan(50);
    expect(basename(file)).toMatch(/^\d+\.\d+\.\d+\.json\.gz$/);
  });

  it('should be read as they were when they were written', () => {
    for (const { seed, entries, facts } of histories) expect({ seed, facts: replay(entries) }).toEqual({ seed, facts });
  });

  it('should still have their processes deployed', async () => {
    for (const { resources } of histories) {
      for (const { content } of resources) expect((await modelsOf(content)).length).toBeGreaterThan(0);
    }
  });
});

it('should keep the histories of one release at least', () => {
  expect(FILES.length).toBeGreaterThan(0);
});
