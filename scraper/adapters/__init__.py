"""One function per platform: a source and a getter in, posts out."""
