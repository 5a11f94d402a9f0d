import type { Asked, ServedPage } from '../delivery/server.js';
import { isMendedByCopy } from '../judging/remedies.js';
import {
  byUrgency,
  type Finding,
  isActive,
  isDecidable,
  sourcesOfFinding,
} from '../model/finding.js';
import { isFailing } from '../model/link.js';
import type { OldPrint } from '../model/old-print.js';
import type { Run } from '../model/run.js';
import type { CheckSettings } from '../model/settings.js';
import type { ArchivedCopy, SourceVerdict } from '../model/verdict.js';
import type { Verdicts } from '../model/verdicts.js';
import { type Report, type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import { latestVerdict, latestVerdicts, openFindings } from '../night/latest.js';
import { answerFindings } from '../night/remedies.js';
import type { World } from '../night/world.js';
import { changedSince, groundsOf, packedGrounds } from '../settings/decisions.js';
import { parseWatchlist } from '../settings/watchlist.js';
import type { Publication } from '../surfaces/publication.js';
import {
  DECISION_PAGE_CSP,
  goneWords,
  renderRefusal,
  renderSourcePage,
  renderUnsavedForm,
  type SaidOnPage,
} from '../surfaces/serve/decision-pages.js';
import type { FormsOn, SittingView } from '../surfaces/serve/forms.js';
import { ENGLISH, type Locale } from '../surfaces/words/locale.js';
import type { HearingRoom } from './hand-in.js';
import type { FileCounter, FileDesk, HandedFile } from './hand-over.js';
import { pendingReports, staleDays } from './sitting.js';

/** The source that an edit is about, and what it does. */
interface EditAbout {
  readonly source: string;
  readonly what: string;
}

/** Where a reviewer's decisions are read and written. */
export interface Desk extends FileDesk {
  /** The name of the `sources.json`. */
  readonly file: string;
  readonly read: () => string;
  /** Writes `after` whole in place of `before`, and gives the number by which it is taken back, 0 where they are equal; null, and writes nothing, where the file says something else by now. */
  readonly write: (before: string, after: string, about: EditAbout) => number | null;
  /** Takes the edit of this number back. Throws a `UserError` where its lines were changed since. */
  readonly undo: (n: number) => EditAbout & { readonly before: string; readonly after: string };
  /** Opens the web for one look: with the records that are kept, or with a memory that nobody keeps. */
  readonly web: <T>(
    memory: 'kept' | 'none',
    job: (world: World, settings: CheckSettings) => Promise<T>,
  ) => Promise<T>;
  /** Who sits at the desk: a name or a role. */
  readonly by: string;
  /** Opens the store for one look at it; what thinks is opened where it is asked to. */
  readonly look: <T>(job: (world: DeskWorld) => Promise<T>) => Promise<T>;
  readonly now: () => Date;
  /** What the filed reports still print as it was before a remedy. */
  readonly filed: () => Promise<readonly OldPrint[]>;
  /** A report's own file, where it lies beside the list; null where nobody knows of one. */
  readonly ownFile: (report: Report) => HandedFile | null;
  readonly publication: (watch: Watchlist) => Publication;
  /** Name and version of the program. */
  readonly program: string;
}

type DeskWorld = HearingRoom & Pick<World, 'evidence'>;

/** With the archived copies that were found from the page since it was opened, by source, the files that were handed over, and the edits by their pages. */
export type OpenDesk = Desk & {
  readonly copies: Map<string, ArchivedCopy>;
  readonly files: FileCounter;
  readonly edits: Map<string, DeskEdit>;
};

/** An edit that was made or taken back at the desk: the id of its source, and the number by which it is taken back; null where it was. */
export interface DeskEdit {
  readonly source: string;
  readonly n: number | null;
  /** What was done, in words; empty where the file said so already. */
  readonly what: string;
}

export const own = (status: number, html: string): ServedPage => ({
  status,
  body: html,
  policy: DECISION_PAGE_CSP,
});

/** Why there is no page; what was filled in is never lost with it. */
export const noPage = (locale: Locale, asked: Asked, status: number, message: string): ServedPage =>
  own(
    status,
    asked.kind === 'page'
      ? renderRefusal(locale, message)
      : renderUnsavedForm(locale, message, asked.form, asked.token),
  );

export const absent = (locale: Locale, _: OpenDesk, asked: Asked): ServedPage =>
  noPage(locale, asked, 404, locale.messages.serve.noPage);

export interface Sight {
  readonly world: DeskWorld;
  readonly watch: Watchlist;
  readonly run: Run<Verdicts>;
  /** What was found and is not over, by a later look at some sources too; as `sources.json` answers it by now. */
  readonly findings: readonly Finding[];
  readonly filed: readonly OldPrint[];
  /** Findings as another `sources.json` answers them. */
  readonly as: (
    locale: Locale,
    findings: readonly Finding[],
    watch: Watchlist,
  ) => readonly Finding[];
}

export async function sightOf(
  desk: OpenDesk,
  world: DeskWorld,
  run: Run<Verdicts>,
): Promise<Sight> {
  const found = await openFindings(world.store);
  const named = new Set([...found, ...run.findings].flatMap(sourcesOfFinding));
  const verdicts = await latestVerdicts(world.store, [...named]);
  const judged = new Map<string, SourceVerdict>(verdicts.map((verdict) => [verdict.id, verdict]));
  const verdictOf = (id: string): SourceVerdict | undefined => {
    const [verdict, archive] = [judged.get(id), desk.copies.get(id)];
    return verdict === undefined || archive === undefined ? verdict : { ...verdict, archive };
  };
  const as: Sight['as'] = (locale, findings, watch) =>
    answerFindings(findings, { watch, verdictOf, now: desk.now(), locale });
  const watch = parseWatchlist(desk.read(), desk.file);
  return { world, watch, run, findings: as(ENGLISH, found, watch), filed: await desk.filed(), as };
}

export const findingsOn = (findings: readonly Finding[], { id }: Source): readonly Finding[] =>
  findings.filter(({ source }) => source === id);

const findingsOfHost = (findings: readonly Finding[], { id }: Source): readonly Finding[] =>
  findings.filter((finding) => finding.source !== id && sourcesOfFinding(finding).includes(id));

export const today = (desk: Desk): string => desk.now().toISOString().slice(0, 10);

export const sourcePage = async (
  locale: Locale,
  desk: OpenDesk,
  asked: Asked,
  sight: Pick<Sight, 'world' | 'watch' | 'findings' | 'filed'>,
  source: Source,
  said: SaidOnPage,
): Promise<string> => renderSourcePage(locale, await formsFor(desk, asked, sight, source), said);

export async function formsFor(
  desk: OpenDesk,
  asked: Asked,
  { world, watch, findings, filed }: Pick<Sight, 'world' | 'watch' | 'findings' | 'filed'>,
  source: Source,
): Promise<FormsOn> {
  const about = { watch, source };
  const filled = asked.kind === 'page' ? null : asked.form;
  const verdict = await latestVerdict(world.store, source.id);
  return {
    source,
    citations: usesOf(source, watch).map(({ citation }) => citation),
    verdict,
    findings: findingsOn(findings, source),
    ofHost: findingsOfHost(findings, source),
    filed: filed.filter((one) => one.source === source.id),
    around: neighboursOf(findings, watch, source),
    mayFind: {
      copy:
        source.url !== null &&
        findingsOn(findings, source).some((one) => isActive(one) && isMendedByCopy(one)),
      address: source.url === null || (verdict !== null && isFailing(verdict.link.status)),
    },
    base: packedGrounds(groundsOf(about)),
    token: asked.token,
    today: today(desk),
    filled,
    changed: filled === null ? [] : changedSince((name) => filled.get(name), about),
    sitting: sittingOn(desk, asked, { watch, findings }),
  };
}

/** What was decided and is not in the reports yet, with the files that take it; and the days that can be set at once. */
export const sittingOn = (
  desk: Desk,
  asked: Pick<Asked, 'token'>,
  { watch, findings }: Pick<Sight, 'watch' | 'findings'>,
): SittingView => ({
  token: asked.token,
  reports: pendingReports(watch).map((pending) => ({
    ...pending,
    file:
      desk.ownFile(watch.reports.find(({ id }) => id === pending.report.id) as Report)?.name ??
      null,
  })),
  days: staleDays(findings),
});

type SentForm = Exclude<Asked, { readonly kind: 'page' }>;

export type Form = Asked & { readonly kind: 'form' };

export const goneSourcePage = (locale: Locale, desk: OpenDesk, asked: SentForm): ServedPage =>
  noPage(locale, asked, 404, goneWords(locale, asked.form.get('source') ?? '', desk.file));

/** Leads to the page of an edit, which can be loaded again and gone back to, and says by then whether it was taken back. */
export function toEditPage(desk: OpenDesk, n: number, edit: DeskEdit): ServedPage {
  const goTo = `/edit/${n}`;
  desk.edits.set(goTo, edit);
  return { ...own(303, ''), goTo };
}

/** Sources that have anything open that can be decided, in the order of what was found, each with how much. */
export function openSources(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const open = new Map<string, number>();
  for (const { source } of findings
    .toSorted(byUrgency)
    .filter((one) => isActive(one) && isDecidable(one.kind)))
    open.set(source, (open.get(source) ?? 0) + 1);
  return open;
}

/** The sources before and after one, in the order of what was found, that have anything open. */
export function neighboursOf(
  findings: readonly Finding[],
  { sources }: Watchlist,
  { id }: Source,
): FormsOn['around'] {
  const open = openSources(findings);
  const order = [...new Set(findings.toSorted(byUrgency).map(({ source }) => source))];
  const at = order.indexOf(id);
  const sourceById = (one: string | undefined) =>
    sources.find((source) => source.id === one) ?? null;
  const ahead = [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))].filter((one) =>
    open.has(one),
  );
  return { next: sourceById(ahead[0]), before: sourceById(ahead.at(-1)) };
}
