"""How announcements arrive: fetched, read, merged into content."""
