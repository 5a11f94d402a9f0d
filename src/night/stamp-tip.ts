import type { Evidence } from '../evidence/evidence.js';
import type { StampFacts } from '../model/run.js';
import { addressSecrets, type SanitizedText } from '../model/sanitized-text.js';
import type { TsaSettings } from '../model/settings.js';
import type { World } from './world.js';

/** Has each authority stamp the latest line of the log, all of them the same, and keeps what they answer. What fails is told. */
export async function stampTip(
  world: Pick<World, 'fetch' | 'now' | 'hear'>,
  evidence: Evidence,
  { addresses, roots }: TsaSettings,
): Promise<readonly StampFacts[]> {
  const of = await evidence.tip();
  if (of.n === 0) return [];
  const at = world.now().toISOString();
  const hear = world.hear.knowing(addresses.flatMap(addressSecrets));
  return Promise.all(
    addresses.map(async (address): Promise<StampFacts> => {
      // What follows may be a key, and the log is for all to read.
      const tsa = address.replace(/[?#].*/su, '');
      const got = await evidence.stamp({ at, tsa, of, roots, hear }, (query) =>
        post({ fetch: world.fetch, hear }, address, query),
      );
      return typeof got === 'string' ? { kind: 'failed', tsa, why: got } : { kind: 'stamped', tsa, ...got };
    }),
  );
}

/** RFC 3161, 3.4: a question is posted, and answered with status 200. */
async function post(
  { fetch, hear }: Pick<World, 'fetch' | 'hear'>,
  url: string,
  query: Uint8Array,
): Promise<Uint8Array | SanitizedText> {
  const body = Buffer.from(query).toString('base64');
  const post = { type: 'application/timestamp-query', body, base64: true } as const;
  // A question may be asked twice: no answer to it is good for another.
  const outcome = await fetch({ url, validators: null, post, once: false });
  if (outcome.kind === 'failed') return hear(outcome.message);
  if (outcome.http !== 200) return hear(`it answered with status ${outcome.http}`);
  return outcome.body?.bytes ?? hear('it answered nothing');
}
