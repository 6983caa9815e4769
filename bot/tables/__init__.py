"""Tables put into words, per language: what if, the matrix, and what changed between two libraries.

What a table holds comes from below; how it is drawn is for whoever prints it.
"""
