/**
 * What a publisher says when he takes something of his own text back. Each is a few stems a language: a note is known by
 * several that meet in it, so that wordings are met which nobody has listed.
 */
export interface RetractionStems {
  /** True where a stem may stand inside a word: no spaces, or articles and prepositions written together with it. */
  readonly joined: boolean;
  /** What the note is called at its head. */
  readonly label: string;
  /** What it is called when it takes back everything. */
  readonly undone: string;
  /** The editors, or their readers: who speaks, and to whom. A bare `we` may be anybody's. */
  readonly we: string;
  /** The text pointing at itself: `this article`, and no other. */
  readonly piece: string;
  /** Its earlier state: `an earlier version`, `we first reported`. */
  readonly version: string;
  readonly error: string;
  readonly mended: string;
  readonly sorry: string;
  /** That the text was mended: `~` stands for what is {@link piece}. */
  readonly here: string;
  /** That all of the text is retracted, in the same way. */
  readonly retracted: string;
  /** A sentence pointing at what is said beside it: `this claim`, `these figures`. */
  readonly claim: string;
}

const LANGUAGES = {
  en: {
    joined: false,
    label:
      'corrections? and clarifications?·|corrections?(?: notices?| notes?| appended)?·|corrected·|clarifications?·|errat(?:um|a)·|corrigend(?:um|a)·|expressions? of concern·',
    undone:
      'retract(?:ed|ion)(?: articles?| notes?| notices?| statement)?·|withdrawn(?: article)?·|article retracted·',
    we: "editor['’]?s['’]? note|the editors·|our readers·",
    piece: 'this (?:article|story|report|paper|page|piece|post|item|text|study|review|briefing)·',
    version:
      '(?:earlier|previous|original|initial|first|prior) (?:version|edition)s?·(?! of (?!this|the (?:article|story|report|text|page)))|(?:first|originally|previously|initially|wrongly|incorrectly) (?:reported|stated|said|given|gave)·',
    error: 'errors?·|mistake|mistaken|wrong|incorrect|misstat|misspel|misidentif|misquot|inaccura|erroneous',
    mended: 'correct(?:ed|s|ing)?·(?! for)|amended·(?! by)|rectif|put right|clarified·',
    sorry: 'apolog|regret|sorry·',
    here: '~ (?:has been|was|is|have been) (?:since )?(?:corrected|amended|clarified)·(?! (?:by|for)·)|(?:updated|edited|changed|amended) to (?:correct|clarify|remove)|(?:corrected|amended|clarified) (?:in|on) ~|not .{1,30}as we (?:first|previously|originally|had)·|we (?:have )?(?:corrected|amended|clarified)·|we (?:apologi[sz]e|regret|are sorry) (?:for|the) (?:the |this |an |any )?(?:error|mistake)',
    retracted:
      '~ (?:has been|was|is|is being) (?:hereby )?(?:retracted|withdrawn)·|(?:retract|retracts|retracting|withdrawing|retracted|withdraws|withdrawn|withdraw) ~',
    claim:
      '(?:this|the (?:following|above|preceding)) (?:[a-z]+ )?(?:claim|statement|allegation|assertion|account|testimony|finding|figure|number|quote|quotation|rumou?r|passage|sentence|paragraph)·|that (?:claim|statement|allegation|assertion|account|testimony|finding|figure|number|quote|quotation|rumou?r|passage|sentence|paragraph)·|(?:these|those|the (?:following|above|preceding)) (?:[a-z]+ )?(?:claims|statements|allegations|assertions|accounts|testimonies|findings|figures|numbers|quotes|quotations|rumou?rs|reports)·|this information·|the (?:figure|number)s? (?:above|given|quoted)·',
  },
  fr: {
    joined: false,
    label: 'correct(?:if|ion)s?·|rectificati(?:f|on)s?·|précisions?·|errat(?:um|a)·|mise au point·',
    undone: '(?:article )?rétract(?:ation|é)·|article retiré·',
    we: 'la rédaction·|ndlr|nos lecteurs',
    piece:
      '(?:cet article|ce texte|ce papier|cette (?:dépêche|page|enquête|étude|publication)|cet entretien)·',
    version:
      '(?:première|précédente|ancienne) (?:version|mouture)·(?! d[eu] (?!cet|ce·))|version (?:antérieure|précédente|initiale)·(?! d[eu] (?!cet|ce·))|(?:initialement|précédemment|d abord) (?:écrit|indiqué|publié)|avions (?:écrit|indiqué)',
    error: 'erreurs?·|erroné|inexact|à tort·|par mégarde|coquille',
    mended: 'corrig|rectifi|modifié',
    sorry: 'excus|regrett',
    here: '~ a été (?:corrigé|rectifié|modifié)|article (?:corrigé|rectifié|modifié)·|nous (?:avons (?:corrigé|rectifié)|présentons nos excuses)|contrairement à ce (?:que nous av|qui (?:était|a été) (?:écrit|indiqué|publié))',
    retracted:
      '~ (?:a été|est) (?:retiré|rétracté)|(?:retire|retirons|rétractons|avons retiré|avons rétracté) ~',
    claim:
      '(?:cette|ces|cet|ce) (?:affirmation|déclaration|allégation|information|citation|chiffre|récit|témoignage|rumeur)s?·',
  },
  de: {
    joined: false,
    label: 'korrektur(?:hinweis|en)?·|berichtigung·|richtigstellung·|klarstellung·|erratum·',
    undone: 'zurückgezogen(?:er artikel)?·|zurückziehung·|artikel zurückgezogen·',
    we: '(?:anmerkung|hinweis) der redaktion|die redaktion·|unsere (?:leser|redaktion)',
    piece:
      '(?:diese[rsnm]?|dieser|in diesem) (?:artikel|text|beitrag|bericht|meldung|seite|studie|aufsatz)s?·|(?:artikels|textes|beitrags|berichts)·',
    version:
      '(?:früher|vorherig|erst|ursprünglich|vorig|älter)e[nr]? (?:version|fassung|meldung)·(?! (?:des (?!artikels|textes|beitrags|berichts)|der|eines))|(?:zunächst|ursprünglich) (?:hieß es|berichtet|geschrieben|stand)',
    error: 'fehler|irrtüm|falsch|versehentlich|unzutreffend',
    mended: 'korrigier|berichtig|richtiggestellt|geändert',
    sorry: 'entschuldig|bedauern',
    here: '~ wurde .{0,40}(?:korrigiert|berichtigt|richtiggestellt)|wir haben (?:das|den fehler|die angabe|dies)·.{0,30}(?:korrigiert|berichtigt|geändert)|haben wir (?:korrigiert|berichtigt)|anders als (?:zunächst|ursprünglich|von uns) (?:berichtet|geschrieben|gemeldet)|bitten.{0,20}fehler.{0,12}entschuldig',
    retracted: '~.{0,40}zurückgezogen|(?:zieht|ziehen) ~',
    claim:
      'diese[rsnm]? (?:behauptung|aussage|angabe|darstellung|zahl|information|meldung|zitat)(?:en?|n|e?s)?·',
  },
  es: {
    joined: false,
    label: 'correcci(?:ón|ones)·|rectificaci(?:ón|ones)·|fe de (?:erratas|errores)·|aclaración·|errata·',
    undone: 'retractaci[oó]n·|artículo (?:retractado|retirado)·',
    we: 'la redacción·|lectores',
    piece: '(?:este (?:artículo|texto|informe|reportaje|estudio)|esta (?:noticia|información|nota|página))·',
    version:
      '(?:primera|anterior|previa) versión·(?! de (?!est[ea]))|versión (?:anterior|previa|inicial|original)·(?! de (?!est[ea]))|inicialmente (?:se )?(?:dijo|publicó|informó)',
    error: 'errores·|por error·|un error·|errónea|equivocad|erróneo|incorrect|inexact',
    mended: 'corregi|rectific|modificad',
    sorry: 'disculp|lament|perdón',
    here: '~ (?:ha sido|fue) (?:corregid|rectificad|modificad)|hemos (?:corregido|rectificado)|(?:a diferencia|en contra) de lo que (?:publicamos|decíamos|se publicó)|pedimos disculpas',
    retracted: '~ (?:ha sido|fue) (?:retirad|retractad)|(?:retira|retiramos|retracta) ~',
    claim:
      '(?:est|es)(?:e|a|os|as) (?:afirmaci|declaraci|alegaci|informaci|cifra|dato|cita|relato|testimonio|rumor)',
  },
  pt: {
    joined: false,
    label: 'correç(?:ão|ões)·|errata·|retificação·|erramos·|esclarecimento·',
    undone: 'retratação·|artigo (?:retratado|retirado)·',
    we: 'redação·|leitores',
    piece:
      '(?:est[ea]|dest[ea]|nest[ea]) (?:artigo|texto|reportagem|matéria|notícia|estudo|página)·|o texto·',
    version:
      '(?:primeira|anterior) versão·(?! d[aoe] (?!texto|artigo|matéria))|versão (?:anterior|inicial|original)·(?! d[ao] (?!texto|artigo|matéria))|(?:informado|publicado) (?:anteriormente|inicialmente)',
    error: 'erro·|erros·|incorret|equivocad|por engano|errad[oa]',
    mended: 'corrig|retific|foi alterad',
    sorry: 'desculp|lament',
    here: '~ (?:foi|já foi) (?:corrigid|retificad|alterad)|diferentemente do (?:que (?:foi )?)?(?:informado|publicado|informamos|publicamos)',
    retracted: '~ (?:foi|é) (?:retirad|retratad)|(?:retira|retiramos) ~',
    claim:
      '(?:est|ess|dest|dess|nest|ness)(?:e|a)s? (?:afirmaç|declaraç|alegaç|informaç|número|dado|citaç|relato|boato)',
  },
  it: {
    joined: false,
    label: 'correzione·|rettifica·|errata corrige·|precisazione·',
    undone: 'ritrattazione·|articolo (?:ritrattato|ritirato)·',
    we: 'la redazione·|lettori',
    piece: '(?:quest[oa]|di quest[oa]|in quest[oa]) (?:articolo|testo|pezzo|notizia|pagina|studio)·',
    version:
      '(?:prima|precedente) versione·(?! d[ei](?:l|lla)·)|versione (?:precedente|iniziale)·(?! d[ei](?:l|lla)·)|inizialmente (?:scritto|riportato)',
    error: 'errore|errori·|erroneament|sbagliat|inesatt',
    mended: 'corrett|rettificat|corregg',
    sorry: 'scus',
    here: '~ è stat[oa] (?:corrett|rettificat|modificat)|abbiamo corretto|ci scusiamo',
    retracted: '~ è stat[oa] (?:ritirat|ritrattat)|(?:ritira|ritiriamo) ~',
    claim:
      'quest[aoei] (?:affermazion|dichiarazion|accus|informazion|cifr|dat[oi]·|citazion|raccont|voc[ei]·)',
  },
  nl: {
    joined: false,
    label: 'correcties?·|rectificaties?·|herstel·|verbetering·|verduidelijking·|erratum·',
    undone: 'ingetrokken(?: artikel)?·|intrekking·',
    we: 'de redactie·|lezers',
    piece: '(?:dit|in dit|van dit) (?:artikel|bericht|stuk|verhaal|rapport|onderzoek)·',
    version:
      '(?:eerdere|vorige|eerste|oorspronkelijke) versie·(?! van (?:de|het|een)·)|(?:aanvankelijk|eerder) (?:stond|schreven|meldden)',
    error: 'fout(?:en|ief|ieve)?·|ten onrechte·|abusievelijk|per abuis|onjuist|vergissing',
    mended: 'gecorrigeerd|hersteld|verbeterd·|gerectificeerd|aangepast',
    sorry: 'excuus|excuses|betreuren',
    here: '~ (?:is|werd) .{0,30}(?:gecorrigeerd|aangepast|gerectificeerd|verbeterd)|dat (?:moet|had) .{0,30}(?:zijn|moeten)·|onze excuses|anders dan (?:eerder|we eerder|aanvankelijk) (?:gemeld|schreven|stond)',
    retracted: '~.{0,40}ingetrokken|trekt ~',
    claim:
      '(?:deze|dit|die|dat) (?:bewering|verklaring|uitspra|informatie|cijfer|getal|citaat|citaten|verhaal|gerucht)',
  },
  ru: {
    joined: false,
    label: 'исправлени[ея]·|поправка·|уточнение·|опровержение·',
    undone: 'отозван[ао]?·|статья отозвана·|ретракция·',
    we: '(?:от |примечание )редакции|читател',
    piece:
      '(?:эт(?:а|у|ой|ом|от|ого)|данн(?:ая|ой|ую|ого|ом)|настоящ(?:ая|ей|ую)) (?:стать|публикаци|материал|текст|заметк|новост)|в тексте·|версии (?:стать|материал|текст|публикаци|новост)',
    version:
      '(?:первоначальн|предыдущ|прежн|перв|ранн)[а-я]{1,4} (?:верси|редакци)[а-я]{1,2}·(?! (?:закон|кодекс|договор|устав|конституци|указ|приказ|решени|приговор))|(?:ранее|изначально|первоначально) (?:сообщал|говорил|указывал|был)',
    error: 'ошиб|неточност|неверн|опечатк',
    mended: 'исправ|уточн|скорректир',
    sorry: 'извин|сожале',
    here: '(?:~|в тексте) (?:был[аио]? )?(?:допущена ошибка|исправлен|уточнен)|вопреки тому, что мы (?:писали|сообщали)|мы исправили|приносим (?:свои |наши )?извинения',
    retracted: '(?:отзывает|отозвала|отзываем) ~|~ (?:была? )?(?:отозван|снят[аоы]? с публикации)',
    claim:
      '(?:эт(?:а|и|о|от|у|ой|ом|их|им|ому|ого)|данн(?:ая|ое|ые|ой|ых|ого)) (?:утверждени|заявлени|сведени|информаци|данны|цифр|цитат|сообщени|слух)',
  },
  tr: {
    joined: false,
    label: 'düzeltme(?:ler)?(?: notu| ve özür)?·|tekzip·|açıklama·',
    undone: 'geri çekildi·|makale geri çekildi·',
    we: 'okurlarımız|okurlardan|okuyucularımız|editörün notu|editör notu|yayın kurulu',
    piece: '(?:bu|işbu) (?:haber|yazı|makale|metin|rapor|çalışma)|haberi(?:n|mizin|mizde)·',
    version: '(?:önceki|ilk|eski) (?:sürüm|hal[i ]|halinde|versiyon|biçim)',
    error: 'hata|yanlış|sehven',
    mended: 'düzelt|değiştiril',
    sorry: 'özür',
    here: '~.{0,20}(?:düzeltilmiştir|düzeltildi|değiştirilmiştir)|(?:hatayı|yanlışı) düzelt',
    retracted: '~.{0,30}(?:geri çekil|yayından kaldırıl)',
    claim: 'bu (?:iddia|açıklama|bilgi|sayı|rakam|alıntı|ifade|söylenti)',
  },
  vi: {
    joined: false,
    label: 'đính chính(?: thông tin)?·|cải chính·|sửa lỗi·',
    undone: 'bài (?:viết|báo) (?:đã )?bị (?:rút|gỡ)|thu hồi bài',
    we: 'tòa soạn|ban biên tập|bạn đọc|độc giả',
    piece: 'bài (?:viết|báo) này·|tin này·|(?:trong|của) bài·',
    version: 'bản (?:đăng )?(?:trước|đầu tiên|đầu)·|(?:đăng|đưa tin) trước đó',
    error: 'nhầm·|ghi sai|sai sót|thông tin sai|chưa chính xác|lỗi·',
    mended: 'đính chính|sửa lại|chỉnh sửa|được sửa',
    sorry: 'xin lỗi|cáo lỗi|thành thật',
    here: '~.{0,30}(?:được sửa|đã sửa|chỉnh sửa)|xin (?:được )?(?:đính chính|sửa lại)|tòa soạn xin lỗi',
    retracted: '~.{0,30}(?:rút lại|bị rút|thu hồi)',
    claim: '(?:tuyên bố|cáo buộc|thông tin|con số|trích dẫn) này·',
  },
  ar: {
    joined: true,
    label: '(?:تصحيح|تنويه|توضيح|استدراك)(?: خطأ)?',
    undone: 'سحب المقال|مقال مسحوب',
    we: 'القراء|قرائنا|هيئة التحرير|ملاحظة المحرر',
    piece: 'هذا (?:المقال|التقرير|الخبر|النص|الموضوع|البحث)|هذه (?:المقالة|المادة|الدراسة|الصفحة)',
    version:
      '(?:نسخة|صيغة) (?:سابقة|اولى|أولى)|نسخته (?:الاولى|الأولى|السابقة)|النسخة (?:السابقة|الاولى|الأولى)(?! من القانون)',
    error: 'خطأ|خطا|بالخطأ|غير صحيح|سهوا|والصحيح',
    mended: 'تصحيح|صحح|عدل|تعديل',
    sorry: 'نعتذر|اعتذار',
    here: '(?:عدل|تعديل|تصحيح|صحح) ~|خطأ (?:ورد )?في ~',
    retracted: '(?:تم سحب|سحب|سحبنا) ~|~ (?:تم سحبه|مسحوب)',
    claim:
      '(?:هذا|هذه|تلك) (?:الادعاء|الزعم|التصريح|الرقم|الأرقام|الارقام|المعلوم|الاقتباس|الرواية|الشائع|المزاعم)',
  },
  fa: {
    joined: true,
    label: 'اصلاحیه|تصحیح|پوزش|توضیح',
    undone: 'مقاله پس گرفته شد|بازپس گیری مقاله',
    we: 'خوانندگان|تحریریه|یادداشت سردبیر',
    piece: '(?:این|همین) (?:گزارش|مقاله|مطلب|خبر|نوشته|متن|پژوهش)',
    version: 'نسخه (?:نخست|پیشین|قبلی|اول)(?! قانون)|پیش تر نوشته|پیشتر نوشته',
    error: 'اشتباه|نادرست|غلط',
    mended: 'تصحیح|اصلاح|ویرایش',
    sorry: 'پوزش|عذرخواهی',
    here: '~ (?:تصحیح|اصلاح) شد|که اصلاح شد|از خوانندگان پوزش',
    retracted: '~ (?:را )?پس (?:می گیرد|گرفته|گرفت)|~ بازپس گرفته',
    claim: '(?:این|آن) (?:ادعا|اظهار|رقم|آمار|اطلاعات|نقل قول|روایت|شایعه)',
  },
  ja: {
    joined: true,
    label: '(?:お詫びと|おわびと)?訂正(?:とお詫び|とおわび|してお詫びします|しておわびします)?',
    undone: '(?:論文|記事)?(?:の)?(?:撤回|取り消し)(?:のお知らせ|とお詫び|とおわび)?',
    we: '編集部|読者|弊紙|本紙|小紙',
    piece: 'この記事|本記事|当記事|本稿|この論文|本論文|当初の記事|上記の記事',
    version: '当初の(?:記事|版)|以前の(?:記事|版)|初出時|掲載当初|先に(?:掲載|配信)した',
    error: '誤り|誤って|間違|誤記|誤植',
    mended: '訂正|修正|改めました',
    sorry: 'おわび|お詫び',
    here: '(?:誤り|間違い)(?:でした|がありました)|訂正し(?:て|ます|ました)|記事.{0,12}(?:誤り|間違い)があった|~を(?:訂正|修正)し',
    retracted: '~(?:は|を).{0,60}(?:撤回し|撤回され|取り消)',
    claim: '(?:この|上記の|以上の)(?:主張|発言|証言|数字|情報|引用)',
  },
  ko: {
    joined: true,
    label: '정정(?: ?보도(?:문)?)?|바로 ?잡습니다|알려드립니다|고침',
    undone: '(?:논문|기사) ?(?:철회|취소)',
    we: '독자|편집자 주|편집국|본지',
    piece: '(?:본|이|해당|이번) (?:기사|보도|논문|글)',
    version: '앞서 (?:나간|게재|보도|송고)|최초 (?:보도|기사)|(?:이전|처음) (?:기사|판|버전)',
    error: '잘못|오류|오기|착오|틀린',
    mended: '바로잡|정정|수정',
    sorry: '사과드|사과의 말씀|죄송|양해',
    here: '바로잡습니다|정정합니다|기사.{0,12}바로잡|~.{0,40}(?:수정했습니다|정정했습니다)',
    retracted: '~.{0,40}(?:철회합니다|철회했습니다|취소합니다|철회되었)',
    claim: '(?:해당|위|이러한|이 같은) ?(?:주장|발언|진술|수치|숫자|정보|인용|소문)',
  },
  zh: {
    joined: true,
    label: '更正(?:启事|声明|说明|通知)?|勘误(?:表)?|澄清(?:声明)?|订正',
    undone: '撤稿(?:声明|通知|启事)?|撤回(?:声明|通知)?',
    we: '编辑部|读者|本报|本刊|本社|编者按|编者注',
    piece: '本文|此文|本篇|本报道|该报道|这篇(?:文章|报道)|本稿',
    version:
      '(?:此前|早前|先前|较早|之前|最初)(?:的)?(?:版本|报道|文章|刊载|刊登)|(?:先前|此前)将|前一版本|初版',
    error: '误写|误称|误植|误为|有误|错误|笔误|误将|误作|误记',
    mended: '更正|修正|订正|改正',
    sorry: '致歉|抱歉|歉意',
    here: '(?:特此|现予|特予|谨此)(?:更正|订正|改正|澄清)|~.{0,20}(?:已|经)(?:更正|修正|订正)',
    retracted: '(?:撤回|撤下|撤销)~|~(?:已|现|已经|现已|因故)?(?:由.{1,10})?(?:被)?(?:撤回|撤稿)',
    claim:
      '(?:这|该|此|上述|以上)(?:一|些|种|个|项|则|条|句)?(?:说法|言论|指控|指称|消息|数字|数据|引文|引述|传言|声明)',
  },
} as const satisfies Record<string, RetractionStems>;

/** The languages of our sources. */
export const RETRACTION_STEMS: readonly RetractionStems[] = Object.values(LANGUAGES);
