// The search engine's side of the search page: Pagefind behind two functions, so that another engine
// can take its place. Nothing else on the site knows Pagefind.
//
//   radarEngine(root) → Promise of {
//     values()            → Promise of {facet: {value: number}} over the whole site
//     find(query, chosen) → Promise of {found: [load], counts: {facet: {value: number}}}
//   }
// chosen is {facet: [values]}: any value of a facet, all facets. load() → Promise of {path, card, excerpt}.
(function () {
  "use strict";

  window.radarEngine = function (root) {
    var base = new URL(root, location.href);
    return import(new URL("pagefind/pagefind.js", base).href).then(function (pagefind) {
      return pagefind.options({baseUrl: base.pathname, excerptLength: 24}).then(function () {
        return {
          values: function () { return pagefind.filters(); },
          find: function (query, chosen) { return find(pagefind, query, chosen); }
        };
      });
    });
  };

  function find(pagefind, query, chosen) {
    var options = {filters: {}};
    Object.keys(chosen).forEach(function (facet) { options.filters[facet] = {any: chosen[facet]}; });
    if (!query) options.sort = {date: "desc"};
    return pagefind.search(query || null, options).then(function (answer) {
      return {found: answer.results.map(loader), counts: answer.filters};
    });
  }

  function loader(result) {
    return function () {
      return result.data().then(function (data) {
        return {path: data.url, card: JSON.parse(data.meta.card), excerpt: data.excerpt};
      });
    };
  }
})();
