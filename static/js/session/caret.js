// A text that comes back as it was typed has the caret where it was.
let typed = [];

document.addEventListener("htmx:before:swap", () => {
  typed = Array.from(document.querySelectorAll("textarea"));
});

document.addEventListener("htmx:after:swap", () => {
  for (const { id, value, selectionStart, selectionEnd } of typed) {
    const now = document.getElementById(id);
    if (now?.value === value) now.setSelectionRange(selectionStart, selectionEnd);
  }
});
