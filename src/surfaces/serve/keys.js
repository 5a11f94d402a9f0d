// Presses what has the key: j for the next source, k for the one before, e for the first remedy, u to take the last edit back.
addEventListener('keydown', (event) => {
  const isWrittenIn = event.target.matches('input, select, textarea');
  if (isWrittenIn || event.ctrlKey || event.metaKey || event.altKey) return;
  document.querySelector(`[data-key="${CSS.escape(event.key)}"]`)?.click();
});
// What is under way is looked at again.
if (document.querySelector('[data-again]')) setTimeout(() => location.replace(location.href), 3_000);
