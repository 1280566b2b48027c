// The result: questions are answered in place, clauses unfolded, the whole exported.
element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.fact) {
    const input = button.parentElement.querySelector("input");
    if (input && !input.value.trim()) return input.focus();
    const value = input ? input.value : button.dataset.answer;
    tiaowen.checkup.answer(button.dataset.fact, value, input ? input.dataset.unit : "");
  } else if ("export" in button.dataset) {
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/download/checkup.docx";
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = "facts";
    field.value = JSON.stringify(tiaowen.checkup.facts());
    form.append(field);
    document.body.append(form);
    form.submit();
    form.remove();
  } else {
    tiaowen.unfold(button);
  }
});
watch("value", () => {
  tiaowen.settled("check", element.querySelector("[data-number]")?.dataset.number);
  tiaowen.reveal(element);
});
