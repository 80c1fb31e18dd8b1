"""Import: a document of one language becomes the pages and data of a round, and everything else is reported."""
