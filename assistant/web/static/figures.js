// The figures come once the page is open; a question goes to the cases to review.
trigger("refresh", {});
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.review) {
    button.disabled = true;
    trigger("review", { record: button.dataset.review });
  }
});
element.addEventListener("submit", (event) => {
  event.preventDefault();
  tiaowen.signIn(event.target);
});
