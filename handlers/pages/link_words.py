"""What a link to a file says when it gives none: whoever opens it may have no chat with the bot."""

LINK_EXPIRED = (
    "Liên kết này đã hết hạn. Bạn mở lại cuộc trò chuyện và lấy tệp mới nhé.\n"
    "This link has expired. Please open the chat again and ask for a new file.\n"
)
LINK_UNKNOWN = (
    "Không có tệp nào ở liên kết này. Bạn xem lại liên kết đã đủ chưa nhé.\n"
    "There is no file at this link. Please check that the link is complete.\n"
)
