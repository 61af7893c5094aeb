import { fresh } from './once.js';

/** A "send code" button rests for data-countdown seconds and says how long; the server refuses an early press all the same. */
export function enhanceCountdowns() {
  for (const button of fresh('button[data-countdown]')) {
    if (!(button instanceof HTMLButtonElement)) continue;
    const seconds = Number(button.dataset.countdown);
    if (seconds > 0) rest(button, Date.now() + seconds * 1000);
  }
}

/**
 * @param {HTMLButtonElement} button
 * @param {number} until
 */
function rest(button, until) {
  const left = Math.ceil((until - Date.now()) / 1000);
  button.disabled = left > 0;
  button.textContent = left > 0 ? (button.dataset.waiting ?? '').replace('{seconds}', String(left)) : (button.dataset.label ?? '');
  if (left > 0) setTimeout(() => rest(button, until), 1000);
}
