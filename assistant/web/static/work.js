// When a change is done, the shelf shows it, and the file as it is now, or none where it is gone.
watch("value", () => {
  const done = element.querySelector("[data-done]");
  if (!done) return;
  tiaowen.shelf.refresh();
  if (done.dataset.opens) tiaowen.shelf.look(done.dataset.opens);
  else document.querySelector("#file [data-key]")?.remove();
});
