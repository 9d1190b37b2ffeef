/** Who can be made responsible for a customer; person ids. */
export interface OwnerRoster {
  readonly sales: readonly { readonly personId: string; readonly departmentId: string | null }[];
  readonly finance: readonly string[];
  readonly legal: readonly string[];
  /** Takes what nobody of the role is there for. */
  readonly fallback: string;
}

export interface Owners {
  readonly salesOwnerId: string;
  readonly financeOwnerId: string;
  readonly legalOwnerId: string;
  readonly departmentId?: string;
}

/**
 * Owners for a customer nobody is responsible for yet: spread evenly over the departments that sell, then over the people
 * in them; the same customer and roster always give the same.
 */
export function assignOwners(customerId: string, roster: OwnerRoster): Owners {
  const seed = hash(customerId);
  const departments = [...new Set(roster.sales.map((one) => one.departmentId))].toSorted(compareNullable);
  const department = pick(departments, seed) ?? null;
  const team = roster.sales.filter((one) => one.departmentId === department).map((one) => one.personId);
  const inTeam = Math.floor(seed / Math.max(1, departments.length));
  return {
    salesOwnerId: pick(team.toSorted(), inTeam) ?? roster.fallback,
    financeOwnerId: pick(roster.finance.toSorted(), seed) ?? roster.fallback,
    legalOwnerId: pick(roster.legal.toSorted(), seed) ?? roster.fallback,
    ...(department === null ? {} : { departmentId: department }),
  };
}

function pick<T>(items: readonly T[], seed: number): T | undefined {
  return items[seed % Math.max(1, items.length)];
}

function compareNullable(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}

/** FNV-1a, 32 bit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of text) value = Math.imul(value ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
}
