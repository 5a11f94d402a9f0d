import { X509Certificate } from 'node:crypto';
import { parseAddress } from '../model/address.js';
import { type Problem, UserError } from '../model/problem.js';
import type { TsaSettings } from '../model/settings.js';

/** Authorities that may be named, our choice: each is asked every night, and what two of them say no one of them can take back. */
const MOST = 2;

/**
 * Who stamps the evidence, from CITEWATCH_TSA (addresses with spaces between) and the roots in PEM of the file that CITEWATCH_TSA_ROOTS
 * names; null when nobody is named. Throws a `UserError` with every problem.
 */
export function parseTsa(named: string | undefined, roots: string | null): TsaSettings | null {
  const addresses = (named ?? '').split(/\s+/u).filter((word) => word !== '');
  if (addresses.length === 0) return null;
  // What is wrong may be a password: it is not repeated.
  const problems = addresses.flatMap((address, i) =>
    isWeb(address)
      ? []
      : [problem(`must be http or https addresses without a user name; address ${i + 1} is not`)],
  );
  if (addresses.length > MOST)
    problems.push(problem(`names ${addresses.length} authorities; two are the most`));
  if (new Set(addresses).size < addresses.length) problems.push(problem('names an authority twice'));
  if (problems.length > 0) throw new UserError(problems);
  return { addresses, roots };
}

function isWeb(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && /^https?:$/u.test(address.protocol) && address.username === '';
}

const problem = (message: string, file = 'CITEWATCH_TSA'): Problem => ({ file, line: 0, column: 0, message });

const PEM = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/gu;

/** Checks that a text (null: it could not be read) holds certificates in PEM; `file` is what is said of it. Throws a `UserError`. */
export function parseRoots(text: string | null, file: string, path: string): string {
  if (text === null) throw new UserError([problem(`“${path}” cannot be read`, file)]);
  try {
    const found = [...text.matchAll(PEM)].map(([one]) => new X509Certificate(one));
    if (found.length > 0) return text;
  } catch {
    // Said below: what OpenSSL says of it helps nobody.
  }
  throw new UserError([problem(`“${path}” holds no certificates in PEM, or one that cannot be read`, file)]);
}
