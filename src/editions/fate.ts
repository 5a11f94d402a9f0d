import type { ContentReason } from '../model/content-reason.js';
import type { Block, Document } from '../model/document.js';
import type { SectionFate } from '../model/edition-reason.js';
import type { NewerEdition } from '../model/edition-verdict.js';
import type { Use } from '../model/watchlist.js';
import { quoteId } from '../model/watchlist.js';
import { haystacksOf } from '../quote/haystack.js';
import { judgeQuote, type SearchedText } from '../quote/judge-quote.js';
import { fold, lettersOf } from '../text/fold.js';

/** A newer edition as it was read. */
export interface Later extends Pick<NewerEdition, 'edition' | 'url' | 'published'> {
  /** Null when it could not be read; `why` says why. */
  readonly document: Document | null;
  readonly why: ContentReason | null;
}

/** What became of each quoted passage in a newer edition. `cited` is the document in which the passages stand, where it was read. */
export function fateIn(later: Later, uses: readonly Use[], cited: Document | null): NewerEdition {
  const { document, edition, url, published } = later;
  const readable = document !== null && document.unread === null;
  const evidence: SearchedText = readable
    ? { kind: 'text', url: url ?? '', haystacks: haystacksOf(document) }
    : { kind: 'none', why: whyUnread(later) };
  const before: SearchedText | null =
    cited === null ? null : { kind: 'text', url: '', haystacks: haystacksOf(cited) };
  const quotes = uses.flatMap(({ citation }) =>
    citation.quotes.map((quote, i) => {
      const { id, verdict, diff } = judgeQuote(quoteId(citation, i), quote, evidence);
      if (verdict !== 'missing' || !readable || cited === null || before === null)
        return { quote: id, verdict, diff };
      const { found } = judgeQuote(id, quote, before);
      const section = found === null ? null : aboutSection(headingOver(cited, found), document);
      return { quote: id, verdict, diff, ...(section === null ? {} : { section }) };
    }),
  );
  return { edition, url, published, quotes };
}

const whyUnread = ({ document, why }: Later): ContentReason =>
  document?.unread == null ? (why ?? { kind: 'nothing-read' }) : { kind: 'document', why: document.unread };

/** A heading that is only the document's date. */
const DATE = /^[^\p{L}\p{N}]*(?:\d{1,2}\s+)?\p{L}+\s+\d{4}[^\p{L}\p{N}]*$/u;
/** Letters below which a heading is found anywhere. */
const TELLING_HEADING = 6;

/** The heading under which a passage stands; null when that is only the document's own title. */
function headingOver({ blocks }: Document, found: string): Block | null {
  const [line = ''] = found.split(/ \[\.{3}\] |\n/u);
  const at = blocks.findIndex((block) => block.text.includes(line));
  const over = blocks.slice(0, at + 1).findLastIndex((block) => block.heading !== undefined);
  const own = blocks.findIndex((block) => block.heading !== undefined);
  return over < 0 || over === own || DATE.test(blocks[over]?.text ?? '') ? null : (blocks[over] ?? null);
}

function aboutSection(heading: Block | null, { blocks }: Document): SectionFate | null {
  const headings = blocks.filter((block) => block.heading !== undefined);
  if (heading === null || headings.length === 0) return null;
  const wanted = lettersOfHeading(heading.text);
  if (wanted.length < TELLING_HEADING) return null;
  const isThere = headings.some((block) => {
    const letters = lettersOfHeading(block.text);
    return letters.includes(wanted) || (letters.length >= TELLING_HEADING && wanted.includes(letters));
  });
  return { kind: isThere ? 'there' : 'gone', heading: heading.text };
}

/** A heading without its number: sections are counted anew in each edition. */
const lettersOfHeading = (text: string): string =>
  lettersOf(fold(text.replace(/^(?:section|chapter|part)?\s*[\divx]+(?:[.:)]\d*)*\s+/iu, ''))).text;
