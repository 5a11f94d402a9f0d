import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Parser, parse as parse5, serialize, Tokenizer } from 'parse5';
import { adapter } from 'parse5-htmlparser2-tree-adapter';
import { expect, it } from 'vitest';
import { parse } from '../../src/reading/tree.js';

/** What a tokenizer and a tree builder may trip over, in any order. */
// biome-ignore format: a table
const PIECES = [
  'word', 'two words', ' ', '\n', '\r', '\r\n', '\t', '\f', '\0', '&', '&amp;', '&amp', '&#38;', '&#x0;', '&notin', '&nosuch;',
  '<', '>', '"', "'", '=', '</', '<!', '<?x>', '<!-- c -->', '<!--', '-->', '<![CDATA[ x ]]>', '\u{1f600}', '\ud800', '中文', 'é', '\u007f', '\u00a0',
  '<p>', '</p>', '<p class="a b &amp; c">', '<a href="x?a=1&b=2">', '</a>', '<i title=\'it "is"\'>', '<b x=y>', '</b>', '<br>', '<a b="\r\nx\0">', '<a b="two  words\n">',
  '<script>', '</script>', '<script>if (a < b && c) "x"</script>', '<style>', '</style>', '<title>', '</title>', '<textarea>\n', '</textarea>', '<pre>\n', '</pre>',
  '<noscript>', '</noscript>', '<template>', '</template>', '<table>', '<tr>', '<td>', '</table>', '<colgroup>', '<caption>', '<select>', '<option>', '</select>',
  '<svg>', '<math>', '</svg>', '<plaintext>', '<xmp>', '</xmp>', '<iframe>', '</iframe>', '<html lang="en">', '<head>', '</head>', '<body>', '</body>', '</html>', '<!doctype html>',
];

const told = (html: string): readonly string[] => [
  serialize(parse(html), { treeAdapter: adapter }),
  serialize(parse5(html, { treeAdapter: adapter }), { treeAdapter: adapter }),
];

it('builds the tree that parse5 builds', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), (pieces) => {
      const [ours, theirs] = told(pieces.join(''));
      expect(ours).toBe(theirs);
    }),
    { numRuns: 1000 },
  );
});

it('takes a long text across what parse5 keeps in memory at once', () => {
  const [ours, theirs] = told(
    `<p title="${'a b '.repeat(40_000)}">${'one &amp; two\r\n '.repeat(20_000)}<b>end`,
  );
  expect(ours).toBe(theirs);
});

it('overrides the version of parse5 that it was written for', () => {
  const read = (path: string) =>
    JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'));
  const source = readFileSync(
    new URL('../../src/reading/quick-parser.ts', import.meta.url),
    'utf8',
  );
  const { version } = read('node_modules/parse5/package.json');
  expect(read('package.json').devDependencies.parse5).toBe(version);
  expect(source).toContain(`what parse5 ${version} keeps to itself`);
});

it('is needed for as long as parse5 takes the letters of a text one by one', () => {
  let steps = 0;
  class CountingTokenizer extends Tokenizer {
    protected override _stateData(letter: number): void {
      steps++;
      super._stateData(letter);
    }
  }
  class CountingParser extends Parser<never> {
    override tokenizer = new CountingTokenizer(this.options, this);
  }
  CountingParser.parse('a'.repeat(1000));
  expect(steps).toBeGreaterThan(900);
});
