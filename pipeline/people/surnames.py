"""Who is meant by a surname where several people of an article bear it."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.people.person import Person


class Surnames:
    """The bearers of surnames, each with the place where the article first names them in full."""

    def __init__(self) -> None:
        self._places: dict[str, list[int]] = {}
        self._bearers: dict[str, list[Person]] = {}

    def add(self, surname: str, place: int, person: Person) -> None:
        """Note that `person` of this surname is introduced at `place`, behind all that were noted before."""
        self._places.setdefault(surname, []).append(place)
        self._bearers.setdefault(surname, []).append(person)

    def bearer(self, surname: str, place: int) -> Person | None:
        """Who of the surname was introduced last before `place`, else first behind it; ``None`` where nobody bears it."""
        if surname not in self._places:
            return None
        return self._bearers[surname][max(0, bisect_left(self._places[surname], place) - 1)]
