// The shelf: signing in and out, uploading by drag and drop, opening and discarding files.
trigger("refresh", {});
tiaowen.shelf = { refresh: () => trigger("refresh", {}), look: (key) => trigger("look", { key }) };

element.addEventListener("submit", (event) => {
  event.preventDefault();
  if ("signIn" in event.target.dataset) tiaowen.signIn(event.target);
});
element.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.look) trigger("look", { key: button.dataset.look });
  if (button.dataset.discard && confirm("删除这个待发布的文件？")) {
    trigger("discard", { key: button.dataset.discard });
  }
  if ("signOut" in button.dataset) {
    await fetch("/staff/sign-out", { method: "POST" });
    location.reload();
  }
});

// The lines of uploads stay when the shelf is drawn anew, until the next upload.
let lines = [];
const show = (line) => {
  if (!lines.includes(line)) lines.push(line);
  element.querySelector("#ti-uploads").append(line);
};
watch("value", () => {
  if (element.querySelector("#ti-uploads")) lines.forEach(show);
});
const refused = (line, name, why) => {
  line.textContent = `${name}：${why}`;
  line.className = "ti-warn";
  show(line);
};
const sendFile = (file) =>
  new Promise((done) => {
    const line = document.createElement("p");
    line.textContent = `${file.name} `;
    const most = Number(element.querySelector("#ti-file").dataset.mostMb);
    if (file.size > most * 1024 * 1024) {
      refused(line, file.name, `文件超过 ${most} MB，请拆分后再上传。`);
      return done("");
    }
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.setAttribute("aria-label", `上传 ${file.name}`);
    line.append(bar);
    show(line);
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      let body = {};
      try {
        body = JSON.parse(request.responseText);
      } catch {
        body = {};
      }
      if (request.status === 200) {
        lines = lines.filter((other) => other !== line);
        line.remove();
        done(body.draft);
      } else {
        const why = typeof body.message === "string" ? body.message : "上传没有成功，请再试一次。";
        refused(line, file.name, why);
        done("");
      }
    });
    const body = new FormData();
    body.append("file", file);
    request.open("POST", "/staff/upload");
    request.send(body);
  });
const uploadAll = async (files) => {
  lines.forEach((line) => line.remove());
  lines = [];
  let last = "";
  for (const file of files) last = (await sendFile(file)) || last;
  if (last) {
    trigger("refresh", {});
    trigger("look", { key: `draft:${last}` });
  }
};
element.addEventListener("change", (event) => {
  if (event.target.id === "ti-file") {
    uploadAll([...event.target.files]);
    event.target.value = "";
  }
});
const over = (event, on) => {
  const zone = event.target.closest?.(".ti-drop");
  if (!zone) return;
  event.preventDefault();
  zone.classList.toggle("ti-over", on);
};
element.addEventListener("dragover", (event) => over(event, true));
element.addEventListener("dragleave", (event) => over(event, false));
element.addEventListener("drop", (event) => {
  over(event, false);
  if (event.target.closest(".ti-drop")) uploadAll([...event.dataTransfer.files]);
});
