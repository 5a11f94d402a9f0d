/** Copies a line, skips to the findings, says what is new since the reader's last look, and unfolds for the printer what is folded but for the nights, which are bars there. */
export const READER = `
for (const line of all('.copy')) {
  const { copy = line.textContent, what = '' } = line.dataset;
  const short = copy.length > 80 ? copy.slice(0, 80).replace(/\\s\\S*$/, '') + ' …' : copy;
  const button = make('button', { type: 'button', textContent: ('Copy ' + what).trim() });
  button.setAttribute('aria-label', button.textContent + ': ' + short);
  button.addEventListener('click', () => {
    getSelection().selectAllChildren(line);
    // What is shown may be a difference, or a name: what goes out is the text itself.
    const put = (event) => { event.clipboardData.setData('text/plain', copy); event.preventDefault(); };
    addEventListener('copy', put);
    document.execCommand('copy');
    removeEventListener('copy', put);
    button.textContent = 'Copied';
    button.ariaLabel = 'Copied: ' + short;
    say('Copied: ' + copy);
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
  const key = 'citewatch ' + location.pathname;
  const run = document.documentElement.dataset.run;
  const known = JSON.parse(localStorage.getItem(key)) ?? {};
  const look = known.run === run ? known : { run, before: known.run };
  localStorage.setItem(key, JSON.stringify(look));
  const fresh = all('[data-since]').filter(({ dataset }) => look.before && dataset.since > look.before);
  for (const mark of fresh) mark.textContent = 'New since your last look';
  if (look.before && look.before < run)
    tools.querySelector('.look').textContent = (fresh.length === 0 ? 'Nothing is' : fresh.length === 1 ? '1 finding is' : fresh.length + ' findings are') + ' new since your last look.';
} catch {}

let closed = [];
addEventListener('beforeprint', () => { closed = all('details:not([open])').filter((one) => !one.matches('.life, .health details')); for (const one of closed) one.open = true; });
addEventListener('afterprint', () => { for (const one of closed) one.open = false; });
`;
