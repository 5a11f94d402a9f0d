import { createHash } from 'node:crypto';
import { type Finding, isActive } from '../../src/model/finding.js';
import type { LinkVerdict } from '../../src/model/link.js';
import type { Fetch } from '../../src/model/outcome.js';
import type { Run } from '../../src/model/run.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { check } from '../check.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  type Page,
  settings,
  source,
  watchlist,
} from '../world.js';
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

/** Another document of the host, which is cited too. */
const BESIDE = {
  url: 'https://source.example/2023/11/harvest-in-the-valley',
  title: 'Harvest in the northern valley',
  quote:
    'In the northern valley the barley was cut three weeks late, and the mill stood still until November.',
};
const framed = (title: string, main: string): Page =>
  pageOf(
    `<!doctype html><html lang="en"><title>${title}</title><header><a href="/">The Source</a><nav><a href="/news/">News</a><a href="/reports/">Reports</a><a href="/about/">About us</a><a href="/contact/">Contact</a></nav></header><main>${main}</main></html>`,
  );
const REASONS =
  'Farmers whom the reporter met along the river named the rain, the price of diesel and the missing harvester. ';
const BESIDE_PAGE = framed(
  `${BESIDE.title} | The Source`,
  `<h1>${BESIDE.title}</h1><p>${BESIDE.quote}</p><p>${REASONS.repeat(8)}</p>`,
);
const TEASERS = [
  BESIDE.title,
  'A bridge that nobody paid for',
  'Who owns the lake?',
  'Letters from the border',
];
const HOME = framed(
  'The Source',
  TEASERS.map(
    (head, i) =>
      `<h2><a href="/2025/story-${i}">${head}</a></h2><p>Our reporters spent ${i + 3} days there.</p>`,
  ).join(''),
);

/** Has the host answer elsewhere as the answer's `site` says. */
function playSite(
  { site }: Answer,
  { pages, fetch }: FakeWorld,
  came: () => Page | undefined,
): Fetch {
  if (site === null) return fetch;
  return (request) => {
    const answer = came();
    const { host, pathname } = new URL(request.url);
    if (host !== 'source.example' || request.url === URL_OF_ALL) return fetch(request);
    const normal =
      request.url === BESIDE.url
        ? BESIDE_PAGE
        : /^\/(?:\w\w\/)?$/u.test(pathname)
          ? HOME
          : undefined;
    const shown =
      site === 'alive' || answer === undefined
        ? normal
        : site === 'same'
          ? answer
          : (normal ?? answer);
    pages.set(request.url, shown ?? 404);
    return fetch(request);
  };
}

/** Plays an answer through the real flow, and gives what is wrong with what is said of it. Where the site has a say, it is played alone and beside another source of its host. */
export async function judgeAnswer(answer: Answer, visit: VisitKind): Promise<Judged> {
  const alone = await judged(answer, visit, false);
  if (answer.site === null) return alone;
  const beside = await judged(answer, visit, true);
  const more = beside.complaints
    .filter((one) => !alone.complaints.includes(one))
    .map((one) => `beside: ${one}`);
  return {
    ...alone,
    complaints: [...alone.complaints, ...more],
    cried: alone.cried || beside.cried,
  };
}

async function judged(answer: Answer, visit: VisitKind, isBeside: boolean): Promise<Judged> {
  const world = fakeWorld();
  const { cited, html, http, lang, to } = answer;
  const one = source('cited', { title: cited.title, url: URL_OF_ALL, lang });
  const other = source('beside', { title: BESIDE.title, url: BESIDE.url });
  const watch = isBeside
    ? watchlist(
        [one, other],
        [citation(1, 'cited', cited.quote), citation(2, 'beside', BESIDE.quote)],
      )
    : watchlist([one], [citation(1, 'cited', cited.quote)]);
  const complaints: string[] = [];
  let cried = false;
  let came: Page | undefined;
  world.fetch = playSite(answer, world, () => came);
  for (let night = 1; night <= (visit === 'first' ? 1 : NIGHTS); night += 1) {
    const before = visit === 'later' && night === 1;
    world.date = `2025-10-${String(night).padStart(2, '0')}T02:00:00.000Z`;
    came = before ? undefined : pageOf(rotated(html, night), http);
    world.pages.set(URL_OF_ALL, came === undefined ? pageOf(cited.html) : ledTo(came, to));
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

function complaintsOf(
  answer: Answer,
  visit: VisitKind,
  { sources, findings }: Run,
): readonly string[] {
  const verdict = sources.find(({ id }) => id === 'cited') as SourceVerdict;
  const { link, content } = verdict;
  const said = saidOf(link);
  const read = content.change === 'unread' ? 'unread' : 'read';
  const passage = verdict.citations[0]?.quotes[0]?.verdict;
  return [
    ...(linksOf(answer, visit).some((one) => said.includes(one))
      ? []
      : [`link is ${said.join(' ')}`]),
    ...(answer.content === 'any' || answer.content === read
      ? []
      : [`content is ${content.change}`]),
    ...(answer.fine && (content.change === 'edited' || content.change === 'replaced')
      ? [`content is ${content.change}`]
      : []),
    ...(passage === answer.passage ? [] : [`passage is ${passage}`]),
    ...findings
      .filter((finding) => isActive(finding) && !isAllowed(finding, answer, link))
      .map(
        ({ severity, kind, source }) =>
          `${severity} ${kind}${source === 'cited' ? '' : ` of ${source}`}`,
      ),
  ];
}

/** Of a fine page nothing may be said but where it stands now. Of another answer what is low, and a death that was confirmed, which none is that the whole site gives. */
function isAllowed(
  { severity, kind, source }: Finding,
  { fine, to, site }: Answer,
  { confirmed }: LinkVerdict,
): boolean {
  if (source === 'beside') return site === 'same' && severity === 'low';
  if (fine) return to !== null && kind === 'source-moved' && severity === 'low';
  if (site === 'same') return severity !== 'high';
  return severity === 'low' || (confirmed && kind.startsWith('source-'));
}
