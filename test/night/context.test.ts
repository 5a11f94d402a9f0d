import { describe, expect, test } from 'vitest';
import { isReportedOnce } from '../../src/model/finding.js';
import type { Run } from '../../src/model/run.js';
import { renderMarkdown } from '../../src/surfaces/files/markdown.js';
import { renderPage } from '../../src/surfaces/page/page.js';
import { renderTerminal } from '../../src/surfaces/terminal/terminal.js';
import { ENGLISH } from '../../src/surfaces/words/locale.js';
import { citation, fakeWorld, source, watchlist } from '../world.js';
import { night, url } from './nights.js';

/** What a passage stands under: the page as it was first read, pages on which that says something else, and pages on which it does not. */
interface Context {
  readonly what: string;
  readonly quote: string;
  readonly page: string;
  readonly other: readonly string[];
  readonly same: readonly string[];
}

const AROUND =
  '<p>The commission visited four districts in the spring, spoke to elders and teachers, and wrote down what each of them had seen since the winter.</p>';
const LATER =
  '<h2>Method</h2><p>Interviews were held in the language of the speaker, and notes were read back to everybody who had been asked.</p>';
const QUOTE = 'Forty families were moved from the valley to a camp near the river in March.';

const CONTEXTS: readonly Context[] = [
  {
    what: 'a heading',
    quote: QUOTE,
    page: `<h1>Field notes</h1>${AROUND}<h2>3.2 Areas held by the government</h2><p>${QUOTE}</p>${LATER}`,
    other: [
      `<h1>Field notes</h1>${AROUND}<h2>3.2 Areas held by the opposition</h2><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes</h1>${AROUND}<h2>3.2 Areas held by the government</h2><h3>Allegations that were withdrawn</h3><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes</h1>${AROUND}<h2>3.2 Areas held by the government</h2><p>Nothing more is known of these.</p>${LATER}<p>${QUOTE}</p>`,
    ],
    same: [
      `<h1>Field notes</h1>${AROUND}<h2>3.3. AREAS HELD BY THE GOVERNMENT:</h2><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes</h1>${AROUND}<h2>3.2 Areas held by the government</h2><p>${QUOTE}</p>${LATER.replace('Method', 'Sources')}`,
      `<h1>Field notes</h1>${LATER}${AROUND}<h2>3.2 Areas held by the government</h2><p>${QUOTE}</p>`,
      `<nav><h2>Menu</h2><ul><li><a href="/a">Reports</a></li></ul></nav><h1>Field notes</h1>${AROUND}<h2>3.2 Areas held by the government</h2><aside><h3>Most read</h3><p><a href="/b">Floods in the north</a></p></aside><p>${QUOTE}</p>${LATER}`,
    ],
  },
  {
    what: 'a heading two levels up',
    quote: QUOTE,
    page: `<h1>Notes</h1>${AROUND}<h2>Areas held by the government</h2><h3>Displacement</h3><p>${QUOTE}</p>`,
    other: [
      `<h1>Notes</h1>${AROUND}<h2>Areas held by the opposition</h2><h3>Displacement</h3><p>${QUOTE}</p>`,
    ],
    same: [
      `<h1>Notes</h1>${AROUND}<h2>Areas held by the government</h2><h3>Displacement</h3><p>${QUOTE}</p><h3>Returns</h3><p>None was seen.</p>`,
      `<h1>Notes</h1>${AROUND}<h1>Part one</h1><h2>Areas held by the government</h2><h3>Displacement</h3><p>${QUOTE}</p>`,
    ],
  },
  {
    what: 'the introduction of a list',
    quote: 'persons who look after a child under the age of six',
    page: `<h1>Service</h1>${AROUND}<p>The following are exempt:</p><ul><li>students of the last year</li><li>persons who look after a child under the age of six</li></ul>`,
    other: [
      `<h1>Service</h1>${AROUND}<p>The following are not exempt:</p><ul><li>students of the last year</li><li>persons who look after a child under the age of six</li></ul>`,
    ],
    same: [
      `<h1>Service</h1>${AROUND}<p>The following are exempt :</p><ul><li>teachers of the first year</li><li>students of the last year</li><li>persons who look after a child under the age of six</li></ul>`,
      `<h1>Service</h1>${AROUND}<p>The following are exempt:</p><ol><li><p>students of the last year</p></li><li><p>persons who look after a child under the age of six</p></li></ol>`,
    ],
  },
  {
    what: 'an item over the items of a list within',
    quote: 'persons who look after a child under the age of six',
    page: `<h1>Service</h1>${AROUND}<p>By law:</p><ul><li>Exempt<ul><li>students of the last year</li><li>persons who look after a child under the age of six</li></ul></li><li>Called up<ul><li>all others</li></ul></li></ul>`,
    other: [
      `<h1>Service</h1>${AROUND}<p>By law:</p><ul><li>Called up<ul><li>students of the last year</li><li>persons who look after a child under the age of six</li></ul></li><li>Exempt<ul><li>all others</li></ul></li></ul>`,
    ],
    same: [
      `<h1>Service</h1>${AROUND}<p>By law:</p><ul><li>postponed<ul><li>the ill</li></ul></li><li>Exempt<ul><li>students of the last year</li><li>persons who look after a child under the age of six</li></ul></li></ul>`,
    ],
  },
  {
    what: 'the header of a column',
    quote: 'eleven thousand and forty households',
    page: `<h1>Returns</h1>${AROUND}<table><tr><th>District</th><th>Returned</th><th>Still away</th></tr><tr><td>Upper valley</td><td>two hundred</td><td>eleven thousand and forty households</td></tr></table>`,
    other: [
      `<h1>Returns</h1>${AROUND}<table><tr><th>District</th><th>Still away</th><th>Returned</th></tr><tr><td>Upper valley</td><td>two hundred</td><td>eleven thousand and forty households</td></tr></table>`,
    ],
    same: [
      `<h1>Returns</h1>${AROUND}<table><tr><th>DISTRICT</th><th>Arrived</th><th>STILL AWAY</th></tr><tr><td>Lower valley</td><td>nine hundred</td><td>six households</td></tr><tr><td>Upper valley</td><td>two hundred</td><td>eleven thousand and forty households</td></tr></table>`,
    ],
  },
  {
    what: 'the label of a row',
    quote: 'eleven thousand and forty households',
    page: `<h1>Returns</h1>${AROUND}<table><tr><th>No.</th><th>Households</th></tr><tr><th>Arrested</th><td>two hundred households</td></tr><tr><th rowspan="2">Displaced</th><td>six households</td></tr><tr><td>eleven thousand and forty households</td></tr></table>`,
    other: [
      `<h1>Returns</h1>${AROUND}<table><tr><th>No.</th><th>Households</th></tr><tr><th>Arrested</th><td>two hundred households</td></tr><tr><th rowspan="2">Returned</th><td>six households</td></tr><tr><td>eleven thousand and forty households</td></tr></table>`,
    ],
    same: [
      `<h1>Returns</h1>${AROUND}<table><tr><th>No.</th><th>Households</th></tr><tr><th>Detained</th><td>two hundred households</td></tr><tr><th rowspan="3">“Displaced”</th><td>six households</td></tr><tr><td>nine households</td></tr><tr><td>eleven thousand and forty households</td></tr></table>`,
    ],
  },
  {
    what: 'the sentence before it',
    quote: QUOTE,
    page: `<h1>Notes</h1>${AROUND}<p>The ministry confirmed the report of the elders. ${QUOTE} Nobody came back.</p>${LATER}`,
    other: [
      `<h1>Notes</h1>${AROUND}<p>The ministry denied the report of the elders. ${QUOTE} Nobody came back.</p>${LATER}`,
      `<h1>Notes</h1>${AROUND}<p>The ministry confirmed the report of the elders. It denies what follows. ${QUOTE} Nobody came back.</p>${LATER}`,
    ],
    same: [
      `<h1>Notes</h1>${AROUND}<p>“The ministry confirmed the report of the elders”. ${QUOTE} Many came back.</p>${LATER}`,
      `<h1>Notes</h1><p>Much was asked in these weeks. The ministry confirmed the report of the elders. ${QUOTE} Nobody came back.</p>${AROUND}`,
    ],
  },
  {
    what: 'the block before it',
    quote: QUOTE,
    page: `<h1>Notes</h1>${AROUND}<p>${QUOTE}</p>${LATER}`,
    other: [
      `<h1>Notes</h1>${AROUND}<p>The ministry denies the following:</p><p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1>${AROUND.replace('</p>', ' The ministry denies all that follows.</p>')}<p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1>${AROUND}<p><b>What others claim</b></p><p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1><p>Nine letters came in the spring, and each of them told the same story in its own words.</p><p>${QUOTE}</p>${LATER}`,
    ],
    same: [
      `<h1>Notes</h1>${AROUND}<p>A second visit was made in June, when the passes were open again.</p><p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1><p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1>${AROUND}<p>12 March 2025</p><p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1>${AROUND}<p>Updated 3 minutes ago</p><p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1>${AROUND}<p>Étienne, 14 min, 55568 vues</p><p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1>${AROUND}<div class="advertisement">Buy a better phone today</div><p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1>${AROUND}<figure><img src="a.png"><figcaption>A road near the river</figcaption></figure><p>${QUOTE}</p>${LATER}`,
    ],
  },
  {
    what: 'the paragraph before it, which says who says so',
    quote: QUOTE,
    page: `<h1>Notes</h1>${AROUND}<p>The elders sent two letters. What stands in them was denied by the ministry.</p><p>${QUOTE}</p>${LATER}`,
    other: [`<h1>Notes</h1>${AROUND}<p>${QUOTE}</p>${LATER}`],
    same: [
      `<h1>Notes</h1><p>The elders sent two letters. What stands in them was denied by the ministry.</p><p>${QUOTE}</p>${LATER}`,
    ],
  },
  {
    what: 'a teaser above it',
    quote: QUOTE,
    page: `<h1>Notes</h1><div><a href="/a">Sign up for our weekly letter</a></div>${AROUND}<div><a href="/b">The wells: a new series</a></div><p>${QUOTE}</p>${LATER}`,
    other: [
      `<h1>Notes</h1><div>Superseded, kept for the record</div>${AROUND}<div><a href="/b">The wells: a new series</a></div><p>${QUOTE}</p>${LATER}`,
      `<h1>Notes</h1><div><a href="/a">Sign up for our weekly letter</a></div>${AROUND}<div>What others claim</div><p>${QUOTE}</p>${LATER}`,
    ],
    same: [
      `<h1>Notes</h1><div><a href="/c">Help us to go on</a></div>${AROUND}<div><a href="/d">Voices of the plain</a></div><p>${QUOTE}</p>${LATER}`,
    ],
  },
  {
    what: 'a banner',
    quote: QUOTE,
    page: `<h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
    other: [
      `<div>Superseded</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes</h1><p><strong>Draft, not for use</strong></p>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<div>Superseded</div><h1>Field notes</h1><div>By the staff</div>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<div>Superseded on 3 May 2025 by version 4</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<div>These notes – superseded – are kept</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
    ],
    same: [
      `<div>Rains delay harvest ★ Parliament returns ★ Two bridges closed</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes</h1><p>Officials named two of the elders on Friday.</p>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<div class="cookie-banner">We use cookies to count visits</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes</h1><div>LIVE 1,414 watching Markets open higher 32 minutes ago</div>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes of the second commission</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<div>Rivers</div><div>Notes</div>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<div>Search</div><div>Rivers</div><h1>Field notes</h1><div>By the staff</div>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes</h1><p>Last updated: 4 October 2025</p><p>1,204 views</p>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes</h1>${AROUND}<p>A second visit was made in June, when the passes were open again and the roads were dry.</p><h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
    ],
  },
  {
    what: 'a line over the text that is another one every night',
    quote: QUOTE,
    page: `<div>New coats for the spring</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
    other: [
      `<div>Flights before Sunday</div><div>Superseded</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<div>New coats for the spring</div><div>Superseded</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<div>Superseded</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
    ],
    same: [
      `<div>Flights before Sunday</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
      `<h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`,
    ],
  },
  {
    what: 'more lines over the text than are looked at',
    quote: QUOTE,
    page: `<h1>Field notes</h1><div>Valley</div><div>By the staff</div><div>Second round</div><div>All rounds</div>${AROUND}<p>${QUOTE}</p>`,
    other: [
      `<div>Superseded</div><h1>Field notes</h1><div>Valley</div><div>By the staff</div><div>Second round</div><div>All rounds</div>${AROUND}<p>${QUOTE}</p>`,
    ],
    same: [
      `<div>Rivers</div><h1>Field notes</h1><div>Valley</div><div>By the staff</div><div>Second round</div>${AROUND}<p>${QUOTE}</p>`,
    ],
  },
  {
    what: 'a day that the page gave before',
    quote: QUOTE,
    page: `<h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}<p>Written down on 12 March 2025 by the staff.</p>`,
    other: [
      `<div>Superseded, as of 12 March 2025, by another</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}<p>Written down on 12 March 2025 by the staff.</p>`,
      `<div>Taken off on 3 May 2025</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}<p>Written down on 12 March 2025 by the staff.</p>`,
    ],
    same: [
      `<div>Published 12 March 2025</div><h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}<p>Written down on 12 March 2025 by the staff.</p>`,
    ],
  },
  {
    what: 'a cell beside it in which headlines pass by',
    quote: QUOTE,
    page: `<h1>Notes</h1>${AROUND}<table><tr><td>Rivers</td><td>Home</td></tr><tr><td>Rain ★ Parliament returns ★ Bridges</td><td>${QUOTE}</td></tr></table>`,
    other: [
      `<h1>Notes</h1>${AROUND}<table><tr><td>Rivers</td><td>Claims denied</td></tr><tr><td>Rain ★ Parliament returns ★ Bridges</td><td>${QUOTE}</td></tr></table>`,
    ],
    same: [
      `<h1>Notes</h1>${AROUND}<table><tr><td>Rivers</td><td>Home</td></tr><tr><td>Trains ★ Museum ★ Strike on Friday</td><td>${QUOTE}</td></tr></table>`,
    ],
  },
  {
    what: 'the rows above its own, whose first cells head them',
    quote: 'Upper valley nine hundred households eleven thousand and forty households',
    page: `<h1>Returns</h1>${AROUND}<table><tr><th>District</th><th>Returned</th><th>Still away</th></tr><tr><th>Plain</th><td>two</td><td>six</td></tr><tr><th>Upper valley</th><td>nine hundred households</td><td>eleven thousand and forty households</td></tr></table>`,
    other: [
      `<h1>Returns</h1>${AROUND}<table><tr><th>Camp</th><th>Returned</th><th>Still away</th></tr><tr><th>Plain</th><td>two</td><td>six</td></tr><tr><th>Upper valley</th><td>nine hundred households</td><td>eleven thousand and forty households</td></tr></table>`,
    ],
    same: [
      `<h1>Returns</h1>${AROUND}<table><tr><th>District</th><th>Returned</th><th>Still away</th></tr><tr><th>Coast</th><td>two</td><td>six</td></tr><tr><th>Upper valley</th><td>nine hundred households</td><td>eleven thousand and forty households</td></tr></table>`,
    ],
  },
  {
    what: 'a heading in Arabic',
    quote: 'نقلت السلطات أربعين عائلة من الوادي إلى مخيم قرب النهر في شهر مارس.',
    page: '<h1>ملاحظات</h1><h2>1. المناطق الخاضعة لسيطرة الحكومة</h2><p>نقلت السلطات أربعين عائلة من الوادي إلى مخيم قرب النهر في شهر مارس.</p><h2>المنهج</h2><p>أجريت المقابلات بلغة المتحدث وقرئت الملاحظات على كل من سئل.</p>',
    other: [
      '<h1>ملاحظات</h1><h2>1. المناطق الخاضعة لسيطرة المعارضة</h2><p>نقلت السلطات أربعين عائلة من الوادي إلى مخيم قرب النهر في شهر مارس.</p><h2>المنهج</h2><p>أجريت المقابلات بلغة المتحدث وقرئت الملاحظات على كل من سئل.</p>',
    ],
    same: [
      '<h1>ملاحظات</h1><h2>2. المناطق الخاضعة لسيطرة الحكومة:</h2><p>نقلت السلطات أربعين عائلة من الوادي إلى مخيم قرب النهر في شهر مارس.</p><h2>المصادر</h2><p>أجريت المقابلات بلغة المتحدث وقرئت الملاحظات على كل من سئل.</p>',
    ],
  },
  {
    what: 'the introduction of a list in Chinese',
    quote: '家中有六岁以下儿童需要照顾的父亲或者母亲以及其他监护人',
    page: '<h1>兵役</h1><p>委员会在春天访问了四个地区，并与长者和教师进行了交谈。</p><p>下列人员可以免服兵役：</p><ul><li>最后一年的学生</li><li>家中有六岁以下儿童需要照顾的父亲或者母亲以及其他监护人</li></ul>',
    other: [
      '<h1>兵役</h1><p>委员会在春天访问了四个地区，并与长者和教师进行了交谈。</p><p>下列人员不得免服兵役：</p><ul><li>最后一年的学生</li><li>家中有六岁以下儿童需要照顾的父亲或者母亲以及其他监护人</li></ul>',
    ],
    same: [
      '<h1>兵役</h1><p>委员会在春天访问了四个地区，并与长者和教师进行了交谈。</p><p>下列人员可以免服兵役:</p><ul><li>第一年的教师</li><li>家中有六岁以下儿童需要照顾的父亲或者母亲以及其他监护人</li></ul>',
    ],
  },
  {
    what: 'the sentence before it in Russian',
    quote: 'Сорок семей были перевезены из долины в лагерь у реки в марте.',
    page: '<h1>Записки</h1><p>Министерство подтвердило сообщение старейшин. Сорок семей были перевезены из долины в лагерь у реки в марте. Никто не вернулся.</p><p>Беседы велись на языке говорящего.</p>',
    other: [
      '<h1>Записки</h1><p>Министерство опровергло сообщение старейшин. Сорок семей были перевезены из долины в лагерь у реки в марте. Никто не вернулся.</p><p>Беседы велись на языке говорящего.</p>',
    ],
    same: [
      '<h1>Записки</h1><p>Министерство подтвердило сообщение старейшин! Сорок семей были перевезены из долины в лагерь у реки в марте. Многие вернулись.</p><p>Беседы велись на языке говорящего.</p>',
    ],
  },
  {
    what: 'the header of a column in Turkish',
    quote: 'on bir bin kırk hane bahar aylarında',
    page: '<h1>Dönüşler</h1><p>Komisyon ilkbaharda dört ilçeyi ziyaret etti ve öğretmenlerle konuştu.</p><table><tr><th>İlçe</th><th>Geri dönenler</th></tr><tr><td>Yukarı vadi</td><td>on bir bin kırk hane bahar aylarında</td></tr></table>',
    other: [
      '<h1>Dönüşler</h1><p>Komisyon ilkbaharda dört ilçeyi ziyaret etti ve öğretmenlerle konuştu.</p><table><tr><th>İlçe</th><th>Geri dönmeyenler</th></tr><tr><td>Yukarı vadi</td><td>on bir bin kırk hane bahar aylarında</td></tr></table>',
    ],
    same: [
      '<h1>Dönüşler</h1><p>Komisyon ilkbaharda dört ilçeyi ziyaret etti ve öğretmenlerle konuştu.</p><table><tr><th>İLÇE</th><th>GERİ DÖNENLER</th></tr><tr><td>Yukarı vadi</td><td>on bir bin kırk hane bahar aylarında</td></tr></table>',
    ],
  },
];

/** The passage's findings after each of these nights, and those on the page as a whole. */
async function nights(quote: string, pages: readonly string[], accessed: string | null = null) {
  const world = fakeWorld();
  const watch = watchlist([source('a')], [citation(1, 'a', quote, { accessed })]);
  const runs: Run[] = [];
  for (const [i, page] of pages.entries()) {
    world.pages.set(
      url,
      `<!doctype html><meta charset="utf-8"><title>Notes</title><main>${page}</main>`,
    );
    runs.push(await night(world, watch, i + 1));
    expect(runs.at(-1)?.sources[0]?.citations[0]?.quotes[0]).toMatchObject({ verdict: 'intact' });
  }
  await world.close();
  return runs;
}
const told = (run: Run | undefined): readonly string[] =>
  (run?.findings ?? [])
    .filter(({ kind }) => kind === 'passage-context-changed' || kind === 'content-edited')
    .map(({ severity, kind, state }) => `${severity} ${kind} ${state}`);

describe.each(CONTEXTS)('$what', ({ quote, page, other, same }) => {
  test.each(other)('says something else of the passage: %s', async (now) => {
    const [first, second, third, fourth] = await nights(quote, [page, now, now, page]);
    expect(told(first)).toEqual([]);
    expect(told(second)).toEqual(['medium passage-context-changed new']);
    expect(told(third)).toEqual(['medium passage-context-changed open']);
    expect(told(fourth)).toContain('medium passage-context-changed resolved');
  });
  test.each(same)('says the same of the passage: %s', async (now) => {
    const [, second, third] = await nights(quote, [page, now, page]);
    for (const run of [second, third]) expect(told(run).join()).not.toContain('context');
  });
});

const kindsTold = (run: Run | undefined): readonly string[] =>
  (run?.findings ?? [])
    .map(({ severity, kind }) => `${severity} ${kind}`)
    .filter((one) => !one.includes('access'));

describe('a line that comes over a text', () => {
  const page = `<h1>Field notes</h1>${AROUND}<h2>Areas</h2><p>${QUOTE}</p>${LATER}`;
  const severityOf = async (line: string) => {
    const [, run] = await nights(QUOTE, [page, `<div>${line}</div>${page}`]);
    return run?.findings.find(({ kind }) => kind === 'passage-context-changed')?.severity ?? null;
  };
  test.each([
    'Satire',
    'Sponsored content',
    'Subsequent history: overturned on appeal',
    'Ce document est périmé',
    'هذه مسودة',
    '本文件已废止',
  ])('weighs where it says that the text is not what it seems to be: %s', async (line) => {
    expect(await severityOf(line)).toBe('medium');
    expect(isReportedOnce({ kind: 'passage-context-changed', severity: 'medium' })).toBe(false);
  });
  test.each([
    'Analysis',
    'We are running a survey until June',
    'You have 2 free articles left',
    'Satellites over the valley',
    'Archives of the commission',
    'Version four of these notes stands in their place',
    '本网站将于本周六进行系统维护',
  ])('is pointed out once where it may be of the site: %s', async (line) => {
    expect(await severityOf(line)).toBe('low');
    expect(isReportedOnce({ kind: 'passage-context-changed', severity: 'low' })).toBe(true);
  });
});

describe('what a passage stands under', () => {
  const { page: FIRST, other } = CONTEXTS[0] as Context;
  const SECOND = other[0] as string;

  const WITHDRAWN =
    '<h2>This guidance was withdrawn on 5 May 2025</h2><p>It is not to be used.</p>';
  test.each([
    ['the notice by which its publisher withdraws it', WITHDRAWN + FIRST, []],
    [
      'a heading beside that notice',
      `${WITHDRAWN}${FIRST.replace('<h2>3.2', '<h2>What others claim</h2><h2>3.2').replace('government', 'rebels')}`,
      ['medium passage-context-changed'],
    ],
  ])('is told once: %s', async (_, page, expected) => {
    const [, run] = await nights(QUOTE, [FIRST, page]);
    expect(kindsTold(run).filter((one) => one.includes('context'))).toEqual(expected);
    const withdrawn = page.startsWith(WITHDRAWN) ? ['high edition-withdrawn'] : [];
    expect(kindsTold(run).filter((one) => one.includes('withdrawn'))).toEqual(withdrawn);
  });
  const CORRECTED =
    '<p>Correction: An earlier version of this article misstated the number of elders. It was eleven, not twelve.</p>';
  test.each([
    ['a correction alone', CORRECTED, ['medium source-corrected']],
    ['the same at the foot too', CORRECTED, ['medium source-corrected'], CORRECTED],
    [
      'a line beside it',
      `<div>Superseded</div>${CORRECTED}`,
      ['medium passage-context-changed', 'medium source-corrected'],
    ],
  ])(
    'is the matter of the document where its publisher corrects that above the text: %s',
    async (_, top, expected, foot = '') => {
      const page = top + FIRST + foot;
      const [, run, next] = await nights(QUOTE, [FIRST, page, page]);
      for (const one of [run, next])
        expect(
          kindsTold(one)
            .filter((kind) => /context|corrected/u.test(kind))
            .toSorted(),
        ).toEqual(expected);
    },
  );
  test('is no title of the page for being of the highest level', async () => {
    const plain = FIRST.replace(/h1>/g, 'h2>');
    const under = plain.replace(
      '<h2>3.2 Areas held by the government</h2>',
      '<h2>Thanks</h2><h1>Claims taken back</h1>',
    );
    expect((await nights(QUOTE, [plain, under])).flatMap(told)).toEqual([
      'medium passage-context-changed new',
    ]);
  });
  test('is accepted when the authors have read the page since', async () => {
    expect((await nights(QUOTE, [FIRST, SECOND, SECOND], '2025-10-02')).map(told)).toEqual([
      [],
      ['medium passage-context-changed new'],
      ['medium passage-context-changed resolved'],
    ]);
  });
  test('is another matter when it changes again', async () => {
    const third = FIRST.replace('the government', 'nobody');
    const [, , last] = await nights(QUOTE, [FIRST, SECOND, third]);
    expect(told(last).toSorted()).toEqual([
      'medium passage-context-changed new',
      'medium passage-context-changed resolved',
    ]);
  });
  test('goes on to be told beside an edit of a later night', async () => {
    const [, , last] = await nights(QUOTE, [
      FIRST,
      SECOND,
      SECOND.replace('four districts', 'nine districts'),
    ]);
    expect(told(last).toSorted()).toEqual([
      'low content-edited new',
      'medium passage-context-changed open',
    ]);
  });
  test('is unknown on a night that cannot read the page', async () => {
    const world = fakeWorld();
    const watch = watchlist([source('a')], [citation(1, 'a', QUOTE)]);
    const said: (readonly string[])[] = [];
    for (const [i, page] of [FIRST, SECOND, null, FIRST].entries()) {
      world.pages.set(
        url,
        page === null ? 503 : `<!doctype html><title>Notes</title><main>${page}</main>`,
      );
      said.push(told(await night(world, watch, i + 1)));
    }
    await world.close();
    expect(said.slice(1)).toEqual([
      ['medium passage-context-changed new'],
      ['medium passage-context-changed open'],
      ['medium passage-context-changed resolved'],
    ]);
  });
  test('is shown with the words before and after, wherever findings are', async () => {
    const [, run] = (await nights(QUOTE, [FIRST, SECOND])) as [Run, Run];
    const words = 'stands, but the heading above it changed, on 2 October 2025';
    for (const shown of [
      renderTerminal(ENGLISH, run, { colour: false, width: 400 }),
      renderPage(run),
      renderMarkdown(run),
    ])
      expect(shown).toContain(words);
    expect(renderPage(run)).toMatch(/<del>[^<]*government[^<]*<\/del>/u);
  });

  test.each([
    [
      'a lead-in',
      QUOTE,
      `<h1>N</h1>${AROUND}<p>The ministry denies the following:</p><p>${QUOTE}</p>`,
      true,
    ],
    [
      'its look-alike',
      QUOTE,
      `<h1>N</h1>${AROUND}<p>The ministry confirms the following:</p><p>${QUOTE}</p>`,
      false,
    ],
    ['a heading', QUOTE, `<h1>N</h1>${AROUND}<h2>Unverified claims</h2><p>${QUOTE}</p>`, true],
    ['its look-alike', QUOTE, `<h1>N</h1>${AROUND}<h2>False papers</h2><p>${QUOTE}</p>`, false],
    [
      'a longer one',
      QUOTE,
      `<h1>N</h1>${AROUND}<h2>Allegations that the panel rejects</h2><p>${QUOTE}</p>`,
      true,
    ],
    [
      'its look-alike',
      QUOTE,
      `<h1>N</h1>${AROUND}<h2>Allegations that the panel heard</h2><p>${QUOTE}</p>`,
      false,
    ],
    ...(['rejects', 'heard'] as const).map(
      (verb) =>
        [
          `a heading between two paragraphs: ${verb}`,
          `The elders were heard in May and again in June. ${QUOTE}`,
          `<h1>N</h1>${AROUND}<p>The elders were heard in May and again in June.</p><h2>Allegations that the panel ${verb}</h2><p>${QUOTE}</p>`,
          verb === 'rejects',
        ] as const,
    ),
    [
      'what was taken for a label between blocks',
      'Students of the last year of a school. Persons who look after a child under the age of six.',
      `<h1>N</h1>${AROUND}<p>Students of the last year of a school.</p><p>Called up are:</p><p>Persons who look after a child under the age of six.</p>`,
      true,
    ],
    [
      'its look-alike',
      'Students of the last year of a school. Persons who look after a child under the age of six.',
      `<h1>N</h1>${AROUND}<p>Students of the last year of a school.</p><p>A classroom in the valley</p><p>Persons who look after a child under the age of six.</p>`,
      false,
    ],
  ] as const)(
    'is pointed out once where it denies the passage: %s',
    async (_, quote, page, isTold) => {
      const [first, second] = await nights(quote, [page, page]);
      expect(kindsTold(first)).toEqual(isTold ? ['low passage-omission-weighs'] : []);
      expect(second?.findings.map(({ state }) => state)).toEqual(isTold ? ['open'] : []);
    },
  );
});
