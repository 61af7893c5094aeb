import { fresh } from './once.js';

/** A print button shows only where script can print. */
export function enhancePrinting() {
  for (const button of fresh('button[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
  }
}
