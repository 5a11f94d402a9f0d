import type { LowPlace, QuoteReason, Tier, WitnessPlace } from '../../model/quote.js';
import { contentReason, wantedReason } from './documents.js';
import { day } from './words.js';

const STANDS: Readonly<Record<Tier, string>> = {
  exact: 'stands word for word',
  folded: 'stands word for word, but for quote marks, dashes, capitals or spacing',
  letters: 'stands letter for letter, but for punctuation',
  script: 'stands character for character, in the other Chinese script',
};

const PLACED: Readonly<Record<LowPlace, string>> = {
  aside: 'but beside the document’s own text only: in a box, a teaser or a menu',
  comment: 'but in a reader’s comment only',
  correction: 'but only where its publisher takes something back: in a correction, or a list of false claims',
  retraction: 'in a document that its publisher has retracted',
};

/** Reasons without figures. */
const PLAIN = {
  'note-marks': 'stands letter for letter, but for punctuation and footnote marks',
  'editors-letters': 'stands word for word, but for the letters that its editor put in brackets',
  'other-order': 'all of it stands, but its parts in another order',
  'struck-out': 'it is struck out there, and stands nowhere else',
  'no-original': 'the quotation is a translation, and the original text was not recorded',
  'no-words': 'the quotation has no words',
  'too-much-work': 'the page is made so that looking for it would take too long',
  'other-language': 'does not stand on the page, which came in another language than the quotation',
  'nothing-like-it': 'no passage of the text resembles it',
} as const;

const SHORT_STANDS = {
  'short-nowhere': 'nowhere in the text',
  'short-twice': 'at several places: too short to tell which is meant',
} as const;

/** What a passage's verdict rests on, in words: the end of a sentence that begins with the passage. */
export function quoteReason(why: QuoteReason): string {
  switch (why.kind) {
    case 'note-marks':
    case 'editors-letters':
    case 'other-order':
    case 'struck-out':
    case 'no-original':
    case 'no-words':
    case 'too-much-work':
    case 'other-language':
    case 'nothing-like-it':
      return PLAIN[why.kind];
    case 'told':
      return why.sentence;
    case 'stands':
      return STANDS[why.tier];
    case 'blocks-between':
      return `stands letter for letter, with ${why.blocks === 1 ? 'a block' : `${why.blocks} blocks`} of the page between its paragraphs`;
    case 'other-words':
      return otherWords(why.share);
    case 'pieces':
      return `stands in ${why.pieces} pieces, up to ${why.furthest.toLocaleString('en')} characters apart, and the quotation has no omission mark`;
    case 'short-nowhere':
    case 'short-twice':
      return `a passage of ${why.letters} letters that stands ${SHORT_STANDS[why.kind]}`;
    case 'hidden':
      return `${quoteReason(why.why)}, in a part of the page that is not shown at once: a reader has to open it`;
    case 'placed':
      return `${quoteReason(why.why)}, ${PLACED[why.where]}`;
    case 'little-text':
      return `does not stand on the page, which shows no more than ${why.letters} letters: a teaser or a landing page, not the whole document`;
    case 'unmapped-letters':
      return `cannot be told from the file, which draws ${why.letters} letters there without saying which they are: a person has to look`;
    case 'not-given':
      return `was not found, and in a browser the page asked for more than it was given: ${wantedReason(why.wanted)}`;
    case 'no-text':
      return contentReason(why.why);
    case 'elsewhere':
      return `${quoteReason(why.why)}, ${placeWords(why.place)}${why.not === undefined ? '' : `; it does not stand so ${placeWords(why.not)}`}`;
    case 'too-old':
      return `${quoteReason(why.why)}; it does not stand ${placeWords(why.place)} either, which is older than the citation`;
  }
}

/** Where all of its letters stand, others stand among them. */
const otherWords = (share: number): string =>
  share < 1
    ? `stands with other words: ${Math.floor(share * 100)} % of its letters are the same`
    : 'stands with other words among its own';

function placeWords(place: WitnessPlace): string {
  switch (place.kind) {
    case 'part':
      return `at ${place.url}`;
    case 'copy':
      return `in the copy at ${place.by}`;
    case 'archive':
      return `in the archived copy of ${day(place.at)}`;
    case 'person':
      return `in the page that ${place.by ?? 'somebody'} saved on ${day(place.at.slice(0, 10))}`;
  }
}
