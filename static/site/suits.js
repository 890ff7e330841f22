// «Подходит мне»: a reader's profile held against what a text says (builder/suitability.py).
(R => {
  "use strict";

  function until(n) { return n + "\u00a0" + (n % 10 === 1 && n % 100 !== 11 ? "года" : "лет"); }

  // Compares a profile with what a text says: {code, words}. What it leaves open is told as open.
  R.suits = (profile, text) => {
    const said = Object.fromEntries(text.split(" ").filter(Boolean).map(pair => pair.split("=")));
    const no = [], open = [], named = (list, ours) => list.split(",").some(one => ours.includes(one));
    const number = name => name in said ? Number(said[name]) : null;
    if (profile.post) {
      if (!said.role) open.push("должность не указана");
      else if (!named(said.role, profile.posts)) no.push("названы другие должности");
    }
    if (profile.specialty) {
      if (!said.spec) open.push("специальность не указана");
      else if (!named(said.spec, [profile.specialty])) no.push("названы другие специальности");
    }
    bounds(profile.age, "возраст", number("least"), number("most"), number("upto"));
    bounds(profile.practice, "стаж", number("practice"), null, number("below"));
    if (no.length) return {code: "no", words: "Не подходит: " + no.join(", ")};
    return open.length ? {code: "maybe", words: "Может подойти: " + open.join(", ")} : {code: "yes", words: "Подходит вам"};

    function bounds(ours, name, least, most, upto) {
      if (ours === null) return;
      const last = most ?? upto;
      if (least !== null && ours < least) no.push(name + " от\u00a0" + until(least));
      else if (last !== null && ours > last) no.push(name + " до\u00a0" + until(last));
      else if (upto !== null && ours === upto) open.push(name + " до\u00a0" + until(upto) + ", включительно ли, не сказано");
      else if (least === null && last === null) open.push(said.said ? "про " + name + " читайте в условиях" : name + " не указан");
    }
  };
})(window.radarMine);
