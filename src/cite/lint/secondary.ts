import type { Lint } from '../../model/lint.js';
import { outsideQuotations } from './prose.js';
import { broken, type LintSubject } from './subject.js';

/** In a citation line, between who said it and where it was read. */
const IN_LINE =
  /^(?<primary>.{3,300}?)[\s,;(]+(?:as )?(?:cited|quoted|reported|zitiert|cité|citado|citato) (?:in|by|after|nach|dans|par|en|por|da)[:\s]/iu;
/** Who is relied on, where a sentence says that its source only passes it on; those that nobody names cannot be looked up. */
const NAMED = String.raw`(?:the )?(?!(?:a |an )?(?:various|variety|several|numerous|number|range|many|multiple|other|unnamed|these|those|some|different|local|anonymous)\b)(?<primary>\p{Lu}[^,.;:]{2,100}|(?:a|an) [^,.;:]{3,100})`;
const IN_SENTENCE = [
  new RegExp(
    String.raw`\b(?:citing|quoting|cited|quoted|relying on|based on (?:data|figures|statistics) (?:from|by))\s+${NAMED}`,
    'u',
  ),
  new RegExp(String.raw`\b[Aa]ccording to ${NAMED},? (?:as )?(?:cited|quoted|reported) (?:by|in)\b`, 'u'),
];

/** A document that is cited for what another says: the other is the source. */
export const secondaryCitation = ({ uses }: LintSubject): readonly Lint[] =>
  uses.flatMap(({ place, cited, drafted }) => {
    const prose = outsideQuotations(drafted?.introduction ?? '');
    const primary = [
      IN_LINE.exec(outsideQuotations(cited ?? '')) ?? IN_LINE.exec(cited ?? ''),
      ...IN_SENTENCE.map((form) => form.exec(prose)),
    ].find((found) => found !== null)?.groups?.primary;
    return primary === undefined
      ? []
      : [broken(place, { rule: 'secondary-citation', primary: primary.trim() })];
  });
