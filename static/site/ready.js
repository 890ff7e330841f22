// Puts it all to work once the page is read.
(R => {
  "use strict";

  async function ready() {
    R.panel();
    R.find();
    R.today();
    const main = document.getElementById("main"), row = document.querySelector(".nav ul"), current = row && row.querySelector("[aria-current]");
    document.querySelectorAll("[data-mine]").forEach(one => { one.hidden = false; });
    // The row of sections scrolls on a phone: the current one must be in sight, what lies beyond fades.
    if (row) {
      const fade = () => { row.parentNode.classList.toggle("past", row.scrollLeft > 0); };
      row.addEventListener("scroll", fade, {passive: true});
      if (current && current.offsetLeft + current.offsetWidth > row.offsetLeft + row.clientWidth - 40) row.scrollLeft = current.offsetLeft - row.offsetLeft - 24;
      fade();
    }
    // Browsers without ::details-content cannot open the facets by CSS: in the sidebar they are opened here.
    const facets = document.querySelector(".facets");
    if (facets && facets.clientWidth < 330 && window.innerWidth > 960) facets.open = true;
    const told = await R.reading();
    R.stale(told);
    R.narrow(main);
    R.appointments();
    R.markAll(main, told.day);
    const show = R.bar(main);
    const found = main.querySelector("[data-results]");
    // Results come and go as one types.
    const dressed = async () => { await R.dressFound(found.querySelectorAll(".item")); show(); };
    if (found) {
      new MutationObserver(dressed).observe(found, {childList: true});
      await dressed();
    }
    document.documentElement.dataset.ready = "";
    document.dispatchEvent(new Event("radar:ready"));
  }

  // From a disk no server turns a folder's address into its page.
  if (location.protocol === "file:") document.addEventListener("click", event => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (link && link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }, true);
  document.addEventListener("DOMContentLoaded", ready);
})(window.radarMine);
