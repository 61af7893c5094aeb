import { fresh } from './once.js';

/** Moves focus to an error summary that has just come, so that a screen reader hears it and its links are next. */
export function focusErrors() {
  for (const summary of fresh('[data-error-summary]')) {
    for (const link of summary.querySelectorAll('a')) nameField(link, summary.dataset.errorSummary ?? '');
    summary.focus();
  }
}

/**
 * "This must not be empty" is clear beside its field; in the list the field is named.
 * @param {HTMLAnchorElement} link
 * @param {string} words the words for "this field"
 */
function nameField(link, words) {
  const text = link.textContent ?? '';
  if (words === '' || !text.startsWith(words)) return;
  const field = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const group = field?.matches('[type=radio], [type=checkbox]') ? field.closest('fieldset') : null;
  const caption = group === null ? document.querySelector(`label[for="${field?.id}"]`) : group.querySelector('legend');
  const label = caption?.firstChild?.textContent?.trim() ?? '';
  if (label !== '') link.textContent = label + text.slice(words.length);
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
