import { each, type Practice } from './practice.js';

/** Letters in brackets: the editor changed, added or took away a part of a word. */
export const BRACKETS: readonly Practice[] = [
  {
    what: 'another spelling',
    quote:
      'The workers were organi[z]ed by a union that the labo[u]r ministry had not recogni[z]ed',
    pages: each(
      'The workers were organised by a union that the labour ministry had not recognised',
      'The workers were organized by a union that the labor ministry had not recognised',
      'The workers were organised by a union that the labor ministry had not recognized',
    ),
    twist: ['had not', 'had'],
    altered: each(
      'The workers were disorganised by a union that the labour ministry had not recognised',
    ),
  },
  {
    what: 'author, year and page behind the mark that closes the quotation',
    quote: '“The police did not let the lawyers into the building that night.” (Watch 2016: 14)',
    pages: each('The police did not let the lawyers into the building that night.'),
    twist: ['did not let', 'let'],
  },
  {
    what: 'any other bracket behind a mark that closes',
    quote: '“The police did not let the lawyers into the building that night.” (12 of 100)',
    pages: each('“The police did not let the lawyers into the building that night.” (12 of 100)'),
    twist: ['12 of', '21 of'],
  },
  {
    what: 'letters taken away',
    quote:
      'A senior police officer[] told the prisoner[] that the appeal[] would be heard in the spring',
    pages: each(
      'A senior police officers told the prisoners that the appeals would be heard in the spring',
      'A senior police officers told the prisoner that the appeals would be heard in the spring',
    ),
    twist: ['would be', 'would not be'],
    altered: each(
      'A senior police officership told the prisoners that the appeals would be heard in the spring',
    ),
  },
  {
    what: 'a pronoun made of an article',
    quote:
      'Guards took the[ir] phones and burned the[ir] papers before the[y] were driven to the border',
    pages: each(
      'Guards took the phones and burned the papers before they were driven to the border',
      'Guards took their phones and burned the papers before they were driven to the border',
      'Guards took the phones and burned their papers before they were driven to the border',
    ),
    twist: ['burned', 'returned'],
    altered: each(
      'Guards took these phones and burned no papers before they were driven to the border',
    ),
  },
  {
    what: 'words and the first letter of the next in one bracket',
    quote:
      '[The d]ebtors were beaten in front of their families and made to sign papers they had not read',
    pages: each(
      'Debtors were beaten in front of their families and made to sign papers they had not read',
      'Many people borrowed. Debtors were beaten in front of their families and made to sign papers they had not read',
      'It is said that debtors were beaten in front of their families and made to sign papers they had not read',
    ),
    twist: ['had not read', 'had read'],
    altered: each(
      'Creditors were beaten in front of their families and made to sign papers they had not read',
    ),
  },
  {
    what: 'a capital in brackets',
    quote:
      '[T]he court ruled in May that [n]o one could be held for debt, and [P]arliament agreed to it',
    pages: each(
      'Moreover, the court ruled in May that no one could be held for debt, and parliament agreed to it',
      'The court ruled in May that No one could be held for debt, and Parliament agreed to it',
    ),
    twist: ['held for debt', 'held for murder'],
    altered: each(
      'Moreover, the court ruled in May that one could be held for debt, and parliament agreed to it',
    ),
  },
  {
    what: 'a tense that fits the sentence',
    quote:
      'In those years the army control[led] the roads, stop[ped] every bus and demand[ed] a fee of 50 rupees',
    pages: each(
      'In those years the army controls the roads, stops every bus and demands a fee of 50 rupees',
      'In those years the army control the roads, stop every bus and demand a fee of 50 rupees',
    ),
    twist: ['50', '15'],
    altered: each(
      'In those years the army controls no roads, stops every bus and demands a fee of 50 rupees',
    ),
  },
  {
    what: 'a verb form that fits the sentence',
    quote:
      'The clan elders ha[d] the last word and sa[id] that the family w[as] to pay for the harm done',
    pages: each(
      'The clan elders have the last word and say that the family were to pay for the harm done',
      'The clan elders has the last word and says that the family was to pay for the harm done',
    ),
    twist: ['the last word', 'no last word'],
    altered: each(
      'The clan elders hate the last word and say that the family were to pay for the harm done',
      'The clan elders have the last word and say that the family wished to pay for the harm done',
    ),
  },
  {
    what: 'a number that fits the sentence',
    quote:
      'Each wom[a]n who return[s] is questioned by an official, and [s]he is told to report every week',
    pages: each(
      'Each women who return is questioned by an official, and she is told to report every week',
      'Each woman who return is questioned by an official, and he is told to report every week',
    ),
    twist: ['every week', 'every year'],
    altered: each(
      'Each woman who refuses is questioned by an official, and she is told to report every week',
    ),
  },
  {
    what: 'brackets within brackets',
    quote: 'They [the guards [of the camp]] beat the men who had asked for water and for a doctor',
    pages: each(
      'They beat the men who had asked for water and for a doctor',
      'They, the guards, beat the men who had asked for water and for a doctor',
    ),
    twist: ['beat', 'never beat'],
  },
  {
    what: 'a possessive that the editor added',
    quote:
      'The ministry[’s] list of banned books grew to 300 titles that no shop in the city would sell',
    pages: each(
      'The ministry list of banned books grew to 300 titles that no shop in the city would sell',
      'The ministry’s list of banned books grew to 300 titles that no shop in the city would sell',
    ),
    twist: ['no shop', 'a shop'],
  },
  {
    what: 'German endings',
    quote:
      'Viele Asylwerber[innen] wurden von der Polizei in de[m] Lager befragt und nicht freigelassen',
    pages: each(
      'Viele Asylwerber wurden von der Polizei in dem Lager befragt und nicht freigelassen',
      'Viele Asylwerber wurden von der Polizei in der Lager befragt und nicht freigelassen',
    ),
    twist: ['nicht freigelassen', 'freigelassen'],
  },
  {
    what: 'French endings',
    quote:
      '[L]es femmes arrêté[e]s ont été détenu[e]s pendant 12 jours sans voir de juge ni d’avocat',
    pages: each(
      'Ainsi, les femmes arrêtés ont été détenus pendant 12 jours sans voir de juge ni d’avocat',
      'Les femmes arrêtées ont été détenus pendant 12 jours sans voir de juge ni d’avocat',
    ),
    twist: ['sans voir', 'avant de voir'],
  },
  {
    what: 'Spanish endings',
    quote:
      '[L]as mujeres detenid[a]s fueron llevad[a]s al cuartel, donde nadie les tomó declaración',
    pages: each(
      'Ese día, las mujeres detenidos fueron llevados al cuartel, donde nadie les tomó declaración',
      'Las mujeres detenidas fueron llevadas al cuartel, donde nadie les tomó declaración',
    ),
    twist: ['nadie les', 'alguien les'],
  },
  {
    what: 'Russian endings',
    quote:
      '[В]ласти задержал[и] активист[ов] и не сообщили об этом их родственникам в течение трёх дней',
    pages: each(
      'Тогда власти задержали активистов и не сообщили об этом их родственникам в течение трёх дней',
      'Власти задержал активистов и не сообщили об этом их родственникам в течение трёх дней',
    ),
    twist: ['и не сообщили', 'и сообщили'],
  },
];
