import { each, type Practice } from './practice.js';

const TOLD =
  'The authorities told them that the case was closed and that nobody would be charged over the deaths.';
const remark = (words: string, at = 'the case was closed'): Practice => ({
  what: `an editor’s ${words} after “${at}”`,
  quote: TOLD.replace(at, `${at} ${words}`),
  pages: each(TOLD),
  twist: ['nobody would', 'somebody would'],
  altered: each(TOLD.replace(at, `${at} too`).replace('closed', 'not closed')),
});

/** What an editor puts into a quotation, or says of it. */
export const INSERTIONS: readonly Practice[] = [
  {
    what: 'a denial in brackets that the page has',
    quote: TOLD.replace('was closed', 'was [not] closed'),
    pages: each(TOLD.replace('was closed', 'was not closed')),
    twist: ['was not', 'was'],
  },
  ...[
    '(sic)',
    '[sic]',
    '[sic!]',
    '(emphasis added)',
    '[emphasis added]',
    '(own emphasis)',
    '[emphasis in original]',
    '(own translation)',
    '[own translation]',
    '(unofficial translation)',
    '[unofficial translation]',
    '(footnotes omitted)',
    '[footnote omitted]',
    '(citations omitted)',
    '[internal citations omitted]',
    '(our translation)',
    '[translation by the author]',
    '[italics added]',
    '(bold added)',
    '[underlining added]',
    '【of the seven men】',
    '〔of the seven men〕',
    '[of the seven men]',
    '[i.e. the inquiry]',
    '[Note: opened in May]',
    '［of the seven men］',
  ].map((words) => remark(words)),
  ...['(own translation)', '[emphasis added]', '(sic)', '[footnotes omitted]'].map((words) =>
    remark(words, 'over the deaths.'),
  ),
  {
    what: 'a name in place of a pronoun',
    quote:
      '[Mr Karimov] told the court that [the police] had held a bag over [his son’s] head for an hour',
    pages: each('He told the court that they had held a bag over his head for an hour'),
    twist: ['for an hour', 'for a minute'],
  },
  {
    what: 'insertions side by side',
    quote:
      'The fee [in rupees] [per person] was paid by the family, and the guards let [both] men go home',
    pages: each(
      'The fee was paid by the family, and the guards let men go home',
      'The fee was paid by the family, and the guards let the men go home',
    ),
    twist: ['let ', 'never let '],
  },
  ...[
    '[sic]',
    '(Hervorhebung hinzugefügt)',
    '(eigene Übersetzung)',
    '[Anm. d. Verf.]',
    '[Anm.: die Polizei]',
    '(Hervorh. d. Verf.)',
  ].map(
    (words): Practice => ({
      what: `German: ${words}`,
      quote: `Die Behörden teilten mit, dass der Fall abgeschlossen ist ${words} und niemand angeklagt wird.`,
      pages: each(
        'Die Behörden teilten mit, dass der Fall abgeschlossen ist und niemand angeklagt wird.',
      ),
      twist: ['niemand angeklagt', 'jemand angeklagt'],
    }),
  ),
  ...[
    '[sic]',
    '(traduction libre)',
    '(notre traduction)',
    '(souligné par nous)',
    '[NDLR]',
    '(c’est nous qui soulignons)',
  ].map(
    (words): Practice => ({
      what: `French: ${words}`,
      quote: `Les autorités ont dit que l’affaire était close ${words} et que personne ne serait poursuivi.`,
      pages: each(
        'Les autorités ont dit que l’affaire était close et que personne ne serait poursuivi.',
      ),
      twist: ['personne ne serait', 'chacun serait'],
    }),
  ),
  ...['[sic]', '(traducción propia)', '(énfasis añadido)', '(el subrayado es nuestro)'].map(
    (words): Practice => ({
      what: `Spanish: ${words}`,
      quote: `Las autoridades dijeron que el caso estaba cerrado ${words} y que nadie sería acusado.`,
      pages: each('Las autoridades dijeron que el caso estaba cerrado y que nadie sería acusado.'),
      twist: ['nadie sería', 'alguien sería'],
    }),
  ),
  ...['[sic]', '(курсив наш)', '(перевод наш)', '(выделено нами)', '[так в тексте]'].map(
    (words): Practice => ({
      what: `Russian: ${words}`,
      quote: `Власти сообщили, что дело закрыто ${words} и никто не будет наказан за гибель людей.`,
      pages: each('Власти сообщили, что дело закрыто и никто не будет наказан за гибель людей.'),
      twist: ['никто не будет', 'кто-то будет'],
    }),
  ),
  ...['（原文ママ）', '（強調は引用者）', '〔町の〕', '［町の］', '（引用者注）'].map(
    (words): Practice => ({
      what: `Japanese: ${words}`,
      quote: `当局は家族に対し、この事件${words}の捜査は終わり、誰も起訴されないと伝えた。`,
      pages: each('当局は家族に対し、この事件の捜査は終わり、誰も起訴されないと伝えた。'),
      twist: ['起訴されない', '起訴される'],
    }),
  ),
  ...['（原文如此）', '【当地】', '（着重号为引者所加）', '〔当地〕'].map(
    (words): Practice => ({
      what: `Chinese: ${words}`,
      quote: `当局${words}告诉家属，案件已经结束，没有人会因为这些死亡而被起诉，家属表示不能接受。`,
      pages: each('当局告诉家属，案件已经结束，没有人会因为这些死亡而被起诉，家属表示不能接受。'),
      twist: ['没有人会', '有人会'],
    }),
  ),
  {
    what: 'Arabic: an insertion and an own translation',
    quote: 'قالت السلطات [المحلية] إن القضية أغلقت ولن يحاكم أحد بسبب الوفيات (ترجمة غير رسمية)',
    pages: each('قالت السلطات إن القضية أغلقت ولن يحاكم أحد بسبب الوفيات'),
    twist: ['ولن يحاكم', 'وسوف يحاكم'],
  },
];
