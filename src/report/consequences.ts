import type { Consequence, Finding } from '../model/finding.js';
import type { SourceVerdict } from '../model/verdict.js';
import { asRead, passageSeen } from './as-seen.js';
import { messageOf } from './reasons/finding.js';
import type { FindingEvidence } from './shown-evidence.js';
import { place } from './touched-citations.js';
import { count, kindWords } from './words.js';

/** Passages that went with a finding in the same way, of which no changed words are known: told in one line. */
const together = (alike: readonly Consequence[], source: SourceVerdict | null): string => {
  const [one] = alike as [Consequence];
  if (alike.length === 1) return `${kindWords(one).name}. ${messageOf(one)}`;
  const ids = new Set(alike.map(({ citation }) => citation));
  const places = (source?.citations ?? []).filter(({ id }) => ids.has(id)).map(place);
  const words = count(alike.length, kindWords(one).one, kindWords(one).many);
  return `${[words, places.join(', ')].filter(Boolean).join(': ')}.`;
};

/** What a finding explains, with the words that changed. */
export const consequences = (finding: Finding, source: SourceVerdict | null): readonly FindingEvidence[] => {
  const diffOf = (one: Consequence) => passageSeen(one, source)?.diff ?? [];
  const alike = new Map<string, Consequence[]>();
  for (const one of finding.consequences ?? []) {
    const key = diffOf(one).length > 0 ? one.id : one.kind;
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].flatMap((group): readonly FindingEvidence[] => {
    const [one] = group as [Consequence];
    const diff = diffOf(one);
    return [
      { kind: 'consequence', label: 'With it', text: together(group, source) },
      ...(diff.length === 0
        ? []
        : [
            {
              kind: 'words',
              label: `Quoted, and ${asRead(one, source) ?? 'as it stands'}`,
              parts: diff,
            } as const,
          ]),
    ];
  });
};
