/**
 * Names of the months in the languages of our sources, January first, each with its usual abbreviations and cases:
 * English, French, German, Spanish, Portuguese, Italian, Dutch, Russian, Turkish, Arabic (both sets of names), Persian,
 * Indonesian, Polish, Czech, Slovak, Ukrainian, Bulgarian, Romanian, Hungarian, Greek, Croatian, Serbian, Hebrew, Thai, the Nordic languages. From the
 * Unicode CLDR's wide and abbreviated month names, checked by hand; what names another month in another language is left
 * out. Chinese, Japanese, Korean and Vietnamese number their months: {@link NUMBERED_MONTH}.
 */
const NAMES: readonly string[] = [
  'january siječanj siječnja มกราคม ינואר јануар jan janvier janv januar jänner enero ene janeiro gennaio gen januari янв января январь ocak oca يناير كانون_الثاني ژانویه styczeń stycznia leden ledna január januára січень січня януари ianuarie ιανουαρίου ιανουάριος tammikuu tammikuuta',
  'february veljača veljače กุมภาพันธ์ פברואר фебруар feb février fevrier févr fevr fév februar febrero fevereiro fev febbraio februari фев февр февраля февраль şubat şub فبراير شباط فوریه luty lutego únor února február februára лютий лютого февруари februarie φεβρουαρίου φεβρουάριος helmikuu helmikuuta',
  'march ožujak ožujka มีนาคม מרץ מרס mar mars märz mär marzo março marco maart mrt мар марта март mart مارس آذار maret marts marzec marca březen března marec березень березня martie március μαρτίου μάρτιος maaliskuu maaliskuuta',
  'april travanj travnja เมษายน אפריל април apr avril avr abril abr aprile апр апреля апрель nisan nis أبريل ابريل نيسان آوریل kwiecień kwietnia duben dubna apríl apríla квітень квітня април aprilie április απριλίου απρίλιος huhtikuu huhtikuuta',
  'may svibanj svibnja พฤษภาคม מאי мај mai mayo maio maggio mag mei мая май mayıs مايو أيار مه maj maja květen května máj mája травень травня május μαΐου μάιος μάϊος toukokuu toukokuuta',
  'june lipanj lipnja มิถุนายน יוני јун jun juin juni junio junho giugno giu июня июнь июн haziran haz يونيو حزيران ژوئن czerwiec czerwca červen června jún júna червень червня юни iunie június ιουνίου ιούνιος kesäkuu kesäkuuta',
  'july srpanj srpnja กรกฎาคม יולי јул jul juillet juil juill juli julio julho luglio lug июля июль июл temmuz tem يوليو تموز ژوئیه lipiec lipca červenec července júl júla липень липня юли iulie július ιουλίου ιούλιος heinäkuu heinäkuuta',
  'august kolovoz kolovoza avgust สิงหาคม אוגוסט aug août aout agosto ago augustus авг августа август ağustos ağu أغسطس آب اوت agustus augusti sierpień sierpnia srpen srpna augusta серпень серпня augusztus αυγούστου αύγουστος elokuu elokuuta',
  'september rujan rujna septembar กันยายน ספטמבר септембар sept sep septembre septiembre setembro set settembre сен сент сентября сентябрь eylül eyl سبتمبر أيلول سپتامبر wrzesień września září septembra вересень вересня септември septembrie szeptember σεπτεμβρίου σεπτέμβριος syyskuu syyskuuta',
  'october oktobar ตุลาคม אוקטובר октобар oct octobre oktober okt octubre outubro out ottobre ott окт октября октябрь ekim eki أكتوبر تشرين_الأول اکتبر październik października říjen října október októbra жовтень жовтня октомври octombrie οκτωβρίου οκτώβριος lokakuu lokakuuta',
  'november studeni studenog studenoga novembar พฤศจิกายน נובמבר новембар nov novembre noviembre novembro ноя нояб ноября ноябрь kasım kas نوفمبر تشرين_الثاني نوامبر listopad listopada listopadu novembra листопад листопада ноември noiembrie νοεμβρίου νοέμβριος marraskuu marraskuuta',
  'december prosinac prosinca decembar ธันวาคม דצמבר децембар dec décembre decembre déc dezember dez diciembre dic dezembro dicembre desember дек декабря декабрь aralık ara ديسمبر كانون_الأول دسامبر grudzień grudnia prosinec prosince decembra грудень грудня декември decembrie δεκεμβρίου δεκέμβριος joulukuu joulukuuta',
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
