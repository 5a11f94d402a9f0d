/** The document that an address is cited for. */
export interface CitedDocument {
  readonly title: string;
  /** A passage of it, verbatim. */
  readonly quote: string;
  readonly html: string;
}

/** What became of the text, as a careful person would say: nothing was read, it was read, or either will do. */
export type TextRead = 'unread' | 'read' | 'any';

/** What the host shows elsewhere: this answer at every address, a site that knows what it has not, or one that shows this for any address it has not. */
export type Site = 'same' | 'alive' | 'anything';

/** One answer of a site, and what a careful person says of it: the format is told in README.md. */
export interface Answer {
  /** File and name, such as `de/paywall-offer`. */
  readonly id: string;
  readonly lang: string;
  readonly sees: string;
  /** Any of these will do: a status, `blocked:` with who is in the way, or `doubtful` for alive with a doubt. */
  readonly link: readonly string[];
  readonly content: TextRead;
  readonly passage: 'intact' | 'unverifiable';
  readonly http: number;
  /** Path to which the address led for good, or null. */
  readonly to: string | null;
  readonly html: string;
  /** What the address is cited for: for a look-alike the answer itself. */
  readonly cited: CitedDocument;
  /** True for a look-alike: the answer is the document. */
  readonly fine: boolean;
  /** Null where every other address of the host answers 404. */
  readonly site: Site | null;
}

const KEYS = [
  'sees',
  'link',
  'content',
  'passage',
  'http',
  'to',
  'title',
  'quote',
  'lang',
  'site',
] as const;
type Key = (typeof KEYS)[number];
const LINE = new RegExp(`^(${KEYS.join('|')}): (.+)$`, 'u');
const BEGINS = /^(?=<!-- \S+$)/mu;
const SECTION = /^<!-- (\S+)\n(.*?)\n-->\n(.*)$/su;

interface Section {
  readonly name: string;
  readonly said: ReadonlyMap<Key, string>;
  readonly body: string;
}

function sectionOf(text: string): Section {
  const [, name, head, body] = SECTION.exec(text) ?? [];
  if (name === undefined || head === undefined || body === undefined)
    throw new Error(`no <!-- name, its head, and --> at “${text.slice(0, 40)}”`);
  const said = new Map<Key, string>();
  for (const line of head.split('\n')) {
    const [, key, value] = LINE.exec(line) ?? [];
    if (key === undefined || value === undefined)
      throw new Error(`${name}: not understood: ${line}`);
    said.set(key as Key, value);
  }
  return { name, said, body };
}

const whole = (lang: string, body: string): string =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8">${body}</html>`;

function needed({ name, said }: Section, key: Key): string {
  const value = said.get(key);
  if (value === undefined) throw new Error(`${name}: "${key}" is missing`);
  return value;
}

const oneOf = <T extends string>(name: string, value: string, values: readonly T[]): T => {
  const found = values.find((one) => one === value);
  if (found === undefined) throw new Error(`${name}: ${value} is none of ${values.join(', ')}`);
  return found;
};

const documentIn = (section: Section, lang: string): CitedDocument => ({
  title: needed(section, 'title'),
  quote: needed(section, 'quote'),
  html: whole(lang, section.body),
});

function answerIn(section: Section, file: string, ofFile: string, shared: CitedDocument): Answer {
  const { name, said, body } = section;
  const lang = said.get('lang') ?? ofFile;
  const fine = said.has('quote');
  const content = oneOf(name, said.get('content') ?? (fine ? 'read' : 'unread'), [
    'unread',
    'read',
    'any',
  ]);
  return {
    id: `${file}/${name}`,
    lang,
    sees: needed(section, 'sees'),
    link: needed(section, 'link').split(' '),
    content,
    passage: oneOf(name, said.get('passage') ?? (fine ? 'intact' : 'unverifiable'), [
      'intact',
      'unverifiable',
    ]),
    http: Number(said.get('http') ?? 200),
    to: said.get('to') ?? null,
    html: whole(lang, body),
    cited: fine ? documentIn(section, lang) : shared,
    fine,
    site: said.has('site')
      ? oneOf<Site>(name, needed(section, 'site'), ['same', 'alive', 'anything'])
      : null,
  };
}

/** Reads a file of answers. Throws, with what is wrong, when it does not keep to the format. */
export function parseAnswers(file: string, text: string): readonly Answer[] {
  const lang = file.replace(/-[a-z]+$/u, '');
  const [first, ...others] = text.split(BEGINS).map(sectionOf);
  if (first?.name !== 'document') throw new Error('the first section is not the document');
  const shared = documentIn(first, lang);
  return others.map((section) => answerIn(section, file, lang, shared));
}
