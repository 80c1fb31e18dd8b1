"""Reading a document of any supported kind into a source text: UTF-8, one paragraph a line."""

from __future__ import annotations

from pathlib import Path

from dialogue_archive.importing.formats.extract import LARGEST, SourceDocument, empty, source_document
from dialogue_archive.messages import Refusal

SUFFIXES = (".docx", ".pdf", ".html", ".htm", ".md", ".txt")
_SIGNATURES = {b"%PDF-": ".pdf", b"PK\x03\x04": ".docx", b"\xd0\xcf\x11\xe0": ".doc", b"{\\rtf": ".rtf"}


def read(path: Path) -> SourceDocument:
    """Read the document at `path`. Raises Refusal, with what to do, for anything that cannot be read completely."""
    data = _bytes(path)
    suffix = path.suffix.lower()
    if not suffix:
        raise Refusal("document.no_suffix", name=path.name, known=SUFFIXES)
    if suffix not in SUFFIXES:
        raise Refusal("document.unknown_kind", name=path.name, suffix=suffix, known=SUFFIXES)
    _expect_kind(path.name, suffix, data)
    # The libraries that read documents are slow to load, so only the one that is needed is imported.
    if suffix == ".docx":
        from dialogue_archive.importing.formats import word

        extract = word.read(path.name, data)
    elif suffix == ".pdf":
        from dialogue_archive.importing.formats import pdf

        extract = pdf.read(path.name, data)
    else:
        from dialogue_archive.importing.formats import markup

        if suffix in (".txt", ".md"):
            return markup.read_markdown(path.name, data) if suffix == ".md" else markup.read_text(path.name, data)
        extract = markup.read_html(path.name, data)
    return source_document(path.name, data, extract)


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise Refusal("document.not_found", path=path)
    size = path.stat().st_size
    if size > LARGEST:
        raise Refusal("document.too_large", name=path.name, size=size // 1_000_000, limit=LARGEST // 1_000_000)
    data = path.read_bytes()
    if not data.strip():
        raise empty(path.name)
    return data


def _expect_kind(name: str, suffix: str, data: bytes) -> None:
    """Refuse a file whose content is not of the kind that its name says."""
    found = next((kind for signature, kind in _SIGNATURES.items() if data.lstrip()[:8].startswith(signature)), "")
    expects_signature = suffix in (".pdf", ".docx")
    if found == suffix or (not found and not expects_signature):
        return
    if found:
        raise Refusal("document.other_kind", name=name, suffix=suffix, found=found)
    raise Refusal("document.not_of_kind", name=name, suffix=suffix)
