// The conversation: opened from the address, kept in it, and everything that is clicked in it.
const address = new URLSearchParams(location.search);
const talk = () => element.querySelector("[data-conversation]")?.dataset.conversation || "";
const earlier = () => document.getElementById("earlier");

trigger("open", { c: address.get("c") || "", share: address.get("share") || "" });

let clicked = false;
const actions = {
  ask: (button) => {
    clicked = tiaowen.ask((fields) => trigger("ask", fields), button.dataset.ask);
  },
  share: (button) => trigger("share_link", { c: button.dataset.share }),
  copyText: (button) => tiaowen.copy(button.dataset.copyText, "答案和依据已复制"),
  helpful: (button) => {
    button.disabled = true;
    trigger("opinion", { record: button.dataset.helpful, helpful: true });
  },
  unhelpful: (button) => {
    const form = button.closest(".ti-answer").querySelector(".ti-opinion");
    const open = form.classList.toggle("ti-open");
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    form.querySelector("input").focus({ preventScroll: true });
    form.scrollIntoView({ block: "center" });
  },
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  for (const [name, act] of Object.entries(actions)) {
    if (name in button.dataset) act(button);
  }
  tiaowen.unfold(button);
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  const form = event.target;
  const said = new FormData(form);
  const reason = [said.get("reason"), said.get("more")].filter(Boolean).join("：");
  trigger("opinion", { record: form.dataset.record, helpful: false, reason });
  form.classList.remove("ti-open");
});
watch("value", () => {
  const waiting = element.querySelector(".ti-pending");
  const questions = element.querySelectorAll(".ti-question");
  const asked = questions[questions.length - 1]?.textContent;
  if (!waiting && asked) tiaowen.answered?.(asked);
  if (talk() && element.querySelector(".ti-answer")) {
    history.replaceState(null, "", `/?c=${encodeURIComponent(talk())}`);
  }
  earlier().hidden = Boolean(element.querySelector(".ti-turn"));
  const turns = element.querySelectorAll(".ti-turn");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const last = turns[turns.length - 1];
  if (!last) return;
  last.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  // The button that asked may be gone: the keyboard goes on from the new question.
  if (clicked && !waiting) last.querySelector("h2").focus({ preventScroll: true });
  if (!waiting) clicked = false;
});
