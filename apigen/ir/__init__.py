"""The intermediate representation: what the pages say, free of Markdown and of any target."""
