"""The other forms of a list: feeds, calendars, tables and data."""
