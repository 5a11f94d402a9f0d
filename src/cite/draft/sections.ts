import { collapseWhitespace } from '../../text/whitespace.js';

/** A heading's number or letter: `3.`, `3.2.1`, `a.`, `b)`, `(c)`, `IV.`, `Section 4`. */
const NUMBERED =
  /^(?:(?:section|chapter|part|annex)\s+)?\(?(?<label>\d{1,2}(?:\.\d{1,2}){0,4}|[a-z]|[IVX]{1,5})(?:[.):]|\s|$)/u;
const LETTER = /^[a-z]$/u;

/**
 * Where in the report something stands, by the numbers of the headings above it: a letter is put behind the number of the
 * heading that holds it (`5b`). Without a number a heading is its own name.
 */
export class Sections {
  #number: string | null = null;
  #current: string | null = null;

  /** What is cited as the section now; null before the first heading. */
  get current(): string | null {
    return this.#current;
  }

  enter(heading: string): void {
    const label = NUMBERED.exec(collapseWhitespace(heading))?.groups?.label;
    if (label === undefined) {
      this.#number = null;
      this.#current = collapseWhitespace(heading);
    } else if (LETTER.test(label)) this.#current = `${this.#number ?? ''}${label}`;
    else {
      this.#number = label;
      this.#current = label;
    }
  }
}
