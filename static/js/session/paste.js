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
