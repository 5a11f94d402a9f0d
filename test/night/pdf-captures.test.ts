import { afterEach, describe, expect, it } from 'vitest';
import type { SourceVerdict } from '../../src/model/verdict.js';
import type { Series } from '../../src/model/watchlist.js';
import { createArchive } from '../../src/web/archives/archive.js';
import { column, pdf, wrap } from '../reading/pdf-writer.js';
import { loopbackDoor } from '../web/archives/door.js';
import {
  type LoopbackArchive,
  type LoopbackCapture,
  startArchive,
} from '../web/archives/loopback-archive.js';
import { citation, fakeWorld, type Page, source, watchlist } from '../world.js';
import { night, PASSAGE, quoteOf } from './nights.js';

const URL_OF_PDF = 'https://dfat.example/files/country-information-report-ruritania.pdf';
const TITLE = 'DFAT Country Information Report: Ruritania';
const series: Series = {
  id: 'dfat-cir',
  name: TITLE,
  cadence: null,
  index: [],
  pattern: null,
  subject: ['Ruritania'],
  editions: [],
};
const watch = watchlist(
  [source('a', { title: TITLE, url: URL_OF_PDF, series: series.id, edition: '27 December 2024' })],
  [citation(1, 'a', PASSAGE, { accessed: '2025-03-15' })],
  { series: [series] },
);

const FILLER =
  'Courts heard few such cases in the reporting period, and observers described how the measures were applied in several provinces.';
/** A report as its publisher typesets it: a cover with title and date, and pages of text. */
const report = (date: string, passage: string, rest = FILLER): Uint8Array =>
  pdf({
    pages: [
      [
        ...column(60, 100, ['DFAT COUNTRY INFORMATION REPORT', 'RURITANIA'], 30),
        { x: 60, y: 200, text: date },
      ],
      column(60, 80, wrap(`${rest} ${rest} ${passage} ${rest} ${rest}`, 80)),
    ],
  });
const cited = report('27 December 2024', PASSAGE);
const RECIPES =
  'Peel the potatoes, cut them into slices and let them simmer in butter for a quarter of an hour.';
const reused = pdf({ pages: [column(60, 80, wrap(`Ten recipes. ${RECIPES.repeat(8)}`, 80))] });

const html = (title: string, text: string): string =>
  `<!doctype html><title>${title}</title><h1>${title}</h1><p>${text}</p>`;
const WALL = html('Just a moment...', 'Checking your browser before accessing dfat.example');
const CONSENT = html(
  'Before you continue',
  'We and our partners use cookies to deliver services and to measure advertising. Accept or manage your choices.',
);
const TEASER = html(TITLE, 'Download the report (PDF, 2 MB).');

let archive: LoopbackArchive | null = null;
afterEach(async () => {
  await archive?.close();
  archive = null;
});

/** What a night says of the report, whose host lets programs time out and whose archive holds these captures, oldest first. */
async function heardOf(bodies: readonly (string | Uint8Array)[], before: Uint8Array | null = null) {
  const captures = bodies.map(
    (body, i): LoopbackCapture => ({
      url: URL_OF_PDF,
      at: `2025-1${i}-02T00:00:00Z`,
      type: typeof body === 'string' ? 'text/html' : 'application/pdf',
      body,
    }),
  );
  archive = await startArchive({ captures });
  const asked = createArchive(loopbackDoor(), { wayback: archive.base, sleep: async () => {} });
  const world = Object.assign(fakeWorld(), { archive: asked });
  const answer = (page: Page): unknown => world.pages.set(URL_OF_PDF, page);
  if (before !== null) {
    answer({
      headers: { 'content-type': 'application/pdf' },
      body: { bytes: before, sha256: '1'.repeat(64), truncated: false },
    });
    await night(world, watch, 1);
  }
  answer({ kind: 'failed', failure: 'timeout', message: 'no answer within 30 s' });
  return (await night(world, watch, 2)).sources[0] as SourceVerdict;
}

describe('a PDF behind a wall is heard by its newest good capture', () => {
  it.each([
    ['a wall', WALL],
    ['a consent page', CONSENT],
    ['a landing page', TEASER],
    ['a page at a reused address', html('Ten recipes for a warm evening', RECIPES.repeat(8))],
    ['another PDF at a reused address', reused],
  ])('where the latest is %s', async (_, latest) => {
    for (const before of [null, cited]) {
      const verdict = await heardOf([cited, latest], before);
      expect(quoteOf(verdict)).toMatchObject({
        verdict: 'intact',
        why: { place: { at: '2025-10-02T00:00:00.000Z' } },
      });
      expect(verdict.edition.status).not.toBe('replaced-in-place');
      await archive?.close();
    }
  });
});

describe('a replacement of a PDF behind a wall', () => {
  const next = report('3 July 2025', PASSAGE.replace('1,664', '1,446'));
  const other = report(
    '3 July 2025',
    'Nothing of the kind is said any more.',
    `${RECIPES} ${RECIPES}`,
  );

  it.each([
    ['where it was never read live', null],
    ['where it was read live before', cited],
  ])('is seen by the cover of the capture, %s', async (_, before) => {
    const verdict = await heardOf([cited, next], before);
    expect(verdict.edition).toMatchObject({
      status: 'replaced-in-place',
      newer: [{ edition: '3 July 2025', quotes: [{ verdict: 'altered' }] }],
    });
    expect(verdict.link.status).toBe('unreachable');
  });

  it('is seen although its text shares nothing with the one that was read', async () => {
    const verdict = await heardOf([cited, other], cited);
    expect(verdict.edition.status).toBe('replaced-in-place');
    expect(quoteOf(verdict)?.verdict).toBe('missing');
  });

  it('is none where the newest capture has the cited date', async () => {
    const verdict = await heardOf([next, cited]);
    expect(verdict.edition.status).not.toBe('replaced-in-place');
    expect(quoteOf(verdict)?.verdict).toBe('intact');
  });
});
