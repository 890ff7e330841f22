// The search page: words and conditions in the address, results as rows of a list. Statuses are worked
// out here by the reader's day (status.js), so a filter by status is right however old the build is.
(function () {
  "use strict";

  var box = document.querySelector("[data-search]");
  var input = document.querySelector("[data-find] input");
  var list = box.querySelector("[data-results]");
  var more = box.querySelector("[data-more]");
  var count = box.querySelector("[data-search-count]");
  var pills = box.querySelector("[data-chosen]");
  var FACETS = ["status", "kind", "year", "region"];
  var STEP = 20, PAUSE = 200, SHORT = 8;
  var rules = new Intl.PluralRules("ru");
  var radar = window.radar;
  var engine = null, statuses = {}, boxes = {}, round = 0, found = [];

  // The address: ?q=…&region=RU-LIP&region=…&status=open

  function read() {
    var query = new URLSearchParams(location.search), wanted = {q: (query.get("q") || "").trim()};
    FACETS.forEach(function (facet) { wanted[facet] = query.getAll(facet); });
    return wanted;
  }

  function write(wanted, push) {
    var query = new URLSearchParams();
    if (wanted.q) query.append("q", wanted.q);
    FACETS.forEach(function (facet) {
      wanted[facet].forEach(function (value) { query.append(facet, value); });
    });
    var text = query.toString(), address = location.pathname + (text ? "?" + text : "");
    if (address === location.pathname + location.search) return;
    if (push) history.pushState(null, "", address); else history.replaceState(null, "", address);
  }

  // Conditions

  // The index knows statuses by dates; readers know groups of them.
  function group(value) {
    if (value.indexOf("=") < 0) return radar.states[value].group;
    var dates = radar.parse(value);
    return radar.states[radar.state(dates, radar.local(Date.now(), Number(dates.zone)))].group;
  }

  function indexed(facet, values) {
    if (facet !== "status") return values;
    return Object.keys(statuses).filter(function (value) { return values.indexOf(statuses[value]) >= 0; });
  }

  function chosen(wanted, except) {
    var out = {};
    FACETS.forEach(function (facet) {
      if (facet !== except && wanted[facet].length) out[facet] = indexed(facet, wanted[facet]);
    });
    return out;
  }

  function tally(facet, counts) {
    if (facet !== "status") return counts;
    var out = {};
    Object.keys(counts).forEach(function (value) {
      var name = statuses[value];
      out[name] = (out[name] || 0) + counts[value];
    });
    return out;
  }

  function condition(facet, value, title) {
    var label = radar.element("label"), check = radar.element("input"), n = radar.element("span", "n");
    check.type = "checkbox";
    check.name = facet;
    check.value = value;
    label.append(check, " " + title + " ", n);
    check.addEventListener("change", function () {
      var wanted = read();
      wanted[facet] = wanted[facet].filter(function (one) { return one !== value; });
      if (check.checked) wanted[facet].push(value);
      write(wanted, true);
      run(read());
    });
    return {label: label, check: check, n: n, title: title, value: value};
  }

  function build(values) {
    Object.keys(values.status || {}).forEach(function (value) { statuses[value] = group(value); });
    FACETS.forEach(function (facet) {
      var field = box.querySelector("[data-facet=" + facet + "]");
      var all = tally(facet, values[facet] || {});
      var known = Array.prototype.map.call(field.querySelectorAll("template"), function (one) {
        return condition(facet, one.dataset.value, one.innerHTML.trim());
      }).filter(function (one) { return all[one.value]; });
      boxes[facet] = known;
      known.forEach(function (one) { field.append(one.label); });
      field.hidden = !known.length;
      if (known.length > SHORT) field.append(unfold(field));
    });
    box.querySelector(".facets").hidden = false;
  }

  function unfold(field) {
    var button = radar.element("button", "more", "Показать все");
    button.type = "button";
    field.dataset.short = "";
    button.addEventListener("click", function () {
      delete field.dataset.short;
      button.remove();
      recount(read());
      field.querySelector("input").focus();
    });
    return button;
  }

  // Numbers beside a facet's values are those without the facet's own condition.
  function recount(wanted) {
    return Promise.all(FACETS.map(function (facet) {
      return engine.find(wanted.q, chosen(wanted, facet)).then(function (answer) {
        show(facet, tally(facet, answer.counts[facet] || {}), wanted[facet]);
      });
    }));
  }

  function show(facet, counts, selected) {
    var shown = 0;
    var limit = "short" in box.querySelector("[data-facet=" + facet + "]").dataset ? SHORT : Infinity;
    boxes[facet].slice().sort(function (a, b) {
      return (counts[b.value] || 0) - (counts[a.value] || 0);
    }).forEach(function (one) {
      var n = counts[one.value] || 0, on = selected.indexOf(one.value) >= 0;
      one.check.checked = on;
      one.n.textContent = n;
      one.label.hidden = !on && (shown >= limit || (!n && limit < Infinity));
      if (!one.label.hidden) shown += 1;
    });
  }

  function showPills(wanted) {
    pills.textContent = "";
    FACETS.forEach(function (facet) {
      (boxes[facet] || []).forEach(function (one) {
        if (wanted[facet].indexOf(one.value) < 0) return;
        var pill = radar.element("span", "", one.title + " "), button = radar.element("button", "", "убрать");
        button.type = "button";
        button.setAttribute("aria-label", "Убрать условие «" + one.title + "»");
        button.addEventListener("click", function () { one.check.click(); });
        pill.append(button);
        pills.append(pill);
      });
    });
    pills.hidden = !pills.childNodes.length;
  }

  // Results

  // The found words in their surroundings; the title, which stands above, is not said again.
  function marked(html, title) {
    var body = new DOMParser().parseFromString(html, "text/html").body, line = radar.element("p", "said", "…");
    var skip = body.textContent.slice(0, SHORT) === title.slice(0, SHORT) ? title.length + 1 : 0;
    body.childNodes.forEach(function (node) {
      var text = node.textContent.slice(skip);
      skip = Math.max(0, skip - node.textContent.length);
      if (text) line.append(node.nodeName === "MARK" ? radar.element("mark", "", text) : text);
    });
    line.append("…");
    return line;
  }

  function row(result, query) {
    var card = result.card, item = radar.element("li", "item"), code = card.state, words = card.when;
    if (card.dates) {
      var dates = radar.parse(card.dates), now = radar.local(Date.now(), Number(dates.zone));
      code = radar.state(dates, now);
      words = radar.when(dates, now, card.at);
    }
    var title = radar.element("h3"), link = radar.element("a", "", card.title);
    var meta = radar.element("p", "meta");
    link.href = result.path;
    title.append(link);
    card.meta.forEach(function (fact) { meta.append(radar.element("span", "", fact), " "); });
    item.dataset.searchResult = "";
    item.append(title, radar.whenElement(words, card.how), meta);
    var excerpt = query ? marked(result.excerpt, card.title) : null;
    if (excerpt && excerpt.querySelector("mark")) item.append(excerpt);
    item.append(radar.mark(code));
    return item;
  }

  function page(wanted, mine) {
    var next = found.splice(0, STEP);
    return Promise.all(next.map(function (load) { return load(); })).then(function (results) {
      if (mine !== round) return;
      results.forEach(function (result) { list.append(row(result, wanted.q)); });
      list.hidden = !list.childNodes.length;
      more.hidden = !found.length;
    });
  }

  function announcements(n) {
    var forms = {one: "объявление", few: "объявления", many: "объявлений"};
    return n + "\u00a0" + (forms[rules.select(n)] || forms.many);
  }

  function tell(wanted, total, asked) {
    document.querySelector("[data-search-title]").textContent = wanted.q ? "Поиск: " + wanted.q : "Поиск";
    document.title = document.title.replace(/^.*? — /, (wanted.q ? wanted.q + ": поиск" : "Поиск") + " — ");
    if (!asked) count.textContent = "Введите слово или отметьте условие";
    else if (total) count.textContent = announcements(total);
    else if (pills.hidden) count.textContent = "Ничего не нашлось. Проверьте слово или наберите короче.";
    else count.textContent = "Ничего не нашлось. Уберите одно из условий.";
    box.dataset.searchTotal = total;
  }

  function run(wanted) {
    var mine = ++round;
    var asked = Boolean(wanted.q) || FACETS.some(function (facet) { return wanted[facet].length; });
    box.dataset.searchState = "busy";
    showPills(wanted);
    var search = asked ? engine.find(wanted.q, chosen(wanted)) : Promise.resolve({found: []});
    return search.then(function (answer) {
      if (mine !== round) return undefined;
      found = answer.found;
      list.textContent = "";
      list.hidden = more.hidden = true;
      tell(wanted, found.length, asked);
      return Promise.all([page(wanted, mine), asked ? recount(wanted) : reset(wanted)]);
    }).then(function () {
      if (mine === round) box.dataset.searchState = "done";
    });
  }

  function reset(wanted) {
    return engine.values().then(function (values) {
      FACETS.forEach(function (facet) { show(facet, tally(facet, values[facet] || {}), wanted[facet]); });
    });
  }

  function fail() {
    count.textContent = "Поиск не загрузился";
    box.querySelector("[data-unready]").hidden = false;
    box.dataset.searchState = "done";
  }

  function start() {
    var timer = 0;
    input.value = read().q;
    count.textContent = "Поиск загружается";
    box.querySelector("[data-unready]").hidden = true;
    input.addEventListener("input", function () {
      clearTimeout(timer);
      timer = setTimeout(function () { type(false); }, PAUSE);
    });
    document.querySelector("[data-find]").addEventListener("submit", function (event) {
      event.preventDefault();
      clearTimeout(timer);
      type(true);
    });
    more.querySelector("button").addEventListener("click", function () {
      var first = list.childNodes.length;
      page(read(), round).then(function () { list.childNodes[first].querySelector("a").focus(); });
    });
    window.addEventListener("popstate", function () {
      input.value = read().q;
      run(read()).catch(fail);
    });
    box.querySelector("[data-filters]").addEventListener("submit", function (event) { event.preventDefault(); });
    window.radarEngine(box.dataset.root).then(function (ready) {
      engine = ready;
      return engine.values();
    }).then(function (values) {
      build(values);
      return run(read());
    }).catch(fail);
  }

  function type(push) {
    var wanted = read();
    wanted.q = input.value.trim();
    write(wanted, push);
    if (engine) run(wanted).catch(fail);
  }

  start();
})();
