"""The intermediate representation: what the pages say, free of Markdown and of any target.

Its values are frozen and hold none that could lead back to them, so that the garbage collector leaves
them alone (`gc=False`): to look through the millions of a whole API costs more than to make them.
"""
