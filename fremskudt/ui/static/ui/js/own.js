// A question on the citizen's page: kept as soon as it is chosen, and read aloud where the phone has a voice for it.
// Without this script it is kept at »Videre«. Nothing stays on the phone: what could not be sent is sent then.
(() => {
  const form = document.querySelector("form[data-ask]"), told = document.querySelector("[data-saved]");
  const stamp = () => [...crypto.getRandomValues(new Uint8Array(16))].map(one => one.toString(16).padStart(2, "0")).join("");
  let turn = Promise.resolve(), open = 0, lost = false;

  const send = async body => {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-In-Place": "1" } }).catch(() => null);
    open--;
    lost = !answer;
    if (lost) told.textContent = form.dataset.lost;
    else if (answer.status === 204) told.textContent = form.dataset.ask;
  };
  const save = () => {
    form.operation.value = stamp(); // another choice on the same page is another press
    const body = new FormData(form);
    open++;
    turn = turn.then(() => send(body)); // one after the other: the last one stands
  };
  form.addEventListener("change", save);
  addEventListener("online", () => lost && save());
  form.addEventListener("submit", event => {
    if (navigator.onLine && !open) return;
    event.preventDefault();
    if (open) turn.then(() => form.requestSubmit(event.submitter));
    else told.textContent = form.dataset.lost;
  });

  const button = document.querySelector("[data-aloud]"), speech = window.speechSynthesis;
  const lang = document.documentElement.lang;
  const voice = () => speech.getVoices().find(one => one.lang.startsWith(lang));
  const show = () => { button.hidden = !voice(); };
  if (!speech) return;
  show();
  speech.addEventListener?.("voiceschanged", show);
  button.addEventListener("click", () => {
    speech.cancel();
    const words = new SpeechSynthesisUtterance(form.querySelector("fieldset").innerText);
    words.voice = voice();
    words.lang = lang;
    speech.speak(words);
  });
})();
