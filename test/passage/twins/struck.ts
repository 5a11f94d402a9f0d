import { p, type Twins } from './twins.js';

const QUOTE =
  'The government did release 41 suspects in May, officials of the ministry said in Chongqing.';
const set = (from: string, to: string): string => p(QUOTE.replace(from, to));
const OFF = 'text-decoration:line-through';

/** What a page strikes out does not stand on it; what it put in its place does. */
export const STRUCK: readonly Twins[] = [
  {
    what: 'struck-out words',
    quote: QUOTE,
    intact: [
      set('did release', 'did <del>not</del> release'),
      set('did release', 'did <s>not</s> release'),
      set('did release', 'did <strike>not </strike>release'),
      set('did release', `did <span style="${OFF}">not</span> release`),
      set(
        'did release',
        `did <span style="color:red; text-decoration: underline line-through">not</span> release`,
      ),
      set('41', '<del>14</del><ins>41</ins>'),
      set('41', '<ins>41</ins> <del>14</del>'),
      set('did release', 'did <s style="text-decoration:none">release</s>'),
      set('did release', 'did <span class="line-through">not</span> release'),
      set('did release', 'did <span class="red strikethrough">not</span> release'),
      `${set('41', '41')}<ul><li><s>$20</s> $15</li></ul>`,
    ],
    altered: [
      set('did release', 'did <ins>not</ins> release'),
      set('41', '<del>41</del><ins>14</ins>'),
      set('41', '<s>41</s> 14'),
      set('did release', 'did <u>not</u> release'),
      set('did release', 'did <span class="strike-team">not</span> release'),
      set('41', '<span class="text-strikethrough">41</span>'),
      set('did release', 'did <s style="text-decoration:none">not</s> release'),
      set('41 suspects', '<del>41</del> suspects'),
      set('officials of the ministry', `<span style="${OFF}">officials of the ministry</span>`),
    ],
  },
  {
    what: 'words that a style sheet of the page hides',
    quote: QUOTE,
    intact: [
      `<style>.gone{display:none}</style>${set('did release', 'did <span class="x gone">not</span> release')}`,
      `<style>.gone{display:block}.gone{display:none}.gone{color:red}</style>${set('did release', 'did <span class="gone">not</span> release')}`,
      `<style>.gone{text-indent:-9999px}</style>${set('did release', 'did <span class="gone">not</span> release')}`,
      `<style>@media screen{#gone{visibility:hidden}}</style>${set('did release', 'did <b id="gone">not</b> release')}`,
      `<style>.gone{position:absolute;left:-9999px}</style><script>f()</script>${set('did release', 'did <i class="gone">not</i> release')}`,
      `<style>@media print{.kept{display:none}} .menu .kept{display:none}</style>${set('41', '<span class="kept">41</span>')}`,
      `<style>@media(max-width:600px){.kept{display:none}}</style>${set('41', '<span class="kept">41</span>')}`,
      `<style>.more{display:none}.open .more{display:inline}</style>${set('41', '<span class="more">41</span>')}`,
      `<style>.panel{display:none}</style><script>f()</script><div class="panel">${p(QUOTE)}</div>`,
      `<style>.in{opacity:0;animation:in 1s forwards}</style><div class="in">${p(QUOTE)}</div>`,
    ],
    altered: [
      `<style>.gone{color:red}</style>${set('did release', 'did <span class="gone">not</span> release')}`,
      `<style>.gone{display:none}.gone{display:inline}</style>${set('did release', 'did <span class="gone">not</span> release')}`,
      `<style>.gone{display:none}</style>${set('did release', 'did <span class="going">not</span> release')}`,
      `<style>.gone{display:none}</style>${set('41', '<span class="gone">41</span>')}`,
      `<style>.gone{display:none}.on .gone{display:inline}</style>${set('did release', 'did <span class="gone">not</span> release')}`,
    ],
  },
  {
    what: 'words that a style sheet of the page strikes out',
    quote: QUOTE,
    intact: [
      `<style>.gone, .old{color:red;${OFF}}</style>${set('did release', 'did <span class="x gone">not</span> release')}`,
      `<style>@media screen{span.gone{${OFF}}}</style>${set('did release', 'did <span class="gone">not</span> release')}`,
      `${set('did release', 'did <span id="gone">not</span> release')}<style>/* { */ #gone{${OFF}}</style>`,
      `<style>@media print{.kept{${OFF}}} .kept:hover{${OFF}} .menu .kept{${OFF}}</style>${set('41', '<span class="kept">41</span>')}`,
      `<style media="print">.kept{${OFF}}</style>${set('41', '<span class="kept">41</span>')}`,
      `<style>s{text-decoration:none}</style>${set('41', '<s>41</s>')}`,
    ],
    altered: [
      `<style>.gone{${OFF}}</style>${set('41', '<span class="gone">41</span>')}`,
      `<style>.gone{text-decoration-line:line-through}</style>${set('41', '<b class="gone">41</b>')}`,
      `<style>.gone{color:red}</style>${set('did release', 'did <span class="gone">not</span> release')}`,
    ],
  },
];
