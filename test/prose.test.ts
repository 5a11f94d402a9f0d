import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsBelow } from './files-below.js';
import { sentencesIn } from './prose.js';

const SRC = join(import.meta.dirname, '../src');
const files = pathsBelow(SRC)
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), 'utf8') }));

describe('the rooms in which verdicts are made, and surfaces in several languages', () => {
  it('say nothing in sentences', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(sentencesIn(files)).toEqual([]);
  });

  it.each([
    ['judging/a.ts', "const reason = 'the page is not what it was';"],
    ['judging/link/a.ts', `const reason = \`answered \${http}, but the text is \${size}\`;`],
    ['passage/a.ts', "const said = { why: 'stands with other words, it seems' };"],
    ['judging/editions/a.ts', 'f("no edition after that was found");'],
    ['reading/pdf/a.ts', "return unread('The PDF is broken: none of its pages can be read.');"],
    ['surfaces/words/links.ts', "return 'the site is in deep trouble';"],
    ['surfaces/files/feed.ts', "const title = 'What is new in these reports';"],
    ['judging/findings/a.ts', `const s = \`\${a ? \`the page is gone for good\` : 1}\`;`],
  ])('would not be wordless with %s: %s', (path, text) => {
    expect(sentencesIn([{ path, text }])).toEqual([expect.stringContaining('kinds and figures')]);
  });

  it.each([
    ['judging/a.ts', '// the page is not what it was\nconst why = { kind: "not-the-document" };'],
    ['judging/a.ts', 'const SAYS = /this page is no longer available here/u;'],
    ['judging/a.ts', "const SAYS = new RegExp('this page is no longer available here');"],
    ['passage/weight.ts', "anyOf('this page is no longer available here');"],
    ['judging/a.ts', "throw new Error('there is no such night');"],
    ['surfaces/terminal/terminal.ts', "return 'the site is in deep trouble';"],
    ['judging/a.ts', "const types = ['text html', 'application xhtml xml'];"],
  ])('may have %s: %s', (path, text) => {
    expect(sentencesIn([{ path, text }])).toEqual([]);
  });
});
