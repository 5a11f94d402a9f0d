import { splitStops, splitPlain, splitVancouver, splitTitle } from '../src/manuscript/grammar/split-title.js';
import { parseReference } from '../src/manuscript/grammar/parse-reference.js';
import { isName } from '../src/manuscript/grammar/line.js';
import { plainRun } from '../src/manuscript/manuscript.js';
const L = [
 'ACNUR. Nota de orientação sobre considerações de proteção internacional para os venezuelanos: atualização I. Genebra: ACNUR, maio 2019. Disponível em: https://www.acnur.org/5cd1950f4.pdf. Acesso em: 14 set. 2024.',
 'FORO PENAL. Reporte sobre la represión en Venezuela: año 2023. Caracas, feb. 2024. Disponível em: https://foropenal.com/reporte-2023/. Acesso em: 15 set. 2024.',
 'T. Brandner, Abschiebung nach zehn Jahren: „Mein Sohn kennt nur Hessen“, taz v. 30.11.2023, https://taz.de/!5974182/.',
 'M. Ohlsen, Die Vergessenen von Scharja, in: Die Zeit Nr. 5/2024 v. 25.01.2024, S. 7 (Bezahlschranke).',
 'Wessel, Zehn Jahre nach dem Völkermord. Zur Lage der Jesidinnen und Jesiden im Irak, hrsg. v. PRO ASYL/Wadi, April 2024, S. 61, https://www.proasyl.de/material/wessel-gutachten-eziden/.',
 'Кримська правозахисна група. «Повістка біля мечеті»: примусова мобілізація в окупованому Криму. Київ, 2023. 48 с. URL: https://crimeanhrg.org/uk/pohlyad-mobilizatsiya (дата звернення: 04.05.2024).',
 'Коваленко О. І. Паспортизація як інструмент окупації: до питання про примусове громадянство. Наукові записки НаУКМА. Юридичні науки. 2022. Т. 9. С. 41–57. DOI: https://doi.org/10.18523/2617-2607.2022.9.41-57. С. 46.',
 'Аналіз порушень прав людини в окупованому Криму за 2023 рік / Кримськотатарський ресурсний центр. Січень 2024. С. 6. URL: https://ctrcenter.org/uk/analiz-porushen-2023 (дата звернення: 03.05.2024).',
 'У Сімферополі обшукали п’ять будинків кримських татар, чотирьох затримали. ZMINA. 05.03.2024. URL: https://zmina.info/news/u-simferopoli-obshukaly-5-budynkiv/ (дата звернення: 03.05.2024).',
 'Wadi e. V., Camps schließen – aber wohin?, Blog, 29.01.2024, https://wadi-online.de/2024/01/camps-schliessung/ (Abruf: 16.4.24).',
];
for (const l of L) { const r = parseReference([plainRun(l)]); console.log(l.slice(0,40), '\n   =>', r && [r.publisher, r.title, r.published?.iso, r.pinpoint].join(' | '), '\n   stops', JSON.stringify(splitStops(l.replace(/ https?:\S+/, ''))));}
