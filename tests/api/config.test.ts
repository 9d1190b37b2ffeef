import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { readConfig } from '#api/config.ts';
import { AppError } from '#errors/index.ts';

describe('the settings', () => {
  it('should be those of .env.example when nothing is set', () => {
    const example = parseEnv(readFileSync(join(import.meta.dirname, '..', '..', '.env.example'), 'utf8'));
    expect(readConfig(example)).toEqual(readConfig({}));
    expect(Object.keys(example).toSorted()).toEqual(Object.keys(readConfig({})).toSorted());
  });

  it('should take an empty value for none and leave other programs’ variables alone', () => {
    expect(readConfig({ PORT: '', PATH: '/bin', XINLIU_DATA: './elsewhere' })).toMatchObject({
      PORT: 8080,
      XINLIU_DATA: './elsewhere',
    });
  });

  it('should name every fault at once', () => {
    const faulty = (): unknown => readConfig({ PORT: '99999', LOG_LEVEL: 'loud' });
    expect(faulty).toThrow(AppError);
    expect(faulty).toThrow(/PORT.*LOG_LEVEL/);
  });
});
