"""What a page puts around an article goes, and no sentence of the article goes with it."""

import time

import pytest

from pipeline.ingest.text.boilerplate import (
    dates_named_in,
    is_notice,
    outlet_named_in,
    split_boilerplate,
    tells_of_more,
)
from pipeline.languages import language

ENGLISH = language("en")
SENTENCE = "Officials from Kenya and Uganda met on Wednesday to talk about the bridge."


def kept(*lines: str) -> list[str]:
    return split_boilerplate(list(lines), ENGLISH)[0]


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to continue reading. Already a subscriber? Log in to read the full story.",
        "To read this article in full you need to be a subscriber. Try one month for 1 dollar.",
        "This article is for subscribers only.",
        "The full story is available to subscribers.",
        "You have 2 free articles left this month.",
        "You’ve reached your monthly limit of free articles. Subscribe now.",
        "Already have an account? Sign in here.",
        "Sign in to read the rest of this article",
        "Register now to continue reading – it is free",
        "Unlock this article for 1 euro. Cancel any time.",
        "Continue reading with a subscription",
        "Read the full article on lakeherald.example",
        "Subscriber-only content",
        "Create a free account to read the rest of this article.",
        "Register for free to continue reading",
        "Unlock the full article for 99p",
        "Keep reading for just 1€ a month",
        "You have read 3 of 3 free articles this month",
        "Become a member to read on",
        "Log in or subscribe to read more",
        "Continue reading this article with a subscription",
        "The remainder of this article is available to subscribers.",
        "Purchase a subscription to access this article",
        "Premium content. Subscribe for full access.",
        "Your free trial has ended. Subscribe now.",
        "This is a premium article",
        "Thank you for reading! Please log in, or sign up for a new account to continue reading.",
        "The post Bridge talks end appeared first on Lake Herald.",
    ],
)
def test_a_subscription_notice_goes_and_tells_that_the_text_is_cut(line: str) -> None:
    article, dropped = split_boilerplate([SENTENCE, line], ENGLISH)
    assert (article, dropped) == ([SENTENCE], [line])
    assert tells_of_more(dropped, ENGLISH)


def test_an_offer_goes_only_below_a_notice() -> None:
    offer = "Try one month for 1 dollar."
    assert kept(SENTENCE, "Subscribe to continue reading", offer, "Cancel any time.") == [SENTENCE]
    assert kept(SENTENCE, offer) == [SENTENCE, offer]


@pytest.mark.parametrize(
    "line",
    [
        "Share on Facebook, Twitter or WhatsApp",
        "Facebook Twitter WhatsApp Email",
        "Click to share on Telegram",
        "We use cookies to give you the best experience.",
        "This site uses cookies. By continuing you agree to them.",
        "By continuing to use this site you accept our privacy policy.",
        "Accept all cookies",
        "Read more: Uganda closes the bridge",
        "READ ALSO: Uganda closes the bridge",
        "ALSO READ | Uganda closes the bridge",
        "Related: Kenya’s envoy leaves Kampala",
        "[READ MORE: Kenya’s envoy leaves Kampala]",
        "In pictures: the bridge that parted two towns",
        "Don’t miss: five bridges to see",
        "12.05 GMT",
        "12:05pm BST",
        "Updated at 14.32 EAT",
        "3 hours ago",
        "5h ago",
        "Last updated: 6 May 2020, 14:05",
        "Get the day’s top stories in your inbox every morning",
        "Sign up for our weekly newsletter",
        "Download the Lake Herald app for free",
        "Follow Lake Herald on Twitter",
        "Join our WhatsApp channel for more news",
        "Photograph: Ann Lee/Lake Herald",
        "(Photo: Ann Lee)",
        "(File photo by Ann Lee/AFP)",
        "Image source, Getty Images",
        "Image caption, Traders wait at the bridge before it opened",
        "Photo by Ann Lee",
        "Photo courtesy of Lake Herald",
        "Ann Lee/AFP",
        "AFP via Getty Images",
        "Credit: Lake Herald",
        "Article continues below",
        "Advertisement",
        "Compiled by our foreign desk from agency reports",
        "Editing by Tom Okoth",
        "© 2020 Lake Herald",
        "4 min read",
        "Skip to content",
        "Loading weather data …",
        "Please wait...",
        "This feature is temporarily unavailable. Please try again later.",
        "There was an error while loading. Please reload this page.",
        "Sponsored Ads",
        "Topics: bridges, Uganda, Kenya",
        "Filed under: Bridges",
        "Illustration by Ann Lee",
        "Courtesy of Lake Herald",
        "Cover image: the bridge at Kisumu in spring",
        "The Associated Press contributed to this report.",
        "Ann Lee and Tom Okoth of the Lake Herald contributed to this report",
        "™ & © 2020 Lake Herald, Inc. All rights reserved.",
        "Printed from https://lake.example/news/a-bridge",
        "Printed from: Lake Herald, www.lake.example",
        "Printed from Lake Herald Online",
        "Printed on Wednesday, 6 May 2020 at 10:15",
        "Printed: 6 May 2020",
        "This article was published on 6 May 2020, URL: https://lake.example/news/a-bridge",
        "This article was first published on May 6, 2020.",
        "This story was originally posted at https://lake.example/news/a-bridge on 6 May 2020",
        "This page was printed from www.lake.example/a-bridge",
        "Source URL: https://lake.example/news/a-bridge",
        "URL: https://lake.example/news/a-bridge",
        "Print this page",
        "Printer-friendly version: https://lake.example/print/7",
    ],
)
def test_a_line_of_the_page_goes(line: str) -> None:
    article, dropped = split_boilerplate([SENTENCE, line, SENTENCE], ENGLISH)
    assert article == [SENTENCE, SENTENCE]
    assert not tells_of_more(dropped, ENGLISH)


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to that view and you will lose the north, Kiptoo told Uganda.",
        "Subscribers of the Lake Herald said they were angry with Uganda.",
        "To read this treaty as a promise is wrong, Kiptoo said.",
        "To continue reading from the statement was impossible, so loud was the hall.",
        "You have articles in that treaty that Uganda never signed, he said, and we have none.",
        "Already a member of the union, Croatia asked Serbia to wait.",
        "Already an ally of Kenya, Uganda signed the treaty.",
        "Something went wrong between Kenya and Uganda that summer, and nobody has said what.",
        "Loading the ferry took Uganda two days.",
        "He said that Kenya paid. Uganda contributed to this report, too.",
        "Courtesy is what Kenya owes Uganda, Kiptoo said.",
        "Share the lake or lose it, Kiptoo told Uganda.",
        "Share this river fairly and there will be peace between Kenya and Uganda, the minister said on Monday in Kampala.",
        "Follow us or stay behind, Kiptoo told Uganda, and left for Kigali before the talks in the capital had even begun.",
        "We use cookies as a bribe, one guard at the Ugandan border joked, and coffee when cookies do not help us any further, which he says is often the case at the end of a month when nobody has been paid and the shops are closed.",
        "By continuing the blockade Uganda hurts itself, he said.",
        "Watch out for Uganda, he said.",
        "More than 200 people crossed from Uganda.",
        "More: that is what Uganda wants from Kenya, he said, and he will not get it, whatever he says in his speeches to the farmers of the north, who have seen their fields flooded for three years now.",
        "Related talks with Uganda broke down.",
        "At 12.05 GMT the minister left Kampala.",
        "12.05 was too late, Kiptoo told Uganda.",
        "Three hours ago Uganda closed the bridge.",
        "Updated rules let Kenya trade with Uganda.",
        "Photos show Ugandan soldiers on the bridge.",
        "Photos by satellite show that Ugandan troops crossed the river.",
        "Picture a bridge without guards, he told Uganda.",
        "Credit must go to Uganda, he said.",
        "The image source was not named by Uganda.",
        "Copyright law in Kenya protects no songs from Uganda.",
        "Reporting by the Lake Herald found that Uganda had paid.",
        "Editing by hand, Ugandan clerks changed the treaty.",
        "Try Uganda for a week, he said, and you will miss Kenya.",
        "Cancel any time you like, Uganda told Kenya.",
        "Log in the river stopped the Ugandan ferry.",
        "Get our soldiers home, Kenyans told the minister by phone.",
        "Listen to Uganda, he said.",
        "In pictures of the bridge Uganda saw a threat.",
        "Skip to the treaty, Kiptoo told the Ugandan envoy, and sign it.",
        "Want to read more of this into it?",
        "The post at the border was closed by Uganda.",
        "Officials declined to comment.",
        "Printed from Kampala’s presses, Ugandan stamps reached Kenya.",
        "Printed on Ugandan paper, the treaty of 1967 fell apart.",
        "Printed in 2019 by Uganda, the maps show no bridge.",
        "This article was published in Kampala. Kenya denied it.",
        "This report was published by Uganda in May 2020.",
        "This article of the treaty was Uganda’s idea.",
        "This report was written by Uganda, he said.",
        "This story was on Ugandan radio at https://radio.example, and Kenya heard it.",
        "This page was printed from the plates that Uganda had sent.",
        "Print this treaty on your hearts, he told Uganda.",
        "“This article was published on Monday,” said the Ugandan envoy, “and it is false.”",
    ],
)
def test_a_sentence_that_looks_alike_stays(line: str) -> None:
    assert kept(SENTENCE, line, SENTENCE) == [SENTENCE, line, SENTENCE]


def test_a_line_that_goes_may_say_when_the_article_was_published() -> None:
    told = ["Printed from Lake Herald", "This article was first published on 6 May 2020, URL: https://lake.example/a"]
    assert list(dates_named_in(told, ENGLISH)) == ["6 May 2020"]
    assert not list(dates_named_in(["This article was published by the Lake Herald in spring", SENTENCE], ENGLISH))


def test_comments_end_an_article_and_a_comment_in_a_sentence_does_not() -> None:
    article, dropped = split_boilerplate(["Officials declined to comment.", "Comments (12)", "Nice article!"], ENGLISH)
    assert article == ["Officials declined to comment."]
    assert dropped == ["Comments (12)", "Nice article!"]


def test_headings_below_a_list_of_links_go_until_a_sentence_comes() -> None:
    assert kept(SENTENCE, "Recommended stories", "Storm season begins early", "Cocoa prices fall", SENTENCE) == [
        SENTENCE,
        SENTENCE,
    ]


@pytest.mark.parametrize(
    "line", ["share " * 4000, "to read this article " * 2000, "Image source, " + "x" * 100_000, "a/" * 5000]
)
def test_no_line_takes_long(line: str) -> None:
    before = time.process_time()
    split_boilerplate([line], ENGLISH)
    is_notice(line[:400], ENGLISH)
    split_boilerplate([line[:400]], ENGLISH)
    assert time.process_time() - before < 0.2


def test_the_outlet_is_read_from_a_copyright_line() -> None:
    assert outlet_named_in(["© 2020 The Lagoon Times. All rights reserved."], ENGLISH) == "The Lagoon Times"


@pytest.mark.parametrize(
    "line",
    [
        "Subscribers to the treaty met in Nairobi and said that Kenya would sign.",
        "“To continue reading the treaty in this way is wrong,” the minister said.",
        "Thank you for reading.",
        "Join the union to see more trade, the minister told Kenya.",
        "Members’ stories were heard in Kisumu.",
        "Your access to the lake has ended the row, the minister said in Kampala after the talks.",
    ],
)
def test_a_sentence_of_the_article_is_no_notice(line: str) -> None:
    assert kept(SENTENCE, line) == [SENTENCE, line] and not is_notice(line, ENGLISH)
