import { describe, expect, it } from 'vitest';
import { read } from './line.js';

const url = 'https://h.example/a';
const accessed = '2024-07-03';
const AT = `Available from: ${url}`;
const HRW = { publisher: 'HRW', title: 'No way home', published: '2024', accessed, url };

describe('a line of the numbered lists of medicine', () => {
  it.each([
    [
      `Human Rights Watch. No way home [Internet]. New York: HRW; 2024 [cited 2024 Jul 3]. ${AT}`,
      HRW,
    ],
    [
      `1. Human Rights Watch. No way home [Internet]. New York: HRW; 2024 [cited 2024 Jul 3]. ${AT}`,
      HRW,
    ],
    [
      `Human Rights Watch. No way home. New York (NY): HRW; 2024 Nov 5 [cited 3 July 2024]. ${AT}`,
      { ...HRW, published: '2024-11-05' },
    ],
    [
      `Human Rights Watch. No way home. 2nd ed. New York: HRW; 2024 [cited 2024 Jul 3]. 88 p. ${AT}`,
      HRW,
    ],
    [
      `Human Rights Watch. No way home? [Internet]. New York: HRW; 2024 Nov [cited 2024 Jul 3]. ${AT}`,
      { ...HRW, title: 'No way home?', published: '2024-11' },
    ],
    [
      `U.S. Department of State. No way home [Internet]. St. Louis: Mosby; 2024 [cited 2024 Jul 3]. ${AT}`,
      { ...HRW, publisher: 'Mosby' },
    ],
    [
      `Organización Mundial de la Salud. No way home [en línea]. Ginebra: OMS; 2024 [citado el 3 de julio de 2024]. Disponible en: ${url}`,
      { ...HRW, publisher: 'OMS' },
    ],
    [
      `Médecins du Monde. No way home [en ligne]. Genève : MSF; 2024 [cité le 3 juill. 2024]. Disponible sur : ${url}`,
      { ...HRW, publisher: 'MSF' },
    ],
    [
      `Doe J, Smith K. No way home [Internet]. Lancet. 2024 Mar 3 [cited 2024 Jul 3];397(10275):123-30. ${AT}`,
      { ...HRW, publisher: 'Lancet', published: '2024-03-03' },
    ],
    [
      `Doe J, Smith K. No way home. Lancet. 2024;397:123-30. ${AT} [cited 2024 Jul 3]`,
      { ...HRW, publisher: 'Lancet' },
    ],
    [
      `Doctors of the North [Internet]. Geneva: DotN; c2019. No way home; 2024 May 4 [cited 2024 Jul 3]. ${AT}`,
      { ...HRW, publisher: 'DotN', published: '2024-05-04' },
    ],
  ])(
    'has its press for the publisher, and the day after “cited” for that of reading: %s',
    (line, expected) => {
      expect(read(line)).toEqual(expected);
    },
  );

  it.each([
    ['Reuters, “Vote: a list”, 3 May 2024; https://h.example/a', 'Reuters', 'Vote: a list'],
    [
      'Crisis Group, Peru: Votes counted, 3 May 2024, https://h.example/a',
      'Crisis Group',
      'Peru: Votes counted',
    ],
    [
      'Peru. 2020. Ministry of Health. “Prisons in the north”. https://h.example/a',
      'Ministry of Health',
      'Prisons in the north',
    ],
    [
      'Smith, J. (2023). Prisons in the north. Geneva: ILO. https://h.example/a',
      'ILO',
      'Prisons in the north',
    ],
    [
      'Smith, J. (2023). Prisons in the north. UNHCR: Global Data. https://h.example/a',
      'UNHCR: Global Data',
      'Prisons in the north',
    ],
    [
      'Reuters, “Vote cited in 2023 by all”, 3 May 2024, https://h.example/a',
      'Reuters',
      'Vote cited in 2023 by all',
    ],
  ])('is no other line: %s', (line, publisher, title) => {
    expect(read(line)).toMatchObject({ publisher, title });
    expect(read(line)?.accessed).toBeUndefined();
  });

  it.each([
    'The prisons of the north are full. He said: they were beaten; 2024 was the worst of all years.',
    'Nobody came back. New York: a city; 2024 votes were counted there, and nobody complained.',
  ])('is no prose: %s', (line) => {
    expect(read(line)).toBeNull();
  });
});
