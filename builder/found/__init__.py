"""What lets others find the site: data for search engines, pictures for previews, maps of pages."""
