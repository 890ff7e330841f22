// A list narrowed to one post: «?post=medsyostry» in the address, so that it can be saved, sent and gone
// back from. Rows say themselves whom they are for (builder/parts/suitability.py).
(R => {
  "use strict";

  const named = row => (/(?:^| )role=(\S+)/.exec(row.dataset.suit) || ["", ""])[1].split(",");

  R.narrow = main => {
    const post = new URLSearchParams(location.search).get("post"), all = R.element("a", "", _("Показать все"));
    if (!post || main.dataset.list === undefined) return;
    const offered = main.querySelector("[data-posts] .pick") || main.querySelector("h1").parentNode.appendChild(R.element("p", "pick"));
    const chosen = [...offered.children].find(link => new URL(link.href).searchParams.get("post") === post);
    all.href = location.pathname;
    offered.prepend(all);
    if (chosen) chosen.setAttribute("aria-current", "true");
    main.querySelectorAll(".item").forEach(row => { row.hidden = row.hidden || !named(row).includes(post); });
    main.querySelectorAll(".items").forEach(list => {
      const none = !list.querySelector(".item:not([hidden])"), empty = list.parentNode.querySelector("[data-empty]");
      list.hidden = none;
      if (empty) empty.hidden = !none;
      else list.parentNode.hidden = none;
    });
  };
})(window.radarMine);
