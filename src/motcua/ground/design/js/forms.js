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

/** Put a value into a field as if it had been typed. */
export function fill(field, value) {
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
