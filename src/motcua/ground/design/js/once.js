// A second click on a button that is already at work does nothing. The server knows the
// form's key anyway; this spares it the question.
const PATIENCE = 8000;

export function sendOnce() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.mcSent) {
      event.preventDefault();
      return;
    }
    form.dataset.mcSent = "1";
    // A form that answers with a file leaves its page standing.
    setTimeout(() => delete form.dataset.mcSent, PATIENCE);
  });
  // Back brings a page from memory as it was left.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-mc-sent]")) delete form.dataset.mcSent;
  });
}
