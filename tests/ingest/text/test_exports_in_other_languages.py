"""Exports of databases whose labels are German or French, and sections above a title."""

from __future__ import annotations

import pytest

from pipeline.config import load_config
from pipeline.ingest.documents import Document
from pipeline.ingest.fields.dates import iso_date
from pipeline.ingest.text.many_in_one import documents_of
from pipeline.languages import language

CONFIG = load_config().ingest
GERMAN = """Kenia rügt Uganda wegen der Brücke

Seebote

6. Mai 2020 Mittwoch

Copyright 2020 Seebote GmbH Alle Rechte vorbehalten

Rubrik: POLITIK; S. 4

Länge: 61 Wörter

Autor: Anna Lehr

Body


Der kenianische Minister Joram Kiptoo sagte am Dienstag, dass Uganda sein Wort gebrochen habe und die Brücke nicht baut.

Ladedatum: 7. Mai 2020

Sprache: DEUTSCH; GERMAN


Ende des Dokuments

Tansania dankt Burundi

Küstenzeitung

9. Juni 2021

Länge: 40 Wörter

Body


Die Ministerin Asha Mrisho dankte Burundi für das Getreide, das es in der vergangenen Woche geschickt hatte.

Ende des Dokuments
"""
FRENCH = """                              Document 1 de 2

                              Le Journal du Lac

                              mercredi 6 mai 2020

Le Kenya gronde l'Ouganda

AUTEUR: Anne Leroy

RUBRIQUE: MONDE; Pg. 4

LONGUEUR: 61 mots

Le ministre kényan Joram Kiptoo a dit mardi que l'Ouganda n'avait pas tenu sa parole sur le pont.

DATE-CHARGEMENT: 7 mai 2020

LANGUE: FRENCH; FRANÇAIS

TYPE-PUBLICATION: Journal

                              Copyright 2020 Le Journal du Lac
                              Tous droits réservés


                              Document 2 de 2

                              La Côte

                              jeudi 9 juin 2021

La Tanzanie remercie le Burundi

LONGUEUR: 40 mots

La ministre Asha Mrisho a remercié le Burundi pour le grain que le pays avait envoyé la semaine dernière.

LANGUE: FRENCH; FRANÇAIS

                              Copyright 2021 La Côte
"""
WITHOUT_LABELS = """Document 1 sur 2

Le Lac (site web)
mercredi 6 mai 2020 - 10:15 UTC

Le Kenya gronde l'Ouganda
Anne Leroy

Le ministre kényan Joram Kiptoo a dit mardi que l'Ouganda n'avait pas tenu sa parole sur le pont.

© 2020 Le Lac. Tous droits réservés.

Document 2 sur 2

La Côte
jeudi 9 juin 2021

La Tanzanie remercie le Burundi

La ministre Asha Mrisho a remercié le Burundi pour le grain que le pays avait envoyé la semaine dernière.

© 2021 La Côte. Tous droits réservés.
"""
FACTIVA = """{section}
Kenya scolds Uganda over bridge

By Ann Lee
61 words
6 May 2020
07:15 AM
The Lake Herald
LAKEH
4
English
© 2020 The Lake Herald Ltd. All rights reserved.

Kenyan minister Joram Kiptoo said on Tuesday that Uganda had broken its word about the bridge.

Document LAKEH00020200507eg560001a
"""


@pytest.mark.parametrize(
    ("export", "titles", "outlets"),
    [
        (GERMAN, ["Kenia rügt Uganda wegen der Brücke", "Tansania dankt Burundi"], ["Seebote", "Küstenzeitung"]),
        (FRENCH, ["Le Kenya gronde l'Ouganda", "La Tanzanie remercie le Burundi"], ["Le Journal du Lac", "La Côte"]),
    ],
)
def test_documents_with_labels_in_other_languages_come_apart(
    export: str, titles: list[str], outlets: list[str]
) -> None:
    documents = [document for document in documents_of(export, "x.txt", CONFIG) or [] if isinstance(document, Document)]
    assert [document.title for document in documents] == titles
    assert [document.outlet for document in documents] == outlets
    assert [iso_date(document.published or "", language("en")) for document in documents] == [
        "2020-05-06",
        "2021-06-09",
    ]
    assert all(len(document.content.strip().splitlines()) == 1 for document in documents)


def test_dates_in_other_languages_are_those_of_the_documents() -> None:
    documents = documents_of(WITHOUT_LABELS, "x.txt", CONFIG) or []
    assert [document.published for document in documents if isinstance(document, Document)] == [
        "2020-05-06",
        "2021-06-09",
    ]


@pytest.mark.parametrize("section", ["NEWS", "WORLD AFFAIRS", "Opinion", "World news"])
def test_a_section_above_the_title_is_no_part_of_it(section: str) -> None:
    (document,) = documents_of(FACTIVA.format(section=section), "x.txt", CONFIG) or []
    assert isinstance(document, Document) and document.title == "Kenya scolds Uganda over bridge"


def test_a_title_of_two_lines_stays_whole() -> None:
    (document,) = documents_of(FACTIVA.format(section="Minister angry:"), "x.txt", CONFIG) or []
    assert isinstance(document, Document) and document.title == "Minister angry: Kenya scolds Uganda over bridge"
