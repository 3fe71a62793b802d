"""How English writes dates, as regular expressions to be matched without regard to case."""

from __future__ import annotations

from pipeline.languages import plain_dates

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_NAME = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:,?\s*(?:at\s+|[-–|]\s*)?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*(?:[a-z]{2,5}|[+-]\d{2}:?\d{2}|z)?)?"
)
_LABEL = r"(?:(?:first\s+)?(?:published|posted|updated|date|issued)(?:\s+on)?\s*:?\s*)?"
DATE = (
    rf"(?:{plain_dates.DATE}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})"
)
_CHANGED = r"(?:\W+(?:last\s+)?(?:updated|modified)\b.{0,60})?"
DATE_LINE = rf"^\W*{_LABEL}{_DAY_NAME}(?P<date>{DATE}){_TIME}{_CHANGED}\W*$"
