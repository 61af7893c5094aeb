/**
 * A link or button with data-dialog="id" opens that <dialog>; without script the link leads to the confirm page.
 * Focus returns to the opener by the browser's own rule for showModal().
 */
export function enhanceDialogs() {
  document.addEventListener('click', (event) => {
    if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const closer = event.target.closest('[data-dialog-close]');
    const open = closer?.closest('dialog');
    if (open) {
      event.preventDefault();
      open.close();
      return;
    }
    const opener = event.target.closest('[data-dialog]');
    const dialog = opener && document.getElementById(opener.getAttribute('data-dialog') ?? '');
    if (!(dialog instanceof HTMLDialogElement)) return;
    event.preventDefault();
    dialog.showModal();
  });
}
