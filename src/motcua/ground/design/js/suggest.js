// A field that offers what the server knows: the combobox of the ARIA guide, list only.
import { fill } from "./forms.js";

const PAUSE = 150;

export function suggest() {
  document.querySelectorAll("input[data-mc-suggest]").forEach((input, at) => {
    new Suggestions(input, `mc-suggest-${at}`);
  });
}

class Suggestions {
  constructor(input, id) {
    this.input = input;
    this.into = input.form?.elements[input.dataset.mcSuggestInto];
    this.here = -1;
    this.build(id);
    input.addEventListener("input", () => this.asked());
    input.addEventListener("keydown", (event) => this.pressed(event));
    input.addEventListener("blur", () => this.close());
    // Before blur, which would close the list under the pointer.
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.choose(event.target.closest("[role=option]"));
    });
  }

  build(id) {
    const hadFocus = document.activeElement === this.input;
    const around = document.createElement("div");
    // The list is as wide as its field.
    const widths = [...this.input.classList].filter((name) => name.startsWith("govuk-!-width"));
    around.classList.add("mc-suggest", ...widths);
    this.input.classList.remove(...widths);
    this.input.replaceWith(around);
    this.list = document.createElement("ul");
    this.list.className = "mc-suggest__list";
    this.list.hidden = true;
    around.append(this.input, this.list);
    // A field that is moved loses the focus, and whoever types already would type to nobody.
    if (hadFocus) this.input.focus();
    set(this.list, { id, role: "listbox", "aria-label": this.input.labels[0]?.textContent ?? "" });
    set(this.input, {
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-controls": id,
      "aria-expanded": "false",
    });
  }

  asked() {
    if (this.into) this.into.value = "";
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    this.asking?.abort();
    const words = this.input.value.trim();
    if (!words) return this.close();
    const url = new URL(this.input.dataset.mcSuggest, location.href);
    url.searchParams.set("q", words);
    this.asking = new AbortController();
    try {
      const answer = await fetch(url, { signal: this.asking.signal });
      if (answer.ok && !answer.redirected) this.show(await answer.text());
    } catch {
      this.close();
    }
  }

  show(html) {
    if (document.activeElement !== this.input) return;
    this.list.innerHTML = html;
    this.options = [...this.list.querySelectorAll("[role=option]:not([aria-disabled])")];
    this.options.forEach((option, at) => (option.id = `${this.list.id}-${at}`));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.go(0);
  }

  close() {
    this.list.hidden = true;
    this.here = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  go(at) {
    const count = this.options.length;
    this.here = count ? (at + count) % count : -1;
    this.options.forEach((option, each) => option.setAttribute("aria-selected", each === this.here));
    const option = this.options[this.here];
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
  }

  pressed(event) {
    if (this.list.hidden || event.isComposing) return;
    const does = {
      ArrowDown: () => this.go(this.here + 1),
      ArrowUp: () => this.go(this.here - 1),
      Enter: () => this.choose(this.options[this.here]),
      Escape: () => this.close(),
    }[event.key];
    if (!does || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    does();
  }

  choose(option) {
    if (!option || option.matches("[aria-disabled]")) return;
    this.close();
    if (option.dataset.href) {
      location.assign(option.dataset.href);
      return;
    }
    this.input.value = option.dataset.label;
    if (this.into) fill(this.into, option.dataset.value);
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}
