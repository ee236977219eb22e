"""The intermediate representation: what the pages say, free of Markdown and of any target.

All values are frozen and trees: none holds a value that leads back to it.
"""
