// What several conveniences need to know of a form.

/** The fields that a person can reach, in their order. */
export function fieldsOf(form) {
  return [...form.elements].filter(
    (field) =>
      field.matches("input:not([type=hidden]), select, textarea, button[type=submit], summary") &&
      !field.disabled &&
      field.offsetParent !== null,
  );
}

/** Send some values as a form would, with the form's own token against forgery. */
export async function post(url, form, values) {
  const body = values instanceof URLSearchParams ? values : new URLSearchParams(values);
  const token = form.elements.csrfmiddlewaretoken;
  if (token) body.set("csrfmiddlewaretoken", token.value);
  const answer = await fetch(url, { method: "POST", body, keepalive: true });
  // A session that ended answers with the page of sign-in.
  if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
  return answer;
}

/** Put a value into a field as if it had been typed; what was wrong with it is gone. */
export function fill(field, value) {
  field.value = value;
  if (value) forgive(field);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Take the server's mistake off a field, and off the summary; an empty summary goes too. */
function forgive(field) {
  const group = field.closest(".govuk-form-group--error");
  if (!group) return;
  group.classList.remove("govuk-form-group--error");
  group.querySelector(".govuk-error-message")?.remove();
  field.classList.remove("govuk-input--error", "govuk-select--error");
  field.removeAttribute("aria-invalid");
  document.querySelector(`.govuk-error-summary a[href="#${field.id}"]`)?.closest("li").remove();
  const summary = document.querySelector(".govuk-error-summary");
  if (summary && !summary.querySelector("li")) summary.remove();
}
