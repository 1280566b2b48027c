// Copying from the clause's card; on a phone, back to the results.
let wanted = "";
const copyCard = () =>
  tiaowen.copy(element.querySelector("#ti-card-text").textContent, "口径已复制");
const shown = () => element.querySelector("[data-clause-id]")?.dataset.clauseId;
// Enter may come before the card that it is meant for: then it is copied as it arrives.
tiaowen.copyCard = (clause) => {
  if (shown() === clause) copyCard();
  else wanted = clause;
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("copyCard" in button.dataset) {
    copyCard();
  } else if (button.dataset.copyLink) {
    tiaowen.copy(new URL(button.dataset.copyLink, location.href).href, "链接已复制");
  } else if (button.classList.contains("ti-back")) {
    document.getElementById("detail").classList.remove("ti-over");
    document.querySelector("#results [aria-current]")?.focus();
  }
});
watch("value", () => {
  tiaowen.settled("open", element.querySelector("[data-number]")?.dataset.number);
  document.getElementById("detail").scrollTop = 0;
  if (wanted && shown() === wanted) {
    wanted = "";
    copyCard();
  }
});
