import { p, type Twins } from './twins.js';

const INSERTED =
  'The government [of China] did prosecute the traffickers who were handed over to it';
const stated = (words: string): string =>
  p(`The government ${words} prosecute the traffickers who were handed over to it.`);
const NOTED =
  'Many victims of trafficking were deported to their home countries after the trial, and some returned.';
const note = (mark: string): string => p(NOTED.replace('trafficking', `trafficking${mark}`));
const [ONE, TWO] = [
  'The law provided criminal penalties for corruption by officials.',
  'It was seldom applied.',
];

/** A picture's caption, longer than a label. */
const CAPTION =
  'Men wait in the rain at the gate of the district court in May, where the hearing of their neighbours was put off. Photograph: A. Karimi/AFP via Getty Images';

/** Where an editor, an ellipsis, a note or another block stands between a passage's words. */
export const SEAMS: readonly Twins[] = [
  {
    what: 'an editor’s insertion',
    quote: INSERTED,
    intact: [stated('did'), stated('of China did'), stated('itself did')],
    altered: [
      'never did',
      'may or did',
      'allegedly did',
      'in 2019 did',
      'of Japan did',
      'hardly did',
      'said it did',
      'formerly did',
      'in 30 cases did',
      'that refused did',
      'twice did',
      'rarely did',
      'three times did',
    ].map(stated),
  },
  {
    what: 'an editor’s words in place of the author’s',
    quote:
      '[The ten men] were arrested by police and fined in the weeks after [the trial] ended there',
    intact: [p('They were arrested by police and fined in the weeks after it ended there')],
    altered: [
      p('They were arrested by police and fined in the weeks after it never ended there'),
      p('They were not arrested by police and fined in the weeks after it ended there'),
    ],
  },
  {
    what: 'the author’s own ellipsis',
    quote: 'We waited all night … we did provide for the children, and the guards went away',
    intact: [
      p('We waited all night … we did provide for the children, and the guards went away'),
      p('We waited all night... we did provide for the children, and the guards went away'),
    ],
    altered: [
      p('We waited all night … we did not provide for the children, and the guards went away'),
      p('We waited all night … not that we did provide for the children, and the guards went away'),
      p('We waited all night and never we did provide for the children, and the guards went away'),
    ],
  },
  {
    what: 'a bare ellipsis as an omission',
    quote: 'The police came to the village … and burned down all of the houses there',
    intact: [
      p(
        'The police came to the village. It was a cold day in the mountains and there was nobody in the streets. They went in and burned down all of the houses there',
      ),
    ],
    altered: [
      p('The police came to the village reportedly and burned down all of the houses there'),
    ],
  },
  {
    what: 'note marks',
    quote: NOTED,
    intact: [
      '<sup><a href="#fn1">12</a></sup>',
      '<sup>12</sup>',
      '<a href="#cite_note-3">[12]</a>',
      '<sup class="footnote-ref">a</sup>',
      '<span class="footnote">7</span>',
      '<a href="#_ftn3">[3]</a>',
      '<a href="#note3">3</a>',
      '¹²',
      '<a role="doc-noteref" href="#x">4</a>',
    ].map(note),
    altered: [
      '12',
      '28',
      ' 12',
      '<b>12</b>',
      ' not',
      ' (alleged)',
      '[12]',
      ' never',
      '<sup>not</sup>',
    ].map(note),
  },
  {
    what: 'note marks as printers set them',
    quote: NOTED,
    intact: [
      '[<a href="#r3">3</a>]',
      ' [<a href="#r3">3</a>, <a href="#r4">4</a>]',
      '<sup>3)</sup>',
      '<sup>(3)</sup>',
      '<sup>iv</sup>',
      '<sup><a href="/x#fn">bb</a></sup>',
      '<span class="superscript">3</span>',
      '<span class="footnote sup">3</span>',
    ].map(note),
    altered: [
      ' 3)',
      '<sup>(no)</sup>',
      '<sup><a href="/x#fn">no</a></sup>',
      '<sup><a href="/x#fn">un</a></sup>',
      '<span class="supper">3</span>',
      ' [<a href="/r3">3</a>]',
      ' [<a href="#r3">not</a>]',
      ' <a href="#r3">3</a>',
      '<span class="superscript"> not</span>',
      '<sub>3</sub>',
    ].map(note),
  },
  {
    what: 'powers are no note marks',
    quote:
      'Each cell of 12 m³ and 9 m² held six of the men, whose number was f to the i and no more',
    intact: [
      p(
        'Each cell of 12 m<sup>3</sup> and 9 m<sup>2</sup> held six of the men, whose number was f to the i and no more',
      ),
    ],
    altered: [
      p(
        'Each cell of 12 m<sup>2</sup> and 9 m<sup>3</sup> held six of the men, whose number was f to the i and no more',
      ),
      p(
        'Each cell of 12 m<sup>3</sup> and 9 m held six of the men, whose number was f to the i and no more',
      ),
      p(
        'Each cell of 12 m³ and 9 m² held six of the men, whose number was f<sup>(2)</sup> to the i and no more',
      ),
    ],
  },
  {
    what: 'the items of a list',
    quote:
      'They took three phones; they left no receipt for anything that was taken from the house that night.',
    intact: [
      '<ul><li>They took three phones;</li><li>they left no receipt for anything that was taken from the house that night.</li></ul>',
      '<p>They took three phones;</p><ul class="share"><li>Share</li></ul><p>they left no receipt for anything that was taken from the house that night.</p>',
    ],
    altered: [
      '<ul><li>They took three phones;</li><li>they burned the ledgers;</li><li>they left no receipt for anything that was taken from the house that night.</li></ul>',
      '<ul><li>They took three phones;</li><li>they burned the ledgers</li><li>they left no receipt for anything that was taken from the house that night.</li></ul>',
      p(
        'They took three phones;',
        'they burned the ledgers;',
        'they left no receipt for anything that was taken from the house that night.',
      ),
    ],
  },
  {
    what: 'note marks that rise along the page',
    quote: NOTED,
    intact: [
      p(
        'A report1 was read.2',
        NOTED.replace('trafficking', 'trafficking3').replace('trial,', 'trial,4'),
        'It was printed.5',
      ),
    ],
    altered: [
      p(
        'A report1 was read.2',
        NOTED.replace('trafficking', 'trafficking17').replace('trial,', 'trial,4'),
        'It was printed.3',
      ),
    ],
  },
  {
    what: 'note marks after percentages and Chinese',
    quote: '在2019年，有35%的工人被逮捕，警方没有说明他们的下落，法院也没有判决。',
    intact: [
      p(
        '在2019年，有35%<sup>3</sup>的工人被逮捕<sup>4</sup>，警方没有说明他们的下落，法院也没有判决。',
      ),
    ],
    altered: [
      p('在2019年，有353%的工人被逮捕，警方没有说明他们的下落，法院也没有判决。'),
      p('在2019年，有35%的工人被逮捕4，警方没有说明他们的下落，法院也没有判决。'),
    ],
  },
  {
    what: 'a note mark that was copied along',
    quote: NOTED.replace('trafficking', 'trafficking12'),
    intact: [note('<sup><a href="#fn1">12</a></sup>')],
    altered: [note('<sup><a href="#fn1">13</a></sup>'), note('')],
  },
  {
    what: 'a note mark that was copied along at the end',
    quote: `${NOTED}2`,
    intact: [p(`${NOTED}<sup>2</sup>`), p(`${NOTED}<sup>2</sup> Nobody returned a third time.`)],
    altered: [
      p(`${NOTED}<sup>3</sup>`),
      p(NOTED),
      p(`${NOTED} 2 returned a third time.`.replace(' 2 ', ' 3 ')),
    ],
  },
  {
    what: 'what stands between two paragraphs',
    quote: `${ONE} ${TWO}`,
    intact: [
      p(ONE, TWO),
      `${p(ONE)}<h3>How the law is applied</h3>${p(TWO)}`,
      `${p(ONE)}<p>Read more: ten things to know</p>${p(TWO)}`,
      `${p(ONE)}<aside class="ad"><p>Advertisement</p></aside>${p(TWO)}`,
      `${p(ONE)}<figure><img alt=""><figcaption>A court in Beijing</figcaption></figure>${p(TWO)}`,
    ],
    altered: [
      p(ONE, 'This is no longer so.', TWO),
      p(ONE, 'The law was repealed in 2019.', TWO),
      p(`${ONE} The law was repealed. ${TWO}`),
      p(`${ONE} Not so! ${TWO}`),
      p(ONE, 'That was denied by all sides', TWO),
      p(ONE, 'Correction: this is wrong', TWO),
      p(ONE, 'Inaccurate', TWO),
    ],
  },
  {
    what: 'the long caption of a picture',
    quote: `${ONE} ${TWO}`,
    intact: [
      `${p(ONE)}<figure><img alt=""><figcaption>${CAPTION}</figcaption></figure>${p(TWO)}`,
      `${p(ONE)}<figure><img alt=""><figcaption>People queue at the district court in May.</figcaption></figure>${p(TWO)}`,
    ],
    altered: [
      p(ONE, CAPTION, TWO),
      `${p(ONE)}<figure><img alt=""><figcaption>${CAPTION} This was never so.</figcaption></figure>${p(TWO)}`,
      `${p(ONE)}<figure><img alt=""><figcaption>May be wrong.</figcaption></figure>${p(TWO)}`,
    ],
  },
  {
    what: 'the notes, the number and the head at the end of a page',
    quote: `${ONE} ${TWO}`,
    intact: [
      `${p(ONE, '44 Interview with a teacher, 3 May 2022.', '12')}${p(`${TWO}<sup>45</sup>`)}`,
      p(
        ONE,
        'Nowhere Ashore 27',
        'NOWHERE ASHORE: A STUDY',
        TWO,
        'Other words of the study.',
        '28 Nowhere Ashore',
      ),
    ],
    altered: [
      `${p(ONE, '44 Interview with a teacher, 3 May 2022.')}${p(`${TWO}<sup>45</sup>`)}`,
      p(ONE, '44 Interview with a teacher, 3 May 2022.', '12', TWO),
      `${p(ONE, '44 people have died since.', '12')}${p(`${TWO}<sup>91</sup>`)}`,
      p(ONE, 'Nowhere ashore', TWO, 'Other words of the study.', 'Nowhere ashore'),
    ],
  },
  {
    what: 'the other columns of a table',
    quote: `${ONE} ${TWO}`,
    intact: [
      `<table><tr><td>First.</td><td>${ONE}</td></tr><tr><td>That is another language.</td><td>${TWO}</td></tr></table>`,
    ],
    altered: [
      `<table><tr><td>First.</td><td>${ONE}</td></tr><tr><td>Second.</td><td>That is no longer so.</td></tr><tr><td>Third.</td><td>${TWO}</td></tr></table>`,
      `<table><tr><td>${ONE}</td><td>That is no longer so.</td></tr><tr><td>Second.</td><td>${TWO}</td></tr></table>`,
    ],
  },
  {
    what: 'numbers of lines',
    quote:
      'They came to the house at four in the morning, all in uniform, and took my brother without any paper from the house',
    intact: [
      p(
        '1 They came to the house at four 2 in the morning, all in uniform, 3 and took my brother without any 4 paper from the house and left.',
      ),
    ],
    altered: [
      p(
        '1 They came to the house at four 2 in the morning, none in uniform, 3 and took my brother without any 4 paper from the house and left.',
      ),
      p(
        'They came to the house at four 2 in the morning, all in uniform, 3 and took my brother without any 4 paper from the house',
      ),
      p(
        '1 They came to the house at four 2 in the morning, all in uniform, 3 and took my brother without any 5 paper from the house and left.',
      ),
    ],
  },
  {
    what: 'a whole aside under a mark of omission',
    quote: 'Persons … holding white cards may enter the territory at the northern gate',
    intact: [
      p(
        'Persons [of Rohingya ethnicity] holding white cards may enter the territory at the northern gate',
      ),
      p('Persons (3,300 of them) holding white cards may enter the territory at the northern gate'),
    ],
    altered: [
      p(
        'Persons [not of Rohingya ethnicity] holding white cards may enter the territory at the northern gate',
      ),
      p('Persons (except minors) holding white cards may enter the territory at the northern gate'),
      p(
        'Persons of Rohingya ethnicity holding white cards may enter the territory at the northern gate',
      ),
    ],
  },
];
