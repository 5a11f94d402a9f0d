import { describe, expect, it } from 'vitest';
import { Haystack } from '../../../src/passage/haystack.js';
import { judgeQuote } from '../../../src/passage/judge-quote.js';

const TRADITIONAL =
  '中國遼寧省公安廳2002至2022年的連續3任廳長李文喜、薛恆、王大偉涉及貪污，全部落馬，中共官媒如今公開3人的收賄金額';
const SIMPLIFIED =
  '中国辽宁省公安厅2002至2022年的连续3任厅长李文喜、薛恒、王大伟涉及贪污，全部落马，中共官媒如今公开3人的收贿金额';
const on = (text: string) => ({
  kind: 'text' as const,
  url: 'https://a.example/x',
  haystacks: [new Haystack([{ text: `前文。${text}。后文。`, role: 'main' }])],
});

describe('a Chinese quotation', () => {
  it('stands in the other script, in a tier of its own', () => {
    const verdict = judgeQuote('q', { text: TRADITIONAL }, on(SIMPLIFIED));
    expect(verdict).toMatchObject({ verdict: 'intact', tier: 'script', found: SIMPLIFIED });
    expect(judgeQuote('q', { text: SIMPLIFIED }, on(TRADITIONAL)).tier).toBe('script');
    expect(judgeQuote('q', { text: TRADITIONAL }, on(TRADITIONAL)).tier).toBe('exact');
  });

  it('is altered when a number differs, and only the number is shown', () => {
    const verdict = judgeQuote('q', { text: TRADITIONAL }, on(SIMPLIFIED.replace('3任', '5任')));
    expect(verdict).toMatchObject({ verdict: 'altered', weighty: true });
    expect(verdict.diff.filter((d) => d.op !== 'same').map((d) => d.text)).toEqual(['3', '5']);
  });

  it('is missing when the page speaks of something else', () => {
    const other =
      '最高人民法院审判委员会专职委员贺小荣表示，近几年每年约有200余万件民间借贷纠纷案件涌入法院';
    expect(judgeQuote('q', { text: TRADITIONAL }, on(`${other}。`.repeat(8))).verdict).toBe(
      'missing',
    );
  });
});
