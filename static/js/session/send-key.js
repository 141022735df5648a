// Ctrl + Enter sends the answer from within its box.
document.addEventListener("keydown", ({ key, ctrlKey, metaKey, target }) => {
  if (key === "Enter" && (ctrlKey || metaKey) && target.id === "answer") target.form.requestSubmit();
});
