// The words of an answer are counted as they are typed, and how long they take to say aloud: 140 words
// a minute, as an unhurried speaker says them. The length to aim for stands beside it.
const WORDS_A_MINUTE = 140;

document.addEventListener("input", countWords);
document.addEventListener("htmx:after:swap", countWords);
countWords();

function countWords() {
  const answer = document.getElementById("answer");
  if (!answer) return;
  const count = answer.value.trim().split(/\s+/).filter(Boolean).length;
  const said = `${count} word${count === 1 ? "" : "s"}, about ${spoken((count / WORDS_A_MINUTE) * 60)} aloud.`;
  answer.form.querySelector(".word-count").textContent = count ? said : "";
}

function spoken(seconds) {
  const rounded = Math.max(5, Math.round(seconds / 5) * 5);
  const minutes = Math.floor(rounded / 60);
  return [minutes && `${minutes} min`, rounded % 60 && `${rounded % 60} s`].filter(Boolean).join(" ");
}
