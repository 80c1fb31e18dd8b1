"""The archive: the immutable model of the content, and its state as of a round."""

from dialogue_archive.archive.assembly import assemble, load
from dialogue_archive.archive.model import Archive

__all__ = ["Archive", "assemble", "load"]
