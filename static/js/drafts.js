// A field with `data-draft` keeps what is typed in it until it is sent: on this device, or only in
// this tab where `data-drafts-in` is "tab". `data-drafts`, on something around the field, says whose
// drafts these are; where that stands on a page without the field, the field's draft is past.
const FIELD = "[data-drafts] [data-draft]";

document.addEventListener("input", ({ target }) => {
  if (!target.matches(FIELD)) return;
  const isBlank = !target.value.trim();
  drafts(target, (kept, key) => (isBlank ? kept.removeItem(key) : kept.setItem(key, target.value)));
});

document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.response.status >= 400 || ctx.request.submitter?.value === "rephrase") return;
  for (const field of ctx.sourceElement.querySelectorAll(FIELD)) {
    drafts(field, (kept, key) => kept.removeItem(key));
  }
});

document.addEventListener("htmx:after:swap", takeUpDrafts);
takeUpDrafts();

function takeUpDrafts() {
  document.querySelectorAll("[data-drafts]").forEach(forgetPastDrafts);
  document.querySelectorAll(FIELD).forEach(takeUpDraft);
}

function forgetPastDrafts(owner) {
  const fields = Array.from(owner.querySelectorAll("[data-draft]"), (field) => field.dataset.draft);
  drafts(owner, (kept, start) => {
    const isPast = (key) => key.startsWith(start) && !fields.includes(key.slice(start.length));
    Object.keys(kept).filter(isPast).forEach((key) => kept.removeItem(key));
  });
}

function takeUpDraft(field) {
  const draft = drafts(field, (kept, key) => kept.getItem(key));
  const isTaken = field.value && !("edits" in field.dataset);
  if (isTaken || !draft || draft === field.value) return;
  field.value = draft;
  const fold = field.closest("details");
  if (fold) fold.open = true;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Where a browser keeps nothing, or no more, the page goes on without drafts.
function drafts(element, use) {
  const { drafts: owner, draftsIn } = element.closest("[data-drafts]").dataset;
  const key = `draft ${owner} ${element.dataset.draft ?? ""}`;
  try { return use(draftsIn === "tab" ? sessionStorage : localStorage, key); } catch { return null; }
}
