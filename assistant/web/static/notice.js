// What the server has to say; a link to share waits here to be copied.
watch("value", () => {
  const said = element.querySelector("[data-say]");
  const link = element.querySelector("[data-link]");
  if (said) tiaowen.say(said.dataset.say);
  if (link) {
    link.value = new URL(link.dataset.link, location.origin).href;
    link.focus();
    link.select();
  }
});
const close = () => {
  element.querySelector(".ti-share")?.remove();
  document.querySelector("[data-share]")?.focus();
};
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if ("close" in button.dataset) close();
  if ("copyLink" in button.dataset) {
    tiaowen.copy(element.querySelector("[data-link]").value, "链接已复制");
    close();
  }
});
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && element.querySelector(".ti-share")) close();
});
