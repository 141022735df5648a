// Paper is one press away.
document.addEventListener("click", ({ target }) => {
  if (target.matches(".print-button")) print();
});
