/** A source of numbers that gives the same row for the same seed, so that a page reads the same every night. */
export interface Dice {
  /** A whole number from `least` to `most`, both included. */
  readonly roll: (least: number, most: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
}

/** Dice thrown by xorshift from an FNV-1a hash of `seed`. */
export function dice(seed: string): Dice {
  let state = 0x811c9dc5;
  for (const character of seed)
    state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  // The first throws after a weak hash lie close together for similar seeds.
  for (let warm = 0; warm < 8; warm += 1) next();
  const roll = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  return {
    roll,
    pick: (from) => {
      const one = from[roll(0, from.length - 1)];
      if (one === undefined) throw new Error('nothing to pick from');
      return one;
    },
  };
}

const ENGLISH = {
  en: {
    lead: [
      '',
      '',
      '',
      'According to the yearbook, ',
      'In most places, ',
      'As a rule, ',
      'By contrast, ',
    ],
    who: [
      'local authorities',
      'provincial officials',
      'researchers who visited the district',
      'aid groups near the border',
      'courts in several prefectures',
      'village committees',
      'labour inspectors',
      'working groups of the ministry',
      'independent observers',
      'members of the drafting committee',
      'hospital administrators',
      'residents of the older quarters',
      'case workers',
      'teachers in county schools',
      'the editors of the statistical series',
    ],
    did: [
      'published revised guidance on',
      'described a slow improvement in',
      'set aside funds for',
      'asked for fuller records of',
      'postponed a decision about',
      'kept separate figures for',
      'had no common definition of',
      'compared several years of',
      'commented at length on',
      'were asked to explain',
    ],
    what: [
      'the registration of household moves',
      'wage arrears in small workshops',
      'access to legal aid',
      'the licensing of employment agencies',
      'training for front-line staff',
      'the upkeep of public registers',
      'rural credit cooperatives',
      'complaints about public services',
      'seasonal work across provincial borders',
      'the length of court proceedings',
      'schooling for the children of migrants',
      'the coordination of social services',
    ],
    how: [
      'during the period under review',
      'after consultations with neighbouring districts',
      'although practice differs from one county to the next',
      'with a further round of reporting expected next year',
      'without giving a breakdown by age or sex',
      'partly in response to earlier recommendations',
      'in a circular that was not made public',
      'as part of a wider review of public spending',
      'while leaving the details to lower levels of government',
    ],
  },
  /** Another subject in other words: for a document that took another's place. */
  'en-other': {
    lead: [
      '',
      '',
      '',
      'Further inland, ',
      'Since the last survey, ',
      'On average, ',
      'Near the coast, ',
    ],
    who: [
      'most rivers',
      'the northern plateau',
      'small farms',
      'coastal towns',
      'freight trains',
      'the dry season',
      'mountain villages',
      'irrigation canals',
      'newer highways',
      'spring floods',
    ],
    did: [
      'run through',
      'supply much of',
      'have long shaped',
      'cut off',
      'lie close to',
      'now bypass',
      'feed',
      'divide',
    ],
    what: [
      'the wheat belt',
      'terraced hillsides',
      'the old trading ports',
      'a chain of reservoirs',
      'two mountain passes',
      'the eastern lowlands',
      'salt lakes and marshes',
      'half a dozen market towns',
    ],
    how: [
      'for five months of every year',
      'where rainfall rarely exceeds a few centimetres',
      'at heights above three thousand metres',
      'since engineers finished the second dam',
      'between the harbour and the border crossing',
      'which maps of the last century still show',
      'as satellite pictures confirm',
    ],
  },
} as const;

const CHINESE = {
  'zh-Hant': {
    who: ['地方政府', '主管機關', '研究人員', '基層組織', '當地居民', '專家學者', '醫療單位'],
    did: ['近日公布', '多次討論', '重新檢討', '持續關注', '逐步改善', '分別統計'],
    what: [
      '戶籍登記流程',
      '勞動檢查結果',
      '法律扶助資源',
      '公共服務品質',
      '學童就學情形',
      '社會福利經費',
    ],
    how: [
      '並將於明年提出報告',
      '但各地做法不一',
      '細節仍待進一步說明',
      '相關資料尚未公開',
      '外界反應不一',
    ],
  },
  'zh-Hans': {
    who: ['地方政府', '主管部门', '研究人员', '基层组织', '当地居民', '专家学者', '医疗单位'],
    did: ['近日公布', '多次讨论', '重新检视', '持续关注', '逐步改善', '分别统计'],
    what: [
      '户籍登记流程',
      '劳动监察结果',
      '法律援助资源',
      '公共服务质量',
      '学童就学情况',
      '社会福利经费',
    ],
    how: [
      '并将于明年提出报告',
      '但各地做法不一',
      '细节仍待进一步说明',
      '相关资料尚未公开',
      '外界反应不一',
    ],
  },
} as const;

/** What filler is written in. */
export type FillerLanguage = keyof typeof ENGLISH | keyof typeof CHINESE;

const isEnglish = (language: FillerLanguage): language is keyof typeof ENGLISH =>
  language in ENGLISH;

/** The filler's language for a source's `lang`: Chinese in its two scripts, English for all else. */
export function fillerLanguage(lang: string | null): FillerLanguage {
  if (lang === null || !lang.startsWith('zh')) return 'en';
  return /hant|tw|hk/i.test(lang) ? 'zh-Hant' : 'zh-Hans';
}

/** One invented sentence that no report quotes. */
export function sentence(from: Dice, language: FillerLanguage): string {
  if (isEnglish(language)) {
    const { lead, who, did, what, how } = ENGLISH[language];
    const words = `${from.pick(lead)}${from.pick(who)} ${from.pick(did)} ${from.pick(what)} ${from.pick(how)}.`;
    return words.charAt(0).toUpperCase() + words.slice(1);
  }
  const { who, did, what, how } = CHINESE[language];
  return `${from.pick(who)}${from.pick(did)}${from.pick(what)}，${from.pick(how)}。`;
}

/** A paragraph of three to six invented sentences. */
export const paragraph = (from: Dice, language: FillerLanguage): string =>
  Array.from({ length: from.roll(3, 6) }, () => sentence(from, language)).join(
    isEnglish(language) ? ' ' : '',
  );
