import { expect, it } from 'vitest';
import { formatProblem } from '../../src/model/problem.js';
import { collectSecrets } from '../../src/settings/secrets.js';
import { parseRoots, parseTsa, tsaName } from '../../src/settings/signing.js';
import { problemsOf } from './problems.js';

const said = (named: string): readonly string[] =>
  problemsOf(() => parseTsa(named, null)).map(formatProblem);

it('nobody is asked for time stamps where none is named', () => {
  for (const named of [undefined, '', ' ']) expect(parseTsa(named, 'roots')).toBeNull();
});

it('one authority or two may be named', () => {
  expect(parseTsa('https://a.example/tsr', null)).toEqual({
    addresses: ['https://a.example/tsr'],
    roots: null,
  });
  expect(parseTsa(' https://a.example/\n http://b.example/ ', 'PEM')).toEqual({
    addresses: ['https://a.example/', 'http://b.example/'],
    roots: 'PEM',
  });
});

it('every problem of their addresses is told, and no password repeated', () => {
  const problems = said(
    'ftp://a.example/ https://b.example/ https://me:s3cret@c.example/ https://b.example/',
  );
  expect(problems).toHaveLength(4);
  expect(problems.join()).toMatch(
    /address 1 is not.*address 3 is not.*names 4 authorities.*twice/u,
  );
  expect(problems.join()).not.toContain('s3cret');
});

it('roots are certificates in PEM', () => {
  for (const text of [
    null,
    '',
    'PEM',
    '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  ])
    expect(problemsOf(() => parseRoots(text, '--tsa-roots', 'a.pem')).map(formatProblem)).toEqual([
      expect.stringContaining('a.pem'),
    ]);
});

it('an authority is named by its origin, and what follows is kept from logs where it may be a key', () => {
  expect(tsaName('https://tsa.example:8443/0123456789abcdef/tsr?key=x#y')).toBe(
    'https://tsa.example:8443',
  );
  const secrets = (named: string) =>
    collectSecrets({ env: { CITEWATCH_TSA: named }, addresses: [], subscribers: null, key: null });
  expect(
    secrets('https://tsa.example/0123456789abcdef/tsr http://b.example/sesame-open-it'),
  ).toEqual(['0123456789abcdef', 'sesame-open-it']);
  // Words of anybody's, which are to be read in what a server says.
  expect(secrets('http://tsa.example/timestamp http://b.example/qualified/tsr')).toEqual([]);
});
