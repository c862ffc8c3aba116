"""What a page shows besides its words: sources, notes, lists of facts, its foot."""
