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
/** A sentence in the page’s language, with its blanks filled. */
const says = JSON.parse(tools.dataset.says);
const filled = (id, values) => says[id].replace(/\{(\w+)\}/g, (_, name) => values[name]);
const fold = (text) => text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');

// Where there is much, what is folded is kept as text (a `noscript`), and made when it is shown.
const keptIn = (element) => element.querySelector(':scope > noscript');
/** Markup as nodes that lie aside: nothing of them is shown, laid out or loaded. */
const nodesOf = (markup) => make('template', { innerHTML: markup }).content;
/** An element with what is folded in it; a copy where something is. */
const unfoldedCopy = (element) => {
  if (!element.querySelector('noscript')) return element;
  const copy = element.cloneNode(true);
  for (const kept of all('noscript', copy)) kept.replaceWith(nodesOf(kept.textContent));
  return copy;
};

// What can be found: cards, rows of the list, and the rest. Texts are read when somebody first asks, or nobody does anything.
const homes = all('details.section');
const rows = homes.flatMap((home) => {
  const kept = keptIn(home);
  const table = kept ? nodesOf(kept.textContent) : home;
  const elements = all('tr[data-find]', table);
  if (kept) {
    for (const element of elements) element.remove();
    kept.replaceWith(table);
  }
  return elements.map((element) => rowIn(home, element, !kept));
});
function rowIn(home, element, isDressed) {
  return {
    element,
    isDressed,
    home,
    group: home,
    sections: [home.dataset.section],
    views: element.dataset.in.split(' '),
    text: null,
    isShown: true,
  };
}
const others = all('main [data-find]')
  .filter((element) => !element.closest('details.section'))
  .map((element) => {
    const views = (element.dataset.in ?? element.closest('[data-in]')?.dataset.in ?? '').split(' ');
    return {
      element,
      sections: (element.dataset.sections ?? '').split('\n'),
      views,
      text: null,
      isShown: true,
    };
  });
const things = [...others, ...rows];
const textIn = (element) => {
  const copy = unfoldedCopy(element).cloneNode(true);
  // The buttons are ours, and not what is looked for.
  for (const button of all('button', copy)) button.remove();
  return copy.textContent;
};
const textOf = (thing) =>
  (thing.text ??= fold(
    `${thing.home?.querySelector('h3').textContent ?? ''} ${textIn(thing.element)}`,
  ));
let groups = homes;
let grouped = 'section';
const opened = new Set();
const parts = all('main > section, .alike').filter(
  (part) => !part.querySelector('details.section'),
);

const elementOf = (row) => {
  if (!row.isDressed) dress(row.element);
  row.isDressed = true;
  return row.element;
};

// The rows of each group that are asked for, and those that stand in it.
let shown = new Map();
const standing = new Map();
function unfold(fold) {
  const kept = keptIn(fold);
  if (kept) {
    kept.outerHTML = kept.textContent;
    dress(fold);
  }
  const own = shown.get(fold) ?? [];
  if (!groups.includes(fold) || standing.get(fold) === own) return;
  standing.set(fold, own);
  if (!fold.querySelector('table')) {
    const head = homes[0].querySelector('thead').cloneNode(true);
    fold.append(make('table', { className: 'stack citations' }, head, make('tbody')));
  }
  fold.querySelector('tbody').replaceChildren(...own.map(elementOf));
}
const unfoldTo = (element) => {
  for (let fold = element.closest('details'); fold; fold = fold.parentElement.closest('details')) {
    fold.open = true;
    unfold(fold);
  }
};
addEventListener('toggle', ({ target }) => target.open && unfold(target), true);

for (const { dataset } of homes)
  if (![...section.options].some(({ value }) => value === dataset.section)) {
    const name = homes
      .find((home) => home.dataset.section === dataset.section)
      .querySelector('h3').textContent;
    section.append(make('option', { value: dataset.section, textContent: name }));
  }

const WAYS = ['source', 'publisher'];
const nameOf = (way, key, { element }) =>
  way === 'source' ? element.querySelector('.of').textContent : key;

function group(way) {
  if (way === grouped) return;
  grouped = way;
  for (const made of groups) if (!homes.includes(made)) made.remove();
  const gathered = new Map();
  for (const row of rows) {
    const key = way === 'section' ? row.home : row.element.dataset[way];
    if (!gathered.has(key)) gathered.set(key, []);
    gathered.get(key).push(row);
  }
  const named = [...gathered].map(([key, own]) => {
    const name = way === 'section' ? '' : nameOf(way, key, own[0]);
    const home = way === 'section' ? key : groupOf(name, own.length);
    for (const row of own) row.group = home;
    return { name, home };
  });
  if (way !== 'section') {
    const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
    named.sort((a, b) => compare(a.name, b.name));
    homes[0]?.before(...named.map(({ home }) => home));
  }
  groups = named.map(({ home }) => home);
  standing.clear();
  opened.clear();
}

function groupOf(name, n) {
  const summary = make(
    'summary',
    {},
    make('h3', { textContent: name }),
    make('span', { className: 'soft small', textContent: filled('of', { button: '', text: n }) }),
  );
  return make('details', { className: 'section' }, summary);
}

const asked = () => {
  if (!location.hash.startsWith('#?')) return {};
  return Object.fromEntries(new URLSearchParams(location.hash.slice(2)));
};

/** Matches up to which folds are opened, our choice: more are for the reader to choose from. */
const FEW = 100;

function show({ show = 'all', section: only = '', by: way = 'section', find = '' }) {
  const radio = radios.find(({ value }) => value === show);
  if (radio) radio.checked = true;
  section.value = only;
  by.value = WAYS.includes(way) ? way : 'section';
  if (search.value.trim() !== find) search.value = find;
  group(by.value);
  const found = showThings({ show, only, word: fold(find) });
  for (const one of parts) one.hidden = !one.querySelector('[data-find]:not([hidden])');
  const narrowed = find !== '' || only !== '' || show !== 'all';
  foldGroups(narrowed, found.citations);
  for (const one of groups) if (one.open) unfold(one);
  say(narrowed ? foundWords(found) : '');
}

const isWanted = ({ show, only, word }, thing) =>
  (show === 'all' || thing.views.includes(show)) &&
  (only === '' || thing.sections.includes(only)) &&
  (word === '' || textOf(thing).includes(word));

/** Hides what is not asked for, notes the rows of each group that are, and counts both. */
function showThings(wanted) {
  shown = new Map();
  let [citations, others] = [0, 0];
  for (const thing of things) {
    const { group, element } = thing;
    const fits = isWanted(wanted, thing);
    if (!group && thing.isShown !== fits) element.hidden = !fits;
    thing.isShown = fits;
    if (!fits) continue;
    if (!group) {
      others += 1;
      continue;
    }
    citations += 1;
    if (!shown.has(group)) shown.set(group, []);
    shown.get(group).push(thing);
  }
  return { citations, others };
}

/** Hides groups that have nothing to show; opens them where little is found, and folds those again when all is shown. */
function foldGroups(narrowed, citations) {
  const current = new Set(groups);
  for (const one of new Set([...homes, ...groups]))
    one.hidden = !current.has(one) || (narrowed && !shown.has(one));
  if (!narrowed) {
    for (const one of opened) one.open = false;
    opened.clear();
  } else if (citations <= FEW) openGroups();
}

function openGroups() {
  for (const one of shown.keys()) {
    if (one.open) continue;
    opened.add(one);
    one.open = true;
  }
}

const foundWords = ({ citations, others }) =>
  citations + others === 0 ? says.nothing : filled('found', { citations, others });

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

const holdsId = (element, id) =>
  element.id === id || unfoldedCopy(element).querySelector(`[id="${CSS.escape(id)}"]`) !== null;

function reveal(hash) {
  let id = hash.slice(1);
  try {
    id = decodeURIComponent(id);
  } catch {}
  let target = document.getElementById(id);
  for (const thing of target ? [] : things)
    if (!target && holdsId(thing.element, id)) {
      unfoldTo(thing.group ?? thing.element.firstElementChild);
      target = document.getElementById(id);
    }
  if (target) {
    unfoldTo(target.firstElementChild ?? target);
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    // A citation is named at the foot of its card; what is told of it begins at the top.
    return (target.closest('article') ?? target).scrollIntoView();
  }
  const files = JSON.parse(
    document.querySelector('script[type="application/json"]')?.textContent ?? '{}',
  );
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
// Once all is there, the browser goes to the place itself, and not to the top of its card.
addEventListener('load', () => setTimeout(follow));
(window.requestIdleCallback ?? setTimeout)(function read(deadline) {
  for (const thing of things) {
    if (thing.text === null) {
      textOf(thing);
      if (deadline?.timeRemaining && deadline.timeRemaining() < 1) return requestIdleCallback(read);
    }
  }
});

// Copies a line, skips to the findings, and says what is new since the reader’s last look.
function dress(where) {
  for (const line of all('.copy', where)) {
    const { copy = line.textContent, what } = line.dataset;
    const short = copy.length > 80 ? `${copy.slice(0, 80).replace(/\s\S*$/, '')} …` : copy;
    const button = make('button', {
      type: 'button',
      textContent: what ? filled('copyWhat', { what }) : says.copy,
    });
    button.ariaLabel = filled('of', { button: button.textContent, text: short });
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
      button.textContent = says.copied;
      button.ariaLabel = filled('copiedText', { text: short });
      say(filled('copiedText', { text: copy }));
    });
    line.after(button);
  }
}
dress(document);

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
  const fresh = all('[data-since]').filter(
    ({ dataset }) => look.before && dataset.since > look.before,
  );
  for (const mark of fresh) mark.textContent = says.new;
  if (look.before && look.before < run)
    tools.querySelector('.look').textContent = filled('newCount', { n: fresh.length });
} catch {}
