// A changed filter searches again; on a phone the filters are folded away, with their number.
const form = () => element.querySelector("form");
const fold = () => element.querySelector("details");
const day = () => element.querySelector("[data-day]");
const chosen = () =>
  [...form().querySelectorAll("select, input[name]:not([type=date])")].filter((field) => field.value);

const count = () => {
  const judged = tiaowen.day.get(day()) === tiaowen.today() ? 0 : 1;
  const number = chosen().length + judged;
  fold().querySelector("strong").textContent = number ? `（已选${number}项）` : "";
};
const search = () => {
  count();
  tiaowen.search();
};
element.addEventListener("change", search);
element.addEventListener("click", (event) => {
  if (!event.target.closest("[data-clear]")) return;
  chosen().forEach((field) => (field.value = ""));
  tiaowen.day.set(day(), tiaowen.today());
  search();
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
watch("value", () => {
  if (!form()) return;
  tiaowen.day.dress(element);
  fold().open = !matchMedia("(max-width: 760px)").matches;
  count();
});
