import type { Remedy, SourceEdit, TriedRemedy } from '../model/remedy.js';
import type { CheckSettings } from '../model/settings.js';
import type { SourceVerdict } from '../model/verdict.js';
import { quoteId } from '../model/watchlist.js';
import { check } from '../night/night.js';
import type { World } from '../night/world.js';
import { type ChangeWords, editSources, misfitOf } from '../settings/edit-source.js';
import { parseWatchlist } from '../settings/watchlist.js';
import { ENGLISH } from '../surfaces/words/locale.js';
import { remedyWords } from '../surfaces/words/remedies.js';

/**
 * Proves a remedy again before it is taken: its edit is made in memory, and the source is read and judged as a night would. Nothing is
 * written. The world's store should be one that nobody keeps.
 */
export async function tryRemedy(
  world: World,
  { text: before, file }: { readonly text: string; readonly file: string },
  remedy: Remedy,
  settings: CheckSettings,
  by?: string,
): Promise<TriedRemedy> {
  const text = editSources(before, remedy.edit, changeWords(remedy, world.now(), by));
  const misfit = misfitOf(before, remedy.edit, file);
  const unread = { remedy, text, verdict: null, isThere: true, fallen: [], misfit };
  if (text === before || misfit !== null) return { ...unread, stands: false };
  const watch = parseWatchlist(text, file);
  if (!isReadAgain(remedy.edit)) return { ...unread, stands: true };
  const { sources } = await check(
    world,
    watch,
    { ...settings, only: [sourceAfter(remedy)] },
    () => {},
  );
  const [verdict] = sources;
  if (verdict === undefined) throw new Error(`no verdict on ${sourceAfter(remedy)}`);
  const said = new Map(remedy.proof?.quotes.map(({ quote, verdict: then }) => [quote, then]));
  const concerned = concernedBy(remedy.edit, said);
  const fallen = verdict.citations
    .flatMap(({ quotes }) => quotes)
    .filter((quote) => concerned(quote.id) && quote.verdict !== 'intact')
    .map(({ id, verdict: now }) => ({ id, known: said.get(id) === now }));
  const isThere = remedy.kind === 'original' ? isWatched(verdict) : isRead(verdict, remedy.edit);
  return {
    remedy,
    text,
    verdict,
    isThere,
    fallen,
    misfit,
    stands: isThere && fallen.every(({ known }) => known),
  };
}

/** What a change says of itself that a remedy makes. */
export function changeWords(remedy: Remedy, now: Date, by?: string): ChangeWords {
  const { proof } = remedy;
  const { at = '', seen = '' } = proof ?? {};
  return {
    on: now.toISOString().slice(0, 'yyyy-mm-dd'.length),
    ...(by !== undefined && { by }),
    reason: remedyWords(ENGLISH, remedy),
    ...(at !== '' && { proof: { at, seen } }),
  };
}

/** True where the page was read where the edit says that it is: what gives a source another address names the one in which that ends. */
function isRead({ link, content }: SourceVerdict, { kind }: SourceEdit): boolean {
  const leads =
    link.status === 'moved' ? kind !== 'address' && kind !== 'edition' : link.status === 'alive';
  return leads && content.change !== 'unread';
}

/** True for an original that answers: behind a wall its copy speaks, and a dead one stays in the archive. */
const isWatched = ({ link, witness }: SourceVerdict): boolean =>
  ['alive', 'moved', 'blocked'].includes(link.status) && witness !== 'none';

/** The id that its source has once a remedy is taken. */
export const sourceAfter = ({ source, edit }: Pick<Remedy, 'source' | 'edit'>): string =>
  edit.kind === 'merge' ? edit.into : source;

const isReadAgain = ({ kind }: SourceEdit): boolean =>
  kind !== 'decision' && kind !== 'drop' && kind !== 'copy';

/** The passages that must stand for an edit: of another address all, of a day, a quotation or a source that is merged its own. */
function concernedBy(
  edit: SourceEdit,
  proven: ReadonlyMap<string, unknown>,
): (quote: string) => boolean {
  if (edit.kind === 'quote') return (quote) => quote === quoteId({ id: edit.citation }, edit.index);
  if (edit.kind === 'accessed' || edit.kind === 'merge') return (quote) => proven.has(quote);
  return () => true;
}
