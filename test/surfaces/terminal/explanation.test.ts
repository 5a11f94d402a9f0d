import { describe, expect, it } from 'vitest';
import type { SourceVerdict } from '../../../src/model/verdict.js';
import { renderExplanation } from '../../../src/surfaces/terminal/explanation.js';
import { RUN } from '../fixture-night.js';

const plainly = { colour: false, width: 100 };
const folded = (text: string): string => text.replace(/\s+/gu, ' ');
const about = (verdict: SourceVerdict): string =>
  renderExplanation(
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
        for (const { text: passage } of quotes) expect(text).toContain(folded(passage).slice(0, 60));
      for (const part of ['Address', 'Text', 'Edition']) expect(text).toContain(` ${part} `);
      expect(text).not.toMatch(/undefined|\[object|NaN/u);
    },
  );

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
    expect(about({ ...verdict, title: 'A \u001b[31mred\u202e title' })).not.toMatch(/\p{Cc}(?<!\n)|\u202e/u);
  });
});
