/** Where the time comes from. Nothing in the product asks the machine for it elsewhere. */
export interface Clock {
  /** The present as an ISO instant in UTC with milliseconds. */
  now(): string;
  /** Calls back once when the clock has reached the instant (ISO); returns the cancel function. */
  wakeAt(instant: string, callback: () => void): () => void;
}
