// A file that is dropped beside its field is not opened in place of the page.
for (const step of ["dragover", "drop"]) {
  document.addEventListener(step, (event) => {
    const field = document.getElementById("cv-file");
    if (event.target === field || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    if (step === "drop" && field?.checkVisibility()) field.files = event.dataTransfer.files;
  });
}
