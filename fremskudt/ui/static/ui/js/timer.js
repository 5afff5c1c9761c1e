// A meeting's time, counted on the page between two saves. The server's count is right at each; this one goes on from
// there by the browser's own clock. It is said aloud at five, one and no minutes only, and never blinks or sounds.
(() => {
  for (const timer of document.querySelectorAll(".timer[data-left]")) {
    const words = timer.querySelector(".timer-left"), bar = timer.querySelector("progress");
    const said = timer.querySelector("[role=status]"), over = document.querySelector("[data-timer-over]");
    const texts = { 5: timer.dataset.five, 1: timer.dataset.one, 0: timer.dataset.none };
    const end = performance.now() + Number(timer.dataset.left) * 1000;
    const seconds = () => Math.max(0, Math.ceil((end - performance.now()) / 1000));
    const before = seconds();
    const told = new Set([5, 1, 0].filter(minutes => before <= minutes * 60)); // said on an earlier page
    let shown = before;

    const show = () => {
      const left = seconds();
      if (left === shown) return;
      shown = left;
      const clock = `${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
      words.textContent = timer.dataset.words.replace("{left}", clock);
      bar.value = bar.max - left;
      for (const minutes of [5, 1, 0]) {
        if (left > minutes * 60 || told.has(minutes)) continue;
        told.add(minutes);
        said.textContent = texts[minutes];
      }
      if (left > 0) return;
      clearInterval(ticking);
      if (over) over.hidden = false;
    };
    const ticking = setInterval(show, 500);
  }
})();
