import { type Dice, dice } from '../../test/replica/prose.js';
import { alternationOf, faceOn } from './alternation.js';
import { type Language, LEXICON } from './lexicon.js';
import { headline, type Work } from './work.js';

/** What rotates on the pages of the web without meaning anything. Each publisher has some of it. */
const KINDS = [
  'clock',
  'views',
  'comments',
  'mostRead',
  'readAlso',
  'related',
  'advert',
  'updatedAgo',
  'weather',
  'renderTime',
  'rates',
  'donations',
  'poll',
] as const;
type Kind = (typeof KINDS)[number];

/** Of a hundred publishers, how many have a kind of noise. */
const SHARE = 40;

/** Tonight's noise as pieces of HTML, by where it stands; empty where a publisher has none. */
export interface Noise {
  readonly nonce: string;
  readonly top: string;
  readonly dateline: string;
  /** Blocks between the paragraphs of the text. */
  readonly inside: readonly string[];
  readonly below: string;
  readonly aside: string;
  readonly foot: string;
}

const DAY = 86_400_000;

/** The kinds of noise that a publisher's pages have: the same every night. */
const kindsOf = ({ id }: Work, seed: number): ReadonlySet<Kind> => {
  const from = dice(`${seed} ${id} noise`);
  return new Set(KINDS.filter(() => from.roll(1, 100) <= SHARE));
};

const FORMATS = new Map<string, Intl.DateTimeFormat>();
/** Making a format costs more than a page. */
const formatOf = (lang: Language, dateStyle: 'long' | 'full'): Intl.DateTimeFormat => {
  const key = `${lang} ${dateStyle}`;
  const format = FORMATS.get(key) ?? new Intl.DateTimeFormat(lang, { dateStyle, timeZone: 'UTC' });
  FORMATS.set(key, format);
  return format;
};
const dateText = (lang: Language, style: 'long' | 'full', at: number): string =>
  formatOf(lang, style).format(at);
const agoText = (lang: Language, minutes: number): string =>
  new Intl.RelativeTimeFormat(lang, { numeric: 'always' }).format(-minutes, 'minute');

const linked = (from: Dice, work: Work, some: number): string =>
  Array.from(
    { length: some },
    () => `<li><a href="/a/${from.roll(1000, 9999)}">${headline(from, work.lang)}</a></li>`,
  ).join('');

const PLACES = ['17 °C', '21 °C', '9 °C', '-2 °C', '30 °C'];

type Piece = (kind: Kind, html: () => string) => string;

/** Figures in boxes, beside a word or two. */
const figuresOn = (
  piece: Piece,
  from: Dice,
  lang: Language,
  [here = '', there = '']: readonly string[],
) => ({
  rates: piece(
    'rates',
    () => `<div>USD ${from.roll(3000, 4999) / 100} ▲ EUR ${from.roll(3000, 4999) / 100} ▼</div>`,
  ),
  donations: piece(
    'donations',
    () =>
      `<div class="d">${here} € ${from.roll(1_000, 19_000).toLocaleString(lang)} / € 20 000</div>`,
  ),
  poll: piece(
    'poll',
    () =>
      `<ul class="p"><li>${here} ${from.roll(20, 80)} %</li><li>${there} ${from.roll(20, 80)} %</li></ul>`,
  ),
});

/** Blocks between the paragraphs; `variant` is the face of the newsletter's box, for a page that tests two. */
const insideOf = (
  work: Work,
  piece: Piece,
  from: Dice,
  variant: 0 | 1 | null,
): readonly string[] => {
  const words = LEXICON[work.lang];
  return [
    piece(
      'readAlso',
      () =>
        `<div class="box"><p>${words.one('readAlso')}</p><ul>${linked(from, work, 2)}</ul></div>`,
    ),
    piece(
      'advert',
      () =>
        `<div class="ad"><p>${words.one('advert')}</p><a href="https://ads.example/${from.roll(1, 99)}">${headline(from, work.lang)}</a></div>`,
    ),
    variant === null ? '' : `<div class="letter"><p>${words.of('newsletter')[variant]}</p></div>`,
  ].filter((html) => html !== '');
};

/** What rotates on a work's page on a night. */
export function noiseOn(work: Work, night: Date, seed: number): Noise {
  const { lang } = work;
  const words = LEXICON[lang];
  const has = kindsOf(work, seed);
  const from = dice(`${seed} ${work.id} ${night.toISOString()}`);
  const piece: Piece = (kind, html) => (has.has(kind) ? html() : '');
  const figures = figuresOn(
    piece,
    dice(`${seed} ${work.id} figures ${night.toISOString()}`),
    lang,
    words.of('places'),
  );
  const counted = (key: 'views' | 'comments', least: number, most: number): string =>
    `<span class="n">${words.one(key).replace('{n}', from.roll(least, most).toLocaleString(lang))}</span>`;
  const alternates = alternationOf(work, seed);
  const face = faceOn(work, night, seed);
  const published = Date.parse(work.published) - (alternates === 'timeZone' ? face * DAY : 0);
  return {
    nonce: from.roll(100_000, 999_999).toString(36),
    top:
      piece(
        'clock',
        () => `<span class="clock">${dateText(lang, 'full', night.getTime())}</span>`,
      ) +
      piece('weather', () => `<span>${words.of('places')[0]} ${from.pick(PLACES)}</span>`) +
      figures.rates,
    dateline:
      `<p class="dateline">${words.one('published')} <time>${dateText(lang, 'long', published)}</time>` +
      `${piece('updatedAgo', () => ` · ${words.one('updated')} ${agoText(lang, from.roll(2, 55))}`)} ${piece('views', () => counted('views', 900, 90_000))}</p>`,
    inside: insideOf(work, piece, from, alternates === 'variants' ? face : null),
    below:
      piece(
        'related',
        () =>
          `<section><h2>${words.one('related')}</h2><ul>${linked(from, work, 3)}</ul></section>`,
      ) +
      piece('comments', () => counted('comments', 3, 400)) +
      figures.donations,
    aside:
      piece(
        'mostRead',
        () => `<h2>${words.one('mostRead')}</h2><ol>${linked(from, work, 5)}</ol>`,
      ) + figures.poll,
    foot: piece(
      'renderTime',
      () => `<small>${from.roll(12, 900)} ms · build ${from.roll(1, 9999)}</small>`,
    ),
  };
}
