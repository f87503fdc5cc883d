// What is typed is kept on the server as the officer's draft, a moment after he pauses.
import { post } from "./forms.js";

const PAUSE = 800;
const RETRY = 5000;

export function saveDrafts() {
  document.querySelectorAll("form[data-mc-draft]").forEach((form) => new Draft(form));
}

class Draft {
  constructor(form) {
    this.form = form;
    this.said = document.querySelector("[data-mc-draft-said]");
    this.timer = 0;
    this.isChanged = this.isSending = this.isOver = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => {
      if (!event.defaultPrevented) this.isOver = true;
    });
    window.addEventListener("online", () => this.send());
    window.addEventListener("pagehide", () => this.send());
    window.addEventListener("pageshow", () => (this.isOver = false));
  }

  changed() {
    this.isChanged = true;
    this.later(PAUSE);
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
  }

  async send() {
    if (!this.isChanged || this.isSending || this.isOver) return;
    if (this.form.dataset.mcSending || !this.form.isConnected) return;
    this.isSending = true;
    this.isChanged = false;
    try {
      const answer = await post(this.form.dataset.mcDraft, this.form, typed(this.form));
      await this.show(answer);
      this.form.dispatchEvent(new Event("mc:saved"));
      this.say(`${this.said?.dataset.words} ${new Date().toLocaleTimeString("vi-VN")}`);
    } catch {
      this.isChanged = true;
      this.form.dispatchEvent(new Event("mc:unsaved"));
      this.say(this.said?.dataset.failed);
    }
    this.isSending = false;
    if (this.isChanged) this.later(RETRY);
  }

  // What follows from what was typed, such as the sum to pay, comes back with the draft.
  async show(answer) {
    const shown = this.form.querySelector("[data-mc-draft-shows]");
    if (shown && answer.status === 200) shown.innerHTML = await answer.text();
  }

  say(words) {
    if (this.said) this.said.textContent = words;
  }
}

/** The form's values without its files, which a draft does not hold. */
function typed(form) {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") values.append(name, value);
  }
  return values;
}
