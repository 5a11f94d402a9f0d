import { beforeAll, describe, expect, it } from 'vitest';
import { remains } from '../src/evidence/log.js';
import { candidatesFor } from '../src/judging/editions/candidates.js';
import { coverOf } from '../src/judging/editions/cover.js';
import { isQualified, mentions } from '../src/judging/editions/family.js';
import { conceptsIn } from '../src/judging/link/notice.js';
import { dayPattern, sitemapsFor } from '../src/manuscript/find/sitemap.js';
import type { Document } from '../src/model/document.js';
import { Haystack } from '../src/passage/haystack.js';
import { judgeQuote } from '../src/passage/judge-quote.js';
import { marksIn } from '../src/passage/text/edition-name.js';
import { classifyRetraction } from '../src/passage/text/retraction-phrases.js';
import { KNOWN_IDS, withKnownSeries } from '../src/settings/series.js';
import { wrap } from '../src/surfaces/terminal/screen.js';
import { expressionsBySource, expressionsIn, type Found, madeDuring } from './expressions.js';
import { pumpsFor, steepIn } from './growth.js';
import { source, watch } from './judging/editions/watch.js';
import { CLEAN, lintMarkdown } from './manuscript/lint/clean-report.js';

const bySource = expressionsBySource();
const folders = [...new Set([...bySource.keys()].map((file) => file.split('/')[0] as string))];

const complaint = ({ file, source, flags }: Found): readonly string[] => {
  const steep = steepIn(source, flags, pumpsFor(source));
  if (steep === null) return [];
  const { pump, length, milliseconds } = steep;
  return [
    `${file}: /${source}/${flags}: ${milliseconds.toFixed()} ms for ${length} of ${JSON.stringify(pump)}`,
  ];
};

/** Calls what makes expressions while it runs, with what people may have written. */
function exercise(): void {
  mentions('The Corruption Perceptions Index of the year', 'CPI');
  const family = { words: ['china'], names: [], kin: [], label: [], title: ['china'] };
  isQualified('A survey of North China', family, 'A survey of China');
  sitemapsFor([{ url: 'https://a.example/sitemap-2019-06.xml', changed: null }], {
    ...source,
    published: '2019-06-02',
  });
  dayPattern('2019-06-02');
  const reported = 'On 4 March 2021, the Ruritanian Times reported';
  for (const other of [
    reported,
    'On 4 March 2021, a daily reported',
    'The Zenda Institute reported',
  ])
    lintMarkdown(CLEAN.replace(reported, other));
  const block = { text: 'The 2023 Global Slavery Index estimates', role: 'main' as const };
  coverOf(
    { type: 'html', blocks: [block], title: null, links: [] } as unknown as Document,
    'Global Slavery Index',
  );
  candidatesFor(
    source,
    watch(),
    { listings: [], works: [], document: null, banner: null },
    new Date('2025-12-01'),
  );
  candidatesFor(
    { ...source, series: null, edition: '2023', url: 'https://a.example/reports/2023-survey' },
    watch(),
    { listings: [], works: [], document: null, banner: null },
    new Date('2025-12-01'),
  );
  judgeQuote(
    'R/1#1',
    { text: '中国人权状况报告' },
    { kind: 'text', url: '', haystacks: [new Haystack([block])] },
  );
  const unnamed =
    'Le\ufffdters that the file does not name stand in this paragraph, and in no other. '.repeat(9);
  judgeQuote(
    'R/1#2',
    { text: 'Letters that the file does not name stand in this paragraph [...] and in no other' },
    { kind: 'text', url: '', haystacks: [new Haystack([{ text: unnamed, role: 'main' }])] },
  );
  for (const note of [
    'Correction: an earlier version of this article misstated it. We regret the error.',
    'Исправление: в более ранней версии этой статьи была ошибка.',
    'تصحيح: نسخة سابقة من هذا المقال',
    '정정: 이 기사의 이전 버전',
    '更正：本文早前版本有误。',
  ])
    classifyRetraction(note);
  withKnownSeries({ ...watch(), sources: KNOWN_IDS.map((id) => ({ ...source, series: id })) });
  conceptsIn('english, русский, العربية, 中文, にほんご, 한국어');
  marksIn(
    'v1, 第一版, 版本, of 2025: a version, edition, volume, round, revision, update and number',
  );
  wrap('two words', 40);
  remains('{"subject":"a"}');
}

describe('the time of every regular expression in src', () => {
  let made: ReadonlyMap<string, Found>;
  beforeAll(async () => {
    const makers = [...bySource].filter(([, said]) => said.made > 0);
    made = await madeDuring(async () => {
      // Another address than that of the static imports, so that the modules run once more, under the eyes of the recorder.
      for (const [file] of makers) await import(/* @vite-ignore */ `../src/${file}?recorded`);
      exercise();
    });
  });

  it.each(folders)('grows no faster than the text: literals of %s', (folder) => {
    const literals = [...bySource.values()].flatMap((said) => said.literals);
    const own = literals.filter(({ file }) => file.split('/')[0] === folder);
    expect(own.flatMap(complaint)).toEqual([]);
  });

  it('grows no faster than the text: expressions that are made from strings', {
    timeout: 600_000,
  }, () => {
    expect([...made.values()].flatMap(complaint)).toEqual([]);
  });

  it('is asked of every place that makes one', () => {
    const unseen = [...bySource].filter(([file, said]) => {
      const places = new Set(
        [...made].flatMap(([key, found]) => (found.file === file ? [key.split(' ')[0]] : [])),
      );
      return places.size < said.made;
    });
    expect(unseen.map(([file]) => file)).toEqual([]);
  });
});

describe('an expression', () => {
  it.each([
    ['a run of anything before what is rare', String.raw`\S+\.\w+ is for sale`],
    ['a run that must end the text', String.raw`\/+$`],
    ['two runs of one kind side by side', String.raw`^[\s|]*(?:page)?\s*\d$`],
    ['an open end after a word that comes again', String.raw`published[^.]*\.`],
    ['a run of runs', '^(?:a+)+b'],
  ])('is too steep: %s', (_, source) => {
    expect(steepIn(source, 'iu', pumpsFor(source))).not.toBeNull();
  });

  it.each([
    ['the same, bounded', String.raw`(?<!\S)\S{1,253}\.\w{1,63} is for sale`],
    ['the same, begun only where the run begins', String.raw`(?<!\/)\/+$`],
    ['one that eats whatever it meets', String.raw`\s+`],
  ])('is not: %s', (_, source) => {
    expect(steepIn(source, 'iu', pumpsFor(source))).toBeNull();
  });
});

describe('the collector', () => {
  it('sees literals and makers wherever they stand, and no look-alike', () => {
    const text =
      "const a = /x+/gu; f(a / b / c, '/no/', [/in /]); new RegExp(s); RegExp('t'); // /not/";
    const { literals, made } = expressionsIn('a.ts', text);
    expect(literals.map(({ source, flags }) => `${source} ${flags}`)).toEqual(['x+ gu', 'in  ']);
    expect(made).toBe(2);
  });
});
