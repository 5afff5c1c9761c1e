// The locked screen, without losing what was typed. The server decides when it is locked; this only asks, takes the page
// off the screen, and puts it back when the lock is open again. Without this script the server's own pages do the same.
(() => {
  const { lock, use, idle } = document.currentScript.dataset;
  const QUIET = Number(idle) * 1000; // as long as the server waits
  const TELL = 60_000; // how often the server is told that somebody reads or writes here
  const ASK_AGAIN = 60_000; // when somebody is busy in another window
  const SIGNS = ["keydown", "pointerdown", "pointermove", "wheel", "scroll", "touchstart"];
  let touched = Date.now(), told = touched, timer = 0, held = null;

  const send = (address, body) =>
    fetch(address, { method: body ? "POST" : "GET", body, headers: { "X-In-Place": "1" }, redirect: "manual" });
  const away = () => location.replace(lock);
  const wait = time => { clearTimeout(timer); timer = setTimeout(look, time); };

  const sign = () => {
    const now = Date.now(), csrf = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (held) return;
    if (now - touched >= QUIET) { look(); return; } // back after a sleep: first see whether it is locked
    touched = now;
    if (now - told < TELL || !csrf) return;
    told = now;
    send(use, new URLSearchParams({ csrfmiddlewaretoken: csrf })).then(answer => answer.ok || ask(), () => {});
  };

  const look = () => {
    const left = touched + QUIET - Date.now();
    if (held) return;
    if (left > 0) wait(left); else ask();
  };

  const ask = async () => {
    const answer = await send(lock).catch(() => null);
    if (answer?.status === 204) wait(ASK_AGAIN);
    else if (answer?.status === 200) show(await answer.text());
    else away(); // logged out, or no connection: nothing stays on the screen
  };

  const show = text => {
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!held) {
      held = { title: document.title, focus: document.activeElement, page: document.createDocumentFragment() };
      held.page.append(...document.body.childNodes);
    }
    const scripts = [...page.head.querySelectorAll("script[src]")].map(({ src }) =>
      Object.assign(document.createElement("script"), { src, async: false }));
    document.title = page.title;
    document.body.replaceChildren(...page.body.childNodes, ...scripts);
    for (const form of document.querySelectorAll("form[data-unlock]")) {
      form.submit = () => unlock(form); // what passkey.js calls when the key has answered
      if (!form.dataset.passkey) form.addEventListener("submit", event => { event.preventDefault(); unlock(form); });
    }
    document.querySelector("[autofocus]")?.focus();
  };

  const unlock = async form => {
    const answer = await send(form.action, new FormData(form)).catch(() => null);
    if (answer?.status === 204) open();
    else if (answer?.status === 200) show(await answer.text());
    else if (answer) away();
  };

  const open = () => {
    document.body.replaceChildren(held.page);
    document.title = held.title;
    held.focus?.focus?.();
    held = null;
    touched = told = Date.now();
    wait(QUIET);
  };

  for (const name of SIGNS) addEventListener(name, sign, { passive: true, capture: true });
  // A window that comes to the front asks at once: another one may have locked, and the phone may be in other hands.
  const front = async () => {
    if (document.hidden || held) return;
    const answer = await send(lock).catch(() => null);
    if (answer?.status === 200) show(await answer.text()); else look(); // without an answer what was typed stays
  };
  document.addEventListener("visibilitychange", front);
  document.addEventListener("submit", async event => {
    const form = event.target.closest("form[data-lock-now]");
    if (!form || held) return;
    event.preventDefault();
    await send(form.action, new FormData(form)).catch(() => null);
    ask();
  });
  wait(QUIET);
})();
