import type { ConnectTo } from '../model/settings.js';

/** A host and a port, as a socket wants them: IPv6 without brackets. */
interface Endpoint {
  readonly host: string;
  readonly port: string;
}

const bare = (host: string) => host.toLowerCase().replace(/^\[(.*)\]$/, '$1');

/** Where to connect instead of the host of `url`: the target of the first rule that matches, or null when none does. */
export function detour(rules: readonly ConnectTo[], url: URL): Endpoint | null {
  const host = bare(url.hostname);
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const rule = rules.find(
    ({ fromHost, fromPort }) =>
      (fromHost === '' || bare(fromHost) === host) && (fromPort === '' || fromPort === port),
  );
  return rule ? { host: bare(rule.toHost) || host, port: rule.toPort || port } : null;
}
