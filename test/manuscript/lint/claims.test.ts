import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { claimsOf } from '../../../src/manuscript/lint/claims.js';
import type { Overstatement } from '../../../src/model/lint.js';
import { lintMessage } from '../../../src/surfaces/lint.js';
import { ENGLISH } from '../../../src/surfaces/words/locale.js';
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
    'There were reports',
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
  [
    'quantity',
    'Every',
    'Four in ten',
    'Every household in the camp depends on food aid.',
    'Four in ten families of the camp live on what the agency hands out.',
  ],
  [
    'negation',
    'None',
    'few',
    'None of the men was told why he was held.',
    'Of the men, few were told the reason for which they were held.',
  ],
  [
    'frequency',
    'daily',
    'from time to time',
    'Power cuts in the hospital occur daily.',
    'The hospital has to do without power from time to time.',
  ],
  [
    'modality',
    'impossible',
    'may',
    'Relocation to Lagos is impossible for a victim of the gangs.',
    'Moving to Lagos may be an option for a victim who has relatives there.',
  ],
  [
    'attribution',
    'verified',
    'unconfirmed',
    'The panel verified the use of child soldiers by the rebels.',
    'The panel received unconfirmed information on child soldiers.',
  ],
  [
    'attribution',
    'established',
    'not in a position to verify',
    'The mission established that prisoners were shot in the camp.',
    'Prisoners were shot in the camp, it was told; it was not in a position to verify this.',
  ],
  [
    'attribution',
    'shows',
    'may',
    'The study shows a link between debts and suicides.',
    'Debts may play a part in suicides, as far as so small a number of cases tells.',
  ],
  [
    'cause',
    'for having',
    'weeks after',
    'He was dismissed for having joined the strike.',
    'He was dismissed some weeks after he had joined the strike.',
  ],
  [
    'direction',
    'rise',
    '61 killings, compared with 88',
    'The ministry recorded a rise in killings of women.',
    'The ministry recorded 61 killings, compared with 88 in the year before.',
  ],
  [
    'direction',
    'worse',
    'nothing has really changed',
    'Prison conditions are worse under the new director.',
    'Under the new director nothing has really changed in the prison.',
  ],
  [
    'place',
    'Throughout',
    'Buenaventura',
    'Throughout Colombia, armed groups ask shopkeepers for money.',
    'In Buenaventura, shopkeepers have to pay the two armed groups of the port.',
  ],
  [
    'year',
    'since 2009',
    'between 2009 and late 2012',
    'Children have been recruited since 2009 in the hills.',
    'Children were recruited in the hills between 2009 and late 2012.',
  ],
  [
    'number',
    'three quarters',
    'Three in five',
    'Some three quarters of those asked would not hire a widow.',
    'Three in five said that they would not hire a widow.',
  ],
  [
    'number',
    'Dozens',
    'seven',
    'Dozens of journalists were held.',
    'In those weeks seven journalists were held.',
  ],
  [
    'number',
    'two hundred thousand',
    '12,300',
    'The camps hold two hundred thousand refugees.',
    'The camps hold 12,300 refugees.',
  ],
  [
    'number',
    'ten',
    'three',
    'The law punishes it by ten years in prison.',
    'The law punishes it by up to three years in prison.',
  ],
  [
    'modality',
    'seront',
    'peuvent être',
    'Les déserteurs seront fusillés à leur retour.',
    'À leur retour, des déserteurs peuvent être fusillés.',
    'fr',
  ],
  [
    'frequency',
    'jamais',
    'est rare',
    'La police n’intervient jamais dans les vendettas.',
    'Il est rare que la police intervienne.',
    'fr',
  ],
  [
    'number',
    'moitié',
    '37 %',
    'Plus de la moitié des détenus attendent un procès.',
    'En prison, 37 % des détenus attendent leur procès.',
    'fr',
  ],
  [
    'attribution',
    'stellte',
    'Gerücht',
    'Die Kommission stellte im Mai Hinrichtungen von Gefangenen fest.',
    'Es geht das Gerücht von Hinrichtungen.',
    'de',
  ],
  [
    'direction',
    'nahm',
    'sank',
    'Die Überbelegung der Gefängnisse nahm im letzten Winter zu.',
    'Im letzten Winter sank die Belegung der Gefängnisse.',
    'de',
  ],
  [
    'quantity',
    'meisten',
    'Einzelne',
    'Die meisten Spitäler verfügen über ein Labor.',
    'Einzelne Regionalspitäler verfügten über ein Labor.',
    'de',
  ],
  [
    'attribution',
    'reported',
    'alleged',
    'The radio reported that fighters raped nine women in Tawila.',
    'Nine women in Tawila alleged that fighters had raped them.',
  ],
  [
    'attribution',
    'found',
    'said',
    'Protesters were shot in the square, the ministry found.',
    'Residents said that protesters were shot in the square.',
  ],
  [
    'number',
    'Un détenu sur deux',
    '19 %',
    'Un détenu sur deux attend son procès à Bamako.',
    'À Bamako, 19 % des détenus attendent leur procès.',
    'fr',
  ],
  [
    'attribution',
    'sold places',
    'reportedly sold places',
    'Prison guards sold places in the less crowded modules.',
    'Prison guards reportedly sold places in the less crowded modules.',
  ],
  [
    'cause',
    'because of',
    'no grounds',
    'The teacher was dismissed because of his membership in the opposition party:',
    'The teacher was a member of the opposition party. He was dismissed in March; the ministry gave no grounds.',
  ],
  [
    'cause',
    'Because of',
    'The curfew was in force from eight',
    'Because of the curfew, the clinics of Bamenda turned away patients at night.',
    'The clinics of Bamenda turned away patients at night. The curfew was in force from eight in the evening.',
  ],
  [
    'cause',
    'Wegen',
    'Die neue Steuer gilt seit Juli',
    'Wegen der neuen Steuer schlossen zahlreiche Betriebe in Kumasi:',
    'Zahlreiche Betriebe in Kumasi schlossen im Herbst. Die neue Steuer gilt seit Juli; die Inhaber nannten vor allem die Strompreise.',
    'de',
  ],
  [
    'cause',
    'due to',
    'A cholera outbreak had been declared in',
    'The camp was closed due to the cholera outbreak, UNHCR noted:',
    'UNHCR announced that the camp was closed on 3 June. A cholera outbreak had been declared in the province in May.',
  ],
  [
    'attribution',
    'confirmed',
    'told',
    'The inspectors confirmed that prisoners are beaten in the cellar:',
    'Two former prisoners told the inspectors that prisoners are beaten in the cellar. The inspectors were not shown the cellar.',
  ],
  [
    'attribution',
    'admitted that',
    'told',
    'The ministry admitted that conscripts are used as labourers on private farms:',
    'Relatives of conscripts told the newspaper that conscripts are used as labourers on private farms. The ministry declined to comment.',
  ],
  [
    'attribution',
    'undisputed',
    'told',
    'It is undisputed that the mayor pays the militia:',
    'Two councillors told the radio that the mayor pays the militia. The mayor has rejected this.',
  ],
  [
    'modality',
    'abolishes',
    'plans to abolish',
    'The new act abolishes the death penalty for drug offences:',
    'The government plans to abolish the death penalty for drug offences.',
  ],
  [
    'quantity',
    'all',
    'A number of',
    'The mission was told that all shelters of the agency take in women with children.',
    'A number of the shelters of the agency accept women with children. All residents receive medical care.',
  ],
  [
    'direction',
    'improved',
    'no significant improvement',
    'The treatment of conscripts has improved.',
    'The committee observed no significant improvement in the treatment of conscripts.',
  ],
  [
    'direction',
    'declined',
    'declined',
    'Child labour on cocoa farms has declined.',
    'It remains unknown whether child labour on cocoa farms has declined.',
  ],
  [
    'direction',
    'fewer',
    '119 complaints of torture in 2020, 148 in 2021 and 163',
    'The commission registered fewer complaints of torture.',
    'The commission registered 119 complaints of torture in 2020, 148 in 2021 and 163 in 2022.',
  ],
  [
    'year',
    '2021',
    '2016',
    'The opposition leader left prison in 2021.',
    'In 2016 the opposition leader was sentenced to prison. He was released four years later.',
  ],
  [
    'year',
    '2022',
    '2023',
    'The law was in force before 2022.',
    'The law has been in force since May 2023.',
  ],
  [
    'number',
    'half a million',
    '417,800',
    'More than half a million children are out of school.',
    'This left 417,800 children out of school.',
  ],
  [
    'place',
    'Niger',
    'Nigeria',
    'Soldiers burned villages and markets in Niger.',
    'Soldiers burned villages and markets in Nigeria.',
  ],
  [
    'number',
    'dozen',
    'nine',
    'At least a dozen lawyers are in custody.',
    'There are nine lawyers in custody.',
  ],
  [
    'number',
    'Three quarters',
    '41 per cent',
    'Three quarters of the displaced live in the two provinces.',
    'Of the displaced, 41 per cent live in Marib, 14 per cent in Hudaida and 4 per cent between the two provinces.',
  ],
];

type Fair = readonly [
  why: string,
  introduction: string,
  quotation: string | readonly string[],
  lang?: string,
];

const FAIR: readonly Fair[] = [
  [
    'number',
    'The analysis showed that 20% of these women were living with a disability.',
    'It shows that 20% of the 1,252 women had disabilities. And more than 60% of the women living with a disability were abducted.',
  ],
  [
    'the same word',
    'All returnees are detained on arrival.',
    'All returnees are detained on arrival at the airport.',
  ],
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
  [
    'sometimes above often',
    'Police sometimes demand bribes.',
    'Police often demand bribes at checkpoints.',
  ],
  [
    'the same rarely',
    'The article pointed out that police rarely intervene.',
    'Police will rarely intervene in cases of domestic violence.',
  ],
  [
    'a hedge of its own',
    'Deserters risk execution on return.',
    'Deserters may be executed on return.',
  ],
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
  [
    'limited above limited',
    'Protection is limited for victims.',
    'State protection for victims is limited.',
  ],
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
  [
    'a number of another thing',
    'Police arrested 12 students.',
    'Police arrested students at 3 schools.',
  ],
  [
    'the same direction',
    'Attacks on aid workers increased.',
    'The number of attacks on aid workers rose by a third.',
  ],
  [
    'a direction that is denied',
    'Surveillance of families has not abated.',
    'Surveillance of families increased.',
  ],
  [
    'two directions',
    'Prices rose in 2022 and fell in 2023.',
    'Prices fell in 2023 after they had risen.',
  ],
  [
    'another thing that fell',
    'Attacks on schools increased.',
    'Attacks on schools continued while enrolment fell.',
  ],
  [
    'a cause above a cause',
    'The protest led to the arrest of students.',
    'Students were arrested because of the protest.',
  ],
  [
    'after above after',
    'Students were arrested after the protest.',
    'After the protest, students were arrested.',
  ],
  [
    'a cause of something else',
    'Poverty led to early marriages in the camps.',
    'Early marriages are common in the camps. After the war families left.',
  ],
  [
    'both groups',
    'The militia detains women at checkpoints.',
    'The militia detains men and women at checkpoints.',
  ],
  [
    'words in quotation marks',
    'The ministry calls “all returnees” suspects who were detained.',
    'Some returnees were suspects and were detained.',
  ],
  ['no quotation', 'All returnees are detained on arrival.', []],
  [
    'one of two quotations that carries it',
    'All returnees are detained on arrival.',
    [
      'Some returnees are detained on arrival.',
      'All returnees are detained on arrival, a lawyer said.',
    ],
  ],
  [
    'a sentence before the one that leads',
    'All returnees are detained on arrival. One lawyer described the airport:',
    'Some returnees are detained on arrival at the airport.',
  ],
  [
    'no subject in common',
    'HRW found that all courts are corrupt.',
    'Some farmers may lose crops.',
  ],
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
  [
    'tout d’abord',
    'Tout d’abord, les détenus sont battus.',
    'Certains détenus sont battus par les gardiens.',
    'fr',
  ],
  [
    'alle above alle',
    'Alle Rückkehrer werden verhört.',
    'Alle Rückkehrer werden am Flughafen verhört.',
    'de',
  ],
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
  [
    'a language without a table',
    'Todos los retornados son detenidos.',
    'Algunos retornados son detenidos.',
    'es',
  ],
  [
    'a sentence that says what its source is about',
    'The following excerpt describes the treatment of all prisoners.',
    'Some prisoners are treated well and others are beaten.',
  ],
  [
    'not all above some',
    'Nicht alle Journalisten wurden verhaftet.',
    'Einige Journalisten wurden verhaftet.',
    'de',
  ],
  ['some before a number', 'Many homes were destroyed.', 'Some 1,400 homes were destroyed.'],
  [
    'a ratio in words',
    'Nine in ten respondents had paid a bribe.',
    'Of the 200 respondents, 180 had paid a bribe.',
  ],
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
  [
    'every household above nearly all',
    'Every household in the camp depends on food aid.',
    'Not one of the households in the camp could do without food aid; some told us of debts.',
  ],
  [
    'all above some who are others',
    'All villages were flooded.',
    'Every one of the villages was flooded; some fields were spared.',
  ],
  [
    'none above a denial with few beside it',
    'None of the displaced have received compensation.',
    'Compensation was not paid to the displaced, although a few had been told to expect it.',
  ],
  [
    'daily above hardly a day without',
    'Ransoms are asked for almost daily in the valley.',
    'Hardly a day goes by in the valley without a ransom being asked for; some pay.',
  ],
  [
    'an exception that is kept',
    'Except for lawyers, visitors are always searched at the gate.',
    'Visitors of the prison are always searched at the gate, except for lawyers.',
  ],
  [
    'cannot above what nobody could recall',
    'Bail is impossible for those who are charged with blasphemy.',
    'No lawyer could recall a case of blasphemy in which bail had been granted.',
  ],
  [
    'must above may not',
    'Journalists must have a licence.',
    'A journalist may not work without a licence, which can be refused.',
  ],
  [
    'verified above what was found',
    'The panel verified the use of child soldiers.',
    'The panel found that child soldiers were used; some had allegedly joined by themselves.',
  ],
  [
    'not verified above unconfirmed',
    'The panel could not verify the use of child soldiers.',
    'The panel received unconfirmed information on child soldiers.',
  ],
  [
    'shown above a hedge that is kept',
    'The study shows that debts may lead to suicides.',
    'Debts may play a part in suicides.',
  ],
  [
    'no care above none that is offered',
    'There is no psychiatric care in the north.',
    'Psychiatric care is not offered in the north.',
  ],
  [
    'not above turned away',
    'The state does not register children of unmarried mothers.',
    'Children of unmarried mothers are refused by the registrars of the state.',
  ],
  [
    'not always above not always',
    'Courts do not always accept statements of children.',
    'Courts do not always accept statements of children.',
  ],
  [
    'a cause that is quoted, with a sequence',
    'He was dismissed for having joined the strike.',
    'He was dismissed because he had joined the strike, some weeks after it.',
  ],
  [
    'a sequence of another thing',
    'Poverty led to thefts.',
    'Thefts are punished. After the harvest the road is closed.',
  ],
  [
    'a rise above figures that rise',
    'The ministry recorded a rise in killings of women.',
    'The ministry recorded 104 killings, compared with 88 in the year before.',
  ],
  [
    'worse above an improvement that is denied',
    'Prison conditions are worse under the new director.',
    'Under the new director the prison has not improved; complaints about its conditions increased and nothing else has changed but the paint; it is worse.',
  ],
  [
    'two verbs of which one is denied',
    'Most families left the town.',
    'Most families did not enter the town again.',
  ],
  [
    'the police above policemen',
    'The police drove the families out of the village.',
    'Policemen came with a militia and drove the families from their village.',
  ],
  [
    'men above men whom nobody knows',
    'Unidentified men shot the teacher.',
    'The teacher was shot by unidentified men on a motorcycle.',
  ],
  [
    'a policeman above a policeman',
    'A policeman asked the women for money.',
    'A police officer at the station had asked one of the women for money.',
  ],
  [
    'the passive of the same',
    'Protesters were attacked by soldiers in the square.',
    'Soldiers attacked protesters in the square.',
  ],
  [
    'a group that is named',
    'Unmarried women are denied a passport.',
    'Unmarried women are denied a passport.',
  ],
  [
    'a group that is quoted without its adjective as well',
    'Courts deny women a passport.',
    'Unmarried women are denied a passport. Married women, too: women have none.',
  ],
  [
    'throughout above each',
    'Throughout the region, journalists were detained.',
    'Journalists were detained in each of the districts, in Erbil as in Dohuk.',
  ],
  [
    'a country above its town, as a case',
    'Cases of eviction are known in China.',
    'In the Daxing district of Beijing, tenants were evicted.',
  ],
  [
    'since above since',
    'Children have been recruited since 2009.',
    'Children have been recruited in the hills since 2009, and more of them between 2012 and 2014.',
  ],
  [
    'a decade',
    'In the 2000s, the clinic treated victims of torture.',
    'The clinic treated victims of torture between 2003 and 2009.',
  ],
  [
    'the year in which it was learnt',
    'As was learned in 2023, students serve as well.',
    'Students have served since a decree of 2013.',
  ],
  [
    'a quarter above 28 per cent',
    'Some quarter of the girls, a quarter at least, marry early.',
    'In the district, 28 per cent of the girls marry early.',
  ],
  [
    'dozens above a figure',
    'Dozens of journalists were held.',
    'In those weeks 47 journalists were held.',
  ],
  [
    'a number of words',
    'The camps hold two hundred thousand refugees.',
    'The camps hold 213,800 refugees.',
  ],
  [
    'one in three',
    'One in three patients is chained.',
    'Of the 411 patients, 139 were found in chains.',
  ],
  [
    'years between two dates',
    'For ten years the law was not changed.',
    'The law dates from 2010 and was changed in 2021; it has four chapters and covers two months of leave.',
  ],
  [
    'what only a few do, of most who do not',
    'Most children leave school early.',
    'Only one in five children finishes school.',
  ],
  [
    'peuvent above peuvent',
    'Les déserteurs peuvent être fusillés à leur retour.',
    'À leur retour, des déserteurs peuvent être fusillés.',
    'fr',
  ],
  [
    'presque aucune above peu',
    'Les femmes reçoivent peu d’aide.',
    'Les femmes ne reçoivent presque aucune aide.',
    'fr',
  ],
  [
    'la moitié above 48 %',
    'Près de la moitié des détenus attendent un procès.',
    'En prison, 48 % des détenus attendent leur procès.',
    'fr',
  ],
  [
    'fest of another verb',
    'Die Behörden nahmen zwei Journalisten fest.',
    'Es geht das Gerücht, dass die Behörden zwei Journalisten festnahmen.',
    'de',
  ],
  [
    'zugenommen above stieg',
    'Die Überbelegung der Gefängnisse hat zugenommen.',
    'Im letzten Winter stieg die Belegung der Gefängnisse.',
    'de',
  ],
  [
    'kaum eine ohne',
    'Frauen werden dort häufig belästigt.',
    'Kaum eine Frau geht dort aus dem Haus, ohne belästigt zu werden.',
    'de',
  ],
  [
    'who acts is in another word, and where he is held is unknown',
    'Soldiers took the teacher from his school.',
    'The teacher was taken from his school by men of the brigade; his fate is not known.',
  ],
  [
    'a gang that did nothing',
    'The police arrested dozens of drivers in the market.',
    'Dozens of drivers were arrested in the market, where youths had put up a barrier with the help of a gang.',
  ],
  [
    'a denial of the authorities',
    'The authorities do not control the hills.',
    'A militia controls the hills.',
  ],
  [
    'before and after other things',
    'The men were arrested before the election.',
    'The men were arrested, and let go after two days.',
  ],
  [
    'a country that was fled',
    'Nurses have fled Myanmar.',
    'Nurses crossed into Thailand after the coup.',
  ],
  [
    'what the same people say and allege',
    'Nine women say that fighters raped them in Tawila.',
    'Nine women in Tawila alleged that fighters had raped them.',
  ],
  [
    'a pause that is only sometimes long, of what is often',
    'Power cuts in the hospital are frequent.',
    'The hospital has power cuts several times a day, sometimes for hours.',
  ],
  [
    'found, where what was found is only quoted',
    'In a survey of 1,107 patients, the clinic found:',
    'Most of the patients came too late. One of them said that there was no bus.',
  ],
  [
    'a group with the same restriction',
    'Journalists who were questioned as witnesses are placed under travel bans.',
    'Journalists who have been questioned as witnesses are placed under travel bans.',
  ],
  [
    'a group that is only described',
    'Deserters are sentenced to ten years by military courts.',
    'Deserters, who are called traitors on television, are sentenced to ten years by military courts.',
  ],
  [
    'some of a group',
    'Some journalists are placed under travel bans.',
    'Journalists who have been questioned as witnesses are placed under travel bans.',
  ],
  [
    'those who are known already',
    'The women were refused entry to the shelter.',
    'The women who had come by bus were refused entry to the shelter.',
  ],
  [
    'a restriction in an adjective',
    'Les femmes stériles sont exclues de l’héritage.',
    'Les femmes qui ne peuvent avoir d’enfant sont exclues de l’héritage.',
    'fr',
  ],
  [
    'a group with an empty noun',
    'Christians in Minya are denied permits for their churches.',
    'Christian communities in Minya are denied permits for their churches.',
  ],
  [
    'children above both kinds',
    'Children are held with adults in the prison.',
    'Boys and girls are held with adults in the prison.',
  ],
  [
    'a body of the state by a wider name',
    'The authorities confiscated the land of the displaced families.',
    'The provincial land office confiscated the land of the displaced families. The authorities in the capital did not step in.',
  ],
  [
    'two who did it to each other',
    'Villagers and soldiers fought over the well near Gao.',
    'Soldiers and villagers fought over the well near Gao.',
  ],
  [
    'an object that begins a German sentence',
    'Den Journalisten schlugen Polizisten vor dem Gericht.',
    'Polizisten schlugen den Journalisten vor dem Gericht.',
    'de',
  ],
  [
    'the parents above both of them',
    'The girl was beaten by her parents until she agreed.',
    'The girl was beaten by her father and mother until she agreed.',
  ],
  [
    'a sum of several figures',
    'More than thirty media workers were killed.',
    'Of the media workers, 7 were killed in the first year, 12 in the second, 9 in the third and 7 in the fourth.',
  ],
  [
    'a difference',
    'The share of prisoners awaiting trial rose by 5 points.',
    'The share of prisoners awaiting trial rose to 41 per cent, from 36 per cent.',
  ],
  [
    'the rest of a share',
    'Two thirds of the returnees had not been questioned.',
    'Of the returnees, 31 per cent had been questioned.',
  ],
  [
    'how long behind what it came after',
    'The editor was detained for two days after his column on the army.',
    'The editor was detained a week after his column on the army had appeared.',
  ],
  [
    'a cause in another word',
    'Farmers fall into bonded labour because of debts for seed.',
    'What brings a farmer into bonded labour is debt: he borrows for seed, then for a hospital bill.',
  ],
  [
    'all of as many as are quoted',
    'All three interlocutors were of the opinion that she would be looked for.',
    [
      'Her brothers will look for her.',
      'The family searches for her, sometimes with a cousin.',
      'They would try to find her.',
    ],
  ],
  [
    'a denial by another verb',
    'Courts in Erbil do not accept the testimony of a woman alone.',
    'In Erbil, the courts accept the testimony of a woman only where a man supports it.',
  ],
  [
    'ne … que',
    'La loi ne protège que les femmes mariées au Mali.',
    'Au Mali, la loi protège les femmes mariées, et elles seules.',
    'fr',
  ],
  [
    'what the delegation was told',
    'The delegation was told that guards took bribes in the prison.',
    'Guards in the prison reportedly took bribes.',
  ],
  [
    'an attribution by a phrase',
    'Nach Angaben der Familie wurde der Blogger von Beamten geschlagen.',
    'Die Familie behauptet, Beamte hätten den Blogger geschlagen.',
    'de',
  ],
  [
    'a share that is told of another time',
    'In Basra, half the wells were dry by August.',
    'In Basra, 20 per cent of the wells were dry by June, 33 per cent by July, and 51 per cent by August.',
  ],
  [
    'a denial of what was only asked for',
    'The police did not protect the journalist in Veracruz.',
    'The journalist in Veracruz asked the police to protect him.',
  ],
  [
    'what cannot be without what it takes',
    'Refugees without a card cannot see a doctor in Van.',
    'Refugees in Van can see a doctor if they hold a card.',
  ],
  [
    'all above as many as there are',
    'All detainees interviewed in Gao had been beaten.',
    'Each of the eleven detainees interviewed in Gao had been beaten, some with cables.',
  ],
  [
    'a noun with its verb',
    'Borrowers repay the recipe loan at the end of the month.',
    'The borrower signs for the recipe loan and has to repay it at the end of the month.',
  ],
  [
    'a group that is narrowed in other words',
    'Politically active returnees are questioned in Kinshasa:',
    'Returnees who were politically active abroad are questioned on arrival in Kinshasa.',
  ],
  [
    'a participle that narrows nothing',
    'Hospitals in Malawi have no running water:',
    'Malawi: none of the hospitals assessed in the 28 districts has running water.',
  ],
  [
    'others who are named as well',
    'Trade unionists at the port were dismissed, while other workers kept their posts:',
    'Workers at the port who had joined the union were dismissed. The others kept their posts.',
  ],
  [
    'a relative clause behind a comma',
    'Refugees in the camp receive eight kilos of flour a month:',
    'Refugees in the camp, who come from Darfur for the most part, receive eight kilos of flour a month.',
  ],
  [
    "a relative clause in German with the sentence's own words",
    'Angehörige von Deserteuren werden vorgeladen:',
    'Angehörige, deren Söhne oder Brüder desertiert sind, werden von der Militärpolizei vorgeladen.',
    'de',
  ],
  [
    'a reason in the same sentence',
    'He was beaten by inmates on account of his sexual orientation:',
    'Inmates beat him, calling him names that refer to his sexual orientation.',
  ],
  [
    'a reason in the sentence before, taken up by a pronoun',
    'Villagers fled because of the shelling:',
    'The shelling of the village began on Monday. The same night the villagers packed what they could carry and fled from it.',
  ],
  [
    'a reason given by "since"',
    'Because of the curfew, the clinics of Bamenda turned away patients at night.',
    'Since nobody may be in the streets after eight in the evening, the clinics of Bamenda sent patients away at night.',
  ],
  [
    'une raison avec un participe',
    'En raison de l’insécurité, les écoles de Djibo sont fermées :',
    'Les écoles de Djibo sont fermées, les enseignants ayant fui les attaques.',
    'fr',
  ],
  [
    'a denial by degrees in both',
    'Prisoners in Mzuzu rarely receive visits from lawyers.',
    'Prisoners in Mzuzu do not receive regular visits from lawyers.',
  ],
  [
    'a denial of a certain time',
    'Detainees have no access to a lawyer during the first days:',
    'Detainees do not have immediate access to a lawyer; the first visit takes place on the fourth day at the earliest.',
  ],
  [
    'an affirmation with a limit above which the denial has one',
    'The police do not respond to calls from the Roma settlement in time:',
    'The police respond to calls from the Roma settlement slowly, residents said, and often with a single patrol car.',
  ],
  [
    'another denial in the same breath',
    'The police do not investigate the killings:',
    'There has not been any effective investigation of the killings: the police have not opened a file in any of the cases.',
  ],
  [
    'the active of a passive',
    'The farmers of Guma were attacked by herders at night:',
    'Herders attacked the farmers of Guma at night, the chairman of the district said.',
  ],
  [
    'soldiers in uniform',
    'Soldiers looted shops in Bentiu:',
    'Shops in Bentiu were looted by uniformed men from the barracks. The army has announced an inquiry.',
  ],
  [
    'a letter of a ministry',
    'The ministry revoked the licence of the radio station:',
    'A letter signed by an official of the ministry revoked the licence of the radio station.',
  ],
  [
    'a voice that a commission believes',
    'The commission found that soldiers had fired on the crowd:',
    'Witnesses told the commission that soldiers had fired on the crowd; the commission considers these statements credible and consistent.',
  ],
  [
    'a minister of a government',
    'Le gouvernement a reconnu que des mineurs étaient détenus avec des adultes :',
    'Le ministre de la justice a dit à la radio que des mineurs étaient détenus avec des adultes.',
    'fr',
  ],
  [
    'the verb behind a quotation',
    'Le rapporteur a constaté que les cellules de Bangui sont inondées :',
    '« J’ai vu des cellules inondées à Bangui », a déclaré le rapporteur à son retour.',
    'fr',
  ],
  [
    'a French hearsay with the same voice',
    'D’après un auditeur, les gendarmes de Bitam ont incendié deux campements :',
    'Les gendarmes de Bitam auraient incendié deux campements, d’après un auditeur de la radio.',
    'fr',
  ],
  [
    'a ban that is back',
    'Journalists are banned from the parliament:',
    'Journalists have been banned from the parliament; the ban, which was lifted for a day in May, is back in place.',
  ],
  [
    'what ended, above what it made possible',
    'Since 2019 the party has been allowed to contest elections:',
    'The ban on the party ended in 2019, and it has contested every election from then on.',
  ],
  [
    'a span that is as long',
    'The families have been living in tents for two years:',
    'The families live in tents, which they received in May 2021. We met them in June 2023.',
  ],
  [
    'a factor that the figures give',
    'The number of inmates has doubled within a year:',
    'Within a year, the number of inmates grew from 2,100 to 4,300.',
  ],
  [
    'the rest of a whole',
    'In all, 12 of 15 cases ended in an acquittal:',
    'Three of the 15 defendants were convicted; the others were acquitted.',
  ],
  [
    'a rise by dated figures',
    'The number of homicides in Guayaquil has risen:',
    'Homicides in Guayaquil numbered 1,200 in 2021 and 2,100 in 2022.',
  ],
  [
    'nowhere without',
    'Throughout the country, women need a guardian to travel:',
    'Nowhere in the country may women travel without a guardian.',
  ],
  [
    'all of the sentence that says so',
    'The mission was told that all shelters of the agency take in women with children.',
    'All the shelters of the agency accept women with children. A number of residents receive medical care.',
  ],
  [
    'an improvement that was seen',
    'The treatment of conscripts has improved.',
    'The committee observed a significant improvement in the treatment of conscripts.',
  ],
  [
    'figures that fall',
    'The commission registered fewer complaints of torture.',
    'The commission registered 163 complaints of torture in 2020, 148 in 2021 and 119 in 2022.',
  ],
  [
    'a year that can be reckoned',
    'The opposition leader left prison in 2020.',
    'In 2016 the opposition leader was sentenced to prison. He was released four years later.',
  ],
  [
    'a year before which it was',
    'The law was in force before 2024.',
    'The law has been in force since May 2023.',
  ],
  [
    'half a million',
    'More than half a million children are out of school.',
    'This left 517,800 children out of school.',
  ],
  [
    'at least a dozen',
    'At least a dozen lawyers are in custody.',
    'Fourteen lawyers are in custody.',
  ],
  [
    'a place by what is made of its name',
    'Rebels looted aid supplies in Tigray.',
    'Fighters of the Tigrayan rebels looted aid supplies in Mekelle.',
  ],
  [
    'shares that add up',
    'Three quarters of the displaced live in the two provinces.',
    'Of the displaced, 41 per cent live in Marib, 24 per cent in Hudaida and 9 per cent between the two provinces.',
  ],
];

describe('a sentence that says more than its quotation', () => {
  it.for(TOLD)(
    'is told once, as %s: %j above %j in %j',
    ([name, said, quoted, introduction, quotation, lang = 'en']) => {
      const [claim, ...others] = claimsOf(introduction, [quotation], lang);
      expect([claim, others]).toEqual([
        {
          class: name,
          said,
          quoted,
          sentence: expect.stringContaining(said),
          source: expect.any(String),
        },
        [],
      ]);
      expect(quotation).toContain(claim?.source);
    },
  );
});

describe('a sentence that says no more than its quotation', () => {
  it.for(FAIR)('is not told: %s', ([, introduction, quotation, lang = 'en']) => {
    expect(
      claimsOf(introduction, typeof quotation === 'string' ? [quotation] : quotation, lang),
    ).toEqual([]);
  });
});

interface Pair {
  readonly lang: string;
  readonly sentence: string;
  readonly quotations: readonly string[];
  readonly overstated: boolean;
}
const pairsOf = (file: string): readonly Pair[] =>
  JSON.parse(readFileSync(join(import.meta.dirname, `../../../bench/${file}.json`), 'utf8'));

/** All have been looked at: what the rule is worth beyond them, other pairs tell. */
describe.each([
  ['claims', 0.65, 0],
  ['claims-2', 0.62, 0],
  ['claims-3', 0.62, 0],
  ['claims-4', 0.4, 2],
  ['claims-5', 0.45, 1],
  ['claims-6', 0.44, 2],
  ['claims-7', 0.48, 3],
])('of the pairs in %s, which were written by others', (file, least, most) => {
  const pairs = pairsOf(file);
  const told = pairs.filter(
    ({ sentence, quotations, lang }) => claimsOf(sentence, quotations, lang).length > 0,
  );

  it('those that say more are told', () => {
    const all = pairs.filter(({ overstated }) => overstated);
    expect(told.filter(({ overstated }) => overstated).length).toBeGreaterThanOrEqual(
      least * all.length,
    );
  });

  it('hardly any fair one is', () => {
    expect(told.filter(({ overstated }) => !overstated).length).toBeLessThanOrEqual(most);
  });

  it('none is above itself', () => {
    const itself = pairs.flatMap(({ sentence, lang }) => claimsOf(sentence, [sentence], lang));
    const quoted = pairs.flatMap(({ quotations: [first = ''], lang }) =>
      claimsOf(first, [first], lang),
    );
    expect([...itself, ...quoted]).toEqual([]);
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
  const said =
    'The Zenda Institute reported that all returnees will be detained on arrival at the airport.';
  const weak =
    'According to the officers, some returnees may be detained on arrival at the airport of the capital.';
  const strong =
    'By the new decree all returnees will be detained on arrival at the airport, without exception.';

  it('is told of it once, with the words side by side', () => {
    expect(toldOf(said, weak).map((a) => lintMessage(ENGLISH, a))).toEqual([
      `The sentence has “all” where the quotation has “some” and “will” where the quotation has “may”. It says: “${said}” The source says: “${weak}”`,
    ]);
  });

  it('is not told where another quotation of the sentence carries it', () => {
    expect(toldOf(said, weak, strong)).toEqual([]);
    expect(toldOf(said, strong, weak)).toEqual([]);
  });

  it('is told where the one that carries it has a sentence of its own', () => {
    const other =
      'A lawyer in the capital adds something on the decree, which came into force in May.';
    const line =
      'Zenda Institute, “[Returns 0](https://zenda.example/0)”, 4 May 2024, last accessed: 12 May 2025';
    expect(toldOf(`${said}\n\n- “${weak}”\n\n${line}\n\n${other}`, strong)).toHaveLength(1);
  });
});
