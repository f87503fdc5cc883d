// Conveniences. Every page works without them; nothing here is the only way to do a thing.
import {
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
  createAll,
} from "govuk-frontend";

import { SHOWN } from "./answer.js";
import { changeClicks, printButtons, showAsked, tickAll } from "./buttons.js";
import { takePhotographs } from "./camera.js";
import { saveDrafts } from "./draft.js";
import { chooseFiles, takeDrops } from "./drop.js";
import { countTicks, enterMoves, keyHelp, keySwitches, shortcuts } from "./keys.js";
import { sendOnce } from "./once.js";
import { readCards } from "./scan.js";
import { suggest } from "./suggest.js";
import { keepUnsent } from "./unsent.js";

/** What hears a page as a whole, whichever is shown. */
function listen() {
  enterMoves();
  shortcuts();
  sendOnce();
}

/** What the parts of the page that is shown now can do. */
function furnish() {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  const parts = [Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios];
  for (const part of [...parts, SkipLink]) createAll(part);
  chooseFiles();
  takePhotographs();
  readCards();
  suggest();
  keyHelp();
  keySwitches();
  countTicks();
  // Before whoever takes a form for sent: what waits for the network is not.
  keepUnsent();
  saveDrafts();
  changeClicks();
  showAsked();
  tickAll();
  printButtons();
  takeDrops();
}

// The document hears what its parts have heard before: a scanned line, then an open list, then
// the walk to the next field have Enter; and what waits for the network is not taken for sent.
listen();
furnish();
document.addEventListener(SHOWN, furnish);
