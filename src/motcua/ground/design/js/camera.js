// Where a finger points, a camera is at hand: each photograph becomes one more page of the file.
import { shown } from "./buttons.js";

export function takePhotographs() {
  if (!matchMedia("(pointer: coarse)").matches) return;
  for (const place of shown("[data-mc-camera]")) {
    const button = place.querySelector("button");
    const camera = place.querySelector("input");
    const field = place.parentElement.querySelector("input[name]");
    button.addEventListener("click", () => camera.click());
    camera.addEventListener("change", () => {
      add(field, camera.files);
      // The next photograph is a change again, even where the camera calls it by the same name.
      camera.value = "";
      button.textContent = button.dataset.again;
    });
  }
}

function add(field, photographs) {
  const all = new DataTransfer();
  for (const file of [...field.files, ...photographs]) all.items.add(file);
  field.files = all.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
