// Opens a page, presses a verb of the dossier if one is named, fills the form and sends it.
async ({ address, verb, button, typed, allThere }) => {
  const tick = (box) => (box.checked = true);
  const words = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const called = (around, selector, name) => {
    const found = [...around.querySelectorAll(selector)];
    const element =
      found.find((each) => words(each) === name) ??
      found.find((each) => words(each).startsWith(`${name} `));
    if (!element) throw new Error(`No "${name}" among: ${found.map(words).join(" | ")}`);
    return element;
  };
  const open = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const fill = (form, label, value) => {
    const field = form.querySelector("#" + CSS.escape(called(form, "label", label).htmlFor));
    if (field.type === "checkbox" || field.type === "radio") field.checked = value;
    else if (field.tagName === "SELECT") field.value = called(field, "option", value).value;
    else field.value = value;
  };

  let page = await open(address);
  let pressed = verb ? called(page, "aside a, aside button", verb) : null;
  if (pressed?.tagName === "A") {
    address = pressed.getAttribute("href");
    page = await open(address);
    pressed = null;
  }
  pressed ??= called(page, "main form button", button ?? verb);
  const form = pressed.form;
  const files = [];
  for (const [label, value] of Object.entries(typed)) {
    if (label === allThere) form.querySelectorAll("[data-mc-needed]").forEach(tick);
    else if (value.text === undefined) fill(form, label, value);
    else files.push([form.querySelector("#" + called(form, "label", label).htmlFor).name, value]);
  }
  const sent = new FormData(form, pressed);
  for (const [name, file] of files) sent.set(name, new File([file.text], file.name));
  const to = pressed.getAttribute("formaction") ?? form.getAttribute("action") ?? address;
  const headers = { Accept: "application/json" };
  const answer = await fetch(to, { method: "POST", body: sent, headers, redirect: "manual" });
  if (answer.type === "opaqueredirect") return { goesTo: "" };
  if (answer.ok && answer.headers.get("Content-Type") === "application/json") {
    return { goesTo: (await answer.json()).goes_to };
  }
  const told = new DOMParser().parseFromString(await answer.text(), "text/html");
  const wrong = [...told.querySelectorAll("h1, .govuk-error-summary, .govuk-error-message")];
  return { wrong: `${answer.status} ${wrong.map(words).join(" | ")}` };
}
