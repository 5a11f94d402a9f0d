import type { QuoteReason, WitnessPlace } from '../../model/quote.js';
import { contentReason, wantedReason } from './documents.js';
import { reasonWords } from './reason-words.js';
import statuses from './status-words.json' with { type: 'json' };
import { day } from './words.js';

/** What a passage's verdict rests on, in words: the end of a sentence that begins with the passage. */
export const quoteReason: (why: QuoteReason) => string = reasonWords<QuoteReason>({
  told: ({ sentence }) => sentence,
  stands: ({ tier }) => statuses.tierReason[tier],
  'note-marks': 'stands letter for letter, but for punctuation and footnote marks',
  'editors-letters': 'stands word for word, but for the letters that its editor put in brackets',
  'blocks-between': ({ blocks }) =>
    `stands letter for letter, with ${blocks === 1 ? 'a block' : `${blocks} blocks`} of the page between its paragraphs`,
  'other-words': ({ share }) =>
    share < 1
      ? `stands with other words: ${Math.floor(share * 100)} % of its letters are the same`
      : 'stands with other words among its own',
  pieces: ({ pieces, furthest }) =>
    `stands in ${pieces} pieces, up to ${furthest.toLocaleString('en')} characters apart, and the quotation has no omission mark`,
  'other-order': 'all of it stands, but its parts in another order',
  'struck-out': 'it is struck out there, and stands nowhere else',
  'nothing-like-it': 'nothing similar was found',
  'short-nowhere': ({ letters }) => `a passage of ${letters} letters that stands nowhere in the text`,
  'short-twice': ({ letters }) =>
    `a passage of ${letters} letters that stands at several places: too short to tell which is meant`,
  'no-original': 'the quotation is a translation, and the original text was not recorded',
  'no-words': 'the quotation has no words',
  'too-much-work': 'the page is made so that looking for it would take too long',
  'other-language': 'does not stand on the page, which came in another language than the quotation',
  hidden: ({ why }) => `${quoteReason(why)}, in a part of the page that is not shown at once: a reader has to open it`,
  placed: ({ why, where }) => `${quoteReason(why)}, ${statuses.lowPlace[where]}`,
  'little-text': ({ letters }) =>
    `does not stand on the page, which shows no more than ${letters} letters: a teaser or a landing page, not the whole document`,
  'unmapped-letters': ({ letters }) =>
    `cannot be told from the file, which draws ${letters} letters there without saying which they are: a person has to look`,
  'not-given': ({ wanted }) =>
    `was not found, and in a browser the page asked for more than it was given: ${wantedReason(wanted)}`,
  'no-text': ({ why }) => contentReason(why),
  elsewhere: ({ why, place, not }) =>
    `${quoteReason(why)}, ${placeWords(place)}${not === undefined ? '' : `; it does not stand so ${placeWords(not)}`}`,
  'too-old': ({ why, place }) =>
    `${quoteReason(why)}; it does not stand ${placeWords(place)} either, which is older than the citation`,
});

const placeWords = reasonWords<WitnessPlace>({
  part: ({ url }) => `at ${url}`,
  copy: ({ by }) => `in the copy at ${by}`,
  archive: ({ at }) => `in the archived copy of ${day(at)}`,
  person: ({ by, at }) => `in the page that ${by ?? 'somebody'} saved on ${day(at.slice(0, 10))}`,
});
