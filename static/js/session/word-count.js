// The words of an answer are counted as they are typed.
document.addEventListener("input", ({ target }) => {
  if (target.id === "answer") countWords(target);
});

document.addEventListener("htmx:after:swap", countFirst);
countFirst();

function countFirst() {
  const answer = document.getElementById("answer");
  if (answer) countWords(answer);
}

function countWords(answer) {
  const count = answer.value.trim().split(/\s+/).filter(Boolean).length;
  answer.form.querySelector(".word-count").textContent = count ? `${count} word${count === 1 ? "" : "s"}` : "";
}
