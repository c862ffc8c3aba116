"""The press: from the text to whatever people take along, pages of paper first.

What is made is a table, `products`. A text is laid out once in a format; all papers of that format are made from that PDF.
Knows nothing of MkDocs.
"""
