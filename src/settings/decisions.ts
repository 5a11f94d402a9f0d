import { createHash } from 'node:crypto';
import { type Finding, isActive, isDecidable } from '../model/finding.js';
import { jsonIn, refuse } from '../model/problem.js';
import type { Remedy, SourceEdit } from '../model/remedy.js';
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
import {
  checkFields,
  checkFindingKind,
  checkOwner,
  checkPartialDate,
  checkText,
  checkUrl,
  type FieldCheck,
} from './field-checks.js';

interface FormCase {
  readonly watch: Watchlist;
  readonly source: Source;
  /** Unresolved findings of the last run; null where no run has looked at the source. */
  readonly findings: readonly Finding[] | null;
  readonly today: PartialDate;
  /** What is offered to mend it. */
  readonly remedies: readonly Remedy[];
  /** SHA-256 of the text that the last run read; null where it read none. */
  readonly text: string | null;
  /** Who decides, where a form does not say. */
  readonly by: string;
  /** What `sources.json` says as the reason of an answer that needs none. */
  readonly reasons: Readonly<Record<'falseAlarm' | 'takenOn' | 'remind', string>>;
}

/** A field of a form as it was filled in; null when it is not there. */
type Form = (name: string) => string | null;

/** The same on one line; empty when it is not there. */
type Field = (name: string) => string;

type Grounded = (form: Form) => readonly string[];
type Read = (field: Field, about: FormCase) => SourceEdit;

/** The forms by their `action`: the grounds that each rests on, and how it is read. A decision is about the document that the source is. */
const FORMS: Readonly<Record<string, { readonly grounds: Grounded; readonly read: Read }>> = {
  acknowledge: {
    grounds: (form) => ['url', 'edition', `decided ${form('about')}`],
    read: (field, about) => decisionIn(field, field('about'), about),
  },
  'keep-edition': {
    grounds: () => ['url', 'edition', 'decided edition-newer'],
    read: (field, about) => decisionIn(field, 'edition-newer', about),
  },
  'false-alarm': {
    grounds: (form) => ['url', 'edition', `decided ${form('about')}`],
    read: (field, about) => falseAlarmIn(field, about),
  },
  'take-on': {
    grounds: (form) => [`decided ${form('about')}`],
    read: (field, about) => takenOn(field('about'), about),
  },
  remind: {
    grounds: (form) => ['url', 'edition', `decided ${form('about')}`],
    read: (field, about) => reminder(field('about'), about),
  },
  take: {
    grounds: () => ['url', 'edition', 'copies'],
    read: (field, { remedies }) => chosenRemedy(field('remedy'), remedies).edit,
  },
  address: { grounds: () => ['url', 'note'], read: addressIn },
  accessed: { grounds: (form) => [`accessed ${form('citation')}`], read: accessedIn },
  copy: { grounds: () => ['url', 'copies'], read: copyIn },
};

const formNamed = (action: string | null) =>
  Object.hasOwn(FORMS, action ?? '') ? FORMS[action ?? ''] : undefined;

/**
 * What the forms on a source rest on (optimistic locking): the values of `sources.json` that they change or show, by name
 * (`url`, `accessed R/1`, `decided source-gone`). Edits elsewhere in the file do not matter to them.
 */
type Grounds = Readonly<Record<string, string>>;

/** Characters of a value that travel with a form, our choice; a longer one is cut, with its digest. */
const LONGEST_GROUND = 300;

const groundText = (text: string): string =>
  text.length <= LONGEST_GROUND
    ? text
    : `${shorten(text, LONGEST_GROUND)} [${createHash('sha256').update(text).digest('hex').slice(0, 12)}]`;

const decisionText = ({ reason, by, on, until, edition, keep }: Decision): string =>
  [reason, by, on, until, edition, keep ? null : 'not kept'].filter(Boolean).join(', ');

/** What the forms on a source rest on now. */
export function groundsOf({ watch, source }: Pick<FormCase, 'watch' | 'source'>): Grounds {
  const all: Record<string, string> = {
    url: source.url ?? '',
    edition: source.edition ?? '',
    note: source.note ?? '',
    copies: source.copies.map((copy) => `${copy.url} (${copy.by})`).join(', '),
  };
  for (const { citation } of usesOf(source, watch))
    all[`accessed ${citation.id}`] = citation.accessed ?? '';
  for (const decision of watch.decisions.filter((one) => one.source === source.id)) {
    const name = `decided ${decision.about}`;
    all[name] = [all[name], decisionText(decision)].filter(Boolean).join('; ');
  }
  return Object.fromEntries(Object.entries(all).map(([name, text]) => [name, groundText(text)]));
}

/** The grounds of a form that changed since it was made; its field `base` has those of then. `before` is null where nobody knows it. */
export function changedSince(form: Form, about: Pick<FormCase, 'watch' | 'source'>) {
  const now = groundsOf(about);
  const then = groundsIn(form('base'));
  return (formNamed(form('action'))?.grounds(form) ?? []).flatMap((name) => {
    const [before, after] = [then === null ? null : (then[name] ?? ''), now[name] ?? ''];
    return before === after ? [] : [{ name, before, after }];
  });
}

/** Grounds as they travel with a form: base64url, because browsers change other characters. */
export const packedGrounds = (grounds: Grounds): string =>
  Buffer.from(JSON.stringify(grounds)).toString('base64url');

/** Grounds as they came back; null for what is not ours. */
function groundsIn(base: string | null): Grounds | null {
  const told = jsonIn(Buffer.from(base ?? '', 'base64url').toString());
  const isOurs =
    typeof told === 'object' &&
    told !== null &&
    Object.values(told).every((one) => typeof one === 'string');
  return isOurs ? (told as Grounds) : null;
}

/** Reads a form of the page of decisions. Throws one `UserError` with every problem, each named after its field. */
export function parseEdit(form: Form, about: FormCase): SourceEdit {
  const named = formNamed(form('action'));
  return named === undefined
    ? refuse('action', `must be one of ${Object.keys(FORMS).join(', ')}`)
    : named.read((name) => collapseWhitespace(form(name) ?? ''), about);
}

function decisionIn(field: Field, kind: string, { source, findings, today }: FormCase): SourceEdit {
  if (kind === '') return refuse('about', 'choose what is decided');
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

function falseAlarmIn(field: Field, about: FormCase): SourceEdit {
  const edit = decisionIn(
    (name) => field(name) || (name === 'reason' ? about.reasons.falseAlarm : ''),
    field('about'),
    about,
  );
  return edit.kind === 'decision'
    ? { ...edit, decision: { ...edit.decision, falseAlarm: about.text } }
    : edit;
}

function takenOn(kind: string, about: FormCase): SourceEdit {
  const edit = decisionIn(
    (name) => ({ reason: about.reasons.takenOn, by: about.by })[name] ?? '',
    kind,
    about,
  );
  return edit.kind === 'decision' ? { ...edit, decision: { ...edit.decision, keep: false } } : edit;
}

/** An answer that holds for a month: the same day of the next one, or its last. */
function reminder(kind: string, about: FormCase): SourceEdit {
  const [year = 0, month = 0, day = 0] = about.today.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const until = new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
  const words = { reason: about.reasons.remind, by: about.by, until };
  return decisionIn((name) => words[name as keyof typeof words] ?? '', kind, about);
}

/** The remedy of this id. Throws a `UserError` where it is not offered. */
export const chosenRemedy = (id: string, offered: readonly Remedy[]): Remedy =>
  offered.find((one) => one.id === id) ?? refuse('remedy', 'is not offered any more');

function addressIn(field: Field, { source }: FormCase): SourceEdit {
  const url = field('url');
  const isSame = url === source.url ? 'is the address that it has already' : null;
  checkFields([['url', url, (text) => checkUrl(text) ?? isSame]]);
  return { kind: 'address', source: source.id, url, before: source.url };
}

function accessedIn(field: Field, { watch, source, today }: FormCase): SourceEdit {
  const [citation, accessed] = [field('citation'), field('accessed')];
  const ids = usesOf(source, watch).map((use) => use.citation.id);
  const isPast: FieldCheck = (text) =>
    latestOf(text) > latestOf(today) ? `is to come: today is ${today}` : null;
  checkFields([
    [
      'citation',
      citation,
      (id) => (ids.includes(id) ? null : `must be one of ${ids.join(', ') || 'none'}`),
    ],
    ['accessed', accessed, (text) => checkPartialDate(text) ?? isPast(text)],
  ]);
  return { kind: 'accessed', citation, accessed };
}

function copyIn(field: Field, { source }: FormCase): SourceEdit {
  const copy = { url: field('copy'), by: field('keeper') };
  const known = [source.url, ...source.copies.map(({ url }) => url)];
  checkFields([
    [
      'copy',
      copy.url,
      (text) => checkUrl(text) ?? (known.includes(text) ? 'is known already' : null),
    ],
    ['keeper', copy.by, checkOwner],
  ]);
  return { kind: 'copy', source: source.id, copy };
}

/** The words of a decision: text, not checked yet. Empty is left out. */
export interface RawRuling {
  readonly reason?: string | undefined;
  readonly by?: string | undefined;
  /** Who takes it on, in place of `by`. */
  readonly owner?: string | undefined;
  readonly until?: string | undefined;
}

const oneLine = (text: string | undefined): string => collapseWhitespace(text ?? '');

/** Checks the words of a decision of today. Throws one `UserError` with every problem, each named after its field, behind `prefix`. */
export function parseRuling(
  raw: RawRuling,
  today: PartialDate,
  prefix = '--',
): Pick<Decision, 'reason' | 'by' | 'until'> {
  const [reason, by, until] = [
    oneLine(raw.reason),
    oneLine(raw.owner ?? raw.by),
    oneLine(raw.until),
  ];
  const isOver: FieldCheck = (text) =>
    latestOf(text) < latestOf(today) ? `is over already: today is ${today}` : null;
  checkFields([
    [`${prefix}reason`, reason, checkText],
    [`${prefix}by`, raw.owner === undefined ? by || null : null, checkOwner],
    [`${prefix}owner`, raw.owner === undefined ? null : by, checkOwner],
    [`${prefix}until`, until || null, (text) => checkPartialDate(text) ?? isOver(text)],
  ]);
  return { reason, ...(by ? { by } : {}), until: until || null };
}

/** A name or a role that answers for something. Throws a `UserError` where it is an address. */
export function parseOwner(option: string, name: string): string {
  const by = oneLine(name);
  checkFields([[option, by || null, checkOwner]]);
  return by;
}

/** The finding that a decision is to answer, or those that it could be about, one of each kind. */
type Choice =
  | ({ readonly kind: 'one' } & Pick<Decision, 'about' | 'edition'>)
  | { readonly kind: 'several'; readonly findings: readonly Finding[] };

/**
 * Chooses the unresolved finding that a decision on a source answers: the one that is named, or the only open one.
 * `findings` is null where no run has looked at the source. Throws a `UserError` where a decision would answer nothing.
 */
export function chooseFinding(
  source: string,
  findings: readonly Finding[] | null,
  {
    about,
    edition,
  }: { readonly about?: string | undefined; readonly edition?: string | undefined },
): Choice {
  const kind = about ?? (edition === undefined ? undefined : 'edition-newer');
  const complaint = kind === undefined ? null : checkFindingKind(kind);
  if (complaint !== null) return refuse('--about', complaint);
  if (edition !== undefined && kind !== 'edition-newer')
    return refuse('--edition', `only edition-newer is about an edition, and not ${kind}`);
  if (findings === null) return refuseUnseen(source, kind, edition);
  const decidable = findings.filter((finding) => isDecidable(finding.kind));
  if (kind === undefined) return onlyOpen(source, decidable);
  const found = decidable.find((finding) => finding.kind === kind);
  if (found === undefined) {
    const kinds = [...new Set(decidable.map((finding) => finding.kind))].join(', ') || 'nothing';
    return refuse('--about', `the last run found no ${kind} on ${source}: it found ${kinds}`);
  }
  if (edition !== undefined && !isSameEdition(edition, found.edition)) {
    const named = JSON.stringify(edition);
    return refuse(
      '--edition',
      `${named} is not what the finding is about: that is ${found.edition}`,
    );
  }
  return chooseByFinding(source, found);
}

function refuseUnseen(
  source: string,
  about: string | undefined,
  edition: string | undefined,
): Choice {
  const not = `no run has looked at ${source} yet`;
  if (about === undefined) return refuse('--about', `${not}: name the finding`);
  if (about === 'edition-newer' && edition === undefined)
    return refuse('--edition', `${not}: name the edition`);
  return { kind: 'one', about, edition: edition ?? null };
}

function onlyOpen(source: string, findings: readonly Finding[]): Choice {
  const open = [...new Map(findings.filter(isActive).map((one) => [one.kind, one])).values()];
  const [first] = open;
  if (first === undefined)
    return refuse(
      source,
      `nothing is open here${findings.length === 0 ? '' : ': all of it was decided'}`,
    );
  return open.length === 1 ? chooseByFinding(source, first) : { kind: 'several', findings: open };
}

function chooseByFinding(source: string, { kind, edition, source: first, why }: Finding): Choice {
  if (first === source || why.kind !== 'host') return { kind: 'one', about: kind, edition };
  const all = `this is found of all sources of ${why.host}`;
  return refuse(source, `${all}, and decided at the first: citewatch ack ${first}`);
}

/** What is said of a file that is handed in: text, not checked yet. Empty is left out. */
export interface RawHandIn {
  readonly by?: string | undefined;
  readonly at?: string | undefined;
  readonly how?: string | undefined;
}

/** Who hands a file in, how they say they came by it, and on which day it was saved (ISO). */
export type HandInWords = Readonly<Partial<Record<'by' | 'how' | 'said', string>>>;

/** Characters of each, our choice: a name and a role, and some sentences. */
const MOST_CHARACTERS = { by: 200, how: 1_000 };
/** Milliseconds by which the easternmost time zone is ahead of UTC: there it is tomorrow already. */
const EASTERN = 14 * 3_600_000;

/** Checks what is said of a file. Throws one `UserError` with every problem, each named after its field, behind `prefix`. */
export function parseHandIn(raw: RawHandIn, now: Date, prefix = '--'): HandInWords {
  const [by, how, at] = [oneLine(raw.by), oneLine(raw.how), oneLine(raw.at)];
  const latest = new Date(now.getTime() + EASTERN).toISOString().slice(0, 'YYYY-MM-DD'.length);
  const isDayPast: FieldCheck = (text) => {
    if (text.length < latest.length) return 'must name the day too';
    return text > latest ? `is to come: today is ${latest}` : null;
  };
  const isShort =
    (most: number): FieldCheck =>
    (text) =>
      text.length > most ? `must not be longer than ${most} characters` : null;
  checkFields([
    [`${prefix}by`, by || null, (text) => checkOwner(text) ?? isShort(MOST_CHARACTERS.by)(text)],
    [
      `${prefix}how`,
      how || null,
      (text) =>
        checkOwner(text)?.replace('a name or a role', 'words') ??
        isShort(MOST_CHARACTERS.how)(text),
    ],
    [`${prefix}at`, at || null, (text) => checkPartialDate(text) ?? isDayPast(text)],
  ]);
  return { ...(by && { by }), ...(how && { how }), ...(at && { said: at }) };
}
