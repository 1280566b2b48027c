// The search box: results while typing; "/" comes back to it from anywhere.
const box = element.querySelector("#ti-q");
const form = element.querySelector("form");
const address = new URLSearchParams(location.search);
let waiting;

const fields = () => {
  const filters = document.querySelector("#filters form");
  const chosen = Object.fromEntries(filters ? new FormData(filters) : address);
  return { ...chosen, q: box.value.trim() };
};
// The address always leads back to what is shown.
const remember = (sent) => {
  const kept = Object.entries(sent).filter(([name, value]) => value && name !== "as_of");
  if (sent.as_of && sent.as_of !== tiaowen.today()) kept.push(["as_of", sent.as_of]);
  const query = new URLSearchParams(kept).toString();
  history.replaceState(null, "", location.pathname + (query ? `?${query}` : ""));
};
const search = () => {
  const sent = fields();
  remember(sent);
  tiaowen.latest("search", trigger, sent);
};

tiaowen.search = search;
tiaowen.searchFields = fields;
box.value = address.get("q") || "";
trigger("ready", Object.fromEntries(address));
tiaowen.latest("search", trigger, Object.fromEntries(address));
box.focus();

box.addEventListener("input", (event) => {
  if (event.isComposing) return;
  clearTimeout(waiting);
  waiting = setTimeout(search, 120);
});
box.addEventListener("compositionend", search);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.querySelector("#results [data-clause]")?.focus();
});
box.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") {
    event.preventDefault();
    document.querySelector("#results [data-clause]")?.focus();
  }
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "/" && !typing && document.contains(box)) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});
