// Tells when our sources were last read, if that was long ago. The only file that names the day: it alone
// changes with every run, and no page with it.
(function () {
  "use strict";
  var LAST = {{ page.day | tojson }}, STALE = 2, DAY = 864e5, HOME = 3 * 36e5;
  var today = Math.floor((Date.now() + HOME) / DAY), age = LAST ? today - Date.parse(LAST) / DAY : 0;
  var main = document.getElementById("main"), other = document.querySelector(".stale:not([hidden])");
  if (age <= STALE || other || !main) return;
  var note = document.createElement("div"), text = document.createElement("p"), bold = document.createElement("b");
  note.className = "note warn stale";
  bold.textContent = "Источники не читались с {{ page.said }}.";
  text.append(bold, " Новых объявлений и перенесённых сроков здесь может не хватать: сверьтесь с источником.");
  note.append(text);
  main.prepend(note);
})();
