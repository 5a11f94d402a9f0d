import { UserError } from '../model/problem.js';
import { isPort } from './port.js';

/** Where a service's health is told. */
export interface HealthPlace {
  /** An address or name of this machine, IPv6 without brackets. */
  readonly host: string;
  /** 0 is any that is free. */
  readonly port: number;
}

/** A port, behind a host or alone: an IPv6 address in brackets, or what has at most 253 letters (RFC 1035, 2.3.4). */
const PLACE = /^(?:(?:\[([\da-f:.]{2,45})\]|([\w.-]{1,253})):)?(\d+)$/iu;

/** Reads `--health`: `PORT`, which is one of 127.0.0.1, or `HOST:PORT`. Throws a `UserError` for what is neither. */
export function parseHealth(text: string): HealthPlace {
  const [, six, host = six ?? '127.0.0.1', port = ''] = PLACE.exec(text) ?? [];
  if (isPort(port)) return { host, port: Number(port) };
  const message = `must be a port, or a host and a port such as 127.0.0.1:9464, not ${JSON.stringify(text)}`;
  throw new UserError([{ file: '--health', line: 0, column: 0, message }]);
}
