"""Who is let in, and what an answer may do in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.annotate.web.security import BODY_LIMIT, HEADERS, Door
from tests.annotate.web.served import Served, Told, plain, planned, saved, serving

HOSTILE = (
    "</script><script>document.title='taken'</script><img src=x onerror=\"alert(1)\"><svg/onload=alert(1)>{{ 7*7 }}"
)
SECRET = "/home/kari/thesis/raw/one.txt"

PROJECT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hostile = Told(
        f"{HOSTILE}\n\nKari Dahl said: “{HOSTILE} Chile \u202egnal.”", f"{HOSTILE} Chile", url="javascript:alert(1)", outlet=HOSTILE,
        source_path=SECRET,
    )  # fmt: skip
    return planned(tmp_path_factory.mktemp("plan"), [plain(1), hostile, plain(3)])


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with serving(folder) as served:
        yield served


@pytest.fixture
def stranger(server: Served) -> Served:
    return Served(server.workbench, server.door)


@pytest.fixture
def guest(stranger: Served) -> Served:
    stranger.enter()
    return stranger


PAGES = ("/next", "/start", "/item/item-1", "/mine", "/review", "/disagreements", "/overview", "/codebook", "/practice")


@pytest.mark.parametrize(
    "path", ["/", *PAGES, "/assets/page.css", "/nowhere", "/open", "/open?token=", "/open?token=wrong"]
)
def test_without_the_cookie_nothing_is_shown(stranger: Served, path: str) -> None:
    status, _, text = stranger.ask("GET", path)
    assert status in (401, 403) and "terminal" in text and stranger.cookies == {}


def test_the_token_becomes_a_cookie_and_leaves_the_address(stranger: Served) -> None:
    for _ in range(2):
        status, headers, _ = stranger.ask("GET", f"/open?token={stranger.door.token}")
        cookie = headers["set-cookie"]
        assert status == 303 and headers["location"] == "/"
        assert "HttpOnly" in cookie and "samesite=strict" in cookie.lower() and stranger.door.token not in cookie
    assert stranger.ask("GET", "/start")[0] == 200


def test_the_token_is_no_cookie(stranger: Served) -> None:
    stranger.cookies = {stranger.door.cookie: stranger.door.token}
    assert stranger.ask("GET", "/start")[0] == 401


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "", "127.0.0.1.evil.example:{port}"]
)
def test_a_domain_that_points_at_this_machine_is_refused(guest: Served, host: str) -> None:
    for method in ("GET", "POST"):
        status, _, text = guest.ask(method, "/start", {}, headers={"Host": host.format(port=guest.door.port)})
        assert status in (400, 421) and "<form" not in text


def test_localhost_is_this_machine_too(guest: Served) -> None:
    assert guest.ask("GET", "/start", headers={"Host": f"localhost:{guest.door.port}"})[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-Stance": None}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": None}, 415),
    ],
)
def test_another_page_cannot_save_a_judgement(
    guest: Served, folder: Path, headers: dict[str, str | None], status: int
) -> None:
    body = {
        "item_id": "item-3",
        "label_id": "forged-0001",
        "annotator": "Ana",
        "stance": "favor",
        "sentiment": "neutral",
    }
    assert guest.ask("POST", "/judge", body, headers=headers)[0] == status
    assert "forged-0001" not in (folder / "annotations.jsonl").read_text(encoding="utf-8")


def test_without_the_cookie_nothing_is_saved(stranger: Served, folder: Path) -> None:
    assert stranger.judge("item-3", "forged-0002")[0] == 401
    assert "forged-0002" not in (folder / "annotations.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_only_get_and_post_are_understood(guest: Served, method: str) -> None:
    assert guest.ask(method, "/start")[0] == 405


def test_a_body_longer_than_any_judgement_is_refused(guest: Served) -> None:
    long = b'{"annotator": "' + b"a" * BODY_LIMIT + b'"}'
    assert guest.ask("POST", "/start", long)[0] == 413


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"1", b"\xff", b"[" * 30_000, b'{"annotator": 1}', b'{"annotator": "\\ud800"}']
)
def test_what_is_no_judgement_is_refused_in_a_sentence(guest: Served, body: bytes) -> None:
    for path in ("/start", "/judge", "/undo", "/add", "/practise"):
        status, _, text = guest.ask("POST", path, body)
        assert status == 400 and '"error"' in text, (path, body[:30], text)


def test_every_answer_carries_the_policy(guest: Served, stranger: Served) -> None:
    answers = [guest.ask("GET", path) for path in (*PAGES, "/assets/judge.js", "/nowhere")]
    answers += [guest.ask("POST", "/judge", b"{"), Served(guest.workbench, guest.door).ask("GET", "/start")]
    for _, headers, _ in answers:
        assert {name: headers.get(name) for name in HEADERS} == HEADERS
    policy = HEADERS["content-security-policy"]
    assert "'unsafe" not in policy and "default-src 'none'" in policy and "*" not in policy


def test_no_page_has_a_script_or_a_style_of_its_own(guest: Served) -> None:
    for path in PAGES:
        text = guest.ask("GET", path)[2]
        assert text.count("<script") == text.count('<script type="module" src="/assets/') and "<style" not in text
        assert " style=" not in text and " onclick=" not in text


def test_a_hostile_article_stays_text(guest: Served) -> None:
    status, _, text = guest.ask("GET", "/item/item-2")
    assert status == 200
    assert "<img" not in text and "<svg" not in text and "document.title='taken'</script>" not in text
    assert "javascript:" not in text and ">49<" not in text


def test_no_page_tells_a_path_of_the_machine(guest: Served, folder: Path) -> None:
    for path in (*PAGES, "/item/item-2", "/item/none", "/nowhere"):
        text = guest.ask("GET", path)[2]
        assert "kari" not in text and str(folder) not in text and str(PROJECT) not in text


@pytest.mark.parametrize(
    "name", ["../templates/item.html", "..%2Ftemplates%2Fitem.html", "none.js", "", "%2e%2e/security.py"]
)
def test_only_assets_are_assets(guest: Served, name: str) -> None:
    assert guest.ask("GET", f"/assets/{name}")[0] == 404


@pytest.mark.parametrize("other", ['other={"a": 1}', "other=a,b c", "no name", "=", 'q="'])
def test_the_cookies_of_another_program_do_not_lock_the_page(guest: Served, other: str) -> None:
    cookie = f"{other}; {guest.door.cookie}={guest.door.session}; {other}"
    assert guest.ask("GET", "/start", headers={"Cookie": cookie})[0] == 200


def test_at_the_usual_port_of_http_the_host_has_no_port() -> None:
    for host, called in (("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("0.0.0.0", "192.168.1.7")):
        assert Door(host, 80).answers_to(called) and Door(host, 80).answers_to(f"{called}:80")
        assert not Door(host, 8501).answers_to(called) and not Door(host, 80).answers_to(f"{called}:8501")
    assert not Door("127.0.0.1", 80).answers_to("evil.example") and not Door("127.0.0.1", 80).answers_to("")


def test_an_open_host_answers_to_numbers_and_its_own_name_but_to_no_domain() -> None:
    door = Door("0.0.0.0", 8501)
    assert door.answers_to("192.168.1.7:8501") and door.answers_to("[::1]:8501")
    assert not door.answers_to("evil.example:8501") and not door.answers_to("192.168.1.7:80")
    assert not Door("127.0.0.1", 8501).answers_to("192.168.1.7:8501")


def test_each_run_has_secrets_of_its_own() -> None:
    one, two = Door("127.0.0.1", 1), Door("127.0.0.1", 1)
    assert len({one.token, one.session, two.token, two.session}) == 4 and min(len(one.token), len(one.session)) >= 32


def test_nothing_forged_was_saved(folder: Path, server: Served) -> None:
    assert not [line for line in saved(folder) if "forged" in str(line.get("label_id"))]
