"""What the house itself says, whatever the conversation."""

from __future__ import annotations

from handlers.words.catalogue import _

WELCOME_BACK = _(
    "Hello! Just write what should change and where, and I carry it to the dialogue. "
    "/ykien shows what you sent, /han the closing date."
)
HOW_TO_WRITE = _(
    "I am not sure what you mean. Write in a sentence what should change and where, "
    "or see /trogiup."
)
UNKNOWN_COMMAND = _("I do not know that command. /trogiup shows what I can do.")
IN_A_GROUP = _(
    "I only talk to one person at a time, so that nobody else reads along. "
    "Open a private chat with me to send your opinion. I am leaving this group now."
)
CHOOSE_SEND = _("If it is right as it is, choose “{send}”.")
NO_SUCH_RECEIPT = _(
    "That looks like a receipt with a wrong letter in it. Please look at it once more, letter by "
    "letter."
)
CHOOSE_ONE = _("Please choose one of the answers below.")
NOT_KEPT_YET = _("I have not kept what you just wrote: I need your answer first.")
TOO_MANY_PARTS = _("That is as much as fits into one opinion. Please send it and start another.")
EDIT_CHANGES_NOTHING = _(
    "I saw that you edited a message, but what was sent stays as it is. "
    "/ykien lets you correct it until the closing date."
)
NOTHING_OPEN = _("There is nothing open right now.")
DROPPED = _("All right, dropped. Nothing was sent.")
FIRST_QUESTION = _("This is the first question.")
GOING_ON = _("Let us go on where you were.")
OLD_BUTTON = _("That button belongs to an older question.")
OLD_BUTTON_NOTHING_OPEN = _("That button has been used already. /ykien shows what you have sent.")
WORDS_ONLY = _("I can only read words here. Please write it in a message.")
FILES_NOT_KEPT = _("I have not kept the file: please send it again once you have agreed.")
FILES_SENT = _("(file)")
GOT_FILES = _("I have the file you sent.")
TOO_FAST = _(
    "You write faster than I can read, so I have not taken what came last. Please wait a minute "
    "and send that part once more."
)
SET_ASIDE = _(
    "Something went wrong on my side with your last message, and it was not taken. "
    "Please write it once more; if it happens again, tell your branch secretary."
)
COVERED = _("(sent)")
CLOSED = _("(closed)")
CANCEL_TITLE = _("Drop what is open")
DESCRIPTION = _(
    "I carry what young people propose to the dialogue with the local chairperson. Your name is "
    "not shown unless you give it. Press Start to begin."
)
SHORT_DESCRIPTION = _("Send an opinion to the dialogue with the local chairperson.")
ONLY_A_PROGRAM = _(
    "I am only a program and cannot listen the way a person can. Please call somebody, or choose "
    "below."
)
RESTS = _("I am taking a break until {until}. Please write to me again then.")
