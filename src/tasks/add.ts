import { createHash } from 'node:crypto';
import { detectedLanguage, draftOfAddition } from '../manuscript/import/draft.js';
import { NOTHING_SAID } from '../manuscript/manuscript.js';
import { FILE_ADDRESS, hostOf, sameAddress } from '../model/address.js';
import { originalBehind } from '../model/archived-address.js';
import type { Fetch, Outcome } from '../model/outcome.js';
import { refuse } from '../model/problem.js';
import type { QuoteVerdict } from '../model/quote.js';
import type { CheckSettings } from '../model/settings.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Citation, Quote, Report, Source } from '../model/watchlist.js';
import { check } from '../night/night.js';
import { hasBody } from '../night/outcome.js';
import type { World } from '../night/world.js';
import { foldedLetters } from '../passage/text/fold.js';
import { putValue } from '../passage/text/json-edit.js';
import { unreadOf } from '../pool/thought.js';
import { type Addition, statedDay, statedLang } from '../settings/addition.js';
import { parseWatchlist } from '../settings/watchlist.js';
import { isNothingRead } from '../surfaces/headline.js';
import { unreadReason } from '../surfaces/words/documents.js';
import type { Locale } from '../surfaces/words/locale.js';
import { lintWritten } from './citations.js';
import { type Intake, takeIn } from './intake.js';

interface AddTo {
  readonly text: string;
  /** Its path, for problems. */
  readonly file: string;
  /** It is made when the file has none of this id. */
  readonly report: string;
}

/** What an addition would make of a `sources.json`, and how its quotation stands; nothing is written. */
export interface Tried extends Intake {
  readonly source: Source;
  /** True when the file had the source already. */
  readonly known: boolean;
  /** True when nobody names the publisher, and the host stands in its place. */
  readonly byHost: boolean;
  readonly citation: Citation;
  readonly verdict: SourceVerdict;
  readonly quote: QuoteVerdict;
}

/** A world in which each address is asked once, however often it is looked at, until somebody waits. */
export function withFetchCache(world: World): World {
  const asked = new Map<string, Promise<Outcome>>();
  const fetch: Fetch = (request) => {
    const outcome = asked.get(request.url) ?? world.fetch({ ...request, validators: null });
    asked.set(request.url, outcome);
    return outcome;
  };
  const pause = async (ms: number): Promise<void> => {
    await world.pause(ms);
    asked.clear();
  };
  return { ...world, fetch, pause };
}

/** Reads the page, and judges the quotation by it as a night would. The world's store should be one that nobody keeps. */
export async function tryAdd(
  world: World,
  { text, file, report }: AddTo,
  addition: Addition,
  settings: CheckSettings,
): Promise<Tried> {
  const { url, addressFrom, quote: added, section, page, accessed } = addition;
  const original = originalBehind(url);
  const before = parseWatchlist(text, file);
  const at =
    before.sources.find((one) => hasAddress(one, url)) ??
    (original === null ? undefined : before.sources.find((one) => hasAddress(one, original)));
  const reportBefore = before.reports.find(({ id }) => id === report);
  refuseAgain(addition, at, reportBefore);
  const { stated, byHost } =
    at === undefined
      ? await describeEither(world, addition, original)
      : { stated: at, byHost: false };
  const taken = takeIn(
    { text, file },
    {
      draft: draftOfAddition({ ...stated, url, addressFrom }, added, {
        section,
        accessed,
        pinpoint: page,
      }),
      facts: { id: report, title: null, publisher: null, published: null, url: null },
      beside: true,
      lint: lintWritten({ now: world.now(), staleAfter: settings.staleAfter }),
    },
  );
  const { watch, imported } = taken;
  const citation = watch.reports.find(({ id }) => id === report)?.citations.at(-1) as Citation;
  const n = watch.sources.findIndex(({ id }) => id === citation.source);
  const source = watch.sources[n] as Source;
  const { sources } = await check(world, watch, { ...settings, only: [source.id] }, () => {});
  const [verdict] = sources;
  const quote = verdict?.citations.find(({ id }) => id === citation.id)?.quotes[0];
  if (verdict === undefined || quote === undefined) throw new Error(`no verdict on ${citation.id}`);
  const known = n < before.sources.length;
  const notes = known
    ? []
    : [...(byHost ? [BY_HOST] : []), ...(quote.verdict === 'intact' ? [] : [UNSEEN])];
  const noted =
    notes.length === 0 ? taken.text : putValue(taken.text, ['sources', n, 'note'], notes.join(' '));
  return {
    text: noted,
    watch: parseWatchlist(noted, file),
    imported,
    source,
    known,
    byHost,
    citation,
    verdict,
    quote,
  };
}

const hasAddress = ({ url, copies }: Source, sought: string): boolean =>
  [url ?? [], copies.map((copy) => copy.url)].flat().some((one) => sameAddress(one, sought));

/** Words to colleagues at a source that was added. */
const BY_HOST = 'The publisher was taken from the address.';
const UNSEEN = 'Added though its passage was not seen to stand.';

const OPEN = {
  section: null,
  accessed: null,
  page: null,
  cited: null,
  published: null,
  lang: null,
};

/** Reads the page once, and judges every quotation by it as a night would; `online` is false where nothing of the web was seen, `isKnown` where nothing is known of the page. */
export async function verifyQuotes(
  world: World,
  additions: readonly Addition[],
  settings: CheckSettings,
): Promise<{
  readonly verdict: SourceVerdict;
  readonly online: boolean;
  readonly isKnown: boolean;
}> {
  const { url, quote } = additions[0] as Addition;
  const source = {
    ...OPEN,
    id: 'page',
    publisher: hostOf(url),
    title: '',
    url,
    series: null,
    edition: null,
    copies: [],
  };
  const { stated } = await describe(world, { url, quote });
  const citation = {
    ...OPEN,
    id: 'verify/1',
    source: source.id,
    quotes: additions.map((one) => one.quote),
  };
  const watch = {
    series: [],
    decisions: [],
    sources: [{ ...source, ...stated, title: stated.title ?? url }],
    reports: [
      {
        id: 'verify',
        title: 'verify',
        publisher: null,
        published: null,
        url: null,
        citations: [citation],
      },
    ],
  };
  const looked = await check(world, watch, settings, () => {});
  const { online } = looked.run;
  const isKnown = online && !isNothingRead(looked);
  return { verdict: [...looked.sources][0] as SourceVerdict, online, isKnown };
}

/** Says whether a quotation stands in a file by itself: nothing is asked of the web. Throws a `UserError` for a file that cannot be read. */
export async function verifyInFile(
  locale: Locale,
  { thought }: Pick<World, 'thought'>,
  { file, bytes }: { readonly file: string; readonly bytes: Uint8Array },
  quote: Quote,
): Promise<QuoteVerdict> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { document } = await thought.read({ bytes, sha256, contentType: null, url: FILE_ADDRESS });
  if (document.unread !== null)
    refuse(file, `cannot be read: ${unreadReason(locale, document.unread)}`);
  const citation = { ...OPEN, id: 'verify/1', source: 'page', quotes: [quote] };
  const place = { kind: 'copy', by: file } as const;
  const heard = await thought.ask({ place, url: FILE_ADDRESS, document }, [
    { report: 'verify', citation },
  ]);
  const [judged] = heard?.quotes.values() ?? [];
  return judged === undefined
    ? refuse(file, 'took too long to be searched')
    : { ...judged, link: null };
}

function refuseAgain(
  { quote, section }: Addition,
  source: Source | undefined,
  report: Report | undefined,
): void {
  const same = report?.citations.find(
    (one) =>
      one.source === source?.id &&
      one.section === section &&
      one.quotes.some(({ text }) => foldedLetters(text) === foldedLetters(quote.text)),
  );
  if (same !== undefined)
    refuse('--quote', `is quoted of ${same.source} already: citation ${same.id}`);
}

/** What the original says of itself; where it says nothing any more, what the archived copy does, of the original's host. */
async function describeEither(world: World, addition: Addition, original: string | null) {
  if (original === null) return describe(world, addition);
  const own = await describe(world, { ...addition, url: original });
  if (own.stated.title !== null) return own;
  const copied = await describe(world, addition);
  return copied.byHost
    ? { ...copied, stated: { ...copied.stated, publisher: own.stated.publisher } }
    : copied;
}

/** What the page says of itself, or the first page of a PDF; its host where nobody is named, its address where it has no title. */
async function describe(world: World, { url, quote }: Pick<Addition, 'url' | 'quote'>) {
  const outcome = await world.fetch({ url, validators: null, lang: quote.original?.lang ?? null });
  const unread = hasBody(outcome) && outcome.http < 400 ? unreadOf(outcome) : null;
  const document = unread === null ? null : (await world.thought.read(unread)).document;
  const first = unread === null ? NOTHING_SAID : await world.thought.imprint(unread);
  const named = first.publisher;
  const title = document?.title ?? first.title;
  const stated = {
    publisher: named ?? hostOf(url),
    title: title === null ? null : withoutName(title, named),
    published: statedDay(document?.dates.published ?? first.published),
    lang: statedLang(document?.lang) ?? quote.original?.lang ?? detectedLanguage(quote.text),
  };
  return { stated, byHost: named === null };
}

/** A title without the site's name that stands behind it. */
function withoutName(title: string, publisher: string | null): string {
  const at = publisher === null ? -1 : title.lastIndexOf(publisher);
  if (publisher === null || at <= 0 || at + publisher.length !== title.length) return title;
  const rest = title.slice(0, at).trimEnd();
  return /[|–—·-]$/u.test(rest) && rest.length > 1 ? rest.slice(0, -1).trimEnd() : title;
}

/** Looks at the source once more for the store that is kept: with {@link withFetchCache}, without asking again. */
export async function recordAdded(
  world: World,
  { watch, source }: Tried,
  settings: CheckSettings,
): Promise<void> {
  await check(world, watch, { ...settings, only: [source.id] }, () => {});
}
