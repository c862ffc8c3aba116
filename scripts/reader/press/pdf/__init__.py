"""Work on finished PDF files; knows nothing of Markdown."""
