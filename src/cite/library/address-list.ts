import { parseAddress } from '../../model/address.js';
import { type Entries, entriesOf } from './entries.js';

const COMMENT = /^\s*(?:#|\/\/|;)/u;
/** An address and the title that may follow, behind white space or a comma. */
const LINE = /^\s*<?((?:https?:\/\/|www\.)[^\s<>"]{3,4000}?)>?(?:[\s,;|]\s*(.{1,1000}))?\s*$/iu;

/** True for a text of which no more lines are something else than are addresses. */
export function listsAddresses(text: string): boolean {
  const lines = text.split(/\r\n?|\n/u).filter((line) => line.trim() !== '' && !COMMENT.test(line));
  return lines.filter((line) => LINE.test(line)).length * 2 >= lines.length;
}

/** Reads a list of addresses, one a line, with a title after it or none. Empty lines and comments (`#`) are passed over. */
export function entriesOfAddressList(text: string): Entries {
  const lines = text
    .replace(/^\ufeff/u, '')
    .split(/\r\n?|\n/u)
    .map((written, i) => ({ line: i + 1, match: LINE.exec(written), written }))
    .filter(({ written }) => written.trim() !== '' && !COMMENT.test(written));
  const read = lines.map(({ line, match }) => ({
    line,
    item: { URL: match?.[1], title: match?.[2]?.trim() },
  }));
  const isAddress = ({ item: { URL: url = '' } }: (typeof read)[number]): boolean =>
    parseAddress(url.replace(/^www\./iu, 'https://www.')) !== null;
  return entriesOf(
    read.filter(isAddress),
    read.filter((entry) => !isAddress(entry)).map(({ line }) => ({ line, kind: 'no-address' })),
  );
}
