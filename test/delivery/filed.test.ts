import { load } from 'cheerio';
import { expect, it } from 'vitest';
import { verdictOf } from '../store/samples.js';
import { served } from './desk.js';

const [OLD, NEW] = ['https://a.example/one', 'https://a.example/new'];
const text = JSON.stringify({
  reports: [{ id: 'R', title: 'A report', citations: [{ id: 'R/1', source: 'one', quotes: [] }] }],
  sources: [
    { id: 'one', publisher: 'P', title: 'Title of one', url: OLD },
    { id: 'other', publisher: 'P', title: 'Title of other', url: 'https://b.example/other' },
  ],
});
const STILL = `The filed report R still prints the address ${OLD} (now ${NEW}): R/1.`;

it('what a filed report still prints is told where it was mended, with its source and on the first page, until that is undone', async () => {
  const desk = await served(0, {
    text,
    verdicts: ['one', 'other'].map((id) => verdictOf(id)),
    findings: [],
  });
  const mainOf = async (answer: Response) => load(await answer.text())('main');
  const told = async (path: string) =>
    (await mainOf(await fetch(`${desk.url}${path}`))).text().replace(/\s+/gu, ' ');
  /** Sends the form that has this field, as it is filled in. */
  const send = async (
    main: Awaited<ReturnType<typeof mainOf>>,
    has: string,
    fields: Record<string, string>,
  ) => {
    const form = main.find(`form:has(${has})`).first();
    const hidden = form.find('[type=hidden]').toArray();
    const body = new URLSearchParams(
      hidden.map(({ attribs }) => [attribs.name ?? '', attribs.value ?? '']),
    );
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const headers = { origin: desk.url.slice(0, -1) };
    return mainOf(
      await fetch(new URL(form.attr('action') ?? '', desk.url), { method: 'POST', headers, body }),
    );
  };
  try {
    expect(await told('')).not.toContain('still prints');
    const saved = await send(
      await mainOf(await fetch(`${desk.url}source/one`)),
      '[value=address]',
      { url: NEW },
    );
    expect(desk.read()).toContain(NEW);
    expect(saved.text()).toContain('1 change is not in the report yet.');
    expect(await told('source/one')).toContain(STILL);
    expect(await told('')).toContain(STILL);
    expect(await told('source/other')).not.toContain('still prints');
    await send(saved, '[name=n]', {});
    expect(desk.read()).toBe(desk.first);
    for (const path of ['', 'source/one']) expect(await told(path)).not.toContain('still prints');
  } finally {
    await desk.stop();
  }
});
