// One file: published or withdrawn after a question, its clauses found in the original.
const key = () => element.querySelector("[data-key]").dataset.key;
const questions = {
  publish: "发布这个文件？发布后马上可以问到。",
  withdraw: "撤下这个文件？撤下后问不到它，文件会回到“待发布”。",
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const act = button.dataset.act;
  if (act && confirm(questions[act])) trigger(act === "publish" ? "publish" : "withdraw", { key: key() });
  if (button.dataset.show) {
    element.querySelectorAll(".ti-shown").forEach((piece) => piece.classList.remove("ti-shown"));
    const pieces = [...element.querySelectorAll("[data-of]")];
    const own = pieces.filter((piece) => piece.dataset.of === button.dataset.show);
    own.forEach((piece) => piece.classList.add("ti-shown"));
    const box = element.querySelector(".ti-original");
    if (own.length) box.scrollTop += own[0].getBoundingClientRect().top - box.getBoundingClientRect().top - 20;
  }
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  trigger("save_fields", { key: key(), fields: Object.fromEntries(new FormData(event.target)) });
});
watch("value", () => {
  tiaowen.day.dress(element);
  if (element.querySelector("[data-key], .ti-problem")) tiaowen.reveal(element);
});
