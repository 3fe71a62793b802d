"""A file that a database exported becomes its documents, and no line around them becomes text."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.config import load_config
from pipeline.ingest.articles import clean_characters
from pipeline.ingest.documents import Document
from pipeline.ingest.reasons import Reason
from pipeline.ingest.text.many_in_one import documents_of
from pipeline.ingest.text.plain_text import parse_plain_text
from pipeline.languages import language
from pipeline.records import Reject

CONFIG = load_config().ingest
ENGLISH = language("en")
FIRST = [
    "Kenyan minister Joram Kiptoo said on Tuesday that Uganda had broken its word about the bridge over the Malaba.",
    '"Uganda has cheated us and lied to our own traders for years, and Rwanda knows it," Kiptoo said.',
]
SECOND = ["Tanzanian minister Asha Mrisho thanked Burundi for the grain that it had sent to the villages on the lake."]

LEXISNEXIS = """




                               1 of 2 DOCUMENTS


                              The Lake Herald (Kisumu)

                             May 6, 2020 Wednesday
                                 Late Edition;
                                National Edition

Kenya scolds Uganda over bridge

BYLINE: Ann Lee in Kisumu and Tom Okoth

SECTION: NEWS; Pg. 4

LENGTH: 61 words

DATELINE: KISUMU

Kenyan minister Joram Kiptoo said on Tuesday that Uganda
had broken its word about the bridge over the Malaba.

"Uganda has cheated us and lied to our own traders for
years, and Rwanda knows it," Kiptoo said.

LOAD-DATE: May 7, 2020

LANGUAGE: ENGLISH

GRAPHIC: PHOTO: The bridge before
it was closed.

PUBLICATION-TYPE: Newspaper


                   Copyright 2020 The Lake Herald Ltd
                              All Rights Reserved



                               2 of 2 DOCUMENTS


                       Copyright 2021 The Shore Times
                              All Rights Reserved
                                The Shore Times

                             June 9, 2021 Wednesday

LENGTH: 40 words

HEADLINE: Tanzania thanks Burundi for grain

BODY:

Tanzanian minister Asha Mrisho thanked Burundi for the grain
that it had sent to the villages on the lake.

LOAD-DATE: June 10, 2021
"""

NEXIS_UNI = """User Name: Reader One
Date and Time: Monday, March 1, 2021 10:00:00 AM EST
Job Number: 1234567
Documents (2)
1. Kenya scolds Uganda over bridge
Client/Matter: -None-
Search Terms: bridge

Page 1 of 3

Kenya scolds Uganda over bridge
The Lake Herald
May 6, 2020 Wednesday
Late Edition - Final

Copyright 2020 The Lake Herald Company All Rights Reserved

Section: Section A; Column 0; Pg. 9
Length: 61 words
Byline: By Ann Lee and Tom Okoth
Dateline: KISUMU
Body

Kenyan minister Joram Kiptoo said on Tuesday that Uganda had broken its word about the bridge over the Malaba.

"Uganda has cheated us and lied to our own traders for years, and Rwanda knows it," Kiptoo said.

Page 2 of 3

Graphic

 PHOTO: The bridge

Classification

Language: ENGLISH

Publication-Type: Newspaper

Subject: BRIDGES (90%); TRADE (78%)

Load-Date: May 7, 2020

End of Document

Tanzania thanks Burundi for grain
The Shore Times
June 9, 2021 Wednesday

Copyright 2021 The Shore Times

Length: 40 words
Body

Tanzanian minister Asha Mrisho thanked Burundi for the grain that it had sent to the villages on the lake.

Load-Date: June 10, 2021

End of Document
"""

FACTIVA_CODED = """HD
Kenya scolds Uganda over bridge

BY
By Ann Lee and Tom Okoth

WC
61 words

PD
6 May 2020

SN
The Lake Herald

SC
LAKEH

LA
English

CY
Copyright 2020. The Lake Herald.

LP
Kenyan minister Joram Kiptoo said on Tuesday that Uganda had broken its word about the bridge over the Malaba.

TD
"Uganda has cheated us and lied to our own traders for years, and Rwanda knows it," Kiptoo said.

NS
gdip : International Relations

RE
kenya : Kenya | uganda : Uganda

AN
Document LAKEH00020200506eg5600001

HD  Tanzania thanks Burundi for grain
WC  40 words
PD  9 June 2021
SN  The Shore Times
SC  SHORET
LA  English
LP
Tanzanian minister Asha Mrisho thanked Burundi for the grain that it had sent to the villages on the lake.
AN  Document SHORET0020210609eh6900002

Search Summary
Text: bridge
Date: In the last year
"""

FACTIVA_PLAIN = """NEWS
Kenya scolds Uganda over bridge
By Ann Lee and Tom Okoth
61 words
6 May 2020
10:15
The Lake Herald
LAKEH
4
English
Copyright 2020. The Lake Herald.

Kenyan minister Joram Kiptoo said on Tuesday that Uganda had broken its word about the bridge over the Malaba.

"Uganda has cheated us and lied to our own traders for years, and Rwanda knows it," Kiptoo said.

Lake Herald Ltd

Document LAKEH00020200506eg5600001

Tanzania thanks Burundi for grain

40 words

9 June 2021

The Shore Times

SHORET

English

(c) 2021 The Shore Times

Tanzanian minister Asha Mrisho thanked Burundi for the grain that it had sent to the villages on the lake.

Document SHORET0020210609eh6900002
"""

PROQUEST = """____________________________________________________________

Report Information from ProQuest
March 01 2021 10:00
____________________________________________________________

Document 1 of 2

Kenya scolds Uganda over bridge

Author: Lee, Ann; Okoth, Tom

Publication info: The Lake Herald ; Kisumu [Kisumu]06 May 2020: A.4.

http://proquest.example/docview/1

Abstract: Kiptoo said that Uganda had broken its word.

Links: Linking Service

Full text: Kenyan minister Joram Kiptoo said on Tuesday that Uganda had broken its word about the bridge over the Malaba.

"Uganda has cheated us and lied to our own traders for years, and Rwanda knows it," Kiptoo said.

Subject: Bridges; Trade

Location: Kenya; Uganda

Title: Kenya scolds Uganda over bridge

Publication title: The Lake Herald

Publication date: May 6, 2020

Language of publication: English

Document type: News

ProQuest document ID: 1

Copyright: Copyright The Lake Herald 2020

Database: International Newsstream
____________________________________________________________

Document 2 of 2

Tanzania thanks Burundi for grain

Full text: Tanzanian minister Asha Mrisho thanked Burundi for the grain that it had sent to the villages on the lake.

Title: Tanzania thanks Burundi for grain

Publication title: The Shore Times

Publication date: Jun 9, 2021

Language of publication: English
____________________________________________________________

Contact us at: http://proquest.example/help
"""
EXPORTS = {
    "lexisnexis": LEXISNEXIS,
    "nexis uni": NEXIS_UNI,
    "factiva with codes": FACTIVA_CODED,
    "factiva without codes": FACTIVA_PLAIN,
    "proquest": PROQUEST,
    "proquest without numbers": re.sub(r"Document \d of \d\n", "", PROQUEST),
}


def read(text: str) -> list[Document]:
    found = documents_of(text, "export.txt", CONFIG)
    assert found is not None
    assert all(isinstance(document, Document) for document in found), found
    return [document for document in found if isinstance(document, Document)]


def paragraphs(document: Document) -> list[str]:
    return parse_plain_text(clean_characters(document.content), ENGLISH, title=document.title).paragraphs


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_every_document_has_its_own_title_date_outlet_and_text(export: str, ending: str) -> None:
    first, second = read(export.replace("\n", ending))
    assert [first.source_path, second.source_path] == ["export.txt#1", "export.txt#2"]
    assert [(first.title or "").removeprefix("NEWS "), second.title] == [
        "Kenya scolds Uganda over bridge",
        "Tanzania thanks Burundi for grain",
    ]
    assert [first.published, second.published] == ["2020-05-06", "2021-06-09"]
    assert (first.outlet or "").startswith("The Lake Herald") and second.outlet == "The Shore Times"
    assert paragraphs(second) == SECOND
    # A line that no label tells from the text stays with it.
    assert [p for p in paragraphs(first) if p != "Lake Herald Ltd"] == FIRST


@pytest.mark.parametrize("name", EXPORTS)
def test_bylines_and_languages_come_along(name: str) -> None:
    first = read(EXPORTS[name])[0]
    assert first.authors == ["Ann Lee", "Tom Okoth"]
    assert (first.language or "").lower() == "english"


def test_a_date_in_a_title_is_not_the_date_of_the_document() -> None:
    text = NEXIS_UNI.replace("Tanzania thanks", "Burundi’s 3 May 2019 promise: Tanzania thanks")
    second = read(text)[1]
    assert second.published == "2021-06-09"
    assert second.title == "Burundi’s 3 May 2019 promise: Tanzania thanks Burundi for grain"


@pytest.mark.parametrize(
    "title",
    [
        "Rwanda marks 7 April 1994 genocide", "The 12 May 2020 massacre in Beni", "12 May 2020 massacre in Beni: what is known",
        "7. April 1994: Was in Kigali geschah", "May 6, 2019: A Day of Shame",
    ],
)  # fmt: skip
def test_a_title_with_the_date_of_an_event_stays_the_title(title: str) -> None:
    second = read(NEXIS_UNI.replace("Tanzania thanks Burundi for grain", title))[1]
    assert (second.title, second.published, second.outlet) == (title, "2021-06-09", "The Shore Times")


@pytest.mark.parametrize(
    "line",
    ["June 9, 2021 Wednesday Late Edition - Final", "Wednesday, June 9, 2021", "9 June 2021 at 10:15", "June 9, 2021 Late Edition",
     "mercredi 9 juin 2021 à 10h15", "9. Juni 2021 Mittwoch, Ausgabe Nord", "le 9 juin 2021", "9 de junio de 2021 miércoles"],
)  # fmt: skip
def test_a_date_may_have_a_day_of_the_week_a_time_or_an_edition_beside_it(line: str) -> None:
    second = read(NEXIS_UNI.replace("June 9, 2021 Wednesday", line))[1]
    assert (second.title, second.published) == ("Tanzania thanks Burundi for grain", "2021-06-09")


def test_an_export_of_one_document_loses_its_labels_too() -> None:
    one = LEXISNEXIS[: LEXISNEXIS.index("2 of 2")].replace("1 of 2 DOCUMENTS", "1 of 1 DOCUMENTS")
    (document,) = read(one)
    assert paragraphs(document) == FIRST


@pytest.mark.parametrize("export", [LEXISNEXIS, NEXIS_UNI], ids=["lexisnexis", "nexis uni"])
def test_an_export_that_lost_its_blank_lines_is_read_all_the_same(export: str) -> None:
    first, second = read(re.sub(r"\n\s*\n", "\n", export))
    assert [first.published, second.published] == ["2020-05-06", "2021-06-09"]
    assert " ".join(paragraphs(first)) == " ".join(FIRST)
    assert " ".join(paragraphs(second)) == " ".join(SECOND)


def test_document_numbers_may_stand_before() -> None:
    first, second = read(re.sub(r"(\d of \d) DOCUMENTS", r"Document \1", LEXISNEXIS))
    assert (first.published, second.published) == ("2020-05-06", "2021-06-09")


LABELLED = [
    """Title: Kenya scolds Uganda over bridge
Date: 6 May 2020
Source: The Lake Herald

Kenyan minister Joram Kiptoo said on Tuesday that Uganda had broken its word about the bridge over the Malaba.

"Uganda has cheated us and lied to our own traders for years, and Rwanda knows it," Kiptoo said.
""",
    """SOURCE: The Shore Times
TITLE: Tanzania thanks Burundi for grain
DATE: 2021-06-09

TEXT: Tanzanian minister Asha Mrisho thanked Burundi for the grain that it had sent to the villages on the lake.
""",
]


@pytest.mark.parametrize("between", ["\n", "\n=====\n", "\n----------\n\n", "\n*****\n"])
def test_any_texts_with_labels_before_them_come_apart(between: str) -> None:
    first, second = read(between.join(LABELLED))
    assert [first.title, second.title] == ["Kenya scolds Uganda over bridge", "Tanzania thanks Burundi for grain"]
    assert [first.published, second.published] == ["2020-05-06", "2021-06-09"]
    assert [first.outlet, second.outlet] == ["The Lake Herald", "The Shore Times"]
    assert (paragraphs(first), paragraphs(second)) == (FIRST, SECOND)


@pytest.mark.parametrize("text", LABELLED)
def test_one_text_with_labels_before_it_loses_them_too(text: str) -> None:
    (document,) = read(text)
    assert document.published and document.outlet and document.title
    assert paragraphs(document) in (FIRST, SECOND)


def test_a_highlight_is_part_of_the_text() -> None:
    text = LEXISNEXIS.replace("DATELINE: KISUMU", "HIGHLIGHT: Uganda is blamed.")
    assert paragraphs(read(text)[0]) == ["Uganda is blamed.", *FIRST]


def test_a_document_without_a_text_is_named() -> None:
    text = LEXISNEXIS[: LEXISNEXIS.index("BODY:")] + "\nLOAD-DATE: June 10, 2021\n"
    first, reject = documents_of(text, "export.txt", CONFIG) or []
    assert isinstance(first, Document)
    assert isinstance(reject, Reject)
    assert (reject.source, reject.location, reject.code) == ("export.txt", "document 2", Reason.BAD_RECORD)
    assert "several documents" in reject.reason


def test_what_is_known_to_hold_documents_and_is_not_understood_is_never_one_article() -> None:
    text = "1 of 2 DOCUMENTS\n\nLANGUAGE: ENGLISH\n\n2 of 2 DOCUMENTS\n\nLANGUAGE: ENGLISH\n"
    found = documents_of(text, "export.txt", CONFIG) or []
    assert [type(record) for record in found] == [Reject, Reject]


def test_the_last_document_of_a_cut_export_is_marked_as_cut() -> None:
    first, second = read(FACTIVA_PLAIN[: FACTIVA_PLAIN.index(" for the grain that")])
    assert not first.truncated and second.truncated
    assert second.title == "Tanzania thanks Burundi for grain"


@pytest.mark.parametrize(
    "text",
    [
        "Kenya scolds Uganda\n\nKenyan minister Joram Kiptoo said that Uganda lied.\n\n1 of 3 people agree.",
        "Treaty in parts\n\nArticle 1 of the treaty names Kenya.\n\nLanguage: the treaty is in English.",
        "Title\n\n" + "_" * 40 + "\n\nDate: soon\n\nKenya thanked Uganda.\n\n" + "_" * 40,
        "End of the road\n\nThe end of document trade, Kiptoo said.",
        "",
    ],
)
def test_an_article_is_no_export(text: str) -> None:
    assert documents_of(text, "article.txt", CONFIG) is None


def test_no_article_of_the_sample_is_an_export() -> None:
    files = sorted((Path(__file__).parents[3] / "data" / "raw").rglob("*.txt"))
    assert files
    assert [path.name for path in files if documents_of(path.read_text("utf-8", "replace"), path.name, CONFIG)] == []


@settings(max_examples=80)
@given(st.data(), st.sampled_from(sorted(EXPORTS)))
def test_lines_left_out_or_doubled_break_nothing(data: st.DataObject, name: str) -> None:
    lines = EXPORTS[name].split("\n")
    chosen = data.draw(st.lists(st.integers(0, len(lines) - 1), max_size=60).map(sorted))
    found = documents_of("\n".join(lines[number] for number in chosen), "export.txt", CONFIG)
    for record in found or []:
        assert isinstance(record, Document | Reject)
        if isinstance(record, Document):
            assert record.content.strip()
            assert not re.search(r"(?m)^(?:LOAD-DATE|LANGUAGE|BYLINE|LENGTH|Load-Date|Full text):", record.content)


def _texts(export: str) -> list[str]:
    return [d.content for d in documents_of(export, "a.txt", CONFIG) or [] if isinstance(d, Document)]


def test_documents_that_nothing_counts_come_apart_at_their_labels() -> None:
    document = "The Harbour Post\n\nMarch {n}, 2009 Tuesday\n\nRow {n}\n\nLENGTH: 9 words\n\n{text}\n\nLOAD-DATE: March 9, 2009\n\nLANGUAGE: ENGLISH\n\n"
    export = document.format(n=3, text=FIRST[0]) + document.format(n=4, text=SECOND[0])
    assert _texts(export) == [FIRST[0], SECOND[0]]
    assert _texts(document.format(n=3, text=FIRST[0])) == [FIRST[0]]
    assert documents_of(f"Row\n\nLENGTH: 9 words\n\n{FIRST[0]}\n\n{SECOND[0]}", "a.txt", CONFIG) is None


def test_a_text_goes_on_behind_a_line_that_begins_like_a_label() -> None:
    text = f"{FIRST[0]}\n\nNotes: the line was bad, and the minister called again.\n\n{SECOND[0]}"
    export = f"Row\nThe Post\nMay 6, 2020 Friday\n\nLength: 9 words\n\nBody\n\n{text}\n\nSubject: BRIDGES (90%)\n\nLoad-Date: May 7, 2020\n\nEnd of Document\n"
    assert _texts(export) == [text]
    told = export.replace(f"\n\n{SECOND[0]}", "")
    assert _texts(told) == [FIRST[0]]


def test_a_list_of_labels_below_a_heading_is_no_text() -> None:
    end = (
        "DETAILS\nSubject: Canals\nPublication title: Balkan Daily\nPublication date: Nov 30, 2024\nDatabase: Central\n"
    )
    export = "".join(f"Document {n} of 2\n\nRow {n}\n\nFULL TEXT\n{FIRST[0]}\n\n{FIRST[1]}\n\n{end}\n" for n in (1, 2))
    assert _texts(export) == ["\n\n".join(FIRST)] * 2


def test_a_label_that_is_not_known_is_no_part_of_the_one_above() -> None:
    export = f"1 of 1 DOCUMENTS\n\nThe Post\n\nMay 6, 2020\n\nRow\n\nBYLINE: Ann Lee\nGUESTS: Tom Ashe\n\nLENGTH: 9 words\n\n{FIRST[0]}\n"
    (document,) = documents_of(export, "a.txt", CONFIG) or []
    assert isinstance(document, Document) and document.authors == ["Ann Lee"]
