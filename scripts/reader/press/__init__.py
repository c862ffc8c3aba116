"""The press: chapters as pages of paper, and from those pages booklets, bigger print and the book.

A chapter is laid out once, on half Letter pages; every other paper is made from that PDF. Knows nothing of MkDocs.
"""
