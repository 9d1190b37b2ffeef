import { describe, expect, it } from 'vitest';
import { compileUnaryTests } from '#engine/feel/index.ts';

function boundaries(source: string): unknown {
  const compiled = compileUnaryTests(source);
  return compiled.ok ? compiled.tests.boundaries() : compiled.message;
}

describe('where the verdict of a cell can change', () => {
  it.each([
    ['-', [], false],
    ['"A", "B"', ['A', 'B'], false],
    ['not(1, 2)', [1, 2], false],
    ['< 5', [5], true],
    ['[1 + 1..2 * 4]', [2, 8], true],
    ['["A", "B"]', ['A', 'B'], false],
    ['? > 1 and ? in [3..5] or ? = null', [1, 3, 5, null], true],
    ['? between 1 and 2', [1, 2], true],
    ['abs(-3)', [3], false],
  ])('should be told for %s', (source, values, ordered) => {
    expect(boundaries(source)).toEqual({ values, ordered });
  });

  it.each([
    'limit',
    '> limit',
    '? * 2 > 5',
    'contains(?, "a")',
    'today()',
    '< today()',
    '1 / 0',
    'some x in [1] satisfies x = ?',
  ])('should be unknown for %s', (source) => {
    expect(boundaries(source)).toBeUndefined();
  });
});
