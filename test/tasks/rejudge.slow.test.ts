import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Evidence, openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import { failsOn } from '../../src/model/finding.js';
import type { QuoteVerdict } from '../../src/model/quote.js';
import type { Run } from '../../src/model/run.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Watchlist } from '../../src/model/watchlist.js';
import type { Thought } from '../../src/pool/thought.js';
import { openStore } from '../../src/store/sqlite/sqlite.js';
import type { Store } from '../../src/store/store.js';
import { letterOf, letterText } from '../../src/surfaces/mail/digest.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { renderRejudged, renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { draftDigest, sendDigest } from '../../src/tasks/digest.js';
import { type Rejudged, rejudge } from '../../src/tasks/rejudge.js';
import { createArchive } from '../../src/web/archives/archive.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { answered, night, one, PASSAGE, quoteOf, url } from '../night/nights.js';
import { loopbackDoor } from '../web/archives/door.js';
import { startArchive } from '../web/archives/loopback-archive.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  type Page,
  page,
  settings,
  source,
  watchlist,
} from '../world.js';

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
  const judged = await rejudge(
    apart,
    world,
    watch,
    settings(),
    () => {},
    record ? world.store : null,
  );
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
      http: 403,
      headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
    });
    const refused = {
      kind: 'failed',
      failure: 'connection',
      code: 'ECONNREFUSED',
      message: 'refused',
    } as const;
    const answers = [
      page(PASSAGE),
      page(PASSAGE.replace('1,664', '1,446')),
      { http: 304, body: null },
    ];
    const more = [404, refused, wall, page('Another text.', 'Another title'), page(PASSAGE)];
    for (const [i, answer] of [...answers, ...more].entries()) {
      world.pages.set(url, answer);
      const run = await night(world, one, i + 1);
      const judged = await again(world, one);
      expect(judged.changes).toEqual([]);
      expect([...judged.run.sources]).toEqual(run.sources);
      expect(await world.store.runs(99)).toHaveLength(i + 1);
      expect(renderRejudged(ENGLISH, judged.night, judged.changes)).toContain('no verdict differs');
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
    expect(renderRejudged(ENGLISH, judged.night, judged.changes)).toBe(
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
    expect(run.findings).toMatchObject([
      { kind: 'passage-altered', state: 'open', rules: 'opened' },
    ]);
    const { digest, silent } = (await draftDigest(world.store, null)) ?? expect.fail();
    expect(silent).toBe(true);
    const mail = letterText(ENGLISH, letterOf(ENGLISH, digest, {}, 10, null)).replace(/\s+/gu, ' ');
    expect(mail).toContain(
      '1 finding changed because citewatch was updated, not because of a page.',
    );
    // The next night sees the same by the same rules: still theirs, and not new.
    Object.assign(world, { thought, rules: () => 'other rules' });
    const next = await night(world, one, 2);
    expect(next.findings).toMatchObject([
      { kind: 'passage-altered', state: 'open', rules: 'opened' },
    ]);
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
    expect(
      letterText(ENGLISH, letterOf(ENGLISH, digest, {}, 10, null)).replace(/\s+/gu, ' '),
    ).toContain('1 finding changed because citewatch was updated');
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
    Object.assign(world, { rules: () => 'other rules' });
    const next = await night(world, one, 4);
    expect(next.sources[0]?.link).toMatchObject({ failures: 3, confirmed: true });
    await again(world, one, { record: true });
    // What was judged again is not judged again: what was known before it is forgotten.
    await expect(again(world, one)).rejects.toThrow('no night to judge again');
  });

  it('takes over what an archive said that night, which is not asked again', async () => {
    const world = keeping();
    const wall = {
      http: 403,
      headers: { 'content-type': 'text/html', 'cf-mitigated': 'challenge' },
    };
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

/** Eight sources of which a finding of another kind is open each, all told; by the rules of the release before. */
async function oldRelease(store: Store | null = null) {
  const world = keeping();
  if (store !== null) Object.assign(world, { store });
  Object.assign(world, {
    thought: weighing(world.thought, (_, of) => (of === 'altered' ? { weighty: false } : {})),
  });
  const names = ['altered', 'missing', 'gone', 'walled', 'edited', 'moved', 'dated', 'never'];
  const watch = watchlist(
    names.map((name) => source(name)),
    names.map((name, i) =>
      citation(
        i + 1,
        name,
        name === 'never' ? 'Nobody ever said these very words of it.' : PASSAGE,
        {
          accessed: name === 'dated' ? '2024-01-02' : '2025-09-20',
        },
      ),
    ),
  );
  const at = (name: string) => `https://${name}.example/article`;
  for (const name of names) world.pages.set(at(name), page(PASSAGE));
  await night(world, watch, 1);
  world.pages.set(at('altered'), page(PASSAGE.replace('suspects', 'suspected persons')));
  world.pages.set(
    at('missing'),
    page('Nothing of the kind is said here any more, in so many other words.'),
  );
  world.pages.set(at('gone'), 404);
  world.pages.set(at('walled'), answered('<title>Just a moment...</title>', { http: 403 }));
  world.pages.set(
    at('edited'),
    page(`${PASSAGE} A paragraph more was put here by the paper itself.`),
  );
  world.pages.set(at('moved'), {
    ...(answered(page(PASSAGE)) as object),
    finalUrl: 'https://moved.example/new-place',
    hops: [{ url: at('moved'), http: 301 }],
  } as Page);
  for (const day of [2, 3, 4]) {
    await night(world, watch, day);
    await sendDigest(world, {});
  }
  return { world, watch, at };
}

/** Rules of an update: each of these weighs otherwise, whatever is received. */
const weighing = (
  thought: Thought,
  change: (quote: QuoteVerdict, source: string) => Partial<QuoteVerdict>,
): Thought => ({
  ...thought,
  async judge(known) {
    const judged = await thought.judge(known);
    const citations = judged.verdict.citations.map((use) => ({
      ...use,
      quotes: use.quotes.map((quote) => ({ ...quote, ...change(quote, known.source.id) })),
    }));
    return { ...judged, verdict: { ...judged.verdict, citations } };
  },
});

const update = (world: FakeWorld, change: Parameters<typeof weighing>[1]): void =>
  void Object.assign(world, {
    thought: weighing(world.thought, change),
    rules: () => 'rules of the update',
  });
const open = ({ findings }: Run) => findings.filter(({ state }) => state !== 'resolved');

describe('an update of citewatch is no news', () => {
  it('of a store with eight open findings: none is new, nothing is mailed, and one line says what changed', async () => {
    const { world, watch } = await oldRelease();
    const before = (await world.store.run(null)) as Run;
    expect(open(before)).toHaveLength(8);
    expect(new Set(open(before).map(({ kind }) => kind)).size).toBeGreaterThan(5);
    const mails = world.sent.length;
    const altered = before.findings.find(({ kind }) => kind === 'passage-altered');
    expect(altered).toMatchObject({ severity: 'medium', state: 'open' });
    const asked = world.asked.length;
    // A number weighs higher; another passage counts as altered that stood; one that never stood counts as read.
    update(world, ({ verdict }, of) =>
      of === 'altered'
        ? { weighty: true }
        : of === 'dated'
          ? { verdict: 'altered', weighty: true, why: { kind: 'other-words', share: 0.9 } }
          : of === 'never'
            ? { verdict: 'intact', tier: 'exact', why: { kind: 'stands', tier: 'exact' } as never }
            : { verdict },
    );
    const run = await night(world, watch, 5);
    expect(world.asked.length - asked).toBe(8);
    expect(run.findings.filter(({ state }) => state === 'new')).toEqual([]);
    expect(run.findings.some((finding) => failsOn('new-low', finding))).toBe(false);
    expect(run.findings.find(({ id }) => id === altered?.id)).toMatchObject({
      severity: 'high',
      state: 'open',
      since: altered?.since,
      rules: 'graver',
    });
    expect(
      run.findings
        .filter(({ rules }) => rules !== undefined)
        .map(({ rules }) => rules)
        .sort(),
    ).toEqual(['ended', 'graver', 'opened']);
    // What the wall said is not kept: no capture has the made-up hash of its bytes.
    expect(run.run.updated).toEqual({ findings: 3, unkept: 1 });
    const line = '3 findings changed because citewatch was updated, not because of a page.';
    expect(renderTerminal(ENGLISH, run, { colour: false, width: 200 })).toContain(line);
    expect(renderPage(run)).toContain(line);
    expect((await sendDigest(world, {})).digests).toEqual([]);
    expect(world.sent).toHaveLength(mails);
    // Nor on the nights after; and the next mail says it in its line, once.
    const quiet = await night(world, watch, 6);
    expect(quiet.findings.filter(({ state }) => state === 'new')).toEqual([]);
    expect(quiet.run.updated).toBeUndefined();
    world.pages.set(
      'https://moved.example/article',
      page('Another text altogether, on other things.'),
    );
    await night(world, watch, 7);
    await sendDigest(world, {});
    expect(world.sent).toHaveLength(mails + 1);
    expect(world.sent.at(-1)?.text.replace(/\s+/gu, ' ')).toContain(line);
    expect(world.sent.at(-1)?.text).toContain('RESOLVED');
  });

  it('but what a page does in the same night is, also where the update found something of it', async () => {
    const { world, watch, at } = await oldRelease();
    update(world, (quote, of) =>
      of === 'dated' && quote.verdict === 'intact'
        ? { verdict: 'altered', weighty: true, why: { kind: 'other-words', share: 0.9 } }
        : of === 'altered'
          ? { weighty: true }
          : {},
    );
    world.pages.set(at('dated'), page(PASSAGE.replace('1,664', '1,446')));
    world.pages.set(at('altered'), page(PASSAGE.replace('suspects', 'innocent persons')));
    world.pages.set(at('edited'), page('Another text altogether, on other things.'));
    const run = await night(world, watch, 5);
    const fresh = run.findings.filter(({ state }) => state === 'new');
    expect(fresh.map(({ kind, source }) => `${kind} ${source}`).sort()).toEqual(
      expect.arrayContaining([
        'passage-altered altered',
        'passage-altered dated',
        'passage-missing edited',
      ]),
    );
    for (const finding of fresh) expect(finding).not.toHaveProperty('rules');
    const mails = world.sent.length;
    await sendDigest(world, {});
    expect(world.sent).toHaveLength(mails + 1);
  });

  it('of a source whose answer is not kept, where it answers the same; where it answers otherwise, nobody can say so', async () => {
    const wall = (words: string) =>
      answered(`<title>Not here</title><p>${words}</p>`, { http: 404 });
    for (const [tonight, state] of [
      [wall('It is gone.'), 'open'],
      [wall('It is gone for good, and nobody knows where.'), 'new'],
    ] as const) {
      const world = fakeWorld();
      world.pages.set(url, page(PASSAGE));
      await night(world, one, 1);
      world.pages.set(url, wall('It is gone.'));
      await night(world, one, 2);
      update(world, () => ({
        verdict: 'altered',
        weighty: true,
        why: { kind: 'other-words', share: 0.9 },
      }));
      world.pages.set(url, tonight);
      const run = await night(world, one, 3);
      expect(run.findings.find(({ kind }) => kind === 'passage-altered')?.state).toBe(state);
      expect(run.run.updated).toEqual({ findings: state === 'open' ? 1 : 0, unkept: 1 });
    }
  });

  it('nor where its night is killed, and taken up', async () => {
    const file = join(emptyFolder(), 'citewatch.db');
    const { world, watch } = await oldRelease(openStore(file));
    update(world, (_, of) => (of === 'altered' ? { weighty: true } : {}));
    const { fetch } = world;
    for (const left of [0, 3]) {
      let asked = 0;
      world.fetch = async (request) => {
        if (asked++ >= left) throw new Error('killed');
        return fetch(request);
      };
      await expect(night(world, watch, 5)).rejects.toThrow('killed');
      await world.store.close();
      Object.assign(world, { store: openStore(file) });
    }
    world.fetch = fetch;
    onTestFinished(() => world.store.close());
    const run = await night(world, watch, 5);
    expect(run.findings.filter(({ state }) => state === 'new')).toEqual([]);
    expect(run.findings.find(({ kind }) => kind === 'passage-altered')).toMatchObject({
      rules: 'graver',
    });
    expect(run.run.updated).toEqual({ findings: 1, unkept: 1 });
    expect(
      (await world.store.runs(99)).filter(({ rejudges }) => rejudges !== undefined),
    ).toHaveLength(1);
  });

  it('while what came with an edit of sources.json is told as the night’s', async () => {
    const world = keeping();
    world.pages.set(url, page(PASSAGE));
    await night(world, one, 1);
    update(world, () => ({}));
    const edited = watchlist(
      [source('a')],
      [citation(1, 'a', 'Other words that never stood on it at all.')],
    );
    const run = await night(world, edited, 2);
    expect(run.findings).toMatchObject([{ kind: 'passage-missing', state: 'new' }]);
  });
});
