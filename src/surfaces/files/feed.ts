import type { Finding } from '../../model/finding.js';
import { optional } from '../../model/optional.js';
import type { JudgedRun } from '../../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import { shorten } from '../../passage/text/sentences.js';
import { diffToHtml } from '../diff/diff-view.js';
import { escapeXml, html, webUrl, withoutHidden } from '../escape.js';
import { evidenceOf, openUrl } from '../evidence.js';
import { findingTitle, overview } from '../overview.js';
import {
  localeOfRun,
  type Publication,
  place,
  publishedRow,
  reportName,
  reportTitles,
  touchedIn,
} from '../publication.js';
import { actionOf, messageOf } from '../words/findings.js';
import type { Locale } from '../words/locale.js';
import { kindWords, withLabel } from '../words/words.js';

/** Names what citewatch mints (RFC 4151). The host is reserved, so that nobody else can own it. */
const TAG = 'tag:citewatch.invalid,2025:';

const tag = (...path: readonly string[]): string =>
  TAG + path.map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, ''))).join('/');

/** Characters of a quoted passage, our choice: what a feed reader shows of an entry. */
const PASSAGE = 400;

const feedContent = (
  locale: Locale,
  { finding, source, cited: citations }: FeedEvent,
  on: string,
): string => {
  const cited = locale.sideBySide(citations.map((citation) => place(locale, citation)));
  const isOver = finding.state === 'resolved';
  const end = {
    name: kindWords(locale, finding).name,
    since: finding.since,
    on,
    updated: finding.rules === 'ended',
  };
  const message = isOver
    ? locale.fill(locale.messages.feed.resolved, end)
    : messageOf(locale, finding);
  // What it rested on is not the case any more.
  const evidence = isOver ? [] : evidenceOf(locale, finding, source);
  const words = evidence.find((e) => e.kind === 'words' || e.kind === 'passage');
  const led = evidence.flatMap((e) =>
    e.kind === 'consequence' ? [withLabel(locale, e.label, e.text)] : [],
  );
  return html`<p>${message}</p>${led.map((text) => html`<p>${text}</p>`)}${words?.kind === 'words' && html`<p>${diffToHtml(words.parts)}</p>`}${words?.kind === 'passage' && html`<p>${withLabel(locale, words.label, locale.fill(locale.messages.shared.quoted, { text: shorten(words.text, PASSAGE) }))}</p>`}${finding.state === 'new' && html`<p>${locale.fill(locale.messages.feed.todo, { action: actionOf(locale, finding) })}</p>`}${cited !== '' && html`<p>${locale.fill(locale.messages.feed.cited, { places: cited })}</p>`}`
    .text;
};

interface FeedEvent {
  /** The same in every rendering; of a finding that grew graver, and of its end, another. */
  readonly id: string;
  readonly title: string;
  /** Its row on the reviewer's page, or else its source; null where nobody should be sent. */
  readonly url: string | null;
  readonly finding: Finding;
  readonly source: SourceVerdict | null;
  readonly cited: readonly CitationVerdict[];
}

export function feedEvents(
  locale: Locale,
  run: JudgedRun,
  publication: Publication,
): readonly FeedEvent[] {
  const { named } = overview(locale, run);
  return run.findings.flatMap((finding) => {
    const over = finding.state === 'resolved';
    if (over ? finding.untold === true : finding.state !== 'new') return [];
    const source = named.get(finding.source) ?? null;
    const title = withLabel(
      locale,
      kindWords(locale, finding).name,
      findingTitle(locale, finding, named),
    );
    const own = source === null ? null : webUrl(openUrl(locale, source));
    return {
      id: tag('finding', finding.id, finding.since, over ? 'resolved' : `new-${finding.severity}`),
      title: over ? locale.fill(locale.messages.feed.over, { title }) : title,
      url: publishedRow(publication, finding.source) ?? own,
      finding,
      source,
      cited: touchedIn(finding, named),
    };
  });
}

export const feedTitle = (locale: Locale, run: JudgedRun, publication: Publication): string =>
  locale.fill(locale.messages.feed.title, { name: reportName(locale, run.sources, publication) });

/** The address of a file that is published beside the reviewer's page; null when that is not published. */
const besidePage = (publication: Publication, name: string): string | null => {
  const page = webUrl(publication.page ?? null);
  return page === null ? null : page.replace(/[?#].*$/su, '').replace(/[^/]*$/u, name);
};

const entry = (locale: Locale, event: FeedEvent, at: string): string => {
  const { id, title, url, finding } = event;
  return `<entry>
<id>${escapeXml(id)}</id>
<title>${escapeXml(title)}</title>
<updated>${escapeXml(at)}</updated>
<category term="${finding.kind}"/><category term="${finding.severity}"/>${url === null ? '' : `\n<link rel="alternate" href="${escapeXml(url)}"/>`}
<content type="html">${escapeXml(feedContent(locale, event, at))}</content>
</entry>
`;
};

/** What began and what ended in a run, as an Atom feed (RFC 4287), `reports/feed.xml`. */
export const renderFeed = (run: JudgedRun, publication: Publication = {}): string =>
  atomOf(localeOfRun(run, publication), run, publication);

function atomOf(locale: Locale, run: JudgedRun, publication: Publication): string {
  const at = run.run.finishedAt;
  const link = (rel: string, url: string | null) =>
    url === null ? '' : `\n<link rel="${rel}" href="${escapeXml(url)}"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${locale.language}">
<id>${escapeXml(tag('feed', ...reportTitles(run.sources, {})))}</id>
<title>${escapeXml(feedTitle(locale, run, publication))}</title>
<updated>${escapeXml(at)}</updated>
<author><name>citewatch</name></author>${link('alternate', webUrl(publication.page ?? null))}${link('self', besidePage(publication, 'feed.xml'))}
${feedEvents(locale, run, publication)
  .map((event) => entry(locale, event, at))
  .join('')}</feed>
`;
}

/** The same as a JSON Feed 1.1 (jsonfeed.org), `reports/feed.json`: an event a line. */
export const renderJsonFeed = (run: JudgedRun, publication: Publication = {}): string =>
  jsonFeedOf(localeOfRun(run, publication), run, publication);

function jsonFeedOf(locale: Locale, run: JudgedRun, publication: Publication): string {
  const page = webUrl(publication.page ?? null);
  const head = {
    version: 'https://jsonfeed.org/version/1.1',
    title: withoutHidden(feedTitle(locale, run, publication)),
    ...optional({ home_page_url: page, feed_url: page && besidePage(publication, 'feed.json') }),
    language: locale.language,
    authors: [{ name: 'citewatch' }],
  };
  const items = feedEvents(locale, run, publication).map((event) => {
    const { id, title, url, finding } = event;
    return JSON.stringify({
      id,
      ...optional({ url }),
      title: withoutHidden(title),
      content_html: feedContent(locale, event, run.run.finishedAt),
      date_published: run.run.finishedAt,
      tags: [finding.kind, finding.severity],
    });
  });
  return `${JSON.stringify(head).slice(0, -1)},"items":[${items.map((item) => `\n${item}`).join(',')}\n]}\n`;
}
