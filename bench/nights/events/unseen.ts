import { hostOf } from '../../../src/model/address.js';
import { type Dice, dice } from '../../../test/replica/prose.js';
import { also, dying, right, type Word } from '../claim.js';
import { dateOf } from '../clock.js';
import { reworded } from '../draft.js';
import { FOREVER, happening } from '../happening.js';
import { LEXICON } from '../lexicon.js';
import { answerOf } from '../page.js';
import { SHELF } from '../shelf.js';
import { noticeLine } from '../strangers.js';
import { headline, paragraph, type Work } from '../work.js';
import { altering, EDITED, type Event } from './edits.js';

// What no list of words can know: made-up pages of many shapes in the place of a document, and their look-alikes.

const NOT_HERE: readonly Word[] = [...dying('source-soft-404'), also('content-unread', 'low')];

const seeded = ({ id, title }: Work, what: string): Dice => dice(`${id} ${title} ${what}`);

const listOf = (work: Work, from: Dice, some: number): string =>
  Array.from(
    { length: some },
    () =>
      `<li><a href="/n/${from.roll(1000, 9999)}">${foreign(headline(from, work.lang))}</a></li>`,
  ).join('');

/**
 * Text that shares no turn of phrase with anything on the site: the lexicon is so small that any two of its pages share more
 * than two real documents do.
 */
const foreign = (text: string): string =>
  text.includes(' ') ? text.split(' ').reverse().join(' ') : [...text].reverse().join('');

const other = (from: Dice, { lang }: Work): string => {
  const { stop, space } = LEXICON[lang];
  const sentences = paragraph(from, lang)
    .split(stop)
    .filter((text) => text.trim() !== '');
  return sentences.map((text) => `${foreign(text.trim())}${stop}`).join(space);
};

/** An error page in words of its own, with a menu, a case number, and the news of the night. */
export const softUnseen: Event = (work, from) => {
  const { of, one } = LEXICON[work.lang];
  const roll = seeded(work, 'error');
  const title = roll.pick(of('noticeTitle'));
  const lines = Array.from({ length: roll.roll(1, 3) }, () => noticeLine(work.lang, roll)).join('');
  const answer = (_: string, night: number) => {
    const news = dice(`${work.id} ${night}`);
    return answerOf(
      `<!doctype html><html lang="${work.lang}"><title>${title}</title><nav><a href="/">${one('home')}</a></nav><main><h1>${title}</h1>${lines}<p>#${news.roll(10_000, 99_999)}</p><h2>${one('mostRead')}</h2><ul>${listOf(work, news, 6)}</ul></main><footer><a href="/contact">${one('contact')}</a></footer></html>`,
    );
  };
  return happening('soft 404 in words of its own', [work], [from, FOREVER], NOT_HERE, { answer });
};

/** A long goodbye, the same every night, that its site shows at every address that it ever had. */
export const goodbyeEverywhere: Event = (work, from) => {
  const roll = seeded(work, 'goodbye');
  const lines = Array.from({ length: 14 }, () => noticeLine(work.lang, roll)).join('');
  const title = roll.pick(LEXICON[work.lang].of('noticeTitle'));
  const answer = answerOf(
    `<!doctype html><html lang="${work.lang}"><title>${title}</title><main><h1>${title}</h1>${lines}</main></html>`,
  );
  const others = new Set(SHELF.flatMap(({ url, at = url }) => [url, at]));
  return {
    ...happening('long goodbye at every address', [work], [from, FOREVER], NOT_HERE, { answer }),
    covers: (url) => url === work.url || (hostOf(url) === hostOf(work.url) && !others.has(url)),
  };
};

/** The list of a section in the document's place: other headlines every night. */
export const sectionInstead: Event = (work, from) => {
  const { of } = LEXICON[work.lang];
  // A section is not called as one of its articles is: a page with the document's title is its landing page.
  const title = of('topics').find((topic) => !work.title.includes(topic)) ?? '';
  const answer = (_: string, night: number) => {
    const news = dice(`${work.id} section ${night}`);
    const teasers = Array.from(
      { length: 12 },
      () =>
        `<article><h2><a href="/n/${news.roll(1000, 9999)}">${foreign(headline(news, work.lang))}</a></h2><p>${other(news, work)}</p></article>`,
    ).join('');
    return answerOf(
      `<!doctype html><html lang="${work.lang}"><title>${title}</title><main><h1>${title}</h1>${teasers}</main></html>`,
    );
  };
  return happening('section instead of the document', [work], [from, FOREVER], NOT_HERE, {
    answer,
  });
};

/** Another document in the language of the one before, with another title: what the pages above must not be taken for. */
export const replacedInKind = altering(
  'document replaced in its own language',
  [right('content-replaced', 'high'), ...NOT_HERE.filter(({ worst }) => worst === 'low')],
  (draft, roll) => ({
    ...draft,
    title: foreign(headline(roll, draft.work.lang)),
    paragraphs: Array.from({ length: 9 }, () => other(roll, draft.work)),
  }),
);

/** A note of two paragraphs in the document's place: that it is not the document is all that can be known. */
export const shortReplaced = altering(
  'document replaced by a short note',
  // It stays a failing address, whatever else fails at it meanwhile.
  [
    right('content-replaced', 'high', 2),
    ...NOT_HERE,
    also('source-unreachable', 'high', 2),
    also('source-server-error', 'high', 2),
  ],
  (draft, roll) => ({
    ...draft,
    title: foreign(headline(roll, draft.work.lang)),
    paragraphs: [other(roll, draft.work), other(roll, draft.work)],
  }),
);

/** Nights for which a paragraph stands that is taken back. */
const STOOD = 2;

/** A paragraph that is put in and taken back: told once, and over on the night on which the old text is back. */
export const editTakenBack: Event = (work, from) => {
  const put = happening(
    'edit taken back',
    [work],
    [from, from + STOOD - 1],
    [right('content-edited', 'low')],
    {
      alter: (draft) => ({
        ...draft,
        paragraphs: draft.paragraphs.toSpliced(
          2,
          0,
          paragraph(seeded(work, 'taken back'), work.lang),
        ),
      }),
    },
  );
  return put;
};

/** A figure in the box beside the text. */
export const factEdited = altering(
  'figure in a box edited',
  [right('content-edited', 'low')],
  (draft, roll) => ({
    ...draft,
    fact: (draft.fact ?? '').replace(/\d+/u, `${roll.roll(101, 119)}`),
  }),
);

/** News that quotes a notice of withdrawal, in a page that stands. */
export const noticeQuoted = altering(
  'notice of another document quoted',
  [right('content-edited', 'low')],
  (draft) => ({
    ...draft,
    paragraphs: [
      'Readers of the yearbook found a single line on Monday: “This publication was withdrawn on 12 June 2025”, and no reason.',
      ...draft.paragraphs,
    ],
  }),
);

/** A word taken out of a quoted passage on a page that changes its design that very night. */
export const editedInRedesign = altering(
  'passage edited in a redesign',
  [right('passage-altered', 'high'), EDITED],
  (draft) => {
    const [passage] = draft.work.passages;
    if (passage === undefined) throw new Error(`${draft.work.id} has no passage`);
    const edited = reworded(draft, passage.stands, passage.otherNumber);
    return { ...edited, design: draft.design === 'newspaper' ? 'ministry' : 'newspaper' };
  },
);

/** The refusal of a filter between us and the web, on one night, whatever is asked for. */
export const filterOn = (night: number): ReturnType<Event> => ({
  name: 'filter between us and the web',
  from: night,
  to: night,
  covers: () => true,
  claims: [],
  answer: (url) =>
    answerOf(
      `<!doctype html><title>Access denied by policy</title><h1>Access denied by policy</h1><p>Your request for ${url} was stopped by the gateway of this organisation, because its category is not allowed.</p><p>Event ${dice(url).roll(1e6, 9e6)}, ${dateOf(night).toUTCString()}</p>`,
      { http: 403 },
    ),
});
