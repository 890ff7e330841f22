"""Each kind of page: which announcements it shows and its complete context, as plain data."""
