import { createHash } from 'node:crypto';
import { type Finding, isActive } from '../../src/model/finding.js';
import type { LinkVerdict } from '../../src/model/link.js';
import type { Run } from '../../src/model/run.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { check } from '../check.js';
import { citation, fakeWorld, type Page, settings, source, watchlist } from '../world.js';
import type { Answer } from './answer.js';

/** When an answer is met: on the first visit, or on nights 2 to 5 after a good first one. */
export const VISITS = ['first', 'later'] as const;
export type VisitKind = (typeof VISITS)[number];

/** What a careful person would not have said; empty when all was said rightly. */
export interface Judged {
  readonly id: string;
  readonly fine: boolean;
  readonly complaints: readonly string[];
  /** True when a HIGH finding was raised on a fine page. */
  readonly cried: boolean;
}

const NIGHTS = 5;
const URL_OF_ALL = 'https://source.example/2024/03/a-report';

const pageOf = (html: string, http = 200): Page => {
  const bytes = new TextEncoder().encode(html);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    http,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: { bytes, sha256, truncated: false },
  };
};

/** The page at the end of a permanent redirect. */
const ledTo = (page: Page, to: string | null): Page =>
  to === null || typeof page !== 'object'
    ? page
    : { ...page, finalUrl: new URL(to, URL_OF_ALL).href, hops: [{ url: URL_OF_ALL, http: 301 }] };

/** What rotates on a page that is otherwise the same every night. */
const rotated = (html: string, night: number): string =>
  html.replace('</html>', `<script nonce="${night * 7919}">var t=${night}</script></html>`);

/** Plays an answer through the real flow, and gives what is wrong with what is said of it. */
export async function judgeAnswer(answer: Answer, visit: VisitKind): Promise<Judged> {
  const world = fakeWorld();
  const { cited, html, http, lang, to } = answer;
  const one = source('cited', { title: cited.title, url: URL_OF_ALL, lang });
  const watch = watchlist([one], [citation(1, 'cited', cited.quote)]);
  const complaints: string[] = [];
  let cried = false;
  for (let night = 1; night <= (visit === 'first' ? 1 : NIGHTS); night += 1) {
    const before = visit === 'later' && night === 1;
    world.date = `2025-10-${String(night).padStart(2, '0')}T02:00:00.000Z`;
    world.pages.set(URL_OF_ALL, before ? pageOf(cited.html) : ledTo(pageOf(rotated(html, night), http), to));
    const run = await check(world, watch, settings({ archive: 'none' }), () => undefined);
    if (before) continue;
    complaints.push(...complaintsOf(answer, visit, run).map((one) => `night ${night}: ${one}`));
    cried ||= answer.fine && run.findings.some((f) => isActive(f) && f.severity === 'high');
  }
  await world.close();
  return { id: `${answer.id} ${visit}`, fine: answer.fine, complaints, cried };
}

const saidOf = ({ status, by, signs }: LinkVerdict): readonly string[] => [
  status,
  ...(by === null ? [] : [`${status}:${by}`]),
  ...(status === 'alive' && signs !== undefined && signs.length > 0 ? ['doubtful'] : []),
];

/** What may be said of the link. Beside a good reading a doubt does for an error page: a stranger needs no words. */
const linksOf = ({ link }: Answer, visit: VisitKind): readonly string[] =>
  visit === 'later' && link.includes('soft-404') ? [...link, 'doubtful'] : link;

function complaintsOf(answer: Answer, visit: VisitKind, { sources, findings }: Run): readonly string[] {
  const verdict = sources[0] as SourceVerdict;
  const { link, content } = verdict;
  const said = saidOf(link);
  const read = content.change === 'unread' ? 'unread' : 'read';
  const passage = verdict.citations[0]?.quotes[0]?.verdict;
  return [
    ...(linksOf(answer, visit).some((one) => said.includes(one)) ? [] : [`link is ${said.join(' ')}`]),
    ...(answer.content === 'any' || answer.content === read ? [] : [`content is ${content.change}`]),
    ...(answer.fine && (content.change === 'edited' || content.change === 'replaced')
      ? [`content is ${content.change}`]
      : []),
    ...(passage === answer.passage ? [] : [`passage is ${passage}`]),
    ...findings
      .filter((finding) => isActive(finding) && !isAllowed(finding, answer, link))
      .map(({ severity, kind }) => `${severity} ${kind}`),
  ];
}

/** Of a fine page nothing may be said but where it stands now. Of another answer what is low, and a death that was confirmed. */
const isAllowed = ({ severity, kind }: Finding, { fine, to }: Answer, { confirmed }: LinkVerdict): boolean =>
  fine
    ? to !== null && kind === 'source-moved' && severity === 'low'
    : severity === 'low' || (confirmed && kind.startsWith('source-'));
