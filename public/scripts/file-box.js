import { fresh } from './once.js';

/** Shows name and size of the chosen file, refuses one that is too large before it travels, and takes a dropped file. */
export function enhanceFiles() {
  for (const box of fresh('[data-file-box]')) {
    const input = box.querySelector('input[type=file]');
    const chosen = box.querySelector('[data-file-chosen]');
    if (!(input instanceof HTMLInputElement) || !(chosen instanceof HTMLElement)) continue;
    // nobody drags a file with a finger
    if (matchMedia('(hover: hover)').matches) chosen.textContent = chosen.dataset.drop ?? '';
    coverWithButton(input, chosen.dataset.choose ?? '');
    input.addEventListener('change', () => describe(input, chosen));
    acceptDrops(box, input);
  }
}

/**
 * The browser writes its own button in its own language; ours is a label of the same field.
 * @param {HTMLInputElement} input
 * @param {string} words
 */
function coverWithButton(input, words) {
  const button = document.createElement('label');
  button.className = 'btn btn--sm';
  button.htmlFor = input.id;
  button.textContent = words;
  input.classList.add('file--covered');
  input.after(button);
}

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} chosen
 */
function describe(input, chosen) {
  const files = [...(input.files ?? [])];
  const most = Number(input.dataset.maxBytes ?? Number.POSITIVE_INFINITY);
  const tooLarge = files.some((file) => file.size > most);
  input.setCustomValidity(tooLarge ? (input.dataset.tooLarge ?? '') : '');
  chosen.textContent = tooLarge ? (input.dataset.tooLarge ?? '') : files.map((file) => `${file.name}，${sizeOf(file.size)}`).join('；');
  if (tooLarge) input.reportValidity();
}

/** @param {number} bytes */
function sizeOf(bytes) {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/**
 * @param {HTMLElement} box
 * @param {HTMLInputElement} input
 */
function acceptDrops(box, input) {
  box.addEventListener('dragover', (event) => {
    event.preventDefault();
    box.classList.add('is-over');
  });
  box.addEventListener('dragleave', () => box.classList.remove('is-over'));
  box.addEventListener('drop', (event) => {
    event.preventDefault();
    box.classList.remove('is-over');
    const files = event.dataTransfer?.files;
    if (!files?.length || (files.length > 1 && !input.multiple)) return;
    input.files = files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
}
