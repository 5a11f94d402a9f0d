import { createHash } from 'node:crypto';
import { isActive } from '../../../src/model/finding.js';
import type { Run } from '../../../src/model/run.js';
import type { Source, Watchlist } from '../../../src/model/watchlist.js';
import { check } from '../../check.js';
import { citation, fakeWorld, type Page, settings, source, watchlist } from '../../world.js';
import { type Article, EN } from './articles.js';

/** A night: what the address answers, and what a careful person would say of it. */
export interface Night {
  readonly page: Page;
  /**
   * Findings that may be open, as `severity kind` with `*` for any kind, parted by commas: the first one must be, where it ends with
   * an exclamation mark. Nothing may be open when it is left out.
   */
  readonly open?: string;
  /** What may be said of the address: statuses, or `doubtful`. */
  readonly link?: string;
  readonly passage?: string;
  /** Other addresses that answer from this night on. */
  readonly also?: Readonly<Record<string, Page>>;
}

/** Nights at one address, as a person tells them. */
export interface Story {
  readonly what: string;
  readonly of?: Article;
  readonly source?: Partial<Source>;
  readonly more?: Partial<Watchlist>;
  readonly nights: readonly Night[];
}

/** Where the document of a story stands. */
export const HERE = 'https://www.paper.example/world/2025/03/deckhands-wages';

/** An answer of these bytes. */
export function answer(
  body: string | Uint8Array,
  more: object = {},
  type = 'text/html; charset=utf-8',
): Page {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    http: 200,
    headers: { 'content-type': type },
    body: { bytes, sha256, truncated: false },
    ...more,
  };
}

/** An answer at the end of redirects. */
export const ledTo = (
  to: string,
  body: string,
  http = 301,
  through: readonly string[] = [],
): Page => answer(body, { finalUrl: to, hops: [HERE, ...through].map((url) => ({ url, http })) });

const said = ({ sources: [first] }: Run): readonly string[] =>
  first === undefined
    ? []
    : [
        first.link.status,
        `${first.link.status}:${first.link.by ?? ''}`,
        ...(first.link.status === 'alive' && (first.link.signs?.length ?? 0) > 0
          ? ['doubtful']
          : []),
      ];

const fits = (finding: string, allowed: string): boolean =>
  allowed.endsWith('*') ? finding.startsWith(allowed.slice(0, -1)) : finding === allowed;

function complaintsOf({ open = '', link, passage }: Night, run: Run): readonly string[] {
  const active = run.findings.filter(isActive).map((f) => `${f.severity} ${f.kind}`);
  const rules = open.split(', ').filter((rule) => rule !== '');
  const allowed = rules.map((rule) => rule.replace('!', ''));
  const verdict = run.sources[0]?.citations[0]?.quotes[0]?.verdict ?? '';
  return [
    ...active
      .filter((finding) => !allowed.some((one) => fits(finding, one)))
      .map((one) => `open: ${one}`),
    ...rules
      .filter((rule) => rule.endsWith('!'))
      .map((rule) => rule.slice(0, -1))
      .filter((rule) => !active.some((finding) => fits(finding, rule)))
      .map((rule) => `not open: ${rule}`),
    ...(link === undefined || said(run).some((one) => link.split(' ').includes(one))
      ? []
      : [`link is ${said(run).join(' ')}`]),
    ...(passage === undefined || passage.split(' ').includes(verdict)
      ? []
      : [`passage is ${verdict}`]),
  ];
}

/** What was told as new more than once, by the names of findings and their severity. */
const toldTwice = (runs: readonly Run[]): readonly string[] => {
  const told = runs.flatMap(({ findings }) =>
    findings.filter((f) => f.state === 'new').map((f) => `${f.severity} ${f.id}`),
  );
  return [...new Set(told.filter((one, i) => told.indexOf(one) !== i))].map(
    (one) => `told twice: ${one}`,
  );
};

/** Plays a story through the real flow, and gives what a careful person would not have said. */
export async function complaints({
  of = EN,
  source: given,
  more,
  nights,
}: Story): Promise<readonly string[]> {
  const world = fakeWorld();
  const one = source('s', {
    title: of.title,
    publisher: of.publisher,
    lang: of.lang,
    url: HERE,
    ...given,
  });
  const watch = watchlist([one], [citation(1, 's', of.text[1] ?? '')], more);
  const runs: Run[] = [];
  const wrong: string[] = [];
  for (const [i, night] of nights.entries()) {
    world.date = new Date(Date.UTC(2025, 9, i + 1, 2)).toISOString();
    world.pages.set(one.url ?? HERE, night.page);
    for (const [url, page] of Object.entries(night.also ?? {})) world.pages.set(url, page);
    const run = await check(world, watch, settings({ archive: 'none' }), () => undefined);
    runs.push(run);
    wrong.push(...complaintsOf(night, run).map((text) => `night ${i + 1}: ${text}`));
  }
  await world.close();
  return [...wrong, ...toldTwice(runs)];
}
