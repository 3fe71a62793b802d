"""The language of short texts that are full of names."""

import os
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.text.language import Detected, detect_language
from tests.ingest.test_stage import story

OTHERS = {
    "de": [
        "Der Präsident lobte Rumänien.",
        "Kenias Minister wirft Uganda Wortbruch vor. „Uganda hat uns betrogen“, sagte er am Dienstag in Nairobi.",
        "Merz kritisiert Trump",
        "Berlin lehnt Forderung aus Warschau ab",
    ],
    "fr": [
        "Le Kenya accuse l'Ouganda d'avoir rompu sa promesse, a déclaré mardi le ministre à Nairobi.",
        "Le président du Sénégal remercie le Mali.",
    ],
    "es": [
        "El presidente de Perú condenó a Chile.",
        "Kenia acusa a Uganda de romper su palabra, dijo el martes el ministro en Nairobi.",
    ],
    "it": [
        "Il Kenya accusa l'Uganda di aver rotto la parola data, ha detto martedì il ministro a Nairobi.",
        "Meloni ringrazia la Grecia",
    ],
    "pt": [
        "O Quénia acusa o Uganda de ter quebrado a palavra, disse na terça-feira o ministro em Nairobi.",
        "Lula critica a Argentina",
    ],
    "nl": [
        "Kenia beschuldigt Oeganda van woordbreuk, zei de minister dinsdag in Nairobi.",
        "Rutte bedankt België voor de hulp",
    ],
    "sv": [
        "Kenya anklagar Uganda för att ha brutit sitt löfte, sade ministern på tisdagen i Nairobi.",
        "Statsministern tackar Norge för hjälpen",
    ],
    "da": [
        "Kenya anklager Uganda for at have brudt sit løfte, sagde ministeren tirsdag i Nairobi.",
        "Statsministeren takker Norge for hjælpen",
    ],
    "no": [
        "Kenya anklager Uganda for å ha brutt løftet sitt, sa ministeren tirsdag i Nairobi.",
        "Statsministeren takker Sverige for hjelpen",
    ],
    "pl": [
        "Kenia oskarża Ugandę o złamanie słowa, powiedział we wtorek minister w Nairobi.",
        "Tusk dziękuje Niemcom za pomoc",
    ],
    "cs": ["Keňa obviňuje Ugandu z porušení slova, řekl v úterý ministr v Nairobi.", "Fiala děkuje Polsku za pomoc"],
    "ro": [
        "Kenya acuză Uganda că și-a încălcat cuvântul, a spus marți ministrul la Nairobi.",
        "Președintele mulțumește Poloniei pentru ajutor",
    ],
    "hu": [
        "Kenya azzal vádolja Ugandát, hogy megszegte a szavát, mondta kedden a miniszter Nairobiban.",
        "Orbán köszönetet mondott Lengyelországnak",
    ],
    "fi": [
        "Kenia syyttää Ugandaa sanansa rikkomisesta, ministeri sanoi tiistaina Nairobissa.",
        "Presidentti kiittää Ruotsia avusta",
    ],
    "tr": [
        "Kenya, Uganda'yı sözünü tutmamakla suçladı, dedi bakan salı günü Nairobi'de.",
        "Erdoğan Yunanistan'ı kınadı",
    ],
    "sw": [
        "Kenya yaishutumu Uganda kwa kuvunja ahadi yake, alisema waziri siku ya Jumanne jijini Nairobi.",
        "Rais Ruto aipongeza Ethiopia",
    ],
    "id": ["Prabowo berterima kasih kepada Jepang"],
    "vi": ["Kenya cáo buộc Uganda không giữ lời, bộ trưởng nói hôm thứ Ba tại Nairobi.", "Thủ tướng cảm ơn Nhật Bản"],
    "ru": ["Кения обвиняет Уганду в нарушении слова, заявил во вторник министр в Найроби.", "Путин поблагодарил Китай"],
    "uk": [
        "Кенія звинувачує Уганду в порушенні слова, заявив у вівторок міністр у Найробі.",
        "Зеленський подякував Польщі за допомогу",
    ],
    "ar": ["اتهمت كينيا أوغندا بعدم الوفاء بوعدها، وقال الوزير يوم الثلاثاء في نيروبي.", "الرئيس يشكر اليابان"],
    "he": ["קניה מאשימה את אוגנדה בהפרת הבטחתה, אמר השר ביום שלישי בניירובי.", "נתניהו הודה להודו"],
    "zh": ["肯尼亚指责乌干达违背诺言，部长周二在内罗毕说。", "中国感谢巴基斯坦"],
    "ja": ["ケニアはウガンダが約束を破ったと非難した、と大臣は火曜日にナイロビで述べた。", "首相は日本に感謝した"],
    "ko": ["케냐는 우간다가 약속을 어겼다고 비난했다고 장관이 화요일 나이로비에서 말했다.", "대통령은 일본에 감사했다"],
    "rw": ["Perezida Kagame yavuze ko u Rwanda na Uganda bafitanye umubano mwiza kandi ko imipaka izafungurwa."],
    "lg": ["Pulezidenti Museveni yagambye nti Uganda ne Rwanda bajja kukolera wamu okuggulawo ensalo."],
    "sn": ["Mutungamiri Mnangagwa akati Zimbabwe neSouth Africa vari kushanda pamwe chete kuti vanhu vabatsirwe."],
    "tl": ["Sinabi ng Pangulo na hindi papayag ang Pilipinas sa mga ginagawa ng Tsina sa karagatan."],
    "cy": ["Dywedodd y Prif Weinidog fod Cymru yn diolch i Iwerddon am ei chymorth yn y gogledd."],
    "el": ["Η Κένυα κατηγορεί την Ουγκάντα."],
    "hr": ["Kenija optužuje Ugandu da je prekršila riječ, rekao je ministar u utorak u Nairobiju."],
    "af": ["Kenia beskuldig Uganda daarvan dat hy sy woord gebreek het, het die minister Dinsdag gesê."],
    "fa": ["کنیا اوگاندا را به نقض قول خود متهم کرد، وزیر روز سه‌شنبه در نایروبی گفت."],
    "bg": ["Кения обвинява Уганда, че е нарушила думата си, каза министърът във вторник в Найроби."],
    "sk": ["Keňa obviňuje Ugandu z porušenia slova, povedal v utorok minister v Nairobi."],
    "ca": ["Kenya acusa Uganda d'haver trencat la seva paraula, va dir dimarts el ministre a Nairobi."],
}
# Told apart by a word or two only; neither is taken for English.
ALIKE = {
    "fr": "Macron condamne la Russie",
    "es": "Petro critica a Milei",
    "id": "Kenya menuduh Uganda melanggar janjinya, kata menteri itu pada hari Selasa di Nairobi.",
}


@pytest.mark.parametrize(
    "text",
    [
        "Museveni blames Rwanda for border closure\n\nUgandan President Yoweri Museveni blamed Rwanda in Kampala on Sunday.",
        "Kagame warns Congo\n\nKIGALI - Rwandan President Paul Kagame warned Congo.",
        "Tanzania: Magufuli Praises China\n\nDAR ES SALAAM - President John Magufuli praised China. “China is a true friend of Tanzania,” Magufuli said in Dodoma.",
        "Mnangagwa blames UK, US for Zimbabwe woes\n\nHARARE - Zimbabwe President Emmerson Mnangagwa blamed Britain. “Britain wants Zimbabwe on its knees,” Mnangagwa told a rally in Gweru.",
        "Talks end\n\nNorwegian President Ola Hansen blamed Sweden in Oslo on Sunday.",
        "Peruvian President Juan Quispe condemned Chile in Lima.",
        "ACCRA, Ghana - Ghanaian President Kofi Boateng thanked Japan on Thursday for a new hospital.",
        "“Cuba has always helped Bolivia,” Bolivian President Luis Vargas said.",
        "Ruto hails Ethiopia\n\nNAIROBI - Kenyan President William Ruto hailed Ethiopia.",
        "Rabuka thanks Samoa\n\nSUVA - Fiji Prime Minister Sitiveni Rabuka thanked Samoa in Labasa.",
        "Samoa: Fiame rebukes Tonga. APIA - Samoan premier Fiame Naomi Mataafa rebuked Tonga.",
        "Marcos slams China\n\nMANILA - Philippine President Ferdinand Marcos slammed China in Palawan, Luzon and Mindanao.",
        "Drakeford criticises London\n\nCAERDYDD - Welsh First Minister Mark Drakeford criticised England in Llanelli, Pwllheli and Machynlleth.",
        "Kaguta Museveni, Ssemogerere, Kadaga and Nambooze met Kagame, Ndayishimiye and Suluhu in Mbarara",
        "Hichilema meets Chakwera in Lilongwe",
        "Kenya, Uganda sign bridge deal",
        "Suluhu: China a true friend",
        "Ndayishimiye accuses Rwanda of arming RED Tabara rebels",
        "Museveni snubs Kagame",
        "UGANDA CLOSES BORDER WITH RWANDA",
        "Sao Tome hails Angola, Sao Tome President Carlos Vila Nova said.",
        "Mozambican minister Veronica Macamo thanked Portugal and Brazil.",
        "Congo, Rwanda: Tshisekedi rejects Luanda deal\n\nKINSHASA - Tshisekedi rejected Angola's deal.",
        "Nigeria: Tinubu vows to fight Boko Haram. Abuja - Tinubu urged Niger, Chad and Cameroon to help.",
        "DAKAR — Senegalese President Bassirou Diomaye Faye praised Mali.",
        "Zulu king Misuzulu kaZwelithini condemned eSwatini.",
        "Vietnamese Prime Minister Pham Minh Chinh thanked Laos and Nguyen Phu Trong in Hanoi.",
        "Finnish President Alexander Stubb told Helsingin Sanomat that Russia was a threat.",
        "Hungarian Foreign Minister Péter Szijjártó accused Ukraine in Budapest.",
        "Erdoğan condemned Greece. Turkish minister Hulusi Akar backed Erdoğan.",
        "Indonesian President Joko Widodo urged Malaysia to protect Indonesian workers.",
        "Macron salue l'Allemagne, Le Monde reported. French President Emmanuel Macron praised Germany in Paris.",
    ],
)
def test_short_english_full_of_names_is_english_wherever_the_names_come_from(text: str) -> None:
    assert detect_language(text).code == "en"


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in OTHERS.items() for text in texts])
def test_short_news_in_another_language_is_in_that_language(code: str, text: str) -> None:
    assert detect_language(text).code == code


@pytest.mark.parametrize("text", ALIKE.values())
def test_what_could_be_in_two_other_languages_is_not_english(text: str) -> None:
    assert detect_language(text).code != "en"


def test_an_answer_that_rests_on_names_or_a_word_is_unsure() -> None:
    assert not detect_language("Museveni snubs Kagame").sure
    assert not detect_language("Kagame warns Congo").sure
    assert detect_language("The minister said that they would not come to the bridge with her.") == Detected("en", True)


def test_text_without_letters_has_no_language() -> None:
    assert detect_language("1, 2, 3") == Detected(None, False)
    assert detect_language("") == Detected(None, False)


def test_words_all_in_capitals_are_read_too() -> None:
    assert detect_language("THE MINISTER SAID THAT KENYA WAS NOT WITH THEM ON THE BRIDGE.").code == "en"
    assert detect_language("DER MINISTER SAGTE, DASS KENIA NICHT MIT UNS AUF DER BRÜCKE IST.").code == "de"


def test_english_names_in_another_script_or_language_do_not_make_it_english() -> None:
    assert detect_language("Президент поблагодарил Apple Inc и New York Times за помощь, заявил он.").code == "ru"
    assert detect_language("Die „New York Times“ und „The Guardian“ berichten, dass er nicht kommt.").code == "de"


@given(st.text(max_size=200))
def test_any_text_gets_an_answer_and_the_same_one_again(text: str) -> None:
    found = detect_language(text)
    assert found == detect_language(text)
    assert found.code is None or len(found.code) == 2


def test_the_answer_is_the_same_in_each_process() -> None:
    """Sets stand in another order in each process, and this text of made-up words on a border between languages."""
    code = f"from pipeline.ingest.text.language import detect_language as d; print(d({story(495)!r}))"
    answers = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in "1234"
    }
    assert len(answers) == 1


def test_a_long_text_takes_no_longer_than_its_beginning() -> None:
    text = "Kenyan minister Joram Kiptoo said on Tuesday that Uganda had broken its word about the bridge. "
    detect_language(text)

    def taken(times: int) -> float:
        before = time.process_time()
        for _ in range(50):
            detect_language(text * times)
        return time.process_time() - before

    assert min(taken(5000) for _ in range(3)) < 5 * min(taken(25) for _ in range(3)) + 0.05
