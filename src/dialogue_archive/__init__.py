"""The core of the archive: the model of rounds and relations, its checks, and plain data for the templates.

One direction only: reading → archive → checks, links → rendering → hooks, cli. Nothing here imports MkDocs,
except `adapter`, which knows the events that the hooks pass on.
"""
