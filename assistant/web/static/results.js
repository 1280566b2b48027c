// A result is shown as soon as it has the focus; Enter on it copies its card.
const items = () => [...element.querySelectorAll("[data-clause]")];
const show = (item) => {
  tiaowen.copyCard("");
  items().forEach((other) => other.removeAttribute("aria-current"));
  item.setAttribute("aria-current", "true");
  tiaowen.latest("open", trigger, { ...tiaowen.searchFields(), clause: item.dataset.clause });
};
watch("value", () => tiaowen.settled("search", element.querySelector("[data-number]")?.dataset.number));
element.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-clause]");
  if (item && item.getAttribute("aria-current") !== "true") show(item);
});
element.addEventListener("click", (event) => {
  const within = event.target.closest("[data-clause], tr");
  const item = within?.matches("tr") ? within.querySelector("[data-clause]") : within;
  if (!item) return;
  // On a phone the clause lies over the list, however the result was pressed.
  if (event.detail === 0 && !matchMedia("(max-width: 760px)").matches) {
    tiaowen.copyCard(item.dataset.clause);
    return;
  }
  show(item);
  document.getElementById("detail").classList.add("ti-over");
});
element.addEventListener("keydown", (event) => {
  const item = event.target.closest("[data-clause]");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!item || !step) return;
  event.preventDefault();
  const all = items();
  const next = all[all.indexOf(item) + step];
  (next || (step < 0 ? document.getElementById("ti-q") : item)).focus();
});
