// The display panel: text size, colours, spacing. The choice stays in the browser; the site is whole without this script.
(function () {
  var root = document.documentElement, keys = ["size", "theme", "spacing"];

  function read(key) { try { return localStorage.getItem("view-" + key) || ""; } catch (e) { return ""; } }
  function save(key, value) { try { localStorage.setItem("view-" + key, value); } catch (e) { /* no storage on file:// in some browsers */ } }
  function apply(key, value) {
    if (value) root.setAttribute("data-" + key, value); else root.removeAttribute("data-" + key);
  }

  // Before the first paint, so that the page does not flash.
  keys.forEach(function (key) { apply(key, read(key)); });

  document.addEventListener("DOMContentLoaded", function () {
    var panel = document.querySelector(".view");
    if (panel) {
      keys.forEach(function (key) {
        panel.querySelectorAll("input[name=" + key + "]").forEach(function (input) {
          input.checked = input.value === read(key);
          input.addEventListener("change", function () { save(key, input.value); apply(key, input.value); });
        });
      });
      panel.hidden = false;
      panel.addEventListener("keydown", function (event) {
        if (event.key === "Escape" && panel.open) { panel.open = false; panel.querySelector("summary").focus(); }
      });
    }
    // The row of sections scrolls on a phone: the current one must be in sight.
    var current = document.querySelector(".nav [aria-current]"), row = current && current.closest("ul");
    if (row) row.scrollLeft = current.offsetLeft - row.offsetLeft - 16;
    // Browsers without ::details-content cannot open the facets by CSS: in the sidebar they are opened here.
    var facets = document.querySelector(".facets");
    if (facets && facets.clientWidth < 330 && window.innerWidth > 960) facets.open = true;
  });
})();
