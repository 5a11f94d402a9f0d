import { hash } from 'node:crypto';
import * as z from 'zod';
import { capturesIn, type UnpackedCapture } from '../evidence/capture.js';
import { judgeSource } from '../judging/source.js';
import { quotedDocument } from '../judging/source-case.js';
import { type Document, visibleText } from '../model/document.js';
import { NO_HISTORY, snapshotOf } from '../model/visit.js';
import { LINE_END } from '../passage/text/sentences.js';
import { extract } from '../reading/extract.js';
import { openZip } from '../reading/zip.js';
import type {
  Replay,
  ReplayedArchive,
  ReplayedCapture,
  ReplayedQuote,
  ReplayQuestion,
} from '../surfaces/exhibit/replay.js';
import { WACZ } from '../surfaces/exhibit/wacz.js';
import { contradictedDates } from './capture-date.js';

/** A source's own file of evidence, and what its captures are judged for; `rules`: the digest of the rules of judging. */
export interface KeptOrder {
  /** The file. */
  readonly bytes: Uint8Array;
  readonly question: ReplayQuestion;
  readonly rules: string;
}

/** Judges the captures of a source's own file of evidence. Throws on what is none of our files. */
export const replayWarc = async ({ bytes, question, rules }: KeptOrder): Promise<Replay> =>
  replayCaptures(question, await capturesIn(bytes), rules);

/** Judges captures; `tell` is given each document that is read. */
async function replayCaptures(
  { source, series, uses }: ReplayQuestion,
  unpacked: readonly UnpackedCapture[],
  rules: string,
  tell: (document: Document, capture: UnpackedCapture) => void = () => {},
): Promise<Replay> {
  const captures: ReplayedCapture[] = [];
  const bodies = new Map(
    unpacked.flatMap(({ bytes }) => (bytes === null ? [] : [[hash('sha256', bytes), bytes]])),
  );
  for (const capture of unpacked) {
    const { run, facts, payloadDigest = '' } = capture;
    const sha256 = payloadDigest.replace(/^sha256:/u, '');
    const bytes = bodies.get(sha256);
    const keepDocument = (document: Document) => tell(document, capture);
    const judged =
      bytes === undefined
        ? null
        : await judge({ source, series, uses }, { ...capture, bytes }, keepDocument);
    captures.push({ run, at: facts.at, sha256, judged });
  }
  return { schema: 'citewatch.replay/1', rules, source, series, uses, captures };
}

async function judge(
  question: ReplayQuestion,
  { facts, truncated, bytes }: UnpackedCapture & { readonly bytes: Buffer },
  tell: (document: Document) => void,
): Promise<ReplayedCapture['judged']> {
  const sha256 = hash('sha256', bytes);
  const contentType = facts.headers['content-type'] ?? null;
  const snapshot = snapshotOf(sha256, await extract(bytes, { contentType, url: facts.finalUrl }));
  const {
    link: { status, by, why },
    citations,
  } = judgeSource({
    ...question,
    source: { ...question.source, url: question.source.url ?? facts.url },
    outcome: { ...facts, body: { bytes, sha256, truncated } },
    snapshot,
    unasked: null,
    history: NO_HISTORY,
    now: new Date(facts.at),
    staleAfter: 0,
    confirm: 1,
  }).verdict;
  const text = visibleText(snapshot.document);
  tell(snapshot.document);
  return {
    textSha256: snapshot.textSha256,
    unread: snapshot.document.unread,
    link: { status, by, why },
    quotes: citations.flatMap(({ id, quotes }) =>
      quotes.map((quote) => ({ citation: id, ...quote, offsets: offsetsOf(quote.found, text) })),
    ),
  };
}

/** Where the parts of what was found stand in a text, each behind the one before; none where it is no part of what is shown. */
function offsetsOf(found: string | null, text: string): ReplayedQuote['offsets'] {
  const flat = text.replaceAll(LINE_END, ' ');
  const offsets: [number, number][] = [];
  for (const part of found?.split(' [...] ') ?? []) {
    const start = flat.indexOf(part, offsets.at(-1)?.[1] ?? 0);
    if (start < 0) return [];
    offsets.push([start, start + part.length]);
  }
  return offsets;
}

/** An exported archive (WACZ) that somebody handed in. */
export interface ArchiveOrder {
  readonly bytes: Uint8Array;
  /** Passages to look for in place of those that it names; none for those. */
  readonly passages: readonly string[];
  /** Digest of the rules of judging. */
  readonly rules: string;
}

/** What an archive says, or what is wrong with it. */
export type ReplayAnswer =
  | ({ readonly kind: 'replayed' } & ReplayedArchive)
  | { readonly kind: 'refused'; readonly why: ArchiveFault };

/** What is wrong with an archive that somebody handed in. */
export type ArchiveFault =
  | { readonly kind: 'no-archive' | 'no-passages' | 'unknown-records' }
  | { readonly kind: 'no-part' | 'damaged-part' | 'other-version'; readonly part: string }
  | { readonly kind: 'broken-records'; readonly message: string }
  | { readonly kind: 'other-count'; readonly said: number; readonly held: number };

class Refused extends Error {
  constructor(readonly why: ArchiveFault) {
    super(why.kind);
  }
}

function refuse(why: ArchiveFault): never {
  throw new Refused(why);
}

/** Judges the captures of an archive. It is refused where it is not whole, was not written by citewatch, or names no passages. */
export async function readArchive(order: ArchiveOrder): Promise<ReplayAnswer> {
  try {
    return { kind: 'replayed', ...(await replayArchive(order)) };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', why: error.why };
    // Records of another shape than ours; the engine's words say nothing to people.
    if (error instanceof TypeError || error instanceof RangeError)
      return { kind: 'refused', why: { kind: 'unknown-records' } };
    throw error;
  }
}

async function replayArchive({ bytes, passages, rules }: ArchiveOrder): Promise<ReplayedArchive> {
  const parts = partsOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
  const text = parts.get(WACZ.replay)?.toString() ?? null;
  const said = text === null ? null : parseReplay(text);
  const warc = parts.get(WACZ.warc) ?? refuse({ kind: 'no-part', part: WACZ.warc });
  const question = passages.length === 0 ? said : questionFor(passages, said);
  if (question === null) return refuse({ kind: 'no-passages' });
  const documents = new Map<UnpackedCapture, Document>();
  const captures = await capturesIn(warc).catch((error: Error) =>
    refuse({ kind: 'broken-records', message: error.message }),
  );
  const again = await replayCaptures(question, captures, rules, (document, capture) =>
    documents.set(capture, document),
  );
  const read = {
    texts: [...documents.values()].map(visibleText),
    contradictions: contradictedDates(captures, documents),
  };
  if (passages.length > 0 || said === null) return { said: null, again, differing: [], ...read };
  if (said.captures.length !== again.captures.length)
    return refuse({ kind: 'other-count', said: said.captures.length, held: again.captures.length });
  const isAsSaid = (capture: ReplayedCapture, i: number) =>
    JSON.stringify(capture) === JSON.stringify(said.captures[i]);
  const differing = again.captures.filter((capture, i) => !isAsSaid(capture, i));
  return { said, again, differing, ...read };
}

const DIGEST = z.looseObject({ path: z.literal(WACZ.manifest), hash: z.string() });
const MANIFEST = z.looseObject({
  resources: z.array(z.looseObject({ path: z.string(), hash: z.string() })),
});

/** The parts of an archive that its own fingerprints vouch for, by their paths. */
function partsOf(archive: Buffer): ReadonlyMap<string, Buffer> {
  // Every ZIP archive begins with these letters (APPNOTE 4.3.7).
  if (!archive.toString('latin1', 0, 2).startsWith('PK')) refuse({ kind: 'no-archive' });
  const parts = new Map<string, Buffer>();
  let part: string = WACZ.digest;
  try {
    const unzip = openZip(archive);
    const read = (path: string, fingerprint?: string): string => {
      part = path;
      const bytes = Buffer.from(unzip(path) ?? []);
      if (fingerprint !== undefined && fingerprint !== `sha256:${hash('sha256', bytes)}`)
        throw new Error(path);
      parts.set(path, bytes);
      return bytes.toString();
    };
    const { hash: fingerprint } = DIGEST.parse(JSON.parse(read(WACZ.digest)));
    for (const one of MANIFEST.parse(JSON.parse(read(WACZ.manifest, fingerprint))).resources)
      read(one.path, one.hash);
    return parts;
  } catch {
    return refuse({ kind: 'damaged-part', part });
  }
}

const QUOTE = z.looseObject({ text: z.string() });
const SAID = z.looseObject({
  schema: z.literal('citewatch.replay/1'),
  rules: z.string(),
  source: z.looseObject({
    id: z.string(),
    title: z.string(),
    publisher: z.string(),
    copies: z.array(z.unknown()),
  }),
  series: z.looseObject({ id: z.string() }).nullable(),
  uses: z.array(
    z.looseObject({
      report: z.string(),
      citation: z.looseObject({ id: z.string(), quotes: z.array(QUOTE) }),
    }),
  ),
  captures: z.array(
    z.looseObject({
      run: z.number(),
      judged: z.looseObject({ quotes: z.array(QUOTE) }).nullable(),
    }),
  ),
});

function parseReplay(text: string): Replay {
  try {
    const said: unknown = JSON.parse(text);
    // What zod gives has its fields in another order.
    SAID.parse(said);
    return said as Replay;
  } catch {
    return refuse({ kind: 'other-version', part: WACZ.replay });
  }
}

/** Passages of somebody else's, asked of the same source. */
function questionFor(passages: readonly string[], said: Replay | null): ReplayQuestion {
  const { source, uses } = quotedDocument(
    null,
    passages.map((text) => ({ text })),
  );
  return said === null ? { source, series: null, uses } : { ...said, uses };
}
