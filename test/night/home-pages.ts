// Home pages of every make, and pages that resemble one, by what a site puts where a document was.

const NEWS = [
  'Council votes to keep the lido open until October',
  'Why the night train to the coast is full again',
  'Ten questions for the new minister of fisheries',
  'Rain stops the second day of the chess final',
  'A choir of dockers sings in the old customs house',
  'What the budget means for schools on the islands',
  'The last lamplighter of the upper town retires',
  'Beekeepers count their losses after a mild winter',
  'Museum finds a forgotten map of the marshes',
  'Ferry line returns to its summer timetable',
];
const LEADS = [
  'Swimmers had collected four thousand signatures within a week, and the treasurer found the money after all in a fund for street lamps.',
  'Whoever wants a berth must book two months ahead, and yet the railway will not add a carriage before the spring, as its director told us.',
  'She has never been to sea and says so herself. We asked her about quotas, harbours and what she eats on a Friday evening.',
  'The players waited under the awning for five hours, drank tea, and in the end agreed to meet again on Sunday after breakfast.',
  'They rehearse between two shifts, in overalls, and the windows have to be shut because the neighbours ask for more.',
  'Three of the nine small schools will get a second teacher. The others have to go on sharing one with the next village.',
  'For forty years he has walked the same eleven streets every evening. His ladder goes to the school of crafts.',
  'A third of the hives did not live to see the first blossom, and the honey of the coming year will be dear.',
  'It lay between two sheets of an atlas that nobody had asked for since the war, and shows a village that is gone.',
  'Boats leave every half hour from the first of May. Bicycles travel for nothing on working days before nine.',
];

const each = (
  of: (news: string, lead: string, i: number) => string,
  from = 0,
  to = NEWS.length,
): string =>
  NEWS.slice(from, to)
    .map((news, i) => of(news, LEADS[from + i] as string, from + i))
    .join('');

const NAV = ['Home', 'World', 'Economy', 'Islands', 'Sport', 'Letters', 'Archive', 'Contact us'];
const site = (title: string, body: string, lang = 'en'): string =>
  `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${title}</title><header><nav>${NAV.map((name) => `<a href="/${name.slice(0, 3)}">${name}</a>`).join(' ')}</nav></header>${body}<footer><p>© The Harbour Observer, 4 Quay Street. <a href="/imprint">Imprint</a> <a href="/privacy">How we treat what we know of you</a></p></footer></html>`;
const prose = (...texts: readonly string[]): string =>
  texts.map((text) => `<p>${text}</p>`).join('');

/** Home pages; each is served where a document was, and at the root of its site. */
export const HOMES: Readonly<Record<string, (night: number) => string>> = {
  'teasers under linked headlines': () =>
    site(
      'The Harbour Observer',
      `<main>${each((news, lead, i) => `<article><h2><a href="/n/${i}">${news}</a></h2><p>${lead}</p></article>`)}</main>`,
    ),
  'cards that are one link each': () =>
    site(
      'The Harbour Observer',
      `<main>${each((news, lead, i) => `<a class="card" href="/n/${i}"><img src="/${i}.jpg" alt=""><h3>${news}</h3><p>${lead}</p><span>3 min read</span></a>`)}</main>`,
    ),
  'a table layout': () =>
    site(
      'Harbour Observer online',
      `<table><tr><td width="160">${each((news, _, i) => `<a href="/n${i}.htm">${news}</a><br>`, 6)}</td><td><table>${each((news, lead, i) => `<tr><td><b>${news}</b><br>${lead} <a href="/n${i}.htm">more</a></td></tr>`)}</table></td></tr></table>`,
    ),
  'a list of bullets': () =>
    site(
      'The Harbour Observer',
      `<main><h1>Today</h1><ul>${each((news, lead, i) => `<li><a href="/n/${i}">${news}</a>: ${lead}</li>`)}</ul></main>`,
    ),
  'mostly pictures': (night) =>
    site(
      'The Harbour Observer',
      `<main>${each((news, _, i) => `<figure><a href="/n/${i}"><img src="/${i}.jpg" alt="${news}"></a><figcaption>Picture of the day ${night}: ${news.toLowerCase()}, as our reader saw it from the bridge</figcaption></figure>`)}</main>`,
    ),
  'a blog with excerpts, read on behind each': () =>
    site(
      'Notes from the harbour',
      `<main>${each((news, lead, i) => `<article><h2>${news}</h2><p class="meta">Posted by Ann on a Tuesday in the week ${i} of the year, filed under life</p><p>${lead} ${LEADS[(i + 3) % 10]} […]</p><p><a href="/n/${i}">Read on</a></p></article>`, 0, 7)}</main>`,
    ),
  'an organisation that tells what it does': () =>
    site(
      'Fair Quays – for decent work at sea',
      `<main><h1>Decent work at sea</h1>${prose(
        'We are a union of chaplains, lawyers and former sailors who stand beside those who work on ships under other flags, and who have nobody else to call when something goes wrong.',
        'Since our foundation we have answered nineteen thousand calls in twelve languages. What you tell us stays with us, and nothing that we do for you will ever cost you anything.',
      )}<h2>What we do</h2>${each((news, lead) => `<section><h3>${news.split(' ').slice(0, 3).join(' ')}</h3><p>${lead}</p></section>`, 3, 9)}<h2>Give</h2>${prose('With twenty a month you keep one telephone awake through the night. The tax office takes a part of it back.')}</main>`,
    ),
  'a French portal in columns': () =>
    site(
      'Le portail du fleuve',
      `<div class="col"><h2>À la une</h2>${prose(
        'Le marché couvert rouvrira au printemps, après trois ans de travaux que personne n’avait voulu payer et que la commune a fini par prendre à sa charge.',
        'Une nuit avec les veilleurs du phare : ils sont quatre, se relaient toutes les six heures et n’ont pas le droit de dormir, même par temps clair.',
        'Ce que change la réforme du permis de pêche pour ceux qui sortent le dimanche, et pourquoi les clubs de la rive gauche n’en veulent pas.',
      )}</div><div class="col"><h2>Services</h2><p><a href="/e">État civil</a> – <a href="/d">Déchets</a> – <a href="/t">Transports et stationnement</a></p>${prose('La mairie annexe est ouverte le samedi matin jusqu’à midi, sauf pendant les vacances, et le mercredi sur rendez-vous seulement.')}</div>`,
      'fr',
    ),
  'a Chinese portal': () =>
    site(
      '海港观察网',
      `<div class="box"><h3>要闻</h3><ul>${['市议会决定露天泳池开放到十月', '开往海边的夜班火车为什么又满员了', '新任渔业部长的十个问题', '雨水打断了象棋决赛的第二天', '老海关大楼里码头工人的合唱', '预算对海岛上的学校意味着什么'].map((t, i) => `<li><a href="/c/${i}">${t}</a></li>`).join('')}</ul></div><div class="box"><h3>专题</h3><p>上城的最后一位点灯人退休了。四十年来，他每天晚上走过同样的十一条街，他的梯子将送给手工艺学校，学生们会把它挂在走廊里。</p><p>暖冬过后，养蜂人清点损失，三分之一的蜂箱没有等到第一场花开，来年的蜂蜜会很贵，集市上的人们已经在议论。</p></div>`,
      'zh',
    ),
  'one that changes a part of its teasers every night': (night) =>
    site(
      'The Harbour Observer',
      `<main><p>Night ${night}, high water at ${night}.40</p>${each((news, lead) => `<div><strong>${news}</strong><div>${lead}</div></div>`, night % 3, 7 + (night % 3))}</main>`,
    ),
};

const statute = (n: number): string =>
  `<p>${n}. Whoever ${['keeps', 'hires out', 'moors', 'repairs', 'sells', 'insures', 'tows', 'paints', 'inspects', 'names'][n % 10]} a vessel of more than ${n * 7} tons shall, within ${n + 2} days, inform the harbour master in writing, and pay a fee of ${n * 11} crowns.</p>`;
const range = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);

/** Other documents that took the place of the one that was read, on a site whose home page is the first of {@link HOMES}. */
export const DOCUMENTS: Readonly<Record<string, string>> = {
  'an article with a long list of related ones': site(
    'A choir of dockers',
    `<main><h1>A choir of dockers</h1>${prose(...LEADS.slice(3, 9).map((lead) => `Then again, ${lead.toLowerCase()} So it was told to us by the porter.`))}<h2>Related</h2><ul>${each((news, _, i) => `<li><a href="/n/${i}">${news}</a></li>`)}</ul></main>`,
  ),
  'a statute that is a list': site(
    'Harbour Act',
    `<main><h1>Harbour Act</h1>${range(24).map(statute).join('')}</main>`,
  ),
  'a statute whose sections are links to themselves': site(
    'Harbour Act',
    `<main><h1>Harbour Act</h1>${range(24)
      .map((n) => `<h3 id="s${n}"><a href="#s${n}">Section ${n}</a></h3>${statute(n)}`)
      .join('')}</main>`,
  ),
  'a table of figures': site(
    'Landings by port',
    `<main><h1>Landings by port</h1><table>${range(60)
      .map(
        (n) =>
          `<tr><td>Port of call number ${n}</td><td>${n * 173} tons</td><td>${n * 31} boats</td></tr>`,
      )
      .join('')}</table></main>`,
  ),
  'the article that the home page leads with': site(
    NEWS[0] as string,
    `<main><h1>${NEWS[0]}</h1>${prose(LEADS[0] as string, ...LEADS.slice(5).map((lead) => `Nobody at the pool had heard of it: ${lead}`))}</main>`,
  ),
  'an article with the home page’s teasers below it': site(
    'The tide tables',
    `<main><article><h1>The tide tables</h1>${prose(
      ...range(14).map(
        (n) =>
          `On the ${n + 3}th of the month the water stood ${n * 3 + 40} hands above the sill of the mill at ${n + 5} in the morning, which the miller, whose name we promised to leave out, wrote on the door with chalk, as his mother had done before him.`,
      ),
    )}</article><section>${each((news, lead, i) => `<h4><a href="/n/${i}">${news}</a></h4><p>${lead}</p>`, 0, 5)}</section></main>`,
  ),
  'questions and answers': site(
    'Questions about the register',
    `<main><h1>Questions about the register</h1>${range(12)
      .map(
        (n) =>
          `<h3>May I enter a boat of ${n + 4} oars?</h3><p>You may, where ${n + 2} of the owners live in the district and the ${n + 1} others agree in writing before the clerk.</p>`,
      )
      .join('')}</main>`,
  ),
  'a short note': site(
    'Moved',
    `<main><h1>Where the crews went</h1>${prose(
      'The men were taken home on the steamer of the nineteenth, at the cost of the guild, and were met on the quay by their families and by a band that had learned one new song.',
      'Each was handed a coat, a loaf and the address of a lawyer who takes no fee. Eleven went to see her within the week. The others said that they had seen enough of paper for one year.',
      'The guild has put the coats on its bill to the owners, who have sent it back unopened. It will be read out in court, line by line, with the price of every button, when the harbour court sits again after the summer.',
    )}</main>`,
  ),
};
