// The display panel: text size, colours, spacing. Set before the first paint, so that the page does not flash.
(R => {
  "use strict";

  const html = document.documentElement, {get, put, trouble, usable} = R;
  const DISPLAY = ["size", "theme", "spacing", "keys"];
  const apply = (key, value) => { if (value) html.dataset[key] = value; else delete html.dataset[key]; };
  DISPLAY.forEach(key => apply(key, (get("view-" + key) || "").replace(/[^a-z]/g, "")));

  R.panel = () => {
    const box = document.querySelector(".view");
    if (!box) return;
    box.querySelectorAll("input").forEach(input => {
      input.checked = input.value === (html.dataset[input.name] || "");
      input.addEventListener("change", () => {
        apply(input.name, input.value);
        if (!put("view-" + input.name, input.value)) trouble(usable() ? "full" : "closed");
      });
    });
    box.hidden = false;
    box.addEventListener("keydown", event => {
      if (event.key === "Escape" && box.open) { box.open = false; box.querySelector("summary").focus(); }
    });
  };
})(window.radarMine);
