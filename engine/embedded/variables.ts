import { fail } from '#errors/index.ts';
import type { Variables } from '../records.ts';

/** Characters of JSON that may come in at once: what a message of Zeebe may hold. */
const MOST = 4 * 1024 * 1024;

/**
 * The variables as the journal will give them back: plain JSON of our own, so that a state in memory and the same state
 * replayed are equal, and that nobody outside holds a part of it. Rejects with ENGINE_INVALID_VARIABLES or
 * ENGINE_VARIABLES_TOO_LARGE.
 */
export function plainVariables(variables: Variables | undefined): Variables {
  if (variables === undefined) return {};
  let plain: unknown;
  let size: number;
  try {
    const text = JSON.stringify(variables);
    size = text.length;
    plain = size > MOST ? undefined : JSON.parse(text);
  } catch (error) {
    // In a circle, nested too deep, or a bigint.
    return fail('ENGINE_INVALID_VARIABLES', { problem: error instanceof Error ? error.message : String(error) });
  }
  if (size > MOST) return fail('ENGINE_VARIABLES_TOO_LARGE', { size, limit: MOST });
  if (typeof plain === 'object' && plain !== null && !Array.isArray(plain)) return plain as Variables;
  return fail('ENGINE_INVALID_VARIABLES', { problem: 'expected an object of named values' });
}
