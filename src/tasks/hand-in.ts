import type { Evidence } from '../evidence/evidence.js';
import { type HandedInDates, readByHand, savedAt } from '../judging/witness.js';
import { FILE_ADDRESS } from '../model/address.js';
import type { SavedFormat } from '../model/document.js';
import { refuse } from '../model/problem.js';
import { isOwnPage } from '../model/verdict.js';
import { quoteId, type Source, usesOf, type Watchlist } from '../model/watchlist.js';
import { latestVerdict } from '../night/latest.js';
import { hearPage, lastHandedIn } from '../night/witnesses.js';
import type { World } from '../night/world.js';
import type { HandInWords } from '../settings/decisions.js';
import type { StoreReader } from '../store/store.js';
import type { Hearing } from '../surfaces/saved-page.js';
import { savedFault, unreadReason } from '../surfaces/words/documents.js';
import type { Locale } from '../surfaces/words/locale.js';

/** What handing in takes. */
export type HearingRoom = Pick<World, 'thought' | 'handedIn' | 'now'> & {
  readonly store: StoreReader;
  /** Keeps the file for good, while no run is under way. */
  readonly keep: Evidence['keepResource'];
};

/** A file that somebody saved, and what he says of it. */
export interface HandIn {
  readonly source: Source;
  /** What the file is called where something is wrong with it. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly words: HandInWords;
  /** Name and version of the program. */
  readonly program: string;
}

/** As media types name them. */
const MEDIA_TYPE: Readonly<Record<SavedFormat, string>> = {
  html: 'text/html',
  mhtml: 'multipart/related',
  pdf: 'application/pdf',
  warc: 'application/warc',
  wacz: 'application/wacz',
};

/**
 * Hears a page that somebody saved as a witness of its source, and keeps the file with who, when and how. Throws a `UserError`, and
 * keeps nothing, where it cannot be read, is of another page, or does not show the document.
 */
export async function handIn(
  locale: Locale,
  room: HearingRoom,
  watch: Watchlist,
  order: HandIn,
): Promise<Hearing> {
  const { source, bytes, words, program } = order;
  holdQuoted(watch, order);
  const latest = await latestVerdict(room.store, source.id);
  const opened = await openFile(locale, room, order, latest?.finalUrl ?? null);
  const { dated, format, saysWhere } = opened;
  const from = source.url === null ? opened.from : null;
  const url = source.url ?? from ?? FILE_ADDRESS;
  const now = room.now();
  const dates = { at: now.toISOString(), ...words, ...(dated === null ? {} : { dated }) };
  await holdDates(room, order, dates);
  const [run] = await room.store.runs(1);
  const scene = { world: room, watch, run: { id: (run?.id ?? 0) + 1 } };
  const of = { at: savedAt(dates), by: words.by ?? null };
  const heard = await hearPage(scene, source, opened.document, of);
  if (heard === null) refuse(order.file, `does not seem to show “${source.title}”: ${OTHER_PAGE}`);
  const facts = { subject: source.id, run: run?.id ?? 0, url, role: 'handed-in' } as const;
  const contentType = MEDIA_TYPE[format];
  const record = await room.keep({ ...facts, ...dates, contentType, bytes, userAgent: program });
  const quotes = usesOf(source, watch).flatMap(({ citation }) =>
    citation.quotes.flatMap((_, i) => {
      const quote = heard.quotes.get(quoteId(citation, i));
      return quote === undefined ? [] : [{ citation, quote }];
    }),
  );
  const live = isOwnPage(latest?.witness) ? (latest?.at ?? null) : null;
  return {
    source,
    byHand: readByHand(record, now),
    format,
    saysWhere,
    from,
    dated,
    quotes,
    live,
    n: record.n,
  };
}

const OTHER_PAGE = 'no passage stands in it, and it reads like another page, a wall or an error';

function holdQuoted(watch: Watchlist, order: HandIn): void {
  const { source } = order;
  if (usesOf(source, watch).every(({ citation }) => citation.quotes.length === 0))
    refuse(order.file, `cannot be a witness of ${source.id}, of which no passage is quoted`);
}

/** Opens the file; of a source that nobody knows the address of, wherever it says that it is from. */
async function openFile(
  locale: Locale,
  { thought }: HearingRoom,
  { source: { url }, bytes, file }: HandIn,
  led: string | null,
) {
  const addresses = url === null ? [] : [url, led ?? []].flat();
  const opened = await thought.saved({ bytes, addresses });
  if (opened.kind === 'unheard')
    refuse(file, savedFault(locale, opened.fault, url ?? FILE_ADDRESS));
  const { unread } = opened.document;
  if (unread !== null)
    refuse(
      file,
      locale.fill(locale.messages.saved.unread, { reason: unreadReason(locale, unread) }),
    );
  return opened;
}

/** Milliseconds by which the clocks of two machines may differ. */
const CLOCKS = 86_400_000;

async function holdDates(room: HearingRoom, order: HandIn, dates: HandedInDates): Promise<void> {
  const { at, dated } = dates;
  if (dated !== undefined && Date.parse(dated) > Date.parse(at) + CLOCKS)
    refuse(order.file, `says that it was saved on ${dayOf(dated)}, which is to come`);
  const last = await lastHandedIn(room, order.source);
  if (last !== null && dayOf(savedAt(last)) > dayOf(savedAt(dates)))
    refuse(
      order.file,
      `was saved on ${dayOf(savedAt(dates))}: the page that was handed in before is younger (${dayOf(savedAt(last))})`,
    );
}

const dayOf = (iso: string): string => iso.slice(0, 'YYYY-MM-DD'.length);
