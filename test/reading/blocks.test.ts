import { describe, expect, it } from 'vitest';
import { read, texts } from './read.js';

// biome-ignore format: one pair a line
const pairs: readonly [sentence: string, html: string, blocks: readonly string[]][] = [
  ['a paragraph is a block', '<p>One.</p><p>Two.</p>', ['One.', 'Two.']],
  ['inline elements add no space', '<p>foo<b>bar</b> <i>baz</i></p>', ['foobar baz']],
  ['text beside a block is a block', '<div>before<p>inside</p>after</div>', ['before', 'inside', 'after']],
  ['white space collapses, non-breaking too', '<p> a \n\t b&nbsp;&nbsp;c </p>', ['a b c']],
  ['a single break is a space', '<p>of the<br>year</p>', ['of the year']],
  ['two breaks end a paragraph', '<p>First.<br><br/>\n<br>Second.</p>', ['First.', 'Second.']],
  ['a break before an indented line ends a paragraph', '<div>一。<br>　　二。</div>', ['一。', '二。']],
  ['scripts, styles and templates are not text', '<p>a</p><script>b</script><style>c</style><template>d</template>', ['a']],
  ['noscript is not text', '<p>a</p><noscript><p>b</p></noscript>', ['a']],
  ['fallbacks of frames, drawings and players are not text', '<p>a</p><iframe>b</iframe><svg><text>c</text></svg><video>d</video>', ['a']],
  ['alternative text of images is not text', '<p>a<img alt="b" src="c.png"></p>', ['a']],
  ['hidden elements are not text', '<p hidden>a</p><p style="color:red; display : none">b</p><p style="visibility:hidden">c</p><p>d</p>', ['d']],
  ['what is hidden from screen readers is seen by eyes', '<p aria-hidden="true">a</p>', ['a']],
  ['what is for screen readers only is not seen', '<p>the <a href="/x">report<span class="visually-hidden"> (opens in a new tab)</span></a> says</p>', ['the report says']],
  ['a closed dialog is hidden, an open one is not', '<dialog>a</dialog><dialog open>b</dialog>', ['b']],
  ['folded details are text', '<details><summary>More</summary><p>Inside</p></details>', ['More', 'Inside']],
  ['a tab that is not open is text', '<div role="tabpanel" style="display:none"><p>Second tab</p></div>', ['Second tab']],
  ['parts that React streams are text', '<div hidden id="S:0"><p>Streamed</p></div>', ['Streamed']],
  ['cells and list items are blocks', '<table><tr><td>a</td><td>b</td></tr></table><ul><li>c<li>d</ul>', ['a', 'b', 'c', 'd']],
  ['definition lists are blocks', '<dl><dt>term</dt><dd>meaning</dd></dl>', ['term', 'meaning']],
  ['preformatted text is parted at blank lines', '<pre>one\ntwo\n\nthree</pre>', ['one two', 'three']],
  ['word breaks and soft hyphens are dropped', '<p>Men<wbr>schen&shy;rech\u200bte</p>', ['Menschenrechte']],
  ['readings above characters are dropped', '<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字</p>', ['漢字']],
  ['short quotations get their marks', '<p>He said <q>no</q>.</p>', ['He said “no”.']],
  ['a broken line leaves no space between Chinese characters', '<p>中国的\n  人权，\n状况 in 2024</p>', ['中国的人权，状况 in 2024']],
  ['a broken line leaves a space between Korean words', '<p>북한\n인권</p>', ['북한 인권']],
  ['text is in composed form', '<p>Cafe\u0301</p>', ['Café']],
  ['raised numbers that are links are dropped', '<p>released<sup><a href="#fn1">1</a></sup> in<a href="/x#n2"><sup>[2]</sup></a> May.</p>', ['released in May.']],
  ['bracketed numbers that lead down the page are dropped', '<p>released<a href="#_ftn3">[3]</a> in May.</p>', ['released in May.']],
  ['raised numbers that are powers are kept, raised', '<p>10 km<sup>2</sup>, 10<sup>−6</sup> m</p>', ['10 km², 10⁻⁶ m']],
  ['but not where they stand after a space', '<p>10 km <sup>2</sup> and <sup>−6</sup> m</p>', ['10 km 2 and −6 m']],
  ['raised numbers after a word are notes', '<p>released<sup>12</sup> in May.<sup>13</sup></p>', ['released in May.']],
  ['and so are those after the sign that ends a sentence of another script', '<p>ለቀቀ።<sup>3</sup> किया।<sup>4</sup> လွှတ်၏။<sup>5</sup> کیا۔<sup>6</sup></p>', ['ለቀቀ። किया। လွှတ်၏။ کیا۔']],
  ['but not after a unit of it', '<p>१० मी<sup>2</sup> में</p>', ['१० मी² में']],
  ['numbers named as notes are dropped', '<p>released<span class="footnote-ref">4</span> in<a href="#note5">5</a> May</p>', ['released in May']],
  ['but other numbers that are links are kept', '<p>see note <a href="#note5">5</a>, in 2019<a href="#part">20</a></p>', ['see note 5, in 201920']],
  ['the marks of amendments are dropped before what came in by them', '<p>The <a href="#c1">F1</a><span>[</span>Tribunal<span>]</span> may, by <a href="#commentary-c2">C2</a> leave</p>', ['The [Tribunal] may, by leave']],
  ['but not what else is called so', '<p>Table <a href="#c1">F1</a> [sic], <a href="#c2">C2</a></p>', ['Table F1 [sic], C2']],
  ['links with words are kept', '<p>see <a href="#part-2">Part 2</a></p>', ['see Part 2']],
  ['spans shown as blocks are blocks', '<span style="display:block">a</span><span style="display: flex">b</span>', ['a', 'b']],
];

describe('the text of a page', () => {
  it.each(pairs)('%s', async (_, html, blocks) => {
    expect(await texts(html)).toEqual(blocks);
  });

  it('keeps the level of headings', async () => {
    const { blocks } = await read(
      '<h1>One</h1><h3><a href="/">Three</a></h3><p>text</p>',
      'text/html',
    );
    expect(blocks.map((b) => b.heading)).toEqual([1, 3, undefined]);
  });
});
