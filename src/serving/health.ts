import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { METRICS_TYPE } from '../report/metrics.js';
import { endingHalfRequests, listen, type Serving } from './listen.js';

/** What is told of a service. */
export interface HealthDesk {
  /** That it was asked to stop, in a few words; null, or absent, while it was not. */
  readonly stopping?: () => string | null;
  /** What keeps it from its work, in a few words; null while nothing does. */
  readonly wrong: () => Promise<string | null>;
  /** Its metrics, rendered. */
  readonly metrics: () => Promise<string>;
}

interface HealthAnswer {
  readonly status: number;
  readonly text: string;
  readonly type?: string;
}

/** Milliseconds until what gives no answer counts as wrong, ours: those who ask wait ten seconds and more. */
const ANSWERED_WITHIN = 5_000;

/** Listens for those who watch over a service: `/healthz` (does it do its work), `/livez` (need it be restarted) and `/metrics`. Port 0 takes one that is free. */
export function openHealth(
  place: { readonly host: string; readonly port: number },
  desk: HealthDesk,
): Promise<Serving> {
  const server = createServer({ ...endingHalfRequests(), maxHeaderSize: 8_192 }, (request, response) => {
    answer(request, place.host, desk)
      .catch((): HealthAnswer => ({ status: 503, text: 'the service cannot say how it is\n' }))
      .then((said) => send(response, said))
      .catch(() => response.destroy());
  });
  return listen(server, place, '--health');
}

async function answer(request: IncomingMessage, host: string, desk: HealthDesk): Promise<HealthAnswer> {
  if (!isOurName(request.headers.host ?? '', host))
    return { status: 421, text: 'asked under the name of another host\n' };
  if (request.method !== 'GET') return { status: 405, text: 'only GET is understood here\n' };
  switch (request.url?.replace(/\?.*$/su, '')) {
    case '/livez':
      return health(desk.stopping?.() ?? null);
    case '/healthz':
      return health(desk.stopping?.() ?? (await inTime(desk.wrong(), 'it gave no answer in time')));
    case '/metrics':
      return { status: 200, text: await desk.metrics(), type: METRICS_TYPE };
    default:
      return { status: 404, text: 'there are /healthz, /livez and /metrics\n' };
  }
}

const health = (wrong: string | null): HealthAnswer =>
  wrong === null ? { status: 200, text: 'ok\n' } : { status: 503, text: `${wrong}\n` };

const inTime = <T>(work: Promise<T>, late: T): Promise<T> =>
  Promise.race([work, setTimeout(ANSWERED_WITHIN, late, { ref: false })]);

/**
 * A page in some browser can give this address to a name of its own (DNS rebinding). Such a name has a dot; those of this machine,
 * of a container and of an address have none, but for the one by which it was named to us.
 */
function isOurName(given: string, named: string): boolean {
  const name = given.replace(/:\d*$/u, '').toLowerCase();
  return (
    name === named.toLowerCase() ||
    isIP(name.replace(/^\[|\]$/gu, '')) > 0 ||
    (name !== '' && !/[^a-z\d_-]/u.test(name))
  );
}

function send(
  response: ServerResponse,
  { status, text, type = 'text/plain; charset=utf-8' }: HealthAnswer,
): void {
  const body = Buffer.from(text);
  response.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    ...(status === 405 ? { allow: 'GET' } : {}),
    connection: 'close',
  });
  response.end(body);
}
