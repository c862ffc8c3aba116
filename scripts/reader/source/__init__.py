"""What the project says: pages, facts, words and settings, read and held; knows nothing of HTML, PDF or MkDocs."""
