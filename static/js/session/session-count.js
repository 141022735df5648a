// Once a card was deleted from a list, the line above it counts again.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const target = document.querySelector(".session-list .count");
  if (!target || ctx.request.method !== "DELETE" || ctx.response.status >= 400) return;
  htmx.ajax("GET", location.href, { target, select: ".count", swap: "outerHTML" });
});
