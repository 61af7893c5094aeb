import { fresh } from './once.js';

/** The check box in a table's head picks every row of the page. */
export function enhancePicking() {
  for (const all of fresh('input[data-pick-all]')) {
    if (!(all instanceof HTMLInputElement)) continue;
    const rows = () => [...(all.closest('table')?.querySelectorAll(`input[name="${all.dataset.pickAll}"]`) ?? [])];
    all.addEventListener('change', () => {
      for (const row of rows()) if (row instanceof HTMLInputElement) row.checked = all.checked;
    });
  }
}
