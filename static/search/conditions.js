// The conditions beside the results: facets with their numbers, ranges of days, and what is chosen of them.

const SHORT = 8;

// Of each condition: its name in the address, and its fieldset.
const fields = () => [...box.querySelectorAll("fieldset")].map(field => ({name: field.name, field, range: "range" in field.dataset}));

// The facets that stand open, and so have numbers.
const counted = () => fields().filter(({field, range}) => !range && !("later" in field.dataset)).map(({name}) => name);

// What is chosen of one condition becomes these values; none are no condition.
function pick(name, values, change) {
  const {[name]: gone, ...others} = current.chosen;
  return go({...change, chosen: values[0] ? {...others, [name]: values} : others});
}

const others = (name, value) => (current.chosen[name] || []).filter(one => one !== value);
const toggle = (name, value) => pick(name, current.chosen[name]?.includes(value) ? others(name, value) : [...others(name, value), value]);

function tellChosen(chosen, counts) {
  $("browse").hidden = true;
  const pills = fields().flatMap(({name, field, range}) => {
    const values = chosen[name] || [];
    field.hidden = false;
    if (range) ends(field).forEach((end, at) => { end.value = values[0]?.split("..")[at] || ""; });
    else if (counts[name]) fill(name, field, counts[name], values);
    return values.map(value => pill(name, value, range
      ? `${field.firstChild.textContent}: ${value.replace(/(....)-(..)-(..)/g, "$3.$2.$1").replace("..", " – ")}` : label(name, value)));
  });
  $("chosen").replaceChildren(...pills);
  $("chosen").hidden = !pills[0];
}

const ends = field => [...field.querySelectorAll("input")];

const pill = (name, value, text) => make("span", {}, text + " ", make("button", {
  type: "button", className: "link", onclick: () => toggle(name, value), "aria-label": `${say.dropping} «${text}»`
}, say.drop));

function fill(name, field, counts, chosen) {
  const shown = Object.keys(counts).filter(value => counts[value] || chosen.includes(value)), held = document.activeElement.value;
  if (name === "year") shown.reverse();
  else if (name !== "status") shown.sort((a, b) => chosen.includes(b) - chosen.includes(a) || counts[b] - counts[a] || (a < b ? -1 : 1));
  const cut = field.dataset.whole === "" ? shown : shown.slice(0, Math.max(SHORT, chosen.length)), had = field.contains(document.activeElement);
  const boxes = cut.map(value => make("label", {},
    make("input", {type: "checkbox", name, value, checked: chosen.includes(value), onchange: () => toggle(name, value)}),
    ` ${label(name, value)} `, make("span", {className: "n"}, counts[value])));
  if (cut.length < shown.length) boxes.push(make("button", {type: "button", className: "more all", onclick: () => {
    field.dataset.whole = "";
    run(current);
  }}, say.whole));
  field.replaceChildren(field.firstElementChild, ...boxes);
  if (had) ends(field).find(one => one.value === held)?.focus();
}

function startConditions() {
  fields().forEach(({name, field, range}) => {
    if (range) on(field, "change", () => {
      const value = ends(field).map(end => end.value).join("..");
      pick(name, value[2] ? [value] : []);
    });
    else if ("later" in field.dataset) on(field.querySelector("button"), "click", ({target}) => {
      delete field.dataset.later;
      set(target, {"aria-expanded": true});
      run(current);
    });
  });
}
