import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LANGUAGES } from '../src/model/languages.js';

const ROOT = join(import.meta.dirname, '..');
const WORDS = join(ROOT, 'src/surfaces/words');
/** Where `npm run sentences` writes the list; it is not checked in. */
const LIST = join(ROOT, 'docs', 'sentences.md');

/** Files of the catalogue; of what has no readers of its own in its schema, who reads it. */
const FILES: readonly (readonly [name: string, readers: string])[] = [
  ['messages', ''],
  ['status-words', 'Everybody: what single states and fields are called'],
  ['finding-kinds', 'Everybody: what kinds of findings are called'],
  ['commands', ''],
];

type Json = Readonly<Record<string, unknown>>;

const read = (name: string): Json =>
  JSON.parse(readFileSync(join(WORDS, `${name}.json`), 'utf8')) as Json;

const rows = (id: string, value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [`| \`${id}\` | ${value.replaceAll('|', '\\|').replaceAll('<', '&lt;').trim()} |`]
    : Object.entries(value as Json).flatMap(([key, one]) => rows(`${id}.${key}`, one));

/** Every sentence of the catalogue with who reads it, in Markdown: a page of the site. */
export function sentenceList(): string {
  const parts = FILES.flatMap(([name, readers]) => {
    const { properties } = read(`${name}.schema`) as {
      properties: Readonly<Record<string, { description?: string }>>;
    };
    return Object.entries(read(name))
      .filter(([group]) => group !== '$schema' && group !== 'source')
      .map(([group, value]) => {
        const readBy = properties[group]?.description ?? readers;
        return [
          `## ${group} (${name}.json)`,
          '',
          `${readBy}.`,
          '',
          '| id | sentence |',
          '|---|---|',
          ...rows(group, value),
          '',
        ];
      });
  });
  return [
    '# Every sentence, and who reads it',
    '',
    'What people read comes from one catalogue of [ICU messages](https://unicode-org.github.io/icu/userguide/format_parse/messages/)',
    'in `src/surfaces/words/`. Sentences of commands stay in English; the others stand under the same ids in',
    `${LANGUAGES.filter((code) => code !== 'en')
      .map((code) => `\`languages/${code}.json\``)
      .join(', ')}.`,
    '',
    ...parts.flat(),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(LIST, sentenceList());
