import type { KeptCapture } from '../evidence/capture-reader.js';
import type { Evidence } from '../evidence/evidence.js';
import type { Render, Rendered, Rendering } from '../model/capture.js';
import type { Document } from '../model/document.js';
import type { Observation } from '../model/finding.js';
import { isLost, type QuoteVerdict } from '../model/quote.js';
import { isOwnPage, type SourceVerdict } from '../model/verdict.js';
import { emptyVisit, type Visit } from '../model/visit.js';
import type { Watchlist } from '../model/watchlist.js';
import { foldedLetters } from '../passage/text/fold.js';
import type { Carried } from '../surfaces/exhibit/exhibit.js';
import type { Archive } from '../web/archives/archive.js';
import { type Memento, readAs, type Unavailable } from '../web/archives/archive-client.js';
import { documentOf } from './visit.js';
import type { World } from './world.js';

/** Where the archive is asked from: a night, or a command afterwards. */
export interface Scene {
  readonly world: World;
  readonly watch: Watchlist;
  /** The run under which readings of captures are kept. */
  readonly run: { readonly id: number };
  readonly now: Date;
}

/** The text of a capture, and the capture that it is of, whichever was asked for. */
export type CaptureText = { readonly capture: Memento; readonly document: Document };

/**
 * What a capture holds, or null when that is an archived error, a redirect, or nothing that has a text. Read once and for
 * all, unless the archive did not give it out tonight; what it means is judged each time anew.
 */
export async function captureText(
  { world, run, now }: Scene,
  archive: Archive,
  asked: Memento,
): Promise<CaptureText | Unavailable | null> {
  const [known] = await world.store.life(asked.url);
  // Earlier versions did not keep of which date a capture is.
  if (known?.outcome?.kind === 'answered') {
    const { finalUrl: url, http, headers } = known.outcome;
    const document = await documentOf(world, known);
    return (
      document && {
        document,
        capture: readAs(asked, {
          url,
          http,
          mementoDatetime: headers['memento-datetime'] ?? asked.at,
        }),
      }
    );
  }
  const answer = await archive.read(asked);
  if (answer.kind === 'unavailable') return answer;
  const { value } = answer;
  const capture = readAs(asked, value);
  const at = now.toISOString();
  const outcome = {
    ...({
      kind: 'answered',
      url: asked.url,
      finalUrl: capture.url,
      http: value.http,
      hops: [],
    } as const),
    requests: 1,
    received: 0,
    at,
    elapsed: 0,
    headers: { 'memento-datetime': capture.at },
  };
  const visit = { ...emptyVisit(run.id, asked.url, at), outcome };
  if (value.kind !== 'page') {
    await world.store.keepVisit(visit, null);
    return null;
  }
  const { contentType } = value;
  const { bytes, sha256 } = value.body;
  const unread = { bytes, sha256, contentType, url: capture.original };
  const snapshot = await world.thought.read(unread);
  const hasText = snapshot.document.unread === null;
  await world.store.keepVisit(
    { ...visit, snapshot: hasText ? sha256 : null },
    hasText ? { ...unread, snapshot } : null,
  );
  return hasText ? { capture, document: snapshot.document } : null;
}

/** A capture with what was judged of its bytes; null where that rests on nothing but other witnesses, or on nothing. */
export interface JudgedCapture {
  readonly record: KeptCapture['record'];
  readonly verdict: SourceVerdict | null;
  /** When that was judged, ISO; null where nothing was. */
  readonly judgedAt: string | null;
  readonly passages: Carried | null;
}

const NOT_JUDGED = { verdict: null, judgedAt: null };

/** Holds the captures of a source against its visits, latest first: of the same bytes the latest verdict counts, and of passages those that are quoted by now. */
export function judgedCaptures(
  records: readonly KeptCapture['record'][],
  visits: readonly Visit[],
): readonly JudgedCapture[] {
  interface Judged {
    readonly verdict: SourceVerdict;
    readonly judgedAt: string;
  }
  const judged = new Map<string, Judged>();
  /** What a page's scripts make of the same bytes may be another text each night. */
  const rendered = new Map<number, Judged>();
  for (const { run, at: judgedAt, outcome, verdict } of visits) {
    if (verdict === null) continue;
    const sha256 = outcome?.kind === 'answered' ? outcome.sha256 : undefined;
    if (verdict.content.rendered !== undefined) rendered.set(run, { verdict, judgedAt });
    else if (sha256 !== undefined && !judged.has(sha256)) judged.set(sha256, { verdict, judgedAt });
  }
  const quoted = visits.map(({ verdict }) => (verdict === null ? [] : lettersQuoted(verdict)));
  const now = quoted.find((letters) => letters.length > 0) ?? [];
  return records.map((record) => {
    const { verdict, judgedAt } =
      rendered.get(record.run) ?? judged.get(record.payloadSha256) ?? NOT_JUDGED;
    return {
      record,
      verdict,
      judgedAt,
      passages: verdict === null ? null : carriedPassages(verdict, now),
    };
  });
}

const lettersQuoted = (
  { citations }: SourceVerdict,
  isCounted: (quote: QuoteVerdict) => boolean = () => true,
) =>
  citations.flatMap(({ quotes }) =>
    quotes.filter(isCounted).map(({ text }) => foldedLetters(text)),
  );

function carriedPassages(verdict: SourceVerdict, now: readonly string[]): Carried {
  // What another witness said stands in another text.
  const there = isOwnPage(verdict.witness) ? lettersQuoted(verdict, isThere) : [];
  const stand = now.filter((words) => there.some((text) => text.includes(words))).length;
  return { stand, of: now.length, ...(verdict.witness === 'browser' ? { rendered: true } : {}) };
}

const isThere = (quote: QuoteVerdict): boolean => quote.verdict === 'intact' && !isLost(quote);

/** The latest capture in which a passage stands, by its words, named by its run and its line in the log; null when none is kept. */
export function findCaptureOfPassage(
  captures: readonly JudgedCapture[],
  { quote, seen }: Pick<Observation, 'quote' | 'seen'>,
): { readonly run: number; readonly n: number } | null {
  const words = seen?.quote && foldedLetters(seen.quote.text);
  const isIt = ({ id, text }: QuoteVerdict): boolean =>
    words === undefined ? id === quote : foldedLetters(text).includes(words);
  const found = captures.findLast(
    ({ verdict }) =>
      verdict !== null &&
      isOwnPage(verdict.witness) &&
      verdict.citations.some(({ quotes }) => quotes.some((one) => isIt(one) && isThere(one))),
  );
  return found === undefined ? null : { run: found.record.run, n: found.record.n };
}

/** The captures of a source, the one to file first: with most of its passages, then those that show the document, then the rest; the latest first among equals. */
export function rankCaptures(captures: readonly JudgedCapture[]): readonly JudgedCapture[] {
  const shows = ({ record }: JudgedCapture): number => Number(record.accepted);
  const stands = ({ passages }: JudgedCapture): number => passages?.stand ?? 0;
  // One that is shown by another's bytes proves less than that one.
  const holds = ({ record }: JudgedCapture): number => Number(record.sameAs === undefined);
  return [...captures].sort(
    (a, b) =>
      stands(b) - stands(a) ||
      shows(b) - shows(a) ||
      holds(b) - holds(a) ||
      b.record.n - a.record.n,
  );
}

/** What a browser showed on the night of a visit; null where none did, or what it showed is not kept any more. */
export async function keptRendering(evidence: Evidence, visit: Visit): Promise<Rendered | null> {
  const state = visit.verdict?.content.rendered;
  if (state === undefined) return null;
  const beside = await evidence.beside(visit.subject);
  // What is as it was is not kept again.
  const record = beside.findLast(({ role, run }) => role === 'rendered' && run <= visit.run);
  const kept = record === undefined ? null : await evidence.readBeside(record.n).catch(() => null);
  if (kept === null) return null;
  const { at, url, bytes, by = '' } = kept.resource;
  return { kind: 'rendered', at, url, html: bytes, screenshot: null, by, ...state };
}

/** A browser in which pages are as they were then; `visitOf` knows whose page was found at an address. */
export const renderFromEvidence =
  (evidence: Evidence, visitOf: (url: string) => Promise<Visit | null>): Render =>
  async ({ url }) => {
    const visit = await visitOf(url);
    return visit === null
      ? null
      : ((await keptRendering(evidence, visit)) ?? unrenderedThen(visit));
  };

function unrenderedThen({ verdict }: Visit): Rendering | null {
  const why = verdict?.content.why;
  const browser =
    why?.kind === 'document' && why.why.kind === 'script' ? why.why.browser : undefined;
  // A page that is as empty there was shown, and what it showed is gone.
  return browser === undefined || browser.kind === 'still-empty'
    ? null
    : { kind: 'unrendered', why: browser };
}
