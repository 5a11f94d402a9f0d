import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/model/watchlist.js';
import { addDecision } from '../../src/settings/edit-source.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';

const parse = (text: string) => parseWatchlist(text, 'sources.json');
const decision: Decision = {
  source: 'a',
  about: 'edition-newer',
  edition: '2025',
  keep: true,
  reason: 'it says "less"',
  on: '2025-09-24',
  until: null,
};
const inFull = `{
      "source": "a",
      "about": "edition-newer",
      "edition": "2025",
      "keep": true,
      "reason": "it says \\"less\\"",
      "on": "2025-09-24",
      "until": null
    }`;
const inOneLine =
  '{ "source": "a", "about": "edition-newer", "edition": "2025", "keep": true, "reason": "it says \\"less\\"", "on": "2025-09-24", "until": null }';
const other =
  '{ "source": "a", "about": "source-gone", "keep": true, "reason": "x", "on": "2025" }';
const withDecisions = (list: string): string => `{
  "reports": [ ], // kept as it is
  "decisions": ${list},
  "sources": [{"id":"a","publisher":"P","title":"T"}]
}
`;

describe('a decision is added', () => {
  it.each([
    ['to an empty list', '[]', `[\n    ${inOneLine}\n  ]`],
    [
      'to a list that holds only a comment',
      '[\n    // none yet\n  ]',
      `[\n    // none yet\n    ${inOneLine}\n  ]`,
    ],
    ['in one line', `[\n    ${other}\n  ]`, `[\n    ${other},\n    ${inOneLine}\n  ]`],
    [
      'behind the comment of the last one',
      `[\n    ${other} // ours\n  ]`,
      `[\n    ${other}, // ours\n    ${inOneLine}\n  ]`,
    ],
    [
      'with a trailing comma where there was one',
      `[\n    ${other}, // ours\n  ]`,
      `[\n    ${other}, // ours\n    ${inOneLine},\n  ]`,
    ],
    ['to a list in one line', `[${other}]`, `[${other}, ${inOneLine}]`],
    [
      'in place of the one about the same finding',
      `[\n    ${inOneLine.replace('less', 'more')}, // ours\n    ${other}\n  ]`,
      `[\n    ${inOneLine}, // ours\n    ${other}\n  ]`,
    ],
    [
      'in place of the one about the same edition in other words',
      `[\n    ${inOneLine.replace('"2025"', '"’25"')}\n  ]`,
      `[\n    ${inOneLine}\n  ]`,
    ],
    [
      'in place of one in many lines, in as many',
      `[\n    ${inFull.replace('less', 'more')}\n  ]`,
      `[\n    ${inFull}\n  ]`,
    ],
    [
      'in one line beside one in many, about another edition',
      `[\n    ${inFull.replace('2025"', '2024"')}\n  ]`,
      `[\n    ${inFull.replace('2025"', '2024"')},\n    ${inOneLine}\n  ]`,
    ],
  ])('%s', (_, before, after) => {
    expect(addDecision(withDecisions(before), decision)).toBe(withDecisions(after));
  });

  it('to a file that has no list of them, in its own indentation and line ends', () => {
    const text =
      '{\n\t"reports": [],\n\t"sources": [{ "id": "a", "publisher": "P", "title": "T" }], // all\n}\n'.replaceAll(
        '\n',
        '\r\n',
      );
    const result = addDecision(text, decision);
    expect(result.startsWith(text.slice(0, text.indexOf('\r\n}')))).toBe(true);
    expect(result).toContain('// all\r\n\t"decisions": [\r\n\t\t{ "source": "a",');
    expect(result.replaceAll('\r\n', '')).not.toContain('\n');
    expect(parse(result).decisions).toEqual([decision]);
  });

  it('to a file in one line', () => {
    const text = '{"reports":[],"sources":[{"id":"a","publisher":"P","title":"T"}]}';
    expect(addDecision(text, decision)).toBe(`${text.slice(0, -1)}, "decisions": [${inOneLine}]}`);
  });

  it('to the shipped file without touching anything else', () => {
    const text = readFileSync(new URL('../../sources.json', import.meta.url), 'utf8');
    const shipped = parse(text);
    const result = addDecision(text, { ...decision, source: 'usdos-tip-2024-china' });
    expect(parse(result)).toEqual({
      ...shipped,
      decisions: [...shipped.decisions, { ...decision, source: 'usdos-tip-2024-china' }],
    });
    expect(addDecision(text, shipped.decisions[0] as Decision)).toBe(text);
  });
});

describe('whatever the decisions and the layout', () => {
  const anyDecision: fc.Arbitrary<Decision> = fc.record({
    source: fc.constant('a'),
    about: fc.constantFrom('edition-newer', 'source-gone'),
    edition: fc.constantFrom(null, '2024', '2025'),
    keep: fc.boolean(),
    reason: fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.trim() !== ''),
    by: fc.constantFrom('the editor', 'A. Reviewer'),
    on: fc.constantFrom('2025', '2025-09', '2025-09-24'),
    until: fc.constantFrom(null, '2026-01-01'),
  });
  const layouts = fc.constantFrom(
    '[]',
    '[ ]',
    '[\n  ]',
    '[ /* , none */ ]',
    `[${other}]`,
    `[\n${other}\n// end\n]`,
    `[ ${other}\n, // end, \n]`,
    `[\n${other} /* a, b */ , /* c */\n]`,
  );

  it('the last answer to each finding is read back, and writing it again changes nothing', () => {
    fc.assert(
      fc.property(
        layouts,
        fc.array(anyDecision, { minLength: 1, maxLength: 6 }),
        (layout, decisions) => {
          const text = decisions.reduce(addDecision, withDecisions(layout));
          const key = (d: Decision) => [d.source, d.about, d.edition].join();
          const before = parse(withDecisions(layout)).decisions;
          const expected = new Map([...before, ...decisions].map((d) => [key(d), d]));
          expect(new Map(parse(text).decisions.map((d) => [key(d), d]))).toEqual(expected);
          expect(parse(text).decisions).toHaveLength(expected.size);
          expect(addDecision(text, decisions.at(-1) as Decision)).toBe(text);
          for (const comment of layout.match(/\/\/.*|\/\*.*?\*\//g) ?? [])
            expect(text).toContain(comment);
        },
      ),
    );
  });
});
