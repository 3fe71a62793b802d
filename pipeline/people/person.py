"""A person that an article names."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Person:
    """One person of an article. `country` is a code, `country_source` how it was found, `gender` where a title tells."""

    name: str
    role: str | None = None
    country: str | None = None
    country_source: str | None = None
    gender: str | None = None
    mentions: list[tuple[int, int]] = field(default_factory=list)

    @property
    def surname(self) -> str:
        """The last word of the name."""
        return self.name.split()[-1]
