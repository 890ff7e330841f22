// Our preview inside Decap: the site's own style, and a card of the fields that matter most.
(() => {
  "use strict";
  const { CMS, h, createClass } = window;
  const ROWS = ["apply_close", "apply_open", "event_start", "event_end", "name", "organiser", "place", "audience", "eligibility", "apply_url", "contacts"];

  const text = value => value && value.toJS ? value.toJS().join(", ") : value;

  // On this machine a saved file is not yet published: the night job does that.
  const ru = CMS.getLocale("ru");
  Object.assign(ru.editor.editorToolbar, {
    publish: "Сохранить", published: "Сохранено", publishing: "Сохраняю…", publishNow: "Сохранить",
    publishAndCreateNew: "Сохранить и начать новую", publishAndDuplicate: "Сохранить и сделать копию",
    duplicate: "Сделать копию", deployPreviewButtonLabel: "Страница на сайте", deployButtonLabel: "Страница на сайте",
  });
  Object.assign(ru.ui.toast, { entrySaved: "Сохранено", entryPublished: "Сохранено" });
  CMS.registerLocale("ru", ru);

  CMS.registerPreviewStyle("/editor/site/site.css");
  CMS.registerPreviewTemplate("announcements", createClass({
    label(name) {
      const field = this.props.collection.get("fields").find(one => one.get("name") === name);
      return field ? field.get("label") : name;
    },
    row(name) {
      const value = text(this.props.entry.getIn(["data", name]));
      const quote = this.props.entry.getIn(["data", "evidence", name]);
      if (!value && !quote) return null;
      return h("div", { key: name }, h("dt", {}, this.label(name)),
        h("dd", {}, value || h("span", { className: "none" }, "не указано"), quote ? h("p", { className: "ev" }, quote.startsWith("«") ? quote : "«" + quote + "»") : null));
    },
    render() {
      const data = this.props.entry.get("data");
      const hidden = data.get("draft") ? "Черновик: на сайт не попадёт." : data.get("hidden") ? "Скрыто: на сайт не попадёт." : "";
      return h("main", { className: "wrap flow", id: "main" },
        hidden ? h("div", { className: "note warn" }, h("p", {}, hidden)) : null,
        data.get("cancelled") ? h("div", { className: "note stop" }, h("p", {}, h("b", {}, "Отменено."))) : null,
        h("h1", {}, data.get("title") || "Без заголовка"),
        h("dl", { className: "facts" }, ROWS.map(name => this.row(name))),
        h("h2", {}, "Текст объявления"),
        h("div", { className: "prose" }, this.props.widgetFor("body")));
    },
  }));
})();
