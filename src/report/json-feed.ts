import type { Run } from '../model/run.js';
import type { Verdicts } from '../model/verdicts.js';
import { besidePage, feedContent, feedEvents, feedTitle } from './feed.js';
import { withoutHidden } from './hidden.js';
import { webUrl } from './html.js';
import type { Publication } from './publication.js';

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
