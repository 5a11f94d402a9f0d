import { type Block, heading, type Plan, p, setIn } from '../../test/manuscript/houses/plan.js';
import type { CitedDocument, MadeUpReport, Use } from './reports.js';

/** `notes`: foot- or endnotes; `listed`: numerals of a list at the end; `text`: brackets in the text, and a list. */
export type Marking = 'notes' | 'listed' | 'text';

export interface CitationStyle {
  readonly name: string;
  readonly marking: Marking;
  /** True where all that it prints is in Latin letters. */
  readonly isLatin: boolean;
  /** The report, with `[^3]` where its third note or entry is cited. */
  readonly plan: (report: MadeUpReport) => Plan;
}

const MONTHS = [...Array(12).keys()].map((month) =>
  new Intl.DateTimeFormat('en', { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, month, 1),
  ),
);
const parts = (iso: string): readonly [number, number, number] => {
  const [year, month, day] = iso.split('-').map(Number);
  return [year as number, month as number, day as number];
};
const british = (iso: string): string => {
  const [year, month, day] = parts(iso);
  return `${day} ${MONTHS[month - 1]} ${year}`;
};
const american = (iso: string): string => {
  const [year, month, day] = parts(iso);
  return `${MONTHS[month - 1]} ${day}, ${year}`;
};
const german = (iso: string): string => {
  const [year, month, day] = parts(iso);
  return `${day}.${month}.${year}`;
};
const yearOf = ({ published }: CitedDocument): string => published.slice(0, 4);
/** The first words of a title, as short notes and cut titles have it. */
const short = (title: string): string =>
  title.split(/[:,]/u)[0]?.split(' ').slice(0, 4).join(' ') as string;
const link = (words: string, { url }: CitedDocument): string => `[${words}](${url})`;

/** A note of a use: `before` are the earlier uses, whose notes have the numbers from 1. */
type NoteOf = (use: Use, before: readonly Use[]) => string;
const earlier = ({ document }: Use, before: readonly Use[]): number =>
  before.findIndex((one) => one.document === document) + 1;
const isSame = (use: Use, before: readonly Use[]): boolean =>
  before.at(-1)?.document === use.document;

const NOTES: Readonly<Record<string, NoteOf>> = {
  'Home Office': ({ document: d, page }) =>
    `${d.abbreviation}, ${link(d.title.length > 50 ? `${d.title.slice(0, 44).trimEnd()}…` : d.title, d)} (pages ${page} to ${page + 2}), ${british(d.published)}`,
  EUAA: ({ document: d, page }) =>
    `${d.by}, ${d.title}, ${british(d.published)}, ${link('url', d)}, p. ${page}`,
  'Chicago notes': (use, before) => {
    const { document: d, page } = use;
    if (isSame(use, before)) return `${d.by}, ${page}.`;
    return earlier(use, before) > 0
      ? `${d.by}, “${short(d.title)},” ${page}.`
      : `${d.by}, “${d.title},” ${american(d.published)}, ${page}, ${link(d.url, d)}.`;
  },
  OSCOLA: (use, before) => {
    const { document: d, page } = use;
    if (isSame(use, before)) return `ibid ${page}.`;
    const n = earlier(use, before);
    return n > 0
      ? `${d.by} (n ${n}) ${page}.`
      : `${d.by}, ‘${d.title}’ (${british(d.published)}) ${page} <${link(d.url, d)}> accessed ${british(d.accessed)}.`;
  },
  AGLC: (use, before) => {
    const { document: d, page } = use;
    if (isSame(use, before)) return `Ibid ${page}.`;
    const n = earlier(use, before);
    return n > 0
      ? `${d.by}, ‘${short(d.title)}’ (n ${n}) ${page}.`
      : `${d.by}, ‘${d.title}’ (Report, ${british(d.published)}) ${page} <${link(d.url, d)}>.`;
  },
  'ISO 690': ({ document: d, page }) =>
    `${d.by.toUpperCase()}. ${d.title} [online]. ${british(d.published)} [viewed ${british(d.accessed)}]. p. ${page}. Available from: ${link(d.url, d)}`,
  'DIN 1505': (use, before) => {
    const { document: d, page } = use;
    if (isSame(use, before)) return `Ebd., S. ${page} f.`;
    return earlier(use, before) > 0
      ? `${d.by}: ${short(d.title)}, S. ${page} f.`
      : `${d.by}: ${d.title}. ${german(d.published)}, S. ${page} f. URL: ${link(d.url, d)} (Zugriff ${german(d.accessed)}).`;
  },
  'Chicago, Arabic ibid.': (use, before) => {
    const { document: d, page } = use;
    return isSame(use, before)
      ? `المرجع نفسه، ص ${page}.`
      : `${d.by}, “${d.title},” ${american(d.published)}, ${page}, ${link(d.url, d)}.`;
  },
  'Chinese law': (use, before) => {
    const { document: d, page } = use;
    if (isSame(use, before)) return `同上注，第${page}页。`;
    const n = earlier(use, before);
    return n > 0
      ? `前注${n}，${d.by}文，第${page}页。`
      : `${d.by}：《${d.title}》，${d.published.replace('-', '年').replace('-', '月')}日，第${page}页，载${link(d.url, d)}。`;
  },
};

const ENTRIES: Readonly<Record<string, (d: CitedDocument) => string>> = {
  Vancouver: (d) =>
    `${d.by}. ${d.title} [Internet]. ${yearOf(d)} [cited ${d.accessed.slice(0, 4)}]. Available from: ${link(d.url, d)}`,
  AMA: (d) =>
    `${d.by}. ${d.title}. Published ${american(d.published)}. Accessed ${american(d.accessed)}. ${link(d.url, d)}`,
  IEEE: (d) =>
    `${d.by}, “${d.title},” ${british(d.published)}. [Online]. Available: ${link(d.url, d)}`,
};

/** What an author-date or author-page style prints in the text, and its entry. */
const TEXTS: Readonly<
  Record<string, readonly [(use: Use) => string, (d: CitedDocument) => string]>
> = {
  APA: [
    ({ document: d, page }) => `(${d.by}, ${yearOf(d)}, p. ${page})`,
    (d) => {
      const [year, month, day] = parts(d.published);
      return `${d.by}. (${year}, ${MONTHS[month - 1]} ${day}). ${d.title}. ${link(d.url, d)}`;
    },
  ],
  Harvard: [
    ({ document: d, page }) => `(${d.by} ${yearOf(d)}, p. ${page})`,
    (d) =>
      `${d.by} (${yearOf(d)}) ${d.title}. Available at: ${link(d.url, d)} (Accessed: ${british(d.accessed)}).`,
  ],
  MLA: [
    ({ document: d, page }) => `(${d.by} ${page})`,
    (d) =>
      `${d.by}. “${d.title}.” ${british(d.published)}, ${link(d.url, d)}. Accessed ${british(d.accessed)}.`,
  ],
};

const VERBS = ['noted', 'reported', 'stated', 'observed'];

/** The paragraphs of a use; `cite` is what stands behind what is cited. */
function paragraphsOf(
  { document, quote, layout }: Use,
  number: string,
  i: number,
  cite: string,
): readonly Block[] {
  const [first = ''] = quote;
  const said = `The ${document.abbreviation} ${document.published.slice(0, 4)} report ${VERBS[i % VERBS.length]}`;
  switch (layout) {
    case 'inline':
      return [p(`${number} ${said} that ‘${first}’${cite}`)];
    case 'after':
      return [
        p(`${number} ${said}: ‘${first}’${cite} The situation of returnees is described below.`),
      ];
    case 'block':
      return [p(`${number} ${said}:`), setIn(`‘${first}’${cite}`)];
    case 'opened':
      return [
        p(`${number} ${said}:`),
        ...quote.map((one, n) => p(n === quote.length - 1 ? `‘${one}’${cite}` : `‘${one}`)),
      ];
    case 'stated':
      return [p(`${number} No register of returnees is kept in the districts visited.${cite}`)];
  }
}

function bodyOf(report: MadeUpReport, cite: (use: Use, i: number) => string): readonly Block[] {
  return [
    heading(1, report.title),
    p('This report compiles what public sources say. It draws no conclusions of its own.'),
    ...report.uses.flatMap((use, i): readonly Block[] => {
      const section = Math.floor(i / 7) + 1;
      const number = `${section}.1.${(i % 7) + 1}`;
      const opens =
        i % 7 === 0 ? [heading(2, `${section}. Country information, part ${section}`)] : [];
      return [...opens, ...paragraphsOf(use, number, i, cite(use, i))];
    }),
  ];
}

const listOf = (
  report: MadeUpReport,
  name: string,
  entry: (d: CitedDocument) => string,
): readonly Block[] => [
  heading(1, name),
  ...[...report.documents]
    .filter((document) => report.uses.some((use) => use.document === document))
    .sort((a, b) => a.by.localeCompare(b.by))
    .map((document) => p(entry(document))),
];

const byNotes = (name: string, note: NoteOf): CitationStyle => ({
  name,
  marking: 'notes',
  isLatin: !/Arabic|Chinese/u.test(name),
  plan: (report) => ({
    body: [
      ...bodyOf(report, (_, i) => `[^${i + 1}]`),
      ...(name === 'Home Office'
        ? listOf(
            report,
            'Bibliography',
            (d) =>
              `${d.by} (${d.abbreviation}), ${link(d.title, d)}, ${british(d.published)}. Accessed: ${british(d.accessed)}`,
          )
        : []),
    ],
    notes: report.uses.map((use, i) => note(use, report.uses.slice(0, i))),
  }),
});

const byList = (name: string, entry: (d: CitedDocument) => string): CitationStyle => ({
  name,
  marking: 'listed',
  isLatin: true,
  plan: (report) => {
    const order = [...new Set(report.uses.map(({ document }) => document))];
    return {
      body: bodyOf(report, ({ document }) => `[^${order.indexOf(document) + 1}]`),
      notes: order.map(entry),
    };
  },
});

const inText = (
  name: string,
  cite: (use: Use) => string,
  entry: (d: CitedDocument) => string,
): CitationStyle => ({
  name,
  marking: 'text',
  isLatin: true,
  plan: (report) => ({
    body: [
      ...bodyOf(report, (use) => ` ${cite(use)}`),
      ...listOf(report, name === 'MLA' ? 'Works Cited' : 'References', entry),
    ],
    notes: [],
  }),
});

export const STYLES: readonly CitationStyle[] = [
  ...Object.entries(NOTES).map(([name, note]) => byNotes(name, note)),
  ...Object.entries(ENTRIES).map(([name, entry]) => byList(name, entry)),
  ...Object.entries(TEXTS).map(([name, [cite, entry]]) => inText(name, cite, entry)),
];

/** The notes of Wikipedia's citation templates, one a document. */
const wikipediaNote = (d: CitedDocument): string =>
  `“${link(d.title, d)}”. ${d.by}. ${british(d.published)}. Archived from the original on ${british(d.accessed)}. Retrieved ${british(d.accessed)}.`;
export const WIKIPEDIA = byList('Wikipedia', wikipediaNote);
