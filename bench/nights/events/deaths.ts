import { answers } from '../../../test/answers/shelf.js';
import { dice } from '../../../test/replica/prose.js';
import { also, dying, right } from '../claim.js';
import { FOREVER, happening } from '../happening.js';
import { answerOf } from '../page.js';
import type { Event } from './edits.js';

const NOT_FOUND = answerOf('<!doctype html><title>Not found</title><h1>Not found</h1>', {
  http: 404,
});

/** A page that answers 404 from now on. */
export const pageGone: Event = (work, from) =>
  happening('page gone', [work], [from, FOREVER], dying('source-gone'), { answer: NOT_FOUND });

/** Nights for which a page is gone that comes back. */
const AWAY = 6;

/** A page that is believed dead and comes back: its death must be told, and must be over. */
export const goneAndBack: Event = (work, from) =>
  happening('page gone and back', [work], [from, from + AWAY - 1], dying('source-gone'), {
    answer: NOT_FOUND,
  });

/** An error page in the site's language that answers 200 from now on. */
export const softGone: Event = (work, from) => {
  const errors = answers.filter(
    (one) => one.lang === work.lang && one.link.join() === 'soft-404' && one.http === 200,
  );
  const words = [
    ...dying('source-soft-404'),
    also('content-unread', 'low'),
    also('source-gone', 'low'),
  ];
  const answer = answerOf(dice(`${work.id} ${work.title}`).pick(errors).html);
  return happening('soft 404 for good', [work], [from, FOREVER], words, { answer });
};

/** A permanent redirect to a page with the same text. */
export const pageMoved: Event = (work, from) => {
  const to = new URL(work.url);
  to.pathname = `/archive${to.pathname}`;
  return happening('page moved', [work], [from, FOREVER], [right('source-moved', 'low')], {
    leadsTo: to.href,
  });
};
