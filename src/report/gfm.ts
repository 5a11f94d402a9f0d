import { TURNING, withoutHidden } from './hidden.js';
import { webUrl } from './html.js';

/**
 * Text inside a line of GitHub-flavoured Markdown that shows exactly as given: no emphasis, no markup,
 * no link (GitHub makes links of bare addresses, so those are broken up too).
 */
export const inlineMarkdown = (text: string): string =>
  withoutHidden(text)
    .replace(TURNING, '')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]<>|~$]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/:\/\//g, '\\://')
    .replace(/(?<!\/)\bwww\./gi, (w) => `${w.slice(0, -1)}\\.`);

/** The same for a line of its own: what would begin a heading or a list there is escaped too. */
export const escapeMarkdown = (text: string): string =>
  inlineMarkdown(text)
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');

/** Text as a code span: shown as it is, never a link. */
export const codeMarkdown = (text: string): string => {
  const line = withoutHidden(text)
    .replace(TURNING, '')
    .replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ')
    .trim();
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map((m) => m[0].length)) + 1);
  return `${fence}${fence.length > 1 ? ` ${line} ` : line}${fence}`;
};

/** A link, or the address as code when a browser should not open it. */
export const linkMarkdown = (label: string, url: string | null, open = true): string => {
  const target = open ? webUrl(url) : null;
  if (target !== null)
    return `[${escapeMarkdown(label)}](<${target.replace(/[<>\s\\|]/g, encodeURIComponent)}>)`;
  return url === null ? escapeMarkdown(label) : `${escapeMarkdown(label)}: ${codeMarkdown(url)}`;
};
