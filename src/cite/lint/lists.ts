import type { Lint } from '../../model/lint.js';
import { hasName, isSamePublisher } from '../draft/same-source.js';
import { broken, type LintedUse, type LintSubject, NOWHERE } from './subject.js';

/** A report's list of its sources against its citations: each names what the other does. */
export function listRules({ draft, uses }: LintSubject): readonly Lint[] {
  if (draft === null) return [];
  const { listed, uncited } = draft.of;
  const own = uses.filter(({ drafted }) => drafted !== null);
  const report = { ...NOWHERE, report: draft.report?.id ?? null };
  const idle = [
    ...listed.filter((name) => !own.some((use) => names(use, name))),
    ...uncited.map(({ reference: { title, cited } }) => title ?? cited),
  ];
  const unlisted = new Map<string, LintedUse>();
  if (listed.length > 0)
    for (const use of own) {
      const name = use.printed?.publisher ?? use.source.publisher;
      const isListed = name === null || listed.some((one) => names(use, one));
      if (!isListed && use.cited !== null && !unlisted.has(name)) unlisted.set(name, use);
    }
  return [
    ...idle.map((name) => broken({ ...report, title: name }, { rule: 'consulted-not-cited', name })),
    ...[...unlisted].map(([name, { place }]) => broken(place, { rule: 'cited-not-listed', name })),
  ];
}

/** True where a citation names a publisher, or is known to be of it. */
const names = ({ cited, source, printed }: LintedUse, name: string): boolean =>
  hasName(cited ?? '', name) ||
  [source.publisher, printed?.publisher ?? null].some(
    (one) => one !== null && isSamePublisher(withoutStates(one), withoutStates(name)),
  );

/** States and unions are acronyms of many publishers: `UK Parliament` is not the `UK Home Office`. */
const withoutStates = (name: string): string =>
  name.replace(/\b(?:UK|US|USA|UN|EU|AU)\b/gu, (state) => state.toLowerCase());
