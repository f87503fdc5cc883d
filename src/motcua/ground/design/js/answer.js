// A page that answers a form sent by script, shown in the place of the page that sent it.
export const SHOWN = "mc:page";

/**
 * Show the same screen as the server draws it now: sent once, read once, and no entry in the
 * history that the browser could only open by sending the form again.
 */
export function showAnswer(html, address) {
  const page = new DOMParser().parseFromString(html, "text/html");
  history.replaceState(null, "", address);
  document.title = page.title;
  document.body.replaceWith(page.body);
  window.scrollTo(0, 0);
  // The browser heeds this only in a page that it opens itself.
  document.querySelector("[autofocus]")?.focus();
  document.dispatchEvent(new Event(SHOWN));
}
