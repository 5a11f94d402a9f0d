import type { OldPrint } from '../../model/old-print.js';
import { shorten } from '../../passage/text/sentences.js';
import { type Html, html } from '../escape.js';
import { fill, fillHtml, messages } from './messages.js';

const words = messages.filed;

/** Characters of what is printed that a sentence shows, our choice; an address is shown whole. */
const SHOWN = 160;

const blanks = (print: OldPrint): OldPrint => ({
  ...print,
  before: print.what === 'address' ? print.before : shorten(print.before, SHOWN),
  after:
    print.what === 'address' || print.after === null ? print.after : shorten(print.after, SHOWN),
});

/** What a filed report still prints, in one sentence. */
export const stillPrinted = (print: OldPrint): string =>
  fill(words.still, { ...print, print: fill(words.print, blanks(print)) });

/** The same in HTML. */
const stillPrintedHtml = (print: OldPrint): Html =>
  fillHtml(words.still, { ...print, print: fillHtml(words.print, blanks(print)) });

/** The same in the file that prints it. */
export const printedHere = (print: OldPrint): string =>
  fill(words.here, { print: fill(words.print, blanks(print)) });

/** The section of a page with all of them; false where there are none. */
export const filedSection = (prints: readonly OldPrint[]): Html | false =>
  prints.length > 0 &&
  html`<section aria-label="${words.heading}"><h2>${words.heading}</h2><ul>${prints.map((one) => html`<li>${stillPrintedHtml(one)}</li>`)}</ul></section>`;
