import type { Finding } from '../model/finding.js';
import type { Run } from '../model/run.js';
import type { SourceVerdict } from '../model/verdict.js';
import type { Verdicts } from '../model/verdicts.js';
import { diffToHtml } from './diff/diff-view.js';
import { evidenceOf, place, sourceAddress, touched } from './finding-evidence.js';
import { html, webUrl } from './html.js';
import { overview } from './overview.js';
import { type Publication, reportName, reportTitles } from './publication.js';
import { actionOf, messageOf } from './reasons/finding.js';
import { kindWords } from './words.js';
import { escapeXml } from './xml.js';

/** Names what citewatch mints (RFC 4151). The host is reserved, so that nobody else can own it. */
const TAG = 'tag:citewatch.invalid,2025:';

const tag = (...path: readonly string[]): string =>
  TAG + path.map((part) => encodeURIComponent(part.replace(/\p{Cs}/gu, ''))).join('/');

const content = (finding: Finding, source: SourceVerdict | null): string => {
  const cited = touched(finding, source).map(place).join(', ');
  const evidence = evidenceOf(finding, source);
  const words = evidence.find((e) => e.kind === 'words');
  const led = evidence.flatMap((e) => (e.kind === 'consequence' ? [`${e.label}: ${e.text}`] : []));
  return html`<p>${messageOf(finding)}</p>${led.map((text) => html`<p>${text}</p>`)}${words?.kind === 'words' && html`<p>${diffToHtml(words.parts)}</p>`}${finding.state === 'new' && html`<p>What to do: ${actionOf(finding)}</p>`}${cited !== '' && html`<p>Cited in ${cited}</p>`}`
    .text;
};

const entry = (finding: Finding, source: SourceVerdict | null, at: string): string => {
  const name = source?.title ?? finding.source;
  const title = `${finding.state === 'resolved' ? 'Resolved: ' : ''}${kindWords(finding).name}: ${name}`;
  const address = source === null ? null : sourceAddress(source);
  const url = address?.kind === 'address' && address.open ? webUrl(address.url) : null;
  return `<entry>
<id>${escapeXml(tag('finding', finding.id, finding.since, finding.state))}</id>
<title>${escapeXml(title)}</title>
<updated>${escapeXml(at)}</updated>
<category term="${finding.kind}"/><category term="${finding.severity}"/>${url === null ? '' : `\n<link rel="alternate" href="${escapeXml(url)}"/>`}
<content type="html">${escapeXml(content(finding, source))}</content>
</entry>
`;
};

/**
 * What began and what ended in a run, as an Atom feed (RFC 4287), `reports/feed.xml`. An event keeps its id when
 * the run is rendered again, and a finding that comes back later is another event.
 */
export const renderFeed = (run: Run<Verdicts>, publication: Publication = {}): string => {
  const { named } = overview(run);
  const events = run.findings.filter((f) => f.state === 'new' || f.state === 'resolved');
  const page = webUrl(publication.page ?? null);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>${escapeXml(tag('feed', ...reportTitles(run.sources, {})))}</id>
<title>${escapeXml(`${reportName(run.sources, publication)}: citations`)}</title>
<updated>${escapeXml(run.run.finishedAt)}</updated>
<author><name>citewatch</name></author>${page === null ? '' : `\n<link rel="alternate" href="${escapeXml(page)}"/>`}
${events.map((f) => entry(f, named.get(f.source) ?? null, run.run.finishedAt)).join('')}</feed>
`;
};
