import type { ContentReason } from '../../model/content.js';
import type { LinkReason, LinkVerdict } from '../../model/link.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { mapQuotes } from '../../model/verdicts.js';
import type { OutcomeFacts } from '../../model/visit.js';

/** What a resolver says of a name that nobody has. */
const UNKNOWN_HOST = 'ENOTFOUND';

/** True where the document is not at its address: 404, 410, a soft 404, a host that nobody knows. A wall, a 5xx, a time-out or a refused connection says nothing of it. */
export const isDead = (
  { status }: Pick<LinkVerdict, 'status'>,
  outcome: OutcomeFacts | null,
): boolean =>
  status === 'gone' ||
  status === 'soft-404' ||
  (status === 'unreachable' && outcome?.kind === 'failed' && outcome.code === UNKNOWN_HOST);

/** The verdict on a source that was dead before, and is dead now, so many seconds later: what rests on its address says that too. */
export function deadTwice(
  verdict: SourceVerdict,
  before: LinkVerdict,
  seconds: number,
): SourceVerdict {
  const { link } = verdict;
  const isSame = link.why.kind === 'gone' && before.http === link.http;
  const twice: LinkReason = {
    kind: 'twice',
    why: link.why,
    http: isSame ? link.http : null,
    seconds,
  };
  const told = (why: ContentReason): ContentReason =>
    why.kind === 'link' ? { kind: 'link', why: twice } : why;
  return {
    ...verdict,
    link: { ...link, why: twice },
    content: { ...verdict.content, why: told(verdict.content.why) },
    citations: mapQuotes(verdict.citations, (quote) =>
      quote.why.kind === 'no-text'
        ? { ...quote, why: { ...quote.why, why: told(quote.why.why) } }
        : quote,
    ),
  };
}
