import { expect, it } from 'vitest';
import { casesIn, type EditionCase, judgeEditions } from '../../unseen/judge.js';

const MONTHLY = casesIn<EditionCase>('editions-3.jsonl.gz').find(
  ({ id }) => id === 'h4-fr-bulletin-kivus-mensuel',
) as EditionCase;

it('a site’s own numbers in addresses (2026/2360) are no years to come, and hide no later issue', async () => {
  expect(MONTHLY.list?.html).toContain('/2026/2360">Bulletin des Kivus n° 64');
  expect((await judgeEditions(MONTHLY)).mark).not.toBe('false-current');
});

it('and where the list shows the cited issue as the latest, it is current', async () => {
  const without = (html = '') => html.replace(/<article class="card"><h3>[^\n]*n° 64[^\n]*/u, '');
  const cited =
    '<article class="card"><h3><a href="/publications/2026/2325">Bulletin des Kivus n° 63 – avril 2026</a></h3></article>';
  const html = without(MONTHLY.list?.html).replace('</main>', `${cited}</main>`);
  const list = { url: MONTHLY.list?.url ?? '', html };
  expect((await judgeEditions({ ...MONTHLY, list, expect: 'current' })).mark).toBe('right');
});
