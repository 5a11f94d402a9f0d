import { describe, expect, it, onTestFinished } from 'vitest';
import { createArchive } from '../../src/archive/archive.js';
import { type Evidence, openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { draftDigest } from '../../src/flow/draft.js';
import { type Rejudged, rejudge } from '../../src/flow/rejudge.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import type { Thought } from '../../src/pool/thought.js';
import { letterText } from '../../src/report/mail/digest-text.js';
import { letterOf } from '../../src/report/mail/letter.js';
import { renderRejudged } from '../../src/report/rejudged.js';
import { loopbackDoor } from '../archive/door.js';
import { startArchive } from '../archive/loopback-archive.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { citation, type FakeWorld, fakeWorld, page, settings, source, watchlist } from '../world.js';
import { answered, night, one, PASSAGE, quoteOf, url } from './nights.js';

type Keeping = FakeWorld & { readonly evidence: Evidence };

const keeping = (): Keeping =>
  Object.assign(fakeWorld(), { evidence: openEvidence(emptyFolder(), EVIDENCE_LIMITS) });

/** The latest night of a world judged again, in a store of its own, or in its own where that is said. */
async function again(
  world: Keeping,
  watch: Watchlist,
  { record = false, thought = world.thought } = {},
): Promise<Rejudged & { readonly asked: number }> {
  const apart = { ...fakeWorld(), thought, rules: () => 'other rules' };
  const asked = world.asked.length;
  const judged = await rejudge(apart, world, watch, settings(), () => {}, record);
  if (judged === null) expect.fail('there was no night to judge again');
  return { ...judged, asked: world.asked.length - asked };
}

/** Rules under which a passage of a page that says this is altered. */
const stricter = (thought: Thought, words: string): Thought => ({
  ...thought,
  async judge(known) {
    const judged = await thought.judge(known);
    const text = judged.snapshot?.document.blocks.map((block) => block.text).join(' ') ?? '';
    const strict = (verdict: SourceVerdict): SourceVerdict => ({
      ...verdict,
      citations: verdict.citations.map((use) => ({
        ...use,
        quotes: use.quotes.map((quote) => ({
          ...quote,
          verdict: 'altered' as const,
          weighty: true,
          why: { kind: 'other-words' as const, share: 0.9 },
        })),
      })),
    });
    return text.includes(words) ? { ...judged, verdict: strict(judged.verdict) } : judged;
  },
});

describe('a night judged again by the rules by which it was judged', () => {
  it('says what it said, to the last field, whatever came before, and leaves the store as it is', async () => {
    const world = keeping();
    const wall = answered('<title>Just a moment...</title>', {
      ...{ http: 403, headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' } },
    });
    const refused = {
      kind: 'failed',
      failure: 'connection',
      code: 'ECONNREFUSED',
      message: 'refused',
    } as const;
    const answers = [page(PASSAGE), page(PASSAGE.replace('1,664', '1,446')), { http: 304, body: null }];
    const more = [404, refused, wall, page('Another text.', 'Another title'), page(PASSAGE)];
    for (const [i, answer] of [...answers, ...more].entries()) {
      world.pages.set(url, answer);
      const run = await night(world, one, i + 1);
      const judged = await again(world, one);
      expect(judged.changes).toEqual([]);
      expect([...judged.run.sources]).toEqual(run.sources);
      expect(await world.store.runs(99)).toHaveLength(i + 1);
      expect(renderRejudged(judged.night, judged.changes)).toContain('no verdict differs');
    }
  });
});

describe('a night judged again by other rules', () => {
  it('tells each verdict that differs, before and after, with both reasons, asks nothing and records nothing', async () => {
    const world = keeping();
    world.pages.set(url, page(PASSAGE));
    await night(world, one, 1);
    const judged = await again(world, one, { thought: stricter(world.thought, '1,664') });
    expect(judged.changes).toMatchObject([
      {
        source: { id: 'a' },
        changes: [{ claim: 'quote', before: { verdict: 'intact' }, after: { verdict: 'altered' } }],
      },
    ]);
    expect(renderRejudged(judged.night, judged.changes)).toBe(
      [
        'Rules changed: 1 verdict differs on what run 1, on 1 October 2025, received; nothing was asked of the web.',
        '',
        'Title of a · The Publisher · a',
        '  R/1#1 “Police busted 1,664 criminal gangs involved in loan scams …”: stands word for word → stands with other words',
        '    before: stands word for word',
        '    now: stands with other words: 90 % of its letters are the same',
        '',
        '',
      ].join('\n'),
    );
    expect(judged.asked).toBe(0);
    expect(await world.store.runs(9)).toHaveLength(1);
    expect((await world.store.run(null))?.findings).toEqual([]);
  });

  it('recorded, is a run whose findings are the rules’, which the digest says in one sentence', async () => {
    const world = keeping();
    world.pages.set(url, page(PASSAGE));
    await night(world, one, 1);
    const thought = stricter(world.thought, '1,664');
    const { run } = await again(world, one, { thought, record: true });
    expect(run.run).toMatchObject({ id: 2, rejudges: 1, startedAt: '2025-10-01T02:00:00.000Z' });
    expect(run.findings).toMatchObject([{ kind: 'passage-altered', state: 'new', rules: 'opened' }]);
    const { digest } = (await draftDigest(world.store, null)) ?? expect.fail();
    const mail = letterText(letterOf(digest, {}, 10, null)).replace(/\s+/gu, ' ');
    expect(mail).toContain(
      'The rules of judging changed: 1 of what is new comes of that alone, and nothing changed on the web',
    );
    // The next night sees the same by the same rules: still theirs, and not new.
    Object.assign(world, { thought });
    const next = await night(world, one, 2);
    expect(next.findings).toMatchObject([{ kind: 'passage-altered', state: 'open', rules: 'opened' }]);
    // What the page then does is its own doing.
    Object.assign(world, { thought: stricter(thought, 'never') });
    world.pages.set(url, page('Another text.'));
    const last = await night(world, one, 3);
    const fresh = last.findings.filter(({ state }) => state === 'new');
    expect(fresh.length).toBeGreaterThan(0);
    for (const finding of fresh) expect(finding).not.toHaveProperty('rules');
  });

  it('recorded, ends what only the old rules saw, and says so', async () => {
    const world = keeping();
    const strict = stricter(world.thought, '1,664');
    const { thought } = world;
    world.pages.set(url, page(PASSAGE));
    Object.assign(world, { thought: strict });
    await night(world, one, 1);
    const told = (await draftDigest(world.store, null))?.digest ?? null;
    const { run, changes } = await again(world, one, { thought, record: true });
    expect(changes).toMatchObject([
      { changes: [{ before: { verdict: 'altered' }, after: { verdict: 'intact' } }] },
    ]);
    expect(run.findings).toMatchObject([{ state: 'resolved', rules: 'ended' }]);
    const { digest } = (await draftDigest(world.store, told)) ?? expect.fail();
    expect(letterText(letterOf(digest, {}, 10, null)).replace(/\s+/gu, ' ')).toContain(
      '1 of what is over comes of that alone',
    );
  });

  it('recorded under the same rules, opens, ends and counts nothing', async () => {
    const world = keeping();
    for (const [i, answer] of [page(PASSAGE), 404, 404].entries()) {
      world.pages.set(url, answer);
      await night(world, one, i + 1);
    }
    const before = await world.store.run(null);
    const { run } = await again(world, one, { record: true });
    expect([...run.sources]).toEqual(before?.sources);
    expect(run.sources.at(0)?.link.failures).toBe(2);
    expect(run.findings.map(({ id, since }) => [id, since])).toEqual(
      before?.findings.map(({ id, since }) => [id, since]),
    );
    for (const finding of run.findings) expect(finding).not.toHaveProperty('rules');
    const next = await night(world, one, 4);
    expect(next.sources[0]?.link).toMatchObject({ failures: 3, confirmed: true });
    await again(world, one, { record: true });
    // What was judged again is not judged again: what was known before it is forgotten.
    await expect(again(world, one)).rejects.toThrow('no night to judge again');
  });

  it('takes over what an archive said that night, which is not asked again', async () => {
    const world = keeping();
    const wall = { http: 403, headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' } };
    world.pages.set(url, answered('<title>Just a moment...</title>', wall));
    const archive = await startArchive({
      captures: [{ url, at: '2025-09-25T00:00:00Z', body: page(PASSAGE) }],
    });
    onTestFinished(() => archive.close());
    const asked = createArchive(loopbackDoor(), { wayback: archive.base, sleep: async () => {} });
    const run = await night(Object.assign(world, { archive: asked }), one, 1);
    expect(run.sources[0]).toMatchObject({ witness: 'archive', archive: { carriesPassage: true } });
    expect(quoteOf(run.sources[0])?.verdict).toBe('intact');
    const judged = await again(world, one);
    expect(judged.changes).toEqual([]);
    expect([...judged.run.sources]).toEqual(run.sources);
  });

  it('leaves a source as it was whose bytes are not kept any more', async () => {
    const world = keeping();
    world.pages.set(url, answered('<title>Just a moment...</title>', { http: 403 }));
    const [before] = (await night(world, one, 1)).sources;
    const gone = Object.assign(world, { evidence: openEvidence(emptyFolder(), EVIDENCE_LIMITS) });
    const judged = await again(gone, one, { thought: stricter(world.thought, 'moment') });
    expect(judged.changes).toEqual([]);
    expect([...judged.run.sources]).toEqual([before]);
  });

  it('says of a source that is watched since then that nothing was received of it', async () => {
    const world = keeping();
    world.pages.set(url, page(PASSAGE));
    await night(world, one, 1);
    const two = watchlist([source('a'), source('b')], [citation(1, 'a', PASSAGE)]);
    const judged = await again(world, two);
    expect([...judged.run.sources].map(({ link }) => link.status)).toEqual(['alive', 'unjudged']);
    expect(judged.changes).toEqual([]);
    expect(quoteOf(judged.run.sources.at(0))?.verdict).toBe('intact');
  });
});
