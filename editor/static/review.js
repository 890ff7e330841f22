// Keys of the review queue. They go by the key's place, so the layout does not matter; they rest
// while a field is being typed in, and can be switched off on the page.
(() => {
  "use strict";
  const CODES = { KeyB: "b", BracketLeft: "[", KeyG: "g", KeyJ: "j", KeyD: "d", KeyR: "r", KeyH: "h", KeyM: "m", Enter: "enter", NumpadEnter: "enter" };
  const checks = [...document.querySelectorAll("form.check")];
  const rows = [...document.querySelectorAll(".same input")];
  const on = document.querySelector("#keys input");
  let at = 0;

  try { on.checked = localStorage.getItem("radar keys") !== "off"; } catch { /* stays on */ }
  on.addEventListener("change", () => {
    try { localStorage.setItem("radar keys", on.checked ? "on" : "off"); } catch { /* for this page only */ }
  });

  function choose(number, follow = true) {
    if (!checks.length) return;
    at = Math.max(0, Math.min(checks.length - 1, number));
    checks.forEach((one, n) => one.classList.toggle("on", n === at));
    if (follow) checks[at].scrollIntoView({ block: "nearest" });
    let first = null;
    for (const mark of document.querySelectorAll(".src mark")) {
      const mine = mark.dataset.facts.split(" ").includes(checks[at].dataset.number);
      mark.classList.toggle("on", mine);
      if (mine && !first) first = mark;
    }
    // Only the text scrolls to the words, not the page.
    const box = document.querySelector(".src");
    if (first && box) box.scrollTop += first.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  }

  function typing(target) {
    return target.matches("input:not([type=checkbox]), select, textarea");
  }

  function moved(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return false;
    if (rows.length) {
      const next = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(document.activeElement) + step))];
      next.focus();
    } else choose(at + step);
    return true;
  }

  function act(key) {
    const place = checks[at];
    const found = (place && place.querySelector(`[data-key="${key}"]`)) || document.querySelector(`:not(form.check) > * [data-key="${key}"], [data-key="${key}"]`);
    if (!found || found.closest("form.check") && found.closest("form.check") !== place) return false;
    const hidden = found.closest("details");
    if (hidden) hidden.open = true;
    if (found.matches("input, select")) {
      found.focus();
      if (found.select) found.select();
    } else found.click();
    return true;
  }

  addEventListener("keydown", event => {
    if (!on.checked || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    if (typing(event.target)) {
      if (event.key === "Escape") event.target.blur();
      // Enter in the field of a correction saves it; the form's first button would confirm instead.
      if (event.key === "Enter" && event.target.closest("form.check")) {
        event.preventDefault();
        event.target.closest("form.check").querySelector("[value=fix]").click();
      }
      return;
    }
    const own = event.target.closest("a, button, summary");
    const key = CODES[event.code];
    if (own && key === "enter") return;
    if (moved(event) || key && act(key)) event.preventDefault();
  });

  for (const [number, one] of checks.entries()) one.addEventListener("focusin", () => choose(number, false));
  choose(0, false);
})();
