// Marks on announcements, in lists and on their pages: new, suitable, starred.
(R => {
  "use strict";

  const {element, icon, load, save} = R, PAUSE = 6 * 36e5, VISIT = R.KEY + " visit";
  const ADDRESS = /(?:^|\/)a\/([a-z0-9-]+)\/(?:index\.html)?$/;
  let kept = null, before = "";

  function mark(look, words) {
    const made = element("span", "tag " + look);
    made.append(icon(look), words);
    return made;
  }

  function star(id, facts) {
    const button = element("button", "star"), words = element("span");
    button.type = "button";
    button.dataset.star = id;
    button.append(icon("star"), words, element("span", "vh", " «" + facts.title + "»"));
    const show = () => {
      button.setAttribute("aria-pressed", String(id in kept.stars));
      words.textContent = id in kept.stars ? _("Отмечено") : _("Отметить");
    };
    button.addEventListener("click", () => {
      save(now => { if (id in now.stars) delete now.stars[id]; else now.stars[id] = facts; });
      kept = load();
      show();
    });
    show();
    return button;
  }

  const isNew = news => before !== "" && news.slice(0, 10) > before;

  // «2026-11-21 moved 2026-11-10»: what had been published when the reader was last here has only changed.
  function known(news) {
    const [, moved, published] = news.split(" ");
    return moved && !(published > before);
  }

  // What is marked on an announcement: a row of a list, or its page.
  function marks(node, id, title) {
    const made = element("p", "marks"), {news, suit, dates, at} = node.dataset;
    if (news && isNew(news)) made.append(mark("fresh", known(news) ? _("Изменилось") : _("Новое")));
    if (kept.profile && suit !== undefined) {
      const told = R.suits(kept.profile, suit);
      node.dataset.suits = told.code;
      made.append(mark(told.code, told.words));
    }
    made.append(star(id, {title, dates: dates || "", at: at || ""}));
    return made;
  }

  function idOf(row) {
    const link = row.querySelector("h3 a");
    return link && (link.pathname.match(ADDRESS) || [])[1];
  }

  function dress(row) {
    const id = idOf(row);
    if (id && !row.querySelector(".marks")) row.append(marks(row, id, row.querySelector("h3 a").textContent));
  }

  // Rows that the search has made say neither their day nor whom they are for: one file tells both.
  let told = null;
  R.dressFound = async rows => {
    if (kept.profile || before) told ??= fetch(new URL("static/marks.json", R.root)).then(answer => answer.json()).catch(() => ({}));
    const known = await told || {};
    rows.forEach(row => {
      const [news, suit] = known[idOf(row)] || [];
      if (news) row.dataset.news = news;
      if (typeof suit === "string") row.dataset.suit = suit;
      dress(row);
    });
  };

  function dressArticle(article) {
    const id = (location.pathname.match(ADDRESS) || [])[1], due = article.querySelector(".due");
    if (!id || !due) return;
    due.append(marks(article, id, article.querySelector("h1").textContent));
  }

  // The day up to which the reader has seen the site. A pause of some hours ends a visit.
  function visit(day) {
    let told = {};
    try { told = JSON.parse(R.get(VISIT)) || {}; } catch { /* a visit that cannot be read is the first one */ }
    const now = Date.now(), isDay = text => /^\d{4}-\d\d-\d\d$/.test(text) ? text : "";
    const over = !(now - told.at < PAUSE && now >= told.at), seen = isDay(told.seen);
    before = over ? seen : isDay(told.before);
    R.put(VISIT, JSON.stringify({seen: day || new Date(now).toISOString().slice(0, 10), before, at: now}));
  }

  // Everything on the page that can be marked. ``day`` is that of the newest reading of the sources.
  R.markAll = (main, day) => {
    visit(day);
    kept = load();
    main.querySelectorAll(".item").forEach(dress);
    main.querySelectorAll("article[data-suit], article[data-news]").forEach(dressArticle);
  };

  Object.assign(R, {mark, star, isNew});
})(window.radarMine);
