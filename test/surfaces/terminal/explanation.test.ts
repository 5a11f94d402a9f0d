import { describe, expect, it } from 'vitest';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { renderExplanation } from '../../../src/surfaces/terminal/explanation.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
import { RUN } from '../fixture-night.js';

const plainly = { colour: false, width: 100 };
const folded = (text: string): string => text.replace(/\s+/gu, ' ');
const about = (verdict: SourceVerdict): string =>
  renderExplanation(
    ENGLISH,
    verdict,
    RUN.findings.filter(({ source }) => source === verdict.id),
    plainly,
  );

describe('what is known of a source', () => {
  it.each(RUN.sources.map((verdict) => [verdict.id, verdict] as const))(
    '%s is told in sentences: address, text, passages, edition, findings',
    (_, verdict) => {
      const text = folded(about(verdict));
      expect(text).toContain(folded(verdict.title));
      for (const { quotes } of verdict.citations)
        for (const { text: passage } of quotes)
          expect(text).toContain(folded(passage).slice(0, 60));
      for (const part of ['Address', 'Text', 'Edition']) expect(text).toContain(` ${part} `);
      expect(text).not.toMatch(/undefined|\[object|NaN/u);
    },
  );

  it('says a thing once: neither a status that is its own reason, nor a reason again, nor a day that names an edition', () => {
    const [verdict] = RUN.sources as [SourceVerdict];
    const quote = (id: string) => ({
      ...verdict.citations[0]?.quotes[0],
      id,
      verdict: 'unverifiable',
      why: NOWHERE,
    });
    const NOWHERE = {
      kind: 'no-text',
      why: { kind: 'link', why: { kind: 'no-address' } },
    } as const;
    const cited = { ...verdict.citations[0], quotes: [quote('a'), quote('b')] };
    const text = folded(
      about({
        ...verdict,
        link: { ...verdict.link, status: 'no-url', why: { kind: 'no-address' } },
        content: {
          ...verdict.content,
          change: 'unread',
          why: { kind: 'link', why: { kind: 'no-address' } },
        },
        citations: [cited],
        edition: {
          status: 'withdrawn',
          newer: [{ edition: '28 March 2025', url: null, published: '2025-03-28', quotes: [] }],
          why: { kind: 'notice', words: 'Under review.' },
        },
      } as unknown as SourceVerdict),
    );
    expect(text.match(/Nobody has recorded the address of this source\./gu)).toHaveLength(1);
    expect(text.match(/Could not be checked\./gu)).toHaveLength(2);
    expect(text).toContain('28 March 2025: no address known');
    const first = about({
      ...verdict,
      content: { ...verdict.content, change: 'first-visit', why: { kind: 'first-visit' } },
    } as never);
    expect(first.match(/Read for the first time\./gu)).toHaveLength(1);
  });

  it('includes the series that it seems to be an edition of, as it is pasted into sources.json', () => {
    const [verdict] = RUN.sources as [SourceVerdict];
    const proposed = {
      id: 'one-series',
      name: 'Monitor: Ruritania',
      cadence: null,
      index: [`https://monitor.example/${'reports/'.repeat(20)}`],
      pattern: 'https://monitor.example/{edition}/',
      subject: [],
      editions: [{ edition: '2024', url: null, published: null }],
    };
    const text = about({ ...verdict, edition: { ...verdict.edition, proposed } });
    expect(JSON.parse(text.slice(text.indexOf('\n{') + 1))).toEqual(proposed);
    expect(folded(text)).toContain(`"series": "one-series" into the source ${verdict.id}`);
    expect(about(verdict)).not.toContain('seems to be an edition');
  });

  it('obeys no control character of a page', () => {
    const [verdict] = RUN.sources as [SourceVerdict];
    expect(about({ ...verdict, title: 'A \u001b[31mred\u202e title' })).not.toMatch(
      /\p{Cc}(?<!\n)|\u202e/u,
    );
  });
});
