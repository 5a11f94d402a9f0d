import { opensAccess } from './access-clause.js';
import { type DayFirst, datesIn } from './printed-date.js';

/** How an address goes on behind its first piece, of which a line's end may have cut it. */
export interface Continued {
  /** The pieces that are certainly of it, without the gaps. */
  readonly joined: string;
  /** The same with a piece that may be of it or not; null where nothing is open. */
  readonly orElse: string | null;
  /** Characters of the text that all of these take. */
  readonly taken: number;
}

/** Signs with which no address ends, so that what follows belongs to it. The hyphen stays: printers of addresses add none. */
const NEVER_LAST = /[-_=&?%~+]$/u;
/** Signs with which no word begins. */
const NEVER_FIRST = /^[/?=&#%_](?=[\w%/])/u;
/** Signs that words hardly have, or the name of a file. */
const OF_ADDRESS = /[_=&%?#~]|\w\/|\.(?:html?|pdf|aspx?|php|jsp|docx?|xml)(?:$|[?#])/iu;
/** The name of a file, or the path of one: no words. */
const OF_PATH = /\/\S*\/|\w\.(?:html?|pdf|aspx?|php|jsp|docx?|xml)$/iu;
const FILE_TYPE = /^(?:html?|pdf|aspx?|php|jsp|docx?|xml)$/u;
/** One piece behind a gap, of characters that addresses have. */
const PIECE = /^ ([\w%.~/=&?#+:@!$'*;,-]{1,500})/u;
const SENTENCE_SIGNS = /(?<![.,;:!?'])[.,;:!?']+$/u;
/** What stands behind the last piece of an address: nothing, or a part of the citation. */
const BOUNDARY = /^(?:$|[.,;:)\]>]|\s?[([<])/u;

/**
 * Says how an address goes on in the text behind it. A piece is of it where one of the two has, at the gap, a sign that cannot stand
 * there otherwise; where it may be of it or not, both readings are given.
 */
export function continued(printed: string, behind: string, dayFirst: DayFirst): Continued {
  let [joined, taken] = [printed, 0];
  for (;;) {
    const piece = PIECE.exec(behind.slice(taken, taken + LONGEST_PIECE))?.[1];
    const bare = piece?.replace(SENTENCE_SIGNS, '') ?? '';
    const after = behind.slice(taken + 1 + bare.length);
    const next = bare === '' ? 'apart' : standing(joined, bare, behind.slice(taken + 1), after, dayFirst);
    if (next === 'apart') return { joined, orElse: null, taken };
    taken += 1 + bare.length;
    if (next === 'open') return { joined, orElse: joined + bare, taken };
    joined += bare;
  }
}

/** Characters of a piece at most: longer addresses are none that a person prints. */
const LONGEST_PIECE = 501;

/** Whether a piece is of the address, is not, or may be. */
function standing(
  address: string,
  piece: string,
  text: string,
  after: string,
  dayFirst: DayFirst,
): 'joined' | 'open' | 'apart' {
  if (/^(?:https?:|www\.|doi:)|@/iu.test(piece) || /^[^\w/?=&#%-]/u.test(piece)) return 'apart';
  if (opensAccess(text) || datesIn(text.slice(0, 40), dayFirst)[0]?.start === 0)
    return NEVER_LAST.test(address) && OF_ADDRESS.test(piece) ? 'joined' : 'apart';
  if (NEVER_FIRST.test(piece)) return 'joined';
  if (NEVER_LAST.test(address)) return OF_ADDRESS.test(piece) || ends(after) ? 'joined' : 'open';
  if (address.endsWith('/'))
    return OF_ADDRESS.test(piece) ? 'joined' : isPlain(piece) && ends(after) ? 'open' : 'apart';
  if (address.endsWith('.') && FILE_TYPE.test(piece)) return 'open';
  if (/^-\w/u.test(piece)) return 'open';
  return OF_PATH.test(piece) && ends(after) ? 'open' : 'apart';
}

/** Words of a path in small letters, or a number. */
const isPlain = (piece: string): boolean => /^(?:[a-z]|\d)[\w-]{2,}$/u.test(piece);

const ends = (after: string): boolean =>
  BOUNDARY.test(after) ||
  opensAccess(after.trimStart()) ||
  (PIECE.test(after) && OF_ADDRESS.test(PIECE.exec(after)?.[1] ?? ''));
