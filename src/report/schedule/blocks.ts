import type { Schedule, ScheduleGroup, ScheduleRow } from '../../model/schedule.js';
import { day } from '../dates.js';
import { count } from '../words.js';
import { editionNote, standingOfRow, standingWords } from './standing.js';

/** A stretch of a line. */
export interface ScheduleSpan {
  readonly text: string;
  /** What a click on it opens, where a browser may open it. */
  readonly url?: string | undefined;
  /** BCP 47, where it is not English. */
  readonly lang?: string | undefined;
  readonly strong?: true | undefined;
}

/** A paragraph of a schedule, whatever the format. */
export interface ScheduleBlock {
  readonly kind: 'title' | 'heading' | 'text' | 'source' | 'extract' | 'detail';
  readonly spans: readonly ScheduleSpan[];
  /** Id of the row that it belongs to; null for what is the schedule's own. */
  readonly row: string | null;
}

const own = (kind: ScheduleBlock['kind'], text: string): ScheduleBlock => ({
  kind,
  spans: [{ text }],
  row: null,
});

/** A schedule as paragraphs, in order. Rows are numbered through, so that a skeleton argument can name them. */
export function blocksOf(schedule: Schedule): readonly ScheduleBlock[] {
  const { report, on, groups } = schedule;
  let number = 0;
  return [
    own('title', `Country schedule: ${report.title}`),
    own(
      'text',
      [
        report.publisher,
        report.published === null ? null : day(report.published),
        `schedule of ${day(on)}, from report ${report.id}`,
      ]
        .filter((part) => part !== null)
        .join(', '),
    ),
    own('text', summary(schedule)),
    ...groups.flatMap((group) => [
      own('heading', headingOf(group)),
      ...group.rows.flatMap((row) => {
        number += 1;
        return rowBlocks(row, number);
      }),
    ]),
  ];
}

function headingOf({ kind, name }: ScheduleGroup): string {
  if (name === null) return 'In no section';
  return kind === 'section' ? `Section ${name}` : name;
}

/** What a judge should know before reading on: how many extracts there are, and how many of them do not stand. */
function summary({ groups }: Schedule): string {
  const rows = groups.flatMap((group) => group.rows);
  const tally = (standing: ReturnType<typeof standingOfRow>): number =>
    new Set(rows.filter((row) => standingOfRow(row) === standing).map((row) => row.id)).size;
  const references = tally('reference');
  const parts = [
    `${count(tally('stands'), 'extract stands', 'extracts stand')} in the source`,
    `${tally('lost')} not as quoted, or not in the source’s own text`,
    `${tally('unchecked')} could not be checked`,
    ...(references === 0 ? [] : [`${count(references, 'reference', 'references')} without an extract`]),
  ];
  return `As last verified: ${parts.join('; ')}. Each says so below.`;
}

function rowBlocks(row: ScheduleRow, number: number): readonly ScheduleBlock[] {
  const { id, quote, line, url, archive, verdict, edition } = row;
  const block = (kind: ScheduleBlock['kind'], ...spans: readonly ScheduleSpan[]): ScheduleBlock => ({
    kind,
    spans,
    row: id,
  });
  const now = verdict?.verdict === 'altered' ? verdict.found : null;
  const outdated = editionNote(edition);
  return [
    block('source', { text: `${number}. `, strong: true }, { text: `${line} [${id}]` }),
    ...linesOf(quote?.text).map((text) => block('extract', { text })),
    ...linesOf(quote?.original?.text).map((text, i) =>
      block('extract', ...(i === 0 ? [{ text: `Original (${quote?.original?.lang}): ` }] : []), {
        text,
        lang: quote?.original?.lang,
      }),
    ),
    block('detail', {
      text: standingWords(row),
      ...(standingOfRow(row) === 'stands' ? {} : { strong: true }),
    }),
    ...(now === null ? [] : [block('detail', { text: `The source reads: “${now}”` })]),
    ...(outdated === null ? [] : [block('detail', { text: outdated })]),
    block(
      'detail',
      { text: 'Source: ' },
      url === null ? { text: 'no address known' } : { text: shown(url), url },
    ),
    ...(archive === null
      ? []
      : [
          block(
            'detail',
            { text: 'Archived copy: ' },
            { text: archive.url, url: archive.url },
            { text: `, captured ${day(archive.capturedAt)}` },
          ),
        ]),
  ];
}

const linesOf = (text: string | undefined): readonly string[] =>
  (text ?? '').split('\n').filter((line) => line.trim() !== '');

/** An address as it is printed: without the words that a text fragment repeats. */
const shown = (url: string): string => url.split('#:~:')[0] as string;
