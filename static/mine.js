// «Моё»: what the reader keeps in this browser, shown, changed, taken along as a file.
document.addEventListener("radar:ready", async () => {
  "use strict";

  const mine = window.radarMine, radar = window.radar, {element} = mine;
  const find = name => document.querySelector("[data-" + name + "]");
  const BIG = 1e6, WEEK = 7 * 864e5;

  function say(name, words) { find(name).textContent = words; }

  function button(words, about, press) {
    const made = element("button", "link", words);
    made.type = "button";
    made.append(element("span", "vh", " «" + about + "»"));
    made.addEventListener("click", press);
    return made;
  }

  // Stars

  function state(one) {
    if (!one.dates) return null;
    const dates = radar.parse(one.dates), now = radar.local(Date.now(), Number(dates.zone));
    return {dates, now, code: radar.state(dates, now)};
  }

  function row(id, one) {
    const made = element("li", "item"), title = element("h3"), link = element("a", "", one.title), told = state(one);
    link.href = new URL("a/" + id + "/", mine.root);
    title.append(link);
    made.append(title);
    if (told) made.append(radar.whenElement(radar.when(told.dates, told.now, one.at)), radar.mark(told.code));
    else made.append(element("p", "when", _("Закончилось или без срока")));
    const marks = element("p", "marks");
    if (Date.now() - Date.parse(one.moved) < WEEK) marks.append(mine.mark("fresh", _("Даты изменились с тех пор, как вы отметили")));
    marks.append(mine.star(id, one));
    made.append(marks);
    return made;
  }

  // Nearest deadline first, what is over last.
  function order(one) {
    const told = state(one), group = told && radar.states[told.code].group;
    if (group === "open") return "1" + (told.dates.close || "9999");
    return group === "ahead" ? "2" + (told.dates.start || told.dates.open || "9999") : "3";
  }

  function showStars() {
    const stars = Object.entries(mine.load().stars).sort(([, a], [, b]) => order(a) < order(b) ? -1 : 1), list = find("stars");
    list.replaceChildren(...stars.map(([id, one]) => row(id, one)));
    list.hidden = !stars.length;
    find("no-stars").hidden = stars.length > 0;
  }

  async function read(address) {
    const answer = await fetch(new URL(address, mine.root));
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  }

  // A deadline may have moved since the star was set: every starred page of this site is read anew. That it has is told
  // for a week, for the page may be gone before it was read.
  async function refresh() {
    for (const [id, one] of Object.entries(mine.load().stars)) {
      let page = null;
      try { page = await read("a/" + id + "/"); } catch { return; }
      const link = document.querySelector("[data-star='" + id + "']"), marks = link && link.closest(".marks"), article = page && page.querySelector("article"), title = page && page.querySelector("h1");
      if (!article || !title) {
        if (marks) marks.prepend(mine.mark("no", _("Страницы на сайте больше нет")));
        continue;
      }
      const now = {title: title.textContent, dates: article.dataset.dates || "", at: article.dataset.at || "", moved: one.moved};
      if (now.title === one.title && now.dates === one.dates && now.at === one.at) continue;
      if (now.dates !== one.dates) now.moved = new Date().toISOString();
      mine.save(kept => { if (id in kept.stars) kept.stars[id] = now; });
      if (marks) marks.closest(".item").replaceWith(row(id, now));
    }
  }

  // Saved lists

  function showLists() {
    const lists = mine.load().lists, box = find("lists");
    box.replaceChildren(...lists.map(one => {
      const made = element("li"), link = element("a", "", one.title), told = element("span", "meta");
      link.href = new URL(one.address, mine.root);
      told.dataset.count = one.address;
      made.append(link, told, button(_("Убрать"), one.title, () => {
        mine.save(kept => { kept.lists = kept.lists.filter(other => other.address !== one.address); });
        showLists();
      }));
      return made;
    }));
    box.hidden = !lists.length;
    find("no-lists").hidden = lists.length > 0;
  }

  async function countNew() {
    for (const told of document.querySelectorAll("[data-count]")) {
      if (told.dataset.count.includes("?")) continue;
      let page = null;
      try { page = await read(told.dataset.count); } catch { return; }
      const ids = page ? [...page.querySelectorAll(".item[data-news]")].filter(row => mine.isNew(row.dataset.news)) : [];
      told.textContent = !page ? _("этого списка на сайте больше нет") : ids.length ? mine.fill(_("с прошлого визита нового: {n}"), {n: ids.length}) : "";
    }
  }

  // The profile

  const form = find("profile");

  function fill() {
    const profile = mine.load().profile || {};
    ["post", "specialty", "age", "practice"].forEach(name => { form.elements[name].value = profile[name] ?? ""; });
  }

  function keep() {
    const field = name => form.elements[name], chosen = field("post").selectedOptions[0];
    if (!form.reportValidity()) return;
    const number = name => field(name).value === "" ? null : Math.floor(Number(field(name).value));
    const profile = {post: field("post").value, posts: (chosen.dataset.also || "").split(" ").filter(Boolean), specialty: field("specialty").value, age: number("age"), practice: number("practice")};
    const empty = !profile.post && !profile.specialty && profile.age === null && profile.practice === null;
    if (mine.save(kept => { kept.profile = empty ? null : profile; })) say("profile-told", empty ? _("Очищено.") : _("Сохранено в этом браузере."));
  }

  form.addEventListener("change", keep);
  form.addEventListener("submit", event => { event.preventDefault(); keep(); });
  form.addEventListener("reset", () => { setTimeout(keep); });

  // Files

  const download = (text, name) => mine.download(text, "application/json", name);

  find("export").addEventListener("click", () => {
    download(JSON.stringify(mine.load(), null, 1) + "\n", "kadrovy-radar-moe.json");
    say("file-told", _("Файл kadrovy-radar-moe.json сохранён в папку загрузок."));
  });

  find("import").addEventListener("change", async event => {
    const [file] = event.target.files;
    if (!file) return;
    let told = null;
    if (file.size <= BIG) try { told = mine.clean(JSON.parse(await file.text())); } catch { /* told below */ }
    event.target.value = "";
    if (!told) {
      say("file-told", mine.fill(_("В файле «{name}» не то, что сохраняет эта страница. Ничего не изменено. Что делать: выберите файл kadrovy-radar-moe.json."), {name: file.name}));
      return;
    }
    const saved = mine.save(kept => {
      const known = kept.lists.map(one => one.address);
      Object.assign(kept.stars, told.stars);
      kept.lists.push(...told.lists.filter(one => !known.includes(one.address)));
      kept.profile = kept.profile || told.profile;
    });
    if (saved) say("file-told", mine.fill(_("Загружено: объявлений {n}, списков {lists}."), {n: Object.keys(told.stars).length, lists: told.lists.length}));
    show();
  });

  find("erase").addEventListener("click", () => {
    if (!confirm(_("Удалить из этого браузера все отметки, списки и сведения о вас?"))) return;
    if (mine.save(kept => { kept.stars = {}; kept.lists = []; kept.profile = null; })) say("file-told", _("Удалено."));
    show();
  });

  find("damaged-save").addEventListener("click", () => download(mine.get(mine.DAMAGED) || "", "kadrovy-radar-povrezhdeno.txt"));
  find("damaged-erase").addEventListener("click", () => { mine.remove(mine.DAMAGED); show(); });

  function show() {
    showStars();
    showLists();
    fill();
    find("damaged").hidden = mine.get(mine.DAMAGED) === null;
  }

  find("kept").hidden = false;
  find("unscripted").hidden = true;
  if (!mine.usable()) mine.trouble("closed");
  show();
  // A page on a disk may read no other.
  if (location.protocol === "file:") return;
  await refresh();
  await countNew();
});
