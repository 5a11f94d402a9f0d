import type { ContentReason } from '../model/content-reason.js';
import type { Document } from '../model/document.js';
import type { PartialDate } from '../model/partial-date.js';
import { namesOf } from './cover.js';
import { belongs, type Family, kinship } from './family.js';
import { asPreciseAs, isSameIssue } from './issue.js';
import { issuesIn } from './names/dated.js';
import type { Issue } from './names/period.js';

/** An edition that may be newer, with what was read at its address. */
export interface ReadCandidate {
  readonly edition: string;
  /** Null when its name says no date. */
  readonly issue: Issue | null;
  readonly url: string | null;
  readonly published: PartialDate | null;
  /** True when a person (`sources.json`) or a register names it. */
  readonly trusted: boolean;
  readonly family: Family;
  /** Null when it could not be read; `why` says why. */
  readonly document: Document | null;
  readonly why: ContentReason | null;
}

// Where the numbers of this file come from: docs/judging.md, 13.

/** Blocks at the top of a page in which an announcement says so. */
const ANNOUNCED_WITHIN = 25;
const FORTHCOMING =
  /\b(?:these statistics|this (?:\w+ )?(?:publication|release|report)) will be (?:released|published)\b|^release date:/iu;
const DRAFT = /^\W*draft\b|[([]draft[)\]]|\bdraft\W*$/imu;
/** Share of the cited title's words by which a page without a date is a version of the same document. */
const SAME_TITLE = 0.6;

/** What a page must be to be believed a newer edition. All of it is read, none guessed from the address. */
const TESTS: readonly ((
  candidate: ReadCandidate,
  document: Document,
  names: readonly string[],
) => boolean)[] = [
  ({ family }, _, names) => belongs(names.join('\n'), family),
  ({ issue, family }, _, names) => (issue === null ? isLike(names, family) : isOfIssue(names, issue)),
  (_candidate, _document, names) => !names.some((name) => DRAFT.test(name)),
  (_candidate, { blocks }) => !blocks.slice(0, ANNOUNCED_WITHIN).some(({ text }) => FORTHCOMING.test(text)),
];

/** A person's entry is believed; a guess is believed when the page itself says that it is this edition of this series. */
export function isConfirmed(candidate: ReadCandidate): boolean {
  const { document, trusted } = candidate;
  if (trusted) return true;
  if (document === null || document.unread !== null) return false;
  const names = namesOf(document);
  return TESTS.every((holds) => holds(candidate, document, names));
}

/** The first name that says a date says this one: a title's year counts before a date of publication below it. */
function isOfIssue(names: readonly string[], issue: Issue): boolean {
  const said = names
    .map((name) => issuesIn(name).flatMap((one) => asPreciseAs(one, issue.unit) ?? []))
    .find((issues) => issues.length > 0);
  return said?.some((one) => isSameIssue(one, issue)) ?? false;
}

const isLike = (names: readonly string[], family: Family): boolean =>
  family.kin.length > 0 && kinship(names.join('\n'), family) >= family.kin.length * SAME_TITLE;
