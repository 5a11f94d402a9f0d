import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import { renderJson } from '../../src/surfaces/files/json.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { renderDigest } from '../../src/surfaces/mail/digest.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { draftDigest } from '../../src/tasks/digest.js';
import { night, one, PASSAGE, url } from '../night/nights.js';
import {
  citation,
  type FakeWorld,
  fakeWorld,
  type Page,
  page,
  source,
  watchlist,
} from '../world.js';

const WALL: Page = { http: 403, headers: { 'cf-mitigated': 'challenge', server: 'cloudflare' } };
const DOWN: Page = { kind: 'failed', failure: 'dns', code: 'ENOTFOUND', message: 'no such name' };
const reads = (figure: string): string => page(PASSAGE.replace('16,349', figure));

const EDITED = page(PASSAGE).replace(
  '</main>',
  '<p>A paragraph was added in the night.</p></main>',
);

async function nights(
  ...answers: readonly Page[]
): Promise<{ world: FakeWorld; runs: readonly Run[] }> {
  const world = fakeWorld();
  const runs: Run[] = [];
  for (const [i, answer] of answers.entries()) {
    world.pages.set(url, answer);
    runs.push(await night(world, one, i + 1));
  }
  return { world, runs };
}

const renderings = (run: Run): readonly string[] => [
  renderPage(run),
  renderMarkdown(run),
  renderJson(run),
];

describe('what a night cannot see', () => {
  it('is shown as it was last read, with the day, and with why it was not read now', async () => {
    const { world, runs } = await nights(page(PASSAGE), reads('16,439'), WALL, WALL);
    const last = runs.at(-1) as Run;
    for (const text of renderings(last)) expect(text).toContain('16,439');
    const markdown = renderMarkdown(last);
    expect(markdown).toContain('Quoted, and as read on 2 October 2025: ');
    expect(markdown).toMatch(
      /Tonight: Cloudflare shows .* What is shown was seen on 2 October 2025\./u,
    );
    expect(markdown).not.toContain('Why: Cloudflare');

    const draft = await draftDigest(world.store, null);
    const { text, html } = renderDigest(draft?.digest as never);
    expect(text).toContain('[-16,349-] {+16,439+}');
    for (const mail of [text, html]) expect(mail).toContain('As read on 2 October 2025');
  });

  it('is shown as the latest night read it, when the page comes back otherwise', async () => {
    const { runs } = await nights(page(PASSAGE), reads('16,439'), WALL, reads('16,943'), WALL);
    for (const run of runs.slice(3)) {
      const markdown = renderMarkdown(run);
      expect(markdown).toContain('<ins>16,943</ins>');
      expect(markdown).not.toContain('16,439');
    }
    expect(renderMarkdown(runs[3] as Run)).toContain('Quoted, and as it stands: ');
    expect(renderMarkdown(runs[4] as Run)).toContain('Quoted, and as read on 4 October 2025: ');
  });

  it('is over once the passage stands again, and nothing of it is kept', async () => {
    const { runs } = await nights(page(PASSAGE), reads('16,439'), WALL, page(PASSAGE));
    const [over] = runs[3]?.findings.filter(({ kind }) => kind === 'passage-altered') ?? [];
    expect(over?.state).toBe('resolved');
    expect(over).not.toHaveProperty('seen');
  });

  it('stands beside a finding only where the night’s own verdicts do not show it', async () => {
    const { runs } = await nights(page(PASSAGE), reads('16,439'), WALL);
    const seen = runs.map(
      ({ findings }) => findings.find(({ kind }) => kind === 'passage-altered')?.seen?.run ?? null,
    );
    expect(seen).toEqual([null, null, 2]);
    const published = JSON.parse(renderJson(runs[2] as Run));
    expect(published.findings[0].seen).toMatchObject({
      at: '2025-10-02T02:00:00.000Z',
      witness: 'live',
      quote: { verdict: 'altered', reason: expect.stringContaining('other words') },
    });
  });

  it('is an edit too, where the page opens and is the same as on the night before', async () => {
    const { runs } = await nights(page(PASSAGE), EDITED, EDITED);
    const markdown = renderMarkdown(runs[2] as Run);
    expect(markdown).toContain('Before, and as read on 2 October 2025: ');
    expect(markdown).toContain('added in the night');
    expect(markdown).toContain('Tonight: ');
  });
});

describe('a night that looked at nothing', () => {
  const sources = ['a', 'b', 'c'].map((id) => source(id));
  const watch = watchlist(sources, [citation(1, 'a', PASSAGE)]);

  /** A night on which the passage reads otherwise, and one on which nothing answers. */
  async function offline(watched = watch): Promise<readonly [Run, Run]> {
    const world = fakeWorld();
    for (const { id, url: of } of sources)
      world.pages.set(
        of as string,
        page(`${PASSAGE.replace('16,349', '16,439')} Page ${id}.`, `Page ${id}`),
      );
    const before = await night(world, watched, 1);
    for (const of of sources) world.pages.set(of.url as string, DOWN);
    return [before, await night(world, watched, 2)];
  }

  it('shows what earlier nights read, and has nothing new', async () => {
    const [before, blind] = await offline();
    expect(before.findings.map(({ state }) => state)).toEqual(['new']);
    expect(blind.run.online).toBe(false);
    expect(blind.findings.map(({ kind, state }) => [kind, state])).toEqual([
      ['passage-altered', 'open'],
    ]);
    const markdown = renderMarkdown(blind);
    expect(markdown).toContain('<ins>16,439</ins>');
    expect(markdown).toMatch(/Tonight: .*What is shown was seen on 1 October 2025\./u);
    expect(renderPage(blind)).not.toContain('New tonight');
  });

  it('leaves what was decided decided', async () => {
    const decision = {
      source: 'a',
      about: 'passage-altered',
      edition: null,
      keep: true,
      reason: 'r',
    } as const;
    const decisions = [{ ...decision, on: '2025-10', until: null } as const];
    const [, blind] = await offline({ ...watch, decisions });
    expect(blind.findings.map(({ state }) => state)).toEqual(['acknowledged']);
  });
});

it('of a finding that an earlier version kept is what tonight says', async () => {
  const { runs } = await nights(page(PASSAGE), reads('16,439'), WALL);
  const run = runs[2] as Run;
  const findings = run.findings.map(({ seen: _, ...finding }) => finding);
  const markdown = renderMarkdown({ ...run, findings });
  expect(markdown).toContain('Why: Cloudflare');
  expect(markdown).not.toContain('Tonight: ');
});
