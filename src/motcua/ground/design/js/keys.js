// The keyboard of a counter: Enter walks on, Ctrl+Enter sends; / j k walk a list, x ticks a row,
// ? tells of them all. None is a sequence: under Telex two letters may be one vowel.
import { shown } from "./buttons.js";
import { fieldsOf } from "./forms.js";

const OFF = "mc-keys-off";

export function enterMoves() {
  // On the document: where nothing has the focus, the body does, and Ctrl+Enter still sends.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
    const form = walkedFrom(event.target);
    if (!form) return;
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.target.matches("input, select")) {
      event.preventDefault();
      const fields = fieldsOf(form);
      fields[fields.indexOf(event.target) + 1]?.focus();
    }
  });
}

function walkedFrom(target) {
  const forms = "form[data-mc-enter-moves]";
  return target === document.body ? document.querySelector(forms) : target.closest(forms);
}

/** The panel of keys is a dialog: Esc closes it, and the focus goes back where it was. */
export function keyHelp() {
  for (const button of shown("[data-mc-opens-help]")) button.addEventListener("click", openHelp);
}

function openHelp() {
  const panel = document.querySelector("dialog.mc-help");
  panel?.showModal();
  return Boolean(panel);
}

/** The switch that turns the single keys off and on. */
export function keySwitches() {
  const buttons = shown("[data-mc-keys]");
  for (const button of buttons) {
    say(button);
    button.addEventListener("click", () => {
      if (areOff()) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
      buttons.forEach(say);
    });
  }
}

export function shortcuts() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || areOff()) return;
    if (event.target.matches("input, select, textarea, [contenteditable]")) return;
    if (document.querySelector("dialog[open]")) return;
    if (press(event.key)) event.preventDefault();
  });
}

function areOff() {
  return localStorage.getItem(OFF) !== null;
}

function say(button) {
  button.textContent = areOff() ? button.dataset.on : button.dataset.off;
}

/** Do what a key stands for and say whether it stands for anything here. */
function press(key) {
  if (key === "/") {
    const search = document.querySelector("[data-mc-search]");
    search?.focus();
    return Boolean(search);
  }
  if (key === "?") return openHelp();
  return (key === "j" && walk(1)) || (key === "k" && walk(-1)) || (key === "x" && tick());
}

/** Tick the box of the row that has the focus, or untick it. */
function tick() {
  const row = document.activeElement?.closest("[data-mc-rows] tr");
  const box = row?.querySelector("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

/** Say how many rows are ticked; the place is a live region, so that it is also heard. */
export function countTicks() {
  for (const place of document.querySelectorAll("[data-mc-ticked]")) {
    const form = place.closest("form");
    form.addEventListener("change", () => {
      const count = form.querySelectorAll("[data-mc-rows] input:checked").length;
      place.textContent = count ? place.dataset.mcTicked.replace("{count}", count) : "";
    });
  }
}

/** Go to the main link of the next row; Enter then opens it, as it does any link. */
function walk(step) {
  const links = [...document.querySelectorAll("[data-mc-rows] tr")]
    .map((row) => row.querySelector("a"))
    .filter(Boolean);
  const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
  const next = here === -1 ? 0 : here + step;
  links[Math.min(Math.max(next, 0), links.length - 1)]?.focus();
  return links.length > 0;
}
