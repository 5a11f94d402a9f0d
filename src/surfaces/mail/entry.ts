import { hostOf } from '../../model/address.js';
import type { DiffPart } from '../../model/content.js';
import {
  byUrgency,
  FINDINGS,
  type Finding,
  type FindingKind,
  type FindingReason,
  type Severity,
} from '../../model/finding.js';
import type { SourceVerdict } from '../../model/verdict.js';
import { shorten } from '../../passage/text/sentences.js';
import { condense } from '../diff/diff-view.js';
import { webUrl } from '../escape.js';
import {
  archivedReplacement,
  isOwnAddress,
  lastObservedQuote,
  lastObservedSource,
  lastObservedWords,
  openUrl,
} from '../evidence.js';
import { summariseFindings } from '../headline.js';
import { type Case, groupBySource, withOthers } from '../overview.js';
import { citationsTouched, groupItems, rowAddress, touchedIn } from '../publication.js';
import { handInOffer } from '../saved-page.js';
import { plain } from '../terminal/screen.js';
import { actionOf, messageOf } from '../words/findings.js';
import type { Locale } from '../words/locale.js';
import { ownerWords } from '../words/remedies.js';
import {
  editionReason,
  kindWords,
  RESOLVED_MARK,
  SEVERITY_MARK,
  sentence,
} from '../words/words.js';

/** Characters of a source's title, our choice: two lines of a phone. */
const TITLE_LENGTH = 70;
/** Characters of a publisher's name, our choice. */
const PUBLISHER_LENGTH = 40;
/** Characters of a report's name, our choice. */
const REPORT_NAME_LENGTH = 40;
/** Reports of which the sections are named, our choice. */
const REPORTS = 4;
/** Characters of an address, our choice: ten of them must not fill the mail. */
const ADDRESS = 1_000;

/** One source of which a mail tells, the cause first. Texts may be empty; an address is null where none is known or nobody should be sent. */
export interface MailEntry {
  readonly severity: Severity;
  /** Shape and kind: `▲ Passage changed`. */
  readonly label: string;
  readonly title: string;
  readonly publisher: string;
  readonly says: string;
  readonly words: readonly DiffPart[];
  /** What came with it, such as `With it: 2 quoted passages are missing.`, and who has taken it on. */
  readonly also: string;
  /** `Section 7b`, with its report where a mail tells of several, and how and when it was read where that was otherwise than usual. */
  readonly where: string;
  /** What a person can do by hand. */
  readonly todo: string;
  /** The command for when it is done; null where there is none. */
  readonly command: string | null;
  readonly row: string | null;
  /** Its own page, or the copy in which it was read, at the passage where that is known. */
  readonly page: { readonly url: string; readonly isCopy: boolean } | null;
  /** The newest edition, where that is what to compare with. */
  readonly newer: string | null;
  /** An archived copy that carries the passage, where that is what to cite. */
  readonly copy: string | null;
  readonly findings: readonly Finding[];
}

interface MailGround {
  readonly sources: ReadonlyMap<string, SourceVerdict>;
  /** The reviewer's page; null when that is not published. */
  readonly page: string | null;
  /** True where several reports are told of, so that a section is called by its report too. */
  readonly several: boolean;
}

/** What is told of these findings, one entry a source, most urgent first; the same change at many places is one. */
export function mailEntries(
  locale: Locale,
  findings: readonly Finding[],
  ground: MailGround,
): readonly MailEntry[] {
  return alike(groupBySource(findings, ground.sources)).map((cases) =>
    entry(locale, cases, ground),
  );
}

/** Cases of which one thing is told, each group and the groups in their order. */
export const alike = (cases: readonly Case[]): readonly (readonly [Case, ...Case[]])[] => [
  ...groupItems(cases, sameness).values(),
];

/** Equal for sources of which one happening is told: the same words changed in the same way, or one host did the same everywhere. */
function sameness({ id, verdict, findings }: Case): string {
  const [first] = findings;
  if (verdict === null || findings.length > 1) return id;
  const words = changedParts(first, verdict).filter(({ op }) => op !== 'same');
  const host = verdict.url === null ? null : hostOf(verdict.url);
  if (words.length > 0) return JSON.stringify([first.kind, first.severity, words]);
  return first.quote === null && host !== null && FINDINGS[first.kind].about !== 'edition'
    ? JSON.stringify([first.kind, first.severity, host])
    : id;
}

/** What to do: what is offered, or where no page tells it, what the finding asks for. */
function deedOf(
  locale: Locale,
  cause: Finding,
  offer: ReturnType<typeof offerFor>,
  page: string | null,
): string {
  if (offer !== null) return sentence(offer.how);
  return page === null ? cut(withoutCommand(actionOf(locale, cause)), DEED) : '';
}

function entry(
  locale: Locale,
  cases: readonly [Case, ...Case[]],
  { page, several }: MailGround,
): MailEntry {
  const [{ id, verdict, findings }] = cases;
  const [cause, ...others] = findings.toSorted(byUrgency) as [Finding, ...Finding[]];
  const below = (cause.consequences ?? []).map((one): Finding => ({ ...one, state: 'new' }));
  const withIt = [...below, ...others];
  const offer = offerFor(locale, cause, verdict);
  const more = Math.max(1, new Set(cases.flatMap((c) => [...c.about.keys()])).size) - 1;
  return {
    severity: cause.severity,
    label: `${cause.state === 'resolved' ? RESOLVED_MARK : SEVERITY_MARK[cause.severity]} ${kindWords(locale, cause).name}`,
    title: withOthers(locale, cut(verdict?.title ?? id, TITLE_LENGTH), more),
    publisher: shortName(verdict?.publisher ?? ''),
    says: cases.length > 1 && cause.quote === null ? '' : brief(locale, cause, verdict),
    words: changedParts(cause, verdict),
    also: [
      withIt.length === 0
        ? ''
        : locale.fill(locale.messages.mail['with-it'], { what: summariseFindings(locale, withIt) }),
      theOthers(locale, cases),
      cut(ownerWords(locale, cause), SENTENCE),
    ]
      .filter(Boolean)
      .join(' '),
    where: [sectionsCited(locale, cases, several), browserReading(locale, cause, verdict)]
      .filter(Boolean)
      .join('. '),
    todo: deedOf(locale, cause, offer, page),
    command: offer?.line ?? null,
    row: rowOf(page, id),
    page: pageOf(locale, cause, verdict),
    newer: newerOf(cause, verdict),
    copy: fittingAddress(archivedReplacement(cause, verdict)),
    findings: cases.flatMap((one) => one.findings),
  };
}

/** That it was read in a browser, and on which day, where that was not this night. */
function browserReading(locale: Locale, cause: Finding, verdict: SourceVerdict | null): string {
  const isInBrowser = verdict !== null && lastObservedSource(cause, verdict).witness === 'browser';
  const then =
    cause.quote !== null || changedParts(cause, verdict).length > 0
      ? lastObservedWords(locale, cause, verdict)
      : null;
  if (then === null) return isInBrowser ? locale.messages.mail['in-browser'] : '';
  return sentence(
    isInBrowser ? locale.fill(locale.messages.mail['then-in-browser'], { then }) : then,
  ).replace(/\.$/u, '');
}

/** Characters of what is to be done: its longest sentence, and the words of a publisher in it. */
const DEED = 300;

/** What is to be done by hand for a page that keeps programs out. */
export const offerFor = (
  locale: Locale,
  { kind }: Finding,
  source: SourceVerdict | null,
): ReturnType<typeof handInOffer> =>
  source !== null && FINDINGS[kind].bySavedPage ? handInOffer(locale, source) : null;

/** What to do without the command in parentheses: a mail is for people. */
const withoutCommand = (action: string): string => action.replace(/ \(citewatch [^)]*\)/gu, '');

/** `DFAT` for `Department of Foreign Affairs and Trade (DFAT)`. */
const shortName = (publisher: string): string =>
  cut(/\(([A-Z][\p{L}\d]{1,9})\)$/u.exec(publisher.slice(-20))?.[1] ?? publisher, PUBLISHER_LENGTH);

/** By their titles, the other sources of which the same is told; empty where there is none. */
function theOthers(locale: Locale, [first, ...more]: readonly Case[]): string {
  const all = [
    ...(first?.about.values() ?? []),
    ...more.flatMap(({ about }) => [...about.values()]),
  ];
  const titles = all.filter(({ id }) => id !== first?.id).map(({ title }) => title);
  return titles.length === 0
    ? ''
    : locale.fill(locale.messages.mail['the-others'], { titles: inLine(locale, titles) });
}

/** Where it is cited: `Sections 3 and 7b`, or where several reports are told of, `ASI2025-01, sections 3 and 7b; ASI2025-02, section 2`. */
export function sectionsCited(locale: Locale, cases: readonly Case[], several: boolean): string {
  const found = new Map<string, Set<string>>();
  for (const { about, findings } of cases)
    for (const { report, section } of findings.flatMap((f) => touchedIn(f, about))) {
      const names = found.get(several ? report : '') ?? new Set();
      if (section !== null) names.add(section);
      found.set(several ? report : '', names);
    }
  const places = [...found].map(([report, names]) => {
    const words =
      names.size === 0
        ? ''
        : locale.fill(locale.messages.mail.sections, {
            n: names.size,
            names: inLine(locale, [...names]),
          });
    return several
      ? locale.sideBySide([cut(report, REPORT_NAME_LENGTH), words].filter(Boolean))
      : sentence(words).replace(/\.$/u, '');
  });
  const shown = locale.sideBySide(places.slice(0, REPORTS), 'semicolon');
  return places.length > REPORTS
    ? locale.fill(locale.messages.mail.places, { places: shown })
    : shown;
}

/** An address, where a mail has room for it. */
const fittingAddress = (url: string | null): string | null =>
  url === null || url.length > ADDRESS ? null : url;

/** The row of a source on the reviewer's page, or that page where its id is too long for an address; null when it is not published. */
export const rowOf = (page: string | null, id: string): string | null =>
  page === null ? null : (fittingAddress(rowAddress(page, id)) ?? page);

/** The page of a source, at the passage that a finding is about, or else at one that stands. */
function pageOf(locale: Locale, finding: Finding, source: SourceVerdict | null): MailEntry['page'] {
  if (source === null) return null;
  const quotes = citationsTouched(finding, source).flatMap((c) => c.quotes);
  const quote = lastObservedQuote(finding, source) ?? quotes.find((q) => q.link !== null);
  const url = openedAddress(openUrl(locale, source, quote));
  return url === null ? null : { url, isCopy: !isOwnAddress(url, source) };
}

/** A source's own page, wherever it was read; null where nobody should be sent. */
export const ownPage = (locale: Locale, source: SourceVerdict): string | null =>
  openedAddress(openUrl(locale, source));

/** An address to open: without its passage, where it is too long with it. */
const openedAddress = (url: string | null): string | null =>
  url === null ? null : (fittingAddress(url) ?? fittingAddress(url.replace(/#.*$/su, '')));

const newerOf = (finding: Finding, source: SourceVerdict | null): string | null =>
  source === null || finding.kind !== 'edition-newer'
    ? null
    : fittingAddress(webUrl(lastObservedSource(finding, source).edition.newer.at(-1)?.url ?? null));

/** Characters of a sentence, our choice: two lines of a phone. */
const SENTENCE = 110;
/** Characters of unchanged text on each side of a change, our choice: enough to know the place again. */
const CONTEXT = 40;
/** Characters of a changed word, or of a passage that is named by its beginning; our choice. */
const WORDS = 60;
/** Parts of a difference, our choice: two changes and what is around them. */
const PARTS = 7;

/** What is the case, in one short sentence for somebody who has not seen it before; empty where the words that changed say it all. */
function brief(locale: Locale, finding: Finding, source: SourceVerdict | null): string {
  const { why } = finding;
  switch (why.kind) {
    case 'passage-missing':
      return locale.fill(locale.messages.mail[why.kind], {
        stood: why.stood,
        text: cut(lastObservedQuote(finding, source)?.text ?? '', WORDS),
      });
    case 'passage-altered':
      return changedParts(finding, source).length > 0 ? '' : locale.messages.mail[why.kind];
    case 'omission-changed':
      return locale.messages.mail[why.kind];
    case 'edition-newer':
      return newer(locale, why);
    case 'edition-withdrawn':
    case 'edition-replaced-in-place':
      return cutQuoted(locale, sentence(editionReason(locale, why.edition)));
    case 'witness-stale':
      return locale.fill(locale.messages.mail[why.kind], why.byHand);
    case 'corrected':
    case 'doubted':
    case 'retracted':
      return cutQuoted(locale, locale.fill(locale.messages.shared.quoted, { text: why.words }));
    default:
      return cutQuoted(locale, messageOf(locale, finding));
  }
}

/** Cut, with the quotation mark that the cut may have taken. */
function cutQuoted(locale: Locale, text: string): string {
  const short = cut(text, SENTENCE);
  const [opening = '', closing = ''] = locale
    .fill(locale.messages.shared.quoted, { text: '\n' })
    .split('\n');
  return short.lastIndexOf(opening) > short.lastIndexOf(closing) ? `${short}${closing}` : short;
}

function newer(
  locale: Locale,
  { editions, fates }: Extract<FindingReason, { kind: 'edition-newer' }>,
): string {
  const all = Object.values(fates).reduce((a, b) => a + b, 0);
  const only = (['intact', 'altered', 'missing', 'unverifiable'] as const).find(
    (fate) => fates[fate] === all,
  );
  return locale.fill(locale.messages.mail['edition-newer'], {
    edition: cut(editions.at(-1) ?? '', WORDS),
    fate: ['none', 'passage'][all] ?? 'passages',
    passage: only && locale.statuses.passageFate[only],
    intact: fates.intact,
    all,
  });
}

/** The words that changed, cut to them and what is right beside them; empty where none are known. */
export function changedParts(finding: Finding, source: SourceVerdict | null): readonly DiffPart[] {
  const quote = lastObservedQuote(finding, source);
  const { content = source?.content, edition = source?.edition } = finding.seen ?? {};
  const fates = edition?.newer.at(-1)?.quotes ?? [];
  const parts: { readonly [K in FindingKind]?: readonly DiffPart[] | undefined } = {
    'passage-altered': quote?.diff,
    'passage-omission-changed': quote?.omissionChanged?.diff,
    'passage-context-changed': quote?.contextChanged?.diff,
    'content-edited': content?.diff,
    'source-corrected': content?.diff,
    'edition-newer': fates.length === 1 ? fates[0]?.diff : [],
  };
  return trim(parts[finding.kind] ?? []);
}

function trim(parts: readonly DiffPart[]): readonly DiffPart[] {
  const near = condense(parts.reduce<readonly DiffPart[]>(joinParts, []), CONTEXT);
  const few =
    near.length > PARTS ? [...near.slice(0, PARTS), { op: 'same', text: ' …' } as const] : near;
  return few.map(({ op, text }) => ({
    op,
    text: straightQuotes(op === 'same' ? text : shorten(text, WORDS)),
  }));
}

/** Equal stretches that only an omission of the quotation parts are one. */
function joinParts(parts: readonly DiffPart[], part: DiffPart): readonly DiffPart[] {
  const last = parts.at(-1);
  return last?.op === 'same' && part.op === 'same'
    ? [
        ...parts.slice(0, -1),
        { op: 'same', text: `${last.text.trimEnd()} ${part.text.trimStart()}` },
      ]
    : [...parts, part];
}

/** Without what could turn the mail around, and with the spaces that part it from its neighbours. */
const straightQuotes = (text: string): string => {
  const [start, end] = [/^\s/u, /\s$/u].map((space) => (space.test(text) ? ' ' : ''));
  return `${start}${plain(text)}${end}`;
};

/** A text on one line, without what could turn it around, of so many characters. */
export const cut = (text: string, length: number): string => shorten(plain(text), length);

/** Names of a list, our choice. */
const MAX_NAMES = 4;

export const inLine = (locale: Locale, names: readonly string[]): string =>
  locale.andList([
    ...names.slice(0, MAX_NAMES).map((name) => cut(name, REPORT_NAME_LENGTH)),
    ...(names.length > MAX_NAMES ? [locale.messages.shared.others] : []),
  ]);
