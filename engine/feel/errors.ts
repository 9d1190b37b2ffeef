/** A text that is no FEEL. `position` is an offset in the source. */
export class FeelSyntaxError extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.name = 'FeelSyntaxError';
    this.position = position;
  }
}

/** The budget of an evaluation is used up; caught by the door and told as a diagnostic. */
export class FeelLimitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'FeelLimitError';
  }
}
