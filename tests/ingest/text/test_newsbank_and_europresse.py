"""Exports whose documents begin with a line of the outlet and end with a number, or have bars between date and outlet."""

from __future__ import annotations

import pytest

from pipeline.config import load_config
from pipeline.ingest.documents import Document
from pipeline.ingest.text.many_in_one import documents_of

CONFIG = load_config().ingest
FIRST = "Fiji's prime minister, Jone Vula, said on Wednesday that Australia had let the islands down."
SECOND = '"Australia talks and does nothing," he said in Suva.'
NEWSBANK = f"""Fiji faults Australia
November 4, 2021 | Coral Times (Suva, Fiji)
Author: Litia Naulu | Section: News | 134 Words
Page: 3
OpenURL Link

{FIRST}

{SECOND}

CITATION (APA STYLE)
Naulu, L. (2021, November 4). Fiji faults Australia. Coral Times, 3.

Copyright (c) 2021 Coral Times

Samoa welcomes
New Zealand aid
November 6, 2021 | Coral Times (Suva, Fiji)
Section: News | 98 Words

{FIRST}
"""
LABELLED = f"""Paper: Coral Times (Suva, Fiji)
Title: Fiji faults Australia
Date: November 4, 2021
Section: News
Page: 3
{FIRST}

{SECOND}
Author: Litia Naulu
Copyright (c) 2021 Coral Times

Paper: Coral Times (Suva, Fiji)
Title: Samoa welcomes New Zealand aid
Date: November 6, 2021
Page: 5
{FIRST}
"""
EUROPRESSE = f"""Coral Times (web site)
Pacific, Thursday, November 4, 2021 - 08:15 UTC 134 words, p. 3

Fiji faults Australia

Litia Naulu

{FIRST}

{SECOND}

© 2021 Coral Times. All rights reserved. This document is protected by international laws and conventions.
Certificate issued on June 3, 2024 to Lake University for personal and temporary display.

news·20211104·CT·1234567

Coral Times (web site)
Pacific, Saturday, November 6, 2021 98 words

Samoa welcomes New Zealand aid

{FIRST}

© 2021 Coral Times. All rights reserved.
news·20211106·CT·1234568
"""


@pytest.mark.parametrize("export", [NEWSBANK, LABELLED, EUROPRESSE])
def test_two_documents_with_their_fields_and_nothing_else(export: str) -> None:
    documents = [d for d in documents_of(export, "a.txt", CONFIG) or [] if isinstance(d, Document)]
    assert [(d.title, d.published) for d in documents] == [
        ("Fiji faults Australia", "2021-11-04"),
        ("Samoa welcomes New Zealand aid", "2021-11-06"),
    ]
    assert [d.authors for d in documents] == [["Litia Naulu"], []]
    assert all(d.outlet and d.outlet.startswith("Coral Times") for d in documents)
    assert [d.content.split("\n\n") for d in documents] == [[FIRST, SECOND], [FIRST]]


def test_french_lines_of_europresse() -> None:
    text = (
        "Le Fleuve\nMonde, vendredi 5 avril 2024 310 mots, p. 4\n\nL'Algérie répond\n\n« Le Mali se trompe », a dit Nabil Hadj.\n\n"
        "Le présent document est protégé par les lois et conventions.\n\nnews·20240405·LF·1\n"
    )
    (document,) = documents_of(text, "a.txt", CONFIG) or []
    assert isinstance(document, Document)
    assert (document.title, document.published, document.outlet) == ("L'Algérie répond", "2024-04-05", "Le Fleuve")
    assert document.content == "« Le Mali se trompe », a dit Nabil Hadj."


@pytest.mark.parametrize(
    "text",
    [
        f"Fiji faults Australia\nNovember 4, 2021 | Coral Times\n\n{FIRST}",
        f"Fiji faults Australia\n\n{FIRST} See news·today for more.\n\nIt has 134 words.",
        f"Stand: we said in May 2020\n\nUpdate: Fiji left. {FIRST}",
    ],
)
def test_an_article_with_such_a_line_is_no_export(text: str) -> None:
    assert documents_of(text, "a.txt", CONFIG) is None


def test_a_line_with_the_day_of_a_change_is_no_text() -> None:
    text = "1 of 1 DOCUMENTS\n\nElbe\n\nMay 6, 2020\n\nRow\n\nLÄNGE: 9 Wörter\n\n{}\n\nUPDATE: {}\n\nSPRACHE: DEUTSCH\n"
    for said, kept in (("3. April 2024", False), ("Fiji left the talks.", True)):
        (document,) = documents_of(text.format(FIRST, said), "a.txt", CONFIG) or []
        assert isinstance(document, Document) and (said in document.content) is kept
