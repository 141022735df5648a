// What the pages do beyond htmx; each of it has a way that works without.
"use strict";

const notice = document.getElementById("notice");

// A form that came back with errors: to the first field that needs a hand.
document.addEventListener("htmx:after:swap", ({ detail }) => {
  if (detail.ctx.response?.status === 400) document.querySelector("main [aria-invalid=true]")?.focus();
});

document.addEventListener("htmx:before:request", () => notice.replaceChildren());

// No answer at all: what was typed is still in the form.
document.addEventListener("htmx:error", () => {
  const sentence = document.createElement("p");
  sentence.textContent = "Rehearse did not answer. Nothing is lost: please try again in a moment.";
  notice.replaceChildren(sentence);
});

// The back button may bring a page back as it was left, its button still waiting.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

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
