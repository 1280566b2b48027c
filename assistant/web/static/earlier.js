// The list of earlier conversations: each can be deleted.
element.addEventListener("click", (event) => {
  const name = event.target.closest("button")?.dataset.forget;
  if (name && confirm("删除这段对话？删除后不能恢复。")) trigger("forget", { c: name });
});
