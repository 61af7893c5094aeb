/**
 * A form with data-answer-dialog leads to a question (data-answer on that page): with script the question opens over the form.
 * Any other answer, a refused field for instance, is what the browser shows when it sends the form itself.
 * The first request changes nothing, so asking twice is harmless.
 */
export function enhanceAnswers() {
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.dataset['answerDialog'] === undefined || event.defaultPrevented) return;
    event.preventDefault();
    if (form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    void ask(form).finally(() => form.removeAttribute('aria-busy'));
  });
}

/** @param {HTMLFormElement} form */
async function ask(form) {
  const question = await questionOf(form).catch(() => null);
  if (question === null) return HTMLFormElement.prototype.submit.call(form);
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog';
  dialog.append(...document.importNode(question, true).childNodes);
  const title = dialog.querySelector('h1, h2');
  if (title !== null) {
    title.id = 'answer-title';
    dialog.setAttribute('aria-labelledby', title.id);
  }
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {HTMLFormElement} form */
async function questionOf(form) {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value);
  const answer = await fetch(form.action, { method: 'POST', body: fields, headers: { accept: 'text/html' } });
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-answer]');
}
