import { remarksOn } from '../../../src/judging/editions/cadence.js';
import { candidatesFor } from '../../../src/judging/editions/candidates.js';
import { judgeEdition } from '../../../src/judging/editions/judge-edition.js';
import type { Work } from '../../../src/judging/editions/registers/register.js';
import { noticeIn } from '../../../src/judging/editions/withdrawal-notice.js';
import type { Document } from '../../../src/model/document.js';
import type { EditionVerdict } from '../../../src/model/edition.js';
import type { Series, Source } from '../../../src/model/watchlist.js';
import { judgeNight, useOf } from '../nights.js';
import { type Given, heading, pageOf } from '../pages.js';

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

const QUOTE = 'Local officials told the delegation that the register had been closed for two years.';
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
export const report = (title: string, ...more: readonly Given[]): Document => ({
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

/** A page of a few paragraphs under a title. */
export const note = (title: string, ...text: readonly Given[]): Document => ({
  ...pageOf(heading(title), ...text),
  title,
  lang: 'en',
});

export const NEWS = [
  'The department published its annual report today, and its head thanked all who had contributed to it over the past year.',
  'Journalists may send their questions to the press office, which answers them on working days until five in the afternoon.',
];

/** The cited edition of a story, and its series. */
export type Cited = Pick<EditionStory, 'cited' | 'edition' | 'series'>;

/** A later edition that is listed beside the cited one, and read. */
export const later = (
  what: string,
  of: Cited,
  title: string,
  newer: string,
  page = report(title),
): EditionStory => ({
  ...of,
  what,
  index: [of.cited, title],
  page,
  status: 'superseded',
  newer: [newer],
});

/** A page that is listed beside the cited edition and is no edition of it. */
export const trap = (what: string, of: Cited, text: string, page: EditionStory['page']): EditionStory => ({
  ...of,
  what,
  index: [of.cited, text],
  page,
  status: 'current',
});

/** A cited edition by the name of its series, its own, and its title. */
export const of = (name: string, edition: string, cited: string, ...subject: readonly string[]): Cited => ({
  cited,
  edition,
  series: { name, subject },
});

const behind = ({ behind: pages = {}, page }: EditionStory, url: string | null): Document | 'absent' | null =>
  pages[(url ?? '').split('/').at(-1) ?? ''] ?? page ?? null;

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
  const watch = { reports: [], sources: [source], series: series === null ? [] : [series], decisions: [] };
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
