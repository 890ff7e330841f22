// Above a list that can be saved: what is new on it, saving it, leaving out what does not suit.
(R => {
  "use strict";

  const {element, inside, load, save} = R;

  const here = () => inside(location.href.replace(/#.*$/, "").replace(/index\.html(?=$|\?)/, ""));

  function named() {
    const words = [...document.querySelectorAll("[data-chosen] > *, main .pick [aria-current]")].map(one => one.firstChild.textContent.trim()), query = new URLSearchParams(location.search).get("q");
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

  function onlyFit(main) {
    const label = element("label"), box = element("input"), words = element("span");
    box.type = "checkbox";
    box.addEventListener("change", () => { main.classList.toggle("fit", box.checked); });
    label.append(box, words);
    label.show = unfit => {
      label.hidden = !unfit;
      words.textContent = R.fill(_("Скрыть неподходящие: {n}"), {n: unfit});
    };
    return label;
  }

  // Gives back what tells all of it anew, for a list that changes under the reader's hands.
  R.bar = main => {
    const made = element("p", "mybar"), heading = main.querySelector("h1"), flow = heading.closest(".flow");
    const count = look => main.querySelectorAll(look).length, fresh = element("span"), fit = onlyFit(main);
    const button = (main.dataset.list !== undefined || main.querySelector("[data-search]")) && saving();
    made.append(fresh, ...button ? [button] : [], fit);
    if (flow) flow.append(made);
    else heading.after(made);
    function show() {
      const n = count(".item .tag.fresh");
      fresh.hidden = !n;
      fresh.textContent = R.fill(_("С прошлого визита на этой странице: {n}"), {n});
      fit.show(count(".item[data-suits=no]"));
      if (button) button.show();
      made.hidden = !button && fresh.hidden && fit.hidden;
    }
    show();
    return show;
  };
})(window.radarMine);
