import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsBelow } from './files-below.js';
import { breaches } from './floors.js';

const SRC = join(import.meta.dirname, '../src');
const files = pathsBelow(SRC)
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), 'utf8') }));

describe('the floors of the house', () => {
  it('are kept by every file of src', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(breaches(files)).toEqual([]);
  });

  it.each([
    ['judging/a.ts', "import { x } from '../web/fetcher.js';", 'goes upwards'],
    ['judging/a.ts', "import { x } from '../surfaces/page.js';", 'goes sideways'],
    ['web/a.ts', "import { x } from '../store/store.js';", 'goes sideways'],
    ['model/a.ts', "import type { x } from '../judging/link.js';", 'goes upwards'],
    ['store/a.ts', "import { x } from '../night/night.js';", 'goes upwards'],
    ['night/a.ts', "import { x } from '../commands/io.js';", 'goes upwards'],
    ['night/a.ts', "import { x } from '../tasks/find.js';", 'goes upwards'],
    ['pool/a.ts', "import { x } from '../fleet/fleet.js';", 'goes upwards'],
    ['tasks/a.ts', "import { x } from '../fleet/lanes.js';", 'not a door of fleet/'],
    ['surfaces/a.ts', "import { readFileSync } from 'node:fs';", 'touches the world'],
    ['judging/a.ts', "import { request } from 'undici';", 'touches the world'],
    ['judging/a.ts', "const f = () => import('node:fs/promises');", 'touches the world'],
    ['judging/a.ts', 'const now = new Date();', 'reads the clock'],
    ['settings/a.ts', 'const t = Date.now();', 'reads the clock'],
    ['surfaces/a.ts', 'console.log(1);', 'console'],
    ['reading/a.ts', 'const e = process.env.X;', 'process'],
    ['judging/a.ts', "const r = await fetch('http://x');", 'network'],
    ['surfaces/a.ts', 'const text = textBeside(new URL(path));', 'does not lie beside it'],
    ['helpers/a.ts', '', 'no floor'],
    ['judging/a.ts', "import { x } from '../common/x.js';", 'no floor'],
    ['passage/a.ts', "import { x } from '../judging/source.js';", 'goes upwards'],
    ['model/a.ts', "import { x } from '../judging/source.js';", 'goes upwards'],
    ['evidence/a.ts', "import { x } from '../web/fetcher.js';", 'goes sideways'],
    ['manuscript/a.ts', "import { x } from '../judging/source.js';", 'goes sideways'],
    ['night/a.ts', "import { x } from '../judging/uses.js';", 'not a door of judging/'],
    ['judging/a.ts', "import type { x } from '../passage/compare.js';", 'not a door of passage/'],
    ['commands/a.ts', "import { x } from '../judging/source.js';", 'a command sees'],
    ['commands/a.ts', "import { x } from '../evidence/evidence.js';", 'a command sees'],
    ['night/a.ts', "import { extract } from '../reading/extract.js';", 'reads foreign bytes'],
    [
      'night/a.ts',
      "import { type Unzip, openZip } from '../reading/zip.js';",
      'reads foreign bytes',
    ],
    ['night/a.ts', "const f = () => import('../reading/pdf/read-pdf.js');", 'reads foreign bytes'],
    [
      'night/a.ts',
      "import { openSaved } from '../reading/saved/open-saved.js';",
      'reads foreign bytes',
    ],
    [
      'night/a.ts',
      "import { annotateWord } from '../manuscript/annotate/annotate-word.js';",
      'reads foreign bytes',
    ],
    [
      'night/a.ts',
      "import { readLibrary } from '../manuscript/library/read-library.js';",
      'reads foreign bytes',
    ],
    ['night/a.ts', "import { capturesIn } from '../evidence/capture.js';", 'reads foreign bytes'],
    [
      'pool/thought.ts',
      "import { readWord } from '../manuscript/read/word.js';",
      'reads foreign bytes',
    ],
    ['judging/a.ts', "export type { x } from './b.js';", 'passes on'],
    ['judging/a.ts', "export * from './b.js';", 'passes on'],
  ])('would not be kept by %s with %s', (path, text, reason) => {
    expect(breaches([{ path, text }])).toEqual([expect.stringContaining(reason)]);
  });

  it('let what runs in a worker read foreign bytes, and everybody speak of it', () => {
    const kept = [
      ['pool/tasks.ts', "import { extract } from '../reading/extract.js';"],
      ['pool/read-draft.ts', "import { readWord } from '../manuscript/read/word.js';"],
      ['manuscript/read/word.ts', "import { openZip } from '../../reading/zip.js';"],
      ['exports/reading.ts', "import { extract } from '../reading/extract.js';"],
      ['night/a.ts', "import type { Remark } from '../manuscript/annotate/annotate-word.js';"],
      ['night/a.ts', "import { decode } from '../reading/sniff.js';"],
    ];
    expect(breaches(kept.map(([path = '', text = '']) => ({ path, text })))).toEqual([]);
  });

  it('would not be kept by what looks at the words of a page on the main thread', () => {
    const judging = {
      path: 'judging/link/site.ts',
      text: [
        "import type { Document } from '../../model/document.js';",
        'export const isDoor = ({ of }: { readonly of: () => string }, page: Document | null): boolean => page !== null;',
        'export async function hostsOf(url: string): Promise<Document | null> {}',
      ].join('\n'),
    };
    const breachesOf = (path: string, text: string) => breaches([judging, { path, text }]);
    const calling = "import { isDoor, type Page } from '../judging/link/site.js';";
    expect(breachesOf('night/a.ts', calling)).toEqual([expect.stringContaining('calls isDoor')]);
    const folding = "import { foldedText } from '../passage/text/fold.js';";
    expect(breachesOf('night/a.ts', folding)).toEqual([
      expect.stringContaining('on the main thread'),
    ]);
    // In the pool, as a type, without a page, and where that is little.
    expect(breachesOf('pool/tasks.ts', calling)).toEqual([]);
    expect(breachesOf('night/a.ts', calling.replace('import', 'import type'))).toEqual([]);
    expect(breachesOf('night/a.ts', calling.replace('isDoor, ', 'hostsOf, '))).toEqual([]);
    expect(breachesOf('night/endings.ts', folding)).toEqual([]);
  });

  it.each([
    "db.row('SELECT operates()')",
    "db.rows('SELECT FROM lanes LIMIT 1')",
    `const FOUND = \`\n  SELECT DISTINCT ON (w.n) a.id FROM \${WANTED} JOIN asks a USING (key)\`;`,
    'db.write(`INSERT INTO asks (key) VALUES ($1)`, key)',
    `db.write(\`UPDATE \${table} SET held = NULL\`)`,
    "db.write('DELETE FROM asks')",
    'db.rows(`WITH old AS MATERIALIZED (SELECT) TABLE old`)',
    "db.write('DROP TABLE asks')",
  ])('would not be kept by a statement outside of the store: %s', (text) => {
    expect(breaches([{ path: 'fleet/a.ts', text }])).toEqual([
      expect.stringContaining('SQL stands in store/ alone'),
    ]);
    expect(breaches([{ path: 'store/postgres/a.ts', text }])).toEqual([]);
  });

  it.each([
    ['a sentence', "const hint = 'Select one from the list with this: delete, or update it.';"],
    ['names', "const LABELS = ['SELECT', 'UPDATE', 'DELETE', 'WITH CARE'];"],
    ['a method of HTTP', "send({ method: 'DELETE', headers: { FROM: address } })"],
    ['a comment', '// The store has its own: `SELECT id FROM asks`.'],
    ['SPARQL', 'const query = `SELECT ?celex WHERE { ?work cdm:celex ?celex } LIMIT 1`;'],
  ])('let pass what looks like a statement and is none: %s', (_, text) => {
    expect(breaches([{ path: 'web/a.ts', text }])).toEqual([]);
  });

  it('would not be kept by a name with two homes', () => {
    const files = [
      { path: 'judging/a.ts', text: 'export interface Night {}' },
      { path: 'surfaces/b.ts', text: 'export const Night = 1;' },
    ];
    expect(breaches(files)).toEqual([
      'Night: exported by judging/a.ts and surfaces/b.ts; a name has one home',
    ]);
  });

  it('would not be kept by a circle, not even of types', () => {
    const files = [
      { path: 'judging/a.ts', text: "import type { b } from './b.js';" },
      { path: 'judging/b.ts', text: "import { c } from './c.js';" },
      { path: 'judging/c.ts', text: "import type { a } from './a.js';" },
    ];
    expect(breaches(files)).toEqual([
      'judging/a.ts > judging/b.ts > judging/c.ts > judging/a.ts: imports go round in a circle',
    ]);
  });

  it('allow what goes down, stays in its folder, or only speaks of the world', () => {
    const text = [
      "import { createHash } from 'node:crypto';",
      "import type { Document } from '../model/document.js';",
      "import { fold } from '../passage/text/fold.js';",
      '// never call Date.now() here: new Date() is the clock',
      "const sentence = 'console.log( process.exit';",
      'const later = new Date(at);',
    ].join('\n');
    expect(breaches([{ path: 'judging/a.ts', text }])).toEqual([]);
  });
});
