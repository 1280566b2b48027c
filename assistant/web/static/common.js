// What several pages share: the day in China, copying, a short message to the reader.
document.documentElement.classList.toggle("ti-large", localStorage.getItem("ti-large") === "1");
window.tiaowen = (() => {
  const today = () =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());

  const say = (text) => {
    let box = document.getElementById("ti-toast");
    if (!box) {
      box = document.createElement("div");
      box.id = "ti-toast";
      box.setAttribute("role", "status");
      document.body.append(box);
    }
    box.textContent = text;
    box.classList.add("ti-shown");
    clearTimeout(box.timer);
    box.timer = setTimeout(() => box.classList.remove("ti-shown"), 2500);
  };

  // The clipboard interface exists on https and localhost alone; an intranet often has neither.
  const copyBySelection = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.setAttribute("aria-hidden", "true");
    area.style.cssText = "position:fixed;top:0;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };
  const copy = async (text, message) => {
    const back = document.activeElement;
    let done = false;
    try {
      // A browser that asks for permission must not keep the reader waiting.
      const late = new Promise((_, give) => setTimeout(give, 800, new Error("no permission")));
      await Promise.race([navigator.clipboard.writeText(text), late]);
      done = true;
    } catch {
      done = copyBySelection(text);
    }
    if (back) back.focus({ preventScroll: true });
    say(done ? message : "没能复制，请选中文字后手动复制。");
  };
  // A citation card shows its clause around the quote; the rest comes on demand.
  const unfold = (button) => {
    if (!button.classList.contains("ti-unfold")) return;
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "收起" : "看本条全文";
    button.closest(".ti-card").classList.toggle("ti-open", open);
  };
  const signIn = async (form) => {
    const told = form.querySelector(".ti-problem");
    const answer = await fetch("/staff/sign-in", { method: "POST", body: new FormData(form) });
    if (answer.ok) return location.reload();
    const body = await answer.json().catch(() => ({}));
    told.textContent = typeof body.message === "string" ? body.message : "没能登录，请再试一次。";
    told.hidden = false;
  };
  // Sends an event only when the last one of its name has been answered, and then the newest:
  // what is shown is never older than what was asked. Answers carry the number that was sent.
  const lines = {};
  const latest = (name, trigger, fields) => {
    const line = (lines[name] ||= { number: 0, busy: 0, waiting: null });
    if (line.busy) {
      line.waiting = [trigger, fields];
      return;
    }
    line.number += 1;
    line.busy = setTimeout(() => settled(name, line.number), 20000);
    trigger(name, { ...fields, number: line.number });
  };
  const settled = (name, number) => {
    const line = lines[name];
    if (!line || Number(number) !== line.number) return;
    clearTimeout(line.busy);
    line.busy = 0;
    if (!line.waiting) return;
    const [trigger, fields] = line.waiting;
    line.waiting = null;
    latest(name, trigger, fields);
  };
  // On a phone the answer to a press may stand below what is seen.
  const reveal = (box) => {
    if (!matchMedia("(max-width: 760px)").matches) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollIntoView({ block: "start", behavior: calm ? "auto" : "smooth" });
  };
  return { today, say, copy, unfold, signIn, latest, settled, reveal };
})();
