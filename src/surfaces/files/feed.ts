import type { Finding } from '../../model/finding.js';
import type { Run } from '../../model/run.js';
import type { CitationVerdict, SourceVerdict } from '../../model/verdict.js';
import type { Verdicts } from '../../model/verdicts.js';
import { shorten } from '../../passage/text/sentences.js';
import { diffToHtml } from '../diff/diff-view.js';
import { escapeXml, html, webUrl, withoutHidden } from '../escape.js';
import { evidenceOf, sourceAddress } from '../evidence.js';
import { findingTitle, overview } from '../overview.js';
import { type Publication, place, reportName, reportTitles, rowAddress, touchedIn } from '../publication.js';
import { actionOf, messageOf } from '../words/findings.js';
import { kindWords } from '../words/words.js';

/** Names what citewatch mints (RFC 4151). The host is reserved, so that nobody else can own it. */
const TAG = 'tag:citewatch.invalid,2025:';

const tag = (...path: readonly string[]): string =>
  TAG + path.map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, ''))).join('/');

/** Characters of a quoted passage, our choice: what a feed reader shows of an entry. */
const PASSAGE = 400;

/** What a feed says of an event: HTML. */
const feedContent = ({ finding, source, cited: citations }: FeedEvent): string => {
  const cited = citations.map(place).join(', ');
  const evidence = evidenceOf(finding, source);
  const words = evidence.find((e) => e.kind === 'words' || e.kind === 'passage');
  const led = evidence.flatMap((e) => (e.kind === 'consequence' ? [`${e.label}: ${e.text}`] : []));
  return html`<p>${messageOf(finding)}</p>${led.map((text) => html`<p>${text}</p>`)}${words?.kind === 'words' && html`<p>${diffToHtml(words.parts)}</p>`}${words?.kind === 'passage' && html`<p>${words.label}: “${shorten(words.text, PASSAGE)}”</p>`}${finding.state === 'new' && html`<p>What to do: ${actionOf(finding)}</p>`}${cited !== '' && html`<p>Cited in ${cited}</p>`}`
    .text;
};

/** One thing that began or ended in a run, as a feed tells it. */
interface FeedEvent {
  /** The same in every rendering; of a finding that grew graver, and of its end, another. */
  readonly id: string;
  readonly title: string;
  /** Its row on the reviewer's page, or else its source; null where nobody should be sent. */
  readonly url: string | null;
  readonly finding: Finding;
  readonly source: SourceVerdict | null;
  /** The citations that it touches. */
  readonly cited: readonly CitationVerdict[];
}

/** What began and what ended in a run. */
export function* feedEvents(run: Run<Verdicts>, publication: Publication): Generator<FeedEvent> {
  const { named } = overview(run);
  const page = webUrl(publication.page ?? null);
  for (const finding of run.findings) {
    if (finding.state !== 'new' && finding.state !== 'resolved') continue;
    const source = named.get(finding.source) ?? null;
    const address = source === null ? null : sourceAddress(source);
    const own = address?.kind === 'address' && address.open ? webUrl(address.url) : null;
    const over = finding.state === 'resolved';
    if (over && finding.untold === true) continue;
    yield {
      id: tag('finding', finding.id, finding.since, over ? 'resolved' : `new-${finding.severity}`),
      title: `${over ? 'Resolved: ' : ''}${kindWords(finding).name}: ${findingTitle(finding, named)}`,
      url: page === null ? own : rowAddress(page, finding.source),
      finding,
      source,
      cited: touchedIn(finding, named),
    };
  }
}

/** The name of the feed, for as long as the same reports are watched. */
const feedId = (run: Run<Verdicts>): string => tag('feed', ...reportTitles(run.sources, {}));

/** Its title. */
const feedTitle = (run: Run<Verdicts>, publication: Publication): string =>
  `${reportName(run.sources, publication)}: citations`;

/** The address of a file that is published beside the reviewer's page; null when that is not published. */
const besidePage = (publication: Publication, name: string): string | null => {
  const page = webUrl(publication.page ?? null);
  return page === null ? null : page.replace(/[?#].*$/su, '').replace(/[^/]*$/u, name);
};

const entry = (event: FeedEvent, at: string): string => {
  const { id, title, url, finding } = event;
  return `<entry>
<id>${escapeXml(id)}</id>
<title>${escapeXml(title)}</title>
<updated>${escapeXml(at)}</updated>
<category term="${finding.kind}"/><category term="${finding.severity}"/>${url === null ? '' : `\n<link rel="alternate" href="${escapeXml(url)}"/>`}
<content type="html">${escapeXml(feedContent(event))}</content>
</entry>
`;
};

/** What began and what ended in a run, as an Atom feed (RFC 4287), `reports/feed.xml`: in parts, one an event. */
export function* feedParts(run: Run<Verdicts>, publication: Publication = {}): Generator<string> {
  const at = run.run.finishedAt;
  const link = (rel: string, url: string | null) =>
    url === null ? '' : `\n<link rel="${rel}" href="${escapeXml(url)}"/>`;
  yield `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${escapeXml(feedId(run))}</id>
<title>${escapeXml(feedTitle(run, publication))}</title>
<updated>${escapeXml(at)}</updated>
<author><name>citewatch</name></author>${link('alternate', webUrl(publication.page ?? null))}${link('self', besidePage(publication, 'feed.xml'))}
`;
  for (const event of feedEvents(run, publication)) yield entry(event, at);
  yield '</feed>\n';
}

/** The same in one piece. */
export const renderFeed = (run: Run<Verdicts>, publication: Publication = {}): string =>
  [...feedParts(run, publication)].join('');

/** The feed of {@link file://./feed.ts} as a JSON Feed 1.1 (jsonfeed.org), `reports/feed.json`: in parts, one an event. */
export function* jsonFeedParts(run: Run<Verdicts>, publication: Publication = {}): Generator<string> {
  const page = webUrl(publication.page ?? null);
  const head = {
    version: 'https://jsonfeed.org/version/1.1',
    title: withoutHidden(feedTitle(run, publication)),
    ...(page === null ? {} : { home_page_url: page, feed_url: besidePage(publication, 'feed.json') }),
    language: 'en',
    authors: [{ name: 'citewatch' }],
  };
  yield `${JSON.stringify(head).slice(0, -1)},"items":[`;
  let comma = '';
  for (const event of feedEvents(run, publication)) {
    const { id, title, url, finding } = event;
    const item = {
      id,
      ...(url === null ? {} : { url }),
      title: withoutHidden(title),
      content_html: feedContent(event),
      date_published: run.run.finishedAt,
      tags: [finding.kind, finding.severity],
    };
    yield `${comma}\n${JSON.stringify(item)}`;
    comma = ',';
  }
  yield '\n]}\n';
}

/** The same in one piece. */
export const renderJsonFeed = (run: Run<Verdicts>, publication: Publication = {}): string =>
  [...jsonFeedParts(run, publication)].join('');
