import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { timestampOf } from '../../../src/web/archives/archive-client.js';
import type { LoopbackOptions } from './loopback-archive.js';
import { type LoopbackCapture, reply, type Shelf } from './loopback-shelf.js';

/** Serves `/save…`. */
export type Saving = (
  request: IncomingMessage,
  response: ServerResponse,
) => Promise<ServerResponse>;

/** Looks at a job before it is done. */
const LOOKS = 2;

/** Save Page Now 2: a job for each address, done after some looks at it. */
export function savePageNow(
  { base }: Shelf,
  {
    live = () => null,
    keys = 'key:secret',
    account,
    now = () => new Date().toISOString(),
  }: LoopbackOptions,
  add: (capture: LoopbackCapture) => void,
): Saving {
  const jobs = new Map<string, { readonly url: string; looks: number; done: object | null }>();

  const finish = (url: string): object => {
    const found = live(url);
    if (found === null)
      return {
        status: 'error',
        status_ext: 'error:not-found',
        message: `Couldn't find ${url} (HTTP status=404).`,
      };
    const at = now();
    add({ ...found, url, at });
    return {
      status: 'success',
      original_url: url,
      timestamp: timestampOf(at),
      duration_sec: 6.2,
      resources: [url],
    };
  };

  const jobState = (id: string): object => {
    const job = jobs.get(id);
    if (job === undefined)
      return { status: 'error', status_ext: 'error:job-failed', message: 'No such job.' };
    job.looks += 1;
    if (job.looks > LOOKS) job.done ??= finish(job.url);
    return { job_id: id, ...(job.done ?? { status: 'pending', resources: [] }) };
  };

  return async (request, response) => {
    const json = (status: number, body: object) =>
      reply(response, status, 'application/json', JSON.stringify(body));
    if (request.headers.authorization !== `LOW ${keys}`)
      return json(401, { message: 'You need to be logged in to use Save Page Now.' });
    const path = new URL(request.url ?? '', base).pathname;
    if (path === '/save/status/user')
      return json(
        200,
        account ?? {
          available: 12,
          daily_captures: 3,
          daily_captures_limit: 40_000,
          processing: 0,
        },
      );
    if (path.startsWith('/save/status/'))
      return json(200, jobState(path.slice('/save/status/'.length)));
    const url = new URLSearchParams(await text(request)).get('url') ?? '';
    if (!URL.canParse(url))
      return json(200, {
        status: 'error',
        status_ext: 'error:invalid-url-syntax',
        message: `${url} is no URL.`,
      });
    const id = `spn2-${jobs.size.toString(16).padStart(40, '0')}`;
    jobs.set(id, { url, looks: 0, done: null });
    return json(200, { url, job_id: id });
  };
}
