"""Site: everything that knows MkDocs and Material."""
