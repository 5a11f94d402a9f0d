import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import { readByHand, savedAt } from '../../src/judging/witness.js';
import type { UnreadReason } from '../../src/model/document.js';
import type { Finding } from '../../src/model/finding.js';
import type { LinkStatus } from '../../src/model/link.js';
import type { SourceVerdict } from '../../src/model/verdict.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { renderDigest } from '../../src/surfaces/mail/digest.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { byHandWords, handInOffer } from '../../src/surfaces/saved-page.js';
import { renderExplanation } from '../../src/surfaces/terminal/explanation.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { DIGEST, RUN } from './fixture-night.js';
import { citation, content, finding, link, quote, source } from './fixture-run.js';

const HASH = 'a'.repeat(64);
const NOW = new Date('2026-06-08T02:00:00Z');
const read = (saved: string, by?: string) =>
  readByHand({ at: saved, by, payloadSha256: HASH }, NOW);

const quoted = {
  citations: [citation(1, '7b', [quote('R/1#1', 'A passage.', { verdict: 'unverifiable' })])],
};
const tip = (more: Partial<SourceVerdict>): SourceVerdict =>
  source('tip', 'The title', 'The publisher', 'https://p.example/tip', {
    ...quoted,
    witness: 'none',
    ...more,
  });
const walled = (more: Partial<SourceVerdict> = {}): SourceVerdict =>
  tip({
    link: link({ status: 'blocked', by: 'bot-wall' }),
    content: content({ change: 'unread' }),
    ...more,
  });
const unread = (why: UnreadReason): SourceVerdict =>
  tip({ content: content({ change: 'unread', why: { kind: 'document', why } }) });

describe('what can be done by hand', () => {
  it('is offered where a page keeps programs out, with the line to paste', () => {
    expect(handInOffer(ENGLISH, walled())).toEqual({
      how: expect.stringContaining('save it as one file'),
      line: 'citewatch witness tip FILE',
    });
    expect(handInOffer(ENGLISH, walled({ id: "o'brien" }))?.line).toBe(
      "citewatch witness 'o'\\''brien' FILE",
    );
    expect(handInOffer(ENGLISH, unread({ kind: 'script' }))).not.toBeNull();
  });

  it.each<LinkStatus>([
    'alive',
    'moved',
    'gone',
    'soft-404',
    'server-error',
    'unreachable',
    'no-url',
    'unjudged',
  ])('is not offered for a page that is %s', (status) =>
    expect(handInOffer(ENGLISH, walled({ link: link({ status }) }))).toBeNull(),
  );

  it.each<[string, SourceVerdict]>([
    ['of which nothing is quoted', walled({ citations: [] })],
    [
      'that somebody read by hand not long ago',
      walled({ witness: 'person', byHand: read('2026-06-01') }),
    ],
    ['that is a scan, which no browser reads either', unread({ kind: 'pdf-scan', pages: 3 })],
    ['that is a picture', unread({ kind: 'file', sort: 'image', type: 'image/png' })],
  ])('is not offered for a page %s', (_, verdict) =>
    expect(handInOffer(ENGLISH, verdict)).toBeNull(),
  );

  it('is offered again when that was too long ago', () => {
    expect(handInOffer(ENGLISH, walled({ byHand: read('2026-01-01') }))).not.toBeNull();
  });
});

describe('a page that was read by hand', () => {
  it.each([
    ['2026-06-08T01:00:00Z', 'read by hand on 8 June 2026, today'],
    ['2026-06-07', 'read by hand on 7 June 2026, yesterday'],
    ['2026-04-29', 'read by hand on 29 April 2026, 40 days ago'],
    ['2026-03-10', 'read by hand on 10 March 2026, 90 days ago'],
    [
      '2026-03-09',
      'last read by hand 91 days ago, on 9 March 2026: too long ago to stand for the page',
    ],
  ])('on %s is called: %s', (saved, words) =>
    expect(byHandWords(ENGLISH, read(saved))).toBe(words),
  );

  it('is as old as the earliest that is said of it', () => {
    expect(
      savedAt({ at: '2026-06-01T00:00:00Z', said: '2026-05-01', dated: '2026-04-01T00:00:00Z' }),
    ).toBe('2026-04-01T00:00:00Z');
    expect(savedAt({ at: '2026-06-01T00:00:00Z', said: '2027-01-01' })).toBe(
      '2026-06-01T00:00:00Z',
    );
  });
});

describe('a digest', () => {
  const told = (fresh: readonly Finding[], sources: readonly SourceVerdict[]) =>
    renderDigest({ ...DIGEST, fresh, open: [], resolved: [], sources });
  const stale = walled({ byHand: read('2026-03-01', 'A. Researcher') });
  const blocked = finding('source-blocked', 'low', 'tip', 'It is closed.', 'Open it.', {
    state: 'new',
  });
  const old = finding('witness-stale', 'medium', 'tip', 'It is old.', 'Save it.', { state: 'new' });

  it('says what to do for what is closed to programs, once', () => {
    for (const fresh of [[blocked], [old], [old, blocked]]) {
      const { text, html } = told(fresh, [stale]);
      expect(text.replace(/\s+/gu, ' ').split('citewatch witness tip FILE')).toHaveLength(2);
      expect(load(html).text().split('citewatch witness tip FILE')).toHaveLength(2);
    }
  });

  it('says nothing of it for any other', () => {
    const { text } = told(
      [finding('source-gone', 'high', 'tip', 'It is gone.', 'Find it.', { state: 'new' })],
      [walled()],
    );
    expect(text).not.toContain('citewatch witness');
  });
});

it('whatever somebody calls himself stays a name, wherever it is told', () => {
  const by = `<img src=x onerror=alert(1)>\u202e\u001b[31m](javascript:alert(2))`;
  const place = { kind: 'person', at: '2026-06-01', by } as const;
  const heard = quote('R/1#1', 'A passage.', {
    why: { kind: 'elsewhere', why: { kind: 'stands', tier: 'exact' }, place },
  });
  const verdict = walled({
    witness: 'person',
    byHand: read('2026-06-01', by),
    citations: [citation(1, '7b', [heard])],
  });
  const blocked: Finding = {
    ...finding('source-blocked', 'low', 'tip', '', '', { state: 'new' }),
    why: { kind: 'blocked', link: verdict.link.why, byHand: read('2026-06-01', by) },
  };
  const run = { ...RUN, sources: [verdict], findings: [blocked] };
  const page = load(renderPage(run));
  expect(page('img, [onerror]').length).toBe(0);
  expect(page('main').text()).toContain('<img src=x');
  expect(load(renderMarkdown(run).replace(/\\</gu, '&lt;'))('img').length).toBe(0);
  const screen = { colour: false, width: 80 };
  for (const text of [
    renderTerminal(ENGLISH, run, screen),
    renderExplanation(ENGLISH, verdict, [blocked], screen),
  ]) {
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).toContain('<img src=x');
  }
});
