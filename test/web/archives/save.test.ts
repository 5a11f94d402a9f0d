import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { createArchive } from '../../../src/web/archives/archive.js';
import { standIn, standInDoor, web } from '../stand-in.js';
import { PAGE } from './captures.js';
import { fakeClock } from './manual-clock.js';

const SAVE = 'https://web.archive.org/save';
const JOB = 'spn2-ac58789bf3ca48d09ea61d1225e98695';
const SUCCESS = {
  status: 'success',
  job_id: JOB,
  original_url: PAGE,
  timestamp: '20250302000010',
  resources: [],
};

standIn();

interface Play {
  readonly account?: object | Response;
  readonly submit?: object | Response;
  /** What the job says at each look, the last for ever. */
  readonly looks?: readonly (object | Response)[];
}

const response = (body: object | Response) =>
  body instanceof Response ? body.clone() : HttpResponse.json(body);

/** Plays Save Page Now, and saves {@link PAGE}. */
async function save({
  account = { available: 12, processing: 0 },
  submit = { url: PAGE, job_id: JOB },
  looks = [SUCCESS],
}: Play) {
  const clock = fakeClock();
  const requests: { what: string; authorization: string | null; body: string }[] = [];
  let look = 0;
  const record = async (request: Request) => {
    const what = `${request.method} ${new URL(request.url).pathname}`;
    requests.push({
      what,
      authorization: request.headers.get('authorization'),
      body: await request.text(),
    });
  };
  web.use(
    http.get(`${SAVE}/status/user`, async ({ request }) => {
      await record(request);
      return response(account);
    }),
    http.post(SAVE, async ({ request }) => {
      await record(request);
      return response(submit);
    }),
    http.get(`${SAVE}/status/:job`, async ({ request }) => {
      await record(request);
      return response(looks[Math.min(look++, looks.length - 1)] ?? {});
    }),
  );
  const archive = createArchive(standInDoor(), {
    save: { key: 'k3y', secret: 's3cret' },
    ...clock,
  });
  return { result: await archive.save(PAGE), requests, clock };
}

describe('saving a page now', () => {
  it('looks at the account, asks for a capture, and waits for it', async () => {
    const pending = { status: 'pending', job_id: JOB, resources: [] };
    const { result, requests, clock } = await save({ looks: [pending, pending, SUCCESS] });
    expect(result).toEqual({
      kind: 'answered',
      note: null,
      value: {
        url: `https://web.archive.org/web/20250302000010/${PAGE}`,
        original: PAGE,
        at: '2025-03-02T00:00:10.000Z',
        status: 200,
        type: null,
        digest: null,
      },
    });
    const look = `GET /save/status/${JOB}`;
    expect(requests.map(({ what }) => what)).toEqual([
      'GET /save/status/user',
      'POST /save',
      look,
      look,
      look,
    ]);
    expect(new Set(requests.map(({ authorization }) => authorization))).toEqual(
      new Set(['LOW k3y:s3cret']),
    );
    expect(new URLSearchParams(requests[1]?.body).get('url')).toBe(PAGE);
    expect(clock.slept.filter((ms) => ms === 5_000)).toHaveLength(3);
  });

  it.each([
    [
      'the day’s captures are used up',
      { available: 8, daily_captures: 10_199, daily_captures_limit: 10_000 },
      'its 10000 captures of today',
    ],
    ['as many are under way as may be', { available: 0, processing: 12 }, 'under way'],
    [
      'the keys are wrong',
      HttpResponse.json({ message: 'You need to be logged in.' }, { status: 401 }),
      'does not accept the keys',
    ],
    [
      'the account’s page is nonsense',
      HttpResponse.html('<h1>Too Many Requests</h1>'),
      'no answer',
    ],
  ])('asks for nothing when %s', async (_, account, reason) => {
    const { result, requests } = await save({ account });
    expect(result.kind === 'unavailable' && result.reason).toContain(reason);
    expect(requests.map(({ what }) => what)).toEqual(['GET /save/status/user']);
  });

  it.each([
    [
      'refuses',
      {
        submit: {
          status: 'error',
          status_ext: 'error:too-many-daily-captures',
          message: 'Captured 10 times today.',
        },
      },
      'Captured 10 times today. (error:too-many-daily-captures)',
    ],
    [
      'refuses without a code',
      { submit: { message: 'Cannot resolve host.' } },
      'Cannot resolve host.',
    ],
    ['accepts with a job that is no name', { submit: { job_id: '../../x' } }, 'no answer'],
    ['answers with a page', { submit: HttpResponse.html('<h1>Save Page Now</h1>') }, 'no answer'],
    ['is overloaded', { submit: new HttpResponse(null, { status: 503 }) }, 'answered 503'],
    [
      'asks for patience',
      { submit: HttpResponse.json({ message: 'Slow down.' }, { status: 429 }) },
      'answered 429',
    ],
    [
      'takes the keys back',
      { submit: HttpResponse.json({}, { status: 401 }) },
      'does not accept the keys',
    ],
    ['breaks off', { submit: HttpResponse.error() }, 'could not be reached'],
    [
      'errs while it captures',
      { looks: [new HttpResponse('oops', { status: 500 })] },
      'answered 500',
    ],
    ['answers half of its JSON', { looks: [new HttpResponse('{"status":"suc')] }, 'no answer'],
    [
      'cannot reach the page',
      { looks: [{ status: 'error', status_ext: 'error:no-access', message: 'Forbidden.' }] },
      'Forbidden. (error:no-access)',
    ],
    ['never finishes', { looks: [{ status: 'pending' }] }, 'not finished within 5 minutes'],
    [
      'finishes with a date that is none',
      { looks: [{ ...SUCCESS, timestamp: '2025' }] },
      'no answer',
    ],
  ] satisfies [string, Play, string][])(
    'gives the reason when the archive %s',
    async (_, play, reason) => {
      const { result } = await save(play);
      expect(result.kind === 'unavailable' && result.reason).toContain(reason);
      expect(JSON.stringify(result)).not.toMatch(/k3y|s3cret/);
    },
  );

  it('needs keys', async () => {
    const archive = createArchive(standInDoor(), fakeClock());
    expect(await archive.save(PAGE)).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('keys'),
    });
  });
});
