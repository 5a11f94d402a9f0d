import { load } from 'cheerio';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/model/run.js';
import {
  codeMarkdown,
  escapeHtml,
  escapeMarkdown,
  escapeXml,
  html,
  isolateRuns,
  linkMarkdown,
  webUrl,
  withoutHidden,
} from '../../src/surfaces/escape.js';
import { escapeCsv } from '../../src/surfaces/files/csv.js';
import { renderFeed } from '../../src/surfaces/files/feed.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { renderDigest } from '../../src/surfaces/mail/digest.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { plain } from '../../src/surfaces/terminal/screen.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { RUN } from './fixture-night.js';
import { digestOf } from './fixture-run.js';

const ATTACK = `"'><img src=x onerror=alert(1)></style></script><script>alert(2)</script>\u0007\u001b[31m|\r\n`;
/** Words that steer a renderer; all other strings of a run come from the web or from a file. */
const STEERING = new Set([
  'kind',
  'severity',
  'state',
  'status',
  'by',
  'change',
  'verdict',
  'tier',
  'op',
  'schema',
  'witness',
  'currency',
]);

/** The run with every free text made hostile, and every address a script. Ids stay equal where they were equal. */
const poison = (value: unknown, key = ''): unknown => {
  if (typeof value === 'string') {
    if (STEERING.has(key)) return value;
    return /url|link/i.test(key) ? `javascript:alert(3)//${ATTACK}` : value + ATTACK;
  }
  if (Array.isArray(value)) return value.map((v) => poison(v, key));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, poison(v, k)]));
};
const POISONED = poison(RUN) as Run;

const expectHarmless = (markup: string) => {
  const $ = load(markup);
  expect($('img, iframe, object, [onerror]').length).toBe(0);
  for (const a of $('[href]').toArray()) expect($(a).attr('href')).toMatch(/^(https?:|data:,|#)/);
};

describe('hostile text in every field of a run', () => {
  it('stays text on the page, which keeps its one script', () => {
    const page = renderPage(POISONED);
    expectHarmless(page);
    const $ = load(page);
    expect($('script').length).toBe(1);
    expect($('script').text()).not.toContain('alert');
    expect($('main').text()).toContain('<img src=x onerror=alert(1)>');
  });

  it('stays text in the mail', () => {
    const { subject, html: mail } = renderDigest(digestOf(POISONED));
    expectHarmless(mail);
    expect(load(mail)('script').length).toBe(0);
    expect(subject).not.toMatch(/\p{Cc}/u);
  });

  it('leaves the feed well-formed, and harmless where a reader unpacks it', () => {
    const $ = load(renderFeed(POISONED), { xml: true });
    expect($('entry').length).toBeGreaterThan(5);
    for (const c of $('content').toArray()) {
      expectHarmless($(c).text());
      expect(load($(c).text())('script').length).toBe(0);
    }
    expect($('link').length).toBe(0);
  });

  it('cannot leave its line or begin markup in Markdown', () => {
    const text = renderMarkdown(POISONED)
      .replace(/`[^`\n]*`/g, 'code')
      .replace(/<a id="[^"<>\s|]*"><\/a>/g, '');
    expect(text).not.toMatch(/(?<!\\)<(?!\/?(?:del|ins|details|summary)>)/);
    expect(text).not.toMatch(/\]\(<?javascript:/);
  });

  it('cannot send commands to a terminal', () => {
    expect(renderTerminal(ENGLISH, POISONED, { colour: false, width: 80 })).not.toMatch(
      /[^\P{Cc}\n]/u,
    );
  });
});

describe('the escapers', () => {
  it('give back any printable text that goes through HTML, but for what is hidden in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = withoutHidden(text).replace(/[^\P{Cc}\t\n]|[\ufffe\uffff]/gu, '');
        expect(load(html`<p title="${clean}">.</p>`.text)('p').attr('title')).toBe(clean);
        expect(load(`<p>x${escapeHtml(text)}</p>`)('p').text()).toBe(`x${clean}`);
      }),
    );
  });

  it('give back any text that XML can carry, with nothing hidden in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const read = load(`<a>${escapeXml(text)}</a>`, { xml: true })('a').text();
        // What hides in a text is shown; control characters XML cannot carry.
        // biome-ignore lint/suspicious/noControlCharactersInRegex: XML forbids them
        const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;
        expect(read).toBe(withoutHidden(text).replace(forbidden, ''));
      }),
    );
  });

  it.each([
    [
      'يقول الناشر: «It was withdrawn. Do not use it.».',
      'يقول الناشر: «<span dir="ltr">It was withdrawn. Do not use it.</span>».',
    ],
    ['من 27 December 2024 إلى 3 صفحات.', 'من <span dir="ltr">27 December 2024</span> إلى 3 صفحات.'],
    [
      'The page says: “سُحب هذا المستند.”',
      '<span dir="ltr">The page says</span>: “<span lang="ar" dir="rtl">سُحب هذا المستند.</span>”',
    ],
    ['The page says: “It was withdrawn.”', 'The page says: “It was withdrawn.”'],
    ['طبعة 2025: 14 مصدرًا <b>', 'طبعة 2025: 14 مصدرًا &lt;<span dir="ltr">b</span>&gt;'],
  ])('set apart what runs the other way, with its own full stop: %s', (text, shown) => {
    expect(isolateRuns(text).text).toBe(shown);
  });

  it('let only web addresses become links', () => {
    for (const url of [
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'no',
    ])
      expect(webUrl(url)).toBeNull();
    expect(webUrl('https://example.org/a%2Fb?q=1#:~:text=x')).toBe(
      'https://example.org/a%2Fb?q=1#:~:text=x',
    );
  });

  it('keep a spreadsheet from computing a cell', () => {
    for (const cell of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1'])
      expect(escapeCsv(cell).replace(/^"/, '').startsWith("'")).toBe(true);
    expect(escapeCsv('4.4 million')).toBe('4.4 million');
    expect(escapeCsv('a "b", c')).toBe('"a ""b"", c"');
  });

  it('show Markdown as it was written', () => {
    expect(escapeMarkdown('# *a* _b_ [c](d) <e> | `f`')).toBe(
      '\\# \\*a\\* \\_b\\_ \\[c\\](d) \\<e\\> \\| \\`f\\`',
    );
    expect(escapeMarkdown('1. see https://evil.example and www.evil.example')).toBe(
      '1\\. see https\\://evil.example and www\\.evil.example',
    );
    expect(codeMarkdown('a ``b`` c')).toBe('``` a ``b`` c ```');
    expect(linkMarkdown('page', 'https://a.example/x>y z')).toBe(
      '[page](<https://a.example/x%3Ey%20z>)',
    );
    expect(linkMarkdown('page', 'https://a.example/', false)).toBe('page: `https://a.example/`');
  });

  it('show what nobody sees, and leave flags as they are', () => {
    const SCOTLAND = '\u{1f3f4}\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}';
    const hidden = `a\u061cb\u3164c\u{e0041}\u{e0042}d ${SCOTLAND}`;
    const shown = `ab c\ufffdd ${SCOTLAND}`;
    for (const escaped of [escapeHtml, escapeXml, escapeCsv, escapeMarkdown, plain])
      expect(escaped(hidden), escaped.name).toBe(shown);
    expect(codeMarkdown(hidden)).toBe(`\`${shown}\``);
    expect(escapeCsv('\u{e0041}=1+1')).toBe('\ufffd=1+1');
    expect(escapeCsv('\u3164=1+1')).toBe("' =1+1");
  });

  it('let a link lead where it led', () => {
    expect(webUrl('https://a.example/\u3164\u{e0041}?\u061c=é')).toBe(
      'https://a.example/%E3%85%A4%F3%A0%81%81?%D8%9C=é',
    );
  });

  it('leave a terminal neither colours nor reversed text of others', () => {
    expect(plain('a\u001b[31mb\u202ec\n d')).toBe('a[31mbc d');
  });
});
