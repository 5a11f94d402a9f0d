// Presses what has the key: j for the next source, k for the one before, e for the first remedy, u to take the last edit back.
addEventListener('keydown', (event) => {
  const isWrittenIn = event.target.matches('input, select, textarea');
  // A key that is held would go on to press on the next page.
  if (event.repeat || isWrittenIn || event.ctrlKey || event.metaKey || event.altKey) return;
  document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});
// What is under way is looked at again.
if (document.querySelector('[data-again]'))
  setTimeout(() => location.replace(location.href), 3_000);
// What became of a form is read out, which a page that is new says to nobody.
const said = document.querySelector('[role=alert], [role=status]:not([data-again])');
if (said) said.tabIndex = -1;
said?.focus({ preventScroll: true });
