// Paper is one press away.
document.querySelector(".print-button")?.addEventListener("click", () => print());
