import { createHash } from 'node:crypto';
import { atLeast, FINDING_KINDS, type Finding, isActive } from '../model/finding.js';
import type { SourceVerdict } from '../model/verdict.js';
import { html } from './escape.js';
import { evidenceOf } from './evidence.js';
import { localeOf, type Publication, publishedRow } from './publication.js';
import { commandMessages } from './words/catalogues.js';
import { messageOf } from './words/findings.js';
import type { Locale } from './words/locale.js';
import { kindWords, withLabel } from './words/words.js';

const WORDS = commandMessages.zotero;

const tagOf = (name: string): string => `citewatch: ${name}`;

/** The tags that are ours to set and to take away: the kinds of findings, and that an archived copy is known. */
const TAGS: ReadonlySet<string> = new Set([...FINDING_KINDS, 'archived-copy'].map(tagOf));

export const isOurTag = (tag: string): boolean => TAGS.has(tag);

/** What an item of a library is to say of its document. */
export interface ItemNews {
  /** HTML, as Zotero keeps notes. */
  readonly note: string;
  readonly tags: readonly string[];
}

/** A source that an item stands for, with what was found of it. */
export interface ItemSource {
  readonly verdict: SourceVerdict;
  readonly findings: readonly Finding[];
}

/** What is to be said of an item by what is open of its sources and not low; null where nothing is. `reports` are those of `sources.json`. */
export function itemNews(
  sources: readonly ItemSource[],
  reports: readonly string[],
  publication: Publication,
): ItemNews | null {
  const told = sources
    .map(({ verdict, findings }) => ({
      verdict,
      findings: findings.filter((one) => isActive(one) && isGrave(one)),
    }))
    .filter(({ findings }) => findings.length > 0);
  if (told.length === 0) return null;
  const cited = told.flatMap(({ verdict }) => verdict.citations.map(({ report }) => report));
  const locale = localeOf([...new Set(cited)], publication);
  const noteOf = (all: readonly ItemSource[]): string => {
    const parts = all.map((one) => sourceHtml(locale, one, publication));
    return html`<h1>citewatch: ${reports.map(nameInNote).join(', ')}</h1>${parts}`.text;
  };
  const content = noteOf(told);
  const steady = noteOf(withoutDays(told));
  const kinds = told.flatMap(({ verdict: { archive }, findings }) => [
    ...findings.map(({ kind }) => kind),
    ...(archive?.carriesPassage === true ? ['archived-copy'] : []),
  ]);
  return {
    note: `${content}<p>citewatch ${sumOf(content)} ${sumOf(steady)}</p>`,
    tags: [...new Set(kinds)].map(tagOf).sort(),
  };
}

/** The id of a report as it stands in a note, which Zotero's editor leaves as it is. */
export const nameInNote = (id: string): string => id.replace(/[^\p{L}\p{M}\p{N}/._:-]/gu, '');

/** The same on whatever day: that it has been the case for one day more is nothing new to say. */
const withoutDays = (told: readonly ItemSource[]): readonly ItemSource[] =>
  JSON.parse(JSON.stringify(told), (key, value) => (key === 'days' ? 2 : value));

const isGrave = ({ severity }: Finding): boolean => atLeast(severity, 'medium');

/** What was found of a source, since when, and the addresses that show it, each once. */
function sourceHtml(locale: Locale, { verdict, findings }: ItemSource, publication: Publication) {
  const row = publishedRow(publication, verdict.id);
  const links = findings
    .flatMap((finding) => evidenceOf(locale, finding, verdict))
    .flatMap((one) => (one.kind === 'address' && one.open ? [[one.url, one.label] as const] : []));
  const shown = new Map([
    ...links,
    ...(row === null ? [] : [[row, locale.messages.open.row] as const]),
  ]);
  return html`<ul>${findings.map(
    (finding) =>
      html`<li><strong>${locale.fill(locale.messages.annotation.finding, { name: kindWords(locale, finding).name, since: finding.since })}</strong> ${messageOf(locale, finding)}</li>${finding.consequences?.map((one) => html`<li>${messageOf(locale, one)}</li>`)}`,
  )}</ul>${[...shown].map(([url, label]) => html`<p>${withLabel(locale, label, '')}<a href="${url}">${url}</a></p>`)}`;
}

/** Of the letters and figures alone: Zotero's editor writes a note's markup anew when somebody opens it. */
const sumOf = (note: string): string =>
  createHash('sha256')
    .update(note.replace(/<[^>]*>|&[#\w]+;|[^\p{L}\p{N}<&]/gu, ''))
    .digest('hex')
    .slice(0, 8);

const OURS = /^(?:<div[^>]*>)?\s*<h1[^>]*>citewatch: ([^<]*)<\/h1>/u;
/** The sum of what stands there, and that of what it says on whatever day. */
const SUMS = /<p[^>]*>citewatch ([\da-f]{8}) ([\da-f]{8})<\/p>\s*(?:<\/div>)?\s*$/u;

/** What a note is in the place of ours: of which reports, by {@link nameInNote}, and equal `says` for the same news; null for a note that somebody else wrote, or wrote in. */
export function readNote(
  note: string,
): { readonly reports: readonly string[]; readonly says: string } | null {
  const [, reports] = OURS.exec(note) ?? [];
  const sums = SUMS.exec(note);
  const [, sum, says] = sums ?? [];
  if (reports === undefined || says === undefined || sumOf(note.slice(0, sums?.index)) !== sum)
    return null;
  return { reports: reports.split(', '), says };
}

/** What became of an item. */
export interface ItemFate {
  /** `groups/123/items/ABCD2345` */
  readonly item: string;
  readonly kind: 'written' | 'cleared' | 'same' | 'missing' | 'edited' | 'others' | 'refused';
  readonly news: ItemNews | null;
  /** Why it was refused; of `others`, the reports whose note it is. */
  readonly why: string;
}

/** True where an item does not say what it is to say. */
export const isUnwritten = ({ kind }: ItemFate): boolean =>
  !['written', 'cleared', 'same'].includes(kind);

/** A line for each item that was written or could not be, and the sum. `rehearsed`: nothing was, and each note is shown. */
export function renderZotero(
  locale: Locale,
  fates: readonly ItemFate[],
  rehearsed: boolean,
): string {
  const lines = fates.flatMap(({ item, kind, news, why }) => {
    if (kind === 'same') return [];
    const line = locale.fill(WORDS[kind], { item, why, tags: (news?.tags ?? []).join(', ') });
    return rehearsed && kind === 'written' ? [line, `  ${news?.note}`] : [line];
  });
  const of = (kind: ItemFate['kind']) => fates.filter((one) => one.kind === kind).length;
  const sums = { written: of('written'), cleared: of('cleared'), same: of('same'), rehearsed };
  return `${[...lines, locale.fill(WORDS.sum, { ...sums, not: fates.filter(isUnwritten).length })].join('\n')}\n`;
}
