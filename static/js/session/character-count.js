// A text that comes near its limit (`data-most`) says how many characters it has.
const NEAR = 8000;

document.addEventListener("input", ({ target }) => {
  if (target.dataset.most) countCharacters(target);
});

const countAll = () => document.querySelectorAll("[data-most]").forEach(countCharacters);
document.addEventListener("htmx:after:swap", countAll);
countAll();

function countCharacters(field) {
  const { length } = Array.from(field.value.trim());
  const most = Number(field.dataset.most);
  const over = length > most ? `: ${(length - most).toLocaleString("en")} too many` : "";
  const said = `${length.toLocaleString("en")} of ${most.toLocaleString("en")} characters${over}`;
  document.getElementById(`${field.id}-count`).textContent = length < NEAR ? "" : said;
}
