// What was wrong with a field is not said any more once somebody works on it.
document.addEventListener("input", ({ isTrusted, target }) => {
  if (!isTrusted || !target.matches("[aria-invalid]")) return;
  target.removeAttribute("aria-invalid");
  document.getElementById(`${target.id}-error`)?.remove();
  target.form.querySelector(".field-error[aria-hidden]")?.remove();
});
