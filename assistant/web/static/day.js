// Days in Chinese whatever the browser's language: "2024年6月1日", "2024-6-1", "20240601" are read,
// the browser's own calendar helps, and it holds the value that forms send.
tiaowen.day = (() => {
  const written = /^(\d{4})\s*[-年./]?\s*(\d{1,2})\s*[-月./]?\s*(\d{1,2})\s*日?$/;
  const shown = (iso) => {
    const [year, month, day] = iso.split("-").map(Number);
    return iso ? `${year}年${month}月${day}日` : "";
  };
  const read = (text) => {
    const found = written.exec(text.normalize("NFKC").trim());
    if (!found) return "";
    const [year, month, day] = found.slice(1).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return real && year >= 1900 ? date.toISOString().slice(0, 10) : "";
  };
  const calendarOf = (box) => box.closest(".ti-day").querySelector("[type=date]");
  const set = (box, iso) => {
    calendarOf(box).value = iso;
    box.value = shown(iso);
  };
  const settle = (box) => {
    const iso = read(box.value);
    const emptied = !box.value.trim();
    if (!iso && !emptied) tiaowen.say("日期请写成“2024年6月1日”或“2024-06-01”。");
    // What cannot be read leaves the day as it was; where one is needed, empty means today.
    if (iso || emptied) set(box, iso || ("optional" in box.dataset ? "" : tiaowen.today()));
    else set(box, calendarOf(box).value);
  };
  // A field that the server sent holds the plain date until it is shown in Chinese.
  const dress = (root) => {
    for (const box of root.querySelectorAll("[data-day]")) {
      if (document.activeElement !== box) set(box, read(box.value) || calendarOf(box).value);
    }
  };
  // Before the pages' own listeners, which read the calendar's value.
  document.addEventListener(
    "change",
    (event) => {
      const frame = event.target.closest?.(".ti-day");
      if (!frame) return;
      const box = frame.querySelector("[data-day]");
      if (event.target === box) settle(box);
      else set(box, event.target.value);
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches?.("[data-day]")) settle(event.target);
  }, true);
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-calendar]");
    if (button) calendarOf(button).showPicker();
  });
  return { set, dress, get: (box) => calendarOf(box).value };
})();
