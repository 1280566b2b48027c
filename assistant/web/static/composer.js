// Sends the question with its as-of day; Enter sends, Shift+Enter breaks the line.
const form = element.querySelector("form");
const box = element.querySelector("textarea");
const day = element.querySelector("[data-day]");

tiaowen.day.set(day, tiaowen.today());

const grow = () => {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 180)}px`;
};
// What is typed outlives a reload, which the framework does by itself after a lost connection.
const DRAFT = "ti-draft";
box.value = sessionStorage.getItem(DRAFT) || "";
// The page tells which question was answered last: that one is no draft any more.
tiaowen.answered = (question) => {
  tiaowen.asked = "";
  if (sessionStorage.getItem(DRAFT) !== question) return;
  sessionStorage.removeItem(DRAFT);
  if (box.value.trim() === question) box.value = "";
};
// What the box, the examples and the choices have in common: one question at a time.
tiaowen.ask = (put, question) => {
  if (tiaowen.asked && Date.now() < tiaowen.patience) {
    tiaowen.say("上一个问题还在回答，请稍等。");
    return false;
  }
  tiaowen.asked = question;
  tiaowen.patience = Date.now() + 60000;
  sessionStorage.setItem(DRAFT, question);
  const talk = document.querySelector("[data-conversation]");
  const c = talk ? talk.dataset.conversation : "";
  put({ question, as_of: tiaowen.day.get(day), c });
  return true;
};
const send = () => {
  const question = box.value.trim();
  if (!question) {
    box.focus();
    return;
  }
  if (!tiaowen.ask((fields) => trigger("ask", fields), question)) return;
  box.value = "";
  grow();
};
// A question that got no answer goes back into the box, not lost.
document.addEventListener("ti-failed", () => {
  const { asked } = tiaowen;
  tiaowen.asked = "";
  if (!asked) return;
  document.querySelector(".ti-pending")?.closest(".ti-turn").remove();
  if (!box.value) box.value = asked;
  grow();
  tiaowen.say("和服务器的连接断了，问题已放回输入框，请稍后再问。");
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
box.addEventListener("input", () => {
  sessionStorage.setItem(DRAFT, box.value);
  grow();
});
box.addEventListener("keydown", (event) => {
  // While an input method composes, Enter belongs to it.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    send();
  }
});
