// What the pages do beyond htmx; each of it has a way that works without.
"use strict";

const notice = document.getElementById("notice");

// After a swap the focus goes to the first field that needs a hand, or on with what was replaced;
// somebody who is at work elsewhere on the page stays there.
document.addEventListener("htmx:after:swap", ({ detail: { ctx } }) => {
  const { activeElement, body } = document;
  const replaced = document.getElementById(ctx.target.id);
  takeUpDraft();
  if (ctx.response?.status >= 400) document.querySelector("main [aria-invalid=true]")?.focus();
  else if (activeElement === body || replaced?.contains(activeElement)) goOnIn(replaced);
});

function goOnIn(replaced) {
  replaced?.querySelector("#answer, [tabindex='-1']")?.focus({ preventScroll: true });
  replaced?.querySelector(".question, h2")?.scrollIntoView({ block: "nearest" });
}

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

// A file on its way shows how far it has come: fetch can't tell, XMLHttpRequest can.
document.addEventListener("htmx:before:request", ({ target, detail: { ctx } }) => {
  const progress = target.querySelector(".upload-progress > progress");
  if (progress && target.querySelector("[type=file]").value) {
    ctx.fetch = (url, request) => sendWithProgress(url, request, progress);
  }
});

function sendWithProgress(url, { method, headers, body, signal }, progress) {
  const say = (sentence) => { progress.labels[0].textContent = sentence; };
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open(method, url);
    for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value);
    progress.hidden = false;
    say("Sending your CV …");
    sending.upload.onprogress = ({ loaded, total }) => { progress.value = loaded / total; };
    sending.upload.onload = () => { progress.removeAttribute("value"); say("Reading your CV …"); };
    sending.onload = () => resolve(new Response(sending.response, {
      status: sending.status,
      headers: sending.getAllResponseHeaders().trim().split("\r\n").map((line) => line.split(/: (.*)/, 2)),
    }));
    sending.onerror = () => reject(new TypeError("no answer"));
    sending.onabort = () => reject(new DOMException("took too long", "AbortError"));
    sending.onloadend = () => { progress.hidden = true; say(""); };
    signal.addEventListener("abort", () => sending.abort());
    sending.send(body);
  });
}

// A file that is dropped beside its field is not opened in place of the page.
for (const step of ["dragover", "drop"]) {
  document.addEventListener(step, (event) => {
    const field = document.getElementById("cv-file");
    if (event.target === field || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    if (step === "drop" && field?.checkVisibility()) field.files = event.dataTransfer.files;
  });
}

// What comes from a web page keeps its bullets, which a browser leaves out of the plain text.
document.addEventListener("paste", (event) => {
  const html = event.clipboardData.getData("text/html");
  if (event.target.localName !== "textarea" || !html.includes("<li")) return;
  const page = new DOMParser().parseFromString(html, "text/html");
  const items = new Set(Array.from(page.querySelectorAll("li"), (item) => firstLine(item.textContent)));
  items.delete("");
  const lines = event.clipboardData.getData("text/plain").split("\n");
  const text = lines.map((line) => (items.has(firstLine(line)) ? `• ${line.trim()}` : line)).join("\n");
  event.preventDefault();
  document.execCommand("insertText", false, text);
});

function firstLine(text) {
  return text.trim().split("\n")[0].replace(/\s+/g, " ").trim();
}

document.addEventListener("keydown", ({ key, ctrlKey, metaKey, target }) => {
  if (key === "Enter" && (ctrlKey || metaKey) && target.id === "answer") target.form.requestSubmit();
});

// The interview keeps what is typed on this device until it is sent, and counts its words.
document.addEventListener("input", ({ target }) => {
  if (target.id !== "answer") return;
  drafts((kept) => kept.setItem(draftKey(), target.value));
  countWords(target);
});

function takeUpDraft() {
  const { session } = document.querySelector("[data-session]")?.dataset ?? {};
  const isPast = (key) => key.startsWith(`draft ${session} `) && key !== draftKey();
  drafts((kept) => Object.keys(kept).filter(isPast).forEach((key) => kept.removeItem(key)));
  const answer = document.getElementById("answer");
  if (!answer) return;
  answer.value ||= drafts((kept) => kept.getItem(draftKey())) ?? "";
  countWords(answer);
}

function draftKey() {
  const { session, question } = document.querySelector("[data-session]").dataset;
  return `draft ${session} ${question}`;
}

// Where a browser keeps nothing, or no more, the page goes on without drafts.
function drafts(use) {
  try { return use(localStorage); } catch { return null; }
}

function countWords(answer) {
  const count = answer.value.trim().split(/\s+/).filter(Boolean).length;
  answer.form.querySelector(".word-count").textContent = count ? `${count} word${count === 1 ? "" : "s"}` : "";
}

takeUpDraft();
