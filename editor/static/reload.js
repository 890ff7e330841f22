// Loads the page anew when the preview was built again. Only the editor's server adds this script.
(() => {
  "use strict";
  const built = document.currentScript.dataset.built;
  const events = new EventSource("/editor/events?since=" + encodeURIComponent(built));
  events.addEventListener("built", () => { events.close(); location.reload(); });
  addEventListener("pagehide", () => events.close());
})();
