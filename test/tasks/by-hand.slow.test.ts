import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { UserError } from '../../src/model/problem.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import { publish } from '../../src/night/night.js';
import { replay } from '../../src/night/redo.js';
import type { HandInWords } from '../../src/settings/decisions.js';
import { exportedWords } from '../../src/surfaces/exhibit/exhibit.js';
import { confirmsAllQuotes } from '../../src/surfaces/saved-page.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { exportExhibit } from '../../src/tasks/exhibit.js';
import { handIn } from '../../src/tasks/hand-in.js';
import { createArchive } from '../../src/web/archives/archive.js';
import { check } from '../check.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { column, pdf, wrap } from '../reading/pdf-writer.js';
import { answer, mhtml, wacz } from '../reading/saved-files.js';
import { loopbackDoor } from '../web/archives/door.js';
import {
  type LoopbackArchive,
  type LoopbackCapture,
  startArchive,
} from '../web/archives/loopback-archive.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  page,
  settings,
  source,
  watchlist,
} from '../world.js';

const PASSAGE =
  'Police busted 1,664 criminal gangs involved in loan scams and arrested 16,349 suspects.';
const OTHER = PASSAGE.replace('1,664', '1,446');
const URL = 'https://a.example/article';
const one = watchlist([source('a')], [citation(1, 'a', PASSAGE)]);
const wall = {
  http: 403,
  headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
  body: {
    bytes: new TextEncoder().encode('<title>Just a moment...</title>'),
    sha256: 'f'.repeat(64),
    truncated: false,
  },
};

const asPdf = (text: string): Uint8Array =>
  pdf({ pages: [column(50, 60, ['Title of a', ...wrap(text, 60)])] });
const asWacz = (text: string): Uint8Array =>
  wacz([{ url: URL, date: '2025-10-01T09:00:00Z', block: answer(page(text, 'Title of a')) }]);
const asMhtml = (text: string, date = 'Wed, 1 Oct 2025 09:00:00 -0000', url = URL): Uint8Array =>
  mhtml(url, page(text, 'Title of a'), { date });

let archive: LoopbackArchive | null = null;
afterEach(async () => {
  await archive?.close();
  archive = null;
});

/** A world in which the page is behind a wall, with evidence on the disk; it is ten in the morning of 1 October. */
function walled(): FakeWorld {
  const world = fakeWorld();
  world.pages.set(URL, wall);
  world.date = '2025-10-01T10:00:00.000Z';
  return Object.assign(world, { evidence: openEvidence(emptyFolder(), EVIDENCE_LIMITS) });
}

async function walledWith(captures: readonly LoopbackCapture[]): Promise<FakeWorld> {
  archive = await startArchive({ captures });
  const sleep = () => Promise.resolve();
  return Object.assign(walled(), {
    archive: createArchive(loopbackDoor(), { wayback: archive.base, sleep }),
  });
}

const capture = (at: string, text: string): LoopbackCapture => ({
  url: URL,
  at,
  type: 'text/html',
  status: 200,
  body: page(text, 'Title of a'),
});

const night = async (world: FakeWorld, date: string, watch: Watchlist = one) => {
  world.date = `${date}T02:00:00.000Z`;
  const run = await check(world, watch, settings({}), () => {});
  return { run, verdict: run.sources[0], quote: run.sources[0]?.citations[0]?.quotes[0] };
};

/** Hands a file in at noon of a day. */
const hand = (
  world: FakeWorld,
  bytes: Uint8Array,
  words: HandInWords = {},
  date = '2025-10-01',
  watch = one,
) => {
  world.date = `${date}T12:00:00.000Z`;
  const { evidence } = world;
  if (evidence === null) throw new Error('no evidence is kept');
  const room = { ...world, handedIn: evidence, now: world.now, keep: evidence.keepResource };
  const of = watch.sources[0] as (typeof one.sources)[number];
  return handIn(ENGLISH, room, watch, {
    source: of,
    file: 'saved',
    bytes,
    words,
    program: 'citewatch/test',
  });
};

const complaintOf = (job: Promise<unknown>): Promise<string> =>
  job.then(
    () => 'it was heard',
    (error: unknown) => (error instanceof UserError ? error.message : Promise.reject(error)),
  );

describe.each([
  ['MHTML', asMhtml],
  ['PDF', asPdf],
  ['WACZ', asWacz],
])('a source behind a wall of which somebody handed in a page as %s', (_, file) => {
  it('is read by hand from then on, and its link stays blocked', async () => {
    const world = walled();
    expect((await night(world, '2025-10-01')).verdict).toMatchObject({ witness: 'none' });
    const hearing = await hand(world, file(PASSAGE), { by: 'A. Researcher', how: 'in Firefox' });
    expect(confirmsAllQuotes(hearing)).toBe(true);
    const { run, verdict, quote } = await night(world, '2025-10-11');
    const at = expect.stringContaining('2025-10-01T');
    expect(verdict).toMatchObject({
      witness: 'person',
      link: { status: 'blocked' },
      content: { change: 'unread' },
      byHand: { by: 'A. Researcher', days: 9, isStale: false, at },
    });
    expect(quote).toMatchObject({
      verdict: 'intact',
      why: { kind: 'elsewhere', place: { kind: 'person', by: 'A. Researcher', at } },
    });
    expect(run.findings.map(({ kind }) => kind)).toEqual(['source-blocked']);
    await publish(world, run, {}, one);
    for (const name of ['index.html', 'latest.json', 'latest.md'])
      expect(world.published.get(name)).toMatch(/A\\?\. Researcher/u);
    expect(world.published.get('index.html')).toContain(
      'read by hand on 1 October 2025 by A. Researcher, 9 days ago',
    );
    expect(world.published.get('index.html')).not.toContain('citewatch witness');
  });

  it('is told when its page has another figure', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    expect(confirmsAllQuotes(await hand(world, file(OTHER)))).toBe(false);
    const { run, quote } = await night(world, '2025-10-02');
    expect(quote).toMatchObject({
      verdict: 'altered',
      why: { place: { kind: 'person', by: null } },
    });
    expect(run.findings.map(({ kind }) => kind)).toContain('passage-altered');
  });

  it('is asked for again after ninety days, and then not known to stand', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    await hand(world, file(PASSAGE), { by: 'A. Researcher' });
    const before = await night(world, '2025-12-30');
    expect(before.verdict?.byHand).toMatchObject({ days: 89, isStale: false });
    expect(before.quote?.verdict).toBe('intact');
    const after = await night(world, '2026-01-07');
    expect(after.verdict).toMatchObject({ witness: 'none', byHand: { days: 97, isStale: true } });
    expect(after.quote).toMatchObject({
      verdict: 'unverifiable',
      stood: expect.stringContaining('2025-10-01'),
    });
    expect(after.run.findings.map(({ kind, state }) => [kind, state])).toEqual([
      ['witness-stale', 'new'],
      ['source-blocked', 'open'],
    ]);
    await publish(world, after.run, {}, one);
    const shown = world.published.get('index.html');
    expect(shown).toContain('last read by hand 97 days ago');
    expect(shown).toContain('citewatch witness a FILE');
    await hand(world, asPdf(PASSAGE), {}, '2026-01-08');
    const again = await night(world, '2026-01-09');
    expect(again.quote?.verdict).toBe('intact');
    expect(again.run.findings.map(({ kind, state }) => [kind, state])).toContainEqual([
      'witness-stale',
      'resolved',
    ]);
  });
});

describe('what a person hands in', () => {
  it('does not make a lost passage stand on a page that can be read', async () => {
    const world = walled();
    world.pages.set(URL, page('Nothing of it.', 'Title of a'));
    await night(world, '2025-10-01');
    const hearing = await hand(world, asMhtml(PASSAGE));
    expect(hearing.live).toBe('2025-10-01T02:00:00.000Z');
    const { verdict, quote } = await night(world, '2025-10-02');
    expect(verdict?.witness).toBe('live');
    expect(verdict).not.toHaveProperty('byHand');
    expect(quote?.verdict).toBe('missing');
  });

  it('counts only as long as the page itself cannot be read', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    await hand(world, asMhtml(OTHER));
    expect((await night(world, '2025-10-02')).quote?.verdict).toBe('altered');
    world.pages.set(URL, page(PASSAGE, 'Title of a'));
    const read = (await night(world, '2025-10-03')).verdict;
    expect(read?.witness).toBe('live');
    expect(read).not.toHaveProperty('byHand');
    world.pages.set(URL, wall);
    expect((await night(world, '2025-10-04')).verdict?.witness).toBe('person');
  });

  it('takes no place of what a copy shows tonight, and speaks where that says nothing', async () => {
    const copied = watchlist(
      [source('a', { copies: [{ url: 'https://copy.example/a', by: 'ecoi.net' }] })],
      [citation(1, 'a', PASSAGE)],
    );
    const world = walled();
    world.pages.set('https://copy.example/a', page(OTHER, 'Title of a'));
    await night(world, '2025-10-01', copied);
    await hand(world, asMhtml(PASSAGE), {}, '2025-10-01', copied);
    const told = await night(world, '2025-10-02', copied);
    expect(told.quote).toMatchObject({ verdict: 'altered', why: { place: { kind: 'copy' } } });
    world.pages.set('https://copy.example/a', 500);
    const alone = await night(world, '2025-10-03', copied);
    expect(alone.quote).toMatchObject({ verdict: 'intact', why: { place: { kind: 'person' } } });
  });

  it('takes no place of what an archive has seen since', async () => {
    const world = await walledWith([capture('2025-10-05T00:00:00Z', OTHER)]);
    await night(world, '2025-10-01');
    await hand(world, asMhtml(PASSAGE));
    const { verdict, quote } = await night(world, '2025-10-06');
    expect(verdict?.witness).toBe('archive');
    expect(quote).toMatchObject({ verdict: 'altered', why: { place: { kind: 'archive' } } });
  });

  it('is later news than an older capture, whose other words are said beside', async () => {
    const world = await walledWith([capture('2025-09-25T00:00:00Z', OTHER)]);
    await night(world, '2025-10-01');
    await hand(world, asMhtml(PASSAGE));
    const { verdict, quote } = await night(world, '2025-10-06');
    expect(verdict?.witness).toBe('person');
    expect(quote).toMatchObject({ verdict: 'intact', why: { not: { kind: 'archive' } } });
  });

  it('is not made good by an older capture, when the passage is lost in it', async () => {
    const world = await walledWith([capture('2025-09-25T00:00:00Z', PASSAGE)]);
    await night(world, '2025-10-01');
    await hand(world, asMhtml(OTHER));
    const { quote } = await night(world, '2025-10-06');
    expect(quote).toMatchObject({ verdict: 'altered', why: { place: { kind: 'person' } } });
  });

  it('is no witness against passages that were read after it was saved', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    await hand(world, asPdf(OTHER), { said: '2025-09-01' });
    const { quote } = await night(world, '2025-10-02');
    expect(quote).toMatchObject({ verdict: 'unverifiable', why: { kind: 'too-old' } });
  });

  it('is as old as the file says, whatever is said of it', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    const hearing = await hand(world, asMhtml(PASSAGE), { said: '2026-03-01' }, '2026-03-01');
    expect(hearing).toMatchObject({
      byHand: { days: 151, isStale: true },
      dated: '2025-10-01T09:00:00.000Z',
    });
    expect(confirmsAllQuotes(hearing)).toBe(false);
    const { verdict } = await night(world, '2026-03-02');
    expect(verdict).toMatchObject({ witness: 'none', byHand: { isStale: true } });
  });

  it('is heard under the address to which the source leads by now', async () => {
    const world = walled();
    world.pages.set(URL, {
      ...wall,
      finalUrl: 'https://a.example/moved',
      hops: [{ url: URL, http: 301 }],
    } as never);
    await night(world, '2025-10-01');
    await hand(world, asMhtml(PASSAGE, undefined, 'https://a.example/moved'));
    expect((await night(world, '2025-10-02')).quote?.verdict).toBe('intact');
  });

  it('says nothing any more of a source that was given another address', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    await hand(world, asMhtml(PASSAGE));
    const elsewhere = watchlist(
      [source('a', { url: 'https://a.example/other' })],
      [citation(1, 'a', PASSAGE)],
    );
    world.pages.set('https://a.example/other', wall);
    const { verdict } = await night(world, '2025-10-02', elsewhere);
    expect(verdict?.witness).toBe('none');
    expect(verdict).not.toHaveProperty('byHand');
  });

  it('is heard again when a night is judged from what was kept', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    await hand(world, asMhtml(PASSAGE));
    await night(world, '2025-10-02');
    if (world.evidence === null) throw new Error('no evidence is kept');
    const { world: past, permission } = replay(fakeWorld(), world.evidence, one);
    const run = await check(past, one, settings({}), () => {}, permission);
    expect(run.sources[0]).toMatchObject({ witness: 'person', link: { status: 'blocked' } });
  });

  it('is kept whole in the evidence, with who, when and how', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    const bytes = asMhtml(PASSAGE);
    const hearing = await hand(world, bytes, {
      by: 'A. Researcher',
      how: 'in Firefox',
      said: '2025-10-01',
    });
    const [record] = (await world.evidence?.beside('a')) ?? [];
    expect(record).toMatchObject({
      n: hearing.n,
      role: 'handed-in',
      by: 'A. Researcher',
      how: 'in Firefox',
      said: '2025-10-01',
      dated: '2025-10-01T09:00:00.000Z',
      payloadSha256: hearing.byHand.sha256,
      contentType: 'multipart/related',
    });
    const kept = await world.evidence?.readBeside(hearing.n);
    expect(kept?.resource.bytes).toEqual(Buffer.from(bytes));
    expect((await world.evidence?.verify())?.problems).toEqual([]);
  });
});

it('is kept as long as it is the latest, however little room there is', async () => {
  const world = walled();
  Object.assign(world, { evidence: openEvidence(emptyFolder(), { maxBytes: 1, keepRuns: 1 }) });
  await night(world, '2025-10-01');
  await hand(world, asPdf(OTHER));
  for (const day of ['02', '03', '04']) {
    const bytes = Buffer.from(`<title>Just a moment...</title>${day}`);
    world.pages.set(URL, { ...wall, body: { ...wall.body, bytes, sha256: day.repeat(32) } });
    await night(world, `2025-10-${day}`);
  }
  expect((await night(world, '2025-10-05')).quote?.verdict).toBe('altered');
  await hand(world, asPdf(PASSAGE), {}, '2025-10-06');
  expect((await night(world, '2025-10-07')).quote?.verdict).toBe('intact');
  await night(world, '2025-10-08');
  expect(await world.evidence?.beside('a')).toHaveLength(1);
  expect((await world.evidence?.verify())?.problems).toEqual([]);
});

describe('a file that is not heard', () => {
  it.each<[string, () => Uint8Array, HandInWords, string]>([
    [
      'of another page',
      () => asMhtml(PASSAGE, undefined, 'https://a.example/else'),
      {},
      'was saved from https://a.example/else, and the source is at https://a.example/article',
    ],
    [
      'of a wall',
      () =>
        mhtml(
          URL,
          '<!doctype html><title>Just a moment...</title><body><p>Checking your browser before you go on.</p>',
          { date: 'Wed, 1 Oct 2025 09:00:00 -0000' },
        ),
      {},
      'does not seem to show “Title of a”',
    ],
    [
      'saved on a day to come',
      () => asMhtml(PASSAGE, 'Sat, 1 Nov 2025 09:00:00 -0000'),
      {},
      'was saved on 2025-11-01, which is to come',
    ],
    ['that is empty', () => new Uint8Array(), {}, 'is empty'],
    [
      'a PDF that was scanned',
      () => pdf({ pages: [[]] }),
      {},
      'cannot be heard: the PDF has no text',
    ],
  ])('is refused in one sentence, and not kept: %s', async (_, file, words, sentence) => {
    const world = walled();
    await night(world, '2025-10-01');
    const complaint = await complaintOf(hand(world, file(), words));
    expect(complaint).toContain(`saved: `);
    expect(complaint).toContain(sentence);
    expect(complaint.split('\n')).toHaveLength(1);
    expect(await world.evidence?.beside('a')).toEqual([]);
  });

  it('is older than one that was handed in before', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    await hand(world, asMhtml(PASSAGE));
    const older = hand(world, asPdf(OTHER), { said: '2025-09-01' });
    expect(await complaintOf(older)).toContain(
      'the page that was handed in before is younger (2025-10-01)',
    );
    expect(await world.evidence?.beside('a')).toHaveLength(1);
  });

  it('is of a source without a passage', async () => {
    const watch = watchlist([source('a')], [citation(1, 'a', PASSAGE, { quotes: [] })]);
    const complaint = await complaintOf(hand(walled(), asMhtml(PASSAGE), {}, '2025-10-01', watch));
    expect(complaint).toMatch(/^saved: cannot be/u);
  });
});

describe('what is filed of a source behind a wall', () => {
  const exported = async (world: FakeWorld) => {
    const { evidence } = world;
    if (evidence === null) throw new Error('no evidence is kept');
    const to = join(emptyFolder(), 'filed');
    const order = { source: 'a', all: false, by: null, to, program: 'citewatch/test' };
    const said = await exportExhibit(ENGLISH, { ...world, evidence, now: world.now }, order);
    const files = readdirSync(to).map((name) => readFileSync(join(to, name)));
    return { words: exportedWords(ENGLISH, said.passages, said.others, said.savedAt), files };
  };

  it('has the page that a person saved, as he saved it, and says so', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    const bytes = asMhtml(PASSAGE);
    await hand(world, bytes);
    await night(world, '2025-10-11');
    const { words, files } = await exported(world);
    expect(words).toContain('The page that a person saved on 1 October 2025 is among the files.');
    expect(files.some((file) => file.equals(bytes))).toBe(true);
  });

  it('has none, and says nothing of one, where nobody handed one in', async () => {
    const world = walled();
    await night(world, '2025-10-01');
    expect((await exported(world)).words).not.toContain('a person saved');
  });
});
