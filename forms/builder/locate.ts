/** The line (from 1) on which the value at a JSON pointer begins, or of the nearest value around it; 1 for text that is no JSON. */
export function lineOf(text: string, pointer: string): number {
  const wanted = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const reader = new Reader(text);
  const offset = reader.find(wanted);
  return text.slice(0, offset).split('\n').length;
}

/** Reads JSON just enough to know where values begin. Stops where the text breaks off. */
class Reader {
  readonly #text: string;
  #at = 0;
  #best = 0;

  constructor(text: string) {
    this.#text = text;
  }

  find(wanted: readonly string[]): number {
    this.#value(wanted);
    return this.#best;
  }

  #value(wanted: readonly string[] | undefined): void {
    this.#space();
    if (wanted !== undefined) this.#best = this.#at;
    const first = this.#text[this.#at];
    if (first === '{') this.#members(wanted, '}', true);
    else if (first === '[') this.#members(wanted, ']', false);
    else if (first === '"') this.#string();
    else this.#at += /^[^\s,\]}]*/.exec(this.#text.slice(this.#at, this.#at + 100))?.[0].length ?? 0;
  }

  #members(wanted: readonly string[] | undefined, end: string, named: boolean): void {
    this.#at += 1;
    for (let index = 0; this.#at < this.#text.length; index += 1) {
      this.#space();
      if (this.#text[this.#at] === end) break;
      const before = this.#at;
      const name = named ? this.#name() : String(index);
      this.#value(wanted?.[0] === name ? wanted.slice(1) : undefined);
      this.#space();
      if (this.#text[this.#at] === ',') this.#at += 1;
      else if (this.#at === before || this.#text[this.#at] !== end) return;
    }
    this.#at += 1;
  }

  #name(): string {
    const start = this.#at;
    this.#string();
    const text = this.#text.slice(start, this.#at);
    this.#space();
    if (this.#text[this.#at] === ':') this.#at += 1;
    try {
      return String(JSON.parse(text));
    } catch {
      return text;
    }
  }

  #string(): void {
    this.#at += 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"')
      this.#at += this.#text[this.#at] === '\\' ? 2 : 1;
    this.#at += 1;
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at += 1;
  }
}
