import { basename, extname } from 'node:path';
import { MAX_REPORT_BYTES } from '../../model/manuscript.js';
import { refuse, UserError } from '../../model/problem.js';
import type { World } from '../../night/world.js';
import { withThought } from '../../pool/open-thought.js';
import { parseWatchlist } from '../../settings/watchlist.js';
import { importFailure } from '../../surfaces/import.js';
import { ENGLISH } from '../../surfaces/words/locale.js';
import { count } from '../../surfaces/words/words.js';
import { countLostQuotations, type Intake, takeIn } from '../../tasks/intake.js';
import { readNamedBytes } from '../io.js';

export interface HandedReport {
  readonly sources: string;
  readonly id?: string;
  readonly title?: string;
  readonly publisher?: string;
  readonly published?: string;
  readonly url?: string;
}

/** Reads what a report cites. Throws a `UserError` for a file that cannot be read. */
export async function readReport(
  file: string,
  bytes: Uint8Array | null = null,
  name = basename(file),
) {
  return withThought((thought) =>
    readWith(thought, file, bytes ?? readNamedBytes(file, MAX_REPORT_BYTES), name),
  );
}

/** The same with threads that are open. */
export async function readWith(
  { draft }: World['thought'],
  file: string,
  bytes: Uint8Array,
  name = basename(file),
) {
  const read = await draft({ bytes, name });
  if (read.kind !== 'draft') throw new UserError(importFailure(ENGLISH, read, file));
  return read;
}

/** What a report that was read makes of the text of a `sources.json`. `lint` says what is to be mended in it. Throws a `UserError` with every problem. */
export function takeReport(
  { draft, problems }: Awaited<ReturnType<typeof readReport>>,
  file: string,
  text: string,
  options: HandedReport,
  lint: Parameters<typeof takeIn>[1]['lint'],
): Intake {
  const { title = null, publisher = null, published = null, url = null, sources } = options;
  const id = (options.id ?? basename(file, extname(file)).replace(/\.checked$/u, '')).replace(
    /[\s,#]+/gu,
    '-',
  );
  // A list of documents under the id of a report would remove all its quotations and sections.
  const lost = countLostQuotations(draft, parseWatchlist(text, sources), id);
  if (lost > 0) {
    const takes = count(lost, 'citation with a quotation', 'citations with quotations');
    refuse(
      file,
      `has neither quotations nor sections, and ${id} has ${takes}, which it would take away: give it an --id of its own`,
    );
  }
  const facts = { id, title, publisher, published, url };
  return takeIn({ text, file: sources }, { draft, problems, facts, lint });
}
