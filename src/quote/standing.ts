import type { OmissionMemory } from '../model/memory.js';
import type { Tier } from '../model/quote-reason.js';
import type { QuoteVerdict } from '../model/quote-verdict.js';
import { hasHan } from '../text/scripts.js';
import { LINE_END } from '../text/whitespace.js';
import { findInOrder, mayStand, TIERS } from './find-exact.js';
import type { Haystack, Span } from './haystack.js';
import { omissionChange } from './omission-change.js';
import { omissionsOf } from './omissions.js';
import type { Part } from './part.js';
import { paragraphNumber } from './pinpoint.js';
import { passagePlace } from './place.js';
import type { PartPlace } from './seam.js';
import { linkToPassage } from './text-fragment.js';

/** What is said of a quotation before it is looked for. */
export type Base = Omit<QuoteVerdict, 'verdict' | 'why'>;

/** A page in which a passage is looked for. */
export interface Text {
  readonly kind: 'text';
  readonly url: string;
  readonly haystacks: readonly Haystack[];
  /** Where the passage stood, and what it left out: of several places that one speaks where it leaves out the same. */
  readonly known?: Pick<OmissionMemory, 'omitted' | 'where'> | undefined;
}

/** The passage as it stands, what was left out between its parts marked. */
export function located(
  haystack: Haystack,
  spans: readonly Span[],
  url: string,
): Pick<QuoteVerdict, 'found' | 'page' | 'paragraph' | 'link'> {
  const first = spans[0];
  if (first === undefined) return { found: null, page: null, link: null };
  const pieces = spans.map((s) => haystack.text.slice(s.start, s.end));
  const paragraph = paragraphNumber(haystack, first.start);
  return {
    found: pieces.join(' [...] ').replaceAll(LINE_END, ' '),
    page: haystack.pageAt(first.start),
    ...(paragraph !== null && { paragraph }),
    link: linkToPassage(url, haystack, spans),
  };
}

/** A passage that stands, with its place; its reason says so when that is not the document's own text. */
export function placed(
  verdict: QuoteVerdict,
  haystack: Haystack,
  spans: readonly Span[],
): QuoteVerdict & Pick<Required<QuoteVerdict>, 'where'> {
  const where = passagePlace(haystack, spans);
  if (where === 'main') return { ...verdict, where };
  const why = { kind: 'placed', where, why: verdict.why } as const;
  return { ...verdict, where: where === 'retraction' ? 'correction' : where, why };
}

/** Places of a passage that are looked at for a better one than the first. */
const MOST_PLACES = 10;

function* placesOf(parts: readonly Part[], haystack: Haystack, tier: Tier): Generator<readonly PartPlace[]> {
  let spans = findInOrder(parts, haystack, tier);
  for (let tries = 0; spans !== null && tries < MOST_PLACES; tries++) {
    yield spans;
    spans = findInOrder(parts, haystack, tier, (spans[0] as Span).end);
  }
}

/**
 * The passage where it stands word for word: in the document's own text if it does so there, and of several places at the one
 * that is known from before. Null where no tier finds it.
 */
export function standing(
  base: Base,
  parts: readonly Part[],
  evidence: Text,
  tiers: readonly Tier[] = TIERS,
): QuoteVerdict | null {
  const { haystacks, url, known } = evidence;
  let low: QuoteVerdict | null = null;
  for (const haystack of haystacks.filter((one) => mayStand(parts, one)))
    for (const tier of tiers) {
      if (tier === 'script' && !hasHan(base.text)) continue;
      let first: QuoteVerdict | null = null;
      for (const spans of placesOf(parts, haystack, tier)) {
        const omitted = omissionsOf(haystack, spans);
        const stands = {
          ...base,
          ...located(haystack, spans, url),
          verdict: 'intact',
          tier,
          similarity: 1,
          why: { kind: 'stands', tier },
          omitted,
        } as const;
        const found = placed(stands, haystack, spans);
        if (found.where !== 'main') low ??= found;
        else if (known === undefined || omissionChange(known.omitted, omitted) === null) return found;
        else first ??= found;
      }
      if (first !== null) return first;
    }
  return low;
}
