"""What machines read of a page: addresses of both languages, Open Graph, citation tags, Schema.org.

Nobody is named as an author: the dialogues were off the record. Dates and organizers are those on record.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from dialogue_archive.archive.model import Item, Round
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views.context import HTML_LANGUAGE, OTHER, PREFIX, Edition, catalogue_address, memo_address
from dialogue_archive.views.pages import PlannedPage
from dialogue_archive.views.publication import Publication

Data = dict[str, Any]
_OPEN_GRAPH_LOCALE: dict[Language, str] = {"zh": "zh_CN", "en": "en_US"}


def absolute(publication: Publication, address: str, language: Language, fragment: str = "") -> str:
    """The absolute address of a page of this build."""
    return publication.url + PREFIX[language] + address + (f"#{fragment}" if fragment else "")


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says of it: absolute addresses, Open Graph properties, citation tags, Schema.org.

    Pairs are name and content, for `alternates` language and address. `linked_data` is None where the page has none.
    """

    canonical: str
    alternates: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]
    citation: tuple[tuple[str, str], ...]
    linked_data: Data | None


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page of the sitemap, with its address in each language."""

    location: str
    alternates: tuple[tuple[str, str], ...]


def head(
    edition: Edition, publication: Publication, *, address: str, title: str, planned: PlannedPage | None = None
) -> Head:
    """The view of the head of a page at `address`; `planned` where the page is generated from the model."""
    canonical = absolute(publication, address, edition.language)
    round_ = edition.archive.round_by_number.get(planned.round or 0) if planned else None
    is_memo, is_catalogue = (
        bool(planned and planned.template == name) for name in ("memo.html", "recommendations.html")
    )
    described = round_ if is_memo or is_catalogue else None
    return Head(
        canonical=canonical,
        alternates=alternates(publication, address),
        properties=(
            ("og:type", "article" if round_ else "website"),
            ("og:title", title),
            ("og:url", canonical),
            ("og:site_name", edition.words("site_name")),
            ("og:locale", _OPEN_GRAPH_LOCALE[edition.language]),
            ("og:locale:alternate", _OPEN_GRAPH_LOCALE[OTHER[edition.language]]),
        ),
        citation=citation(edition, described, title, canonical) if described else (),
        linked_data=_linked_data(edition, publication, described, is_memo=is_memo) if described else None,
    )


def alternates(publication: Publication, address: str) -> tuple[tuple[str, str], ...]:
    """The `hreflang` links of a page, absolute; the default is Chinese."""
    found = [(HTML_LANGUAGE[language], absolute(publication, address, language)) for language in LANGUAGES]
    return (*found, ("x-default", absolute(publication, address, "zh")))


def sitemap(publication: Publication, addresses: Iterable[str]) -> tuple[SitemapEntry, ...]:
    """Every page of both languages, with its address in each. No dates: a rebuild would change them."""
    return tuple(
        SitemapEntry(absolute(publication, address, language), alternates(publication, address))
        for address in addresses
        for language in LANGUAGES
    )


def citation(
    edition: Edition, round_: Round, title: str, url: str, *, item: Item | None = None
) -> tuple[tuple[str, str], ...]:
    """`citation_*` tags of a round, or of one `item` of it.

    The date is the last day of the round; a round without one on record has none.
    """
    facts, language = round_.facts, edition.language
    found = [
        ("citation_title", title),
        ("citation_language", HTML_LANGUAGE[language]),
        ("citation_conference_title", f"{edition.words('dialogue_name')} · {edition.words.round(round_.number)}"),
        ("citation_abstract_html_url" if not round_.has_full_text else "citation_fulltext_html_url", url),
    ]
    if facts.dates:
        found.append(("citation_date", facts.dates.end.strftime("%Y/%m/%d")))
    partners = edition.archive.partners
    for name in facts.partners.names if facts.partners else ():
        found.append(("citation_technical_report_institution", partners[name][language]))
    topics = {
        topic: edition.archive.topics[topic][language]
        for one in ((item,) if item else round_.items)
        for topic in one.topics
    }
    if topics:
        found.append(("citation_keywords", "; ".join(topics.values())))
    return tuple(found)


def _linked_data(edition: Edition, publication: Publication, round_: Round, *, is_memo: bool) -> Data:
    """The memo's page describes the round; the catalogue names its recommendations."""
    data = report(edition, publication, round_)
    if not is_memo:
        data = {key: data[key] for key in ("@context", "@type", "@id", "name", "inLanguage")}
        data["hasPart"] = [named(edition, publication, item) for item in round_.items]
    return data


def report(edition: Edition, publication: Publication, round_: Round) -> Data:
    """A round in Schema.org's words: a Report where the text is held, else a page about the meeting."""
    language, facts = edition.language, round_.facts
    url = absolute(publication, memo_address(round_.number), language)
    found: Data = {
        "@context": "https://schema.org",
        "@type": "Report" if round_.has_full_text else "WebPage",
        "@id": url,
        "url": url,
        "name": to_text(round_.title[language]),
        "inLanguage": HTML_LANGUAGE[language],
        "isPartOf": {"@type": "CreativeWorkSeries", "name": edition.words("dialogue_name")},
        "recordedAt" if round_.has_full_text else "about": event(edition, round_),
    }
    if round_.description[language]:
        found["description"] = to_text(round_.description[language])
    found.update(_translation(edition, publication, round_))
    based_on = [edition.archive.references[key].url for key in facts.text.references]
    if any(based_on):
        found["isBasedOn"] = [address for address in based_on if address]
    return found


def _translation(edition: Edition, publication: Publication, round_: Round) -> Data:
    """Which language is this archive's translation of which. Two official texts are not said to be of each other."""
    text, language = round_.facts.text, edition.language
    other = {
        "@type": "Report",
        "@id": absolute(publication, memo_address(round_.number), OTHER[language]),
        "inLanguage": HTML_LANGUAGE[OTHER[language]],
    }
    if text.text_status(language) == "archive-translation":
        return {"translationOfWork": other}
    return {"workTranslation": other} if text.text_status(OTHER[language]) == "archive-translation" else {}


def event(edition: Edition, round_: Round) -> Data:
    """The meeting: what is on record of its days, place and organizers."""
    language, facts = edition.language, round_.facts
    found: Data = {
        "@type": "Event",
        "name": f"{edition.words('dialogue_name')} · {edition.words.round(round_.number)}",
    }
    if facts.dates:
        found["startDate"] = facts.dates.start.isoformat()
        found["endDate"] = facts.dates.end.isoformat()
    if facts.place:
        found["location"] = {"@type": "Place", "name": facts.place[language]}
    if facts.partners:
        partners = [edition.archive.partners[name] for name in facts.partners.names]
        found["organizer"] = [
            {"@type": "Organization", "name": partner[language], **({"url": partner.url} if partner.url else {})}
            for partner in partners
        ]
    return found


def named(edition: Edition, publication: Publication, item: Item) -> Data:
    """A recommendation or position by its name. Its `@id` is its permanent address, the same in every version."""
    return {"@id": f"{publication.base}r/{item.id}/", "name": to_text(item.title[edition.language]) or item.id}


def part(edition: Edition, publication: Publication, item: Item) -> Data:
    """A recommendation or position, described."""
    language, topics = edition.language, edition.archive.topics
    return {
        "@type": "CreativeWork",
        **named(edition, publication, item),
        "url": absolute(publication, catalogue_address(item.round), language, item.id),
        "identifier": item.id,
        "inLanguage": HTML_LANGUAGE[language],
        "keywords": [topics[topic][language] for topic in item.topics if topic in topics],
    }
