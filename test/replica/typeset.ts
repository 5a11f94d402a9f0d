import type { PartialDate } from '../../src/model/watchlist.js';
import { FOOTNOTE } from './passages.js';
import { dice } from './prose.js';

/** How a site's editors and software treat plain text. */
export interface Typography {
  /** Which quote marks stand in the page, whatever stands in the report. */
  readonly quotes: 'straight' | 'curly';
  /** Whether marks outside ASCII are written as entities (`&rsquo;`). */
  readonly entities: boolean;
  /** Whether long words carry soft hyphens. */
  readonly softHyphens: boolean;
  /** Whether a number sticks to the word after it. */
  readonly hardSpaces: boolean;
  /** Whether some words are emphasised and some linked. */
  readonly inline: boolean;
}

export const PLAIN: Typography = {
  quotes: 'curly',
  entities: false,
  softHyphens: false,
  hardSpaces: false,
  inline: false,
};

const ENTITY: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\u00AD': '&shy;',
  '\u00A0': '&nbsp;',
};

const NAMED: Readonly<Record<string, string>> = {
  ...ENTITY,
  '“': '&ldquo;',
  '”': '&rdquo;',
  '‘': '&lsquo;',
  '’': '&rsquo;',
  '–': '&ndash;',
  '—': '&mdash;',
  '"': '&quot;',
};

const replaced = (text: string, entities: Readonly<Record<string, string>>): string =>
  text.replace(/[&<>\u00AD\u00A0“”‘’–—"]/gu, (c) => entities[c] ?? c);

/** Text for HTML, also inside double-quoted attributes. */
export const escapeHtml = (text: string): string => replaced(text, NAMED);

const HAN = /\p{Script=Han}/u;

function quoteMarks(text: string, quotes: Typography['quotes']): string {
  if (HAN.test(text)) return text;
  if (quotes === 'straight') return text.replace(/[“”]/gu, '"').replace(/[‘’]/gu, "'");
  return text
    .replace(/(^|[\s([—–])"/gu, '$1“')
    .replace(/"/gu, '”')
    .replace(/(^|[\s([—–“])'/gu, '$1‘')
    .replace(/'/gu, '’');
}

/** Wraps two neighbouring words of every few paragraphs in `<em>` and links another. */
function withInline(words: readonly string[], seed: string): string {
  const from = dice(seed);
  const emphasis = from.roll(3, 30);
  const link = from.roll(31, 60);
  return words
    .map((word, n) => {
      if (n === emphasis && n + 1 < words.length) return `<em>${word}`;
      if (n === emphasis + 1) return `${word}</em>`;
      return n === link ? `<a href="/topic/${from.roll(100, 999)}">${word}</a>` : word;
    })
    .join(' ');
}

/** A paragraph's text as HTML in a site's typography. Its letters and digits stay what they are. */
export function typeset(text: string, how: Typography): string {
  let set = quoteMarks(text, how.quotes);
  if (how.softHyphens) set = set.replace(/\b([a-z]{6})([a-z]{6,})\b/gu, '$1\u00AD$2');
  if (how.hardSpaces) set = set.replace(/(\d) (?=[a-z])/gu, '$1\u00A0');
  const words = set.split(' ').map((word) => replaced(word, how.entities ? NAMED : ENTITY));
  const html = how.inline && !HAN.test(text) ? withInline(words, text) : words.join(' ');
  let note = dice(text).roll(1, 40);
  return html.replaceAll(FOOTNOTE, () => `<sup><a href="#note-${++note}">${note}</a></sup>`);
}

const MONTHS =
  'January February March April May June July August September October November December';

/** A partial date in English: `14 October 2022`, `October 2022`, `2022`; empty for null. */
export function longDate(date: PartialDate | null): string {
  if (date === null) return '';
  const [year, month, day] = date.split('-');
  const name = month === undefined ? undefined : MONTHS.split(' ')[Number(month) - 1];
  return [day === undefined ? undefined : String(Number(day)), name, year]
    .filter(Boolean)
    .join(' ');
}
