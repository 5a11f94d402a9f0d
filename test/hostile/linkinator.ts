import { createRequire } from 'node:module';
import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, buildConnector, setGlobalDispatcher } from 'undici';
import { parseConnectTo } from '../../src/settings/options.js';
import { detour } from '../../src/web/transport.js';
import type { Behaviour, Says } from './behaviour.js';
import { type HostileWeb, INDEX } from './web.js';

/** What linkinator says of an address; `none` when it did not say anything in time. */
export type LinkinatorSays = 'OK' | 'BROKEN' | 'SKIPPED' | 'none';

/** The part of linkinator that is used, which `npm ci --prefix .ci` installs. */
interface Linkinator {
  readonly LinkChecker: new () => {
    check(how: { readonly path: string; readonly timeout: number }): Promise<{
      readonly links: readonly { readonly url: string; readonly state: LinkinatorSays }[];
    }>;
  };
}
const load = (): Promise<Linkinator> => import(createRequire(HOME).resolve('linkinator'));
const HOME = new URL('../../.ci/package.json', import.meta.url);

/** Milliseconds for one address. */
const PATIENCE = 20_000;
const AT_ONCE = 16;

/**
 * Asks linkinator about each behaviour, as it is meant to be used: a page links to the cited address, and its links are
 * checked. Its requests go through Node's own `fetch`, whose connections are led to the hostile web here.
 */
export async function askLinkinator(
  web: HostileWeb,
  behaviours: readonly Behaviour[],
): Promise<ReadonlyMap<string, LinkinatorSays>> {
  setGlobalDispatcher(
    new Agent({ connect: connectorTo(web), bodyTimeout: 5_000, headersTimeout: 5_000 }),
  );
  const tool = await load();
  const said = new Map<string, LinkinatorSays>();
  const queue = [...behaviours];
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      said.set(next.name, await askOne(tool, next));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return said;
}

async function askOne({ LinkChecker }: Linkinator, { name }: Behaviour): Promise<LinkinatorSays> {
  const path = `${INDEX}${name}`;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'none'>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, 'none');
  });
  const asked = new LinkChecker()
    .check({ path, timeout: 5_000 })
    .then(({ links }): LinkinatorSays => links.find((link) => link.url !== path)?.state ?? 'none')
    .catch((): LinkinatorSays => 'none');
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}

function connectorTo({ connectTo, ca }: HostileWeb): buildConnector.connector {
  const rules = connectTo.flatMap((rule) => parseConnectTo(rule) ?? []);
  const connect = buildConnector({
    secureContext: createSecureContext({ ca: [...rootCertificates, ca] }),
  } as buildConnector.BuildOptions);
  return (target, callback) => {
    const place = detour(rules, new URL(`${target.protocol}//${target.host}`));
    connect(place ? { ...target, hostname: place.host, port: place.port } : target, callback);
  };
}

/**
 * Whether linkinator's word is a fair reading of what a careful person says. It has no word for "blocked": OK and
 * SKIPPED count as right for it, as neither calls a living page dead.
 */
export function isFair(said: LinkinatorSays, person: Says): boolean {
  if (person.startsWith('blocked')) return said === 'OK' || said === 'SKIPPED';
  return said === (person === 'alive' || person === 'moved' ? 'OK' : 'BROKEN');
}
