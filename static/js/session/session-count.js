// Once a card was deleted from a list, the line above it counts again.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const count = document.querySelector(".session-list .count");
  if (count && ctx.request.method === "DELETE") htmx.trigger(count, "recount");
});
