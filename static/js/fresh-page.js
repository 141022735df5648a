// The back button may bring a page back as it was left, its button still waiting.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});
