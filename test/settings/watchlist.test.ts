import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/model/problem.js';
import { parseWatchlist } from '../../src/settings/watchlist.js';
import { complaintsOf, marked, problemsOf } from './problems.js';

const parse = (text: string) => parseWatchlist(text, 'sources.json');
const place = (complaint: string): string => complaint.split(' ')[0] ?? '';

/** A sound file with `parts` in place of its own. */
const file = (
  parts: { citation?: string; source?: string; series?: string; decision?: string } = {},
): string => `{
  "reports": [{ "id": "R", "title": "A report", "citations": [
    ${parts.citation ?? '{ "id": "R/1", "source": "tip-2024" }'}
  ] }],
  "sources": [
    ${parts.source ?? '{ "id": "tip-2024", "publisher": "P", "title": "T", "series": "tip", "edition": "2024" }'}
  ],
  "series": [
    ${parts.series ?? '{ "id": "tip", "name": "TIP", "editions": [{ "edition": "2024" }, { "edition": "2025" }] }'}
  ],
  "decisions": [${parts.decision ?? ''}]
}`;
const source = (rest: string): string =>
  file({ source: `{ "id": "tip-2024", "publisher": "P", "title": "T", ${rest} }` });

describe('a sound file', () => {
  it('is read, what is left out being null or empty', () => {
    expect(parse(file())).toEqual({
      reports: [
        {
          id: 'R',
          title: 'A report',
          publisher: null,
          published: null,
          url: null,
          citations: [
            {
              id: 'R/1',
              source: 'tip-2024',
              section: null,
              accessed: null,
              page: null,
              cited: null,
              quotes: [],
            },
          ],
        },
      ],
      sources: [
        {
          id: 'tip-2024',
          publisher: 'P',
          title: 'T',
          url: null,
          published: null,
          lang: null,
          series: 'tip',
          edition: '2024',
          copies: [],
        },
      ],
      series: [
        {
          id: 'tip',
          name: 'TIP',
          cadence: null,
          index: [],
          pattern: null,
          subject: [],
          editions: [
            { edition: '2024', url: null, published: null },
            { edition: '2025', url: null, published: null },
          ],
        },
      ],
      decisions: [],
    });
  });

  it('may hold comments, trailing commas, a byte order mark and Windows line ends', () => {
    const text = `\uFEFF// ours\n{ "reports": [], /* none */ "sources": [], }\n`.replaceAll(
      '\n',
      '\r\n',
    );
    expect(parse(text)).toEqual({ reports: [], sources: [], series: [], decisions: [] });
  });

  it('may hold a source that no citation uses', () => {
    expect(parse(file({ citation: '' })).sources).toHaveLength(1);
  });
});

describe('a citation that quotes nothing', () => {
  const at = (url: string, citation = '{ "id": "R/1", "source": "tip-2024" }') =>
    parse(
      file({
        source: `{ "id": "tip-2024", "publisher": "P", "title": "T", "url": "${url}" }`,
        citation,
      }),
    ).reports[0]?.citations[0];
  it('quotes what its address points at', () => {
    expect(at('https://a.example/x#:~:text=The%20law')).toMatchObject({
      pointed: true,
      quotes: [{ text: 'The law' }],
    });
  });
  it.each([
    ['https://a.example/x#law', '{ "id": "R/1", "source": "tip-2024" }', []],
    [
      'https://a.example/x#:~:text=The%20law',
      '{ "id": "R/1", "source": "tip-2024", "quotes": [{ "text": "Its own." }] }',
      [{ text: 'Its own.' }],
    ],
  ])('and nothing else: %s %s', (url, citation, quotes) => {
    expect(at(url, citation)).toMatchObject({ quotes });
    expect(at(url, citation)?.pointed).toBeUndefined();
  });
});

describe('a file broken in ten ways', () => {
  const broken = marked(`{
  // comments do not shift the count
  "reports": [{
    "id": "R", "title": "A report",
    "citations": [
      { "id": "R/1", "source": "tip-2024", «"acessed": "2025-03-15" },
      { "id": «"R/1", "source": "tip-2024" },
      { "id": "R/2", "source": «"tip-2042", "quotes": [{ "text": «"  " }] },
    ],
  }],
  "sources": [
    { "id": "tip-2024", "publisher": "P", "title": "T", "url": "https://a.example/1", "published": «"2025-02-30" },
    { "id": «"tip-2024", "publisher": "P", "title": "T", "url": «"www.a.example/2" },
    { "id": "c", "publisher": "P", "title": "T", "url": «"https://a.example/1", "series": "tip", "edition": «"2023" }
  ],
  "series": [{ "id": "tip", "name": "TIP", "cadence": { "every": «"yearly", "grace": "0d" },
    "editions": [{ "edition": "2024" }] }]
}
`);

  it('gives exactly ten problems, each at its place, in their order', () => {
    const complaints = complaintsOf(() => parse(broken.text));
    expect(complaints.map(place)).toEqual(broken.places);
    expect(broken.places).toHaveLength(10);
    expect(complaints.map((c) => c.slice(place(c).length + 1))).toEqual([
      'unknown key "acessed"; did you mean "accessed"?',
      'citation id "R/1" is already used in line 6',
      'unknown source "tip-2042"; did you mean "tip-2024"?',
      '"text" must not be empty',
      '"published" must be a date such as 2025, 2025-09 or 2025-09-29, not "2025-02-30"',
      'source id "tip-2024" is already used in line 12',
      '"url" must be an absolute http or https address, not "www.a.example/2"',
      'same address as source "tip-2024" in line 12',
      'unknown edition "2023"; series "tip" has 2024',
      '"every" must be a whole number and a unit: 1y, 3m or 120d, not "yearly"',
    ]);
  });

  it('gives the same places when its lines end as on Windows', () => {
    expect(complaintsOf(() => parse(broken.text.replaceAll('\n', '\r\n'))).map(place)).toEqual(
      broken.places,
    );
  });

  it('names the file in a form that editors can open', () => {
    expect(problemsOf(() => parse(broken.text)).every((p) => p.file === 'sources.json')).toBe(true);
    expect(() => parse(broken.text)).toThrow(/^sources\.json:6:44: unknown key "acessed"/);
  });
});

describe('one problem alone', () => {
  const decision = (parts: string): string =>
    file({
      decision: `{ "source": "tip-2024", "about": "edition-newer", "keep": true, "reason": "r", "on": "2025", ${parts} }`,
    });
  const series = (parts: string): string =>
    file({ series: `{ "id": "tip", "name": "TIP", ${parts} }` });

  it.each([
    [
      'a missing key',
      source('"x": 1').replace('"title": "T", "x": 1', '"url": null'),
      '"title" is missing',
    ],
    ['a number for a text', source('"url": «7'), '"url" must be a text in quotes, not a number'],
    [
      'a text for a list',
      source('"copies": «"none"'),
      '"copies" must be a list in [ ], not a text in quotes',
    ],
    ['a key of nowhere', source('«"colour": "red"'), 'unknown key "colour"'],
    ['a key that misleads JavaScript', source('«"__proto__": {}'), 'unknown key "__proto__"'],
    [
      'a key that stands twice',
      source('"note": "a", «"note": "b"'),
      'key "note" stands twice in this object, first in line 6',
    ],
    [
      'a relative address',
      source('"url": «"/a"'),
      '"url" must be an absolute http or https address, not "/a"',
    ],
    [
      'another scheme',
      source('"url": «"ftp://a.example/"'),
      '"url" must be an absolute http or https address, not "ftp://a.example/"',
    ],
    [
      'a password in an address',
      source('"url": «"https://me:secret@a.example/"'),
      '"url" must not carry a user name or password',
    ],
    [
      'a bad entry of a list',
      series('"index": [«"nowhere"]'),
      'an entry of "index" must be an absolute http or https address, not "nowhere"',
    ],
    [
      'a month of nowhere',
      source('"published": «"2025-13"'),
      '"published" must be a date such as 2025, 2025-09 or 2025-09-29, not "2025-13"',
    ],
    [
      'a date in words',
      source('"published": «"29 September 2025"'),
      '"published" must be a date such as 2025, 2025-09 or 2025-09-29, not "29 September 2025"',
    ],
    [
      'a language by name',
      source('"lang": «"zh_Hant"'),
      '"lang" must be a language tag such as en or zh-Hant, not "zh_Hant"',
    ],
    [
      'an id with a comma',
      file({ citation: '{ "id": «"R,1", "source": "tip-2024" }' }),
      '"id" must be one word without spaces, commas or #, not "R,1"',
    ],
    [
      'an unknown series',
      source('"series": «"tipp"'),
      'unknown series "tipp"; did you mean "tip"?',
    ],
    [
      'a pattern without its place',
      series('"pattern": «"https://a.example/2025/"'),
      '"pattern" must hold {edition} where the edition\'s year stands, not "https://a.example/2025/"',
    ],
    [
      'an edition listed twice',
      series('"editions": [{ "edition": "2024" }, { "edition": «"2024" }]'),
      'edition "2024" is already used in line 9',
    ],
    [
      'an edition listed twice in other words',
      series('"editions": [{ "edition": "2024" }, { "edition": «"’24" }]'),
      'edition "’24" is already used in line 9',
    ],
    [
      'editions newest first',
      series(
        '"editions": [{ "edition": "2025", "published": "2025-09" }, { "edition": "2024", "published": «"2024" }]',
      ),
      'editions stand oldest first, but the one before came out on 2025-09',
    ],
    [
      'a decision about no source',
      decision('"until": null').replace(
        '"source": "tip-2024", "about"',
        '"source": «"tip-24", "about"',
      ),
      'unknown source "tip-24"; did you mean "tip-2024"?',
    ],
    [
      'a decision about no finding',
      decision('"until": null').replace('"edition-newer"', '«"edition-newest"'),
      '"about" must be a kind of finding, not "edition-newest"; did you mean "edition-newer"?',
    ],
  ])('%s', (_, text, message) => {
    const { text: given, places } = marked(text);
    const complaints = complaintsOf(() => parse(given));
    expect(complaints.map((c) => c.slice(place(c).length + 1))).toEqual([message]);
    if (places.length > 0) expect(complaints.map(place)).toEqual(places);
  });

  it('a missing key is told at the object that lacks it', () => {
    const { text, places } = marked(file({ source: '«{ "id": "tip-2024", "title": "T" }' }));
    expect(complaintsOf(() => parse(text))).toEqual([`${places[0]} "publisher" is missing`]);
  });

  it('a second decision about the same finding', () => {
    const same =
      '{ "source": "tip-2024", "about": "edition-newer", "edition": "2025", "keep": true, "reason": "r", "on": "2025" }';
    const other = same.replace('"2025"', '"2026"');
    const { text, places } = marked(file({ decision: `${same}, ${other}, «${same}` }));
    expect(complaintsOf(() => parse(text))).toEqual([
      `${places[0]} the decision in line 11 answers the same finding`,
    ]);
  });
});

describe('broken syntax', () => {
  it('a missing comma hides no other problem', () => {
    const { text, places } = marked(
      file({ source: '{ "id": "tip-2024" «"publisher": "P", "title": "T", "url": «"nowhere" }' }),
    );
    const complaints = complaintsOf(() => parse(text));
    expect(complaints.map(place)).toEqual(places);
    expect(complaints[0]).toContain('a comma is missing before this');
  });

  it('several mistakes are told at once, each once, and nothing is judged that was not read', () => {
    const { text, places } = marked('{\n  "reports": [«tru],\n  "sources" «[]\n  «id: 1\n}');
    expect(complaintsOf(() => parse(text)).map(place)).toEqual(places);
  });

  it.each(['', '   ', '[', '{"reports": [', '"text', '/* open', '{} {}', 'null', '[]', '7'])(
    '%j is refused',
    (text) => {
      expect(problemsOf(() => parse(text)).length).toBeGreaterThan(0);
    },
  );

  it('whatever the text, it is read or complained of with places inside it, and never breaks', () => {
    const snippet = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '\n',
      '//',
      '/*',
      '*/',
      '1',
      'null',
      '"id"',
      '"sources"',
    );
    fc.assert(
      fc.property(
        fc.array(snippet, { maxLength: 40 }),
        fc.nat(),
        fc.nat(40),
        (noise, seed, cut) => {
          const sound = file();
          const at = seed % sound.length;
          const text = sound.slice(0, at) + noise.join('') + sound.slice(at + cut);
          const lines = text.split('\n');
          try {
            parse(text);
          } catch (error) {
            if (!(error instanceof UserError)) throw error;
            for (const { line, column } of error.problems) {
              expect(line).toBeGreaterThanOrEqual(1);
              expect(line).toBeLessThanOrEqual(lines.length);
              expect(column).toBeLessThanOrEqual((lines[line - 1] ?? '').length + 1);
            }
          }
        },
      ),
    );
  });
});
