import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import type { Visit } from '../../../src/model/visit.js';
import { renderHistory } from '../../../src/surfaces/terminal/explanation.js';
import { columns, wrap } from '../../../src/surfaces/terminal/screen.js';
import { renderTerminal } from '../../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { RUN } from '../fixture-night.js';
import { buildRun, citation, content, finding, link, quote, source } from '../fixture-run.js';

describe('what check prints', () => {
  const text = renderTerminal(ENGLISH, RUN, { colour: false, width: 72 });

  it('fits the terminal, but for addresses, which stay whole', () => {
    for (const line of text.split('\n'))
      if (!line.includes('https://')) expect(columns(line), line).toBeLessThanOrEqual(72);
    expect(text).toContain(
      `${'https://www.aljazeera.com/news/2022/10/14/xis-anti-graft-campaign-intensifies-ahead-of-key-china-congress'}#:~:text=`,
    );
  });

  it('shows the words that changed and ends with the sum of the night', () => {
    expect(text).toContain('[-4.4-] {+4.7+}');
    expect(text.trimEnd().replace(/\s+/g, ' ')).toMatch(
      /12 of 34 sources stand; 16 could not be checked\.$/,
    );
  });

  it('says once that an archive could not be asked, with the number of sources', () => {
    const gone = (id: string, reason: string) => ({
      ...source(id, 'P', id, `https://${id}.example/`),
      archiveUnasked: reason,
    });
    const night = buildRun(
      [gone('a', 'web.archive.org did not answer.'), gone('b', 'web.archive.org was not asked.')],
      ['a', 'b'].map((id) => finding('source-gone', 'high', id, 'Gone.', 'Find it.')),
    );
    const told = renderTerminal(ENGLISH, night, { colour: false, width: 100 });
    expect(told.match(/could not be asked/gu)).toHaveLength(1);
    expect(told).toContain(
      'The archive could not be asked about 2 sources: web.archive.org did not answer.\n',
    );
    expect(text).not.toContain('could not be asked');
  });

  it('says the same with colours as without', () => {
    const coloured = renderTerminal(ENGLISH, RUN, { colour: true, width: 72 });
    expect(coloured).not.toBe(text);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character begins a colour
    expect(coloured.replace(/\u001b\[[0-9;]*m/g, '')).toBe(text);
  });

  it('ends with the news that the machine was offline, when it was', () => {
    const offline = renderTerminal(
      ENGLISH,
      { ...RUN, run: { ...RUN.run, online: false } },
      { colour: false, width: 72 },
    );
    expect(offline.trimEnd().endsWith('This machine was offline: nothing was judged.')).toBe(true);
    expect(offline).not.toContain('sources stand');
  });

  it('tells dozens of small things in a line each', () => {
    expect(text.match(/last read too long ago/g)?.length).toBe(1);
  });
});

describe('what check prints of a report in a bad way', () => {
  const sources = Array.from({ length: 400 }, (_, n) =>
    source(`s${n}`, 'P', `Page ${n}`, `https://h${n}.example/`),
  );
  const gone = sources.map(({ id }) =>
    finding('source-gone', 'high', id, 'The page is gone.', 'Mend it.'),
  );
  const run = buildRun(sources, gone);
  const screen = { colour: false, width: 80 };

  it('is a screen of findings, how many more there are, and where they are', () => {
    const lines = renderTerminal(ENGLISH, run, screen, 'reports/index.html').split('\n');
    const more = lines.findIndex((line) => / more: /u.test(line));
    const shown = lines.slice(0, more).filter((line) => /Page gone/u.test(line)).length;
    expect(more).toBeLessThanOrEqual(60);
    expect(shown).toBeGreaterThan(5);
    expect(lines[more]).toBe(
      `${400 - shown} more: reports/index.html shows them, and so does --verbose here.`,
    );
    expect(lines.length).toBeLessThan(70);
  });

  it('is all of them where nothing is to be left out, and where all fit', () => {
    expect(renderTerminal(ENGLISH, run, screen, null).match(/Page gone/gu)).toHaveLength(400);
    const few = { ...run, findings: gone.slice(0, 3) };
    expect(renderTerminal(ENGLISH, few, screen, 'reports/index.html')).toBe(
      renderTerminal(ENGLISH, few, screen, null),
    );
  });

  it('is the beginning of a finding that alone is longer than a screen', () => {
    const long = {
      ...run,
      findings: [
        finding('passage-missing', 'high', 's0', 'So it is. '.repeat(2_000), 'Mend it.'),
        ...gone,
      ],
    };
    const lines = renderTerminal(ENGLISH, long, screen, 'the page').split('\n');
    expect(lines[0]).toContain('Page 0');
    expect(lines.find((line) => / more: /u.test(line))).toContain('400 more');
    expect(lines.length).toBeLessThan(70);
  });
});

describe('wrapping', () => {
  it('keeps every word, in order, and no line too long unless a word is', () => {
    const words = fc.array(
      fc.constantFrom('a', 'loan', 'trafficking', '利貸逼還債', 'é', '[-x-]'),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 90 }), (list, width) => {
        const lines = wrap(list.join(' '), width).split('\n');
        expect(lines.join('').replace(/ /g, '')).toBe(list.join(''));
        for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it('counts a Chinese character as two columns and a combining mark as none', () => {
    expect(columns('高利貸')).toBe(6);
    expect(columns('e\u0301')).toBe(1);
  });
});

describe('a source’s life', () => {
  const visit = (n: number, over: Partial<SourceVerdict> = {}): Visit => {
    const at = `2025-11-${String(n).padStart(2, '0')}T02:00:00.000Z`;
    const verdict = source('a', 'P', 'T', 'https://a.example/', { at, ...over });
    return {
      run: n,
      subject: 'a',
      at,
      outcome: null,
      validators: null,
      snapshot: null,
      verdict,
      memory: null,
    };
  };
  const gone = {
    link: link({ status: 'gone' as const, http: 404 }),
    content: content({ change: 'unread' as const }),
  };

  it('is told latest first, equal nights folded', () => {
    const visits = [1, 2, 3, 4].map((n) => visit(n)).concat(visit(5, gone), visit(6, gone));
    expect(renderHistory(ENGLISH, 'T', visits, { colour: false, width: 80 }).split('\n')).toEqual([
      'T',
      '6 November 2025  gone (404); could not be read',
      '  … 1 night the same, from 5 November 2025',
      '4 November 2025  opens (200); unchanged',
      '  … 3 nights the same, from 1 November 2025',
      '',
    ]);
  });

  it('has the hour where a day has two visits, and only there', () => {
    const again = { ...visit(3, gone), at: '2025-11-03T14:30:00.000Z' };
    const told = renderHistory(ENGLISH, 'T', [visit(1), visit(2, gone), visit(3), again], {
      colour: false,
      width: 80,
    });
    expect(told.split('\n').slice(1, -1)).toEqual([
      '3 November 2025, 14:30 UTC  gone (404); could not be read',
      expect.stringMatching(/^3 November 2025, \d\d:\d\d UTC {2}opens/u),
      '2 November 2025  gone (404); could not be read',
      '1 November 2025  opens (200); unchanged',
    ]);
  });

  it('is the same whichever way the nights come', () => {
    const visits = [visit(1), visit(2, gone), visit(3)];
    const screen = { colour: false, width: 80 };
    expect(renderHistory(ENGLISH, 'T', visits.toReversed(), screen)).toBe(
      renderHistory(ENGLISH, 'T', visits, screen),
    );
  });

  it.each([
    [1, 'passages: 1 stands'],
    [2, 'passages: 2 stand'],
  ])('says of %i passage that stands: %s', (n, words) => {
    const quotes = Array.from({ length: n }, (_, i) => quote(`R/1#${i}`, 'ninety cases of usury'));
    const told = renderHistory(
      ENGLISH,
      'T',
      [visit(1, { citations: [citation(1, '2', quotes)] })],
      {
        colour: false,
        width: 80,
      },
    );
    expect(told.split('\n')[1]).toMatch(new RegExp(`; ${words}$`, 'u'));
  });

  it('says so when there is none', () => {
    expect(renderHistory(ENGLISH, 'T', [], { colour: false, width: 80 })).toContain(
      'never visited',
    );
  });
});
