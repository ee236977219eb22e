"""Templates into text: Jinja with strict undefined names, black."""
