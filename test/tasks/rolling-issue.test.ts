import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Issues, OpenedIssue } from '../../src/delivery/issues.js';
import { type Finding, sourcesOfFinding } from '../../src/model/finding.js';
import { withOthers } from '../../src/surfaces/overview.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { kindWords } from '../../src/surfaces/words/words.js';
import { syncIssues } from '../../src/tasks/rolling-issue.js';
import { histories, Lived, Promised } from '../judging/findings/histories.js';
import { night, PASSAGE } from '../night/nights.js';
import { citation, type FakeWorld, fakeWorld, page, source, watchlist } from '../world.js';

/** Two reports that cite a source each. */
const [A, B] = [citation(1, 'a', PASSAGE), citation(2, 'b', PASSAGE)];
const base = watchlist([source('a'), source('b')], [A]);
const [report] = base.reports;
const two = {
  ...base,
  reports: [
    { ...report, id: 'R1' },
    { ...report, id: 'R2', citations: [B] },
  ],
} as typeof base;
const ALTERED = PASSAGE.replace('1,664', '1,446');

function board() {
  const issues: OpenedIssue[] = [];
  const deeds: string[] = [];
  const hand: Issues = {
    list: async () => issues,
    open: async (text) => {
      const issue = { number: issues.length + 1, open: true, ...text };
      issues.push(issue);
      deeds.push(`open ${issue.number}`);
      return issue;
    },
    update: async (number, text, open) => {
      issues[number - 1] = { number, open, ...text };
      deeds.push(`update ${number}`);
    },
    comment: async (number) => void deeds.push(`comment ${number}`),
  };
  return { issues, deeds, hand };
}

const tell = ({ store }: FakeWorld, hand: Issues, reports = ['R1', 'R2']) =>
  syncIssues(hand, { store, reports, publication: {}, floor: 'high', notes: [] });

/** A night on which each source says this. */
async function says(
  world: FakeWorld,
  day: number,
  a: string,
  b: string,
  watch = two,
): Promise<void> {
  world.pages.set('https://a.example/article', page(a));
  world.pages.set('https://b.example/article', page(b));
  await night(world, watch, day);
}

it('what no report cites is told in the issue of the first', async () => {
  const world = fakeWorld();
  const { hand } = board();
  world.pages.set('https://c.example/article', 404);
  const watch = { ...two, sources: [...two.sources, source('c')] };
  for (const day of [1, 2, 3]) await says(world, day, PASSAGE, PASSAGE, watch);
  expect([...(await tell(world, hand))]).toEqual([['R1', 'opened']]);
});

describe('the issue of a report', () => {
  it('is opened once, brought up to date each night, told of when something is new, and closed', async () => {
    const world = fakeWorld();
    const { issues, deeds, hand } = board();
    await says(world, 1, PASSAGE, PASSAGE);
    expect([...(await tell(world, hand))]).toEqual([]);
    await says(world, 2, ALTERED, PASSAGE);
    expect([...(await tell(world, hand))]).toEqual([['R1', 'opened']]);
    await says(world, 3, ALTERED, PASSAGE);
    expect([...(await tell(world, hand))]).toEqual([['R1', 'updated']]);
    expect(deeds).toEqual(['open 1', 'update 1']);
    await says(world, 4, PASSAGE, PASSAGE);
    expect([...(await tell(world, hand))]).toEqual([['R1', 'closed']]);
    expect(issues).toMatchObject([
      { open: false, body: expect.stringContaining('No longer open') },
    ]);
    await says(world, 5, PASSAGE, PASSAGE);
    expect([...(await tell(world, hand))]).toEqual([]);
    await says(world, 6, ALTERED, ALTERED);
    expect([...(await tell(world, hand))]).toEqual([
      ['R1', 'reopened'],
      ['R2', 'opened'],
    ]);
    expect(deeds.slice(-3)).toEqual(['update 1', 'comment 1', 'open 2']);
  });

  it('that a person closed stays closed until something new comes', async () => {
    const world = fakeWorld();
    const { issues, deeds, hand } = board();
    await says(world, 1, PASSAGE, PASSAGE);
    await says(world, 2, ALTERED, PASSAGE);
    await tell(world, hand);
    issues[0] = { ...(issues[0] as OpenedIssue), open: false };
    await says(world, 3, ALTERED, PASSAGE);
    expect([...(await tell(world, hand))]).toEqual([]);
    expect(deeds).toEqual(['open 1']);
  });

  it('tells of a whole host that failed, whichever of its sources that is told under; no other report does', async () => {
    const world = fakeWorld();
    const { hand } = board();
    const at = 'https://a.example/second';
    const sources = [source('a'), source('b', { url: at }), source('c')];
    const third = { ...report, id: 'R3', citations: [citation(3, 'c', PASSAGE)] };
    const three = { ...two, sources, reports: [...two.reports, third] } as typeof base;
    world.pages.set('https://c.example/article', page(PASSAGE));
    world.pages.set(at, page(PASSAGE));
    await says(world, 1, PASSAGE, PASSAGE, three);
    for (const url of ['https://a.example/article', at]) world.pages.set(url, 503);
    for (const day of [2, 3, 4, 5]) await night(world, three, day);
    expect([...(await tell(world, hand, ['R1', 'R2', 'R3']))]).toEqual([
      ['R1', 'opened'],
      ['R2', 'opened'],
    ]);
  });

  it('tells people at most once when the night is killed after the text and before the comment', async () => {
    const world = fakeWorld();
    const { deeds, hand } = board();
    const joint = { ...two, reports: [{ ...two.reports[0], citations: [A, B] }] } as typeof base;
    await says(world, 1, PASSAGE, PASSAGE, joint);
    await says(world, 2, ALTERED, PASSAGE, joint);
    await tell(world, hand, ['R1']);
    await says(world, 3, ALTERED, ALTERED, joint);
    const dies = { ...hand, comment: () => Promise.reject(new Error('killed')) };
    await expect(tell(world, dies, ['R1'])).rejects.toThrow('killed');
    await tell(world, hand, ['R1']);
    expect(deeds).toEqual(['open 1', 'update 1', 'update 1']);
  });
});

describe('what an issue told is told as over in it', () => {
  /** How an issue calls a finding. */
  const nameOf = (finding: Finding): string =>
    `${kindWords(ENGLISH, finding).name}: ${withOthers(ENGLISH, finding.source, sourcesOfFinding(finding).length - 1)}`;

  it('exactly once, in any history, whatever else is open, and nothing that it did not tell', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (nights) => {
        const lived = new Lived();
        const { issues, deeds, hand } = board();
        const promised = new Promised();
        const named = new Map<string, Finding>();
        for (const [i, one] of nights.entries()) {
          lived.play(i + 1, one);
          const run = { id: i + 1, startedAt: `2025-10-${i + 10}T02:00:00Z`, online: true };
          const store = {
            runs: async () => [run],
            lastGood: async () => run,
            verdicts: async () => [],
            lives: async (since: number) => lived.lives(since),
          } as unknown as FakeWorld['store'];
          if (one.due[0] !== true) continue;
          const before = deeds.length;
          await syncIssues(hand, {
            store,
            reports: ['R1'],
            publication: {},
            floor: 'medium',
            notes: [],
          });
          for (const { finding } of lived.lives(0))
            for (const severity of ['medium', 'high'] as const)
              named.set(nameOf({ ...finding, severity }), { ...finding, severity });
          const body = issues[0]?.body ?? '';
          const listed = [...body.matchAll(/^- (.) \*\*(.+?)\*\*: (.+?) *$/gmu)].map(
            ([line, sign, kind, of]) => ({
              ...(named.get(`${kind}: ${of}`) ?? expect.fail(line)),
              severity: sign === '▲' ? ('high' as const) : ('medium' as const),
            }),
          );
          const over = [...body.matchAll(/^- (.+): (.+), begun .* now over/gmu)].map(
            ([line, of, kind]) => named.get(`${kind}: ${of}`) ?? expect.fail(line),
          );
          if (deeds.length > before) promised.hear(listed, over);
          promised.look(
            lived.going(),
            lived.going().filter(({ state }) => state !== 'acknowledged'),
          );
        }
        expect(promised.broken()).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('of one that an earlier version wrote, too', async () => {
    const world = fakeWorld();
    const { issues, hand } = board();
    await says(world, 1, PASSAGE, PASSAGE);
    await says(world, 2, ALTERED, PASSAGE);
    await tell(world, hand, ['R1']);
    const [issue] = issues as [OpenedIssue];
    const earlier = { ...issue, body: issue.body.replace(/^<!-- citewatch told.*\n/mu, '') };
    expect(earlier.body).not.toBe(issue.body);
    issues[0] = earlier;
    await says(world, 3, PASSAGE, PASSAGE);
    expect([...(await tell(world, hand, ['R1']))]).toEqual([['R1', 'closed']]);
    expect(issues[0]?.body).toContain('No longer open');
  });
});
