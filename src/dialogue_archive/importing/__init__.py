"""Import: a document of one language becomes the pages and data of a round. Nothing of it is lost in silence."""
