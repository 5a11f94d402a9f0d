import { fillerLanguage } from '../prose.js';
import { alJazeera } from './al-jazeera.js';
import { chinaDaily } from './china-daily.js';
import { chinaLawTranslate } from './china-law-translate.js';
import { ecoi } from './ecoi.js';
import { govUk } from './gov-uk.js';
import { migrationPolicy } from './migration-policy.js';
import { nca } from './nca.js';
import { newspaper } from './newspaper.js';
import { scienceDirect } from './science-direct.js';
import type { Site } from './site.js';
import { sixthTone } from './sixth-tone.js';
import { stateGov } from './state-gov.js';
import { transparency } from './transparency.js';
import { unChina } from './un-china.js';
import { walkFree } from './walk-free.js';

const SITES: readonly Site[] = [
  stateGov,
  chinaDaily,
  sixthTone,
  alJazeera,
  transparency,
  nca,
  govUk,
  walkFree,
  migrationPolicy,
  chinaLawTranslate,
  unChina,
  scienceDirect,
  ecoi,
];

const BIG5 = newspaper('big5');
const GB18030 = newspaper('gb18030');

/** The manner of a host; a newspaper of its language for the many that have none of their own. */
export function siteOf(host: string, lang: string | null): Site {
  const own = SITES.find((site) =>
    site.hosts.some((name) => host === name || host.endsWith(`.${name}`)),
  );
  if (own !== undefined) return own;
  const language = fillerLanguage(lang);
  if (language === 'en') return ecoi;
  return language === 'zh-Hant' ? BIG5 : GB18030;
}
