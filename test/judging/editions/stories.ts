import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { remarksOn } from '../../../src/judging/editions/cadence.js';
import { candidatesFor } from '../../../src/judging/editions/candidates.js';
import { judgeEdition } from '../../../src/judging/editions/judge-edition.js';
import type { Work } from '../../../src/judging/editions/registers/register.js';
import { noticeIn } from '../../../src/judging/editions/withdrawal-notice.js';
import type { Document } from '../../../src/model/document.js';
import type { EditionVerdict } from '../../../src/model/edition.js';
import type { Series, Source } from '../../../src/model/watchlist.js';
import { judgeNight, useOf } from '../nights.js';
import { furniture, type Given, heading, pageOf } from '../pages.js';

/** A series and what its publisher shows one night, as a person tells it. */
export interface EditionStory {
  readonly what: string;
  /** Name and address of the series; `null` for a source without one. */
  readonly series?: Partial<Series> | null;
  /** The cited document: its title, and its edition's name. */
  readonly cited: string;
  readonly edition: string | null;
  readonly url?: string;
  /** Links of the index page: text, and the last part of the address where it matters. */
  readonly index?: readonly (string | readonly [text: string, slug: string])[];
  /** The page behind every link that is asked. */
  readonly page?: Document | null | undefined;
  /** Pages behind single links, by the last part of their address; `absent` where nothing stands. */
  readonly behind?: Readonly<Record<string, Document | 'absent'>>;
  /** The cited document, when it is not an ordinary report. */
  readonly document?: Document;
  /** What stood at the cited address before. */
  readonly earlier?: Document;
  /** What a register of DOIs says. */
  readonly works?: readonly Work[];
  readonly now?: string;
  readonly status: EditionVerdict['status'];
  /** Names of the newer editions; none when left out. */
  readonly newer?: readonly string[];
}

const QUOTE =
  'Local officials told the delegation that the register had been closed for two years.';
const HEADINGS = [
  'Executive summary',
  'Prosecution and law enforcement',
  'Protection of victims',
  'Prevention and training',
  'Profile of the country',
  'Recommendations to the government',
];
const PROSE = [
  'The government increased its efforts in the reporting period, but did not meet the minimum standards in several key areas.',
  'Observers in several provinces described how the measures were applied and what the authorities had published about them.',
  'Courts convicted fewer defendants than in the year before, and sentences were often suspended under the same article.',
];

/** A whole report: a title, six sections with three paragraphs each, the subject's words in its text. */
const report = (title: string, ...more: readonly Given[]): Document => ({
  ...pageOf(
    heading(title),
    ...more,
    `This report, ${title}, covers what was observed in the reporting period.`,
    ...HEADINGS.flatMap((name) => [heading(name, 2), ...PROSE.map((text) => `${name}: ${text}`)]),
    QUOTE,
  ),
  title,
  lang: 'en',
});

/** A line of a page as a table of stories writes it: `## Findings` is a heading, `~ Contact` furniture, anything else a paragraph or a block. */
function block(line: Given): Given {
  const [, signs, text] = (typeof line === 'string' && /^(#+|~) (.*)$/su.exec(line)) || [];
  if (signs === undefined || text === undefined) return line;
  return signs === '~' ? furniture(text) : heading(text, signs.length);
}

/** A page as a table of stories writes it: the title of an ordinary report, or what is otherwise about it. */
type Written =
  | string
  | null
  | (Partial<Document> & { readonly report: string; readonly more?: readonly Given[] })
  | (Partial<Document> & {
      /** Its first heading, and its title where no other is given; a page without has a title alone. */
      readonly page?: string;
      readonly headless?: true;
      /** Its lines, or the name of a body that several pages share; `{title}` stands for its name. */
      readonly body: string | readonly Given[];
    });

type Pages = 'page' | 'document' | 'earlier' | 'behind';
interface WrittenStory extends Omit<EditionStory, Pages | 'cited' | 'edition'>, Partial<Cited> {
  /** The name of a cited edition that several stories share. */
  readonly of?: string;
  readonly page?: Written;
  readonly document?: Written;
  readonly earlier?: Written;
  readonly behind?: Readonly<Record<string, Written>>;
}
type Cited = Pick<EditionStory, 'cited' | 'edition' | 'series'>;

/** A table of stories: a file of `stories/`. */
interface Table {
  readonly name: string;
  readonly about: string;
  readonly cited?: Readonly<Record<string, Cited>>;
  readonly bodies?: Readonly<Record<string, readonly Given[]>>;
  readonly stories: readonly WrittenStory[];
}

function documentOf(written: Exclude<Written, null>, bodies: Table['bodies']): Document {
  if (typeof written === 'string') return report(written);
  if ('report' in written) {
    const { report: title, more = [], ...rest } = written;
    return { ...report(title, ...more.map(block)), ...rest };
  }
  const { page, headless, body, ...rest } = written;
  const lines = typeof body === 'string' ? (bodies?.[body] ?? []) : body;
  const name = page ?? written.title;
  const named = (line: Given): Given =>
    typeof line === 'string' && name != null ? line.replaceAll('{title}', () => name) : line;
  const first = page === undefined ? [] : [heading(page)];
  return {
    ...pageOf(...first, ...lines.map((line) => block(named(line)))),
    title: page ?? null,
    lang: 'en',
    ...rest,
  };
}

function storyOf({ of, behind, ...story }: WrittenStory, { cited, bodies }: Table): EditionStory {
  const known = of === undefined ? undefined : cited?.[of];
  if (of !== undefined && known === undefined)
    throw new Error(`${story.what}: no cited edition ${of}`);
  const pages = (['page', 'document', 'earlier'] as const).flatMap((key) => {
    const written = story[key];
    return written === undefined
      ? []
      : [[key, written === null ? null : documentOf(written, bodies)] as const];
  });
  const behindLinks = Object.entries(behind ?? {}).map(
    ([slug, page]) =>
      [slug, page === null || page === 'absent' ? page : documentOf(page, bodies)] as const,
  );
  return {
    ...known,
    ...story,
    ...Object.fromEntries(pages),
    ...(behind === undefined ? {} : { behind: Object.fromEntries(behindLinks) }),
  } as EditionStory;
}

const FOLDER = join(import.meta.dirname, 'stories');

/** All tables of `stories/`, each with its name. A story is added to a table, or as another file. */
export const TABLES: readonly (readonly [name: string, stories: readonly EditionStory[]])[] =
  readdirSync(FOLDER).map((file) => {
    const table: Table = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    return [table.name, table.stories.map((story) => storyOf(story, table))];
  });

const behind = (
  { behind: pages = {}, page }: EditionStory,
  url: string | null,
): Document | 'absent' | null => pages[(url ?? '').split('/').at(-1) ?? ''] ?? page ?? null;

const INDEX = 'https://publisher.example/reports/';

/** What is said of the cited edition that night. */
export function judgeStory(story: EditionStory): EditionVerdict {
  const now = new Date(story.now ?? '2026-10-01T03:00:00Z');
  const series: Series | null =
    story.series === null
      ? null
      : {
          id: 'series',
          name: story.cited,
          cadence: null,
          index: [INDEX],
          pattern: null,
          subject: [],
          editions: [],
          ...story.series,
        };
  const source: Source = {
    id: 'cited',
    publisher: 'A Publisher',
    title: story.cited,
    url: story.url ?? `${INDEX}cited`,
    published: null,
    lang: 'en',
    series: series?.id ?? null,
    edition: story.edition,
    copies: [],
  };
  const document = story.document ?? report(story.cited);
  const links = (story.index ?? []).map((link, i) => {
    const [text, slug] = typeof link === 'string' ? [link, `item-${i}`] : link;
    return { url: new URL(slug, INDEX).href, text, rel: '' };
  });
  const listings = story.index === undefined ? [] : [{ url: INDEX, title: 'Reports', links }];
  const notice = noticeIn(document);
  const banner = notice?.kind === 'superseded' ? notice.words : null;
  const seen = { listings, works: story.works ?? [], document, banner };
  const watch = {
    reports: [],
    sources: [source],
    series: series === null ? [] : [series],
    decisions: [],
  };
  const found = candidatesFor(source, watch, seen, now);
  const uses = [useOf(QUOTE)];
  return judgeEdition({
    source,
    series,
    uses,
    verdict: judgeNight(10, { source, uses, document }),
    document,
    earlier: story.earlier ?? null,
    cited: document,
    survey: found.survey,
    candidates: found.candidates.map((candidate) => {
      const page = behind(story, candidate.url);
      const absent = page === 'absent';
      return { ...candidate, document: absent ? null : page, absent, why: null };
    }),
    remarks: remarksOn(source, [], seen.works),
    decisions: [],
    before: null,
    now,
  });
}
