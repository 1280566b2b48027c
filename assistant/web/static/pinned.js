// Pinned answers: added, dropped; the question may come from the figures page.
const asked = new URLSearchParams(location.search).get("pin");
let filled = false;
trigger("refresh", {});
watch("value", () => {
  const form = element.querySelector("form");
  // What was typed outlives a refusal, and is cleared once it is kept.
  if (form && element.querySelector(".ti-told")) form.reset();
  const box = element.querySelector("#ti-pin-question");
  if (!box || !asked || filled) return;
  filled = true;
  element.querySelector("details").open = true;
  box.value = asked;
  element.querySelector("#ti-pin-text").focus();
  element.querySelector("details").scrollIntoView({ block: "start" });
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const sent = new FormData(event.target);
  trigger("pin", {
    question: sent.get("question"),
    text: sent.get("text"),
    clauses: sent.getAll("clause").filter(Boolean),
  });
});
element.addEventListener("click", (event) => {
  const drop = event.target.closest("button")?.dataset.drop;
  if (drop && confirm("删除这个固定回答？")) trigger("unpin", { drop });
});
