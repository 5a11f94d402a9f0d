import { type SecureContext, TLSSocket } from 'node:tls';
import { buildConnector } from 'undici';
import type { FetchSettings } from '../model/settings.js';
import { detour } from './connect-to.js';
import { publicLookup } from './ssrf-guard.js';

/**
 * Milliseconds before the next address of a host (IPv6, then IPv4) is tried. Node's own 250 are too few for a
 * server on another continent: all addresses would be given up, and the host called dead.
 */
const NEXT_ADDRESS = 1_000;

/**
 * Makes each connection: to the addresses that the guard lets through, or where a `--connect-to` rule says.
 * The name that the certificate is checked against, and that the server is told, stays that of the URL.
 *
 * HTTP/2 is offered: with undici 7.30 its limits, resets, GOAWAY and broken frames all end in proper errors. It is not
 * offered through a proxy.
 */
export function createConnector(
  settings: FetchSettings,
  trust: { readonly secureContext?: SecureContext },
): buildConnector.connector {
  const options = {
    ...trust,
    timeout: settings.timeout,
    allowH2: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS,
  } as buildConnector.BuildOptions;
  const anywhere = buildConnector(options);
  const guarded = settings.allowPrivate ? anywhere : buildConnector({ ...options, lookup: publicLookup() });

  return (target, callback) => {
    const rule = detour(settings.connectTo, new URL(`${target.protocol}//${target.host}`));
    const place = rule ? { ...target, hostname: rule.host, port: rule.port } : target;
    withCertificate(rule ? anywhere : guarded, place, callback);
  };
}

/** Node's error for a certificate that is not accepted rarely carries it; what it says is the news, so it is added. */
function withCertificate(
  connect: buildConnector.connector,
  target: buildConnector.Options,
  callback: buildConnector.Callback,
): void {
  let cert: unknown;
  const socket: unknown = connect(target, (...[error, made]) => {
    if (error === null) callback(null, made);
    else callback(cert === undefined ? error : Object.assign(error, { cert }), null);
  });
  // The check itself is Node's, in a later listener of the same event: this one only looks.
  if (socket instanceof TLSSocket) {
    socket.prependListener('secure', () => {
      cert = socket.getPeerCertificate();
    });
  }
}
