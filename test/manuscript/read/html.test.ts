import { describe, expect, it } from 'vitest';
import { paragraphText } from '../../../src/manuscript/manuscript.js';
import { readHtmlReport } from '../../../src/manuscript/read/html.js';

const texts = (html: string) => readHtmlReport(html).paragraphs.map(paragraphText);
const kinds = (html: string) =>
  readHtmlReport(html).paragraphs.map(({ kind, level }) => `${kind}${level || ''}`);
const links = (html: string) =>
  readHtmlReport(html).paragraphs.flatMap(({ runs }) =>
    runs.flatMap(({ text, href }) => (href ? [[text, href]] : [])),
  );

describe('the text of an HTML report', () => {
  it('is its headings, paragraphs, items and cells, in order', () => {
    const html =
      '<h2>One</h2><p>Two</p><ul><li>Three<ul><li>Four</ul><li><p>Five</ul>' +
      '<table><tr><td>Six<td><p>Seven</p></table>Eight';
    expect(texts(html)).toEqual(['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight']);
    expect(kinds(html)).toEqual([
      'heading2',
      'text',
      'item',
      'item',
      'item',
      'text',
      'text',
      'text',
    ]);
    expect(readHtmlReport(html).paragraphs.map(({ place }) => place.paragraph)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
  });

  it('has its white space collapsed, and the breaks of its author kept', () => {
    expect(texts('<p> a \n b <b> c</b>d<br> e <br/><br/>f<br></p>')).toEqual(['a b cd\ne\n\nf']);
    expect(texts('<pre>a\n  b</pre>')).toEqual(['a\nb']);
    expect(texts('<p>so&shy;ft&nbsp;&amp;</p>')).toEqual(['soft\u00a0&']);
  });

  it('says what is set in by a style for quotations, and by one press of a button in centimetres', () => {
    const of = (attributes: string) =>
      readHtmlReport(`<p ${attributes}>a</p>`).paragraphs[0]?.indented;
    expect(
      ['MsoQuote', 'MsoIntenseQuote', 'block-text-western'].map((name) => of(`class="${name}"`)),
    ).toEqual([true, true, true]);
    expect(of('class="MsoNormal"')).toBe(false);
    expect(of('style="margin-left:35.4pt"')).toBe(true);
    expect(of('style="margin-left:27pt"')).toBe(false);
  });

  it('says what is set in', () => {
    const html =
      '<blockquote><p>a</p><ul><li>b</ul></blockquote><p>c</p><p style="margin-left:36.0pt">d</p>' +
      '<p style="margin-left:.2in">e</p><p style="margin-left:.5in;text-indent:-.25in">f</p>';
    expect(readHtmlReport(html).paragraphs.map(({ indented }) => indented)).toEqual([
      true,
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('is what a reader sees', () => {
    const html =
      '<head><title>T &amp; U</title><style>p{}</style></head><p>a<script>b</script><span hidden>c</span>' +
      '<span style="display: none">d</span><!-- e --><o:p>f</o:p></p>';
    expect(texts(html)).toEqual(['af']);
    expect(readHtmlReport(html).title).toBe('T & U');
    expect(readHtmlReport('<p>a').title).toBeNull();
  });

  it('has its pages counted where they are told', () => {
    const { paragraphs } = readHtmlReport('<p>a</p><span data-page="2"></span><p>b</p>');
    expect(paragraphs.map(({ place }) => place.page)).toEqual([null, 2]);
  });
});

describe('the links of an HTML report', () => {
  it('are those that lead out of it', () => {
    const html =
      '<p>a <a href=" https://x.test/?a=1&amp;b=2 ">b <i>c</i></a> <a href="mailto:a@x.test">d</a> <a href="#e">e</a> ' +
      '<a href="/f">f</a> <a href="javascript:alert(1)">g</a> <a href="http://[">h</a></p><h2 id="e">e</h2>';
    expect(links(html)).toEqual([['b c', 'https://x.test/?a=1&b=2']]);
    expect(texts(html)[0]).toBe('a b c d e f g h');
  });

  it('leave the white space around them outside', () => {
    expect(
      readHtmlReport('<p>a <a href="http://x.test/">b</a> c').paragraphs[0]?.runs.map(
        ({ text }) => text,
      ),
    ).toEqual(['a ', 'b', ' c']);
  });
});

describe('the citations of a reference manager', () => {
  const field = (json: string) =>
    `<p>a <span data-csl='${json}'>(B 2020, <a href="http://x.test/">c</a>)</span> d</p>`;

  it('are told once', () => {
    const { runs } = readHtmlReport(field('[{"title":"T"}]')).paragraphs[0] ?? { runs: [] };
    expect(runs.map(({ text, items }) => [text, items])).toEqual([
      ['a ', []],
      ['(B 2020, ', [{ title: 'T' }]],
      ['c', []],
      [')', []],
      [' d', []],
    ]);
  });

  it.each(['[', '3', '{}'])('are none where they read %s', (json) => {
    expect(readHtmlReport(field(json)).paragraphs[0]?.runs.flatMap(({ items }) => items)).toEqual(
      [],
    );
  });
});

const SHAPES: readonly (readonly [string, string])[] = [
  [
    'mammoth',
    '<p>Text.<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup> More.</p>' +
      '<ol><li id="footnote-1"><p> Note <i>one</i>. <a href="#footnote-ref-1">↑</a></p></li></ol>',
  ],
  [
    'pandoc',
    '<p>Text.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> More.</p>' +
      '<section id="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Note <em>one</em>.' +
      '<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
  ],
  [
    'GitHub',
    '<p>Text.<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref>1</a></sup> More.</p>' +
      '<section data-footnotes><ol><li id="user-content-fn-1"><p>Note one. ' +
      '<a href="#user-content-fnref-1" data-footnote-backref>↩</a></p></li></ol></section>',
  ],
  [
    'python-markdown',
    '<p>Text.<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> More.</p>' +
      '<div class="footnote"><ol><li id="fn:1"><p>Note one.&#160;<a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>',
  ],
  [
    'Word',
    '<p>Text.<a href="#_ftn1" name="_ftnref1" title=""><span><span class=MsoFootnoteReference><![if !supportFootnotes]>[1]<![endif]></span></span></a> More.</p>' +
      '<div><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1" title=""><span>[1]</span></a> Note one.</p></div></div>',
  ],
  [
    'LibreOffice',
    '<p>Text.<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> More.</p>' +
      '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Note one.</p></div>',
  ],
];

describe('the notes of an HTML report', () => {
  it.each(SHAPES)('are found as %s writes them', (_, html) => {
    const { paragraphs, notes } = readHtmlReport(html);
    expect(paragraphs.map(paragraphText)).toEqual(['Text. More.']);
    const [id] = Object.keys(notes);
    expect(paragraphs[0]?.runs.map((run) => run.notes)).toEqual([[id], []]);
    expect(notes[id ?? '']?.label).toBe('1');
    expect(notes[id ?? '']?.paragraphs.map((p) => paragraphText(p).trim())).toEqual(['Note one.']);
    expect(notes[id ?? '']?.paragraphs[0]?.place.paragraph).toBe(2);
  });

  it.each(SHAPES)('are none where the mark of %s leads to nothing', (_, html) => {
    const cut = html.replace(
      / (?:id|name)="?(?:footnote-1|fn1|fn:1|_ftn1|user-content-fn-1|sdfootnote1sym)"?/g,
      '',
    );
    expect(readHtmlReport(cut).notes).toEqual({});
    // What says that it is a mark is none of the text, and is told.
    expect(texts(cut).join(' ')).toMatch(/Text\.\[?1?\]? More\..*Note one\./);
  });

  it('may have several paragraphs, links and marks', () => {
    const { paragraphs, notes } = readHtmlReport(
      '<p>a<sup><a href="#n" id="r1">*</a></sup>b<sup><a href="#n" id="r2">*</a></sup></p>' +
        '<div id="n"><p>c <a href="http://x.test/">d</a></p><p>e <a href="#r1">^</a> <a href="#r2">^</a></p></div>',
    );
    expect(paragraphs[0]?.runs.map((run) => run.notes)).toEqual([['n'], ['n']]);
    expect(notes.n?.label).toBe('*');
    expect(notes.n?.paragraphs.map(paragraphText)).toEqual(['c d', 'e']);
    expect(notes.n?.paragraphs[0]?.runs[1]?.href).toBe('http://x.test/');
  });

  it('are not made of a table of contents, of a heading, or of what the mark itself stands in', () => {
    for (const html of [
      '<p><a href="#s1" id="t1">1</a></p><h2 id="s1"><a href="#t1">One</a></h2>',
      '<p><sup><a href="#s1">1</a></sup></p><h2 id="s1">One</h2>',
      '<div id="all"><p>a<sup><a href="#all">1</a></sup></p></div>',
    ])
      expect(readHtmlReport(html).notes).toEqual({});
  });
});

describe('a hostile HTML file', () => {
  it.each([
    ['deep divisions', '<div>'.repeat(5_000)],
    ['deep spans', '<p>'.concat('<span>'.repeat(5_000))],
    ['deep links', '<a href="#x"><sup>'.repeat(5_000)],
    ['many breaks', `<p>${'a<br>'.repeat(5_000)}`],
    ['unclosed tags', '<a '.repeat(5_000)],
  ])('with %s is read to its end', (_, html) => {
    expect(texts(`<p>first</p>${html}`)[0]).toBe('first');
  });

  it('cannot name its notes after what all objects have', () => {
    const { notes } = readHtmlReport(
      '<p>a<sup><a href="#__proto__">1</a></sup></p><p id="__proto__">b</p>',
    );
    expect(Object.keys(notes)).toEqual(['__proto__']);
  });
});

describe('what a browser makes of HTML', () => {
  it('are marks around quotations, and around those in them', () => {
    expect(texts('<p>a <q>b <q>c</q> d</q> <q>e</q></p>')).toEqual(['a “b ‘c’ d” “e”']);
    expect(texts('<p>a <cite>b</cite></p>')).toEqual(['a b']);
  });
  it('is the address to which a link leads on', () => {
    expect(
      links('<a href="https://www.google.com/url?q=https://a.example/&amp;sa=D">a</a>'),
    ).toEqual([['a', 'https://a.example/']]);
  });
});
