import { describe, expect, it } from 'vitest';
import { claimsOf } from '../../../src/manuscript/lint/claims.js';
import type { Overstatement } from '../../../src/model/lint.js';
import { lintMessage } from '../../../src/surfaces/lint.js';
import { lintMarkdown } from './clean-report.js';

type Told = readonly [
  name: Overstatement['class'],
  said: string,
  quoted: string,
  introduction: string,
  quotation: string,
  lang?: string,
];

const TOLD: readonly Told[] = [
  [
    'quantity',
    'all',
    'Some',
    'HRW reported that all returnees are detained on arrival.',
    'Some returnees are detained on arrival at the airport.',
  ],
  [
    'quantity',
    'Every',
    'Most',
    'Every objector in the province was fined.',
    'Most objectors were fined by the province.',
  ],
  [
    'quantity',
    'most',
    'several',
    'The UN noted that most journalists had fled the capital.',
    'The mission spoke to several journalists who had fled the capital.',
  ],
  [
    'quantity',
    'Most',
    '43 per cent',
    'Most households have no access to clean water.',
    'Some 43 per cent of households had no access to clean water in 2023.',
  ],
  [
    'quantity',
    'majority',
    '12 of the 40',
    'The majority of detainees had been beaten, the lawyers said.',
    'Lawyers said 12 of the 40 detainees they met had been beaten.',
  ],
  [
    'quantity',
    'All',
    'not all',
    'All prisons are overcrowded.',
    'Overcrowding is a problem, but not all prisons are overcrowded.',
  ],
  [
    'quantity',
    'Many',
    'Few',
    'Many women own land in the valley.',
    'Few women own land, and those in the valley are widows.',
  ],
  [
    'quantity',
    'widespread',
    'isolated',
    'Amnesty reported widespread attacks on churches.',
    'There were isolated attacks on churches during the year.',
  ],
  [
    'quantity',
    'all women',
    'Rural women',
    'The survey found that all women are denied inheritance.',
    'Rural women are denied inheritance.',
  ],
  [
    'quantity',
    'few',
    'some',
    'The report says that few shelters admit children.',
    'At the time of the visit some shelters admit children with their mothers.',
  ],
  [
    'frequency',
    'always',
    'often',
    'Police always demand bribes at checkpoints.',
    'Drivers said that police often demand bribes at checkpoints.',
  ],
  [
    'frequency',
    'routinely',
    'sometimes',
    'Officers routinely beat suspects during interrogation.',
    'Officers sometimes beat suspects to obtain confessions during interrogation.',
  ],
  [
    'frequency',
    'never',
    'rarely',
    'Courts never convict soldiers for abuses.',
    'Military courts rarely convict soldiers for abuses against civilians.',
  ],
  [
    'frequency',
    'often',
    'occasionally',
    'Families are often evicted by the army.',
    'Families have occasionally been evicted by the army.',
  ],
  [
    'frequency',
    'rarely',
    'sometimes',
    'Judges rarely grant bail to protesters.',
    'Judges sometimes grant bail to protesters.',
  ],
  [
    'frequency',
    'intervene',
    'rarely intervene',
    'Police intervene in cases of domestic violence.',
    'Police rarely intervene in cases of domestic violence.',
  ],
  [
    'modality',
    'will',
    'may',
    'Deserters will be executed on return.',
    'Deserters may be executed on return, according to one lawyer.',
  ],
  [
    'modality',
    'must',
    'should',
    'Women must wear the veil in public offices.',
    'Women should wear the veil in public offices, an official said.',
  ],
  [
    'modality',
    'face interrogation',
    'may face interrogation',
    'Returned asylum seekers face interrogation and imprisonment.',
    'Returned asylum seekers may face interrogation, and in some cases imprisonment.',
  ],
  [
    'modality',
    'confirms',
    'suggests',
    'The study confirms that militias recruit children from the camps.',
    'Our evidence suggests that militias recruit children from the camps.',
  ],
  [
    'modality',
    'show that',
    'appear to',
    'The figures show that killings target minorities.',
    'The killings appear to target minorities.',
  ],
  [
    'modality',
    'continued',
    'likely continued',
    'According to USDOS, social stigma continued to prevent many sex trafficking victims from seeking help.',
    'Widespread stigma against sex trafficking victims likely continued to discourage many from accessing protection services.',
  ],
  [
    'attribution',
    'found',
    'alleged',
    'Amnesty International found that soldiers burned villages in the north.',
    'Villagers alleged that soldiers burned villages in the north.',
  ],
  [
    'attribution',
    'found',
    'said',
    'The UN found that police shot protesters in the market.',
    'Residents said that police shot protesters in the market.',
  ],
  [
    'attribution',
    'concluded',
    'reports',
    'USDOS concluded that security forces tortured detainees.',
    'There were reports that security forces tortured detainees.',
  ],
  [
    'attribution',
    'reported',
    'allegedly',
    'HRW reported that the governor ordered the arrests of activists.',
    'The governor allegedly ordered the arrests of activists.',
  ],
  [
    'negation',
    'no',
    'limited',
    'There is no state protection for victims of trafficking.',
    'State protection for victims of trafficking is limited.',
  ],
  [
    'negation',
    'no',
    'few',
    'There are no shelters for women in the region.',
    'There are few shelters for women in the region.',
  ],
  [
    'negation',
    'limited',
    'no',
    'Children have limited access to schooling in the camps.',
    'Children have no access to schooling in the camps.',
  ],
  [
    'place',
    'Karachi',
    'Lahore',
    'Women in Karachi were refused identity cards by officials.',
    'Officials refused identity cards to women in Lahore.',
  ],
  [
    'place',
    'northern',
    'southern',
    'Fighting intensified in the northern districts.',
    'Fighting intensified in the southern districts.',
  ],
  [
    'place',
    'Mali',
    'Niger',
    'Armed groups in Mali have burned hundreds of schools.',
    'Armed groups have burned hundreds of schools in Niger.',
  ],
  [
    'year',
    '2021',
    '2019',
    'In 2021, the army closed the border crossing to refugees.',
    'In 2019 the army closed the border crossing to refugees.',
  ],
  [
    'number',
    '500',
    '300',
    'Police arrested 500 protesters in the capital.',
    'Police arrested 300 protesters in the capital on Friday.',
  ],
  [
    'number',
    '60%',
    '40%',
    'The survey found that 60% of respondents had paid bribes.',
    'A total of 40% of respondents had paid bribes.',
  ],
  [
    'number',
    'Seven',
    'three',
    'Seven journalists were killed during the year.',
    'At least three journalists were killed during the year.',
  ],
  [
    'direction',
    'increased',
    'fell',
    'Attacks on aid workers increased in the east.',
    'The number of attacks on aid workers fell by a third in the east.',
  ],
  [
    'direction',
    'improved',
    'deteriorated',
    'The security situation improved in the province.',
    'The security situation in the province deteriorated.',
  ],
  [
    'direction',
    'risen',
    'stable',
    'Food prices have risen in the capital.',
    'Food prices in the capital remained stable.',
  ],
  [
    'cause',
    'led to',
    'After',
    'The protest led to the arrest of twelve students.',
    'After the protest, twelve students were put under arrest.',
  ],
  [
    'cause',
    'because of',
    'following',
    'Schools were closed because of the bombing.',
    'Schools were closed following the bombing.',
  ],
  [
    'cause',
    'caused',
    'linked to',
    'The new law caused the rise in evictions.',
    'Observers said that the rise in evictions is linked to the new law.',
  ],
  [
    'group',
    'women',
    'men',
    'The militia detains women at checkpoints on the road.',
    'The militia detains men at checkpoints on the road.',
  ],
  [
    'quantity',
    'Toutes',
    'Certaines',
    'Toutes les femmes rapatriées sont interrogées à l’aéroport.',
    'Certaines femmes rapatriées sont interrogées à l’aéroport.',
    'fr',
  ],
  [
    'frequency',
    'systématiquement',
    'parfois',
    'Les détenus sont systématiquement battus par les gardiens.',
    'Les détenus sont parfois battus par les gardiens.',
    'fr',
  ],
  [
    'attribution',
    'constaté',
    'allégations de',
    'L’ONG a constaté des actes de torture en détention.',
    'L’ONG a recueilli des allégations de torture en détention.',
    'fr',
  ],
  [
    'negation',
    'aucune',
    'limitée',
    'Les victimes n’ont aucune protection de la police.',
    'La protection de la police pour les victimes est limitée.',
    'fr',
  ],
  [
    'quantity',
    'Alle',
    'Einige',
    'Alle Rückkehrer werden am Flughafen verhört.',
    'Einige Rückkehrer werden am Flughafen verhört.',
    'de',
  ],
  [
    'frequency',
    'immer',
    'manchmal',
    'Die Polizei verlangt an Kontrollpunkten immer Bestechungsgelder.',
    'Die Polizei verlangt manchmal Bestechungsgelder an Kontrollpunkten.',
    'de',
  ],
  [
    'attribution',
    'festgestellt',
    'angeblich',
    'Die Kommission hat festgestellt, dass Soldaten Dörfer niedergebrannt haben.',
    'Soldaten haben angeblich Dörfer niedergebrannt.',
    'de',
  ],
  [
    'direction',
    'gestiegen',
    'gesunken',
    'Die Zahl der Angriffe auf Schulen ist gestiegen.',
    'Die Zahl der Angriffe auf Schulen ist gesunken.',
    'de',
  ],
  [
    'quantity',
    'widespread',
    'isolated',
    'Domestic violence is widespread in the camps.',
    'The report documents isolated cases of domestic violence in the camps.',
  ],
  [
    'modality',
    'forced',
    'probably forced',
    'Uyghurs abroad are forced to return.',
    'Uyghurs abroad are probably forced to return, one researcher thinks.',
  ],
  [
    'attribution',
    'documents',
    'alleged',
    'The report documents that officials took bribes from traffickers.',
    'Officials are alleged to have taken bribes from traffickers.',
  ],
  [
    'negation',
    'no',
    'restricted',
    'There is no freedom of assembly in the country.',
    'Freedom of assembly is restricted in the country.',
  ],
  [
    'place',
    'Lebanon',
    'Turkey',
    'Syrian refugees in Lebanon were deported in April without a hearing.',
    'Syrian refugees were deported from Turkey in April without a hearing.',
  ],
  [
    'cause',
    'As a result of',
    'After',
    'As a result of the election, violence broke out in the slums.',
    'After the election, violence broke out in the slums.',
  ],
  [
    'number',
    '80 per cent',
    '38 per cent',
    'Nearly 80 per cent of girls are out of school.',
    'Some 38 per cent of girls are out of school.',
  ],
];

type Fair = readonly [why: string, introduction: string, quotation: string | readonly string[], lang?: string];

const FAIR: readonly Fair[] = [
  ['the same word', 'All returnees are detained on arrival.', 'All returnees are detained on arrival at the airport.'],
  [
    'another word of the same strength',
    'Every returnee is questioned on arrival.',
    'All returnees are questioned on arrival.',
  ],
  ['a weaker word', 'Some objectors were fined.', 'Most objectors were fined by the province.'],
  [
    'a share that carries it',
    'Most households have no clean water.',
    'Some 62 per cent of households had no clean water.',
  ],
  [
    'most above a count',
    'The majority of detainees had been beaten.',
    'Lawyers said 31 of the 40 detainees had been beaten.',
  ],
  [
    'the strong word further down',
    'All prisons are overcrowded.',
    'Some prisons date from the 1920s. All prisons are overcrowded.',
  ],
  [
    'all of what the quotation does not count',
    'All sources agree that some women were released.',
    'Some women were released.',
  ],
  [
    'a superlative',
    'The most serious abuses were committed by some militias.',
    'Serious abuses were committed by some militias.',
  ],
  ['another subject', 'All schools are closed on Fridays.', 'Some mosques are open on Fridays.'],
  ['often above many', 'Detainees are often beaten.', 'Many detainees are beaten.'],
  ['routinely above often', 'Officers routinely beat suspects.', 'Officers often beat suspects.'],
  ['rarely above never', 'Courts rarely convict soldiers.', 'Courts never convict soldiers.'],
  ['sometimes above often', 'Police sometimes demand bribes.', 'Police often demand bribes at checkpoints.'],
  [
    'the same rarely',
    'The article pointed out that police rarely intervene.',
    'Police will rarely intervene in cases of domestic violence.',
  ],
  ['a hedge of its own', 'Deserters risk execution on return.', 'Deserters may be executed on return.'],
  ['may above may', 'Deserters may be executed.', 'Deserters may be executed on return.'],
  ['may above will', 'Deserters may be executed.', 'Deserters will be executed on return.'],
  ['might above may', 'Returnees could face interrogation.', 'Returnees may face interrogation.'],
  [
    'May, the month',
    'Demonstrations in May 2024 were dispersed by police.',
    'Demonstrations in May 2024 were dispersed by police.',
  ],
  [
    'a hedge on another verb',
    'Police detained three men near the border.',
    'Police detained three men near the border, who may appeal.',
  ],
  [
    'suggests above suggests',
    'The study suggests that militias recruit children.',
    'Our evidence suggests that militias recruit children.',
  ],
  [
    'found above what the source itself found',
    'Amnesty International found that soldiers burned villages.',
    'We found that soldiers burned villages in the north.',
  ],
  [
    'found above a plain statement',
    'The UN found that police shot protesters.',
    'Police shot protesters in the market.',
  ],
  [
    'found by a survey, of what it was told',
    'Its survey found that one in three men would refuse to serve.',
    'Of 1,204 men who were asked, one in three said that they would refuse to serve.',
  ],
  [
    'found by the source that speaks',
    'Amnesty International found that soldiers burned villages.',
    'Amnesty International said today that soldiers burned villages.',
  ],
  [
    'what was found in a place',
    'According to the radio, weapons were found in the house of the mayor.',
    'Police said weapons were in the house of the mayor.',
  ],
  [
    'an allegation that is called one',
    'HRW reported allegations that the governor ordered arrests.',
    'The governor allegedly ordered the arrests.',
  ],
  [
    'accused above alleged',
    'Villagers accused soldiers of burning houses.',
    'Villagers alleged that soldiers burned houses.',
  ],
  [
    'reported above said',
    'HRW reported that residents fled the bombing.',
    'Residents said that they fled the bombing.',
  ],
  [
    'no above no',
    'There is no state protection for victims.',
    'There is no state protection for victims of trafficking.',
  ],
  ['limited above limited', 'Protection is limited for victims.', 'State protection for victims is limited.'],
  [
    'no longer',
    'The law no longer applies to refugees with limited means.',
    'The law applies to refugees with limited means until 2020.',
  ],
  [
    'no adequate above limited',
    'There is no adequate protection for victims of trafficking.',
    'State protection for victims of trafficking is limited.',
  ],
  [
    'the same place',
    'Women in Lahore were refused identity cards.',
    'Officials refused identity cards to women in Lahore.',
  ],
  [
    'a country above its city',
    'Women in Pakistan were refused identity cards.',
    'Officials refused identity cards to women in Lahore.',
  ],
  [
    'a place with the one that is quoted',
    'Women in Lahore, in Punjab, were refused identity cards.',
    'Officials refused identity cards to women in Lahore.',
  ],
  [
    'a year of the source',
    'The 2021 report noted that the army closed the border.',
    'In 2019 the army closed the border.',
  ],
  [
    'when it was reported',
    'In 2021, HRW reported that the army had closed the border crossing.',
    'In 2019 the army closed the border crossing.',
  ],
  [
    'a year within a span',
    'In 2020, the army killed refugees at the border.',
    'Between 2019 and 2021 the army killed refugees at the border.',
  ],
  ['a rounded number', 'Police arrested over 16,000 suspects.', 'Police arrested 16,349 suspects.'],
  [
    'a sum',
    'Police arrested 500 protesters.',
    'Police arrested 300 protesters in the capital and 200 protesters in the south.',
  ],
  [
    'a share of two numbers',
    'The survey found that 25% of respondents had paid bribes.',
    'Of 400 respondents, 100 respondents had paid bribes.',
  ],
  ['a number of another thing', 'Police arrested 12 students.', 'Police arrested students at 3 schools.'],
  ['the same direction', 'Attacks on aid workers increased.', 'The number of attacks on aid workers rose by a third.'],
  ['a direction that is denied', 'Surveillance of families has not abated.', 'Surveillance of families increased.'],
  ['two directions', 'Prices rose in 2022 and fell in 2023.', 'Prices fell in 2023 after they had risen.'],
  ['another thing that fell', 'Attacks on schools increased.', 'Attacks on schools continued while enrolment fell.'],
  [
    'a cause above a cause',
    'The protest led to the arrest of students.',
    'Students were arrested because of the protest.',
  ],
  ['after above after', 'Students were arrested after the protest.', 'After the protest, students were arrested.'],
  [
    'a cause of something else',
    'Poverty led to early marriages in the camps.',
    'Early marriages are common in the camps. After the war families left.',
  ],
  ['both groups', 'The militia detains women at checkpoints.', 'The militia detains men and women at checkpoints.'],
  [
    'words in quotation marks',
    'The ministry calls “all returnees” suspects who were detained.',
    'Some returnees were suspects and were detained.',
  ],
  ['no quotation', 'All returnees are detained on arrival.', []],
  [
    'one of two quotations that carries it',
    'All returnees are detained on arrival.',
    ['Some returnees are detained on arrival.', 'All returnees are detained on arrival, a lawyer said.'],
  ],
  [
    'a sentence before the one that leads',
    'All returnees are detained on arrival. One lawyer described the airport:',
    'Some returnees are detained on arrival at the airport.',
  ],
  ['no subject in common', 'HRW found that all courts are corrupt.', 'Some farmers may lose crops.'],
  [
    'tous above tous',
    'Toutes les femmes rapatriées sont interrogées.',
    'Toutes les femmes rapatriées sont interrogées à l’aéroport.',
    'fr',
  ],
  [
    'parfois above souvent',
    'Les détenus sont parfois battus.',
    'Les détenus sont souvent battus par les gardiens.',
    'fr',
  ],
  ['tout d’abord', 'Tout d’abord, les détenus sont battus.', 'Certains détenus sont battus par les gardiens.', 'fr'],
  ['alle above alle', 'Alle Rückkehrer werden verhört.', 'Alle Rückkehrer werden am Flughafen verhört.', 'de'],
  [
    'vor allem',
    'Vor allem Rückkehrer werden am Flughafen verhört.',
    'Einige Rückkehrer werden am Flughafen verhört.',
    'de',
  ],
  [
    'laut above angeblich',
    'Laut Zeugen haben Soldaten angeblich Dörfer niedergebrannt.',
    'Soldaten haben angeblich Dörfer niedergebrannt.',
    'de',
  ],
  ['a language without a table', 'Todos los retornados son detenidos.', 'Algunos retornados son detenidos.', 'es'],
  [
    'a sentence that says what its source is about',
    'The following excerpt describes the treatment of all prisoners.',
    'Some prisoners are treated well and others are beaten.',
  ],
  ['not all above some', 'Nicht alle Journalisten wurden verhaftet.', 'Einige Journalisten wurden verhaftet.', 'de'],
  ['some before a number', 'Many homes were destroyed.', 'Some 1,400 homes were destroyed.'],
  ['a ratio in words', 'Nine in ten respondents had paid a bribe.', 'Of the 200 respondents, 180 had paid a bribe.'],
  [
    'a report that is called by its year',
    'The USDOS 2023 report noted arrests of converts.',
    'In 2022, converts were arrested.',
  ],
  [
    'confirmed by who says it',
    'The ministry confirmed that it will build a shelter.',
    'The ministry said it will build a shelter.',
  ],
  [
    'what a court found',
    'The court found him guilty of smuggling oil.',
    'Prosecutors alleged that he smuggled oil; the court found him guilty.',
  ],
  [
    'denied above alleged',
    'A spokesperson denied that the police had beaten him.',
    'The police allegedly had beaten him, which a spokesperson denied.',
  ],
  [
    'a name that has the place in it',
    'Soldiers shot fishermen at Lake Chad.',
    'Soldiers shot fishermen at the lake in Diffa, near Chad.',
  ],
  [
    'the United Nations, which deny nothing',
    'The UN found that police shot protesters.',
    'The UN found that police shot protesters in the market.',
  ],
];

describe('a sentence that says more than its quotation', () => {
  it.for(TOLD)(
    'is told once, as %s: %j above %j in %j',
    ([name, said, quoted, introduction, quotation, lang = 'en']) => {
      expect(claimsOf(introduction, [quotation], lang)).toEqual([{ class: name, said, quoted }]);
    },
  );
});

describe('a sentence that says no more than its quotation', () => {
  it.for(FAIR)('is not told: %s', ([, introduction, quotation, lang = 'en']) => {
    expect(claimsOf(introduction, typeof quotation === 'string' ? [quotation] : quotation, lang)).toEqual([]);
  });
});

/** What is told of a report in which one sentence leads to quotations, each with its citation line. */
const toldOf = (introduction: string, ...quotations: readonly string[]) =>
  lintMarkdown(
    `# Returns\n\n## 1. Arrival\n\n${introduction}\n\n${quotations
      .map(
        (one, i) =>
          `- “${one}”\n\nZenda Institute, “[Returns ${i}](https://zenda.example/${i})”, 4 May 2024, last accessed: 12 May 2025\n`,
      )
      .join('\n')}`,
  ).filter(({ why }) => why.rule === 'claim-beyond');

describe('a report with such a sentence', () => {
  const said = 'The Zenda Institute reported that all returnees will be detained on arrival at the airport.';
  const weak = 'According to the officers, some returnees may be detained on arrival at the airport of the capital.';
  const strong = 'By the new decree all returnees will be detained on arrival at the airport, without exception.';

  it('is told of it once, with the words side by side', () => {
    expect(toldOf(said, weak).map(lintMessage)).toEqual([
      'The sentence has “all” where the quotation has “some” and “will” where the quotation has “may”.',
    ]);
  });

  it('is not told where another quotation of the sentence carries it', () => {
    expect(toldOf(said, weak, strong)).toEqual([]);
    expect(toldOf(said, strong, weak)).toEqual([]);
  });

  it('is told where the one that carries it has a sentence of its own', () => {
    const other = 'A lawyer in the capital adds something on the decree, which came into force in May.';
    const line = 'Zenda Institute, “[Returns 0](https://zenda.example/0)”, 4 May 2024, last accessed: 12 May 2025';
    expect(toldOf(`${said}\n\n- “${weak}”\n\n${line}\n\n${other}`, strong)).toHaveLength(1);
  });
});
