// Loads the page anew when the preview was built again, but not while the editor is leaving it: that
// would take the click back. Only the editor's server adds this script.
(() => {
  "use strict";
  const WAIT = 5000; // a link may also be to a file, and the page stays
  const built = document.currentScript.dataset.built;
  const events = new EventSource("/editor/events?since=" + encodeURIComponent(built));
  let left = -WAIT;
  addEventListener("beforeunload", () => { left = performance.now(); });
  events.addEventListener("built", () => {
    events.close();
    setTimeout(() => location.reload(), Math.max(0, left + WAIT - performance.now()));
  });
  addEventListener("pagehide", () => events.close());
})();
