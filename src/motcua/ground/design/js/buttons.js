// Buttons that are there only because scripts are.

/** A choice whose consequences the server draws presses the button that asks for them. */
export function changeClicks() {
  for (const field of document.querySelectorAll("[data-mc-change-clicks]")) {
    const button = document.getElementById(field.dataset.mcChangeClicks);
    field.addEventListener("change", () => field.value && button?.click());
  }
}

/** What a choice asks for besides comes into sight with it, above the bar at the foot. */
export function showAsked() {
  for (const asks of document.querySelectorAll(".mc-asks")) {
    const asked = asks.nextElementSibling;
    asks.addEventListener("change", () => {
      // Never away from where somebody types.
      if (asks.contains(document.activeElement)) asked.scrollIntoView({ block: "nearest" });
    });
  }
}

export function tickAll() {
  for (const button of shown("[data-mc-all]")) {
    button.addEventListener("click", () => {
      const around = document.getElementById(button.dataset.mcAll);
      for (const box of around.querySelectorAll("[data-mc-needed]:not(:checked)")) box.click();
    });
  }
}

export function printButtons() {
  for (const button of shown("[data-mc-print]")) {
    button.addEventListener("click", () => window.print());
  }
}

/** Show the buttons that do something only where scripts run, and return them. */
export function shown(selector) {
  const buttons = document.querySelectorAll(selector);
  for (const button of buttons) button.hidden = false;
  return buttons;
}
