import { load } from 'cheerio';
import { expect, it } from 'vitest';
import type { Finding } from '../../src/model/finding.js';
import { lifeOf, verdictOf } from '../store/samples.js';
import { served } from './desk.js';

const text = JSON.stringify({
  reports: [],
  sources: ['one', 'two', 'other'].map((id) => ({
    id,
    publisher: 'P',
    title: `Title of ${id}`,
    url: `https://${id === 'other' ? 'b' : 'a'}.example/${id}`,
  })),
});

it('a page of decisions tells what is told of the whole host of its source, and leads to where that is decided', async () => {
  const host = {
    ...lifeOf('source-unreachable:one', 1, null).finding,
    source: 'one',
    sources: ['one', 'two'],
    kind: 'source-unreachable',
    why: { kind: 'told', message: 'Nobody answers at a.example.', action: 'Look again.' },
  } as const;
  const verdicts = ['one', 'two', 'other'].map((id) => verdictOf(id));
  const desk = await served(0, { text, verdicts, findings: [host] });
  const page = async (path: string) => (await fetch(`${desk.url}${path}`)).text();
  try {
    const [two, other, list] = [
      await page('source/two'),
      await page('source/other'),
      await page('sources'),
    ];
    expect(two).toContain('Nobody answers at a.example.');
    expect(two).not.toContain('found nothing wrong');
    expect(two).toMatch(/href="\/source\/one">Decide for the whole host/u);
    expect(two).toContain('<title>Decide: Title of two</title>');
    expect(other).toContain('The last run found nothing wrong with it.');
    expect(other).not.toContain('a.example');
    expect(list.match(/1 open finding\b/gu)).toHaveLength(2);
    expect(list.indexOf('Title of two')).toBeLessThan(list.indexOf('Title of other'));
  } finally {
    await desk.stop();
  }
});

it('what was decided leads to the next source that has anything open', async () => {
  const found = (source: string) => ({
    ...lifeOf(`content-edited:${source}`, 1, null).finding,
    source,
    kind: 'content-edited',
    severity: 'low' as const,
    since: '2025-01-01T00:00:00Z',
  });
  const findings = ['one', 'two', 'other'].map(found) as readonly Finding[];
  const desk = await served(0, {
    text,
    verdicts: ['one', 'two', 'other'].map((id) => verdictOf(id)),
    findings,
  });
  const decide = async (source: string): Promise<string> => {
    const form = load(await (await fetch(`${desk.url}source/${source}`)).text())(
      'form:has([value=acknowledge])',
    );
    const hidden = form
      .find('[type=hidden]')
      .toArray()
      .map(({ attribs }) => [attribs.name, attribs.value]);
    const fields = { ...Object.fromEntries(hidden), about: 'content-edited', reason: 'read' };
    const headers = {
      origin: desk.url.slice(0, -1),
      'content-type': 'application/x-www-form-urlencoded',
    };
    const sent = await fetch(`${desk.url}decide`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(fields),
    });
    return load(await sent.text())('main')
      .text()
      .replace(/\s+/gu, ' ');
  };
  try {
    expect(await decide('one')).toContain('Next: Title of other, 1 open finding');
    expect(await decide('other')).toContain('Next: Title of two, 1 open finding');
    expect(await decide('two')).toContain('Nothing is open on any other source.');
  } finally {
    await desk.stop();
  }
});

it('all pages are in the language of the report, what is answered to a form too', async () => {
  const french = JSON.stringify({
    ...JSON.parse(text),
    reports: [
      {
        id: 'R',
        title: 'Rapport',
        lang: 'fr',
        citations: [{ id: 'R/1', source: 'one', quotes: [] }],
      },
    ],
  });
  const found = lifeOf('content-edited:one', 1, null).finding;
  const finding = { ...found, source: 'one', kind: 'content-edited', severity: 'low' } as const;
  const desk = await served(0, { text: french, verdicts: [verdictOf('one')], findings: [finding] });
  const inFrench = async (answer: Promise<Response>) => {
    const $ = load(await (await answer).text());
    expect($('html').attr('lang')).toBe('fr');
    return $;
  };
  try {
    await inFrench(fetch(desk.url));
    await inFrench(fetch(`${desk.url}sources`));
    const form = (await inFrench(fetch(`${desk.url}source/one`)))('form:has([value=acknowledge])');
    const hidden = form.find('[type=hidden]').toArray();
    const body = new URLSearchParams(
      hidden.map(({ attribs }) => [attribs.name ?? '', attribs.value ?? '']),
    );
    body.set('about', 'content-edited');
    body.set('reason', 'lu');
    const headers = { origin: desk.url.slice(0, -1) };
    const saved = await inFrench(fetch(`${desk.url}decide`, { method: 'POST', headers, body }));
    expect(saved('body').text()).not.toMatch(/\bSaved\b|These lines/u);
  } finally {
    await desk.stop();
  }
});
