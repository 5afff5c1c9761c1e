// A sheet of paper is typed in with one key for each answer. Without this script the same rows are pressed by mouse.
// The keys work in the form alone, and the server judges what is sent: this file only moves the focus and presses.
(() => {
  const form = document.querySelector("form[data-typing]");
  if (!form) return;
  const rows = [...form.querySelectorAll("[data-row]")], send = form.querySelector("button[type=submit]");
  const number = (row) => row.querySelector("input[type=text]"), presses = (row) => [...row.querySelectorAll("[data-key]")];
  const staysOpen = (row) => ["digits", "many"].includes(row.dataset.kind); // more than one key may belong to it
  let now = -1;

  const OPS = {
    eq: (a, b) => a === b, ne: (a, b) => a !== b, gt: (a, b) => a > b, ge: (a, b) => a >= b, lt: (a, b) => a < b,
    le: (a, b) => a <= b, in: (a, many) => many.includes(a),
  };

  // The number that stands in the row of an item (1 or 0 for one of many), or null where there is none.
  const value = (variable) => {
    const [item, option] = variable.split("."), row = rows.find((one) => one.dataset.item === item);
    if (!row) return null;
    if (option) return row.querySelector(":checked") ? Number([...row.querySelectorAll(":checked")].some((one) => one.value === option)) : null;
    const told = row.dataset.kind === "digits" ? number(row).value : row.querySelector(":checked")?.value;
    return /^\d+$/.test(told ?? "") ? Number(told) : null;
  };

  // true, false, or null while an answer that it hangs on is not there
  const holds = (condition) => {
    const [op, of] = Object.entries(condition)[0];
    if (op === "not") { const part = holds(of); return part === null ? null : !part; }
    if (op === "and" || op === "or") {
      const parts = of.map(holds), decides = op === "or";
      return parts.includes(decides) ? decides : parts.includes(null) ? null : !decides;
    }
    const stands = value(of[0]);
    return stands === null ? null : OPS[op](stands, of[1]);
  };

  const isOff = (row) => Boolean(row.dataset.route) && holds(JSON.parse(row.dataset.route)) === false;
  const dim = () => rows.forEach((row) => row.classList.toggle("typed-off", isOff(row)));

  const light = (at) => { now = at; rows.forEach((row, one) => row.classList.toggle("typed-now", one === at)); };
  const go = (at) => {
    light(at);
    const row = rows[at], target = row ? number(row) ?? row.querySelector(":checked") ?? row.querySelector("input") : send;
    target.focus({ preventScroll: true });
    (row ?? send).scrollIntoView({ block: "center" });
  };
  const onward = (step) => {
    let at = now + step;
    while (rows[at] && isOff(rows[at])) at += step;
    if (rows[at] || step > 0) go(rows[at] ? at : rows.length);
  };

  const press = (row, input) => {
    const field = number(row);
    if (field) field.value = "";
    if (row.dataset.kind === "many" && !["s", "u", "none"].includes(input.value)) {
      presses(row).filter((one) => ["s", "u", "none"].includes(one.value)).forEach((one) => { one.checked = false; });
      input.checked = !input.checked;
    } else {
      presses(row).forEach((one) => { one.checked = false; });
      input.checked = true;
    }
    dim();
    if (row.dataset.kind !== "many" || ["s", "u", "none"].includes(input.value)) onward(1);
  };

  const typed = (event, row, key) => {
    const field = number(row), found = presses(row).find((one) => one.dataset.key === key);
    if (found) { event.preventDefault(); press(row, found); return; }
    if (!field || !/^\d$/.test(key)) { if (/^[a-zæøå]$/.test(key)) event.preventDefault(); return; }
    presses(row).forEach((one) => { one.checked = false; });
    if (event.target === field) return;
    event.preventDefault();
    field.value += key;
    field.focus();
    dim();
  };

  form.addEventListener("keydown", (event) => {
    const row = rows[now], key = event.key.toLowerCase();
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.target.closest("summary")) return;
    if (key === "enter" && event.target !== send) {
      event.preventDefault();
      const isHalf = row && staysOpen(row) && (number(row)?.value || row.querySelector(":checked"));
      if (isHalf) onward(1); else form.requestSubmit(send);
    } else if (key === "backspace" && !(event.target === (row && number(row)) && event.target.value)) {
      event.preventDefault();
      if (event.target === send) now = rows.length;
      onward(-1);
    } else if (row && key.length === 1) typed(event, row, key);
  });
  form.addEventListener("focusin", (event) => {
    const at = rows.indexOf(event.target.closest("[data-row]"));
    if (at !== now) light(at);
  });
  form.addEventListener("input", dim);

  dim();
  const clash = form.querySelector("[name=keep]"), wrong = rows.findIndex((row) => row.classList.contains("form-error"));
  if (clash) clash.focus(); else go(Math.max(0, wrong));
})();
