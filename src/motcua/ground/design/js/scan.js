// The scanner at the counter is a keyboard: it types the line in a card's QR, then Enter.
import { fieldsOf, fill, post } from "./forms.js";

export function readCards() {
  for (const input of document.querySelectorAll("input[data-mc-scan]")) {
    input.form.addEventListener("input", (event) => event.isTrusted && say(input, "", false));
    // What the last scan filled: the next one, read or not, begins without that person.
    const last = { filled: new Map(), number: 0 };
    const method = watch(input);
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || !input.value.trim()) return;
      // Never a submit, whatever the form does with Enter.
      event.preventDefault();
      const rewritten = method.hasMeddled() ? "1" : "";
      method.forget();
      read(input, rewritten, last);
    });
  }
}

/**
 * Watch for an input method that changes letters while a scanner types letters of its own.
 * A scanner that relies on the method types keys only, and gets all its letters from it.
 */
function watch(input) {
  const nothing = { before: "", isRewriting: false, given: false, rewritten: false };
  let seen = { ...nothing };
  input.addEventListener("input", () => {
    const { value } = input;
    const isRewriting = !value.startsWith(seen.before);
    const added = isRewriting || seen.isRewriting ? "" : value.slice(seen.before.length);
    if (isRewriting) seen.rewritten = true;
    if (/[^\0-\x7f]/.test(added)) seen.given = true;
    seen = value ? { ...seen, before: value, isRewriting } : { ...nothing };
  });
  return {
    hasMeddled: () => seen.given && seen.rewritten,
    forget: () => (seen = { ...nothing }),
  };
}

async function read(input, rewritten, last) {
  const line = input.value;
  const number = ++last.number;
  input.value = "";
  forget(last.filled);
  try {
    const answer = await post(input.dataset.mcScan, input.form, {
      [input.name]: line,
      rewritten,
    });
    const { error, said, ...values } = await answer.json();
    // Somebody else was scanned meanwhile.
    if (number !== last.number) return;
    for (const [name, value] of Object.entries(values)) {
      const field = input.form.elements[name];
      if (!field) continue;
      last.filled.set(field, { before: field.value, value });
      fill(field, value);
    }
    say(input, error ?? said ?? "", Boolean(error));
    // Who has gone on, to scan the next card or to type, is not called back.
    if (!error && document.activeElement === input) nextEmpty(input)?.focus();
  } catch {
    say(input, input.dataset.mcScanFailed ?? "", true);
  }
}

/** Put back what stood in the fields before the last scan, unless it was typed over since. */
function forget(filled) {
  for (const [field, { before, value }] of filled) {
    if (field.value === value) fill(field, before);
  }
  filled.clear();
}

function nextEmpty(input) {
  const fields = fieldsOf(input.form);
  return fields.slice(fields.indexOf(input) + 1).find((field) => !field.value);
}

function say(input, words, isError) {
  const part = input.closest("fieldset") ?? input.form;
  const said = part.querySelector("[data-mc-scan-said]");
  if (!said) return;
  said.textContent = words;
  said.hidden = !words;
  said.classList.toggle("mc-said--error", isError);
}
