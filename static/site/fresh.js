// When the sources were last read: the one file that names that day changes with every run, no page does.
(R => {
  "use strict";

  const DAY = 864e5, STALE = 2;

  R.reading = async () => {
    // A page on a disk may fetch nothing: builder/writing/offline.py writes the day into it.
    const {read, readSaid} = document.documentElement.dataset;
    if (read !== undefined) return {day: read, said: readSaid};
    try { return await (await fetch(new URL("static/fresh.json", R.root))).json(); } catch { return {day: "", said: ""}; }
  };

  // A calendar marks the day of its build; «сегодня» is the reader's.
  R.today = () => {
    if (!document.querySelector(".month")) return;
    const day = new Date(Date.now() + 3 * 36e5).toISOString().slice(0, 10);
    document.querySelectorAll("[data-today]").forEach(one => { one.remove(); });
    document.querySelectorAll(".month > .today").forEach(one => { one.classList.remove("today"); });
    document.querySelectorAll(".month [datetime='" + day + "'], .dated [datetime='" + day + "']").forEach(time => {
      time.after(" ", R.element("span", "small", _("сегодня")));
      if (time.closest(".month > li")) time.closest(".month > li").classList.add("today");
    });
  };

  R.stale = told => {
    const today = Math.floor((Date.now() + 3 * 36e5) / DAY), main = document.getElementById("main");
    if (!told.day || today - Date.parse(told.day) / DAY <= STALE || document.querySelector(".stale:not([hidden])")) return;
    const note = R.element("div", "note warn stale"), text = R.element("p");
    text.append(R.element("b", "", R.fill(_("Источники не читались с {day}."), {day: told.said})), " ", _("Новых объявлений и перенесённых сроков здесь может не хватать: сверьтесь с источником."));
    note.append(text);
    main.prepend(note);
  };
})(window.radarMine);
