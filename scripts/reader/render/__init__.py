"""A page as HTML: the passes that make it, what they may know, and for which medium."""
