"""Whom a new installation knows to call: a beginning, which its staff check and complete.

As in docs/domain.md, with the day of the source where it is known. Whoever runs this calls each
number once and notes the day; where citizens are received, every ward enters itself.
"""

from datetime import date

from storage.contacts import Contact

STARTING_CONTACTS = (
    Contact("child", reach="111", hours="miễn phí, 24/7", hours_english="free, 24/7"),
    Contact("police", reach="113", hours="24/7"),
    Contact("fire", reach="114", hours="24/7"),
    Contact("ambulance", reach="115", hours="24/7"),
    Contact(
        "listening",
        name="Ngày Mai",
        reach="096 306 1414",
        hours="13:00–20:30, Thứ Tư – Chủ Nhật",
        hours_english="13:00–20:30, Wednesday to Sunday",
        checked_on=date(2022, 8, 1),
    ),
    Contact("citizens"),
)
