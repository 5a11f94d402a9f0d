import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it, test } from 'vitest';
import { LANGUAGES } from '../../src/model/languages.js';
import { renderDigest } from '../../src/surfaces/mail/digest.js';

import { RUN } from './fixture-night.js';
import { digestOf, finding } from './fixture-run.js';

const WORDS = join(import.meta.dirname, '../../src/surfaces/words');
const read = (file: string) => {
  const { $schema, source, ...rest } = JSON.parse(
    readFileSync(join(WORDS, file), 'utf8'),
  ) as Record<string, unknown>;
  return rest;
};
const { kinds, failing, unchecked } = read('finding-kinds.json');
const ENGLISH = {
  messages: read('messages.json'),
  statuses: read('status-words.json'),
  kinds,
  failing,
  unchecked,
};

type Sentences = ReadonlyMap<string, string>;

/** Every sentence of a catalogue by its id: `messages.mail.new`. */
const sentences = (value: unknown, id = ''): readonly (readonly [id: string, text: string])[] =>
  typeof value === 'string'
    ? [[id, value]]
    : Object.entries(value as object).flatMap(([key, one]) =>
        sentences(one, id === '' ? key : `${id}.${key}`),
      );

const english: Sentences = new Map(sentences(ENGLISH));

interface Blanks {
  /** What is printed: of `day_x` and `on_x` it is `x`. */
  readonly printed: Set<string>;
  /** What is asked, each with its answers; of a plural, the numbers that are told apart only. */
  readonly asked: Map<string, Set<string>>;
}

type Node = ReturnType<IntlMessageFormat['getAst']>[number];

function collect(nodes: readonly Node[], blanks: Blanks): Blanks {
  for (const node of nodes) {
    const value = 'value' in node ? String(node.value).replace(/^(?:day|on)_/u, '') : '';
    if ('options' in node) {
      const known = blanks.asked.get(value) ?? new Set();
      const isChoice = !('offset' in node);
      for (const [answer, { value: inner }] of Object.entries(node.options)) {
        if (isChoice) known.add(answer);
        collect(inner as readonly Node[], blanks);
      }
      blanks.asked.set(value, known);
    } else if (node.type !== 0) blanks.printed.add(value);
  }
  return blanks;
}

const blanksOf = (message: string): Blanks =>
  collect(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst(), {
    printed: new Set(),
    asked: new Map(),
  });

/** What a translation says otherwise than the sentence it is of; it may do without a question, such as that for `a` or `an`. */
function faultOf(original: string, translation: string | undefined): string | null {
  if (translation === undefined) return 'not translated';
  if ((original === '') !== (translation === '')) return 'empty';
  try {
    const [ours, theirs] = [blanksOf(original), blanksOf(translation)];
    const lost = [...ours.printed].filter((name) => !theirs.printed.has(name));
    const strange = [...theirs.printed].filter(
      (name) => !ours.printed.has(name) && !ours.asked.has(name),
    );
    if (lost.length + strange.length > 0)
      return `other blanks: ${[...lost, ...strange].join(', ')}`;
    for (const [name, answers] of theirs.asked) {
      if (!ours.asked.has(name) && !ours.printed.has(name)) return `asks for ${name}`;
      const unknown = [...answers].filter((one) => ours.asked.get(name)?.has(one) === false);
      if (unknown.length > 0) return `${name} is never ${unknown.join(', ')}`;
      const missing = [...(ours.asked.get(name) ?? [])].filter(
        (one) => answers.size > 0 && !answers.has(one),
      );
      if (missing.length > 0) return `${name} may be ${missing.join(', ')}`;
    }
    return null;
  } catch (error) {
    return String(error);
  }
}

it.each(LANGUAGES)('a mail in %s has at most 300 words, whatever a night brought', (language) => {
  const { findings } = RUN;
  const gone = RUN.sources.flatMap((source, n) => {
    const why = {
      kind: 'failing',
      status: 'gone',
      link: { kind: 'gone', http: 404 },
      confirmed: true,
      days: 4,
    } as const;
    return [
      finding('source-gone', n % 3 === 0 ? 'medium' : 'high', source.id, '', '', {
        why,
        state: 'new',
      }),
    ];
  });
  for (const found of [findings, [...findings, ...gone]]) {
    const digest = digestOf({ ...RUN, findings: found });
    const { text } = renderDigest(digest, { language, page: 'https://a.example/' });
    const words = text.replace(/https?:\S+/gu, '').split(/\s+/u);
    expect([words.length > 100, words.length <= 300]).toEqual([true, true]);
  }
});

describe.each(LANGUAGES.filter((one) => one !== 'en'))('%s', (language) => {
  const translated: Sentences = new Map(sentences(read(`languages/${language}.json`)));

  it('has every sentence, with the blanks of the English one', () => {
    const faults = [...english].flatMap(([id, text]) => {
      const fault = faultOf(text, translated.get(id));
      return fault === null ? [] : [`${id}: ${fault}`];
    });
    expect(faults).toEqual([]);
  });

  it('has no other', () => {
    expect([...translated.keys()].filter((id) => !english.has(id))).toEqual([]);
  });
});

test.each([
  [
    '{n, plural, one {{n} page} other {{n} pages}}',
    '{n, plural, one {{n} page} many {{n} de pages} other {{n} pages}}',
    null,
  ],
  ['a {vowel, select, true {n} other {}} {name}', 'un {name}', null],
  ['{day_at}', '{on_at}', null],
  ['{a} of {b}', '{a}', 'other blanks: b'],
  ['{a}', '{a} {c}', 'other blanks: c'],
  [
    '{has_a, select, yes {x} other {y}}',
    '{has_a, select, oui {x} other {y}}',
    'has_a is never oui',
  ],
  [
    '{way, select, mail {x} page {z} other {y}}',
    '{way, select, mail {x} other {y}}',
    'way may be page',
  ],
  ['{a}', '{a', expect.stringContaining('SyntaxError')],
  ['{a}', undefined, 'not translated'],
])('%s as %s: %s', (original, translation, fault) => {
  expect(faultOf(original, translation)).toEqual(fault);
});
