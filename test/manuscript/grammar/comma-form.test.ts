import { describe, expect, it } from 'vitest';
import { read } from './line.js';

const url = 'https://example.org/peru';
const day = '2024-05-09';

/** What a line is read as, its address aside. */
function facts(line: string) {
  const { url: address, ...rest } = read(`${line} <${url}>`) ?? {};
  return address === url ? rest : null;
}

describe('a bracket behind the title', () => {
  it.each([
    [
      'AI, Peru votes: Lima 2015–2022 (Report, 9 May 2024) 17',
      'Peru votes: Lima 2015–2022',
      { pinpoint: '17' },
    ],
    [
      'AI, Peru votes (Research Paper No 12/2024, 9 May 2024) 4–6.',
      'Peru votes',
      { pinpoint: '4–6' },
    ],
    ['AI, Peru votes (MDE 12/4321/2024, 9 May 2024) 17', 'Peru votes', { pinpoint: '17' }],
    ['AI, Peru votes (Version 6.0, 9 May 2024) para 3.1', 'Peru votes', { pinpoint: 'para 3.1' }],
    ['AI, Peru votes (9 May 2024) [5.34]', 'Peru votes', { pinpoint: 'para 5.34' }],
    [
      'AI, Peru votes (9 May 2024) [5.34]–[5.36] (‘Peru Report’)',
      'Peru votes',
      { pinpoint: 'para 5.34–5.36' },
    ],
    [
      'AI, ‘We voted’: Peru in spring (Lima: AI, 9 May 2024), 33',
      '‘We voted’: Peru in spring',
      { pinpoint: '33' },
    ],
    ['‘Peru votes’, AI (online, 9 May 2024)', 'Peru votes', {}],
    ['‘Peru votes’, AI (Lima, 9 May 2024)', 'Peru votes', {}],
  ])('is the imprint: %s', (line, title, more) => {
    expect(facts(line)).toEqual({ publisher: 'AI', title, published: day, ...more });
  });

  it('names the newspaper behind a title in quotation marks, where it is no kind of document', () => {
    expect(facts('Ana Quispe, ‘Peru votes’ (The Guardian, 9 May 2024)')?.publisher).toBe(
      'The Guardian',
    );
    expect(facts('Ana Quispe, ‘Peru votes’ (Web Page, 9 May 2024)')?.publisher).toBe('Ana Quispe');
  });

  it('is none where it holds no date, or goes on', () => {
    expect(facts('AI, Peru votes (Report, Lima), 9 May 2024, p. 17')).toMatchObject({
      published: day,
      pinpoint: '17',
    });
    expect(facts('AI (2024) Peru votes again')).toEqual({
      publisher: 'AI',
      title: 'Peru votes again',
      published: '2024',
    });
  });

  it('is the title, where it alone is quoted and nothing is dated before it', () => {
    expect(read(`AI (“Peru votes”) <${url}>, accessed 9 May 2024`)).toMatchObject({
      title: 'Peru votes',
    });
  });
});

describe('a date in brackets behind the name', () => {
  it.each([
    ['AI (2024, 9. mai). Peru stemmer. Oslo: AI', 'Peru stemmer'],
    ['AI (2024a, 9. mai). Peru stemmer. Oslo: AI', 'Peru stemmer'],
    ['AA, dvs. AI (2024, 9. mai). Peru stemmer. Oslo: AI', 'Peru stemmer'],
    ['AA - AI (9.5.2024): Bericht zur Lage in Lima,', 'Bericht zur Lage in Lima'],
    ['AI (2024, May 9). 2023 Country Report: Peru', '2023 Country Report: Peru'],
    ['AI (2024) ‘Peru votes’, 9 May.', 'Peru votes'],
  ])('is the day of publication: %s', (line, title) => {
    expect(facts(line)).toEqual({ publisher: 'AI', title, published: day });
  });

  it('is no name where nobody knows it', () => {
    expect(facts('AI. (n.d.). Peru votes')).toMatchObject({ publisher: 'AI', title: 'Peru votes' });
  });

  it('takes no other day from the words behind the title', () => {
    expect(facts('AI (2024) ‘Peru votes’, 9 Maybe.')?.published).toBe('2024');
  });
});

describe('the name before a title', () => {
  it.each([
    ['Norway, Landinfo, Peru: Reiser, 9 May 2024', 'Norway, Landinfo', 'Peru: Reiser'],
    ['Peru, Those who voted, and why, 9 May 2024', 'Peru', 'Those who voted, and why'],
    ['Al Jazeera: Peru votes, Lima counts, 9 May 2024', 'Al Jazeera', 'Peru votes, Lima counts'],
    [
      'Al Jazeera, Peru: Lima votes, and counts, 9 May 2024',
      'Al Jazeera',
      'Peru: Lima votes, and counts',
    ],
    [
      'Amnesty International. Peru: Lima votes. 9 May 2024',
      'Amnesty International',
      'Peru: Lima votes',
    ],
    ['U.S. Department of State: Peru votes, 9 May 2024', 'U.S. Department of State', 'Peru votes'],
  ])('ends where its house ends it: %s', (line, publisher, title) => {
    expect(facts(line)).toEqual({ publisher, title, published: day });
  });

  it('has no mark of the title that a link within straight marks carries', () => {
    const of = (link: string) => read(`AI, "${link}", 9 May 2024`);
    expect(of(`[Peru's vote](${url})`)).toEqual({
      publisher: 'AI',
      title: "Peru's vote",
      published: day,
      url,
    });
    expect(read(`AI, ["Peru's vote"](${url}), 9 May 2024`)).toEqual(of(`[Peru's vote](${url})`));
  });
});

describe('a line in Arabic', () => {
  it('has commas of its own, and months that are counted', () => {
    const line = (month: string) =>
      facts(`العفو الدولية، بيرو: ليما تنتخب، 9 ${month} 2024، ص 12،`);
    const known = { publisher: 'العفو الدولية', title: 'بيرو: ليما تنتخب', pinpoint: '12' };
    expect(line('أيار')).toEqual({ ...known, published: day });
    expect(line('تشرين الأول')).toEqual({ ...known, published: '2024-10-09' });
    expect(line('كانون الثاني')).toEqual({ ...known, published: '2024-01-09' });
  });
});
