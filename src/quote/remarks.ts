/** What an editor says of a quotation, in the languages of reports, as it stands between brackets. */
const SAID = [
  /sic!?\.?/,
  /(?:my|our|own|author.s|free|unofficial|informal) (?:emphasis|italics|translation)/,
  /(?:my |our )?(?:emphasis|italics|bold|underlining) (?:added|mine|ours|omitted|in (?:the )?original)/,
  /translat(?:ion|ed) (?:by|from) [^()[\]]{1,40}/,
  /(?:internal )?(?:foot|end)?(?:notes?|citations?|references?) (?:omitted|removed)/,
  /(?:eigene|freie|inoffizielle) übersetzung|(?:hervorh(?:ebung|\.)|unterstr(?:eichung|\.)) (?:hinzugefügt|im original|d(?:urch|\.) [^()[\]]{1,30})|anm(?:erkung|\.) d(?:es|er|\.) (?:verf|red|übers)[^()[\]]{0,20}/,
  /(?:notre|ma) traduction|traduction (?:libre|non officielle|(?:de l.)?auteure?)|souligné (?:par nous|dans l.original)|c.est nous qui soulignons|ndlr|nda/,
  /traducción (?:propia|libre|no oficial)|énfasis (?:añadido|agregado|propio)|(?:el )?(?:subrayado|énfasis) (?:es )?(?:nuestro|mío|añadido)/,
  /tradução (?:nossa|livre)|grifo nosso|traduzione (?:nostra|propria)|(?:corsivo|enfasi) (?:nostr[oa]|aggiunt[oa])|ndr/,
  /(?:курсив|перевод|подчёркивание|подчеркивание) (?:наш|мой|автора)|выделено (?:нами|мной|автором)|так в (?:тексте|оригинале)|(?:переклад|курсив) наш/,
  /原文(?:ママ|のまま|如此)|(?:強調|傍点|下線|翻訳|訳)は(?:引用者|筆者)|(?:引用者|筆者|訳者|編集部)(?:注|註|訳|による)|(?:着重号|重点|強調|强调|下划线|底線)[为為由是]?(?:引者|笔者|筆者|作者)(?:所加|加)|(?:笔者|筆者|作者)(?:译|譯|自译|自譯)/,
  /ترجمة (?:غير رسمية|الكاتب|المؤلف|خاصة)|التشديد مضاف|كذا(?: في الأصل)?|ترجمه (?:غیررسمی|نگارنده)/,
]
  .map((said) => said.source)
  .join('|');

/** A remark in round or square brackets, with a space before it. It says nothing that the page should have. */
export const REMARK = new RegExp(String.raw`\s?[[(（［〔【]\s*(?:${SAID})\s*[\])）］〕】]`, 'giu');
