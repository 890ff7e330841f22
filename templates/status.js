{% from "parts/icon.html" import icon %}
// Statuses by the reader's own clock, so that a page built days ago never shows a closed call as open.
// The rules are those of model/status.py and the words those of builder/parts/when.py: status_cases.json
// holds both sides to one answer. Without this script the page says for which day it was built.
(function () {
  "use strict";

  var SAY = {
    dayMonth: {{ _("{day}~{month}") | tojson }}, dayYear: {{ _("{day} {year}") | tojson }},
    monthYear: {{ _("{month} {year}") | tojson }}, ofYear: {{ _("{year}~года") | tojson }},
    until: {{ _("до~{day}") | tojson }}, untilAt: {{ _("до~{day}, {at}") | tojson }}, at: {{ _("до~{at}") | tojson }},
    through: {{ _("по~{day}") | tojson }}, on: {{ _("на~{day}") | tojson }},
    starts: {{ _("начало {day}") | tojson }}, since: {{ _("сведения от {day}") | tojson }},
    left: {{ _("{left} {days}") | tojson }}
  };
  // Months in the cases that the texts ask for: «{day:…}» in SAY.
  var CASES = {{ page.cases | tojson }};
  var STATES = {
{% for state in page.states %}
    "{{ state.code }}": {word: {{ state.word | tojson }}, look: "{{ state.look }}", group: "{{ state.group }}", note: {{ state.note | tojson }}, icon: {{ icon(state.look) | tojson }}},
{% endfor %}
  };
  var MONTHS = {{ page.months | tojson }};
  var WEEKDAYS = {{ page.weekdays | tojson }};
  var DAYS = {{ page.days | tojson }};
  var LEFT = {{ page.left | tojson }};
  var SOON = {{ page.soon }}, FRESH = {{ page.fresh }}, HOME = 180, STALE = 2;
  var NBSP = "\u00a0", DAY = 864e5;
  var FORMS = {{ page.forms | tojson }};
  var rules = new Intl.PluralRules({{ page.language | tojson }});

  function fill(text, values) {
    return text.replace(/\{(\w+)(?::([^}]+))?\}/g, function (all, name, ending) {
      return ending ? decline(String(values[name]), CASES[ending]) : values[name];
    });
  }

  function decline(text, words) {
    return text.replace(/\S+$/, function (last) { return words[last] || last; });
  }

  // Moments are ISO texts of one wall clock, so their order is that of texts: "2026-11-28" or
  // "2026-11-28T18:00".

  // "stage=call close=2026-11-28 zone=180" → an object of texts.
  function parse(text) {
    var dates = {};
    text.split(" ").forEach(function (pair) {
      var at = pair.indexOf("=");
      dates[pair.slice(0, at)] = pair.slice(at + 1);
    });
    return dates;
  }

  function local(instant, zone) { return new Date(instant + zone * 6e4).toISOString().slice(0, 16); }
  function day(moment) { return moment.slice(0, 10); }
  function days(from, to) { return Math.round((Date.parse(day(to)) - Date.parse(day(from))) / DAY); }
  function timed(moment) { return moment.length > 10; }
  function passed(close, now) { return timed(close) ? now >= close : day(now) > close; }
  function awaited(open, now) { return timed(open) ? now < open : day(now) < open; }

  // The code of the status at a moment of the announcement's own wall clock.
  function state(d, now) {
    var today = day(now), over = d.end || d.start;
    if (d.cancelled) return "cancelled";
    if (d.stage === "report") {
      return d.start && d.end && d.start <= today && today <= d.end ? "running" : "report";
    }
    if (d.close && (d.stage === "call" || !passed(d.close, now))) return untilClose(d, now);
    if (d.open && awaited(d.open, now)) return "planned";
    if (over && over < today) return "past";
    if (d.start && d.start <= today) return "running";
    if (!over && d.since && days(d.since, today) > FRESH) return "faded";
    return d.stage === "call" ? "unknown" : "upcoming";
  }

  function untilClose(d, now) {
    if (passed(d.close, now)) return "closed";
    if (d.open && awaited(d.open, now)) return "planned";
    var left = days(now, d.close);
    return left === 0 ? "last" : left <= SOON ? "soon" : "open";
  }

  function plural(n, forms) { return forms[FORMS[rules.select(n)]]; }
  function month(date) { return MONTHS[Number(date.slice(5, 7)) - 1]; }
  function number(date) { return String(Number(date.slice(8, 10))); }
  function dayMonth(date) { return fill(SAY.dayMonth, {day: number(date), month: month(date)}); }
  function inYear(date, current) {
    var year = date.slice(0, 4), told = dayMonth(date);
    return year === current ? told : fill(SAY.dayYear, {day: told, year: year});
  }
  function big(date, line, current) {
    var year = date.slice(0, 4), name = month(date);
    if (year !== current) name = fill(SAY.monthYear, {month: name, year: year});
    return {big: number(date), head: name, line: line, tone: "go"};
  }
  function told(date) {
    return date ? {head: dayMonth(date), line: fill(SAY.ofYear, {year: date.slice(0, 4)})} : {head: {{ _("Без даты") | tojson }}};
  }

  var WORDS = {
    open: left, soon: left,
    last: function (d, now, year, at) {
      var line = at ? fill(SAY.at, {at: at}) : fill(SAY.until, {day: dayMonth(now)});
      return {head: {{ _("Сегодня") | tojson }}, line: line, tone: "hot"};
    },
    planned: function (d, now, year) { return big(day(d.open), {{ _("начало приёма") | tojson }}, year); },
    closed: function (d) { return {head: {{ _("Закрыт") | tojson }}, line: inYear(day(d.close))}; },
    unknown: function (d, now, year) {
      return {head: {{ _("Без даты") | tojson }}, line: d.start ? fill(SAY.starts, {day: inYear(d.start, year)}) : ""};
    },
    faded: function (d) {
      return {head: {{ _("Без даты") | tojson }}, line: d.since ? fill(SAY.since, {day: inYear(d.since)}) : ""};
    },
    upcoming: function (d, now, year) {
      if (!d.start) {
        return {head: {{ _("Дата не указана") | tojson }}, line: d.end ? through(d.end, year) : ""};
      }
      if (d.end) return big(d.start, through(d.end, d.start.slice(0, 4)), year);
      return big(d.start, weekday(d.start), year);
    },
    running: function (d, now, year) {
      return {head: {{ _("Идёт") | tojson }}, line: d.end ? through(d.end, year) : {{ _("сегодня") | tojson }}};
    },
    past: function (d) { return told(d.start || d.end); },
    report: function (d) { return told(d.since); },
    cancelled: function (d) {
      return d.start ? {head: {{ _("Намечалось") | tojson }}, line: fill(SAY.on, {day: inYear(d.start)})} : {head: {{ _("Отменено") | tojson }}};
    }
  };

  // «18 ноября, среда»
  function onDay(date) { return dayMonth(date) + ", " + weekday(date); }
  function weekday(date) { return WEEKDAYS[(new Date(date).getUTCDay() + 6) % 7]; }
  function through(date, year) { return fill(SAY.through, {day: inYear(date, year)}); }

  function left(d, now, year, at) {
    var n = days(now, d.close), line = fill(at ? SAY.untilAt : SAY.until, {day: inYear(day(d.close), year), at: at});
    return {big: String(n), head: plural(n, DAYS), line: line, tone: n <= SOON ? "hot" : "go"};
  }

  // The words of a list's row: {big, head, line, tone}.
  function when(d, now, at) {
    var words = WORDS[state(d, now)](d, now, now.slice(0, 4), at || "");
    return {big: words.big || "", head: words.head, line: words.line || "", tone: words.tone || ""};
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // Drawn once each: a list has many of few.
  var drawn = {};

  function mark(code) {
    if (!drawn[code]) {
      drawn[code] = element("span", "status " + STATES[code].look);
      drawn[code].innerHTML = STATES[code].icon; // our own drawing, from the table above
      drawn[code].append(STATES[code].word);
    }
    return drawn[code].cloneNode(true);
  }

  function whenElement(words, how) {
    var made = element("p", words.tone ? "when " + words.tone : "when"), bold = element("b");
    if (words.big) bold.append(element("span", "big", words.big), " ");
    bold.append(words.head);
    made.append(bold);
    if (words.line) made.append(" ", element("span", "", words.line));
    if (how) {
      var doubt = element("span");
      doubt.append(element("span", "how", how));
      made.append(" ", doubt);
    }
    return made;
  }

  function remaining(d, code, now) {
    if (code === "last") return {{ _("Сегодня последний день") | tojson }};
    if (code !== "open" && code !== "soon") return "";
    var n = days(now, d.close);
    return fill(SAY.left, {left: plural(n, LEFT), days: n + NBSP + plural(n, DAYS)});
  }

  function show(node, text) {
    node.hidden = !text;
    (node.querySelector("b") || node).textContent = text;
  }

  function recountRow(row, d, code, now) {
    var old = row.querySelector(".when"), how = old.querySelector(".how");
    old.replaceWith(whenElement(when(d, now, row.dataset.at), how && how.textContent));
    var list = row.closest("[data-only]"), group = STATES[code].group;
    if (!list || list.dataset.only === group) return;
    var other = document.querySelector("[data-only=" + group + "]");
    row.hidden = !other;
    if (other) other.insertBefore(row, later(other, d));
  }

  // Where a call that has opened since the build belongs: before those that close after it.
  function later(list, d) {
    return Array.prototype.find.call(list.children, function (row) {
      var close = row.dataset.dates ? parse(row.dataset.dates).close : "";
      return d.close && (!close || close > d.close);
    }) || null;
  }

  function recountList(list) {
    var none = !list.querySelector(".item:not([hidden])"), empty = list.parentNode.querySelector("[data-empty]");
    list.hidden = none;
    if (empty) empty.hidden = !none;
    else list.parentNode.hidden = none;
  }

  function recountArticle(article, d, code, now) {
    var due = article.querySelector(".due"), group = STATES[code].group, live = group === "open" || group === "ahead";
    due.classList.toggle("hot", code === "soon" || code === "last");
    due.classList.toggle("past", !live);
    show(due.querySelector("[data-left]"), remaining(d, code, now));
    show(due.querySelector("[data-note]"), STATES[code].note);
    article.querySelectorAll("[data-while]").forEach(function (part) { part.hidden = !live; });
  }

  // A line of a programme's years: what is over loses its colour, and today's mark moves on.
  function recountYear(line, code, now) {
    var mark = line.querySelector(".now"), live = STATES[code].group === "open" || STATES[code].group === "ahead";
    line.querySelectorAll(".go, .was").forEach(function (bar) { bar.setAttribute("class", live ? "go" : "was"); });
    if (!mark) return;
    if (mark.dataset.year !== now.slice(0, 4)) mark.remove();
    else mark.setAttribute("x", (now.slice(5, 7) - 1) * 30 + Math.floor((now.slice(8, 10) - 1) * 30 / 31));
  }

  function recount(instant) {
    document.querySelectorAll("[data-dates]").forEach(function (node) {
      var d = parse(node.dataset.dates), now = local(instant, Number(d.zone)), code = state(d, now);
      if (node.dataset.state !== code) {
        node.querySelector(".status").replaceWith(mark(code));
        node.dataset.state = code;
      }
      if (node.matches(".item")) recountRow(node, d, code, now);
      else if (node.matches(".year")) recountYear(node, code, now);
      else recountArticle(node, d, code, now);
    });
    document.querySelectorAll("[data-only]").forEach(recountList);
    document.querySelectorAll("[data-asof]").forEach(function (node) { node.setAttribute("hidden", ""); });
    var built = document.querySelector("[data-built]");
    if (built) built.hidden = days(built.dataset.built, local(instant, HOME)) < STALE;
  }

  window.radar = {
    parse: parse, local: local, state: state, when: when, states: STATES, mark: mark,
    whenElement: whenElement, element: element, onDay: onDay
  };
  recount(Date.now());
  // A page may stay open for days.
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) recount(Date.now());
  });
})();
