import { createHash } from 'node:crypto';
import { judgeSource } from '../judging/source.js';
import { quotedDocument } from '../judging/source-case.js';
import { FILE_ADDRESS } from '../model/address.js';
import type { Answered } from '../model/outcome.js';
import type { QuoteVerdict } from '../model/quote.js';
import { NO_HISTORY, snapshotOf } from '../model/visit.js';
import type { Quote } from '../model/watchlist.js';
import { extract } from '../reading/extract.js';
import { quoteIn } from '../surfaces/files/json.js';
import { checkInput, type Received } from './errors.js';

/** Whether a passage stands, what that rests on, and the same in words. */
export type PassageVerdict = QuoteVerdict & { readonly reason: string };

/**
 * Judges a quotation by the bytes of the document that is to carry it, as the night does that sees it first. A wall, an error page and what
 * cannot be read say nothing of it: `unverifiable`, with the reason. Nothing is asked of the web. Rejects with an {@link InputError}, for what is
 * not of these types, alone.
 */
export async function judgePassage(
  passage: string | Quote,
  received: Received,
): Promise<PassageVerdict> {
  checkInput(received, passage);
  const { bytes, contentType, url = FILE_ADDRESS } = received;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { verdict } = judgeSource({
    ...quotedDocument(url, [typeof passage === 'string' ? { text: passage } : passage]),
    outcome: answer(received, url, sha256),
    snapshot: snapshotOf(sha256, await extract(bytes, { contentType, url })),
    unasked: null,
    history: NO_HISTORY,
    now: new Date(0),
    staleAfter: 0,
    confirm: 1,
  });
  const judged = quoteIn(verdict.citations[0]?.quotes[0] as QuoteVerdict);
  return url === FILE_ADDRESS ? { ...judged, link: null } : judged;
}

const answer = ({ bytes, contentType }: Received, url: string, sha256: string): Answered => ({
  kind: 'answered',
  url,
  finalUrl: url,
  http: 200,
  hops: [],
  requests: 1,
  elapsed: 0,
  received: bytes.length,
  at: new Date(0).toISOString(),
  headers: { 'content-type': contentType ?? '' },
  body: { bytes, sha256, truncated: false },
});
