// The page's own title; the larger text size is remembered in this browser.
document.title = element.querySelector("[data-title]").dataset.title;
const button = element.querySelector(".ti-size");
const apply = (large) => {
  document.documentElement.classList.toggle("ti-large", large);
  button.setAttribute("aria-pressed", String(large));
};
apply(localStorage.getItem("ti-large") === "1");
button.addEventListener("click", () => {
  const large = !document.documentElement.classList.contains("ti-large");
  localStorage.setItem("ti-large", large ? "1" : "0");
  apply(large);
});
