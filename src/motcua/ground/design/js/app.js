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

import { changeClicks, printButtons, showAsked, tickAll } from "./buttons.js";
import { saveDrafts } from "./draft.js";
import { chooseFiles, takeDrops } from "./drop.js";
import { countTicks, enterMoves, keyHelp, shortcuts } from "./keys.js";
import { sendOnce } from "./once.js";
import { readCards } from "./scan.js";
import { suggest } from "./suggest.js";
import { keepUnsent } from "./unsent.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
const parts = [Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios];
for (const part of [...parts, SkipLink]) createAll(part);
chooseFiles();

// Who handles Enter first: a scanned line, then an open list, then the walk to the next field.
readCards();
suggest();
enterMoves();
shortcuts();
keyHelp();
countTicks();
// Before whoever takes a form for sent: what waits for the network is not.
keepUnsent();
sendOnce();
saveDrafts();
changeClicks();
showAsked();
tickAll();
printButtons();
takeDrops();
