"""Where a text names the country that is the target."""

from __future__ import annotations

from pipeline.records import Mention


def target_mentions(text: str, target: str, language_code: str | None = None, day: str | None = None) -> list[Mention]:
    """The places, references such as “the country” included.

    Parameters
    ----------
    text : str
    target : str
    language_code : str, optional
        Of the text; the default language where it is none that is known.
    day : str, optional
        When the text was published.
    """
    from pipeline.languages import DEFAULT, known_languages, language
    from pipeline.reading import Reading

    code = language_code if language_code in known_languages() else DEFAULT
    reading = Reading(text, language(code), day)
    return [Mention(m.start, m.end, m.country, "target") for m in reading.countries if m.country == target]
