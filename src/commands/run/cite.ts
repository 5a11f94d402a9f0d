import { citeAgain } from '../../flow/cite.js';
import { selectCitations, selectSources } from '../../load/select.js';
import { parseWatchlist } from '../../load/watchlist.js';
import type { CitationStyle } from '../../model/citation-style.js';
import type { Source } from '../../model/watchlist.js';
import { citationNote } from '../../report/citation-note.js';
import { openRecords } from '../../world/records.js';
import { type Io, readNamed } from '../io.js';
import { settingsOf } from './prepare.js';

/** The options of `citewatch cite` as commander gives them. */
export interface CiteOptions {
  readonly sources: string;
  readonly db: string;
  readonly style: CitationStyle;
  readonly citation?: string;
  readonly now?: string;
  readonly timezone?: string;
}

/** Prints the source's citation lines, and says on standard error what their dates rest on; gives the exit code. */
export async function runCite(id: string, options: CiteOptions, io: Io): Promise<number> {
  const today = (settingsOf({ now: options.now, timezone: options.timezone }).now ?? new Date())
    .toISOString()
    .slice(0, 10);
  const watch = parseWatchlist(readNamed(options.sources), options.sources);
  const [source] = selectSources(watch, [id], 'cite') as [Source];
  const citations = selectCitations(watch, id, options.citation);
  const store = await openRecords(options.db);
  try {
    const { text, latest, uses } = await citeAgain(store, source, citations, options.style);
    io.out(text);
    for (const use of uses) io.err(citationNote(use, latest, today) ?? '');
    return 0;
  } finally {
    await store.close();
  }
}
