"""What publishers send, decoded: bytes, markup, JSON, feeds; and our own lines and lists."""
