// The form of facts; answers given in the result are kept beside it until the page is left.
const answers = {};
const number = (text) => text.trim().replace(/[,，\s]/g, "");

const facts = () => {
  const table = { ...answers };
  element.querySelectorAll("[data-figure]").forEach((input) => {
    const value = number(input.value);
    if (value) table[input.dataset.figure] = { value, unit: input.dataset.unit };
  });
  element.querySelectorAll("[data-pick]:checked").forEach((input) => {
    table[input.dataset.pick] = "是";
  });
  return {
    text: element.querySelector("#ti-text").value.trim(),
    as_of: tiaowen.day.get(element.querySelector("#ti-check-day")),
    table,
  };
};
tiaowen.checkup = {
  facts,
  answer: (name, value, unit) => {
    answers[name] = unit ? { value: number(value), unit } : value;
    tiaowen.latest("check", trigger, facts());
  },
};

trigger("ready");
const setDay = () => {
  const day = element.querySelector("#ti-check-day");
  tiaowen.day.set(day, tiaowen.day.get(day) || tiaowen.today());
};
setDay();
watch("value", setDay);

element.addEventListener("submit", (event) => {
  event.preventDefault();
  tiaowen.latest("check", trigger, facts());
});
element.addEventListener("click", (event) => {
  const text = event.target.closest("button")?.dataset.profile;
  if (!text) return;
  element.querySelector("#ti-text").value = text;
  tiaowen.latest("check", trigger, facts());
});
element.addEventListener("input", (event) => {
  if (event.target.id !== "ti-narrow") return;
  const wanted = event.target.value.trim();
  element.querySelectorAll(".ti-picks li").forEach((item) => {
    item.hidden = !item.textContent.includes(wanted);
  });
});
