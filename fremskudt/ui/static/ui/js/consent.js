// The sentence to read aloud, and what they will see, as soon as it is chosen who and what. Without this script the
// button »Vis sætningen« does the same. An answer to another sentence than the one on the page is not taken.
(() => {
  const form = document.querySelector("form[data-preview]");
  let turn = 0;

  form?.addEventListener("change", async () => {
    const mine = ++turn;
    const asked = { method: "POST", body: new FormData(form), headers: { "X-In-Place": "1" }, redirect: "manual" };
    const answer = await fetch(form.dataset.preview, asked).catch(() => null);
    if (answer?.status !== 200) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html"), part = page.getElementById("asked");
    if (part && mine === turn) document.getElementById("asked").replaceWith(part);
  });
})();
