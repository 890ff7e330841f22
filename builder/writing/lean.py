"""Templates compiled to leaner code than Jinja's.

Texts are written as they are joined, without a wrapping for each: Jinja makes every escaped value a
:class:`Markup`, three calls and a copy of what is markup already; but what a template writes out is
only ever joined to what stands around it. And a field is one of an object, never a mapping's key.
"""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

try:
    from markupsafe._speedups import _escape_inner
except ImportError:  # no compiler where it was installed
    from markupsafe._native import _escape_inner


def shown(value: Any) -> str:
    """The value as HTML."""
    kind = type(value)
    if kind is str:
        return _escape_inner(value)
    return value if kind is Markup else escape(value)


class Lean(CodeGenerator):
    """Takes :func:`shown` in place of ``escape``; the environment must have it by that name."""

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("shown = environment.shown")

    def visit_Getattr(self, node: nodes.Getattr, frame: Any) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and not finalize.src:
            self.write("shown(")
        else:
            super()._output_child_pre(node, frame, finalize)
