import * as z from 'zod';
import { parseAddress } from '../model/address.js';
import { type ArchiveAnswered, answered } from './answer.js';
import { byTime, instantOf, type Memento, viewAddress } from './memento.js';

/** The columns that are asked for. */
export const CDX_FIELDS = ['timestamp', 'original', 'mimetype', 'statuscode', 'digest'] as const;

const TABLE = z.array(z.array(z.string()));
const REVISIT = 'warc/revisit';

/** A row of the index before revisits are resolved. */
type Row = Omit<Memento, 'url'>;

/**
 * Reads the rows of a CDX server's `output=json`, oldest first; a row that makes no sense is passed over and told in
 * the note. A revisit ("the same bytes as before") takes status and type from the capture it repeats, where that is
 * listed. Null when it is no CDX answer at all; an index without rows is the answer `[]`.
 */
export function parseCdx(json: unknown, base: string): ArchiveAnswered<readonly Memento[]> | null {
  const table = TABLE.safeParse(json);
  if (!table.success) return null;
  const [header, ...lines] = table.data;
  if (header === undefined) return answered([]);
  const at = CDX_FIELDS.map((field) => header.indexOf(field));
  if (at.includes(-1)) return null;

  const rows = lines.map((line) => readRow(at.map((column) => line[column])));
  const sound = rows.filter((row) => row !== null);
  const lost = rows.length - sound.length;
  if (lost > 0 && sound.length === 0) return null;
  const captures = distinct(resolveRevisits(sound))
    .sort(byTime)
    .map((row) => ({ url: viewAddress(base, row.at, row.original), ...row }));
  return answered(captures, lost === 0 ? null : `${lost} of ${rows.length} rows of the index made no sense.`);
}

function readRow(cells: readonly (string | undefined)[]): Row | null {
  const [timestamp = '', original = '', type = '-', status = '-', digest = '-'] = cells;
  const at = instantOf(timestamp);
  const address = parseAddress(original);
  const web = address?.protocol === 'http:' || address?.protocol === 'https:';
  // Crawlers took `mailto:` links for hosts (`http://mailto:a@b.org/`).
  if (at === null || !web || address.username !== '' || !/^(?:\d{3}|-)$/.test(status)) return null;
  return {
    original: original.replace(/^(http:\/\/[^/]+):80(?=\/|$)|^(https:\/\/[^/]+):443(?=\/|$)/, '$1$2'),
    at,
    status: status === '-' ? null : Number(status),
    type: type === '-' ? null : type,
    digest: digest === '-' || digest === '' ? null : digest,
  };
}

function resolveRevisits(rows: readonly Row[]): readonly Row[] {
  const known = new Map(rows.filter((row) => row.type !== REVISIT).map((row) => [row.digest, row]));
  return rows.map((row) => {
    if (row.type !== REVISIT) return row;
    const first = row.digest === null ? undefined : known.get(row.digest);
    return { ...row, status: row.status ?? first?.status ?? null, type: first?.type ?? null };
  });
}

const distinct = (rows: readonly Row[]): Row[] => [
  ...new Map(rows.map((row) => [`${row.at} ${row.original} ${row.status}`, row])).values(),
];
