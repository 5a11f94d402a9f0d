import { parseAddress } from '../model/address.js';
import { atLeast, byUrgency, type Finding, sourcesOfFinding } from '../model/finding.js';
import { isDeadTwice, type NotCheckedReason } from '../model/link.js';
import { type Digest, isSingleLook, type JudgedRun } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import { stands, wasRead } from '../model/verdicts.js';
import { shorten } from '../passage/text/sentences.js';
import { isRepeated, overview } from './overview.js';
import { groupItems, type Publication, reportName, touchedIn } from './publication.js';
import { plain } from './terminal/screen.js';
import { unaskedReason } from './words/links.js';
import type { Locale } from './words/locale.js';
import { kindWords, sentence } from './words/words.js';

interface Matter {
  /** Such as `2 quoted passages changed`. */
  readonly words: string;
  /** Sources or passages of which it is said: of a whole host, each of its sources. */
  readonly n: number;
  readonly findings: readonly Finding[];
}

export const matters = (locale: Locale, findings: readonly Finding[]): readonly Matter[] => {
  const kinds = groupItems(findings.toSorted(byUrgency), (a) => kindWords(locale, a));
  return [...kinds].map(([kind, of]) => {
    const n = of.reduce((sum, one) => sum + sourcesOfFinding(one).length, 0);
    return { words: locale.fill(kind.some, { n }), n, findings: of };
  });
};

/** Kinds that the headline names; a reader does not take in more. */
const MAX_KINDS_NAMED = 4;

/** Findings by their number and kind, most urgent kind first: `2 pages are gone and 1 newer edition is out`; empty for none. */
export const summariseFindings = (locale: Locale, findings: readonly Finding[]): string => {
  const kinds = matters(locale, findings);
  const others = kinds.slice(MAX_KINDS_NAMED).reduce((n, kind) => n + kind.findings.length, 0);
  const parts = kinds.slice(0, MAX_KINDS_NAMED).map((kind) => kind.words);
  if (others > 0) parts.push(locale.fill(locale.messages.headline.more, { n: others }));
  return locale.andList(parts);
};

/** The night in two sentences: what is the matter, and how many sources stand. Of a single look that could not check all, that comes first. */
export const headline = (locale: Locale, run: JudgedRun): string => {
  const { headline } = locale.messages;
  if (!run.run.online)
    return locale.fill(headline['nothing-judged'], { reason: offlineReason(locale, run).words });
  if (isNothingRead(run)) return locale.fill(headline['none-read'], { of: run.sources.length });
  const { cases, piles, decided, unknown, sound } = overview(locale, run);
  const findings = cases.flatMap((c) => c.findings);
  const stand = sound.length + decided.filter(stands).length;
  const calm = piles.length > 0 ? headline['nothing-urgent'] : headline['nothing-to-do'];
  if (isSingleLook(run.run) && unknown.length > 0) {
    const open = new Set([...unknown].map(({ id }) => id));
    const known = findings.filter(
      (finding) => !sourcesOfFinding(finding).every((id) => open.has(id)),
    );
    const [of, standing] = [
      run.sources.length,
      whatStands(locale, { stand, of: run.sources.length }),
    ];
    return locale.fill(headline['some-unread'], {
      unknown: unknown.length,
      of,
      what: summariseFindings(locale, known),
      standing,
    });
  }
  return locale.fill(headline.night, {
    what: findings.length > 0 ? summariseFindings(locale, findings) : calm,
    standing: whatStands(locale, { stand, of: run.sources.length }),
    unknown: unknown.length,
    // Of a run over a part of the list, how much it says nothing of.
    others: run.run.partOf === undefined ? null : run.run.partOf - run.sources.length,
  });
};

/** True for a single look by which nothing is known of any source: no document was read, and no address is known to be dead. */
export const isNothingRead = ({ run, sources }: JudgedRun): boolean =>
  isSingleLook(run) && ![...sources].some((source) => wasRead(source) || isDeadTwice(source.link));

/** Characters of a report's name, so that what is the matter is seen beside it. */
const MAX_NAME_LENGTH = 50;

/** Subjects longer than this are cut off even by mail programs on a desk. */
const MAX_SUBJECT_LENGTH = 110;

const atHost = (locale: Locale, what: string, source: SourceVerdict | undefined): string => {
  const host = parseAddress(source?.url ?? '')?.hostname.replace(/^www\./, '');
  return host === undefined
    ? what
    : locale.fill(locale.messages.headline['at-host'], { what, host });
};

const isWeighty = ({ severity }: Finding): boolean => atLeast(severity, 'medium');

/**
 * The citations that findings touch, as the subject and the body of a mail count them: how many there are, and of each kind, the gravest
 * first. A citation counts once.
 */
export function citationsTold(
  locale: Locale,
  findings: readonly Finding[],
  sources: ReadonlyMap<string, SourceVerdict>,
) {
  const kinds = new Map<string, Set<string>>();
  const known = new Set<string>();
  for (const finding of findings.toSorted(byUrgency)) {
    const { name } = kindWords(locale, finding);
    const own = kinds.get(name) ?? new Set();
    for (const one of [finding, ...(finding.consequences ?? [])])
      for (const { id } of touchedIn({ ...one, state: 'new' }, sources))
        if (!known.has(id)) own.add(id);
    for (const id of own) known.add(id);
    kinds.set(name, own);
  }
  const counted = [...kinds].filter(([, { size }]) => size > 0);
  return {
    citations: known.size,
    kinds: counted.map(([name, { size: n }]) =>
      locale.fill(locale.messages.mail.kind, { name, n }),
    ),
  };
}

/** The most important thing first, with its host when it is one thing; then the other kinds. */
const freshParts = (locale: Locale, digest: Digest): readonly string[] => {
  const weighty = digest.fresh.filter(isWeighty);
  const loud = weighty.length > 0 ? weighty : digest.fresh.filter((f) => !isRepeated(f));
  const [first, ...others] = matters(locale, loud.length > 0 ? loud : digest.fresh);
  if (first === undefined) return [];
  const [only] = first.findings;
  const source = digest.sources.find((s) => s.id === only?.source);
  const alone = first.findings.length === 1 && only !== undefined;
  const words = first.n === 1 && only !== undefined ? kindWords(locale, only).one : first.words;
  return [alone ? atHost(locale, words, source) : words, ...others.map((m) => m.words)];
};

/** What is new: of several citations how many need somebody, and why. */
function newsOf(locale: Locale, digest: Digest): readonly string[] {
  const weighty = digest.fresh.filter(isWeighty);
  const sources = new Map([...digest.sources].map((one) => [one.id, one]));
  const { citations, kinds } = citationsTold(locale, weighty, sources);
  if (kinds.length < 2) return freshParts(locale, digest);
  const [first = '', ...others] = kinds;
  return [locale.fill(locale.messages.mail.told, { citations, what: first }), ...others];
}

/** `14 of 33 sources stand`, `0 of 1 source stands`. */
export const whatStands = (locale: Locale, standing: NonNullable<Digest['standing']>): string =>
  locale.fill(locale.messages.headline.standing, standing);

/** The subject of a digest's mail, one printable line. */
export const subjectLine = (locale: Locale, digest: Digest, publication: Publication): string => {
  const { headline } = locale.messages;
  const { standing, resolved } = digest;
  const mended =
    resolved.length > 0 ? [locale.fill(headline.resolved, { n: resolved.length })] : [];
  const quiet =
    standing === undefined
      ? []
      : [locale.fill(headline.quiet, { standing: whatStands(locale, standing) })];
  const news = newsOf(locale, digest);
  // What the mail begins with.
  const told = digest.fresh.some(isWeighty) ? [...news, ...mended] : [...mended, ...news];
  const [first = headline['nothing-new'], ...parts] = [...told, ...quiet];
  const name = shorten(reportName(locale, digest.sources, publication), MAX_NAME_LENGTH);
  let subject = locale.fill(headline.subject, { name, news: first });
  for (const part of parts) {
    if (subject.length + part.length + 2 > MAX_SUBJECT_LENGTH) break;
    subject = locale.sideBySide([subject, part]);
  }
  return plain(subject);
};

/**
 * What is said above a run that is shown because later nights saw nothing of the web, in two sentences; null where none came since.
 */
export function offlineSinceWords(
  locale: Locale,
  { offlineSince: since, run }: Pick<JudgedRun, 'run' | 'offlineSince'>,
): readonly [what: string, shown: string] | null {
  if (since === undefined) return null;
  const what = locale.fill(locale.messages.headline['blind-nights'], {
    ...since,
    filtered: since.why?.kind === 'same-refusal',
  });
  return [what, locale.fill(locale.messages.headline['shown-of'], run)];
}

/** What is no lack of a network says itself what it is. */
const SAYS_ITSELF: ReadonlySet<NotCheckedReason['kind']> = new Set([
  'all-private',
  'captive-portal',
  'same-failure',
]);

/** Why a run could not look at any source: in a word, and as a sentence without its full stop. */
export function offlineReason(
  locale: Locale,
  { sources }: Pick<JudgedRun, 'sources'>,
): {
  readonly word: string;
  readonly words: string;
} {
  const { headline } = locale.messages;
  const reasons = [...sources].flatMap(({ link: { why } }) =>
    why.kind === 'unasked' ? [why.why] : [],
  );
  if (reasons.some(({ kind }) => kind === 'same-refusal'))
    return { word: headline.filtered, words: headline['filtered-why'] };
  const why = reasons.find(({ kind }) => SAYS_ITSELF.has(kind));
  if (why === undefined) return { word: headline.offline, words: headline['offline-why'] };
  const word = why.kind === 'all-private' ? headline.private : headline.offline;
  return { word, words: sentence(unaskedReason(locale, why)).replace(/\.$/u, '') };
}
