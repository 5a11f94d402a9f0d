// Searches everything, shows one section or view, groups the list anew, and shares that by the page’s address, which has either an id,
// shown whatever else was asked for, or `#?show=high&section=…&by=…&find=…`.
const all = (what, where = document) => [...where.querySelectorAll(what)];
const make = (name, props, ...inside) => {
  const element = Object.assign(document.createElement(name), props);
  element.append(...inside);
  return element;
};
const tools = document.querySelector('.tools');
const [search] = all('input', tools);
const [section, by] = all('select', tools);
const status = tools.querySelector('[role=status]');
const radios = all('input[name=show]');
const fold = (text) => text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');

// What can be found: cards, rows of the list, and the rest. Texts are read when somebody first asks, or nobody does anything.
const things = all('[data-find]').map((element) => {
  const home = element.closest('details.section');
  const sections = home ? [home.dataset.section] : (element.dataset.sections ?? '').split('\n');
  const views = element.dataset.in ?? element.closest('[data-in]')?.dataset.in ?? '';
  return { element, home, group: home, sections, views: views.split(' '), text: null, isShown: true };
});
const textOf = (thing) =>
  (thing.text ??= fold(`${thing.home?.querySelector('h3').textContent ?? ''} ${thing.element.textContent}`));
const rows = things.filter(({ home }) => home);
const homes = [...new Set(rows.map(({ home }) => home))];
let groups = homes;
let grouped = 'section';
const opened = new Set();
const parts = all('main > section').filter((part) => !part.querySelector('details.section'));

for (const { dataset } of homes)
  if (![...section.options].some(({ value }) => value === dataset.section)) {
    const name = homes.find((home) => home.dataset.section === dataset.section).querySelector('h3').textContent;
    section.append(make('option', { value: dataset.section, textContent: name }));
  }

const keyOf = { source: (row) => row.dataset.source, publisher: (row) => row.dataset.publisher };
const nameOf = { source: (row) => row.querySelector('.of').textContent, publisher: (row) => row.dataset.publisher };

function group(way) {
  if (way === grouped) return;
  grouped = way;
  for (const made of groups) if (!homes.includes(made)) made.remove();
  const gathered = new Map();
  for (const row of rows) {
    const key = way === 'section' ? row.home : keyOf[way](row.element);
    if (!gathered.has(key)) gathered.set(key, []);
    gathered.get(key).push(row);
  }
  const fresh = [...gathered].map(([key, own]) => {
    const home = way === 'section' ? key : groupOf(nameOf[way](own[0].element), own.length);
    home.querySelector('tbody').append(...own.map((row) => row.element));
    for (const row of own) row.group = home;
    return home;
  });
  if (way !== 'section') {
    fresh.sort((a, b) => a.textContent.localeCompare(b.textContent, 'en', { numeric: true }));
    homes[0]?.before(...fresh);
  }
  groups = fresh;
  opened.clear();
}

function groupOf(name, n) {
  const head = homes[0].querySelector('thead').cloneNode(true);
  const table = make('table', { className: 'stack citations' }, head, make('tbody'));
  const summary = make(
    'summary',
    {},
    make('h3', { textContent: name }),
    make('span', { className: 'soft small', textContent: `: ${n}` }),
  );
  return make('details', { className: 'section' }, summary, table);
}

const asked = () => {
  if (!location.hash.startsWith('#?')) return {};
  return Object.fromEntries(new URLSearchParams(location.hash.slice(2)));
};

/** Matches up to which folds are opened, our choice: more are for the reader to choose from. */
const FEW = 200;

function show({ show = 'all', section: only = '', by: way = 'section', find = '' }) {
  const radio = radios.find(({ value }) => value === show);
  if (radio) radio.checked = true;
  section.value = only;
  by.value = keyOf[way] ? way : 'section';
  if (search.value.trim() !== find) search.value = find;
  group(by.value);
  const word = fold(find);
  const counts = new Map();
  let [citations, cards] = [0, 0];
  for (const thing of things) {
    const { element, sections, views } = thing;
    const fits =
      (show === 'all' || views.includes(show)) &&
      (only === '' || sections.includes(only)) &&
      (word === '' || textOf(thing).includes(word));
    if (thing.isShown !== fits) element.hidden = !fits;
    thing.isShown = fits;
    if (!fits) continue;
    if (thing.home) citations += 1;
    else cards += 1;
    counts.set(thing.group, (counts.get(thing.group) ?? 0) + 1);
  }
  for (const one of parts) one.hidden = !all('[data-find]', one).some((element) => !element.hidden);
  const narrowed = word !== '' || only !== '' || show !== 'all';
  for (const one of new Set([...homes, ...groups]))
    one.hidden = !groups.includes(one) || (narrowed && !counts.has(one));
  for (const one of opened) if (!narrowed) one.open = false;
  if (!narrowed) opened.clear();
  if (narrowed && citations <= FEW)
    for (const one of counts.keys())
      if (one && !one.open) {
        opened.add(one);
        one.open = true;
      }
  say(narrowed || word ? found(find, citations, cards) : '');
}

const many = (n, one) => `${n} ${one}${n === 1 ? '' : 's'}`;
const found = (find, citations, cards) => {
  const what = find === '' ? '' : ` for “${find}”`;
  if (citations + cards === 0) return `Nothing found${what}.`;
  return (
    many(citations, 'citation') +
    ' in the list and ' +
    many(cards, 'other entry').replace('entrys', 'entries') +
    ' found' +
    what +
    '.'
  );
};
const say = (words) => {
  if (status.textContent !== words) status.textContent = words;
};

function ask(changes, keep) {
  const next = { ...asked(), ...changes };
  const standard = { show: 'all', section: '', by: 'section', find: '' };
  for (const [key, value] of Object.entries(standard)) if (next[key] === value) delete next[key];
  const hash = `#?${new URLSearchParams(next)}`;
  if (keep) history.replaceState(null, '', hash);
  else history.pushState(null, '', hash);
  show(next);
}

function reveal(hash) {
  let id = hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {}
  const target = document.getElementById(id);
  if (target) {
    for (let fold = target; fold; fold = fold.parentElement?.closest('details'))
      if (fold.tagName === 'DETAILS') fold.open = true;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    // A citation is named at the foot of its card; what is told of it begins at the top.
    return (target.closest('article') ?? target).scrollIntoView();
  }
  const files = JSON.parse(document.querySelector('script[type="application/json"]')?.textContent ?? '{}');
  const file = Object.keys(files).find((one) => files[one].includes(id));
  if (file) location.replace(file + hash);
}

function follow() {
  show(asked());
  if (location.hash.length > 1 && !location.hash.startsWith('#?')) reveal(location.hash);
}

tools.hidden = false;
for (const radio of radios) radio.addEventListener('change', () => ask({ show: radio.value }));
section.addEventListener('change', () => ask({ section: section.value }));
by.addEventListener('change', () => ask({ by: by.value }));
search.addEventListener('input', () => ask({ find: search.value.trim() }, true));
addEventListener('hashchange', follow);
addEventListener('popstate', follow);
addEventListener('keydown', (event) => {
  const isWrittenIn = event.target.matches('input:not([type=radio]), select, textarea');
  if (event.key !== '/' || isWrittenIn || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  search.focus();
});
const folds = tools.querySelector('button');
folds.addEventListener('click', () => {
  const isAny = groups.some((one) => !one.open);
  for (const one of groups) one.open = isAny;
});

follow();
(window.requestIdleCallback ?? setTimeout)(function read(deadline) {
  for (const thing of things) {
    if (thing.text === null) {
      textOf(thing);
      if (deadline?.timeRemaining && deadline.timeRemaining() < 1) return requestIdleCallback(read);
    }
  }
});

// Copies a line, skips to the findings, says what is new since the reader’s last look, and unfolds for the printer what is folded but
// for the nights, which are bars there.
for (const line of all('.copy')) {
  const { copy = line.textContent, what = '' } = line.dataset;
  const short = copy.length > 80 ? `${copy.slice(0, 80).replace(/\s\S*$/, '')} …` : copy;
  const button = make('button', { type: 'button', textContent: `Copy ${what}`.trim() });
  button.setAttribute('aria-label', `${button.textContent}: ${short}`);
  button.addEventListener('click', () => {
    getSelection().selectAllChildren(line);
    // What is shown may be a difference, or a name: what goes out is the text itself.
    const put = (event) => {
      event.clipboardData.setData('text/plain', copy);
      event.preventDefault();
    };
    addEventListener('copy', put);
    document.execCommand('copy');
    removeEventListener('copy', put);
    button.textContent = 'Copied';
    button.ariaLabel = `Copied: ${short}`;
    say(`Copied: ${copy}`);
  });
  line.after(button);
}

const skip = document.querySelector('.skip');
skip.addEventListener('click', (event) => {
  // What was asked for stays in the address.
  event.preventDefault();
  const main = document.querySelector('main');
  main.tabIndex = -1;
  main.focus();
});

// The reader's last look: the run that this browser showed before this one.
try {
  const key = `citewatch ${location.pathname}`;
  const run = document.documentElement.dataset.run;
  const known = JSON.parse(localStorage.getItem(key)) ?? {};
  const look = known.run === run ? known : { run, before: known.run };
  localStorage.setItem(key, JSON.stringify(look));
  const fresh = all('[data-since]').filter(({ dataset }) => look.before && dataset.since > look.before);
  for (const mark of fresh) mark.textContent = 'New since your last look';
  if (look.before && look.before < run)
    tools.querySelector('.look').textContent =
      (fresh.length === 0 ? 'Nothing is' : fresh.length === 1 ? '1 finding is' : `${fresh.length} findings are`) +
      ' new since your last look.';
} catch {}

let closed = [];
addEventListener('beforeprint', () => {
  closed = all('details:not([open])').filter((one) => !one.matches('.life, .health details'));
  for (const one of closed) one.open = true;
});
addEventListener('afterprint', () => {
  for (const one of closed) one.open = false;
});
