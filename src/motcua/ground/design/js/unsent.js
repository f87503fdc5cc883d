// A form that the network did not take: what was typed stays in this tab and is sent again.
// Nothing is kept here while the server can be reached; there the draft and the act keep it.
import { showAnswer } from "./answer.js";

const NAME = "mc-unsent";
const KEPT_FOR = 24 * 60 * 60 * 1000;
const RETRY = 5000;
const FAULT_OF_SERVER = 500;

export function keepUnsent() {
  const kept = read();
  const form = document.querySelector("form[data-mc-unsent]");
  if (form) new Unsent(form, kept);
  else if (kept) elsewhere(kept);
}

class Unsent {
  constructor(form, kept) {
    this.form = form;
    this.said = document.querySelector("[data-mc-unsent-said]");
    this.isKept = this.isSending = this.isRestoring = false;
    form.addEventListener("submit", (event) => this.submitted(event));
    form.addEventListener("input", () => this.edited());
    form.addEventListener("mc:unsaved", () => this.isKept || this.keep({ wants: false }));
    // What the server keeps as a draft need not lie here too.
    form.addEventListener("mc:saved", () => this.wants || sessionStorage.removeItem(NAME));
    this.said?.querySelector("button").addEventListener("click", () => form.requestSubmit());
    window.addEventListener("online", () => this.wants && this.send());
    window.addEventListener("pageshow", (event) => event.persisted && this.released());
    if (kept) this.restore(kept);
  }

  submitted(event) {
    // A button of its own address changes the page, it does not send the form.
    if (event.defaultPrevented || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    this.send();
  }

  async send() {
    if (this.isSending || !this.form.isConnected) return;
    clearTimeout(this.timer);
    this.isSending = true;
    this.form.dataset.mcSending = "1";
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams(valuesOf(this.form)),
        headers: { Accept: "application/json" },
      });
      if (answer.status >= FAULT_OF_SERVER) throw new Error(String(answer.status));
      await this.answered(answer);
    } catch {
      this.isSending = false;
      this.keep({ wants: true });
      this.timer = setTimeout(() => this.send(), RETRY);
    }
  }

  async answered(answer) {
    const screen = answer.headers.get("Content-Location");
    if (answer.ok && !answer.redirected) {
      const { goes_to: next } = await answer.json();
      this.forget();
      location.assign(next);
    } else if (screen) {
      // The same screen, with its faults: the server has kept what was typed.
      const page = await answer.text();
      this.forget();
      showAnswer(page, screen);
    } else {
      // A session that ended, or a no without this screen: nothing of it lies on the server.
      this.keep({ wants: false });
      if (answer.redirected) location.assign(answer.url);
      else HTMLFormElement.prototype.submit.call(this.form);
    }
  }

  released() {
    this.isSending = false;
    delete this.form.dataset.mcSending;
  }

  /** What is changed after it was sent in vain is sent again only by whoever changed it. */
  edited() {
    if (!this.isKept || this.isRestoring) return;
    clearTimeout(this.timer);
    this.keep({ wants: false });
  }

  keep({ wants }) {
    const { user } = this.form.dataset;
    const { href } = location;
    const at = this.keptAt ?? Date.now();
    write({ at, user, href, wants, values: valuesOf(this.form, isTyped) });
    Object.assign(this, { isKept: true, wants, keptAt: at });
    // No draft is saved of what is being received: it would outlive the receipt.
    if (wants) this.form.dataset.mcSending = "1";
    else delete this.form.dataset.mcSending;
    if (wants) this.say("failed");
    else if (this.isShown) this.say("edited");
  }

  forget() {
    sessionStorage.removeItem(NAME);
    Object.assign(this, { isKept: false, wants: false, keptAt: undefined });
    this.say("");
  }

  say(words) {
    this.isShown = Boolean(words);
    if (!this.said) return;
    this.said.hidden = !words;
    this.said.querySelector("p").textContent = this.said.dataset[words] ?? "";
  }

  restore(kept) {
    const values = new URLSearchParams(kept.values);
    if (kept.user !== this.form.dataset.user) return sessionStorage.removeItem(NAME);
    if (!isSameMatter(this.form, values)) return elsewhere(kept);
    this.isRestoring = true;
    for (const field of this.form.elements) if (isTyped(field.name)) put(field, values);
    this.form.dispatchEvent(new Event("input"));
    Object.assign(this, { isRestoring: false, isKept: true, wants: kept.wants, keptAt: kept.at });
    this.say(kept.wants ? "failed" : "edited");
    if (kept.wants) this.timer = setTimeout(() => this.send(), RETRY);
  }
}

/** Lead back to what was not sent, from a page that is about something else. */
function elsewhere(kept) {
  const link = document.querySelector("[data-mc-unsent-elsewhere] a");
  if (!link) return;
  link.href = kept.href;
  link.closest("[data-mc-unsent-elsewhere]").hidden = false;
}

function isSameMatter(form, values) {
  return ["thu-tuc", "truong-hop"].every((name) => form.elements[name]?.value === values.get(name));
}

function isTyped(name) {
  return name && name !== "csrfmiddlewaretoken";
}

function put(field, values) {
  if (field.type === "checkbox") field.checked = values.getAll(field.name).includes(field.value);
  else if (values.has(field.name)) field.value = values.get(field.name);
}

function valuesOf(form, isWanted = () => true) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && isWanted(name));
}

function read() {
  const kept = JSON.parse(sessionStorage.getItem(NAME) ?? "null");
  if (kept && Date.now() - kept.at < KEPT_FOR) return kept;
  sessionStorage.removeItem(NAME);
  return null;
}

function write(kept) {
  sessionStorage.setItem(NAME, JSON.stringify(kept));
  setTimeout(read, KEPT_FOR);
}
