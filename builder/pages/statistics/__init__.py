"""The statistics page: what the announcements say when counted, with a table behind each chart."""
