const WRONG = "main :is([aria-invalid=true], [role=alert])";

// After a swap the focus goes to the first field that needs a hand, with what is wrong in view, or on
// with what was replaced; who is at work elsewhere on the page, or ticks boxes, stays there, as does
// everybody where a part of the page looked again by itself.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const { activeElement, body } = document;
  const replaced = document.getElementById(ctx.target.id);
  if (ctx.response?.status >= 400) goTo(document.querySelector(WRONG));
  else if (activeElement.type === "checkbox" || ctx.sourceEvent?.type === "every") return;
  else if (activeElement === body || replaced?.contains(activeElement)) goOnIn(replaced);
});

function goTo(wrong) {
  wrong?.focus();
  document.getElementById(`${wrong?.id}-error`)?.scrollIntoView({ block: "nearest" });
}

function goOnIn(replaced) {
  const next = replaced?.querySelector("#answer, [tabindex='-1']");
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "nearest" });
}
