"""The kinds of page, by address."""

from __future__ import annotations

LANGUAGES = {"zh": "", "en": "en/"}
# One of every kind of page; the 404 page, of both languages at once, is added where it is served.
KINDS = (
    *("", "rounds/", "rounds/7/", "rounds/4/", "rounds/1/", "rounds/7/recommendations/", "rounds/7/participants/"),
    *("rounds/7/parallel/", "threads/", "threads/r2-p3/", "topics/", "topics/national-security/", "people/"),
    *("search/", "about/", "data/"),
)
