"""The search index: documents in, static shards out (see docs/decisions/0010-search.md)."""

from builder.index.document import Promise, SearchDocument
from builder.index.engine import Into, Summary, Where, build

__all__ = ["Into", "Promise", "SearchDocument", "Summary", "Where", "build"]
