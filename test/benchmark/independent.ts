import { load } from 'cheerio';

/** What a page shows, read from its bytes by a parser that the benchmark's generator does not use, and without its knowledge of the page. */

const NOT_SHOWN = [
  'head, script, style, template, noscript, del, s, strike, [hidden], .x-old, .print-only, .correction, nav',
  '[style*="display: none"], [style*="display:none"], [style*="visibility:hidden"], .ad-slot, .advertisement',
  'aside, figure:has(img[alt=""]), sup > a, sup.reference, sup.noprint, a[href^="#_ftn"], ol:has(> li[id^="fn"])',
].join(', ');

/** Letters and digits, and what changes a number: the rest may differ. */
export const lettersOf = (text: string): string =>
  (
    text
      .normalize('NFKC')
      .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}\p{Sc}%‰±]|(?<=\p{N})[.,٫٬](?=\p{N})|[-−](?=\p{N})/gu) ?? []
  ).join('');

export const shownLetters = (html: string): string => {
  const page = load(html);
  page(NOT_SHOWN).remove();
  page('br, p, div, li, td').after(' ');
  return lettersOf(page('body').text());
};

/** By declaration, else all that a page of the language may be written in. */
export function decodings(
  bytes: Uint8Array,
  contentType: string,
  others: readonly string[],
): readonly string[] {
  const beginning = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  const [, declared] =
    /charset=["']?([\w-]+)/i.exec(contentType) ?? /charset=["']?([\w-]+)/i.exec(beginning) ?? [];
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const labels = isUtf16
    ? ['utf-16le']
    : declared === undefined
      ? ['utf-8', ...others]
      : [declared];
  return labels.map((label) => new TextDecoder(label).decode(bytes));
}

/** A quotation's parts between its marks of omission, without what an editor put into brackets. */
export const partsOf = (passage: string): readonly string[] =>
  passage
    .replace(/\[(\p{L})\]/gu, '$1')
    .split(/\[…\]|\[\.{3}\]|\(\.{3}\)|…+|\.{3}/u)
    .map((part) => lettersOf(part.replace(/\[[^\]]+\]/gu, '')))
    .filter((part) => part !== '');

/** The text between the first and the last of the parts that stand one after the other; null where they do not. */
export function between(parts: readonly string[], text: string): string | null {
  for (
    let from = text.indexOf(parts[0] ?? '');
    from >= 0;
    from = text.indexOf(parts[0] ?? '', from + 1)
  ) {
    let at = from;
    const found = parts.every((part) => {
      const place = text.indexOf(part, at);
      at = place + part.length;
      return place >= 0;
    });
    if (found) return text.slice(from, at);
  }
  return null;
}
