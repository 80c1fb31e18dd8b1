"""What machines read of a page: addresses of both languages, Open Graph, citation tags, Schema.org.

Nobody is named as an author: the dialogues were off the record. Dates and organizers are those on record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from dialogue_archive.archive.model import Item, Round
from dialogue_archive.ids import LANGUAGES, Language
from dialogue_archive.reading.inline import to_text
from dialogue_archive.views.context import HTML_LANGUAGE, OTHER, PREFIX, Edition, catalogue_address, memo_address
from dialogue_archive.views.publication import Publication

Data = dict[str, Any]
_OPEN_GRAPH_LOCALE: dict[Language, str] = {"zh": "zh_CN", "en": "en_US"}


def absolute(publication: Publication, address: str, language: Language, fragment: str = "") -> str:
    """The absolute address of a page of this build."""
    return publication.url + PREFIX[language] + address + (f"#{fragment}" if fragment else "")


def head(
    edition: Edition,
    publication: Publication,
    *,
    address: str,
    title: str,
    template: str = "",
    round_number: int | None = None,
) -> Data:
    """The view of a page's head: `canonical`, `alternates`, `properties` (Open Graph), `citation`, `linked_data`."""
    language = edition.language
    canonical = absolute(publication, address, language)
    round_ = edition.archive.round_by_number.get(round_number or 0)
    properties = [
        ("og:type", "article" if round_ else "website"),
        ("og:title", title),
        ("og:url", canonical),
        ("og:site_name", edition.words("site_name")),
        ("og:locale", _OPEN_GRAPH_LOCALE[language]),
        ("og:locale:alternate", _OPEN_GRAPH_LOCALE[OTHER[language]]),
    ]
    is_memo, is_catalogue = template == "memo.html", template == "recommendations.html"
    return {
        "canonical": canonical,
        "alternates": alternates(publication, address),
        "properties": properties,
        "citation": citation(edition, round_, title, canonical) if round_ and (is_memo or is_catalogue) else [],
        "linked_data": _linked_data(edition, publication, round_, is_memo=is_memo)
        if round_ and (is_memo or is_catalogue)
        else "",
    }


def alternates(publication: Publication, address: str) -> list[tuple[str, str]]:
    """The `hreflang` links of a page, absolute; the default is Chinese."""
    found = [(HTML_LANGUAGE[language], absolute(publication, address, language)) for language in LANGUAGES]
    return [*found, ("x-default", absolute(publication, address, "zh"))]


def sitemap(publication: Publication, addresses: Iterable[str]) -> list[Data]:
    """Every page of both languages, with its address in each. No dates: a rebuild would change them."""
    return [
        {
            "location": absolute(publication, address, language),
            "alternates": alternates(publication, address),
        }
        for address in addresses
        for language in LANGUAGES
    ]


def citation(
    edition: Edition, round_: Round, title: str, url: str, *, item: Item | None = None
) -> list[tuple[str, str]]:
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
    return found


def _linked_data(edition: Edition, publication: Publication, round_: Round, *, is_memo: bool) -> str:
    """The memo's page describes the round; the catalogue names its recommendations. JSON, safe in a script element."""
    data = report(edition, publication, round_)
    if not is_memo:
        data = {key: data[key] for key in ("@context", "@type", "@id", "name", "inLanguage")}
        data["hasPart"] = [named(edition, publication, item) for item in round_.items]
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


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
