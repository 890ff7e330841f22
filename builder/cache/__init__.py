"""What a build remembers for the next one. All of it may be deleted at any time."""
