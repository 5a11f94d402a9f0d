import type { Asked, ServedPage } from '../delivery/server.js';
import { problemWith, UserError } from '../model/problem.js';
import type { Source, Watchlist } from '../model/watchlist.js';
import { findCopy, hearByHand, lastHandedIn } from '../night/witnesses.js';
import { parseAddition } from '../settings/addition.js';
import { groundsOf, packedGrounds, parseHandIn } from '../settings/decisions.js';
import { RunInProgress } from '../store/locks.js';
import { type SavedPageView, savedPageView } from '../surfaces/saved-page.js';
import { renderAddPage } from '../surfaces/serve/add-form.js';
import { addressWords, copyWords, type SaidOnPage } from '../surfaces/serve/decision-pages.js';
import type { Locale } from '../surfaces/words/locale.js';
import { editWords } from '../surfaces/words/remedies.js';
import { tryAdd } from './add.js';
import {
  absent,
  type Form,
  goneSourcePage,
  type OpenDesk,
  own,
  type Sight,
  sightOf,
  sourcePage,
  today,
  toEditPage,
} from './desk.js';
import { findAddress } from './find.js';
import { handIn } from './hand-in.js';

/** Looks for an archived copy that carries the passages of a source, which its page then offers. */
export async function lookForCopy(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const source = sight.watch.sources.find(({ id }) => id === asked.form.get('source'));
  if (source === undefined) return goneSourcePage(locale, desk, asked);
  const found = await desk.web('kept', (world) => findCopy(world, sight.watch, source));
  if (found?.copy) desk.copies.set(source.id, found.copy);
  const again = await sightOf(desk, sight.world, sight.run);
  return own(
    200,
    await sourcePage(locale, desk, { ...asked, kind: 'page' }, again, source, {
      looked: copyWords(locale, found),
    }),
  );
}

/** Requests for one source at most, as `citewatch find` makes by default. */
const MOST_ASKED = 20;

/** Looks for the page of a source that has no address, or is gone from it; what was found is filled in, and is written by hand. */
export async function lookForAddress(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const source = sight.watch.sources.find(({ id }) => id === asked.form.get('source'));
  if (source === undefined) return goneSourcePage(locale, desk, asked);
  const { result } = await desk.web('none', (world) =>
    findAddress(world, sight.watch, source, { webSearch: null, most: MOST_ASKED }),
  );
  const url = result.kind === 'found' ? result.url : null;
  if (url !== null) asked.form.set('url', url);
  asked.form.set('action', 'address');
  asked.form.set('base', packedGrounds(groundsOf({ watch: sight.watch, source })));
  return own(
    200,
    await sourcePage(locale, desk, asked, sight, source, { looked: addressWords(locale, url) }),
  );
}

export const addPage = (asked: Asked, { reports }: Watchlist) => ({
  token: asked.token,
  reports: reports.map(({ id }) => id),
  filled: asked.kind === 'page' ? null : asked.form,
  problems: [],
  tried: null,
});

/** Adds a citation whose quotation stands, or one that somebody adds anyway. */
export async function add(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const { form } = asked;
  const field = (name: string): string | undefined => form.get(name)?.trim() || undefined;
  const [section, page, accessed] = ['section', 'page', 'accessed'].map(field);
  try {
    const raw = { quote: field('quote') ?? '', section, page, accessed };
    const addition = parseAddition(field('url') ?? '', raw, today(desk));
    const text = desk.read();
    const to = { text, file: desk.file, report: field('report') ?? '' };
    const tried = await desk.web('none', (world, settings) =>
      tryAdd(world, to, addition, settings),
    );
    if (tried.quote.verdict !== 'intact' && form.get('anyway') === null)
      return own(
        422,
        renderAddPage(locale, { ...addPage(asked, sight.watch), tried: tried.quote }),
      );
    const n = desk.write(text, tried.text, { source: tried.source.id, what: 'add' });
    if (n === null) return own(409, renderAddPage(locale, addPage(asked, sight.watch)));
    const what = editWords(locale, { kind: 'add', title: tried.source.title });
    return toEditPage(desk, n, { source: tried.source.id, n, what });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return own(
      422,
      renderAddPage(locale, { ...addPage(asked, sight.watch), problems: error.problems }),
    );
  }
}

export async function hearSavedPage(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked & { readonly kind: 'file' },
  sight: Sight,
): Promise<ServedPage> {
  const { form, path, file: bytes } = asked;
  const { world, watch } = sight;
  const source = watch.sources.find(({ id }) => id === form.get('source'));
  if (path !== '/witness') return absent(locale, desk, asked);
  if (source === undefined) return goneSourcePage(locale, desk, asked);
  const [by, at, how] = ['by', 'at', 'how'].map((name) => form.get(name) ?? '');
  try {
    const words = parseHandIn({ by, at, how }, desk.now(), 'saved-');
    const order = { source, file: 'saved-page', bytes, words, program: desk.program };
    const heard = savedPageView(locale, await handIn(locale, world, watch, order));
    return own(
      200,
      await sourcePage(locale, desk, { ...asked, kind: 'page' }, sight, source, { heard }),
    );
  } catch (error) {
    const pageAgain = async (status: number, said: SaidOnPage) =>
      own(status, await sourcePage(locale, desk, asked, sight, source, said));
    if (error instanceof UserError) return await pageAgain(422, error);
    if (!(error instanceof RunInProgress)) throw error;
    return await pageAgain(409, {
      problems: [
        problemWith(
          'saved-page',
          locale.fill(locale.messages.serve.notKept, { reason: error.message }),
        ),
      ],
    });
  }
}

/** What a page says that was handed in since the last run, which does not know of it; null where none was. */
export async function heardSince(
  locale: Locale,
  { world, watch, run }: Sight,
  source: Source,
  now: Date,
): Promise<SavedPageView | null> {
  const last = await lastHandedIn(world, source);
  if (last === null || last.n <= (run.run.evidence?.n ?? 0)) return null;
  const said = await hearByHand({ world, watch, run: { id: run.run.id + 1 }, now }, source);
  return said === null
    ? null
    : savedPageView(locale, { ...said, quotes: [...(said.heard?.quotes.values() ?? [])] });
}

/** A report's own file with what was decided, as tracked changes. */
export async function reportFile(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked,
  { watch }: Sight,
): Promise<ServedPage> {
  const id = decodeURIComponent(asked.path.slice('/report/'.length));
  const report = watch.reports.find((one) => one.id === id);
  const file = report && desk.ownFile(report);
  if (!report || !file) return absent(locale, desk, asked);
  const { name, bytes } = await desk.annotate(file, report.id, false);
  return {
    status: 200,
    body: bytes,
    type: 'application/octet-stream',
    download: name,
    policy: "default-src 'none'",
  };
}
