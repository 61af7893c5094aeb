import { enhanceAnswers } from './answer-dialog.js';
import { enhanceCountdowns } from './countdown.js';
import { enhanceDialogs } from './dialogs.js';
import { focusErrors } from './error-focus.js';
import { enhanceFiles } from './file-box.js';
import { enhanceMenus } from './menus.js';
import { enhancePins } from './pin-pad.js';
import { enhancePrinting } from './printing.js';
import { enhanceProgress } from './progress.js';
import { enhancePicking } from './row-picking.js';
import { guardSubmits } from './submit-once.js';

// Everything works without these scripts; each function may run again over the same document after a part was swapped.
const enhance = () => {
  enhanceCountdowns();
  enhanceFiles();
  enhancePins();
  enhancePrinting();
  enhanceProgress();
  enhancePicking();
};

enhanceAnswers();
guardSubmits();
enhanceDialogs();
enhanceMenus();
enhance();
focusErrors();

document.addEventListener('htmx:after:swap', () => {
  enhance();
  focusErrors();
});
