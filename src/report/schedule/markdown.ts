import type { Schedule } from '../../model/schedule.js';
import { escapeMarkdown, inlineMarkdown, linkMarkdown } from '../gfm.js';
import { blocksOf, type ScheduleBlock, type ScheduleSpan } from './blocks.js';

/** A country schedule as Markdown. */
export const scheduleMarkdown = (schedule: Schedule): string =>
  `${blocksOf(schedule).map(blockMarkdown).join('\n\n')}\n`;

const MARK: Readonly<Record<ScheduleBlock['kind'], string>> = {
  title: '# ',
  heading: '## ',
  text: '',
  source: '',
  extract: '> ',
  detail: '',
};

const blockMarkdown = ({ kind, spans }: ScheduleBlock): string =>
  MARK[kind] + spans.map(spanMarkdown).join('');

function spanMarkdown({ text, url, strong }: ScheduleSpan, index: number): string {
  if (url !== undefined) return linkMarkdown(text, url);
  const escaped = (index === 0 ? escapeMarkdown : inlineMarkdown)(text);
  // The escaper trims what stands between two stretches of a line.
  return `${/^\s/u.test(text) ? ' ' : ''}${strong ? `**${escaped}**` : escaped}${/\s$/u.test(text) ? ' ' : ''}`;
}
