import { hostOf } from '../../src/model/address.js';
import { answers } from '../../test/answers/shelf.js';
import type { Dice } from '../../test/replica/prose.js';
import type { Page } from '../../test/world.js';
import { also, CONFIRM, type Word } from './claim.js';
import { type Happening, happening } from './happening.js';
import { ALL_LANGUAGES, type Language, LEXICON } from './lexicon.js';
import { answerOf } from './page.js';
import type { Work } from './work.js';

/** What may be said while something else answers: that the link is doubtful, by whichever word; a death once it is one. */
const PASSING: readonly Word[] = [
  also('source-blocked', 'low'),
  also('source-soft-404', 'low'),
  also('source-server-error', 'low'),
  also('source-gone', 'low'),
  also('content-unread', 'low'),
  also('source-soft-404', 'high', CONFIRM - 1),
  also('source-server-error', 'high', CONFIRM - 1),
];
/** Walls and error pages as people wrote them down, in a language. */
const wallsIn = (lang: Language) =>
  answers.filter(
    (one) =>
      !one.fine && one.content === 'unread' && one.lang === lang && !one.link.includes('alive'),
  );

/** A wall, or an error page that passes, in the source's language. */
export function wall(work: Work, from: number, nights: number, roll: Dice): Happening {
  const { id, html, http } = roll.pick(wallsIn(work.lang));
  return happening(`wall ${id}`, [work], [from, from + nights - 1], PASSING, {
    answer: answerOf(html, { http }),
  });
}

/** A sentence of a notice, in a paragraph. */
export function noticeLine(lang: Language, roll: Dice): string {
  const { of, space, stop } = LEXICON[lang];
  return `<p>${[roll.pick(of('noticeWho')), roll.pick(of('noticeDid')), roll.pick(of('noticeWhen'))].join(space)}${stop}</p>`;
}

/** A notice of made-up words, as no list of words can know it. */
function noticeIn(lang: Language, roll: Dice): Page {
  const { of, one } = LEXICON[lang];
  const title = roll.pick(of('noticeTitle'));
  const lines = Array.from({ length: roll.roll(1, 6) }, () => noticeLine(lang, roll)).join('');
  return answerOf(
    `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${title}</title><div class="m"><h1>${title}</h1>${lines}</div><footer><a href="/contact">${one('contact')}</a></footer></html>`,
  );
}

/** An unknown notice, the same every night; one in three is not in the source's language. */
export function notice(work: Work, from: number, nights: number, roll: Dice): Happening {
  const lang = roll.roll(1, 3) === 1 ? roll.pick(ALL_LANGUAGES) : work.lang;
  return happening('unknown notice', [work], [from, from + nights - 1], PASSING, {
    answer: noticeIn(lang, roll),
  });
}

/** One night on which a content delivery network serves one page for all addresses of a host. */
export function onePageForAll(works: readonly Work[], night: number, roll: Dice): Happening {
  const hosts = new Set(works.map(({ url }) => hostOf(url)));
  return {
    ...happening('one page for all', works, [night, night], PASSING, {
      answer: noticeIn(works[0]?.lang ?? 'en', roll),
    }),
    covers: (url) => hosts.has(hostOf(url)),
  };
}
