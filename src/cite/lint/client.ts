import type { Lint } from '../../model/lint.js';
import { outsideQuotations } from './prose.js';
import { broken, type LintSubject, NOWHERE } from './subject.js';

/** Abbreviations that a reader knows, whoever the client is. */
const KNOWN = new Set(
  'UK US USA EU UN AU UAE PRC DRC CAR ROC DPRK NGO TV AI IT HR ID PM MP MPS MOJ CEO GDP WHO FBI CIA BBC CNN RFA AFP FT HRW IOM ILO ICC COI CPI TIP TiP DIY HIV GBV FGM SGBV LGBT IDP ISIS IS TB ICE DHS IRB MFA MOI MOD'.split(
    ' ',
  ),
);
const RELATIVES =
  '(?:family|mother|father|parents|husband|wife|partner|son|daughter|children|brother|sister|home|village|town|province|region|case|claim|account|profile|tribe|employer)';
const VERB =
  '(?:is|was|has|had|fears?|left|fled|lives?|lived|claims?|claimed|comes|came|originates?|belongs?|belonged|would|could|might|himself|herself|themselves)';
/** Two or three capitals that stand where a person does. */
const INITIALS = new RegExp(
  `(?<before>(?:\\bsame \\p{Ll}{2,20} as|\\b(?:Mr|Ms|Mrs|Miss)\\.?|\\b(?:such|like|for|against|threatened|by|whether|that|if)) )?(?<![\\p{L}\\p{N}(/&-])(?<initials>\\p{Lu}{2,3})(?![\\p{L}\\p{N})/&-])(?<after>['’]s? ${RELATIVES}\\b| ${VERB}\\b)?`,
  'gu',
);
/** Before initials, what makes a person of them by itself. */
const PERSON = /^(?:same |Mr|Ms|Mrs|Miss)/u;
const PLACEHOLDER = new RegExp(
  `\\b(?:our|your|my|the)\\s+client(?:['’]s)?\\b|\\bsame \\p{Ll}{2,20} as the (?:applicant|appellant|claimant)\\b|\\bthe (?:applicant|appellant|claimant)['’]s ${RELATIVES}\\b|\\[(?:full )?(?:client|applicant)?(?:['’]s)? ?name(?: of (?:the )?(?:client|applicant))?\\]|\\[(?:client|applicant|initials)\\]`,
  'giu',
);
/** Characters of a sentence around a finding that are shown. */
const AROUND = 60;

/** Words of a report that is to be public which may tell whose case it was written for. */
export function clientRules(subject: LintSubject): readonly Lint[] {
  const { draft, uses } = subject;
  if (draft === null) return [];
  const explained = explainedIn(subject);
  const introduced = new Map(uses.map(({ drafted, place }) => [drafted?.introduction, place]));
  return draft.of.prose.flatMap(({ text, place }) => {
    const own = outsideQuotations(text);
    const at = { ...NOWHERE, report: draft.report?.id ?? null, ...introduced.get(text), file: place };
    const initials = [...own.matchAll(INITIALS)].filter(
      ({ groups }) =>
        !explained(groups?.initials as string) &&
        (PERSON.test(groups?.before ?? '') || groups?.after !== undefined),
    );
    return [
      ...initials.map((found) =>
        broken(at, {
          rule: 'client-initials',
          words: found.groups?.initials as string,
          sentence: around(own, found.index, found[0].length),
        }),
      ),
      ...[...own.matchAll(PLACEHOLDER)].map((found) =>
        broken(at, {
          rule: 'client-placeholder',
          words: found[0],
          sentence: around(own, found.index, found[0].length),
        }),
      ),
    ];
  });
}

const around = (text: string, at: number, length: number): string =>
  text.slice(Math.max(0, at - AROUND), at + length + AROUND).trim();

/** Says whether letters are an abbreviation: one that all know, one that the report explains, or one that its sources use. */
function explainedIn({ draft, uses }: LintSubject): (initials: string) => boolean {
  const own = draft?.of.prose.map(({ text }) => text) ?? [];
  const bracketed = new Set(
    own.flatMap((text) => [...text.matchAll(/[([]\s*(\p{Lu}{2,3})s?\s*[)\]]/gu)].map(([, name]) => name)),
  );
  const before = new Set(
    own.flatMap((text) => [...text.matchAll(/(?<!\p{L})(\p{Lu}{2,3}) \(/gu)].map(([, name]) => name)),
  );
  const sources = new Set(
    uses
      .flatMap(({ cited, quotes, source }) => [cited, source.publisher, ...quotes.map(({ text }) => text)])
      .flatMap((text) => text?.match(/(?<!\p{L})\p{Lu}{2,3}(?!\p{L})/gu) ?? []),
  );
  const listed = new Set(
    draft?.of.listed.flatMap((name) => name.match(/(?<!\p{L})\p{Lu}{2,3}(?!\p{L})/gu) ?? []),
  );
  return (initials) =>
    KNOWN.has(initials) || [bracketed, before, sources, listed].some((known) => known.has(initials));
}
