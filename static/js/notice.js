// What went wrong outside of any form stands above the page until something else is asked for.
const notice = document.getElementById("notice");

document.addEventListener("htmx:before:request", () => notice.replaceChildren());

// No answer at all: what was typed is still in the form.
document.addEventListener("htmx:error", () => {
  const sentence = document.createElement("p");
  sentence.textContent = "Rehearse did not answer. Nothing is lost: please try again in a moment.";
  notice.replaceChildren(sentence);
});
