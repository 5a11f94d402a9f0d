import { Haystack } from '../../src/passage/haystack.js';
import { judgeQuote } from '../../src/passage/judge-quote.js';

const WORDS = 'the police said that loan sharks had charged interest of more than';
/** Texts made to be slow to search, of about `n` characters, each with the quotation to look for. */
const ADVERSARIES: Readonly<Record<string, (n: number) => readonly [page: string, quote: string]>> =
  {
    'a…a in a…a': (n) => ['a'.repeat(n), 'a'.repeat(n / 10)],
    'a…ab in a…a': (n) => ['a'.repeat(n), `${'a'.repeat(1000)}b`],
    'a a a in a a a': (n) => ['a '.repeat(n / 2), 'a '.repeat(1000)],
    'the same words for ever': (n) => [
      `${WORDS} `.repeat(n / WORDS.length),
      `${`${WORDS} `.repeat(20)} end`,
    ],
    'thousands of near misses': (n) => [
      Array.from({ length: n / 80 }, (_, i) => `${WORDS} ${i} percent.`).join(' '),
      `${WORDS} a thousand percent`,
    ],
    'parts that all but stand': (n) => [
      `${WORDS} `.repeat(n / WORDS.length),
      `${`${WORDS} [...] `.repeat(20)}no end`,
    ],
    'insertions everywhere': (n) => ['x y '.repeat(n / 4), `${'x [a] '.repeat(200)} z`],
    'brackets in brackets': (n) => [WORDS, '['.repeat(n / 10)],
    'dots and dots': (n) => [WORDS, '. '.repeat(n / 10)],
    'marks upon marks': (n) => [`e${'\u0301'.repeat(n)}`, 'e is not here at all, nor is e'],
    'strangers of Chinese': (n) => [
      '随着民间资本的充裕近年来高利贷'.repeat(n / 15),
      '嚴重影響地方的金融秩序和社會穩定'.repeat(20),
    ],
  };

/** The times that judging a passage takes on texts made to be slow to search. */
export function benchAdversaries(): void {
  for (const [name, make] of Object.entries(ADVERSARIES)) {
    const times = [250_000, 500_000, 1_000_000].map((n) => {
      const [text, quote] = make(n);
      const start = performance.now();
      const haystacks = [new Haystack([{ text, role: 'main' }])];
      judgeQuote('q', { text: quote }, { kind: 'text', url: 'https://a.example/', haystacks });
      return Math.round(performance.now() - start);
    });
    console.log(
      `${name.padEnd(26)} ${times.join(', ')} ms for n, 2n and 4n (4n is a million characters)`,
    );
  }
}
