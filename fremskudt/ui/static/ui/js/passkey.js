// Passkeys: only a script can ask the phone or computer for one. Until it runs, a form with data-passkey stands hidden,
// and what has data-passkey-without stands in its place.
(() => {
  const options = async form => {
    const beside = form.querySelector("#passkey-options");
    if (beside) return JSON.parse(beside.textContent);
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    return (await answer.json()).request_options;
  };

  const ask = async form => {
    const problem = form.querySelector("[data-passkey-problem]");
    problem.hidden = true;
    try {
      const key = await window.webauthnJSON[form.dataset.passkey](await options(form));
      form.elements.credential.value = JSON.stringify(key);
      form.submit();
    } catch {
      problem.hidden = false;
    }
  };

  if (!window.PublicKeyCredential || !window.webauthnJSON) return;
  for (const note of document.querySelectorAll("[data-passkey-without]")) note.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", event => {
      event.preventDefault();
      ask(form);
    });
  }
})();
