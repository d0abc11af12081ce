"""One text of each kind of what is no proposal, with a word in it that nothing else has."""

CANARY = "Zyxwq"
TEXTS = {
    "self_harm": "em không muốn sống nữa, Zyxwq ơi",
    "self_harm_hint": "chán quá, chỉ muốn biến mất luôn cho xong Zyxwq",
    "child_abuse": "thầy Zyxwq sờ soạng bạn em, bọn em k dám nói với ai",
    "emergency": "đang có đánh nhau ở cổng chợ Zyxwq, có dao, gọi công an giúp với",
    "denunciation": "Ông Trần Văn Zyxwq cán bộ địa chính nhận 20 triệu của nhà tôi để làm sổ đỏ",
    "complaint": "Nhà tôi ở Zyxwq bị thu hồi đất đền bù sai, tôi khiếu nại quyết định số 123 của UBND",
    "id_number": "Em là Nguyễn Văn Zyxwq, CCCD 038200000000, ở khu phố 5",
    "bank_number": "Em là Zyxwq, số tài khoản Vietcombank 0123456789012",
    "spam": "Nhận ngay 500k tại http://zyxwq.example/abc nhanh tay kẻo hết!!!",
    "insult": "làm ăn như c*c, toàn lũ ăn hại Zyxwq",
    "political": "bạn thấy ông chủ tịch Zyxwq thế nào, theo phe ai?",
    "under_16": "em 14 tuổi tên Zyxwq thì gửi ý kiến được ko ạ",
}
ALARMS = ("self_harm", "self_harm_hint", "child_abuse", "emergency")
LAMP = "Đèn đường ngõ 5 hỏng cả tháng nay, tối đi học về sợ lắm"
