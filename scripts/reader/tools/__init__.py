"""For whoever works on the project: a browser, a small server, measures."""
