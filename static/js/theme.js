// The colours change at once, and nothing that was typed is lost to a new page.
document.querySelector(".theme-switch")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const chosen = event.submitter.value;
  const isAuto = chosen === "auto";
  const age = isAuto ? 0 : 365 * 24 * 3600;
  document.cookie = `theme=${isAuto ? "" : chosen}; Path=/; Max-Age=${age}; SameSite=Lax`;
  if (isAuto) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  for (const button of event.currentTarget.elements) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
});
