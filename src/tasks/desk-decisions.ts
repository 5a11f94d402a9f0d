import type { Asked, ServedPage } from '../delivery/server.js';
import { problemWith, UserError } from '../model/problem.js';
import type { Remedy } from '../model/remedy.js';
import { textRead } from '../model/verdict.js';
import type { Source } from '../model/watchlist.js';
import { latestVerdict } from '../night/latest.js';
import { changedSince, chosenRemedy, parseEdit } from '../settings/decisions.js';
import { editSources } from '../settings/edit-source.js';
import { parseWatchlist } from '../settings/watchlist.js';
import type { SaidOnPage } from '../surfaces/serve/decision-pages.js';
import type { Locale } from '../surfaces/words/locale.js';
import { editWords, ownerWords, remedyWords, unprovenWords } from '../surfaces/words/remedies.js';
import {
  absent,
  type Form,
  findingsOn,
  goneSourcePage,
  noPage,
  type OpenDesk,
  own,
  type Sight,
  sourcePage,
  today,
  toEditPage,
} from './desk.js';
import { staleDays, takeAll } from './sitting.js';
import { changeWords, sourceAfter, tryRemedy } from './try-remedy.js';

export async function showAgain(
  locale: Locale,
  desk: OpenDesk,
  asked: Asked & { readonly kind: 'unwritten' },
  sight: Sight,
): Promise<ServedPage> {
  const source = sight.watch.sources.find(({ id }) => id === asked.form.get('source'));
  if (source === undefined) return goneSourcePage(locale, desk, asked);
  const said = { unwritten: asked.why };
  return own(
    asked.why === 'stale' ? 403 : 413,
    await sourcePage(locale, desk, asked, sight, source, said),
  );
}

/** How often a decision is made anew on a file that another program wrote while it was made, our choice. */
const TRIES = 5;

export async function decide(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const field = (name: string) => asked.form.get(name);
  for (let tries = 0; ; tries++) {
    // What this rests on is read anew: the store took its time, and others write this file too.
    const text = desk.read();
    const watch = parseWatchlist(text, desk.file);
    const source = watch.sources.find(({ id }) => id === field('source'));
    if (source === undefined) return goneSourcePage(locale, desk, asked);
    const findings = sight.as(locale, sight.findings, watch);
    const pageAgain = async (status: number, said: SaidOnPage) =>
      own(
        status,
        await sourcePage(locale, desk, asked, { ...sight, watch, findings }, source, said),
      );
    try {
      const about = await formCase(locale, desk, sight, { watch, source, findings });
      const made = await writeDecision(locale, desk, field, text, about);
      if (made === 'changed') return await pageAgain(409, { unwritten: 'changed' });
      if (made !== null) return toEditPage(desk, made.n, made);
    } catch (error) {
      const { status, problems } = unwrittenBy(error, locale, desk);
      return await pageAgain(status, { problems });
    }
    if (tries === TRIES) return await pageAgain(409, { unwritten: 'busy' });
  }
}

/**
 * Writes what a form decides into the file, which says `text`. Gives what was written; `changed` where the case is another than the
 * form showed; null where another program wrote the file meanwhile. Throws a `UserError` for what cannot be written.
 */
async function writeDecision(
  locale: Locale,
  desk: OpenDesk,
  field: (name: string) => string | null,
  text: string,
  about: Awaited<ReturnType<typeof formCase>>,
) {
  const edit = parseEdit(field, about);
  const taken = about.remedies.find(
    ({ id }) => id === field('remedy') && field('action') === 'take',
  );
  const words = taken ? changeWords(taken, desk.now(), desk.by) : { on: today(desk), by: desk.by };
  const after = editSources(text, edit, words);
  parseWatchlist(after, desk.file);
  // What the file says already is sent a second time.
  if (after !== text && changedSince(field, about).length > 0) return 'changed';
  if (field('action') === 'take' && after !== text)
    await proveChosen(locale, desk, text, chosenRemedy(field('remedy') ?? '', about.remedies));
  const source = about.source.id;
  const n = desk.write(text, after, { source, what: field('action') ?? '' });
  if (n === null) return null;
  const done = taken ? remedyWords(locale, taken) : editWords(locale, edit);
  return { n, source: sourceAfter({ source, edit }), what: after === text ? '' : done };
}

/** Tries a remedy once more. Throws a `UserError` where it does not stand. */
async function proveChosen(
  locale: Locale,
  desk: OpenDesk,
  text: string,
  remedy: Remedy,
): Promise<void> {
  const tried = await desk.web('none', (world, settings) =>
    tryRemedy(world, { text, file: desk.file }, remedy, settings),
  );
  if (!tried.stands) throw new UserError([problemWith('remedy', unprovenWords(locale, tried))]);
}

/** How it is answered that nothing was written: for what the form says, or for what the system refused. Throws what is neither. */
function unwrittenBy(error: unknown, locale: Locale, desk: OpenDesk) {
  if (error instanceof UserError) return { status: 422, problems: error.problems };
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  const why = locale.fill(locale.messages.serve.unwritable, { code });
  return { status: 500, problems: [problemWith(desk.file, why)] };
}

/** What a form on a source is read by. */
const formCase = async (
  locale: Locale,
  desk: OpenDesk,
  { world }: Pick<Sight, 'world'>,
  { watch, source, findings }: Pick<Sight, 'watch' | 'findings'> & { readonly source: Source },
) => {
  const own = findingsOn(findings, source);
  const remedies = own.flatMap((finding) => finding.remedies ?? []);
  const verdict = await latestVerdict(world.store, source.id);
  const reasons = {
    falseAlarm: locale.messages.remedy.falseAlarm,
    takenOn: ownerWords(locale, { owner: desk.by }),
    remind: locale.messages.serve.remindReason,
  };
  const answer = { text: verdict && textRead(verdict), by: desk.by, reasons };
  return { watch, source, findings: own, today: today(desk), remedies, ...answer };
};

export async function undo(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const n = Number(asked.form.get('n'));
  try {
    const what = desk.edits.get(`/edit/${n}`)?.what ?? '';
    const { source } = desk.undo(n);
    return toEditPage(desk, n, { source, n: null, what });
  } catch (error) {
    const source = sight.watch.sources.find(({ id }) => id === asked.form.get('source'));
    if (!(error instanceof UserError) || source === undefined) throw error;
    return own(
      409,
      await sourcePage(locale, desk, { ...asked, kind: 'page' }, sight, source, error),
    );
  }
}

/** Sets the day of access of each citation that stands as it is read again. */
export async function setDays(
  locale: Locale,
  desk: OpenDesk,
  asked: Form,
  sight: Sight,
): Promise<ServedPage> {
  const text = desk.read();
  const { standing } = staleDays(sight.findings);
  const [first] = standing;
  if (first === undefined) return absent(locale, desk, asked);
  const done = await desk.web('none', (world, settings) =>
    takeAll(world, { text, file: desk.file }, { remedies: standing, by: desk.by }, settings),
  );
  const { source } = first;
  const n = desk.write(text, done.text, { source, what: 'days' });
  if (n === null) return noPage(locale, asked, 409, locale.statuses.unwritten.busy);
  const what = locale.fill(locale.messages.serve.daysTaken, { taken: done.taken });
  return toEditPage(desk, n, { source, n, what });
}
