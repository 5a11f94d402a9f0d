import { parseAddress } from '../model/address.js';
import type { ConnectTo } from '../model/settings.js';

const HOST = String.raw`\[[^\]]*\]|[^:\[\]/?#@\s]*`;
const RULE = new RegExp(`^(${HOST}):(\\d*):(${HOST}):(\\d*)$`);

/**
 * Reads curl's `HOST1:PORT1:HOST2:PORT2`; any part may be empty, IPv6 addresses stand in brackets. The hosts come out
 * as in the `hostname` of a URL (lower case, punycode), IPv6 without its brackets. Null when malformed.
 */
export function parseConnectTo(rule: string): ConnectTo | null {
  const [, host1, port1, host2, port2] = RULE.exec(rule) ?? [];
  if (host1 === undefined || port1 === undefined || host2 === undefined || port2 === undefined) return null;
  const fromHost = hostname(host1);
  const toHost = hostname(host2);
  if (fromHost === null || toHost === null || !isPort(port1) || !isPort(port2)) return null;
  return { fromHost, fromPort: port1, toHost, toPort: port2 };
}

function hostname(host: string): string | null {
  if (host === '') return '';
  return parseAddress(`http://${host}/`)?.hostname.replace(/^\[|\]$/g, '') ?? null;
}

const isPort = (port: string): boolean => port === '' || (Number(port) >= 1 && Number(port) <= 65_535);
