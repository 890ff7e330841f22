// «Подходит мне»: a reader's profile held against what a text says (builder/parts/suitability.py).
(R => {
  "use strict";

  // Each with its forms after «до 21 года» and «до 35 лет».
  const AGE = {
    least: [_("возраст от~{n}~года"), _("возраст от~{n}~лет")],
    most: [_("возраст до~{n}~года"), _("возраст до~{n}~лет")],
    upto: [_("возраст до~{n}~года, включительно ли, не сказано"), _("возраст до~{n}~лет, включительно ли, не сказано")],
    read: _("про возраст читайте в условиях"),
    silent: _("возраст не указан"),
  };
  const PRACTICE = {
    least: [_("стаж от~{n}~года"), _("стаж от~{n}~лет")],
    most: [_("стаж до~{n}~года"), _("стаж до~{n}~лет")],
    upto: [_("стаж до~{n}~года, включительно ли, не сказано"), _("стаж до~{n}~лет, включительно ли, не сказано")],
    read: _("про стаж читайте в условиях"),
    silent: _("стаж не указан"),
  };
  const rules = new Intl.PluralRules(document.documentElement.lang);

  function years(forms, n) { return R.fill(forms[rules.select(n) === "one" ? 0 : 1], {n}); }

  // Compares a profile with what a text says: {code, words}. What it leaves open is told as open.
  R.suits = (profile, text) => {
    const said = Object.fromEntries(text.split(" ").filter(Boolean).map(pair => pair.split("=")));
    const no = [], open = [], named = (list, ours) => list.split(",").some(one => ours.includes(one));
    const number = name => name in said ? Number(said[name]) : null;
    if (profile.post) {
      if (!said.role) open.push(_("должность не указана"));
      else if (!named(said.role, profile.posts)) no.push(_("названы другие должности"));
    }
    if (profile.specialty) {
      if (!said.spec) open.push(_("специальность не указана"));
      else if (!named(said.spec, [profile.specialty])) no.push(_("названы другие специальности"));
    }
    bounds(profile.age, AGE, number("least"), number("most"), number("upto"));
    bounds(profile.practice, PRACTICE, number("practice"), null, number("below"));
    if (no.length) return {code: "no", words: R.fill(_("Не подходит: {why}"), {why: no.join(", ")})};
    return open.length ? {code: "maybe", words: R.fill(_("Может подойти: {why}"), {why: open.join(", ")})} : {code: "yes", words: _("Подходит вам")};

    function bounds(ours, told, least, most, upto) {
      if (ours === null) return;
      const last = most ?? upto;
      if (least !== null && ours < least) no.push(years(told.least, least));
      else if (last !== null && ours > last) no.push(years(told.most, last));
      else if (upto !== null && ours === upto) open.push(years(told.upto, upto));
      else if (least === null && last === null) open.push(said.said ? told.read : told.silent);
    }
  };
})(window.radarMine);
