"""Editorial work: new rounds, suggestions, status, confirmed translations, registered ids."""
