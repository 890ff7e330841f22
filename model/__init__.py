"""What an announcement is. Needs no network and no templates."""
