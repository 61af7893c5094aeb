import { fresh } from './once.js';

const POLL_MS = 3000;

/**
 * Long work: an event stream says that something changed, htmx then fetches the part again by its own hx-get.
 * Where the stream is missing or breaks, the part is fetched every three seconds.
 */
export function enhanceProgress() {
  for (const element of fresh('[data-progress]')) {
    const url = element.dataset.events;
    if (url) listen(element, url);
    else poll(element);
  }
}

/** @param {HTMLElement} element */
function refresh(element) {
  element.dispatchEvent(new CustomEvent('progress-changed', { bubbles: false }));
}

/**
 * @param {HTMLElement} element
 * @param {string} url
 */
function listen(element, url) {
  const stream = new EventSource(url);
  stream.addEventListener('message', () => {
    stream.close(); // the fetched part opens its own stream while the work goes on
    refresh(element);
    poll(element);
  });
  stream.addEventListener('error', () => {
    stream.close();
    poll(element);
  });
}

/** @param {HTMLElement} element */
function poll(element) {
  const timer = setInterval(() => {
    if (element.isConnected) refresh(element);
    else clearInterval(timer);
  }, POLL_MS);
}
