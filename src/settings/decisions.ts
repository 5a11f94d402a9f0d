import { createHash } from 'node:crypto';
import { type Finding, isActive, isDecidable } from '../model/finding.js';
import { type Problem, UserError } from '../model/problem.js';
import {
  type Decision,
  latestOf,
  type PartialDate,
  type Source,
  usesOf,
  type Watchlist,
} from '../model/watchlist.js';
import { isSameEdition } from '../passage/text/edition-name.js';
import { collapseWhitespace, shorten } from '../passage/text/sentences.js';
import type { SourceEdit } from './edit-source.js';
import {
  checkFindingKind,
  checkOwner,
  checkPartialDate,
  checkText,
  checkUrl,
  type FieldCheck,
} from './field-checks.js';

/** What a form asks for. */
const ACTIONS = ['acknowledge', 'keep-edition', 'address', 'accessed', 'copy'] as const;

/** What a form is about. */
interface FormCase {
  readonly watch: Watchlist;
  readonly source: Source;
  /** Unresolved findings of the last run; null where no run has looked at the source. */
  readonly findings: readonly Finding[] | null;
  readonly today: PartialDate;
}

/**
 * What the forms on a source rest on: the values of `sources.json` that they change, or that were seen when they were filled in, by
 * name (`url`, `accessed R/1`, `decided source-gone`). An edit elsewhere in the file is none of their business.
 */
type Grounds = Readonly<Record<string, string>>;

/** A value that became another while a form was open; null where nobody knows what it was. */
interface ChangedGround {
  readonly name: string;
  readonly before: string | null;
  readonly after: string;
}

/** Characters of a value that travel with a form: of a longer one its digest does, too. */
const LONGEST_GROUND = 300;

const groundText = (text: string): string =>
  text.length <= LONGEST_GROUND
    ? text
    : `${shorten(text, LONGEST_GROUND)} [${createHash('sha256').update(text).digest('hex').slice(0, 12)}]`;

const decisionText = ({ reason, by, on, until, edition, keep }: Decision): string =>
  [reason, by, on, until, edition, keep ? null : 'not kept'].filter(Boolean).join(', ');

/** What the forms on a source rest on by now. */
export function groundsOf({ watch, source }: Pick<FormCase, 'watch' | 'source'>): Grounds {
  const all: Record<string, string> = {
    url: source.url ?? '',
    edition: source.edition ?? '',
    note: source.note ?? '',
    copies: source.copies.map((copy) => `${copy.url} (${copy.by})`).join(', '),
  };
  for (const { citation } of usesOf(source, watch)) all[`accessed ${citation.id}`] = citation.accessed ?? '';
  for (const decision of watch.decisions.filter((one) => one.source === source.id)) {
    const name = `decided ${decision.about}`;
    all[name] = [all[name], decisionText(decision)].filter(Boolean).join('; ');
  }
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [name, groundText(text)]));
}

/** The names of that on which this form rests: a decision is about the document that the source is. */
function namesIn(form: (name: string) => string | null): readonly string[] {
  switch (ACTIONS.find((known) => known === form('action'))) {
    case 'acknowledge':
      return ['url', 'edition', `decided ${form('about')}`];
    case 'keep-edition':
      return ['url', 'edition', 'decided edition-newer'];
    case 'address':
      return ['url', 'note'];
    case 'accessed':
      return [`accessed ${form('citation')}`];
    case 'copy':
      return ['url', 'copies'];
    case undefined:
      return [];
  }
}

/** What became another of that on which a form rests, since it was made: it says so itself (`base`). */
export function changedSince(
  form: (name: string) => string | null,
  about: Pick<FormCase, 'watch' | 'source'>,
): readonly ChangedGround[] {
  const now = groundsOf(about);
  const then = groundsIn(form('base'));
  return namesIn(form).flatMap((name) => {
    const [before, after] = [then === null ? null : (then[name] ?? ''), now[name] ?? ''];
    return before === after ? [] : [{ name, before, after }];
  });
}

/** Grounds as they travel with a form: a browser sends many a character otherwise than it came, but none of these. */
export const packedGrounds = (grounds: Grounds): string =>
  Buffer.from(JSON.stringify(grounds)).toString('base64url');

/** Grounds as they came back; null for what is nothing of ours. */
function groundsIn(base: string | null): Grounds | null {
  try {
    const told: unknown = JSON.parse(Buffer.from(base ?? '', 'base64url').toString());
    const isOurs =
      typeof told === 'object' &&
      told !== null &&
      Object.values(told).every((one) => typeof one === 'string');
    return isOurs ? (told as Grounds) : null;
  } catch {
    return null;
  }
}

/** A field of a form as it was filled in, on one line; empty when it is not there. */
type Field = (name: string) => string;

/** Reads a form of the page of decisions. Throws one `UserError` with every problem, each named after its field. */
export function parseEdit(form: (name: string) => string | null, about: FormCase): SourceEdit {
  const field: Field = (name) => collapseWhitespace(form(name) ?? '');
  const action = ACTIONS.find((known) => known === form('action'));
  switch (action) {
    case 'acknowledge':
      return decisionIn(field, field('about'), about);
    case 'keep-edition':
      return decisionIn(field, 'edition-newer', about);
    case 'address':
      return addressIn(field, about);
    case 'accessed':
      return accessedIn(field, about);
    case 'copy':
      return copyIn(field, about);
    case undefined:
      throw new UserError([problem('action', `must be one of ${ACTIONS.join(', ')}`)]);
  }
}

const problem = (file: string, message: string): Problem => ({ file, line: 0, column: 0, message });

/** Throws with what is wrong with each field. */
function hold(fields: readonly (readonly [name: string, text: string, complaint: FieldCheck])[]): void {
  const problems = fields.flatMap(([name, text, complaint]) => {
    const message = complaint(text);
    return message === null ? [] : [problem(name, message)];
  });
  if (problems.length > 0) throw new UserError(problems);
}

function decisionIn(field: Field, kind: string, { source, findings, today }: FormCase): SourceEdit {
  if (kind === '') throw new UserError([problem('about', 'choose what is decided')]);
  const raw = { reason: field('reason'), by: field('by'), until: field('until') };
  const ruling = parseRuling(raw, today, '');
  const choice = chooseFinding(source.id, findings, { about: kind });
  if (choice.kind === 'several') throw new Error('a kind that is named is one');
  const { about, edition } = choice;
  return {
    kind: 'decision',
    decision: { source: source.id, about, edition, keep: true, ...ruling, on: today },
  };
}

function addressIn(field: Field, { source }: FormCase): SourceEdit {
  const url = field('url');
  const isOther: FieldCheck = (text) => (text === source.url ? 'is the address that it has already' : null);
  hold([['url', url, (text) => checkUrl(text) ?? isOther(text)]]);
  return { kind: 'address', source: source.id, url, before: source.url };
}

function accessedIn(field: Field, { watch, source, today }: FormCase): SourceEdit {
  const [citation, accessed] = [field('citation'), field('accessed')];
  const ids = usesOf(source, watch).map((use) => use.citation.id);
  const isPast: FieldCheck = (text) =>
    latestOf(text) > latestOf(today) ? `is to come: today is ${today}` : null;
  hold([
    ['citation', citation, (id) => (ids.includes(id) ? null : `must be one of ${ids.join(', ') || 'none'}`)],
    ['accessed', accessed, (text) => checkPartialDate(text) ?? isPast(text)],
  ]);
  return { kind: 'accessed', citation, accessed };
}

function copyIn(field: Field, { source }: FormCase): SourceEdit {
  const copy = { url: field('copy'), by: field('keeper') };
  const known = [source.url, ...source.copies.map(({ url }) => url)];
  const isNew: FieldCheck = (text) => (known.includes(text) ? 'is known already' : null);
  hold([
    ['copy', copy.url, (text) => checkUrl(text) ?? isNew(text)],
    ['keeper', copy.by, checkOwner],
  ]);
  return { kind: 'copy', source: source.id, copy };
}

/** What a decision says for itself: text, not checked yet. Empty is left out. */
export interface RawRuling {
  readonly reason: string;
  readonly by?: string | undefined;
  readonly until?: string | undefined;
}

/** Why a decision was taken, who answers for it, and until when it holds. */
type Ruling = Pick<Decision, 'reason' | 'by' | 'until'>;

/** Checks what a decision of today says. Throws one `UserError` with every problem, each named after its field, behind `prefix`. */
export function parseRuling(raw: RawRuling, today: PartialDate, prefix = '--'): Ruling {
  const [reason, by, until] = [raw.reason, raw.by, raw.until].map((text) => collapseWhitespace(text ?? ''));
  const aboutEnd: FieldCheck = (text) =>
    checkPartialDate(text) ??
    (latestOf(text) < latestOf(today) ? `is over already: today is ${today}` : null);
  const checks: readonly (readonly [string, string | undefined, FieldCheck])[] = [
    ['reason', reason, checkText],
    ['by', by === '' ? undefined : by, checkOwner],
    ['until', until === '' ? undefined : until, aboutEnd],
  ];
  const problems: Problem[] = checks.flatMap(([file, text, about]) => {
    const message = text === undefined ? null : about(text);
    return message === null ? [] : [{ file: `${prefix}${file}`, line: 0, column: 0, message }];
  });
  if (problems.length > 0) throw new UserError(problems);
  return { reason: reason ?? '', ...(by ? { by } : {}), until: until || null };
}

/** What is asked about: a kind of finding, and for a newer edition which one. Both may be left out. */
interface RawQuestion {
  readonly about?: string | undefined;
  readonly edition?: string | undefined;
}

/** The finding that a decision is to answer, or those that it could be about, one of each kind. */
type Choice =
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
  const complaint = kind === undefined ? null : checkFindingKind(kind);
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

/** What is said of a file that is handed in: text, not checked yet. Empty is left out. */
export interface RawHandIn {
  readonly by?: string | undefined;
  readonly at?: string | undefined;
  readonly how?: string | undefined;
}

/** Who hands it in, how he says he came by it, and on which day it was saved (ISO). */
export interface HandInWords {
  readonly by?: string;
  readonly how?: string;
  readonly said?: string;
}

/** Characters of each: a name and a role, and some sentences. */
const LONGEST = { by: 200, how: 1_000 };
/** Milliseconds by which the east of the world is ahead of UTC: there it is tomorrow already. */
const EASTERN = 14 * 3_600_000;

/** Checks what is said of a file. Throws one `UserError` with every problem, each named after its field, behind `prefix`. */
export function parseHandIn(raw: RawHandIn, now: Date, prefix = '--'): HandInWords {
  const [by, how, at] = [raw.by, raw.how, raw.at].map((text) => collapseWhitespace(text ?? '')) as [
    string,
    string,
    string,
  ];
  const latest = new Date(now.getTime() + EASTERN).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const aboutDay: FieldCheck = (text) =>
    checkPartialDate(text) ??
    (text.length < latest.length
      ? 'must name the day too'
      : text > latest
        ? `is to come: today is ${latest}`
        : null);
  const checks: readonly (readonly [string, string, FieldCheck])[] = [
    ['by', by, (text) => checkOwner(text) ?? aboutLength(text, LONGEST.by)],
    [
      'how',
      how,
      (text) => checkOwner(text)?.replace('a name or a role', 'words') ?? aboutLength(text, LONGEST.how),
    ],
    ['at', at, aboutDay],
  ];
  const problems: Problem[] = checks.flatMap(([file, text, about]) => {
    const message = text === '' ? null : about(text);
    return message === null ? [] : [{ file: `${prefix}${file}`, line: 0, column: 0, message }];
  });
  if (problems.length > 0) throw new UserError(problems);
  return { ...(by && { by }), ...(how && { how }), ...(at && { said: at }) };
}

const aboutLength = (text: string, most: number): string | null =>
  text.length > most ? `must not be longer than ${most} characters` : null;
