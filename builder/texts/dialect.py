"""Our Markdown for Python-Markdown: plain, with tables; HTML written by hand is shown as text."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from builder.language.speech import say
from builder.texts.plainprose import BODY_LEVEL


def parser() -> Markdown:
    return Markdown(extensions=["tables", "sane_lists", _Ours()])


class _Ours(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.treeprocessors.register(_Frame(md), "frame", 15)


class _Frame(Treeprocessor):
    """Headings moved below the page's, tables put where they may scroll."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for at, child in enumerate(parent):
                if child.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
                    child.tag = f"h{min(6, int(child.tag[1]) + BODY_LEVEL - 1)}"
                elif child.tag == "table":
                    parent[at] = _scrolling(child)


def _scrolling(table: Element) -> Element:
    box = Element("div", {"class": "scroll", "tabindex": "0", "role": "region"})
    box.set("aria-label", say("Таблица"))
    box.append(table)
    box.tail, table.tail = table.tail, None
    return box
