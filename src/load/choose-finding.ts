import { type Finding, isActive, isDecidable } from '../model/finding.js';
import { UserError } from '../model/problem.js';
import type { Decision } from '../model/watchlist.js';
import { isSameEdition } from '../names/edition-name.js';
import { aboutKind } from './complaints.js';

/** What is asked about: a kind of finding, and for a newer edition which one. Both may be left out. */
export interface RawQuestion {
  readonly about?: string | undefined;
  readonly edition?: string | undefined;
}

/** The finding that a decision is to answer, or those that it could be about, one of each kind. */
export type Choice =
  | ({ readonly kind: 'one' } & Pick<Decision, 'about' | 'edition'>)
  | { readonly kind: 'several'; readonly findings: readonly Finding[] };

/**
 * Chooses what a decision on a source answers among its unresolved findings: what is named, or the only one that is open.
 * `findings` is null where no run has looked at the source. Throws a `UserError` where a decision would answer nothing.
 */
export function chooseFinding(
  source: string,
  findings: readonly Finding[] | null,
  { about, edition }: RawQuestion,
): Choice {
  const kind = about ?? (edition === undefined ? undefined : 'edition-newer');
  const complaint = kind === undefined ? null : aboutKind(kind);
  if (complaint !== null) return refuse('--about', complaint);
  if (edition !== undefined && kind !== 'edition-newer')
    return refuse('--edition', `only edition-newer is about an edition, and not ${kind}`);
  if (findings === null) return unseen(source, kind, edition);
  const decidable = findings.filter((finding) => isDecidable(finding.kind));
  if (kind === undefined) return onlyOpen(source, decidable);
  const found = decidable.find((finding) => finding.kind === kind);
  if (found === undefined) {
    const kinds = [...new Set(decidable.map((finding) => finding.kind))].join(', ') || 'nothing';
    return refuse('--about', `the last run found no ${kind} on ${source}: it found ${kinds}`);
  }
  if (edition !== undefined && !isSameEdition(edition, found.edition))
    return refuse(
      '--edition',
      `${JSON.stringify(edition)} is not what the finding is about: that is ${found.edition}`,
    );
  return chosen(source, found);
}

function unseen(source: string, about: string | undefined, edition: string | undefined): Choice {
  if (about === undefined) return refuse('--about', `no run has looked at ${source} yet: name the finding`);
  return about === 'edition-newer' && edition === undefined
    ? refuse('--edition', `no run has looked at ${source} yet: name the edition`)
    : { kind: 'one', about, edition: edition ?? null };
}

function onlyOpen(source: string, findings: readonly Finding[]): Choice {
  const open = [...new Map(findings.filter(isActive).map((one) => [one.kind, one])).values()];
  const [first] = open;
  if (first === undefined)
    return refuse(
      source,
      findings.length === 0 ? 'nothing is open here' : 'nothing is open here: all of it was decided',
    );
  return open.length === 1 ? chosen(source, first) : { kind: 'several', findings: open };
}

const chosen = (source: string, { kind, edition, source: of, why }: Finding): Choice =>
  of !== source && why.kind === 'host'
    ? refuse(
        source,
        `this is found of all sources of ${why.host}, and decided at the first: citewatch ack ${of}`,
      )
    : { kind: 'one', about: kind, edition };

function refuse(file: string, message: string): never {
  throw new UserError([{ file, line: 0, column: 0, message }]);
}
