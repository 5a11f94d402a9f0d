import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/model/run.js';
import { renderDigest } from '../../../src/report/mail/digest.js';
import { columns } from '../../../src/report/terminal/screen.js';
import { DIGEST } from '../fixture-night.js';
import { finding, PUBLICATION } from '../fixture-run.js';

const { subject, text, html } = renderDigest(DIGEST, PUBLICATION);
const only = (kinds: readonly string[], over: Partial<Digest> = {}): Digest => ({
  ...DIGEST,
  fresh: DIGEST.fresh.filter((f) => kinds.includes(f.kind)),
  resolved: [],
  ...over,
});
const subjectOf = (digest: Digest) => renderDigest(digest, PUBLICATION).subject;

describe('the subject', () => {
  it('says the most important thing first, and where', () => {
    expect(subject).toBe(
      'China report: a quoted passage is missing at walkfree.org, 1 quoted passage changed, 1 page is gone',
    );
    expect(subjectOf(only(['edition-newer']))).toBe('China report: a newer edition is out at state.gov');
  });

  it('counts when there are several of a kind', () => {
    const two = DIGEST.fresh
      .filter((f) => f.kind.startsWith('passage-'))
      .map((f) => ({ ...f, kind: 'passage-altered' as const }));
    expect(subjectOf(only([], { fresh: two }))).toBe('China report: 2 quoted passages changed');
  });

  it('calls no page gone before it is confirmed', () => {
    const early = finding('source-gone', 'low', 'rfa-2018-family-suicide', 'm', 'a', { state: 'new' });
    expect(subjectOf(only([], { fresh: [early] }))).toBe(
      'China report: a page failed and is watched at rfa.org',
    );
  });

  it('tells good news when there is no other', () => {
    expect(subjectOf(only([], { resolved: DIGEST.resolved }))).toBe('China report: 1 problem is resolved');
  });

  it('calls a report by its id when its title is not given', () => {
    expect(renderDigest(DIGEST).subject).toMatch(/^ASI2025-01: a quoted passage/);
  });
});

describe('the text', () => {
  it('tells what is new, what is over, and what is still open, in this order', () => {
    const places = [
      'NEW',
      'Passage not found',
      '[-4.4-] {+4.7+}',
      'RESOLVED',
      'now over',
      'STILL OPEN',
      '32 citations',
    ].map((w) => text.indexOf(w));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  it('gives each grave new thing what to do, where it is cited, and an address, and each small one a line', () => {
    const [, news = ''] = /NEW\n\n([\s\S]*)\n\nRESOLVED/.exec(text) ?? [];
    const blocks = news.split('\n\n');
    const items = blocks.filter((block) => !block.startsWith('- '));
    const small = DIGEST.fresh.filter((f) => f.severity === 'low');
    expect(items.length).toBe(DIGEST.fresh.length - small.length);
    expect(blocks.at(-1)?.match(/^- /gm)?.length).toBe(small.length);
    for (const item of items)
      for (const words of ['What to do:', 'Cited in section', 'https://']) expect(item).toContain(words);
  });

  it('shows the passage that is missing', () => {
    expect(text).toMatch(/Quoted: While China demonstrated some efforts/);
  });

  it('ranks by urgency, in whatever order the findings come', () => {
    expect(
      renderDigest(
        { ...DIGEST, fresh: DIGEST.fresh.toReversed(), open: DIGEST.open.toReversed() },
        PUBLICATION,
      ),
    ).toEqual(renderDigest(DIGEST, PUBLICATION));
  });

  it('has short lines, but for addresses', () => {
    for (const line of text.split('\n'))
      if (!line.includes('https://')) expect(columns(line)).toBeLessThanOrEqual(72);
  });

  it('leaves out a section that has nothing in it', () => {
    expect(renderDigest(only(['source-gone'], { open: [] })).text).not.toMatch(/RESOLVED|STILL OPEN/);
  });
});

describe('the HTML', () => {
  const $ = load(html);

  it('has its three sections and the same items', () => {
    expect(
      $('h2')
        .toArray()
        .map((h) => $(h).text()),
    ).toEqual(['New', 'Resolved', 'Still open']);
    expect($('span[style*="font-weight:bold"]').length).toBe(
      DIGEST.fresh.filter((f) => f.severity !== 'low').length,
    );
  });

  it('needs no style sheet, no script and nothing from the network', () => {
    expect($('style, script, img, link, table').length).toBe(0);
  });

  it('shows a change that survives the loss of its elements and its colours', () => {
    expect($.text().replace(/\s+/g, ' ')).toContain('particularly for [−PRC] [+Chinese] victims');
  });

  it('gives a background with every colour, so that the dark does not swallow it', () => {
    for (const e of $('[style*="color:#"]').toArray()) {
      const style = $(e).attr('style') ?? '';
      if (/(?:^|;)color:#/.test(style)) expect(style).toContain('background-color:#');
    }
  });

  it('leads to the published page when there is one', () => {
    expect(renderDigest(DIGEST, { page: 'https://example.org/r/' }).html).toContain(
      'href="https://example.org/r/"',
    );
    expect(html).not.toContain('Everything, with its evidence');
  });
});
