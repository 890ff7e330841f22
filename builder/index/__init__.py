"""The search index: documents in, static shards out (see docs/decisions/0010-search.md)."""
