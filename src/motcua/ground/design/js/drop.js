import { FileUpload, createAll } from "govuk-frontend";

import { shown } from "./buttons.js";

/** A field for files takes them by drop too, and speaks the language of the page. */
export function chooseFiles() {
  createAll(FileUpload);
  // Its hidden comma would make what is read aloud another text than what is seen.
  for (const comma of document.querySelectorAll(".govuk-file-upload-button > [id$='-comma']")) {
    comma.remove();
  }
}

/**
 * A file that is dropped on the row of a paper becomes a scan of it, by the very form that the
 * page of a scan has. Where no script runs, or no mouse, the link in the row leads to that page.
 */
export function takeDrops() {
  const form = document.querySelector("form[data-mc-drop]");
  if (!form) return;
  shown("[data-mc-drop-told]");
  for (const row of document.querySelectorAll("[data-mc-drop-here]")) new Row(row, form);
  // What misses a row must not take the whole page's place.
  for (const kind of ["dragover", "drop"]) {
    document.addEventListener(kind, (event) => carriesFiles(event) && event.preventDefault());
  }
}

class Row {
  constructor(row, form) {
    Object.assign(this, { row, form });
    row.addEventListener("dragover", (event) => this.mark(carriesFiles(event)));
    row.addEventListener("dragleave", (event) => this.mark(row.contains(event.relatedTarget)));
    row.addEventListener("drop", (event) => carriesFiles(event) && this.send(event));
  }

  mark(isOver) {
    this.row.classList.toggle("mc-drop-over", isOver);
  }

  send({ dataTransfer }) {
    const { form, row } = this;
    form.elements.paper_id.value = row.dataset.mcDropHere;
    form.elements.scan.files = dataTransfer.files;
    const told = document.querySelector("[data-mc-drop-told]");
    told.textContent = told.dataset.mcDropTold;
    form.requestSubmit();
  }
}

function carriesFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}
