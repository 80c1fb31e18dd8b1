"""The staff desk: a round begun by hand, suggestions, the state of everything, and the confirming of translations."""
