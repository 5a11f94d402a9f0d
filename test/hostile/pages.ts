/** The title of the document that a behaviour is asked for. */
export const titleOf = (name: string): string =>
  `Labour transfers in the cotton districts: evidence from ${name.replaceAll('-', ' ')}`;

/** A whole page with a menu and a footer, as most sites send it; `head` is more of its head. */
export const site = (title: string, main: string, head = '', lang = 'en'): string =>
  `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><title>${title}</title>${head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li><li><a href="/about">About</a></li></ul></nav>
<main>${main}</main>
<footer><p>Copyright 2025. All rights reserved. <a href="/privacy">Privacy</a></p></footer></body></html>`;

const SENTENCES = [
  'Officials in the prefecture described the programme as voluntary, yet the directives that the county issued set numbers for every township.',
  'Families who declined were visited again by work teams, in some villages on three evenings in one week.',
  'According to the notice, each household was to name one person of working age before the end of the month.',
  'Two former supervisors said that contracts were signed in the workshop and that nobody was given a copy.',
  'Satellite pictures taken between spring and autumn show that the dormitories behind the spinning mill grew by a third.',
  'The regional newspaper reported that the transfers had raised incomes, without saying how income was counted.',
  'In the interviews, which were held by telephone, most people spoke of the journey and few of the work itself.',
  'The ministry did not answer a request for comment, and the company referred questions to the local bureau.',
  'Researchers compared the lists with household records and found that about one name in nine could not be matched.',
  'A later circular shortened the training to twelve days and moved the selection to the committee of the village.',
];

/** Paragraphs of plain prose, each behaviour's in an order of its own; `count` sentences. */
export function prose(name: string, count: number): string {
  const start = [...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  const sentence = (i: number) => `${SENTENCES[(start + 3 * i) % SENTENCES.length]}`;
  const paragraphs: string[] = [];
  for (let i = 0; i < count; i += 4) {
    const last = Math.min(count, i + 4) - i;
    paragraphs.push(Array.from({ length: last }, (_, k) => sentence(i + k)).join(' '));
  }
  return paragraphs.map((text) => `<p>${text}</p>`).join('\n');
}

/** The cited document: some 3,000 characters of prose under its title. */
export const article = (name: string, title = titleOf(name), head = ''): string =>
  site(
    `${title} | The Observer of Record`,
    `<article><h1>${title}</h1>${prose(name, 24)}</article>`,
    head,
  );

const HEADLINES = [
  'Harvest figures are out',
  'A new bridge opens',
  'Three questions to the mayor',
  'Weather for the week',
];

/** A home page: headlines that lead elsewhere. */
export const homePage = site(
  'The Observer of Record',
  `<h1>Latest</h1>${HEADLINES.map(
    (line) =>
      `<article><h2><a href="/x">${line}</a></h2><p>Read more on our pages today.</p></article>`,
  ).join('')}`,
  '<link rel="canonical" href="/">',
);

/** A long document about something else. */
export const otherArticle = site(
  'Our gardens in the rain: a visit | Green Weekly',
  `<article><h1>Our gardens in the rain: a visit</h1>${'<p>Roses like a wet spring better than their owners do, and whoever waits until May will be rewarded. The beds along the wall were planted with lavender, thyme and a single fig tree that nobody expected to live. After lunch the visitors were shown the glasshouse, the compost and the old pump.</p>'.repeat(8)}</article>`,
);
