import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { breaches } from './floors.js';

const SRC = join(import.meta.dirname, '../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(SRC, path), 'utf8') }));

describe('the floors of the house', () => {
  it('are kept by every file of src', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(breaches(files)).toEqual([]);
  });

  it.each([
    ['judge/a.ts', "import { x } from '../fetch/fetcher.js';", 'goes upwards'],
    ['judge/a.ts', "import { x } from '../report/page.js';", 'goes sideways'],
    ['fetch/a.ts', "import { x } from '../record/store.js';", 'goes sideways'],
    ['model/a.ts', "import type { x } from '../judge/link.js';", 'goes upwards'],
    ['record/a.ts', "import { x } from '../flow.js';", 'goes upwards'],
    ['flow/a.ts', "import { x } from '../commands/io.js';", 'goes upwards'],
    ['report/a.ts', "import { readFileSync } from 'node:fs';", 'touches the world'],
    ['judge/a.ts', "import { request } from 'undici';", 'touches the world'],
    ['judge/a.ts', "const f = () => import('node:fs/promises');", 'touches the world'],
    ['judge/a.ts', 'const now = new Date();', 'reads the clock'],
    ['plan/a.ts', 'const t = Date.now();', 'reads the clock'],
    ['report/a.ts', 'console.log(1);', 'console'],
    ['extract/a.ts', 'const e = process.env.X;', 'process'],
    ['judge/a.ts', "const r = await fetch('http://x');", 'network'],
    ['helpers/a.ts', '', 'no floor'],
    ['judge/a.ts', "import { x } from '../common/x.js';", 'no floor'],
    ['quote/a.ts', "import { x } from '../judge/source.js';", 'goes upwards'],
    ['text/a.ts', "import { x } from '../quote/haystack.js';", 'goes upwards'],
    ['archive/a.ts', "import { x } from '../fetch/fetcher.js';", 'goes sideways'],
    ['editions/a.ts', "import { x } from '../judge/source.js';", 'goes sideways'],
    ['flow/a.ts', "import { x } from '../judge/page-features.js';", 'not a door of judge/'],
    ['judge/a.ts', "import type { x } from '../quote/compare.js';", 'not a door of quote/'],
    ['commands/a.ts', "import { x } from '../judge/source.js';", 'a command sees'],
    ['commands/a.ts', "import { x } from '../evidence/evidence.js';", 'a command sees'],
    ['judge/a.ts', "export type { x } from './b.js';", 'passes on'],
    ['judge/a.ts', "export * from './b.js';", 'passes on'],
  ])('would not be kept by %s with %s', (path, text, reason) => {
    expect(breaches([{ path, text }])).toEqual([expect.stringContaining(reason)]);
  });

  it('would not be kept by a name with two homes', () => {
    const files = [
      { path: 'judge/a.ts', text: 'export interface Night {}' },
      { path: 'report/b.ts', text: 'export const Night = 1;' },
    ];
    expect(breaches(files)).toEqual(['Night: exported by judge/a.ts and report/b.ts; a name has one home']);
  });

  it('would not be kept by a circle, not even of types', () => {
    const files = [
      { path: 'judge/a.ts', text: "import type { b } from './b.js';" },
      { path: 'judge/b.ts', text: "import { c } from './c.js';" },
      { path: 'judge/c.ts', text: "import type { a } from './a.js';" },
    ];
    expect(breaches(files)).toEqual([
      'judge/a.ts > judge/b.ts > judge/c.ts > judge/a.ts: imports go round in a circle',
    ]);
  });

  it('allow what goes down, stays in its folder, or only speaks of the world', () => {
    const text = [
      "import { createHash } from 'node:crypto';",
      "import type { Document } from '../model/document.js';",
      "import { fold } from '../text/fold.js';",
      '// never call Date.now() here: new Date() is the clock',
      "const sentence = 'console.log( process.exit';",
      'const later = new Date(at);',
    ].join('\n');
    expect(breaches([{ path: 'judge/a.ts', text }])).toEqual([]);
  });
});
