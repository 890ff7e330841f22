"""What the build remembers and knows beside the content: the state folder's files."""
