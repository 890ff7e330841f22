"""What of a saved text is article, headline, dateline, and what is page furniture."""
