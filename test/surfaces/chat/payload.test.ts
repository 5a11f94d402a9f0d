import { load } from 'cheerio';
import { describe, expect, it } from 'vitest';
import type { Digest } from '../../../src/model/run.js';
import { webhookPayload } from '../../../src/surfaces/chat.js';
import { DIGEST } from '../fixture-night.js';
import { citation, finding, PUBLICATION, quote, source } from '../fixture-run.js';

const PAGE = 'https://asylos.example/reports/index.html';
const PUBLISHED = { ...PUBLICATION, page: PAGE };
const LEAD = /^4 citations need you: Passage not found \(1\), /u;

type Payload = Readonly<Record<string, unknown>>;
const payload = (format: 'json' | 'slack' | 'matrix' | 'ntfy', digest: Digest = DIGEST) =>
  webhookPayload(format, digest, PUBLISHED) as Payload;

/** A digest whose title, publisher and section are this, and which has so many findings. */
function hostile(title: string, n = 1): Digest {
  const sources = Array.from({ length: n }, (_, i) =>
    source(`s${i}${title}`, title, `${title} ${i}`, `https://s${i}.example/a|b>c`, {
      citations: [citation(i, title, [quote(`q${i}`, title)])],
    }),
  );
  const fresh = sources.map(({ id }) =>
    finding('source-gone', 'high', id, title, title, { state: 'new' }),
  );
  return { ...DIGEST, fresh, open: [], resolved: [], sources };
}

it('JSON for a program of one’s own has the mail, the run, the reports and the page', () => {
  expect(payload('json')).toEqual({
    text: expect.stringContaining('4 citations need you'),
    html: expect.stringContaining('<h1'),
    run: 7,
    subject: expect.stringMatching(/^China report: /u),
    reports: ['ASI2025-01'],
    page: PAGE,
  });
});

describe('a message for Slack', () => {
  const { text, ...rest } = payload('slack') as { text: string };

  it('is text that begins with what matters, with a link behind each line, and no pictures', () => {
    const [first, , , ...lines] = text.split('\n');
    expect(first?.replace(/^\*(.*)\*$/u, '$1')).toMatch(LEAD);
    for (const line of lines.filter((one) => one.startsWith('•')))
      expect(line).toMatch(
        /^• <https:\/\/asylos\.example\/reports\/index\.html[^|>\s]*\|[^<>]+>$/u,
      );
    expect(rest).toEqual({ unfurl_links: false, unfurl_media: false });
  });

  it('calls nobody and begins no link by what a page says', () => {
    const said = (
      payload('slack', hostile('<!channel> <https://evil.example|x> & *b* <@U1>')) as {
        text: string;
      }
    ).text;
    expect(said).not.toMatch(/<!|<@|<https:\/\/evil/u);
    expect(said).toContain('&lt;!channel&gt;');
    expect(said.replace(/<https[^|]*\|/gu, '')).not.toMatch(/ \*b\*/u);
  });

  it('keeps an address within its link', () => {
    const bare = webhookPayload('slack', hostile('T'), PUBLICATION) as { text: string };
    expect(bare.text).toContain('<https://s0.example/a%7Cb%3Ec|');
  });
});

describe('a message for Matrix', () => {
  it('is an m.text, plain and as HTML, with the same lines', () => {
    const message = payload('matrix') as { body: string; formatted_body: string };
    expect(message).toMatchObject({ msgtype: 'm.text', format: 'org.matrix.custom.html' });
    expect(message.body.split('\n')[0]).toMatch(LEAD);
    const $ = load(message.formatted_body);
    expect($('strong').text()).toBe(message.body.split('\n')[0]);
    expect($('li').length).toBe(message.body.match(/^- /gmu)?.length);
    for (const line of $('li').toArray()) expect($(line).find('a').attr('href')).toContain(PAGE);
  });

  it('calls nobody and holds no markup of a page', () => {
    const message = payload(
      'matrix',
      hostile('@room <img src=x> <a href="javascript:x">y</a>'),
    ) as {
      formatted_body: string;
    };
    expect(message).toMatchObject({ 'm.mentions': {} });
    const $ = load(message.formatted_body);
    expect($('img').length).toBe(0);
    for (const a of $('a').toArray()) expect($(a).attr('href')).toMatch(/^https:/u);
  });
});

describe('a message for ntfy', () => {
  it('has a title, a message, a priority and the page to open', () => {
    expect(payload('ntfy')).toEqual({
      title: expect.stringMatching(/^China report: /u),
      message: expect.stringContaining('4 citations need you'),
      priority: 4,
      click: PAGE,
      actions: [{ action: 'view', label: 'All citations', url: PAGE }],
    });
    expect(payload('ntfy', { ...DIGEST, fresh: [], resolved: [] })).toMatchObject({ priority: 3 });
    const lighter = DIGEST.fresh.map((one) => ({ ...one, severity: 'medium' as const }));
    expect(payload('ntfy', { ...DIGEST, fresh: lighter, resolved: [] })).toMatchObject({
      priority: 3,
    });
  });

  it('stays short enough to be a message and not a file', () => {
    const { message } = payload('ntfy', hostile('裏'.repeat(10_000), 200)) as { message: string };
    expect(Buffer.byteLength(message)).toBeLessThan(4_096);
    expect(message).toMatch(/need you/u);
  });
});

it('no message of a chat holds what turns text around, or tells more than five at length', () => {
  for (const format of ['slack', 'matrix', 'ntfy'] as const) {
    const said = JSON.stringify(payload(format, hostile('\u202egnp.exe', 60)));
    expect(said).not.toContain('\u202e');
    expect(said).toContain('and 55 more');
  }
});
