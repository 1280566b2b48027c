// What goes wrong between browser and server, told in Chinese: the framework speaks English here.
(() => {
  const told = (words) =>
    /connection|reconnect|network|fetch/i.test(words)
      ? "和服务器的连接断了，正在重新连接。"
      : "没有成功，请稍后再试一次。";
  // Whoever waits for an answer hears of it too: the chat gives the question back.
  const fail = (words) => {
    tiaowen.say(told(words));
    document.dispatchEvent(new CustomEvent("ti-failed"));
  };
  // A refused event says nothing at all by itself.
  const ask = window.fetch;
  window.fetch = async (...request) => {
    const answer = await ask(...request);
    if (!answer.ok && answer.url.includes("/gradio_api/")) fail("");
    return answer;
  };
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        const text = node.querySelector?.(".toast-message-text") ?? node.closest?.(".toast-message-text");
        if (text) fail(text.textContent);
      }
    }
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
