/**
 * Names of the months in the languages of our sources, January first, each with its usual abbreviations and cases:
 * English, French, German, Spanish, Portuguese, Italian, Dutch, Russian, Turkish, Arabic (both sets of names), Persian,
 * Indonesian. From the Unicode CLDR's wide and abbreviated month names, checked by hand. Chinese, Japanese, Korean and
 * Vietnamese number their months: {@link NUMBERED_MONTH}.
 */
const NAMES: readonly string[] = [
  'january jan janvier janv januar jänner enero ene janeiro gennaio gen januari янв января январь ocak oca يناير كانون_الثاني ژانویه',
  'february feb février fevrier févr fevr fév februar febrero fevereiro fev febbraio februari фев февр февраля февраль şubat şub فبراير شباط فوریه',
  'march mar mars märz mär marzo março marco maart mrt мар марта март mart مارس آذار maret',
  'april apr avril avr abril abr aprile апр апреля апрель nisan nis أبريل ابريل نيسان آوریل',
  'may mai mayo maio maggio mag mei мая май mayıs مايو أيار مه',
  'june jun juin juni junio junho giugno giu июня июнь июн haziran haz يونيو حزيران ژوئن',
  'july jul juillet juil juli julio julho luglio lug июля июль июл temmuz tem يوليو تموز ژوئیه',
  'august aug août aout agosto ago augustus авг августа август ağustos ağu أغسطس آب اوت agustus',
  'september sept sep septembre septiembre setembro set settembre сен сент сентября сентябрь eylül eyl سبتمبر أيلول سپتامبر',
  'october oct octobre oktober okt octubre outubro out ottobre ott окт октября октябрь ekim eki أكتوبر تشرين_الأول اکتبر',
  'november nov novembre noviembre novembro ноя нояб ноября ноябрь kasım kas نوفمبر تشرين_الثاني نوامبر',
  'december dec décembre decembre déc dezember dez diciembre dic dezembro dicembre desember дек декабря декабрь aralık ara ديسمبر كانون_الأول دسامبر',
];

const BY_NAME = new Map(
  NAMES.flatMap((names, i) => names.split(' ').map((name) => [name.replace('_', ' '), i + 1] as const)),
);

/** The month that a word names, 1 to 12, in any letter case and with or without a point; null when it names none. */
export const monthNamed = (word: string): number | null =>
  BY_NAME.get(word.toLowerCase().replace(/\.$/u, '')) ?? null;

/** `2020年12月18日`, `2020년 12월 18일`, `18 tháng 12 năm 2020`: groups year, month and day by name. */
export const NUMBERED_MONTH: readonly RegExp[] = [
  /^(?<year>\d{4})\s?[年년]\s?(?<month>\d{1,2})\s?[月월]\s?(?<day>\d{1,2})\s?[日일号號]$/u,
  /^(?:ngày )?(?<day>\d{1,2}) tháng (?<month>\d{1,2})(?: năm|,)? (?<year>\d{4})$/iu,
];
