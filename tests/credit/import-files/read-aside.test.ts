import { describe, expect, it } from 'vitest';
import { readTable, readTableAside } from '#credit/import/files/index.ts';
import { utf8 } from './support.ts';

describe('readTableAside', () => {
  it('should give the table that readTable gives, in order', async () => {
    const lines = Array.from({ length: 12_000 }, (_, index) => `I${index},C,2024-01-01,5`);
    const bytes = utf8(['Invoice number,Customer ID,Due date,Amount', ...lines].join('\n'));
    expect(await readTableAside(bytes, 'a.csv')).toEqual(readTable(bytes, 'a.csv'));
  });

  it('should refuse with the same error', async () => {
    await expect(readTableAside(utf8('%PDF-'), 'a.csv')).rejects.toMatchObject({
      code: 'IMPORT_FILE_NOT_TEXT',
      details: { file: 'a.csv', found: 'PDF' },
    });
  });
});
