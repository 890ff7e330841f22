// Above a list that can be saved: what is new on it, saving it, leaving out what does not suit.
(R => {
  "use strict";

  const {element, inside, load, save} = R;

  const here = () => inside(location.href.replace(/#.*$/, "").replace(/index\.html(?=$|\?)/, ""));

  function named() {
    const words = [...document.querySelectorAll("[data-chosen] > *")].map(one => one.textContent.trim()), query = new URLSearchParams(location.search).get("q");
    const heading = document.querySelector("h1").textContent.trim();
    return [heading, query && !heading.includes(query) && "«" + query + "»", ...words].filter(Boolean).join(", ");
  }

  // The button that keeps a list and lets go of it; ``show`` tells anew which of the two it would do.
  function saving() {
    const button = element("button", "link");
    button.type = "button";
    button.show = () => {
      const saved = load().lists.some(one => one.address === here());
      button.setAttribute("aria-pressed", String(saved));
      button.textContent = saved ? _("Список сохранён, убрать") : _("Сохранить этот список");
    };
    button.addEventListener("click", () => {
      const address = here(), title = named();
      save(now => {
        const rest = now.lists.filter(one => one.address !== address);
        now.lists = rest.length < now.lists.length ? rest : [{address, title}, ...rest];
      });
      button.show();
    });
    button.show();
    return button;
  }

  function onlyFit(main, unfit) {
    const label = element("label"), box = element("input");
    box.type = "checkbox";
    box.addEventListener("change", () => { main.classList.toggle("fit", box.checked); });
    label.append(box, " ", R.fill(_("Скрыть неподходящие: {n}"), {n: unfit}));
    return label;
  }

  R.bar = main => {
    const made = element("p", "mybar"), heading = main.querySelector("h1"), flow = heading.closest(".flow");
    const count = look => main.querySelectorAll(look).length, fresh = count(".item .tag.fresh"), unfit = count(".item[data-suits=no]");
    const button = (main.dataset.list !== undefined || main.querySelector("[data-search]")) && saving();
    if (fresh) made.append(element("span", "", R.fill(_("С прошлого визита на этой странице: {n}"), {n: fresh})));
    if (button) made.append(button);
    if (unfit) made.append(onlyFit(main, unfit));
    if (made.firstChild && flow) flow.append(made);
    else if (made.firstChild) heading.after(made);
    return () => { if (button) button.show(); };
  };
})(window.radarMine);
