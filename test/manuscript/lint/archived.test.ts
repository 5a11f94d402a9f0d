import { describe, expect, it } from 'vitest';
import { lint } from '../../../src/manuscript/lint/lint.js';
import { subjectOf } from '../../../src/manuscript/lint/subject.js';
import type { Decision, Source } from '../../../src/model/watchlist.js';
import { lintMessage } from '../../../src/surfaces/lint.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { citation, source, watchlist } from '../../world.js';

const PAGE = 'https://paper.example/article';
const CAPTURE = `https://web.archive.org/web/20240624091530/${PAGE}`;
const PASSAGE = 'Police busted 1,664 criminal gangs involved in loan scams.';

const kept: Decision = {
  source: 'a',
  about: 'archived-address',
  edition: null,
  keep: true,
  on: '2025-01-01',
  until: '2026-01-01',
  reason: 'the page itself is gone for good',
};

/** What lint says of the addresses of sources that are each cited once. */
function lintSources(
  sources: readonly Source[],
  decisions: readonly Decision[] = [],
  cited: string | null = null,
) {
  const uses = sources.map(({ id }, i) => citation(i + 1, id, PASSAGE, { cited }));
  const times = { now: new Date('2025-10-01T00:00:00Z'), staleAfter: 183 };
  const lints = lint(subjectOf(watchlist(sources, uses, { decisions }), null, times));
  const told = ['archived-address', 'archive-today', 'no-address', 'source-twice'];
  return lints.filter(({ why }) => told.includes(why.rule));
}
const rulesOf = (...given: Parameters<typeof lintSources>) =>
  lintSources(...given).map(({ why }) => why.rule);

describe('an archived copy in the place of its page', () => {
  it('is told with what it was made of', () => {
    const [told] = lintSources([source('a', { url: CAPTURE })]);
    expect(told).toMatchObject({
      severity: 'medium',
      why: { rule: 'archived-address', original: PAGE },
    });
    expect(told && lintMessage(ENGLISH, told)).toBe(`The address is an archived copy of ${PAGE}`);
  });

  it('is rightly there while a decision says so', () => {
    const sources = [source('a', { url: CAPTURE })];
    expect(rulesOf(sources, [kept])).toEqual([]);
    expect(rulesOf(sources, [{ ...kept, until: '2025-09-01' }])).toEqual(['archived-address']);
    expect(rulesOf(sources, [{ ...kept, about: 'source-gone' }])).toEqual(['archived-address']);
    expect(rulesOf(sources, [{ ...kept, keep: false }])).toEqual(['archived-address']);
  });

  it.each([
    ['the page itself, with the copy beside it', PAGE],
    ['the archive itself', 'https://web.archive.org/'],
    ['a page that names an archive in its path', 'https://blog.example/web/2020/http-is-dead'],
    ['a capture that names no original', 'https://perma.cc/ABCD-1234'],
    [
      'a capture of a private host',
      'https://web.archive.org/web/20240624091530/http://intranet/article',
    ],
  ])('is not %s', (_, url) => {
    expect(
      rulesOf([source('a', { url, copies: [{ url: CAPTURE, by: 'web.archive.org' }] })]),
    ).toEqual([]);
  });

  it('and its page, or two copies of one page, are one source twice', () => {
    const later = CAPTURE.replace('20240624', '20250101');
    expect(rulesOf([source('a', { url: PAGE }), source('b', { url: later })])).toContain(
      'source-twice',
    );
    expect(rulesOf([source('a', { url: CAPTURE }), source('b', { url: later })])).toContain(
      'source-twice',
    );
    expect(
      rulesOf([source('a', { url: CAPTURE }), source('b', { url: `${later}-2` })]),
    ).not.toContain('source-twice');
  });

  it('is told of archive.today where the line alone names that', () => {
    const cited = `Paper, “Title of a”, ${PAGE} [https://archive.ph/Ab12C], last accessed: 20 September 2025`;
    const [told] = lintSources([source('a', { url: PAGE })], [], cited);
    expect(told?.why).toEqual({ rule: 'archive-today', address: 'https://archive.ph/Ab12C' });
  });
});

describe('a source without an address', () => {
  const DOI = 'https://doi.org/10.1080/00213624.2021.1988628';
  const bare = source('a', { url: null });

  it.each([
    ['its line', bare, `Doe, J. (2021) Title of a. doi:10.1080/00213624.2021.1988628`],
    ['its note', { ...bare, note: `Later published (${DOI}), perhaps with other wording.` }, null],
    ['its title', { ...bare, title: `Title of a, ${DOI}` }, null],
  ])('is offered the DOI that %s prints', (_, of, cited) => {
    const [told] = lintSources([of], [], cited);
    expect(told?.why).toEqual({ rule: 'no-address', printed: DOI });
    expect(told && lintMessage(ENGLISH, told)).toContain(
      `It prints ${DOI}: citewatch fix SOURCE --printed`,
    );
  });

  it('is offered nothing where nothing is printed', () => {
    const [told] = lintSources([{ ...bare, note: 'Address not found: its paths end in a code.' }]);
    expect(told?.why).toEqual({ rule: 'no-address' });
    expect(told && lintMessage(ENGLISH, told)).toBe('Source without an address: “Title of a”.');
  });
});
