import type { QuotePlace } from '../../../src/model/quote.js';
import { p } from './twins.js';

/** Pages on which a passage stands in one place, and beside each a look-alike on which it stands in the main text. */
export interface PlaceTwins {
  readonly what: string;
  readonly where: QuotePlace;
  /** Pages that put it there. */
  readonly there: readonly string[];
  /** Pages that look alike and say it themselves. */
  readonly main: readonly string[];
  /** The part of the page that the look-alikes' address names. */
  readonly part?: string;
}

/** What is quoted. */
export const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const OTHER =
  'The ministry held a press conference at its offices on Monday, and gave out a summary of the cases.';
const THIRD =
  'Another conference is planned for the spring, when the courts of the province will have spoken.';
const LONG = p(...Array.from({ length: 6 }, () => OTHER));
const comments = (...texts: readonly string[]): string =>
  `<section id="comments">${texts.map((text, i) => `<div class="comment" id="comment-${i + 1}"><p>${text}</p></div>`).join('')}</section>`;

export const PLACES: readonly PlaceTwins[] = [
  {
    what: 'a reader’s comment',
    where: 'comment',
    there: [
      `${LONG}${comments('Thanks!', PASSAGE)}`,
      `${LONG}<div class="comments-area"><article class="comment-body"><p>${PASSAGE}</p></article></div>`,
      `${LONG}<div itemprop="comment"><p>${PASSAGE}</p></div>`,
    ],
    main: [
      `${LONG}${p(PASSAGE)}${comments(PASSAGE)}`,
      `${LONG}${comments(PASSAGE)}${p(PASSAGE)}`,
      // A forum: what readers write is the page.
      comments(OTHER, PASSAGE, THIRD, OTHER, THIRD),
      `${LONG}<section id="general-comment-34"><p>${PASSAGE}</p></section>`,
      `${LONG}<p class="has-comments">${PASSAGE}</p>`,
    ],
  },
  {
    what: 'a reader’s comment that is what is cited',
    where: 'comment',
    there: [`${LONG}${comments(OTHER, PASSAGE)}`],
    main: [`${LONG}${comments(PASSAGE, OTHER)}`],
    part: 'comment-1',
  },
  {
    what: 'a box beside the text',
    where: 'aside',
    there: [
      `${LONG}<aside><h3>Background</h3><p>${PASSAGE}</p></aside>`,
      `${LONG}<div class="related-articles"><p>${PASSAGE}</p></div>`,
      `${LONG}<nav><p>${PASSAGE}</p></nav>`,
    ],
    main: [
      `<div class="layout-with-sidebar">${LONG}<p>${PASSAGE}</p></div>`,
      `${LONG}<aside><p>${PASSAGE}</p></aside><p>${PASSAGE}</p>`,
      `${LONG}<figure><blockquote>${PASSAGE}</blockquote></figure>`,
    ],
  },
  {
    what: 'a correction',
    where: 'correction',
    there: [
      p(OTHER, `Correction: An earlier version of this article said: “${PASSAGE}”`),
      p(OTHER, `An earlier version of this story misstated that ${PASSAGE}`),
      `${p(OTHER)}<h3>Correction</h3>${p(PASSAGE)}`,
      p(OTHER, 'Correction:', PASSAGE),
      p(OTHER, `Editor’s note: This article was corrected. It had said: ${PASSAGE}`),
    ],
    main: [
      `${p(OTHER, 'An earlier version of the law read:')}<blockquote><p>${PASSAGE}</p></blockquote>`,
      `${p(OTHER)}<blockquote><p>Correction: An earlier version of this article said: ${PASSAGE}</p></blockquote>`,
      p(`Correction: An earlier version of this article said otherwise.`, PASSAGE),
      p(OTHER, `Editor’s note: Names were changed. ${PASSAGE}`),
      p(OTHER, `Corrections officers were there. ${PASSAGE}`),
      `<h3>Correction</h3>${p('The date was wrong.')}<h3>The raids</h3>${p(PASSAGE)}`,
    ],
  },
  {
    what: 'a list of false claims',
    where: 'correction',
    there: [
      `${p('These claims are false:')}<ul><li>${OTHER}</li><li>${PASSAGE}</li></ul>`,
      `<h2>False claims</h2><ul><li>${PASSAGE}</li></ul>`,
      p('The following statements are untrue:', PASSAGE),
      p(`Myth: ${PASSAGE}`),
      p(`Claim: ${PASSAGE}`, 'Our rating: False.', OTHER),
      `<h2>Claim</h2><p>${PASSAGE}</p><h2>Verdict: Misleading</h2>${p(OTHER)}`,
    ],
    main: [
      `<h1>False claims about the police</h1>${p(PASSAGE)}`,
      `<h2>How false claims are spread</h2>${p(PASSAGE)}`,
      p('Many false claims were made about the raids.', PASSAGE),
      `${p('These claims are false:')}<ul><li>${OTHER}</li></ul>${p(PASSAGE)}`,
      p('Mythology is taught there.', PASSAGE),
      p(`Claim: ${PASSAGE}`, 'Our rating: True.', OTHER),
      p(`Claim: ${OTHER}`, 'Our rating: False.', PASSAGE),
      p(PASSAGE, 'The defence said: the papers were false.', OTHER),
      `${p('The courts heard false allegations of theft against:')}<ul><li>${PASSAGE}</li></ul>`,
      `<ul><li>${OTHER}</li><li>${PASSAGE}</li></ul>`,
    ],
  },
  {
    what: 'a retracted document',
    where: 'correction',
    there: [
      p('RETRACTED', PASSAGE),
      p('This article has been retracted by its publisher.', PASSAGE),
      p(PASSAGE, 'We have retracted this story, as its source was made up.'),
    ],
    main: [
      p('In 2021 the study was retracted by its authors.', PASSAGE),
      p('Retraction Watch reported on it first.', PASSAGE),
      p('Retracted statements are common in such trials.', PASSAGE),
      `${p(PASSAGE)}<nav><p>Retracted articles</p></nav>`,
    ],
  },
  {
    what: 'a part that is not shown',
    where: 'hidden',
    there: [`${LONG}<div hidden><p>${PASSAGE}</p></div>`],
    main: [
      `${LONG}<div hidden><p>${PASSAGE}</p></div><p>${PASSAGE}</p>`,
      `${LONG}<div role="tabpanel" hidden><p>${PASSAGE}</p></div>`,
    ],
  },
];
