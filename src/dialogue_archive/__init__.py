"""The code of the archive: the model of rounds and relations, its checks, and everything made from it.

Each package imports only those below it (docs-dev/design.md, "Code layout"). Only `site` imports MkDocs.
"""
