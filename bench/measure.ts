/** What one run of a workload came to. */
export interface Measurement {
  readonly instancesPerSecond: number;
  readonly tasksPerSecond: number;
  /** Milliseconds of one completed task, as its caller saw it. */
  readonly p50: number;
  readonly p99: number;
  /** Milliseconds of one inbox page. */
  readonly inboxP50: number;
  /** CPU of this process, all threads, per instance in milliseconds. */
  readonly cpuPerInstance: number;
}

/** Collects the latencies of one run and turns them, with its wall and CPU time, into figures. */
export class Stopwatch {
  readonly #completions: number[] = [];
  readonly #inboxes: number[] = [];
  readonly #startedAt = performance.now();
  readonly #cpu = process.cpuUsage();

  async completion<T>(work: () => T | Promise<T>): Promise<T> {
    return timed(work, this.#completions);
  }

  async inbox<T>(work: () => T | Promise<T>): Promise<T> {
    return timed(work, this.#inboxes);
  }

  completed(milliseconds: number): void {
    this.#completions.push(milliseconds);
  }

  result(instances: number): Measurement {
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const { user, system } = process.cpuUsage(this.#cpu);
    return {
      instancesPerSecond: instances / seconds,
      tasksPerSecond: this.#completions.length / seconds,
      p50: quantile(this.#completions, 0.5),
      p99: quantile(this.#completions, 0.99),
      inboxP50: quantile(this.#inboxes, 0.5),
      cpuPerInstance: (user + system) / 1000 / instances,
    };
  }
}

/** The run in the middle, by instances per second. */
export function median(runs: readonly Measurement[]): Measurement {
  const sorted = runs.toSorted((a, b) => a.instancesPerSecond - b.instancesPerSecond);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new RangeError('No run to take the median of.');
  return middle;
}

async function timed<T>(work: () => T | Promise<T>, into: number[]): Promise<T> {
  const from = performance.now();
  const result = await work();
  into.push(performance.now() - from);
  return result;
}

function quantile(values: readonly number[], q: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
