import { atLeast, type Finding, sourcesOfFinding } from '../../model/finding.js';
import type { Digest } from '../../model/run.js';
import { type DeliverySchedule, type Selection, type Subscription, WEEKDAYS } from '../../model/settings.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { indexOf } from '../../model/verdicts.js';
import { webUrl } from '../escape.js';
import { matters, summed, whatStands } from '../headline.js';
import { type Publication, reportName, touchedIn } from '../publication.js';
import { count, day, kindWords, tipProof, updateLine } from '../words/words.js';
import { cut, inLine, type MailEntry, mailEntries, ownPage, rowOf, todoFor } from './entry.js';

/** Characters of a report's name. */
const NAME = 60;

/** What the links of a mail are called. */
export const OPEN = {
  row: 'What to do',
  newer: 'Open the newer edition',
  page: 'Open the page',
  /** To a copy in which the page was read. */
  read: 'Open the copy',
  copy: 'Archived copy',
  all: 'All citations',
} as const;

/** What the link to where a source is read is called. */
export const pageName = ({ page }: MailEntry): string => (page?.isCopy ? OPEN.read : OPEN.page);

/** A line of a list, and where it leads; null where it leads nowhere. */
export interface Line {
  readonly text: string;
  readonly url: string | null;
}

/** A part of a mail: what is told at length, and what in a line each. */
export interface LetterPart {
  readonly heading: string;
  readonly entries: readonly MailEntry[];
  readonly lines: readonly Line[];
}

/** A digest in the words of a mail, before it is set as text or as HTML: what the one says, the other says. */
export interface Letter {
  /** What matters, in one sentence: the first text of the mail, so that a list of mails shows it too. */
  readonly lead: string;
  readonly about: string;
  /** None is empty. */
  readonly parts: readonly LetterPart[];
  readonly page: string | null;
  readonly why: string;
  /** How he leaves; null where the mail has no reader. */
  readonly leave: WayOut | null;
  /** True when words are marked as removed or added. */
  readonly marked: boolean;
  /** Where the evidence ends, for whoever keeps the mail; empty when none was kept. */
  readonly evidence: string;
}

/** Puts a digest into words. Of all its parts together `most` entries are told; of the others, how many there are. */
export function letterOf(digest: Digest, publication: Publication, most: number, reader: MailReader | null): Letter {
  const sources = new Map(digest.sources.map((s) => [s.id, s]));
  const page = webUrl(publication.page ?? null);
  const several = indexOf(digest.sources).reports.length > 1;
  const told = (findings: readonly Finding[]) => mailEntries(findings, { sources, page, several });
  const [fresh, open] = [told(digest.fresh.filter(isWeighty)), told(digest.open.filter(isWeighty))];
  const resolved = told(digest.resolved);
  const forOver = Math.max(0, most - fresh.length);
  const forOpen = Math.max(0, forOver - resolved.length);
  const rest = (all: Entries, room: number): readonly Line[] =>
    all.length > room
      ? [{ text: `${restOf(all, room)}${page === null ? ofKinds(all.slice(room)) : ''}`, url: page }]
      : [];
  const entries = fresh.slice(0, most);
  const parts: readonly LetterPart[] = [
    {
      heading: 'New',
      entries,
      lines: [...rest(fresh, most), ...minor(digest.fresh, page), ...byHand(digest.fresh, sources, page)],
    },
    { heading: 'Resolved', entries: [], lines: [...lines(resolved, forOver), ...rest(resolved, forOver)] },
    {
      heading: 'Still open',
      entries: [],
      lines: [...lines(open, forOpen), ...rest(open, forOpen), ...minor(digest.open, page)],
    },
  ];
  return {
    lead: lead(digest, sources),
    about: about(digest, publication),
    parts: parts.filter((part) => part.entries.length + part.lines.length > 0),
    page,
    why: reader === null ? 'Sent by citewatch.' : whyYou(reader.subscription),
    leave: reader === null ? null : wayOut(reader.leave),
    marked: entries.some(({ words }) => words.length > 0),
    evidence: digest.run.evidence === undefined ? '' : tipProof(digest.run.evidence),
  };
}

type Entries = readonly MailEntry[];

const restOf = ({ length }: Entries, room: number): string =>
  room === 0 ? count(length, 'source', 'sources') : `and ${length - room} more`;

/** What is not told one by one, for whom no page tells it. */
const ofKinds = (entries: Entries): string => `: ${summed(entries.flatMap(({ findings }) => findings))}`;

const isWeighty = ({ severity }: Finding): boolean => atLeast(severity, 'medium');

const lines = (entries: Entries, room: number): readonly Line[] =>
  entries.slice(0, room).map(({ label, title, row, page, copy }) => ({
    text: `${label}: ${title}`,
    url: row ?? copy ?? page?.url ?? null,
  }));

/** What is of little weight, each kind in a line with its number. */
const minor = (findings: readonly Finding[], page: string | null): readonly Line[] =>
  matters(findings.filter((f) => !isWeighty(f))).map(({ words, findings: [first, ...others] }) => ({
    text: words,
    url: others.length > 0 ? page : rowOf(page, first?.source ?? ''),
  }));

/** Pages to be saved by hand that a mail names, our choice; the reviewer's page names all. */
const BY_HAND = 3;

/** Characters of what is to be done: the line in it names a source. */
const DEED = 300;

/** What is to be done by hand for pages that keep programs out, where it is not told with what weighs. */
const byHand = (
  findings: readonly Finding[],
  sources: ReadonlyMap<string, SourceVerdict>,
  page: string | null,
): readonly Line[] => {
  const told = new Set(findings.filter(isWeighty).map(({ source }) => source));
  return findings
    .filter((f) => !told.has(f.source))
    .flatMap((f) => {
      const source = sources.get(f.source);
      if (source === undefined) return [];
      const todo = todoFor(f, source);
      const text = `${cut(source.title, NAME)}: ${cut(todo, DEED)}`;
      return todo === '' ? [] : [{ text, url: rowOf(page, source.id) ?? ownPage(source) }];
    })
    .slice(0, BY_HAND);
};

function lead(digest: Digest, sources: ReadonlyMap<string, SourceVerdict>): string {
  const fresh = digest.fresh.filter(isWeighty);
  const over = digest.resolved.length;
  if (fresh.length > 0) return `${whom(fresh, sources)}: ${summed(fresh)}.`;
  if (digest.standing !== undefined) return `Still watching: ${whatStands(digest.standing)}.`;
  if (over > 0) return goodNews(digest);
  return 'Nothing new needs you.';
}

/** Counts the sources of which something was resolved and nothing is open; the problems, where there is no such source. */
function goodNews({ fresh, open, resolved }: Digest): string {
  const troubled = new Set([...fresh, ...open].flatMap(sourcesOfFinding));
  const fine = new Set(resolved.flatMap(sourcesOfFinding).filter((id) => !troubled.has(id))).size;
  return fine > 0
    ? `Good news: ${count(fine, 'source is', 'sources are')} fine again.`
    : `Good news: ${count(resolved.length, 'problem is', 'problems are')} resolved.`;
}

/** `4 citations need you`; sources, where nothing cites them. */
function whom(fresh: readonly Finding[], sources: ReadonlyMap<string, SourceVerdict>): string {
  const citations = new Set(
    fresh.flatMap((f) =>
      [f, ...(f.consequences ?? [])].flatMap((one) => touchedIn({ ...one, state: 'new' }, sources).map(({ id }) => id)),
    ),
  );
  return citations.size > 0
    ? count(citations.size, 'citation needs you', 'citations need you')
    : count(new Set(fresh.flatMap(sourcesOfFinding)).size, 'source needs you', 'sources need you');
}

const about = (digest: Digest, publication: Publication): string => {
  const { run, since, sources, updated } = digest;
  const line = updateLine({ findings: updated });
  const last = since === null ? '' : `; last message ${day(since)}`;
  return `${cut(reportName(sources, publication), NAME)}, checked ${day(run.startedAt)}${last}${line === '' ? '' : `. ${line}`}`;
};

/** Who reads a mail. */
export interface MailReader {
  readonly subscription: Subscription;
  /** Where to write, or what to open, to get no more: `mailto:…` or `https://…`. */
  readonly leave: string;
}

const whyYou = ({ selection, rhythm }: Subscription): string =>
  `You asked for ${whatOf(selection)}, ${digestScheduleWords(rhythm)}.`;

/** How a reader leaves: what to do with an address, that as people read it, and as a program opens it. */
interface WayOut {
  readonly how: string;
  readonly text: string;
  readonly url: string;
}

const wayOut = (url: string): WayOut => ({
  how: url.startsWith('mailto:') ? 'write to' : 'open',
  text: url.replace(/^mailto:([^?]*).*$/su, '$1'),
  url,
});

/** How often a reader wants to hear: `on Mondays at 8:00, Europe/London`. */
export function digestScheduleWords(rhythm: DeliverySchedule): string {
  if (rhythm.every === 'night') return 'as they happen';
  const at = `at ${rhythm.hour}:00, ${rhythm.timeZone}`;
  if (rhythm.every === 'day') return `daily ${at}`;
  const day = WEEKDAYS[rhythm.weekday] ?? '';
  return `on ${day.slice(0, 1).toUpperCase()}${day.slice(1)}s ${at}`;
}

function whatOf({ reports, sections, kinds }: Selection): string {
  const what =
    kinds.length === 0 ? 'all findings' : inLine(kinds.map((kind) => kindWords({ kind, severity: 'high' }).name));
  const where = [
    ...(sections.length === 0 ? [] : [`${sections.length === 1 ? 'section' : 'sections'} ${inLine(sections)}`]),
    ...(reports.length === 0 ? [] : [inLine(reports)]),
  ];
  return where.length === 0 ? what : `${what} in ${where.join(' of ')}`;
}
