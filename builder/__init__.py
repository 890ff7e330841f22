"""How announcements become a site."""
