// A file on its way shows how far it has come: fetch can't tell, XMLHttpRequest can. One that was
// chosen just now goes without the text beside it, which may be half typed.
document.addEventListener("htmx:before:request", ({ target, detail: { ctx } }) => {
  const progress = target.querySelector(".upload-progress > progress");
  if (progress && target.querySelector("[type=file]").value) {
    if (ctx.sourceEvent.type === "change") ctx.request.body.delete(target.querySelector("textarea")?.name);
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
    say("Sending the file …");
    sending.upload.onprogress = ({ loaded, total }) => { progress.value = loaded / total; };
    sending.upload.onload = () => { progress.removeAttribute("value"); say("Reading the file …"); };
    sending.onload = () => resolve(responseOf(sending));
    sending.onerror = () => reject(new TypeError("no answer"));
    sending.onabort = () => reject(new DOMException("took too long", "AbortError"));
    sending.onloadend = () => { progress.hidden = true; say(""); };
    signal.addEventListener("abort", () => sending.abort());
    sending.send(body);
  });
}

function responseOf(sent) {
  const lines = sent.getAllResponseHeaders().trim().split("\r\n");
  const headers = lines.map((line) => line.split(/: (.*)/, 2));
  return new Response(sent.response, { status: sent.status, headers });
}
