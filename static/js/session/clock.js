// How long an answer takes is kept with it; a clock shows it to who wants one, and never cuts anything.
const MOST_S = 7200;
let shownAt, question;

document.addEventListener("htmx:after:swap", begin);
document.addEventListener("change", ({ target }) => {
  if (target.id !== "clock") return;
  try { localStorage.clock = target.value; } catch { /* It then holds for this question. */ }
  tick();
});
setInterval(tick, 1000);
begin();

function begin() {
  const number = document.querySelector(".answer-form [name=question]")?.value;
  if (number !== question) shownAt = Date.now();
  question = number;
  const clock = document.getElementById("clock");
  try { if (clock) clock.value = localStorage.clock ?? "0"; } catch { /* It stays off. */ }
  tick();
}

function tick() {
  const form = document.querySelector(".answer-form");
  if (!form) return;
  const seconds = Math.min(MOST_S, Math.round((Date.now() - shownAt) / 1000));
  form.querySelector("[name=seconds]").value = seconds;
  const aim = Number(document.getElementById("clock").value);
  const left = Math.abs(aim - seconds);
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  document.querySelector(".clock-time").textContent = aim && (seconds <= aim ? `${time} left` : `${time} over`) || "";
  document.querySelector(".clock [role=status]").textContent = aim && seconds >= aim ? "The time that you set is over. Take as long as you need." : "";
}
