/** The side menu below 1024 px and the account menu: Escape closes, focus goes back to the opener. */
export function enhanceMenus() {
  const nav = document.getElementById('nav');
  const toggle = document.querySelector('[data-nav-toggle]');
  const closer = document.querySelector('[data-nav-close]');
  if (nav && toggle instanceof HTMLElement && closer instanceof HTMLElement) {
    /** @param {boolean} open */
    const show = (open) => {
      nav.classList.toggle('is-open', open);
      toggle.setAttribute('aria-expanded', String(open));
      (open ? closer : toggle).focus();
    };
    toggle.setAttribute('role', 'button');
    toggle.addEventListener('click', (event) => {
      event.preventDefault();
      show(true);
    });
    closer.addEventListener('click', (event) => {
      event.preventDefault();
      show(false);
    });
    nav.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && nav.classList.contains('is-open')) show(false);
    });
  }
  for (const menu of document.querySelectorAll('details.menu')) closeOnLeave(menu);
}

/** @param {Element} menu */
function closeOnLeave(menu) {
  menu.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || event.key !== 'Escape') return;
    menu.removeAttribute('open');
    menu.querySelector('summary')?.focus();
  });
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.removeAttribute('open');
  });
}
