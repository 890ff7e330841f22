// The header's search field: what helps while one types is loaded when the field is first used, so that
// a page that nobody searches from stays light.
(R => {
  "use strict";

  R.find = () => {
    const form = document.querySelector("[data-find]");
    if (!form) return;
    const input = form.querySelector("input"), {script, style} = form.dataset;

    function load() {
      input.removeEventListener("focus", load);
      const code = document.createElement("script"), look = document.createElement("link");
      code.src = script;
      look.rel = "stylesheet";
      look.href = style;
      code.onerror = () => {  // it is tried again when the field is used again
        code.remove();
        look.remove();
        input.addEventListener("focus", load);
      };
      document.head.append(look, code);
    }

    if (script) input.addEventListener("focus", load);
    if (script && document.activeElement === input) load();
    document.addEventListener("keydown", event => {
      // A key alone must be possible to switch off (WCAG 2.1.4): the display panel does.
      if (document.documentElement.dataset.keys === "off") return;
      if (event.code !== "Slash" || event.ctrlKey || event.altKey || event.metaKey) return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable) return;
      event.preventDefault();
      input.focus();
    });
  };
})(window.radarMine);
