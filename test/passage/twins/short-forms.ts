import { changed, p, type Twins } from './twins.js';

const IN_GERMAN =
  'Betroffen waren vor allem Männer und Frauen aus 12 Orten, zum Beispiel aus der Hauptstraße, nach Artikel 5 des Gesetzes';
const IN_RUSSIAN =
  'В 2022 году погибли около 40 человек, в том числе 6 детей, и выкуп составил 300 тысяч рублей за семью';
const IN_SWEDISH =
  'Polisen grep bland annat en journalist, till exempel, och tre studenter vid torget i cirka 5 timmar';
const IN_ARMENIAN = '2023 թվականի սեպտեմբերին ավելի քան 100 հազար մարդ լքեց տարածաշրջանը';
const IN_CZECH =
  'Ve 20 případech potvrdili lékaři stopy mučení a pokuta činila 15 tisíc korun za osobu od 1. prosince 2023';
const IN_SPANISH = 'La Fiscalía abrió la averiguación el 8 de octubre de 2024 y la cerró sin imputar a ninguna persona';
const IN_ENGLISH = 'The order entered into force on 8 October 2024 and was applied to all of the families at once';
const IN_KOREAN = '뇌물은 통상 20,000위안(약 370만원)이며 브로커가 그 가운데 절반을 가져간다고 가족들은 말했다';
const IN_VIETNAMESE = 'Từ tháng 6/2023 đến tháng 3/2024, mức phạt là 7,5 triệu đồng cho mỗi người tham gia buổi lễ';
const IN_DUTCH = 'Aan elke post wordt 1 à 2 dollar betaald, ook door wie alle papieren bij zich heeft';
const IN_SWAHILI =
  'Takriban 62% ya wakimbizi katika kambi hiyo ni watoto wa miaka saba, na serikali ilikataa kuongeza eneo';
const IN_JAPANESE = '男性は3カ月にわたり収容され、その間一度も弁護士と面会できなかったと支援者は話している';
const CAR = 'He was put into a carriage and later seen in the capital of the province by two of the witnesses';

/** What is short on one side, or in figures, and says the same: in any language. */
export const SHORT_FORMS: readonly Twins[] = [
  changed(
    'short forms in German',
    IN_GERMAN,
    [
      ['vor allem', 'v. a.'],
      ['vor allem', 'v.a.'],
      ['und', 'u.'],
      ['zum Beispiel', 'z. B.'],
      ['Hauptstraße', 'Hauptstr.'],
      ['Artikel', 'Art.'],
    ],
    [
      ['vor allem', 'u. a.'],
      ['und', 'o.'],
      ['zum Beispiel', 'z. T.'],
      ['vor allem', 'v. H.'],
      ['Artikel 5', 'Abs. 5'],
      ['Artikel 5', 'Art. 6'],
    ],
  ),
  {
    what: 'another word with the letters of a short form',
    quote: IN_GERMAN.replace('Männer und', 'Männer unter').replace('vor allem', 'von allen'),
    intact: [p(IN_GERMAN.replace('Männer und', 'Männer unter').replace('vor allem', 'von allen'))],
    altered: [
      p(IN_GERMAN.replace('Männer und', 'Männer u.').replace('vor allem', 'von allen')),
      p(IN_GERMAN.replace('Männer und', 'Männer unter').replace('vor allem', 'v. a.')),
    ],
  },
  changed(
    'short forms in Russian, and the case of a number',
    IN_RUSSIAN,
    [
      ['году', 'г.'],
      ['около', 'ок.'],
      ['в том числе', 'в т. ч.'],
      ['тысяч рублей', 'тыс. руб.'],
      ['40 человек', '40 чел.'],
      ['6 детей', 'шестерых детей'.replace('шестерых', 'шести')],
    ],
    [
      ['году', 'р.'],
      ['около', 'св.'],
      ['тысяч рублей', 'млн руб.'],
      ['тысяч рублей', 'тыс. долл.'],
      ['6 детей', 'шестнадцати детей'],
    ],
  ),
  {
    what: 'a longer word with the letters of a short form',
    quote: IN_RUSSIAN.replace('около', 'окончательно'),
    intact: [p(IN_RUSSIAN.replace('около', 'окончательно'))],
    altered: [p(IN_RUSSIAN.replace('около', 'ок.')), p(IN_RUSSIAN)],
  },
  changed(
    'short forms in Swedish',
    IN_SWEDISH,
    [
      ['bland annat', 'bl.a.'],
      ['till exempel', 't.ex.'],
      ['cirka', 'ca.'],
    ],
    [
      ['bland annat', 'm.m.'],
      ['till exempel', 't.o.m.'],
      ['bland annat', 'bl.a. inte'],
    ],
  ),
  changed(
    'short forms in Armenian',
    IN_ARMENIAN,
    [
      ['թվականի', 'թ.'],
      ['հազար', 'հզ.'],
    ],
    [
      ['թվականի', 'դ.'],
      ['հազար', 'մլն.'],
    ],
  ),
  {
    what: 'a full stop that ends a sentence shortens no word',
    quote: CAR,
    intact: [p(CAR)],
    altered: [p(CAR.replace('carriage and', 'car. And')), p(CAR.replace('carriage and', 'car and'))],
  },
  changed(
    'cases of numbers, and months, in Czech',
    IN_CZECH,
    [
      ['20 případech', 'dvaceti případech'],
      ['15 tisíc', '15 000'],
      ['1. prosince 2023', '1. 12. 2023'],
      ['1. prosince 2023', '1.12.2023'],
    ],
    [
      ['20 případech', 'dvanácti případech'],
      ['15 tisíc', '15 milionů'],
      ['1. prosince 2023', '1. 11. 2023'],
      ['1. prosince 2023', '12. 1. 2023'],
    ],
  ),
  changed(
    'a date in figures, the day first',
    IN_SPANISH,
    [
      ['8 de octubre de 2024', '08/10/2024'],
      ['8 de octubre de 2024', '8.10.2024'],
      ['8 de octubre de 2024', '2024-10-08'],
    ],
    [
      ['8 de octubre de 2024', '10/08/2024'],
      ['8 de octubre de 2024', '08/10/2023'],
      ['8 de octubre de 2024', '2024-08-10'],
    ],
  ),
  changed(
    'a date in figures beside an English month, of which either may be first',
    IN_ENGLISH,
    [
      ['8 October 2024', '8.10.2024'],
      ['8 October 2024', 'October 8th, 2024'],
    ],
    [
      ['8 October 2024', '08/10/2024'],
      ['8 October 2024', '10/08/2024'],
    ],
  ),
  changed(
    'powers of ten in Korean',
    IN_KOREAN,
    [
      ['20,000위안', '2만 위안'],
      ['370만원', '3,700,000원'],
    ],
    [
      ['20,000위안', '2천 위안'],
      ['370만원', '370억 원'],
    ],
  ),
  changed(
    'months and powers of ten in Vietnamese',
    IN_VIETNAMESE,
    [
      ['6/2023', '6-2023'],
      ['7,5 triệu', '7.500.000'],
    ],
    [
      ['6/2023', '6-2022'],
      ['7,5 triệu', '7,5 tỷ'],
    ],
  ),
  changed(
    'a currency that is named once for both ends of a range',
    IN_DUTCH,
    [
      ['1 à 2 dollar', '$ 1 à $ 2'],
      ['1 à 2 dollar', '$ 1 à 2'],
    ],
    [
      ['1 à 2 dollar', '$ 1 à € 2'],
      ['1 à 2 dollar', '€ 1 à € 2'],
    ],
  ),
  changed(
    'a per cent that stands before its number',
    IN_SWAHILI,
    [
      ['62%', 'asilimia 62'],
      ['saba', '7'],
    ],
    [
      ['62%', 'asilimia 26'],
      ['saba', '8'],
    ],
  ),
  changed(
    'kana that sound alike',
    IN_JAPANESE,
    [
      ['3カ月', '３か月'],
      ['3カ月', '3ヶ月'],
    ],
    [
      ['3カ月', '3カ年'],
      ['3カ月', '3日'],
    ],
  ),
];
