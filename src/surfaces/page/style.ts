import { createHash } from 'node:crypto';
import type { Run } from '../../model/run.js';
import type { Verdicts } from '../../model/verdicts.js';
import { type Html, html, Html as Markup } from '../escape.js';
import { tallyOf, totalOf } from '../overview.js';
import { count, moment } from '../words/words.js';
import { READER, SEARCH } from './script.js';

/** What the reviewer can ask to see; each is a counter at the top of the page, and a word in `data-in`. */
export const VIEWS = ['high', 'medium', 'low', 'decided', 'unknown', 'sound'] as const;
export type View = (typeof VIEWS)[number];

/**
 * Where there is no script, a checked counter hides what is not in its view. With one this is left to it: for every row that a
 * browser reads it looks anew who is the parent of what, which takes longer than all the rest.
 */
const WITHOUT_SCRIPT = VIEWS.map(
  (v) => `body:has([name=show][value=${v}]:checked) main [data-in]:not([data-in~="${v}"]){display:none}`,
).join('\n');

/** The page's style sheet: one serif for what people wrote, one sans for what the program says, hairlines, two colours of ink. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1c1b19;--soft:#5d5a54;--line:#dcd8cf;--edge:#857f74;--wash:#f7f5f0;
--unsure:#c9a34a;--sound:#9bb8a0;--high:#a1211b;--medium:#8a5a00;--low:#4a5a6a;--link:#1b4f8f;--out:#fbe3e0;--out-ink:#861712;--in:#dcf0df;--in-ink:#0f5123;
--serif:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
@media (prefers-color-scheme:dark){:root{--paper:#161614;--ink:#e8e5de;--soft:#a5a198;--line:#37352f;--edge:#857f74;--wash:#1f1e1b;
--unsure:#8a6d2a;--sound:#3f6b49;--high:#ff9a8f;--medium:#e6b450;--low:#a9bccd;--link:#9cc3f2;--out:#4a1d19;--out-ink:#ffc9c2;--in:#173d22;--in-ink:#bfeac9}}
*{box-sizing:border-box}
[hidden]{display:none!important}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 var(--sans)}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.75rem}
h1,h2,h3{font-family:var(--serif);line-height:1.25;font-weight:600;text-wrap:balance}
h1{font-size:1.5rem;margin:.2rem 0 .75rem;max-width:56rem}
h2{font-size:1.35rem;margin:3rem 0 .25rem}
h3{font-size:1.15rem;margin:0}
p,dl,ul{margin:.4rem 0}
a{color:var(--link);text-underline-offset:.15em}
body{overflow-wrap:anywhere}
a,b,code,del,ins,q,span,summary{unicode-bidi:isolate}a:not([dir]),span:not([dir]){unicode-bidi:plaintext}
.skip{position:absolute;left:-99rem;padding:.5rem .75rem;background:var(--paper)}.skip:focus{left:.5rem;top:.5rem}main:focus{outline:0}
.n{overflow-wrap:normal}

.soft{color:var(--soft)}
.small,footer{font-size:.875rem}
.headline{font:1.1rem/1.5 var(--serif);max-width:56rem;margin:.5rem 0}
.offline{border:3px solid var(--high);padding:1rem 1.25rem;font-size:1.2rem;margin:1.5rem 0}
fieldset{border:0;padding:0;margin:1.25rem 0 0;display:flex;flex-wrap:wrap;gap:.4rem}
legend{float:left;padding:.3rem .5rem .3rem 0;font-size:.875rem;color:var(--soft)}
fieldset label{padding:.25rem .7rem;border:1px solid var(--edge);border-radius:1rem;cursor:pointer;font-size:.875rem;white-space:nowrap}
fieldset label:hover{background:var(--wash)}
fieldset label:has(:checked){background:var(--ink);color:var(--paper);border-color:var(--ink)}
fieldset label:has(:focus-visible),summary:focus-visible,a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible{outline:2px solid var(--link);outline-offset:2px}
input[type=radio]{position:absolute;opacity:0}
.tools{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;margin-top:1rem;font-size:.875rem}
.tools label{color:var(--soft);max-width:100%}.tools p{margin:0;flex-basis:100%}.tools p:empty{display:none}
input[type=search],select,button{font:inherit;font-size:.875rem;padding:.35rem .6rem;border:1px solid var(--edge);background:var(--paper);color:var(--ink);border-radius:3px}
input[type=search]{width:18rem;max-width:100%}select{max-width:16rem}button{cursor:pointer}button:hover{background:var(--wash)}
.copy+button{min-height:24px;padding:0 .5rem;margin:.1rem 0 .3rem;font-size:.8rem;color:var(--link)}
.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
article{border-top:1px solid var(--line);padding:1.4rem 0}
.finding{display:grid;grid-template-columns:minmax(0,19rem) minmax(0,1fr);gap:.5rem 2.5rem;margin-top:.9rem}
.finding+.finding{border-top:1px dotted var(--line);padding-top:.9rem}
.mark{font-weight:600;margin:0}
.todo{border-left:3px solid var(--line);padding-left:.75rem}
dl{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:.5rem 1rem;align-items:start;align-content:start;margin:0}
dt{color:var(--soft);font-size:.875rem;padding-top:.1rem}
dd{margin:0}
.text{font:1.05rem/1.6 var(--serif)}
del,ins{text-decoration:none;padding:0 .15em;border-radius:2px;box-decoration-break:clone;-webkit-box-decoration-break:clone}
del{background:var(--out);color:var(--out-ink)}
ins{background:var(--in);color:var(--in-ink)}
summary{cursor:pointer}
details ul{padding-left:1.2rem}
.cited{list-style:none;padding:0}
details li{margin:.3rem 0}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.75rem 0}
dd table{margin:0}dd :is(th,td){min-width:6rem}
dd th{padding-top:0}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
.side{display:flex;flex-wrap:wrap;gap:0 3rem;align-items:start}.side>div{flex:1 1 40rem;max-width:44rem}
figure{margin:.6rem 0}.health{flex:0 1 20rem}.health svg{max-width:100%}.health th{overflow-wrap:normal}.health tbody th{white-space:nowrap}.health :is(th,td){padding-right:.5rem}.health figcaption,.life summary{font-size:.875rem;color:var(--soft)}
.life summary svg{vertical-align:-2px;max-width:100%}
rect.stood{fill:var(--sound)}rect.older{fill:var(--medium)}rect.differed{fill:var(--high)}rect.failed{fill:var(--ink)}rect.offline{fill:var(--soft)}
.remedy{border:1px solid var(--line);padding:.75rem 1rem;margin:.9rem 0;background:var(--wash)}
code{font:.85rem/1.5 ui-monospace,"SF Mono",Menlo,Consolas,monospace;overflow-wrap:anywhere}
code.copy,span.copy{display:block}.finding .remedy{margin:.75rem 0 0}
q{quotes:none}
.sections{margin:.5rem 0}
.sections th,.sections td{padding:.3rem 1rem .3rem 0;vertical-align:middle}
.sections .n,.health .n{text-align:right;padding-left:.5rem}.sections .n{font-variant-numeric:tabular-nums;width:7.5rem;padding-right:0}
.sections tbody th{font-weight:400;min-width:7rem}.sections tbody .work{font-weight:600;color:var(--high)}.sections tbody .none{color:var(--soft);font-weight:400}
.key::before{content:"\\25a0\\a0";content:"\\25a0\\a0"/""}
.key.work::before{color:var(--high)}.key.decided::before{color:var(--low)}.key.unknown::before{color:var(--unsure)}.key.stand::before{color:var(--sound)}
.bars{width:30%}.bar{display:block;width:100%;height:.5rem;background:var(--line)}
rect.work{fill:var(--high)}rect.decided{fill:var(--low)}rect.unknown{fill:var(--unsure)}rect.stand{fill:var(--sound)}
.section>summary{padding:.6rem 0;border-top:1px solid var(--line)}.section>summary h3{display:inline}
.citations th:first-child{width:52%}.citations td{padding-right:1.25rem}td[data-label=Checked],td[data-label^=Accessed]{white-space:nowrap}
.quote>summary q{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden}
.quote[open]>summary q{display:inline}
.quote>summary::after{content:"More";font-size:.8rem;color:var(--link)}.quote[open]>summary::after{content:" Less"}
.quote>summary{list-style:none}.quote>summary::-webkit-details-marker{display:none}
:target{background:var(--wash);box-shadow:0 0 0 .5rem var(--wash)}
:lang(zh-Hans){font-family:"Noto Serif CJK SC","Songti SC",SimSun,"Noto Sans CJK SC",serif}
:lang(zh-Hant){font-family:"Noto Serif CJK TC","Songti TC",PMingLiU,"Noto Sans CJK TC",serif}
:lang(ja){font-family:"Noto Serif CJK JP","Hiragino Mincho ProN","Yu Mincho","Noto Sans CJK JP",serif}
:lang(ko){font-family:"Noto Serif CJK KR",AppleMyungjo,Batang,"Noto Sans CJK KR",serif}
th{font-weight:600;color:var(--soft)}
footer{margin-top:3rem;padding-bottom:3rem;color:var(--soft)}
@media (max-width:48rem){.side{display:block}.side>div{max-width:none}h1{font-size:1.15rem}.headline{font-size:1rem}header{padding-top:1rem}.bars{display:none}.sections :is(th,td){padding-right:.4rem}.sections .n{width:auto;font-size:.75rem;padding-left:.2rem}.sections td.n{font-size:.9rem}.sections tbody th{min-width:5rem}.health :is(th,td),.health .n{padding:.2rem .3rem .2rem 0}.health table{font-size:.72rem}
.finding,dl{grid-template-columns:1fr}dl{gap:.1rem}dd{margin-bottom:.6rem}
.stack thead{position:absolute;clip-path:inset(50%)}.stack tr{display:block;border-bottom:1px solid var(--line);padding:.6rem 0}
.stack td{display:block;width:auto!important;border:0;padding:.1rem 0}.stack td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}}
@media (min-width:48.01rem){.citations th{overflow-wrap:normal;min-width:5rem}}
@media print{body{font-size:10.5pt}.citations th:first-child{width:36%}header,main,footer{max-width:none;padding:0}fieldset,.tools,.skip,.copy+button{display:none}.remedy a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em}.quote>summary q{display:inline}.quote>summary::after{content:none!important}h2,h2+p,h3,h3+p,.mark,.life,summary,dt{break-after:avoid}.finding>div:first-child,.remedy,dd,tr,li{break-inside:avoid}a{color:inherit}}
`;

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What the page cannot do without a script, and can do without. */
const SCRIPT = SEARCH + READER;

/** Only the style and the script below may act, and nothing may be loaded, whatever a source has in its title. */
const POLICY = `default-src 'none'; style-src ${digest(STYLE)} ${digest(WITHOUT_SCRIPT)}; script-src ${digest(SCRIPT)}; img-src data:; base-uri 'none'; form-action 'none'`;

/** What one file of the page says between its head and its foot. */
interface PageFile {
  readonly title: string;
  readonly header: Html;
  readonly main: Html | readonly (Html | false)[];
}

/** What works with the script alone, and is not shown without it. */
const TOOLS = html`<div class="tools" hidden>
<label>Find <input type="search" placeholder="Words, a section, an id" aria-keyshortcuts="/"></label>
<label>Section <select><option value="">All</option></select></label>
<label>Grouped by <select><option value="section">section</option><option value="source">source</option><option value="publisher">publisher</option></select></label>
<button type="button">Fold or unfold all</button>
<p class="small soft" role="status"></p><p class="small look"></p></div>`;

/** Where the findings begin, for those who come by keyboard; no source or citation has this id, for theirs hold no comma. */
const MAIN = 'main,findings';

/** A file of the page: whole, and asking nothing of anybody. */
export const sheet = (run: Run<Verdicts>, { title, header, main }: PageFile): string =>
  html`${new Markup('<!doctype html>')}
<html lang="en" data-run="${run.run.startedAt}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width"><meta name="referrer" content="no-referrer">
<title>${title}</title><link rel="icon" href="data:,">
<style>${new Markup(STYLE)}</style><noscript><style>${new Markup(WITHOUT_SCRIPT)}</style></noscript></head>
<body><a class="skip" href="#${MAIN}">Skip to what was found</a><header><p class="soft small">Citation check of ${moment(run.run.startedAt)}</p>
${header}
${TOOLS}</header>
<main id="${MAIN}">${main}</main>
<footer><p>${count(run.run.sources, 'source', 'sources')}, ${count(totalOf(tallyOf(run)), 'citation', 'citations')} and ${count(run.run.quotes, 'quotation', 'quotations')}, read with ${count(run.run.requests, 'request', 'requests')}. Run ${run.run.id}, finished ${moment(run.run.finishedAt)}. Made by citewatch.</p></footer>
<script>${new Markup(SCRIPT)}</script></body></html>
`.text;
