import { expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import type { Series } from '../../src/model/watchlist.js';
import { sendDigest } from '../../src/tasks/digest.js';
import { column, pdf, wrap } from '../reading/pdf-writer.js';
import { citation, fakeWorld, type Page, page, source, watchlist } from '../world.js';
import { night, one, PASSAGE, url } from './nights.js';

const openIn = ({ findings }: Run): readonly string[] =>
  findings
    .filter(({ state }) => state === 'new' || state === 'open')
    .map((f) => `${f.severity} ${f.kind}`);

it('a harmless edit on night 1 and a correction on night 4 are both told, the second by mail', async () => {
  const edit = '<p>A paragraph was added about the weather of that week.</p>';
  const correction = '<p>Correction: the figure for the north was given wrongly in the table.</p>';
  const edited = page(PASSAGE).replace('</main>', `${edit}</main>`);
  const corrected = edited.replace('</main>', `${correction}</main>`);
  const world = fakeWorld();
  const told: string[][] = [];
  for (const [i, answer] of [page(PASSAGE), edited, edited, edited, corrected].entries()) {
    world.pages.set(url, answer);
    const run = await night(world, one, i + 1);
    await sendDigest(world, {});
    told.push(
      run.findings.filter(({ state }) => state === 'new').map((f) => `${f.severity} ${f.kind}`),
    );
  }
  expect(told).toEqual([[], ['low content-edited'], [], [], ['medium source-corrected']]);
  expect(world.sent.map(({ subject }) => subject)).toEqual([expect.stringContaining('orrect')]);
  expect(world.sent[0]?.text.replace(/\s+/gu, ' ')).toContain(
    '◆ Corrected Title of a · The Publisher “Correction: the figure for the north was given wrongly in the table.”',
  );
});

it('two nights of an unknown notice at a page and at a PDF of a series are low, and over on the third', async () => {
  const name = 'Country Survey Report';
  const series: Series = {
    id: 's',
    name,
    cadence: null,
    index: [],
    pattern: null,
    subject: [],
    editions: [],
  };
  const file = 'https://b.example/files/country-survey.pdf';
  const watch = watchlist(
    [source('a'), source('b', { url: file, title: `${name} 2024`, series: 's', edition: '2024' })],
    [citation(1, 'a', PASSAGE), citation(2, 'b', PASSAGE)],
    { series: [series] },
  );
  const filler =
    'Observers in several provinces described how the measures were applied in that year. '.repeat(
      9,
    );
  const report = (line: string): Page => ({
    headers: { 'content-type': 'application/pdf' },
    body: {
      bytes: pdf({
        pages: [
          [{ x: 60, y: 100, text: `${name} 2024`, size: 20 }],
          [
            ...column(60, 80, wrap(`${filler}${PASSAGE} ${filler}`, 80)),
            { x: 60, y: 700, text: line },
          ],
        ],
      }),
      sha256: line.padEnd(64, '0'),
      truncated: false,
    },
  });
  const notice = (day: string): string =>
    `<!doctype html><title>Planned system upgrade</title><main><h1>Planned system upgrade, ${day}</h1><p>Our colleagues are moving the servers to another building between Friday evening and Sunday noon. Readers can call the reception desk meanwhile.</p></main>`;
  const world = fakeWorld();
  const play = async (day: number, atPage: Page, atFile: Page): Promise<readonly string[]> => {
    world.pages.set(url, atPage);
    world.pages.set(file, atFile);
    return openIn(await night(world, watch, day));
  };
  const reads = (title: string): string =>
    `Most read:</p><ul><li><a href="/${title.length}">${title}</a></li><li><a href="/all">Everything that was read this week</a></li></ul><p>`;
  const rotated = (line: string): string =>
    page(PASSAGE).replace('</main>', `<p>${line}</p></main>`);

  expect(
    await play(
      1,
      rotated(reads('The harvest in the north is late again')),
      report('Updated on 1 October 2025'),
    ),
  ).toEqual([]);
  for (const day of [2, 3]) {
    const open = await play(day, notice(`${day} October 2025`), notice(`${day} October 2025`));
    expect(open.length).toBeGreaterThan(0);
    expect(open.filter((finding) => !finding.startsWith('low '))).toEqual([]);
  }
  expect(
    await play(
      4,
      rotated(reads('Who may vote in the elections of May')),
      report('Updated on 4 October 2025'),
    ),
  ).toEqual([]);
});
