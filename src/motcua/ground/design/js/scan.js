// The scanner at the counter is a keyboard: it types the line in a card's QR, then Enter.
import { fieldsOf, fill, post } from "./forms.js";

export function readCards() {
  for (const input of document.querySelectorAll("input[data-mc-scan]")) {
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || !input.value.trim()) return;
      // Never a submit, whatever the form does with Enter.
      event.preventDefault();
      read(input);
    });
  }
}

async function read(input) {
  const line = input.value;
  input.value = "";
  try {
    const answer = await post(input.dataset.mcScan, input.form, { line });
    const { error, said, ...values } = await answer.json();
    for (const [name, value] of Object.entries(values)) {
      if (input.form.elements[name]) fill(input.form.elements[name], value);
    }
    say(input, error ?? said ?? "", Boolean(error));
    if (!error) nextEmpty(input)?.focus();
  } catch {
    say(input, input.dataset.mcScanFailed ?? "", true);
  }
}

function nextEmpty(input) {
  const fields = fieldsOf(input.form);
  return fields.slice(fields.indexOf(input) + 1).find((field) => !field.value);
}

function say(input, words, isError) {
  const said = input.form.querySelector("[data-mc-scan-said]");
  if (!said) return;
  said.textContent = words;
  said.hidden = !words;
  said.classList.toggle("mc-said--error", isError);
}
