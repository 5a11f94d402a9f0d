import { describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { handIn } from '../../src/tasks/hand-in.js';
import { check } from '../check.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { answer, mhtml, warc } from '../reading/saved-files.js';
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
const ALTERED = PASSAGE.replace('1,664', '1,446');
const TITLE = 'Loan scams in Henan: how the police broke up the gangs';
const COPY = 'https://copy.example/article';
const ORIGINAL = 'https://paper.example/article';
const CAPTURE = `https://web.archive.org/web/20240624091530/${ORIGINAL}`;

/** A list of one source, of which nobody knows the address, with copies at these. */
const copiedAt = (...urls: readonly string[]): Watchlist =>
  watchlist(
    [
      {
        ...source('a'),
        title: TITLE,
        url: null,
        copies: urls.map((url) => ({ url, by: new URL(url).hostname })),
      },
    ],
    [citation(1, 'a', PASSAGE)],
  );

const night = async (world: FakeWorld, watch: Watchlist, date = '2025-10-02') => {
  world.date = `${date}T02:00:00.000Z`;
  const run = await check(world, watch, settings({}), () => {});
  const verdict = run.sources[0];
  return {
    run,
    verdict,
    quote: verdict?.citations[0]?.quotes[0],
    kinds: run.findings.map(({ kind }) => kind),
  };
};

describe('a source without an address', () => {
  it('is read at a copy, and stays without one', async () => {
    const world = fakeWorld();
    world.pages.set(COPY, page(PASSAGE, TITLE));
    const { run, verdict, quote, kinds } = await night(world, copiedAt(COPY));
    expect(verdict).toMatchObject({
      witness: 'copy',
      link: { status: 'no-url' },
      content: { change: 'unread' },
    });
    expect(quote).toMatchObject({
      verdict: 'intact',
      why: { kind: 'elsewhere', place: { kind: 'copy' } },
    });
    expect(kinds).toEqual(['no-url']);
    expect(run.findings[0]?.why).toEqual({ kind: 'no-url', readIn: 'copy' });
  });

  it('is told when its passage is altered there, every night', async () => {
    const world = fakeWorld();
    world.pages.set(COPY, page(PASSAGE, TITLE));
    await night(world, copiedAt(COPY));
    world.pages.set(COPY, page(ALTERED, TITLE));
    const { quote, kinds } = await night(world, copiedAt(COPY), '2025-10-03');
    expect(quote).toMatchObject({ verdict: 'altered' });
    expect(kinds).toContain('passage-altered');
  });

  it.each([
    ['has no copy', copiedAt()],
    ['has a copy that is gone', copiedAt(COPY)],
    [
      'has its only copy at archive.today, which is not asked',
      copiedAt(`https://archive.ph/2024/${ORIGINAL}`),
    ],
  ])('says nothing of its passage where it %s', async (_, watch) => {
    const world = fakeWorld();
    world.pages.set(`https://archive.ph/2024/${ORIGINAL}`, page(PASSAGE, TITLE));
    const { run, verdict, quote } = await night(world, watch);
    expect(verdict).toMatchObject({ witness: 'none', link: { status: 'no-url' } });
    expect(quote).toMatchObject({ verdict: 'unverifiable' });
    expect(run.findings).toMatchObject([{ kind: 'no-url', why: { kind: 'no-url' } }]);
  });

  it('is asked at a copy that was added since', async () => {
    const world = fakeWorld();
    world.pages.set(COPY, page(PASSAGE, TITLE));
    await night(world, copiedAt());
    expect((await night(world, copiedAt(COPY), '2025-10-03')).quote).toMatchObject({
      verdict: 'intact',
    });
  });
});

describe('a capture among the copies', () => {
  it('shows the page as it was on its day', async () => {
    const world = fakeWorld();
    world.pages.set(CAPTURE, page(PASSAGE, TITLE));
    const { verdict, quote } = await night(world, copiedAt(CAPTURE));
    expect(verdict).toMatchObject({ witness: 'archive' });
    const place = { kind: 'archive', at: '2024-06-24T09:15:30.000Z' };
    expect(quote).toMatchObject({ verdict: 'intact', why: { kind: 'elsewhere', place } });
  });

  it('proves no loss where it was made before the authors read the page', async () => {
    const world = fakeWorld();
    world.pages.set(
      CAPTURE,
      page('The ministry published other news on that day, of which nobody wrote.', TITLE),
    );
    const { quote } = await night(world, copiedAt(CAPTURE));
    expect(quote?.verdict).toBe('unverifiable');
  });

  it('is not heard where it shows another page', async () => {
    const world = fakeWorld();
    world.pages.set(
      CAPTURE,
      page('You have requested a page that is not in this archive.', 'Wayback Machine'),
    );
    const { verdict, quote } = await night(world, copiedAt(CAPTURE));
    expect(verdict).toMatchObject({ witness: 'none' });
    expect(quote?.verdict).toBe('unverifiable');
  });
});

describe('a saved page of a source without an address', () => {
  const hand = (world: FakeWorld, bytes: Uint8Array) => {
    world.date = '2025-10-01T12:00:00.000Z';
    const { evidence } = world;
    if (evidence === null) throw new Error('no evidence is kept');
    const room = { ...world, handedIn: evidence, now: world.now, keep: evidence.keepResource };
    const watch = copiedAt();
    const [of] = watch.sources;
    if (of === undefined) throw new Error('no source');
    return handIn(ENGLISH, room, watch, {
      source: of,
      file: 'saved',
      bytes,
      words: { by: 'A. B.' },
      program: 'test',
    });
  };
  const withEvidence = () =>
    Object.assign(fakeWorld(), { evidence: openEvidence(emptyFolder(), EVIDENCE_LIMITS) });
  const saved = page(PASSAGE, TITLE);
  const html = new TextEncoder().encode(saved);

  it.each([
    ['HTML that names no address', html, null],
    ['MHTML', mhtml(ORIGINAL, saved, { date: 'Wed, 1 Oct 2025 09:00:00 -0000' }), ORIGINAL],
    [
      'a WARC of one page',
      warc([{ url: ORIGINAL, date: '2025-10-01T09:00:00Z', block: answer(saved) }]),
      ORIGINAL,
    ],
  ])('is heard as %s', async (_, bytes, from) => {
    const world = withEvidence();
    await night(world, copiedAt(), '2025-10-01');
    expect(await hand(world, bytes)).toMatchObject({ from, byHand: { by: 'A. B.' } });
    const { verdict, quote, run } = await night(world, copiedAt());
    expect(verdict).toMatchObject({ witness: 'person', link: { status: 'no-url' } });
    expect(quote).toMatchObject({
      verdict: 'intact',
      link: null,
      why: { place: { kind: 'person', by: 'A. B.' } },
    });
    expect(run.findings).toMatchObject([{ kind: 'no-url', why: { readIn: 'person' } }]);
  });

  it('is refused where it shows another page, and where a recording holds several', async () => {
    const world = withEvidence();
    const other = new TextEncoder().encode(
      page('A list of all books of the library, by author.', 'Catalogue'),
    );
    await expect(hand(world, other)).rejects.toThrow('does not seem to show');
    const two = [ORIGINAL, COPY].map((url) => ({
      url,
      date: '2025-10-01T09:00:00Z',
      block: answer(saved),
    }));
    await expect(hand(world, warc(two))).rejects.toThrow(ORIGINAL);
  });
});
