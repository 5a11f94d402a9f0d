/**
 * Radicals of CJK characters (U+2E80 to U+2EF3), each followed by the ideograph that looks the same: some fonts of Chromium's
 * PDFs have one for the other, 民 as ⺠. From Unicode's `EquivalentUnifiedIdeograph.txt` 15.1 (© 2023 Unicode, Inc.,
 * https://www.unicode.org/terms_of_use.html); the Kangxi radicals, of the same file, are left to NFKC, which agrees with it.
 */
const PAIRS: readonly string[] = [
  ...('⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇𠘨⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺑𡯂⺒巳⺓幺⺔彑⺕𫜹⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺪𤴔⺫目⺬示⺭礻⺮𥫗⺯糹⺰纟⺱罓⺲罒⺳㓁' +
    '⺴冗⺵𦉫⺶羊⺷𦍌⺸𦍋⺹耂⺺肀⺻聿⺼肉⺽𦥑⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇𧢲⻈讠⻉贝⻊𧾷⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻕𨸏⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞𩙿⻟飠⻠饣⻡𩠐⻢马⻣骨⻤鬼⻥鱼' +
    '⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'),
];

const IDEOGRAPHS = new Map(
  PAIRS.flatMap((radical, i) => (i % 2 === 0 ? [[radical, PAIRS[i + 1] as string] as const] : [])),
);
const RADICAL = /[\u2e80-\u2ef3]/gu;

/** A text with the ideographs themselves in the place of radicals that look like them. */
export const withoutRadicals = (text: string): string =>
  text.replace(RADICAL, (radical) => IDEOGRAPHS.get(radical) ?? radical);
