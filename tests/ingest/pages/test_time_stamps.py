"""Times of day in live blogs."""

from __future__ import annotations

import pytest

from pipeline.ingest.pages import parse_web_page
from pipeline.ingest.pages.time_stamps import without_time_stamps
from pipeline.languages import language

ENTRIES = [
    "Kenya’s foreign minister Joram Otieno said on Monday that Uganda had broken its word about the bridge.",
    "“Uganda has cheated us for years,” he told reporters in Nairobi. Rwanda kept every promise that it made to us.",
    "The ministry of Uganda did not answer questions at once. A spokeswoman said that a statement would follow.",
]


@pytest.mark.parametrize("stamps", [("14.32", "14.50", "15.10"), ("2:15 pm", "2:20 pm", "3.05 p.m."), ("09:40 GMT", "09:55 EAT", "10:15 (GMT+3)"), ("9h40", "9h55", "10h15")])  # fmt: skip
@pytest.mark.parametrize("layout", ["<p>{stamp}</p><p>{entry}</p>", "<p>{stamp} {entry}</p>", "<p>{stamp} – {entry}</p>", "<h3>{stamp}</h3><p>{entry}</p>"])  # fmt: skip
def test_the_entries_of_a_live_blog_come_without_their_times(stamps: tuple[str, ...], layout: str) -> None:
    body = "".join(layout.format(stamp=stamp, entry=entry) for stamp, entry in zip(stamps, ENTRIES, strict=True))
    html = f"<html><head><title>Row grows: live</title></head><body><article><h1>Row grows: live</h1>{body}</article></body></html>"
    page = parse_web_page(html, language("en"))
    assert page is not None and page.paragraphs == ENTRIES


@pytest.mark.parametrize("stamp", ["2:15 pm", "09:40 GMT", "14:32", "(14:32)"])
def test_a_time_alone_goes_on_any_page(stamp: str) -> None:
    assert without_time_stamps([ENTRIES[0], stamp, ENTRIES[1]]) == ([ENTRIES[0], ENTRIES[1]], [stamp])


@pytest.mark.parametrize(
    "line", ["14.32", "25:10", "14:32 was the time of the vote.", "10.30 million people voted.", "9.15 Kenya left."]
)
def test_a_number_or_a_sentence_with_a_time_stays(line: str) -> None:
    assert without_time_stamps([ENTRIES[0], line]) == ([ENTRIES[0], line], [])


@pytest.mark.parametrize("stamps", [("14:32 UN", "15:10 DRC", "15:45 US"), ("14:32 GMT UN", "15:10 GMT DRC", "15:45 GMT US")])  # fmt: skip
def test_an_acronym_behind_a_time_is_no_time_zone(stamps: tuple[str, ...]) -> None:
    kept, _ = without_time_stamps([f"{stamp} envoy leaves the talks." for stamp in stamps])
    assert kept == [f"{stamp.split()[-1]} envoy leaves the talks." for stamp in stamps]


@pytest.mark.parametrize(
    "lines",
    [
        ["1.10 The government must act.", "1.11 Uganda must open the bridge.", "1.12 Kenya must pay."],
        ["10.10 The government must act.", "10.11 Uganda must open the bridge.", "10.12 Kenya must pay."],
        ["2.50 Euro kostet das Brot.", "3.10 Euro kostet die Milch.", "4.20 Euro kostet der Fisch."],
        ["12.50 Euro kostet das Brot.", "13.10 Euro kostet die Milch.", "14.20 Euro kostet der Fisch."],
        ["14.32 Kenya paid.", "10.15 Uganda paid.", "15.45 Rwanda paid.", "11.10 All paid."],
        ["14:32 Kenya paid.", "10:15 Uganda paid.", "15:45 Rwanda paid.", "11:10 All paid."],
        ["14.32 Kenya paid.", *ENTRIES * 4, "15.10 Uganda paid.", "15.45 Rwanda paid."],
    ],
)
def test_numbered_paragraphs_prices_and_other_figures_are_no_times(lines: list[str]) -> None:
    assert without_time_stamps(lines) == (lines, [])


@pytest.mark.parametrize("stamps", [("23:40", "23:55", "00:10"), ("12:10", "11:50", "11:20"), ("11:50 am", "12:10 pm", "1:05 pm")])  # fmt: skip
def test_times_run_up_or_down_and_past_midnight_and_noon(stamps: tuple[str, ...]) -> None:
    assert without_time_stamps([f"{stamp} Kenya left." for stamp in stamps]) == (["Kenya left."] * 3, list(stamps))
