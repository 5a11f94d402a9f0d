import type { Finding } from '../../model/finding.js';
import type { OldPrint, PrintedWords } from '../../model/old-print.js';
import { shorten } from '../../passage/text/sentences.js';
import { type Html, html } from '../escape.js';
import type { Locale } from './locale.js';

/** Characters of what is printed that a sentence shows, our choice; an address is shown whole. */
const MAX_SHOWN_LENGTH = 160;

const blanks = (print: PrintedWords): PrintedWords => ({
  ...print,
  before: print.what === 'address' ? print.before : shorten(print.before, MAX_SHOWN_LENGTH),
  after:
    print.what === 'address' || print.after === null
      ? print.after
      : shorten(print.after, MAX_SHOWN_LENGTH),
});

/** What is printed, and what was decided. */
export const printWords = (locale: Locale, print: PrintedWords): string =>
  locale.fill(locale.messages.filed.print, blanks(print));

/** What a filed report still prints, in one sentence. */
export const stillPrinted = (locale: Locale, print: OldPrint): string =>
  locale.fill(locale.messages.filed.still, {
    ...print,
    print: locale.fill(locale.messages.filed.print, blanks(print)),
  });

/** The same in HTML. */
const stillPrintedHtml = (locale: Locale, print: OldPrint): Html =>
  locale.fillHtml(locale.messages.filed.still, {
    ...print,
    print: locale.fillHtml(locale.messages.filed.print, blanks(print)),
  });

/** The same in the file that prints it. */
export const printedHere = (locale: Locale, print: OldPrint): string =>
  locale.fill(locale.messages.filed.here, {
    print: locale.fill(locale.messages.filed.print, blanks(print)),
  });

/** Why nobody is asked for anything about a finding: what was decided, or that its mending is not in the report yet; undefined where somebody is. */
export const answerOf = (
  locale: Locale,
  { decision, change }: Pick<Finding, 'decision' | 'change'>,
): string | undefined =>
  change === undefined ? decision : locale.fill(locale.messages.filed.pending, change);

/** The section of a page with all of them; false where there are none. */
export const filedSection = (locale: Locale, prints: readonly OldPrint[]): Html | false =>
  prints.length > 0 &&
  html`<section aria-label="${locale.messages.filed.heading}"><h2>${locale.messages.filed.heading}</h2><ul>${prints.map((one) => html`<li>${stillPrintedHtml(locale, one)}</li>`)}</ul></section>`;
