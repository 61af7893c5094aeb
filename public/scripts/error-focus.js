import { fresh } from './once.js';

/** Moves focus to an error summary that has just come, so that a screen reader hears it and its links are next. */
export function focusErrors() {
  for (const summary of fresh('[data-error-summary]')) summary.focus();
}

// A link of the summary leads to the field itself, not only to its place.
document.addEventListener('click', (event) => {
  if (!(event.target instanceof Element)) return;
  const link = event.target.closest('[data-error-summary] a');
  const field = link && document.getElementById(decodeURIComponent(link.getAttribute('href')?.slice(1) ?? ''));
  if (!field) return;
  event.preventDefault();
  field.scrollIntoView({ block: 'center' });
  field.focus({ preventScroll: true });
});
