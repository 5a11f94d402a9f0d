import { sameAddress } from '../model/address.js';
import { seenAt } from '../model/quote.js';
import type { SourceVerdict } from '../model/verdict.js';
import { mapQuotes } from '../model/verdicts.js';
import type { History, Snapshot, SourceMemory, Visit } from '../model/visit.js';
import type { Source } from '../model/watchlist.js';
import { foldedLetters } from '../passage/text/fold.js';
import { isRecognised } from './document-identity.js';

/** True where nothing is known of a source but at its current URL. */
export const isOfUrl = (source: Pick<Source, 'url'>, { previous, baseline }: History): boolean =>
  [previous, baseline?.visit].every((visit) => visit == null || isHere(source, visit));

/** What is known of a source at its current URL. A new URL is a first visit, unless `read`, tonight's text, is the known document: then only what is known of the address is dropped. */
export function historyForUrl(
  source: Pick<Source, 'url'>,
  history: History,
  read: Snapshot | null,
): History {
  if (isOfUrl(source, history)) return history;
  const { previous, baseline, former = null } = history;
  const elsewhere = previous === null || isHere(source, previous) ? null : previous;
  const isReadHere = baseline === null || isHere(source, baseline.visit);
  // However alike they are, what was told as a newer edition is another document.
  const later = [previous, baseline?.visit].flatMap((visit) => visit?.verdict?.edition.newer ?? []);
  const isKnown =
    !later.some(({ url }) => url !== null && source.url !== null && sameAddress(url, source.url)) &&
    [baseline?.snapshot, former].some((before) => isText(before ?? null, read));
  if (isKnown)
    return elsewhere === null ? history : { ...history, previous: withoutAddress(elsewhere) };
  return {
    previous: elsewhere === null ? previous : null,
    baseline: isReadHere ? baseline : null,
    former: elsewhere === null ? former : null,
  };
}

/** True when two readings are of one document: each shows the text of the other. What merely quotes it is another one. */
function isText(before: Snapshot | null, read: Snapshot | null): boolean {
  if (before === null || read === null) return false;
  const [one, other] = [before.document, read.document];
  if (one.unread !== null || other.unread !== null) return false;
  return (
    before.textSha256 === read.textSha256 || (isRecognised(one, other) && isRecognised(other, one))
  );
}

const NO_ADDRESS = { link: null, nights: '' } satisfies Partial<SourceMemory>;

const withoutAddress = (visit: Visit): Visit => ({
  ...visit,
  memory: visit.memory && { ...visit.memory, ...NO_ADDRESS },
});

/** True if the visit was made to the source's current URL, but for trifles, or was led there. */
export function isHere({ url }: Pick<Source, 'url'>, { verdict }: Visit): boolean {
  const asked = verdict?.url ?? null;
  if (url === null || asked === null || url === asked) return true;
  const { finalUrl = null } = verdict ?? {};
  return sameAddress(asked, url) || (finalUrl !== null && sameAddress(finalUrl, url));
}

/** When each of a source's passages last stood: tonight, when a person saved the page, or on the night that is remembered. One that was shortened stood with the rest of it. */
export function lastStood(verdict: SourceVerdict, before: SourceMemory): SourceMemory['stood'] {
  const stood: Record<string, string> = {};
  for (const { quotes } of verdict.citations)
    for (const quote of quotes) {
      const words = foldedLetters(quote.text);
      // Stores of before know it by its id.
      const same = before.stood[words] ?? before.stood[quote.id];
      const known =
        same ?? Object.entries(before.stood).find(([longer]) => longer.includes(words))?.[1];
      const seen = quote.verdict === 'intact' ? seenAt(quote, verdict.at) : undefined;
      const at = seen === undefined || (known !== undefined && known > seen) ? known : seen;
      if (at !== undefined) stood[words] = at;
    }
  return stood;
}

/** Tells of each passage that does not stand when it last did. */
export const withStood = (verdict: SourceVerdict, stood: SourceMemory['stood']): SourceVerdict => ({
  ...verdict,
  citations: mapQuotes(verdict.citations, (quote) =>
    quote.verdict === 'intact' ? quote : { ...quote, stood: stood[foldedLetters(quote.text)] },
  ),
});
