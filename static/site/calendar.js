// The dates of one announcement for the reader's own calendar, as a file that this browser makes: the
// deadline, the event, and the days on which a hospital's papers must be ready (builder/forms/calendars.py
// has the same for whole lists, under the same names).
(R => {
  "use strict";

  const {element, fill, get, put} = R, KEPT = R.KEY + " papers", DAY = 864e5;
  const PAPERS = [
    {mark: "zapiska", days: 10, label: _("Служебная записка, дней до срока"), title: _("Служебная записка: {title}")},
    {mark: "podpis", days: 5, label: _("На подпись, дней до срока"), title: _("На подпись: {title}")},
  ];

  const shifted = (day, days) => new Date(Date.parse(day.slice(0, 10)) + days * DAY).toISOString().slice(0, 10);
  const bare = text => text.replace(/[-:]|\.\d+/g, "");
  const escaped = text => text.replace(/[\\;,]/g, "\\$&").replace(/\s*\n\s*/g, "\\n");

  // Lines of at most 75 octets, no letter cut in two (RFC 5545, 3.1).
  function folded(line) {
    let told = "", room = 75;
    for (const letter of line) {
      const size = new TextEncoder().encode(letter).length;
      if (size > room) { told += "\r\n "; room = 74; }
      told += letter;
      room -= size;
    }
    return told + "\r\n";
  }

  function moment({start, end, zone}) {
    if (start.length > 10) return ["DTSTART:" + bare(new Date(Date.parse(start + "Z") - zone * 6e4).toISOString())];
    return ["DTSTART;VALUE=DATE:" + bare(start), "DTEND;VALUE=DATE:" + bare(shifted(end || start, 1))];
  }

  function lines(one, about) {
    const alarms = one.alarms.flatMap(when => ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:" + escaped(one.title), "TRIGGER:" + when, "END:VALARM"]);
    return ["BEGIN:VEVENT", `UID:${about.id}.${one.mark}@${about.host}`, "DTSTAMP:" + bare(new Date().toISOString()), "SEQUENCE:" + about.changes,
      ...moment(one), "SUMMARY:" + escaped(one.title), "DESCRIPTION:" + escaped(about.said), "URL:" + about.url, "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", ...alarms, "END:VEVENT"];
  }

  function file(appointments, about) {
    const body = appointments.flatMap(one => lines(one, about));
    return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kadrovy-radar//browser//RU", ...body, "END:VCALENDAR"].map(folded).join("");
  }

  // What is sure on the page; a date that an editor has yet to check is no appointment.
  function appointments(article, title) {
    const dates = window.radar.parse(article.dataset.dates), sure = article.dataset.sure.split(" "), zone = Number(dates.zone), found = [];
    if (sure.includes("close")) found.push({mark: "srok", start: dates.close, zone, title: fill(_("Срок подачи: {title}"), {title}), alarms: ["-P7D", "-P1D"]});
    if (sure.includes("start")) found.push({mark: "sobytie", start: dates.start, end: sure.includes("end") ? dates.end : "", zone, title, alarms: []});
    return found;
  }

  function about(article) {
    const url = new URL(document.querySelector("link[rel=canonical]").href), doubts = [...article.querySelectorAll(".due .how")].map(one => one.textContent);
    return {url: url.href, host: url.hostname, id: url.pathname.split("/").at(-2), changes: article.querySelectorAll(".log li[id]").length, said: [...doubts, url.href].join("\n")};
  }

  // A field for each paper; ``due`` tells on what days they are due, as far as those are still ahead.
  function papers(close, zone, title) {
    const box = element("details"), today = window.radar.local(Date.now(), zone).slice(0, 10);
    let kept = {};
    try { kept = JSON.parse(get(KEPT)) || {}; } catch { /* what cannot be read is asked for anew */ }
    const fields = PAPERS.map(paper => {
      const label = element("label", "", paper.label + " "), input = element("input"), told = element("span", "muted");
      Object.assign(input, {type: "number", min: 0, max: 365, value: paper.mark in kept ? kept[paper.mark] : paper.days});
      label.append(input);
      box.append(label, told);
      return {...paper, input, told};
    });
    const start = ({input}) => input.value !== "" && input.validity.valid ? shifted(close, -Math.floor(input.value)) : "";
    function show() {
      fields.forEach(field => {
        const day = start(field);
        field.told.textContent = !day ? _("не нужна") : day < today ? _("этот день прошёл") : window.radar.onDay(day);
      });
    }
    box.prepend(element("summary", "", _("Записка и подпись до срока")));
    box.open = get(KEPT) !== null;
    box.addEventListener("input", () => {
      put(KEPT, JSON.stringify(Object.fromEntries(fields.map(({mark, input}) => [mark, input.value]))));
      show();
    });
    show();
    const due = () => fields.map(field => ({...field, start: start(field), title: fill(field.title, {title}), alarms: ["PT9H"]})).filter(one => one.start >= today);
    return {box, due};
  }

  R.download = (text, type, name) => {
    const link = element("a"), url = URL.createObjectURL(new Blob([text], {type}));
    link.href = url;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  R.appointments = () => {
    const article = document.querySelector("article[data-sure]"), place = article && article.querySelector("[data-own]");
    if (!place || !window.radar) return;
    const title = article.querySelector("h1").textContent, known = about(article), found = appointments(article, title);
    const close = found[0].mark === "srok" && found[0], own = close && papers(close.start, close.zone, title);
    const button = element("button", "btn quiet", _("В свой календарь"));
    button.type = "button";
    button.addEventListener("click", () => R.download(file([...found, ...own ? own.due() : []], known), "text/calendar", known.id + ".ics"));
    place.append(button, element("p", "small muted", close ? _("Файл для Outlook и телефона: напомнит за 7 дней и за день.") : _("Файл для Outlook и телефона.")), ...own ? [own.box] : []);
  };
})(window.radarMine);
