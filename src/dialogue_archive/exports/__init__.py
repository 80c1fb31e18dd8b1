"""Exports: the archive in forms other than pages."""
