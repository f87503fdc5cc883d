"""From the tables of an office to a house: read, judged line by line, and only then taken in."""
