// What was wrong with a field is not said any more once somebody works on it.
document.addEventListener("input", ({ isTrusted, target }) => {
  if (!isTrusted || !target.matches("[aria-invalid]")) return;
  target.removeAttribute("aria-invalid");
  target.form.querySelectorAll(`#${target.id}-error, .field-error[aria-hidden]`).forEach((error) => error.remove());
});
