import { resourceUri } from '../../model/capture.js';
import type { Exhibit, ExhibitRecord, ExhibitResource } from './exhibit.js';

/** A part of a WACZ: its path in it, its length, and its SHA-256 in hex. */
export interface WaczPart {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export const WACZ = {
  warc: 'archive/data.warc.gz',
  index: 'indexes/index.cdx',
  pages: 'pages/pages.jsonl',
  manifest: 'datapackage.json',
  digest: 'datapackage-digest.json',
  replay: 'citewatch/replay.json',
} as const;

/** An address as a server sees it: what a WARC calls it. */
const target = (url: string): string => url.replace(/#.*$/su, '');

/** An address as indexes sort it: `org,example)/report?year=2024`. */
function surt(address: string): string {
  const { hostname, port, pathname, searchParams } = new URL(address);
  const host = hostname
    .replace(/^www\d*\./u, '')
    .split('.')
    .reverse()
    .join(',');
  const query = [...searchParams].map(([name, value]) => `${name}=${value}`).sort();
  const rest = `${pathname}${query.length === 0 ? '' : `?${query.join('&')}`}`.toLowerCase();
  return `${host}${port === '' ? '' : `:${port}`})${rest.replace(/\s/gu, '%20')}`;
}

const cdxLine = (key: string, at: string, about: object): string =>
  `${key} ${at.replace(/\D/gu, '').slice(0, 14)} ${JSON.stringify(about)}\n`;

/** A line of the index (CDXJ): the record of an answer, and where it stands in the WARC file. */
const answerLine = (record: ExhibitRecord): string =>
  cdxLine(surt(record.finalUrl), record.at, {
    url: target(record.finalUrl),
    mime: record.revisit ? 'warc/revisit' : record.shown.mime,
    status: `${record.http}`,
    ...whereabouts(record),
  });

/** The same of what no server sent, under the name that sets it apart, which is its own key. */
function resourceLine(record: ExhibitResource): string {
  const url = resourceUri(record.role, record.url);
  const key = url.replace(/\s/gu, '%20');
  return cdxLine(key, record.at, { url, mime: record.shown.mime, ...whereabouts(record) });
}

function whereabouts({ payloadSha256, shown }: Pick<ExhibitRecord, 'payloadSha256' | 'shown'>) {
  return {
    digest: `sha256:${payloadSha256}`,
    length: `${shown.length}`,
    offset: `${shown.offset}`,
    filename: WACZ.warc.replace('archive/', ''),
    recordDigest: `sha256:${shown.sha256}`,
  };
}

/** The index of a WACZ, sorted by the bytes of its lines. */
export const renderCdx = ({ records, resources }: Pick<Exhibit, 'records' | 'resources'>): string =>
  [...records.map(answerLine), ...resources.map(resourceLine)]
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .join('');

/** The pages of a WACZ: each capture in it, the one that is shown first. */
export function renderPages({
  records,
  capture,
  source,
}: Pick<Exhibit, 'records' | 'capture' | 'source'>): string {
  const shown = [...records].sort(
    (a, b) => Number(b.n === capture.n) - Number(a.n === capture.n) || b.n - a.n,
  );
  const head = { format: 'json-pages-1.0', id: 'pages', title: 'All captures' };
  const pages = shown.map(({ n, at, finalUrl }) => ({
    id: `${n}`,
    url: target(finalUrl),
    ts: at,
    title: source.title,
  }));
  return [head, ...pages].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** What a WACZ says of itself. `parts` are all other files in it. */
export function renderDatapackage(
  {
    source,
    capture,
    custody,
    exportedAt,
    program,
  }: Pick<Exhibit, 'source' | 'capture' | 'custody' | 'exportedAt' | 'program'>,
  parts: readonly WaczPart[],
): string {
  const by = custody.by === null ? '' : ` by ${custody.by}`;
  const manifest = {
    profile: 'data-package',
    // The edition of the specification (https://specs.webrecorder.net/wacz/1.1.1/).
    wacz_version: '1.1.1',
    title: source.title,
    description: `Captures of ${source.id}, exported${by}. The log of the evidence lists the one of ${capture.at} in line ${capture.n}.`,
    created: exportedAt,
    modified: exportedAt,
    software: program,
    mainPageUrl: target(capture.finalUrl),
    mainPageDate: capture.at,
    resources: parts.map(({ path, bytes, sha256 }) => ({
      name: path.replace(/^.*\//u, ''),
      path,
      hash: `sha256:${sha256}`,
      bytes,
    })),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** The hash of what a WACZ says of itself, `sha256` in hex. */
export const renderDatapackageDigest = (sha256: string): string =>
  `${JSON.stringify({ path: WACZ.manifest, hash: `sha256:${sha256}` }, null, 2)}\n`;
