import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/model/outcome.js';
import { findAddress } from '../../src/tasks/find.js';
import { night, PASSAGE } from '../night/nights.js';
import { createAuthority } from '../web/certificates.js';
import { everythingTo, fetcher } from '../web/fetching.js';
import { serveTls } from '../web/servers.js';
import { answersTo, standIn, standInDoor, web } from '../web/stand-in.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';

standIn();

const TITLE = 'Usury Crimes in Post-Crisis China: the Underlying Economics';
const DOI = '10.2139/ssrn.3412345';
const RECORD = `https://api.crossref.org/works/${encodeURIComponent(DOI)}`;
const SEARCH = 'https://api.crossref.org/works';
const RESOLVER = `https://doi.org/${DOI}`;
const PAPER = 'https://papers.example/abstract/3412345';
const PAGE = page(PASSAGE, TITLE);
const NOTICE = { DOI: '10.1/notice', type: 'retraction', label: 'Retraction' };
const TYPES = {
  'content-type': 'application/json',
  'x-rate-limit-limit': '50',
  'x-rate-limit-interval': '1s',
};

/** What Crossref sends: a message in an envelope. */
const envelope = (kind: string, message: object) => ({
  status: 'ok',
  'message-type': kind,
  'message-version': '1.0.0',
  message,
});
const work = (more: object = {}) =>
  envelope('work', { DOI, title: [TITLE], issued: { 'date-parts': [[2019, 7, 1]] }, ...more });
const works = (...items: readonly object[]) =>
  envelope('work-list', { 'total-results': items.length, items });
const json = (body: object) => HttpResponse.json(body, { headers: TYPES });

/** The paper, as a search lists it. */
const ITEM = {
  DOI,
  title: [TITLE],
  'container-title': ['SSRN Electronic Journal'],
  publisher: 'Elsevier BV',
};

type Rows = readonly (readonly [string, Response])[];

/** What it sends when it has nothing to say: each is no reason to believe anything else than before. */
const TROUBLE: Rows = [
  [
    'asks for patience',
    HttpResponse.text('Too many requests.', { status: 429, headers: { 'retry-after': '1' } }),
  ],
  ['does not let us in', HttpResponse.text('Forbidden', { status: 403 })],
  ['errs', json({ status: 'error', 'message-type': 'exception', message: {} })],
  ['errs with a status', HttpResponse.text('Internal Server Error', { status: 500 })],
  [
    'is behind a gateway that does not reach it',
    HttpResponse.html('<h1>504 Gateway Time-out</h1>', { status: 504 }),
  ],
  ['is down', HttpResponse.html('<h1>503 Service Unavailable</h1>', { status: 503 })],
  [
    'sends half of its JSON',
    new HttpResponse('{"status":"ok","message":{"DOI":"10.21', { headers: TYPES }),
  ],
  ['sends a page', HttpResponse.html('<title>Crossref</title><h1>Down for maintenance</h1>')],
  ['sends another message', json(envelope('member', { id: 1965 }))],
  ['does not answer', HttpResponse.error()],
];
const EMPTY: Rows = [
  ['sends nothing', new HttpResponse('', { headers: TYPES })],
  ['sends null', new HttpResponse('null', { headers: TYPES })],
];
const NO_WORK: Rows = [
  ['has none', json(works())],
  [
    'gives its answer with an error',
    HttpResponse.json(works(ITEM), { status: 500, headers: TYPES }),
  ],
  [
    'has other titles',
    json(works({ DOI: '10.1/other', title: ['Fishing quotas in the northern seas'] })),
  ],
  ['has records without what was asked for', json(works({}, { DOI: 'no DOI', title: [TITLE] }))],
  [
    'does not take the question',
    HttpResponse.json(
      {
        status: 'failed',
        'message-type': 'validation-failure',
        message: [{ type: 'parameter-not-allowed' }],
      },
      { status: 400, headers: TYPES },
    ),
  ],
];

beforeEach(() => {
  web.use(
    http.get(RESOLVER, () => HttpResponse.redirect(PAPER)),
    http.get(PAPER, () => HttpResponse.html(PAGE)),
  );
});

describe('the record of a paper', () => {
  const watch = watchlist(
    [source('paper', { title: TITLE, url: RESOLVER, published: '2019-07-01' })],
    [citation(1, 'paper', PASSAGE)],
  );
  const editionsOf = (fetch: Fetch = standInDoor()) => {
    const world = { ...fakeWorld(), fetch };
    return async (day: number) => (await night(world, watch, day)).sources[0]?.edition;
  };

  it('is asked for by its DOI, and says that the paper was retracted', async () => {
    const asked = answersTo('get', RECORD, json(work({ 'updated-by': [NOTICE] })));
    expect(await editionsOf()(1)).toMatchObject({ status: 'withdrawn' });
    expect(asked).toHaveLength(1);
  });

  it('is asked for over a connection of its own', async () => {
    const asked: string[] = [];
    const answers: Record<string, [number, Record<string, string>, string]> = {
      [RECORD]: [200, TYPES, JSON.stringify(work({ 'updated-by': [NOTICE] }))],
      [RESOLVER]: [302, { location: PAPER }, ''],
      [PAPER]: [200, { 'content-type': 'text/html' }, PAGE],
    };
    const authority = await createAuthority();
    const hosts = ['api.crossref.org', 'doi.org', 'papers.example'];
    const server = await serveTls(await authority.issue(hosts), ({ headers, url }, response) => {
      const address = `https://${headers.host}${url}`;
      asked.push(address);
      const [status, head, body] = answers[address] ?? [404, {}, ''];
      response.writeHead(status, head).end(body);
    });
    const door = fetcher({ ca: authority.cert, connectTo: everythingTo(server.port) });
    expect(await editionsOf(door.fetch)(1)).toMatchObject({ status: 'withdrawn' });
    expect(asked).toEqual([RESOLVER, PAPER, RECORD]);
  });

  it.each([...TROUBLE, ...EMPTY])('says nothing where Crossref %s', async (_, trouble) => {
    const asked = answersTo('get', RECORD, trouble);
    expect(await editionsOf()(1)).toMatchObject({ status: 'unknown', newer: [] });
    expect(asked).toHaveLength(1);
  });

  it.each([...TROUBLE, ...EMPTY])(
    'still holds on a night on which Crossref %s',
    async (_, trouble) => {
      const retracted = json(work({ 'updated-by': [NOTICE] }));
      const asked = answersTo('get', RECORD, retracted, trouble, retracted);
      const edition = editionsOf();
      const before = await edition(1);
      expect(before).toMatchObject({ status: 'withdrawn' });
      expect(await edition(2)).toEqual(before);
      expect(await edition(3)).toEqual(before);
      expect(asked).toHaveLength(3);
    },
  );

  it.each([...TROUBLE, ...EMPTY])(
    'is believed after a first night on which Crossref %s',
    async (_, trouble) => {
      answersTo('get', RECORD, trouble, json(work({ 'updated-by': [NOTICE] })));
      const edition = editionsOf();
      expect(await edition(1)).toMatchObject({ status: 'unknown' });
      expect(await edition(2)).toMatchObject({ status: 'withdrawn' });
    },
  );

  it('that takes the notice back is believed', async () => {
    answersTo('get', RECORD, json(work({ 'updated-by': [NOTICE] })), json(work()));
    const edition = editionsOf();
    expect(await edition(1)).toMatchObject({ status: 'withdrawn' });
    expect(await edition(2)).toMatchObject({ status: 'unknown' });
  });

  it('of another register’s DOI is none', async () => {
    answersTo('get', RECORD, HttpResponse.text('Resource not found.', { status: 404 }));
    expect(await editionsOf()(1)).toMatchObject({ status: 'unknown', newer: [] });
  });
});

describe('a search for a title', () => {
  const lost = source('paper', { title: TITLE, url: null, publisher: 'Elsevier' });
  const watch = watchlist([lost], [citation(1, 'paper', PASSAGE)]);
  const find = () =>
    findAddress({ ...fakeWorld(), fetch: standInDoor() }, watch, lost, {
      webSearch: null,
      most: 20,
    });
  const other = {
    DOI: '10.1/other',
    title: ['Fishing quotas in the northern seas'],
    publisher: 'Elsevier BV',
  };

  it('finds the paper of this title by its DOI, where its passage stands', async () => {
    const asked = answersTo('get', SEARCH, json(works(other, ITEM)));
    expect((await find()).result).toEqual({
      kind: 'found',
      url: RESOLVER,
      by: 'crossref',
      capture: null,
    });
    expect(asked.map(({ query }) => query)).toEqual([
      {
        'query.bibliographic': TITLE,
        rows: '5',
        select: 'DOI,title,container-title,publisher,institution',
      },
    ]);
  });

  it.each([...TROUBLE, ...EMPTY, ...NO_WORK])(
    'finds nothing where Crossref %s',
    async (_, answer) => {
      const asked = answersTo('get', SEARCH, answer);
      expect((await find()).result).toEqual({ kind: 'not-found' });
      expect(asked).toHaveLength(1);
    },
  );
});
