import { fail } from '#errors/index.ts';
import type { Variables } from '../records.ts';

/**
 * The variables as the journal will give them back: plain JSON of our own, so that a state in memory and the same state
 * replayed are equal, and that nobody outside holds a part of it. Rejects with ENGINE_INVALID_VARIABLES.
 */
export function plainVariables(variables: Variables | undefined): Variables {
  if (variables === undefined) return {};
  let plain: unknown;
  try {
    plain = JSON.parse(JSON.stringify(variables));
  } catch (error) {
    // In a circle, nested too deep, or a bigint.
    return fail('ENGINE_INVALID_VARIABLES', { problem: error instanceof Error ? error.message : String(error) });
  }
  if (typeof plain === 'object' && plain !== null && !Array.isArray(plain)) return plain as Variables;
  return fail('ENGINE_INVALID_VARIABLES', { problem: 'expected an object of named values' });
}
