import { fresh } from './once.js';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'delete'];

/** Turns the plain password field of components/pin into boxes with a pad of large keys. The field itself stays and is what is sent. */
export function enhancePins() {
  for (const field of fresh('[data-pin]')) {
    const input = field.querySelector('input');
    const length = Number(field.dataset.pin);
    if (!input || !(length > 0 && length <= 12)) continue;
    const boxes = document.createElement('div');
    boxes.className = 'pin';
    input.before(boxes);
    boxes.append(input, ...Array.from({ length }, () => document.createElement('i')));
    const draw = () => drawBoxes(boxes, input.value.length);
    input.addEventListener('input', () => {
      input.value = input.value.replaceAll(/\D/g, '');
      draw();
    });
    const pad = padFor(field, input, length, draw);
    boxes.after(pad);
    // where our pad shows, the keyboard of the phone would only cover it
    if (matchMedia('(max-width: 799px)').matches) input.inputMode = 'none';
    field.addEventListener('focusin', () => makeCurrent(field));
    draw();
  }
  for (const form of document.forms) if (!form.querySelector('.is-current')) makeCurrent(form.querySelector('[data-pin]'));
}

/**
 * Of several in one form only the current one shows its pad.
 * @param {Element | null} field
 */
function makeCurrent(field) {
  for (const other of field?.closest('form')?.querySelectorAll('[data-pin]') ?? []) other.classList.toggle('is-current', other === field);
}

/**
 * @param {HTMLElement} boxes
 * @param {number} filled
 */
function drawBoxes(boxes, filled) {
  for (const [index, box] of boxes.querySelectorAll('i').entries()) {
    box.className = index < filled ? 'on' : index === filled ? 'now' : '';
  }
}

/**
 * @param {HTMLElement} field
 * @param {HTMLInputElement} input
 * @param {number} length
 * @param {() => void} draw
 */
function padFor(field, input, length, draw) {
  const pad = document.createElement('div');
  pad.className = 'pad after';
  pad.setAttribute('role', 'group');
  pad.setAttribute('aria-label', field.dataset.pinPad ?? '');
  for (const key of KEYS) {
    pad.append(key === '' ? document.createElement('span') : keyFor(key, field, () => press(key, input, length, draw)));
  }
  return pad;
}

/**
 * @param {string} key
 * @param {HTMLElement} field
 * @param {() => void} pressed
 */
function keyFor(key, field, pressed) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = key === 'delete' ? '⌫' : key;
  if (key === 'delete') button.setAttribute('aria-label', field.dataset.pinDelete ?? '');
  button.addEventListener('click', pressed);
  return button;
}

/**
 * @param {string} key
 * @param {HTMLInputElement} input
 * @param {number} length
 * @param {() => void} draw
 */
function press(key, input, length, draw) {
  input.value = key === 'delete' ? input.value.slice(0, -1) : (input.value + key).slice(0, length);
  draw();
  if (input.value.length < length) return;
  const fields = [...(input.form?.querySelectorAll('[data-pin]') ?? [])];
  const next = fields[fields.findIndex((field) => field.contains(input)) + 1];
  if (next !== undefined) makeCurrent(next);
}
