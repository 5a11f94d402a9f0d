/** One capture as an archive lists it. Plain JSON, so that it can be kept. */
export interface Memento {
  /** Where people look at it. */
  readonly url: string;
  /** The address that was captured, as the archive has it. */
  readonly original: string;
  /** ISO, to the second. */
  readonly at: string;
  /** What the publisher answered then; null when the list does not say. */
  readonly status: number | null;
  /** Media type, or null. */
  readonly type: string | null;
  /** SHA-1 of the payload in base32, as CDX has it, or null. Equal digests are equal bytes. */
  readonly digest: string | null;
}

/** Oldest first. */
export const byTime = (a: Pick<Memento, 'at'>, b: Pick<Memento, 'at'>): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : 0;

/** The digest of nothing: such a capture has no text to read and proves nothing. */
const EMPTY_DIGEST = '3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ';

/** False for captures of errors, redirects and empty pages: they cannot carry a passage. */
export const isReadable = ({ status, digest }: Memento): boolean =>
  (status === null || (status >= 200 && status < 300)) && digest !== EMPTY_DIGEST;

/** `20240315093000` as ISO; null when it is no instant (real indexes have months 00 and hours 24). */
export function instantOf(timestamp: string): string | null {
  if (!/^\d{14}$/.test(timestamp)) return null;
  const iso = timestamp.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3T$4:$5:$6.000Z');
  const read = new Date(iso);
  return !Number.isNaN(read.getTime()) && read.toISOString() === iso ? iso : null;
}

/** An ISO instant, or a partial date, as the digits that archives use. */
export const timestampOf = (iso: string): string => iso.replace(/\D/g, '').slice(0, 14);

/** An HTTP date as ISO, or null. */
export function httpDate(text: string | null): string | null {
  const time = Date.parse(text ?? '');
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** Where the Wayback Machine at `base` shows a capture to people. */
export const viewAddress = (base: string, at: string, original: string): string =>
  `${base}/web/${timestampOf(at)}/${original}`;

/** Where an archive that is built like the Wayback Machine gives the bytes as captured; other addresses as they are. */
export const rawAddress = (view: string): string =>
  view.replace(/\/(\d{14})(?:[a-z]{2}_)?\/(?=https?:)/, '/$1id_/');

/** The other way round: where people look at what {@link rawAddress} gives. */
export const viewOf = (raw: string): string => raw.replace(/\/(\d{14})id_\/(?=https?:)/, '/$1/');
