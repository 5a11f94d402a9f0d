import type { PartialDate } from '../../model/partial-date.js';
import { daysAround, searchWords } from '../../model/publisher-sites.js';
import type { Source } from '../../model/watchlist.js';
import { bestLeads, type Lead } from './lead.js';
import { dayPattern, slugShare } from './sitemap.js';

// Where the numbers of this file come from: docs/judging.md, 13.

/** Letters from which on a word of a title tells addresses apart. */
const TELLING_SLUG_WORD = 5;
/** Such words of a title, the longest first, two of which an address must spell: sites leave out some, and the order may stay. */
const SLUG_WORDS = 4;
/** Likeness of an address that only its day speaks for. */
const ONLY_ITS_DAY = 0.3;

/** What an archive's index is asked for: spellings, and when the first capture was made at the earliest. */
export interface Spelling {
  readonly containing: string;
  readonly from: PartialDate | undefined;
}

/** How the address of a source may be spelt: by words of its title, or by its day. */
export function spellingsOf({ title, published }: Source): readonly Spelling[] {
  const words = searchWords(title)
    .toLowerCase()
    .split(' ')
    .filter((word) => word.length >= TELLING_SLUG_WORD && /^[a-z0-9]+$/.test(word))
    .toSorted((a, b) => b.length - a.length)
    .slice(0, SLUG_WORDS);
  const any = words.join('|');
  const from = published ?? undefined;
  const bySlug = words.length < 2 ? [] : [{ containing: `(?:${any})[^/?]*[-_][^/?]*(?:${any})`, from }];
  const byDay =
    published === null || daysAround(published) === null
      ? []
      : [{ containing: dayPattern(published).source, from }];
  return [...bySlug, ...byDay];
}

/** Leads among the addresses that an index lists. */
export const leadsInIndex = (urls: readonly string[], { title, published }: Source): readonly Lead[] =>
  bestLeads(
    urls.map((url) => {
      const isItsDay =
        published !== null && daysAround(published) !== null && dayPattern(published).test(url);
      return { url, likeness: slugShare(url, title) || (isItsDay ? ONLY_ITS_DAY : 0) };
    }),
    ONLY_ITS_DAY,
  );
