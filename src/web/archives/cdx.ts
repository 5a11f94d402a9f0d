import { parseWebAddress } from '../../model/address.js';
import { optional } from '../../model/optional.js';
import {
  type ArchiveAnswered,
  answered,
  byTime,
  instantOf,
  type Memento,
} from './archive-client.js';

/** A row of a capture index (CDX), as the archive writes it: a field is absent, or `-`, where the archive does not say. */
export interface IndexRow {
  readonly timestamp?: string | undefined;
  readonly original?: string | undefined;
  readonly type?: string | undefined;
  readonly status?: string | undefined;
  readonly digest?: string | undefined;
  readonly length?: string | undefined;
}

type Capture = Omit<Memento, 'url'>;

/** The type of a row whose page was the same as that of an earlier row. */
const REVISIT = 'warc/revisit';

/**
 * The captures that an index lists, oldest first, revisits resolved; the note counts rows that make no sense. `view` gives the address
 * at which people look at a capture. Null when no row makes sense.
 */
export function capturesOf(
  rows: readonly IndexRow[],
  view: (at: string, original: string) => string,
): ArchiveAnswered<readonly Memento[]> | null {
  const sound = rows.map(readRow).filter((row) => row !== null);
  const lost = rows.length - sound.length;
  if (lost > 0 && sound.length === 0) return null;
  const distinct = new Map(
    resolveRevisits(sound).map((row) => [`${row.at} ${row.original} ${row.status}`, row]),
  );
  const captures = [...distinct.values()]
    .sort(byTime)
    .map((row) => ({ url: view(row.at, row.original), ...row }));
  return answered(
    captures,
    lost === 0 ? null : `${lost} of ${rows.length} rows of the index made no sense.`,
  );
}

function readRow(row: IndexRow): Capture | null {
  const at = instantOf(row.timestamp ?? '');
  const status = fieldOf(row.status);
  if (at === null || !isWebPage(row.original) || !/^\d{3}$/.test(status ?? '000')) return null;
  return {
    original: withoutDefaultPort(row.original),
    at,
    status: status === null ? null : Number(status),
    type: fieldOf(row.type),
    digest: fieldOf(row.digest),
    ...optional({ length: lengthOf(row) }),
  };
}

/** What a field says, or null. */
const fieldOf = (field: string | undefined): string | null =>
  field === undefined || field === '-' || field === '' ? null : field;

/** False for the `mailto:` links that crawlers took for hosts (`http://mailto:a@b.org/`). */
const isWebPage = (original: string | undefined): original is string =>
  parseWebAddress(original ?? '')?.username === '';

const withoutDefaultPort = (original: string): string =>
  original.replace(/^(http:\/\/[^/]+):80(?=\/|$)|^(https:\/\/[^/]+):443(?=\/|$)/, '$1$2');

const lengthOf = ({ length = '' }: IndexRow): number | null =>
  /^\d+$/.test(length) ? Number(length) : null;

function resolveRevisits(rows: readonly Capture[]): readonly Capture[] {
  const known = new Map(rows.filter((row) => row.type !== REVISIT).map((row) => [row.digest, row]));
  return rows.map((row) => {
    if (row.type !== REVISIT) return row;
    const first = row.digest === null ? undefined : known.get(row.digest);
    const { status = null, type = null, length } = first ?? {};
    return { ...row, status: row.status ?? status, type, length };
  });
}
