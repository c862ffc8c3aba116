"""The reader: facts with sources and dates, the pages that use them, and the checks that hold them together."""
