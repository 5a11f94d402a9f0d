import type { QuoteVerdict } from '../../model/quote-verdict.js';
import type { SourceVerdict } from '../../model/verdict.js';
import type { Citation, Source } from '../../model/watchlist.js';
import { diffToTerminal } from '../diff/diff-view.js';
import { nearestWords } from '../nearest-words.js';
import { contentReason } from '../reasons/content.js';
import { linkReason } from '../reasons/link.js';
import { quoteReason } from '../reasons/quote.js';
import { painter, plain, wrap } from '../terminal/screen.js';
import type { Screen } from '../terminal/terminal.js';
import { linkWords, quoteWords, sentence, WITNESS } from '../words.js';

/** An address and its quotation, as they were found. */
export interface AddReport {
  readonly source: Source;
  readonly known: boolean;
  readonly byHost: boolean;
  /** The address that was asked, where it is not the one that was given. */
  readonly asked: string | null;
  readonly citation: Citation;
  readonly verdict: SourceVerdict;
  readonly quote: QuoteVerdict;
  /** Whether it was written, and the path of `sources.json`. */
  readonly written: boolean;
  readonly file: string;
}

/** What was found at the address, how the quotation stands, and what was written. */
export function renderAdd(report: AddReport, screen: Screen): string {
  const { source, known, byHost, asked, verdict } = report;
  const { publisher, title, published, lang, id } = source;
  const dated = [published === null ? '' : `published ${published}`, lang ?? ''].filter(
    (part) => part !== '',
  );
  const lines = [
    `${known ? '=' : '+'} ${id}: ${publisher}, “${plain(title)}”${dated.length === 0 ? '' : ` (${dated.join(', ')})`}`,
    ...(known ? ['  This address is in the file already: only the citation is new.'] : []),
    ...(asked === null ? [] : [`  Asked and kept without what led there: ${asked}`]),
    ...(byHost
      ? ['  The page names no publisher: its host stands for it. Mend "publisher" in the file.']
      : []),
    ...(verdict.link.status === 'alive'
      ? []
      : [`  Address: ${linkWords(verdict.link)}. ${sentence(linkReason(verdict.link.why))}`]),
    ...(verdict.link.status === 'alive' && verdict.content.change === 'unread'
      ? [`  ${sentence(contentReason(verdict.content.why))}`]
      : []),
    ...quoteLines(report, screen),
    ending(report),
  ];
  return `${lines.map((line) => wrap(line, screen.width, /^ */u.exec(line)?.[0])).join('\n')}\n`;
}

function quoteLines({ quote, verdict }: AddReport, { colour }: Screen): readonly string[] {
  const at = quote.page === null ? '' : `, on page ${quote.page}`;
  const by = verdict.witness === 'live' || verdict.witness === 'none' ? '' : `, ${WITNESS[verdict.witness]}`;
  if (quote.verdict === 'intact') return [`  Quotation: ${quoteWords(quote)}${at}${by}.`];
  const { near, diff } = nearestWords(quote);
  return [
    `  Quotation${by}: ${quoteReason(quote.why)}`,
    ...(near === null ? [] : [`  The nearest text${at}: “${near}”`]),
    ...(diff.length === 0 ? [] : [`  Word by word: ${diffToTerminal(diff, painter(colour))}`]),
  ];
}

function ending({ written, quote, citation, file }: AddReport): string {
  const held = quote.verdict === 'intact' ? '' : ', though the quotation was not seen to stand';
  return written
    ? `${file} written: citation ${citation.id}${held}`
    : `Nothing written. Mend the quotation, or write it as it is with --anyway.`;
}
