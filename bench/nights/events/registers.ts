import { also, right } from '../claim.js';
import { draftOf } from '../draft.js';
import { FOREVER, happening } from '../happening.js';
import { LEXICON } from '../lexicon.js';
import { noiseOn } from '../noise.js';
import { answerOf, htmlOf } from '../page.js';
import { crossref, recordOf, tipIndex } from '../registers.js';
import { TIP_INDEX } from '../shelf.js';
import { EDITED, type Event } from './edits.js';

/** The next edition of a report, listed on the publisher's index; the cited one stands. */
export const editionListed: Event = (work, from) => {
  const url = work.url.replace('2024', '2025');
  const title = work.title.replace('2024', '2025');
  const next = htmlOf(
    { ...draftOf(work), title },
    noiseOn(work, new Date(Date.UTC(2025, 8, 29)), 0),
  );
  const pages = { [TIP_INDEX]: answerOf(tipIndex([{ url, title }])), [url]: answerOf(next) };
  return happening(
    'newer edition listed',
    [work],
    [from, FOREVER],
    [right('edition-newer', 'medium'), EDITED],
    {
      pages,
    },
  );
};

/** A note that its publisher withdraws, as a box above its text says. */
export const noteWithdrawn: Event = (work, from) =>
  happening(
    'note withdrawn',
    [work],
    [from, FOREVER],
    [right('edition-withdrawn', 'high'), EDITED],
    {
      alter: (draft) => ({ ...draft, notice: 'This guidance was withdrawn on 5 November 2025' }),
    },
  );

/** A paper that is retracted: said on its page, and in Crossref's record. */
export const retraction: Event = (work, from) =>
  happening(
    'retraction',
    [work],
    [from, FOREVER],
    // Until there is a word of its own, a retraction is told as a withdrawal.
    [
      right('source-retracted', 'high'),
      right('edition-withdrawn', 'high'),
      also('source-corrected', 'medium'),
      EDITED,
    ],
    {
      alter: (draft) => ({ ...draft, notice: LEXICON[draft.work.lang].one('retraction') }),
      pages: { [recordOf(work)]: answerOf(crossref(work, true), {}, 'application/json') },
    },
  );
