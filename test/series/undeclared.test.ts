import { describe, expect, it } from 'vitest';
import type { Watchlist } from '../../src/model/watchlist.js';
import { citation, source, watchlist } from '../world.js';
import { html, json, links, web } from './shelf.js';

const QUOTE =
  'Officials closed the register for two years, and no complaint was heard in the districts of the north.';
const FOLDER = 'https://monitor.example/reports/';
const at = (year: number): string => `${FOLDER}religious-freedom-${year}/`;
const title = (year: number): string => `Religious Freedom Monitor ${year}: Ruritania`;
const page = (year: number): string =>
  html(title(year), { Findings: QUOTE, Methods: 'Text.', Law: 'Text.' });
const cited = (more: object = {}): Watchlist =>
  watchlist(
    [source('one', { title: title(2024), url: at(2024), ...more })],
    [citation(1, 'one', QUOTE)],
  );

describe('a source of no declared series', () => {
  it('is superseded at its address with the year raised, and proposes its series', async () => {
    const w = web();
    w.pages.set(at(2024), page(2024));
    w.pages.set(at(2025), page(2025));
    const { edition } = await w.night('2025-10-01', cited());
    expect(edition).toMatchObject({
      status: 'superseded',
      newer: [{ edition: '2025', url: at(2025), quotes: [{ verdict: 'intact' }] }],
      proposed: {
        name: 'Religious Freedom Monitor: Ruritania',
        pattern: `${FOLDER}religious-freedom-{edition}/`,
        editions: [
          { edition: '2024', url: at(2024) },
          { edition: '2025', url: at(2025) },
        ],
      },
    });
  });

  it('is asked about once a week, and what was found then holds in between', async () => {
    const w = web();
    w.pages.set(at(2024), page(2024));
    const asked = async (date: string) => (await w.night(date, cited())).asked;
    expect(await asked('2025-10-01')).toEqual([at(2024), FOLDER, at(2025)]);
    expect(await asked('2025-10-07')).toEqual([at(2024)]);
    w.pages.set(at(2025), page(2025));
    expect((await w.night('2025-10-09', cited())).edition.status).toBe('superseded');
    const between = await w.night('2025-10-10', cited());
    expect(between.asked).toEqual([at(2024)]);
    expect(between.edition.status).toBe('superseded');
  });

  it('is superseded by what the index of its folder lists', async () => {
    const w = web();
    const next = `${FOLDER}the-new-one`;
    w.pages.set(at(2024), page(2024));
    w.pages.set(FOLDER, links('Reports', { [at(2024)]: title(2024), [next]: title(2025) }));
    w.pages.set(next, page(2025));
    const { edition } = await w.night('2025-10-01', cited());
    expect(edition).toMatchObject({
      status: 'superseded',
      newer: [{ edition: '2025', url: next }],
      proposed: { index: [FOLDER] },
    });
  });

  it('is superseded by what its “latest edition” link or its choice of years leads to', async () => {
    for (const link of ['Latest edition', '2025']) {
      const w = web();
      const next = link === '2025' ? at(2025) : `${FOLDER}latest`;
      w.pages.set(
        at(2024),
        page(2024).replace('<main>', `<main><p><a href="${next}">${link}</a></p>`),
      );
      w.pages.set(next, page(2025));
      const { edition } = await w.night('2025-10-01', cited());
      expect([link, edition.status, edition.newer[0]?.url]).toEqual([link, 'superseded', next]);
    }
  });

  it('says where a later edition is named that could not be read', async () => {
    const w = web();
    w.pages.set(at(2024), page(2024));
    w.pages.set(FOLDER, links('Reports', { [at(2025)]: title(2025) }));
    w.pages.set(at(2025), 403);
    const { edition } = await w.night('2025-10-01', cited());
    expect(edition).toMatchObject({ status: 'unknown', newer: [] });
    expect(edition.reason).toContain(
      `the 2025 edition is named at ${FOLDER}, and could not be read`,
    );
  });

  it('is not superseded by another country’s, another report, or a placeholder', async () => {
    const w = web();
    w.pages.set(at(2024), page(2024));
    w.pages.set(
      at(2025),
      html(title(2025), { Findings: 'The 2025 report will be published here.' }).replaceAll(
        /Observers[^<]*/gu,
        '',
      ),
    );
    w.pages.set(
      FOLDER,
      links('Reports', {
        [`${FOLDER}b`]: 'Religious Freedom Monitor 2025: Borduria',
        [`${FOLDER}c`]: 'Press Freedom Monitor 2025: Ruritania',
      }),
    );
    const { edition, asked } = await w.night('2025-10-01', cited());
    expect(edition).toMatchObject({ status: 'unknown', newer: [] });
    expect(asked).not.toContain(`${FOLDER}b`);
    expect(asked).not.toContain(`${FOLDER}c`);
  });

  it('is left alone when it names no edition, such as an article in the folder of its day', async () => {
    const w = web();
    const url = 'https://paper.example/news/2024/10/14/register-closed';
    w.pages.set(url, html('Register closed in the north', { News: QUOTE }));
    const { asked, edition } = await w.night(
      '2025-10-01',
      cited({ title: 'Register closed in the north', url }),
    );
    expect(asked).toEqual([url]);
    expect(edition).toMatchObject({ status: 'unknown', why: { kind: 'no-series' } });
  });

  it('asks the content API of GOV.UK, which tells that it was withdrawn', async () => {
    const w = web();
    const slug = 'government/publications/ruritania-note';
    const url = `https://www.gov.uk/${slug}/ruritania-note-accessible`;
    const api = `https://www.gov.uk/api/content/${slug}`;
    w.pages.set(url, html('Ruritania: a note', { Note: QUOTE }));
    w.pages.set(
      api,
      json({
        base_path: `/${slug}`,
        title: 'Note',
        withdrawn_notice: { explanation: '', withdrawn_at: '2025-09-30T00:00:00Z' },
      }),
    );
    const { asked, edition } = await w.night(
      '2025-10-01',
      cited({ title: 'Ruritania: a note', url }),
    );
    expect(asked).toEqual([url, api]);
    expect(edition.status).toBe('withdrawn');
    expect(
      (await w.night('2025-10-02', cited({ title: 'Ruritania: a note', url }))).edition.status,
    ).toBe('withdrawn');
  });
});
