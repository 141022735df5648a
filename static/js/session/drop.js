// A file that is dropped is not opened in place of the page: it goes into the field of its section,
// or beside all sections into the first, and is saved as one that was chosen.
document.documentElement.classList.add("is-scripted");

for (const step of ["dragover", "drop"]) {
  document.addEventListener(step, (event) => {
    if (event.target.type === "file" || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    if (step === "drop") take(event.dataTransfer.files, event.target.closest(".document") ?? document);
  });
}

// A file that was chosen is sent by itself: a text beside it may be half typed.
document.addEventListener("htmx:config:request", ({ detail: { ctx } }) => {
  if (ctx.sourceEvent?.target?.type !== "file") return;
  for (const { name } of ctx.sourceElement.querySelectorAll("textarea")) ctx.request.body.delete(name);
});

function take(files, place) {
  const field = place.querySelector("[type=file]");
  if (!field?.checkVisibility()) return;
  field.files = files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
