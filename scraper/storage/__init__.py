"""What a run keeps: content files, merged with people's work, and what it knows of sources."""
