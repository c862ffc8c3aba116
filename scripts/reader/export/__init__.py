"""The text as files to hear, change, fill in and carry: plain text, documents, sheets, e-books."""
