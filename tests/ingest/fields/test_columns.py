"""Names of columns, mappings and presets."""

from __future__ import annotations

import pytest

from pipeline.errors import PipelineError
from pipeline.ingest.fields.column_problems import column_problem
from pipeline.ingest.fields.columns import check_columns, columns_of
from pipeline.ingest.fields.presets import FIELDS, field_names, presets
from tests.ingest.readers.reading import CONFIG, config_with


def test_of_several_columns_of_a_field_the_preferred_one_comes_first() -> None:
    columns = columns_of(["content", "x", "Body", "text", "text.1"], CONFIG)
    assert columns.fields["text"] == ("text", "text.1", "Body", "content")


def test_a_mapped_field_is_in_its_column_and_no_other() -> None:
    columns = columns_of(["text", "story"], config_with(columns={"text": " STORY"}))
    assert columns.fields["text"] == ("story",)


def test_a_table_that_has_none_of_the_mapped_columns_is_read_by_the_known_names() -> None:
    mapping = config_with(columns={"text": "story", "outlet": "paper"})
    assert column_problem(["title", "text", "outlet"], mapping) is None
    assert columns_of(["title", "text", "outlet"], mapping).fields["outlet"] == ("outlet",)
    problem = column_problem(["text", "paper"], mapping)
    assert problem is not None and "no column 'story'" in problem


def test_a_mapping_of_what_is_no_field_is_refused_before_anything_is_read() -> None:
    with pytest.raises(PipelineError, match=r"'txt' is no field of an article.*Did you mean 'text'\?"):
        check_columns(config_with(columns={"txt": "story"}))
    with pytest.raises(PipelineError, match=r"'newsapy' is no preset.*Did you mean 'newsapi'\?"):
        check_columns(config_with(preset="newsapy"))
    check_columns(config_with(columns={"text": "story"}, preset="newsapi"))


@pytest.mark.parametrize(
    ("names", "preset"),
    [
        (
            ["stories_id", "publish_date", "title", "url", "language", "media_id", "media_name", "media_url"],
            "mediacloud",
        ),
        (["id", "indexed_date", "language", "media_name", "media_url", "publish_date", "title", "url"], "mediacloud"),
        (["url", "url_mobile", "title", "seendate", "socialimage", "domain", "language", "sourcecountry"], "gdelt"),
        (["GKGRECORDID", "DATE", "SourceCommonName", "DocumentIdentifier", "V2Tone"], "gdelt-gkg"),
        (["authors", "date_publish", "language", "maintext", "source_domain", "title", "url"], "news-please"),
        (["source.id", "source.name", "author", "title", "url", "publishedAt", "content"], "newsapi"),
        (["", "id", "title", "publication", "author", "date", "year", "month", "url", "content"], "all-the-news"),
        (
            ["date", "year", "month", "day", "author", "title", "article", "url", "section", "publication"],
            "all-the-news-2",
        ),
        (["id", "sectionName", "webPublicationDate", "webTitle", "webUrl", "fields.bodyText"], "guardian"),
        (["abstract", "web_url", "lead_paragraph", "headline.main", "pub_date", "source"], "nyt"),
        (["uri", "lang", "date", "time", "dateTimePub", "url", "title", "body", "source.title"], "event-registry"),
        (["Title", "Abstract", "pubtitle", "pubdate", "DocumentURL"], "proquest"),
        (["Title", "Published date", "Publication", "Byline", "Section", "Hlead"], "nexis"),
        (["id", "text", "date"], None),
    ],
)
def test_exports_are_recognised_by_their_columns(names: list[str], preset: str | None) -> None:
    assert columns_of(names, CONFIG).preset == preset


def test_a_preset_may_be_named() -> None:
    columns = columns_of(["abstract", "headline"], config_with(preset="nyt"))
    assert columns.fields["summary"] == ("abstract",) and columns_of(["abstract"], CONFIG).fields["summary"] == ()


def test_every_preset_is_told_by_columns_and_names_some() -> None:
    for name, preset in presets().items():
        assert preset.recognised_by, name
        assert any(getattr(preset, field) for field in FIELDS), name
    assert field_names().text[0] == "text"


@pytest.mark.parametrize(
    "names",
    [
        ("Titel", "Volltext", "Erscheinungsdatum", "Zeitung"),
        ("Überschrift", "Inhalt", "Datum", "Quelle"),
        ("Titre", "Texte", "Date de publication", "Média"),
        ("TÍTULO", "Texto", "Fecha de publicación", "Medio"),
        ("titulo", "cuerpo", "fecha_publicacion", "periodico"),
        ("Título", "Texto", "Data", "Jornal"),
        ("Titolo", "Testo", "Data", "Testata"),
        ("Titel", "Tekst", "Datum", "Krant"),
        ("Başlık", "Metin", "Tarih", "Kaynak"),
        ("Заголовок", "Текст", "Дата", "Источник"),
        ("Article.Title", "Article.Text", "Publication.Date", "Publication.Name"),
        ("Title", "Text (full)", "Date [UTC]", "Outlet (paper)"),
    ],
)
def test_columns_are_known_in_other_languages_with_dots_and_with_what_stands_in_brackets(
    names: tuple[str, ...],
) -> None:
    fields = columns_of(names, CONFIG).fields
    assert [fields[field] for field in ("title", "text", "published", "outlet")] == [(name,) for name in names]


def test_a_word_that_is_english_too_counts_only_beside_others_of_its_language() -> None:
    assert columns_of(["text", "data"], CONFIG).fields["published"] == ()
    assert columns_of(["text", "data", "titolo"], CONFIG).fields["published"] == ("data",)


def test_the_exact_name_goes_before_one_that_is_like_it() -> None:
    assert columns_of(["full.text", "Text (raw)", "body"], CONFIG).fields["text"] == ("body", "full.text")


@pytest.mark.parametrize(
    "column", ["Text (coded)", "Article (1/0)", "Text (code)", "Texte [codé]", "Text [y/n]", "Article (ID)"]
)
def test_what_a_coder_wrote_of_a_text_is_no_text(column: str) -> None:
    assert columns_of(["Text", column], CONFIG).fields["text"] == ("Text",)
    assert not columns_of(["Titre", column], CONFIG).has_text


def test_a_name_with_a_remark_in_brackets_counts_where_no_other_name_does() -> None:
    names = ["Text", "Text (short)", "Date (online)", "Date [accessed]", "Date (retrieved 2020)"]
    fields = columns_of(names, CONFIG).fields
    assert (fields["text"], fields["published"]) == (("Text",), ("Date (online)",))


def test_the_address_of_a_source_is_not_that_of_the_article() -> None:
    assert columns_of(["text", "source.url"], CONFIG).fields["url"] == ()


@pytest.mark.parametrize(
    ("preset", "names"),
    [
        ("mediastack", ["author", "title", "description", "url", "source", "category", "language", "country", "published_at"]),
        ("newsdata", ["article_id", "title", "link", "creator", "content", "pubDate", "source_id", "language"]),
        ("trafilatura", ["title", "author", "hostname", "date", "fingerprint", "raw_text", "source", "source-hostname"]),
        ("cc-news", ["requested_url", "plain_text", "published_date", "title", "sitename", "publisher"]),
    ],
)  # fmt: skip
def test_exports_of_services_are_told_by_their_columns(preset: str, names: list[str]) -> None:
    columns = columns_of(names, CONFIG)
    assert columns.preset == preset and columns.has_text
    assert all(columns.fields[field] for field in ("title", "published", "outlet", "url"))


def test_a_value_that_mongodb_wraps_twice_is_under_its_name() -> None:
    assert columns_of(["text", "date.$date.$numberLong"], CONFIG).fields["published"] == ("date.$date.$numberLong",)
