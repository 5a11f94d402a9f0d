import { expect, test } from 'vitest';
import { read } from './line.js';

test.each([
  'Monday, 3 May 2024',
  'Monday 3 May 2024',
  'lundi 3 mai 2024',
  '3 May 2024, 14:30 GMT',
  '3 May 2024, 2:30 pm',
  '3 May 2024, Archived',
  '3 May 2024, Archived from the original',
  '3 May 2024, Internet Archive',
  '3 May 2024, Index: MER 12/3456/2025',
  '3 May 2024, AI Index: MER 12/3456/2025',
])('%s behind a title names no publisher', (tail) => {
  expect(read(`Amnesty International, “Peru votes”, ${tail}, https://example.org/peru`)).toEqual({
    publisher: 'Amnesty International',
    title: 'Peru votes',
    published: '2024-05-03',
    url: 'https://example.org/peru',
  });
});

test.each([
  'Monday Magazine',
  'Sunday Times',
  'Archive Books',
  'Index on Censorship',
  'Agencia Andina',
  'Radio 24',
])('%s does', (name) => {
  expect(read(`Ana Quispe, “Peru votes”, ${name}, 3 May 2024`)).toMatchObject({ publisher: name });
});
