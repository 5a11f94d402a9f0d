import { describe, expect, it } from 'vitest';
import { openEvidence } from '../../src/evidence/evidence.js';
import { EVIDENCE_LIMITS } from '../../src/evidence/retention.js';
import type { FindingReason } from '../../src/model/finding.js';
import type { Decision } from '../../src/model/watchlist.js';
import { judgedCaptures, rankCaptures } from '../../src/night/capture-text.js';
import { sendDigest } from '../../src/tasks/digest.js';
import { emptyFolder } from '../evidence/evidence-folder.js';
import { citation, fakeWorld, page, source, watchlist } from '../world.js';
import { night, PASSAGE, url } from './nights.js';

const OTHER =
  'Lawyers who asked for access to the centre were turned away at the gate on four occasions.';
const ALTERED = PASSAGE.replace('16,349', '16,439');
const REWRITTEN = 'All of it was written anew, and says nothing of any of this.';

/** What the report quotes in its one citation. */
const quoting = (texts: readonly string[], decisions: readonly Decision[] = []) =>
  watchlist([source('a')], [citation(1, 'a', '', { quotes: texts.map((text) => ({ text })) })], {
    decisions,
  });

/** Plays nights, each with what the report quotes, what the page says and what was decided, and gives what the last one found, and every mail. */
async function nights(
  ...given: readonly (readonly [
    quoted: readonly string[],
    page: string,
    decisions?: readonly Decision[],
  ])[]
) {
  const world = Object.assign(fakeWorld(), {
    evidence: openEvidence(emptyFolder(), EVIDENCE_LIMITS),
  });
  let found: readonly string[] = [];
  let captured: readonly (string | null)[] = [];
  let filed = '';
  for (const [i, [quoted, text, decisions]] of given.entries()) {
    world.pages.set(url, page(text));
    const { findings } = await night(world, quoting(quoted, decisions), i + 1);
    const [best] = rankCaptures(
      judgedCaptures(await world.evidence.list('a'), await world.store.life('a')),
    );
    filed = `run ${best?.record.run}: ${best?.passages?.stand} of ${best?.passages?.of}`;
    await sendDigest(world, {});
    const stood = (why: FindingReason) =>
      'stood' in why ? (why.stood?.slice(8, 10) ?? null) : null;
    found = findings
      .filter(({ kind }) => kind === 'passage-missing' || kind === 'passage-altered')
      .map(
        ({ id, state, since, why }) =>
          `${id.slice(8)} ${state} since ${since.slice(8, 10)}, stood ${stood(why)}`,
      );
    captured = findings.map(({ quote, capture }) =>
      capture === undefined ? null : `${quote} in run ${capture.run}`,
    );
  }
  await world.close();
  return { found, captured, filed, mails: world.sent.map(({ text }) => text) };
}

describe('a new version of the report', () => {
  it('that quotes more before a passage goes on with what is known of it', async () => {
    const { found, captured, mails } = await nights(
      [[PASSAGE], PASSAGE],
      [[PASSAGE], ALTERED],
      [[OTHER, PASSAGE], `${ALTERED}</p><p>${OTHER}`],
      [[OTHER, PASSAGE], `${ALTERED}</p><p>${OTHER}`],
    );
    expect(found).toEqual(['altered:R/1#2 open since 02, stood 01']);
    expect(captured).toEqual(['R/1#2 in run 1']);
    // It never stood again.
    expect(mails.join()).not.toContain('RESOLVED');
  });

  it('that quotes other words in the place of a passage says nothing of them that was true of it', async () => {
    const { found, captured } = await nights(
      [[PASSAGE], PASSAGE],
      [[PASSAGE], REWRITTEN],
      [[OTHER], REWRITTEN],
    );
    expect(found).toEqual(['missing:R/1#1 new since 03, stood null']);
    expect(captured).toEqual([null]);
  });

  it('that shortens a passage goes on with it', async () => {
    const { found, captured } = await nights(
      [[PASSAGE], PASSAGE],
      [[PASSAGE], REWRITTEN],
      [[PASSAGE.slice(7)], REWRITTEN],
    );
    expect(found).toEqual(['missing:R/1#1 open since 02, stood 01']);
    expect(captured).toEqual(['R/1#1 in run 1']);
  });

  it('that counts anew or shortens a passage keeps what was decided on it', async () => {
    const decision = {
      source: 'a',
      about: 'passage-altered',
      edition: null,
      keep: true,
      reason: 'as agreed',
    };
    const decisions = [{ ...decision, on: '2025-10-01', until: null }];
    for (const quoted of [[OTHER, PASSAGE], [PASSAGE.slice(7)], [OTHER, PASSAGE.slice(0, -10)]]) {
      const { found } = await nights(
        [[PASSAGE], ALTERED],
        [quoted, `${ALTERED}</p><p>${OTHER}`, decisions],
        [quoted, `${ALTERED}</p><p>${OTHER}`, decisions],
      );
      expect(found).toEqual([expect.stringMatching(/^altered:R\/1#. acknowledged since 01/u)]);
    }
  });

  it('that quotes other words has the capture filed that carries them', async () => {
    const { filed } = await nights(
      [[PASSAGE, OTHER], `${PASSAGE}</p><p>${OTHER}`],
      [[ALTERED], ALTERED],
    );
    expect(filed).toBe('run 2: 1 of 1');
    const same = await nights([[PASSAGE, OTHER], `${PASSAGE}</p><p>${OTHER}`], [[OTHER], ALTERED]);
    expect(same.filed).toBe('run 1: 1 of 1');
  });

  it('that drops a passage ends what was found of it', async () => {
    const { found, mails } = await nights([[PASSAGE, OTHER], ALTERED], [[OTHER], ALTERED]);
    expect(found.filter((one) => !one.includes('resolved'))).toEqual([
      'missing:R/1#1 open since 01, stood null',
    ]);
    expect(mails).toHaveLength(2);
  });
});
