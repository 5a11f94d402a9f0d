import { describe, expect, it } from 'vitest';
import { caseCitationsIn } from '../../src/manuscript/grammar/case-citation.js';
import type { Fetch, Outcome } from '../../src/model/outcome.js';
import { judgeCases } from '../../src/tasks/cases.js';
import { askRegister, CITED, type Reply } from '../replica/case-registers.js';

/** The door to a web that answers so; `asked` are the addresses, and no two requests are under way at once. */
function webOf(answer: (url: string) => Reply | null) {
  const asked: string[] = [];
  let open = 0;
  const fetch: Fetch = async ({ url }) => {
    expect(open++).toBe(0);
    asked.push(url);
    await Promise.resolve();
    open--;
    const reply = answer(url);
    const base = {
      url,
      hops: [],
      requests: 1,
      received: 0,
      at: '2025-01-01T00:00:00Z',
      elapsed: 0,
      finalUrl: url,
    };
    if (reply === null)
      return {
        ...base,
        kind: 'failed',
        failure: 'timeout',
        code: null,
        message: 'no answer in time',
      };
    const body = { bytes: new TextEncoder().encode(reply.body), sha256: '', truncated: false };
    return { ...base, kind: 'answered', http: reply.status, headers: {}, body } satisfies Outcome;
  };
  return { fetch, asked };
}

const verdict = async (text: string, answer: (url: string) => Reply | null = askRegister) =>
  (await judgeCases(webOf(answer).fetch, caseCitationsIn(text)))[0]?.verdict;

describe('a cited case', () => {
  it.each(CITED)('“%s”: %s', async (text, expected) => {
    expect((await verdict(text))?.kind).toBe(expected);
  });

  it('is shown with what the register calls it, and where that is', async () => {
    expect(await verdict('HK (Iran) v SSHD [2010] UKSC 31')).toEqual({
      kind: 'other-name',
      register: 'find-case-law',
      found: 'HJ (Iran) & HT (Cameroon) v Secretary of State for the Home Department',
      url: 'https://caselaw.nationalarchives.gov.uk/uksc/2010/31',
    });
    expect(await verdict('Case C-465/07 Elgafaji')).toMatchObject({
      found: 'Meki Elgafaji and Noor Elgafaji v Staatssecretaris van Justitie.',
    });
  });

  const text = CITED.map(([line]) => `${line}.`).join('\n');
  const broken: readonly (readonly [string, (url: string) => Reply | null, string])[] = [
    ['fails', () => null, 'unanswered'],
    ['refuses', () => ({ status: 403, body: 'Forbidden' }), 'unanswered'],
    ['is overloaded', () => ({ status: 503, body: '' }), 'unanswered'],
    [
      'shows a wall',
      () => ({ status: 200, body: '<!doctype html><title>Just a moment…</title>' }),
      'unread',
    ],
    ['sends an empty page', () => ({ status: 200, body: '' }), 'unread'],
    ['sends JSON of another shape', () => ({ status: 200, body: '{"results":[]}' }), 'unread'],
    [
      'finds nothing whatever it is asked',
      (url) => ({
        ...askRegister(url),
        ...(url.includes('hudoc') ? { body: '{"resultcount":0,"results":[]}' } : {}),
      }),
      'unread',
    ],
    [
      'knows the properties of its data no more',
      (url) => ({
        ...askRegister(url),
        ...(url.includes('europa.eu') ? { body: '{"results":{"bindings":[]}}' } : {}),
      }),
      'unread',
    ],
    [
      'cuts its feed off',
      (url) => ({ ...askRegister(url), body: askRegister(url).body.slice(0, -20) }),
      'unread',
    ],
  ];
  it.each(broken)('is never absent where its register %s', async (_, answer, why) => {
    const judged = await judgeCases(webOf(answer).fetch, caseCitationsIn(text));
    const open = judged.flatMap((one) =>
      one.verdict.kind === 'not-asked' ? [one.verdict.why.kind] : [],
    );
    expect(open).toContain(why);
    for (const { citation, verdict } of judged) {
      const honest = (await judgeCases(webOf(askRegister).fetch, [citation]))[0]?.verdict.kind;
      expect([honest, 'not-asked']).toContain(verdict.kind);
    }
  });

  it('is asked for once, however often it is cited, and a register that refuses is left alone', async () => {
    const web = webOf(askRegister);
    await judgeCases(web.fetch, caseCitationsIn('HJ [2010] UKSC 31; HT [2010] UKSC 31'));
    expect(web.asked).toEqual(['https://caselaw.nationalarchives.gov.uk/uksc/2010/31/data.xml']);
    const closed = webOf(() => ({ status: 429, body: '' }));
    await judgeCases(
      closed.fetch,
      caseCitationsIn('[2012] UKSC 1; [2012] UKSC 2; [2012] UKSC 3; [2012] UKSC 4'),
    );
    expect(closed.asked).toHaveLength(2);
  });

  const KABUL = 'AS (Safety of Kabul) Afghanistan CG [2018] UKUT 118 (IAC)';

  it('of country guidance is shown with the later guidance that names it, if there is any', async () => {
    expect(await verdict(KABUL)).toMatchObject({
      kind: 'exists',
      later: {
        name: 'AS (Safety of Kabul) Afghanistan CG',
        cited: '[2020] UKUT 130 (IAC)',
        url: 'https://caselaw.nationalarchives.gov.uk/ukut/iac/2020/130',
      },
    });
    // The latest itself, guidance that no other names, and what is no guidance.
    for (const one of [
      'AS (Safety of Kabul) Afghanistan CG [2020] UKUT 130 (IAC)',
      'AA (unattended children) Afghanistan CG [2012] UKUT 16 (IAC)',
      'MS (Bangladesh) v SSHD [2025] UKUT 305 (IAC)',
    ])
      expect(await verdict(one), one).not.toHaveProperty('later');
  });

  it('of country guidance exists, and nothing is made of an answer to what is later that is none', async () => {
    const silent = (url: string) =>
      url.includes('atom.xml') ? { status: 503, body: '' } : askRegister(url);
    expect(await verdict(KABUL, silent)).toMatchObject({ kind: 'exists', later: 'unknown' });
  });

  it('is not asked for where nobody is to be asked, and where no register has its court', async () => {
    const judged = await judgeCases(
      null,
      caseCitationsIn('A v B [2010] UKSC 31; C v D [2021] IESC 3'),
    );
    expect(judged.map(({ verdict }) => verdict)).toEqual([
      { kind: 'not-asked', why: { kind: 'offline' } },
      { kind: 'not-asked', why: { kind: 'no-register' } },
    ]);
  });
});
