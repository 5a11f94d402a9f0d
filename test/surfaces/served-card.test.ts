import { load } from 'cheerio';
import { expect, it } from 'vitest';
import { renderPage } from '../../src/surfaces/page/page.js';
import { renderSourcePage } from '../../src/surfaces/serve/decision-pages.js';
import { actionOf } from '../../src/surfaces/words/findings.js';
import { ENGLISH, withoutCommands } from '../../src/surfaces/words/locale.js';
import { RUN } from './fixture-night.js';
import { PUBLICATION } from './fixture-run.js';
import { FORMS } from './greek.js';

const card = (page: string): string => load(page)('article').text();

it('a card beside its buttons names no command for what they do, and a published one does', () => {
  expect(card(renderSourcePage(ENGLISH, FORMS))).not.toMatch(/citewatch ack|Or keep the citation/u);
  expect(card(renderPage(RUN, { ...PUBLICATION, namesCommands: false }))).not.toMatch(
    /citewatch ack|Or keep the citation/u,
  );
  expect(card(renderPage(RUN, PUBLICATION))).toMatch(/Or keep the citation.*citewatch ack/su);
});

it.each([
  { kind: 'no-url' },
  {
    kind: 'edition-newer',
    editions: [],
    fates: { intact: 1, altered: 0, missing: 0, unverifiable: 0 },
  },
] as const)(
  'what to do of $kind names its command only where no button stands beside it',
  (why) => {
    expect(actionOf(ENGLISH, { why })).toContain('citewatch');
    expect(actionOf(withoutCommands(ENGLISH), { why })).not.toContain('citewatch');
  },
);
