import { describe, expect, it } from 'vitest';
import { parseReference } from '../../../src/manuscript/grammar/parse-reference.js';
import { runsOf } from './line.js';

const address = (where: string) => {
  const reference = parseReference(runsOf(`AP News, “Peru votes”, 3 May 2024, ${where}`));
  expect(reference).toMatchObject({ publisher: 'AP News', title: 'Peru votes' });
  return [
    reference?.url ?? null,
    reference?.addressFrom ?? null,
    reference?.doubts.map(({ kind }) => kind).join(),
  ];
};

describe('the address of a citation line', () => {
  it.each([
    ['https://ap.example/peru', 'https://ap.example/peru'],
    ['https://ap.example/peru.', 'https://ap.example/peru'],
    ['<https://ap.example/peru>', 'https://ap.example/peru'],
    ['(https://ap.example/peru)', 'https://ap.example/peru'],
    [
      'https://ap.example/peru_(country), accessed 4 June 2024',
      'https://ap.example/peru_(country)',
    ],
    ['hxxps://ap.example/peru', 'https://ap.example/peru'],
    ['www.ap.example/peru', 'https://www.ap.example/peru'],
    ['ap.example/news/peru-votes.', 'https://ap.example/news/peru-votes'],
    ['ap.example/peru (accessed 4 June 2024)', 'https://ap.example/peru'],
    [
      'https://ap.example/ article/peru- votes.html, accessed 4 June 2024',
      'https://ap.example/article/peru-votes.html',
    ],
    ['https://ap.example/ accessed 4 June 2024', 'https://ap.example/'],
    ['available at: https://ap.example/peru', 'https://ap.example/peru'],
    ['[url](https://ap.example/peru)', 'https://ap.example/peru'],
    ['[available here](https://ap.example/peru)', 'https://ap.example/peru'],
    ['[www.ap.example/peru](https://ap.example/peru)', 'https://ap.example/peru'],
    ['[https://ap.example/…](https://ap.example/peru)', 'https://ap.example/peru'],
    ['[ap.example](https://ap.example/peru)', 'https://ap.example/peru'],
    [
      '[link](https://ap.example/peru), [archived](https://web.archive.org/web/2024/https://ap.example/peru)',
      'https://ap.example/peru',
    ],
  ])('is seen: %s', (where, url) => {
    expect(address(where)).toEqual([url, 'seen', '']);
  });

  it('is worked out from a DOI, but seen where the DOI is an address', () => {
    expect(address('doi: 10.1093/and/feab001.')).toEqual([
      'https://doi.org/10.1093/and/feab001',
      'worked-out',
      '',
    ]);
    expect(address('https://doi.org/10.1093/and/feab001')).toEqual([
      'https://doi.org/10.1093/and/feab001',
      'seen',
      '',
    ]);
  });

  it('is doubted where the words show another than they open', () => {
    expect(address('[https://ap.example/chile](https://ap.example/peru)')).toEqual([
      'https://ap.example/peru',
      'seen',
      'other-link',
    ]);
    expect(address('[chile.example](https://ap.example/peru)')[2]).toBe('other-link');
  });

  it('is none where it is the title in quotation marks', () => {
    const line =
      'Ministry of Defence, “defence.example/annual”, 12 January 2025, last accessed: 15 May 2025';
    expect(parseReference(runsOf(line))).toMatchObject({
      title: 'defence.example/annual',
      url: null,
    });
  });

  it.each([
    'mailto',
    'page 10.1093',
    'version 10.2',
    'desk@ap.example/peru',
    'A/RES/60.peru/47',
    'and/or.Peru/votes',
  ])('is not found in: %s', (where) => {
    expect(
      parseReference(runsOf(`AP News, “Peru votes”, 3 May 2024, ${where}, accessed 4 June 2024`))
        ?.url,
    ).toBeNull();
  });

  it('is one where a word processor cut its link into runs', () => {
    const run = (text: string, href: string | null) => ({ text, href, notes: [], items: [] });
    const cut = [
      run('AP News, ', null),
      run('Peru ', 'https://ap.example/peru'),
      run('votes', 'https://ap.example/peru'),
      run(', 3 May 2024', null),
    ];
    expect(parseReference(cut)).toMatchObject({
      title: 'Peru votes',
      url: 'https://ap.example/peru',
      doubts: [],
    });
  });
});
