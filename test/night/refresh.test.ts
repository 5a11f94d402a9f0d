import { describe, expect, test } from 'vitest';
import { leadsTo } from '../../src/night/agenda.js';
import { furniture, pageOf } from '../judging/pages.js';

const AT = 'https://a.example/old';
const NEXT = 'https://a.example/new';
const stub = (text: string, refresh: string | null = NEXT) => ({ ...pageOf(text), refresh });

describe('a page leads on at once', () => {
  test('when it renews itself elsewhere and carries no document of its own', () => {
    expect(leadsTo(stub('One moment, please.'), AT)).toBe(NEXT);
    expect(leadsTo({ ...pageOf(furniture('A menu. '.repeat(200))), refresh: NEXT }, AT)).toBe(NEXT);
  });
  test('but not when it is a document itself', () => {
    expect(leadsTo(stub('A sentence of the document. '.repeat(30)), AT)).toBeNull();
  });
  test('nor to where it is already, nor nowhere', () => {
    expect(leadsTo(stub('One moment.', 'http://www.a.example/old/'), AT)).toBeNull();
    expect(leadsTo(stub('One moment.', null), AT)).toBeNull();
    expect(leadsTo(null, AT)).toBeNull();
  });
});
