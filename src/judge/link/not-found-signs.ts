import type { Words } from '../weighed-signs.js';

/** Joins alternatives into one global expression. */
const anyOf = (...alternatives: readonly string[]): RegExp => new RegExp(alternatives.join('|'), 'giu');

// A domain's name has at most 253 characters, and a part of it 63 (RFC 1035).
const THING = '(?:page|file|document|article|story|content|site|resource|link|url|address|post)';
const WHICH = '(?:th(?:e|is|at)|your|requested)';
const GONE =
  "(?:(?:was|is|were|are|has been|have been|could not be|couldn[’']?t be|can ?not be|can[’']?t be) )?(?:not (?:be )?found|no longer (?:available|exists?|here|online)|unavailable|not available|does ?n[o’']t exist|does not exist|removed|deleted|missing|expired)";

/** “There is no such page”, in the languages in which our sources are written. */
export const NOT_HERE: Words = {
  heads: anyOf(
    `${THING} ${GONE}`,
    `${THING} (?:can[’']?t|cannot|could not) be found`,
    '\\bnot[ _-]?found\\b',
    '\\b(?:http |error |status ){0,3}404\\b(?: error)?',
    '\\boops\\b!?',
    '\\bnothing (?:here|was found)\\b',
    `(?:sorry,? )?we (?:can(?:[’']?t|not)|could(?: not|n[’']?t)) find (?:${WHICH} )?${THING}`,
    `\\b(?:sorry,? )?${WHICH} ${THING} (?:you (?:requested|are looking for|were looking for) )?${GONE}`,
    '(?:抱歉[，,]?)?(?:您?(?:访问|查看|请求|浏览)的)?(?:页面|网页|文章|内容|链接)(?:不存在|未找到|已删除|找不到了?|已失效|无法访问)',
    '(?:抱歉[，,]?)?(?:找不到|无法找到|没有找到)(?:您?(?:要|访问|请求)的?|该|此)?(?:页面|网页|文章|内容)',
    '(?:很?抱歉[，,]?)?(?:找不到|無法找到)(?:您?(?:要|尋找|請求)的?|該|此)?(?:頁面|網頁|文章|內容)',
    '(?:您?(?:訪問|尋找|瀏覽)的)?(?:頁面|網頁|文章|內容)(?:不存在|未找到|已刪除|找不到了?|已失效)',
    '(?:该|此)(?:内容|文章|页面|账号|公众号)(?:已被|已|因)[^，。]{0,12}(?:删除|无法查看|注销|迁移|屏蔽)',
    '(?:該|此)(?:內容|文章|頁面)(?:已被|已|因)[^，。]{0,12}(?:刪除|無法查看|註銷)',
    '(?:page|document) (?:introuvable|non trouvée?)',
    "page n[’']existe (?:pas|plus)|page n[’']a pas été trouvée",
    '(?:diese |die )?seite (?:wurde |konnte )?nicht gefunden(?: werden)?|seite existiert nicht(?: mehr)?',
    'página no (?:encontrada|existe|disponible)|no (?:se ha|hemos) encontrado (?:la|esta) página|no se encontró la página',
    'الصفحة (?:التي تبحث عنها )?غير موجودة|لم يتم العثور على (?:هذه )?الصفحة|الصفحة غير متوفرة',
    '(?:такой )?страниц[аы] не (?:найден[аы]?|существует)|страница (?:была )?удалена',
  ),
  sentences: anyOf(
    `${WHICH} ${THING} (?:(?:that )?you(?:[’']re| are| were|[’']ve| have)? (?:looking for|requested|trying to (?:reach|view|access)) )?(?:may have |might have |has |have |is |was |could not |can ?not |can[’']?t |no longer |does not |doesn[’']?t ){0,6}(?:been |be ){0,2}(?:moved|deleted|removed|expired|exists?|found|unavailable|available)\\b`,
    '\\brequested url (?:was )?not found|nothing was found at this location|\\b(?:nosuchkey|blobnotfound|specified (?:key|blob|resource) does not exist)\\b',
    '您?(?:访问|查找|请求)的(?:页面|网页|内容|文章)(?:可能)?(?:已被|不存在|已)|该页面可能已|(?:该|此)(?:内容|文章|公众号)(?:已被|已|因)[^，。]{0,12}(?:删除|无法查看|注销|迁移)',
    '您所?(?:訪問|尋找|瀏覽)的(?:頁面|網頁|內容)(?:可能)?已?',
    'page que vous (?:recherchez|cherchez|demandez)',
    'gewünschte seite|angeforderte seite',
    'página que (?:busca|buscas|está buscando|ha solicitado)',
    'الصفحة (?:التي|المطلوبة)|ربما تم حذف الصفحة',
    'страниц[аыу],? (?:которую|к которой)|она была удалена',
  ),
};

/** An offer to sell the domain, or a registrar's note. */
export const PARKED: Words = {
  heads: anyOf(
    '(?:the |this )?domain (?:name )?(?:\\S+ )?(?:is|may be) (?:for sale|parked|available)',
    '(?<!\\S)\\S{1,253}\\.\\w{1,63} is for sale|buy this domain|domain (?:is )?(?:parked|expired|for sale)|parked domain',
    '(?:您访问的)?域名(?:正在)?(?:出售|转让|停放)中?',
  ),
  sentences: anyOf(
    '(?:this|the) domain (?:name )?(?:\\S+ )?(?:is|may be) (?:for sale|parked|available)|buy this domain|parked free',
    'this domain has (?:expired|recently been registered)|sedoparking|hugedomains|dan\\.com|afternic',
    'owner of \\S+ is offering it for sale|域名(?:正在)?(?:出售|转让|停放)',
  ),
};

/** What stands in place of a whole site: a server without one, a host's note, a site that is down and answers 200. */
export const NO_SITE: Words = {
  heads: anyOf(
    'welcome to nginx!?|apache2? (?:\\w+ )?default page|iis windows server|index of /|test page for the \\w+',
    'account (?:has been )?suspended|website (?:is )?(?:suspended|disabled)|site (?:is )?(?:suspended|not published)',
    '(?:database error|error establishing a database connection)',
    "(?:(?:scheduled |under |site ){0,3}maintenance(?: mode)?|(?:we[’']?(?:ll| will) )?be (?:right )?back soon|coming soon|under construction)",
    '网站(?:维护中|正在维护|已关闭)|網站(?:維護中|正在維護)|site en maintenance|wartungsarbeiten|en mantenimiento|ведутся (?:технические )?работы',
  ),
  sentences: anyOf(
    'web server is successfully installed|account has been suspended|establishing a database connection',
    '(?:undergoing|down for) (?:scheduled |routine )?maintenance',
  ),
};
