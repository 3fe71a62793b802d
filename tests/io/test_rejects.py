"""What is told of records that were set aside."""

from pathlib import Path

from pipeline.io import SetAside
from pipeline.records import Reject


def test_reasons_that_differ_in_numbers_or_addresses_are_one_kind() -> None:
    reason = "the server answered {}, which is no page (https://lake.example/{})"
    aside = SetAside(Path("rejects.jsonl"), [Reject("a.warc", None, reason.format(n, n)) for n in (404, 500)])
    aside.rejects.append(Reject("b.csv", None, "no text column: found note; name one of them 'text'"))
    assert str(aside) == (
        "3 records set aside in rejects.jsonl: 2 × the server answered 404, which is no page "
        "(the others with other numbers); 1 × no text column"
    )
