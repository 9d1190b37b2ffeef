/** One line of the table: what was measured of whom. */
export interface Line {
  readonly workload: string;
  readonly who: string;
  readonly value: number;
  /** `ms` is better the less, everything else the more. */
  readonly unit: string;
  /** CPU of the whole process, all threads, in ms an instance. */
  readonly cpu?: number;
  readonly p50?: number;
  readonly p99?: number;
  /** What it should come to. */
  readonly wanted?: string;
  /** Set for ours: the lines of others with the same name are compared with it. */
  readonly ours?: string;
  readonly comparedWith?: string;
}

/** A number as people read it. */
export const figure = (value: number, places = 0): string =>
  value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places });

/** Prints all lines; those of others with how many times ours is theirs: 2 is twice as fast, 0.5 half. */
export function printTable(title: string, lines: readonly Line[]): void {
  const ours = new Map(lines.filter((line) => line.ours !== undefined).map((line) => [line.ours, line]));
  console.log(title);
  console.table(
    lines.map((line) => ({
      workload: line.workload,
      who: line.who,
      measured: `${figure(line.value, places(line.value))} ${line.unit}`,
      'ours to it': ratio(ours.get(line.comparedWith), line),
      'CPU ms': shown(line.cpu),
      'p50 ms': shown(line.p50),
      'p99 ms': shown(line.p99),
      wanted: line.wanted ?? '',
    })),
  );
}

function ratio(ours: Line | undefined, other: Line): string {
  if (ours === undefined || other.value === 0) return '';
  const times = other.unit === 'ms' ? other.value / ours.value : ours.value / other.value;
  return `${figure(times, places(times))} ×`;
}

const places = (value: number): number => (value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3);
const shown = (value: number | undefined): string => (value === undefined ? '' : figure(value, places(value)));
