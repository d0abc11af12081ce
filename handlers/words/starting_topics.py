"""The fourteen topics a dialogue starts with, and «Khác».

A beginning only: topics are data of a dialogue, and the office edits names and keywords. Grouped
after the fields that wards' published dialogues use. A word may stand under several topics; it
then says less for each.
"""

from dataclasses import dataclass

OTHER = "khac"


@dataclass(frozen=True, slots=True)
class StartingTopic:
    """A topic as a new dialogue gets it."""

    code: str
    name: str
    english: str
    keywords: tuple[str, ...]


def _topic(code: str, name: str, english: str, keywords: str) -> StartingTopic:
    return StartingTopic(code, name, english, tuple(" ".join(keywords.split()).split(", ")))


STARTING_TOPICS = (
    _topic(
        "viec_lam",
        "Việc làm, lao động, xuất khẩu lao động",
        "Jobs, labour, working abroad",
        """
        việc làm, tìm việc, xin việc, kiếm việc, thất nghiệp, thiếu việc, tuyển dụng, tuyển
        người, tuyển công nhân, nhà tuyển dụng, ngày hội việc làm, sàn giao dịch việc làm,
        giới thiệu việc làm, công ty, doanh nghiệp, nhà máy, xưởng may, khu công nghiệp, cụm
        công nghiệp, lao động, người lao động, lương, tiền lương, lương thấp, nợ lương, lương
        tối thiểu, thu nhập, tăng ca, làm ca, hợp đồng lao động, thử việc, nghỉ việc, sa thải,
        bảo hiểm thất nghiệp, bảo hiểm xã hội, đi làm xa, làm thêm, làm thời vụ, part-time,
        thực tập, ra trường, mới tốt nghiệp, trái ngành, đúng ngành, xuất khẩu lao động, đi
        Hàn, đi Nhật, đi Đài Loan, Hàn Quốc, Nhật Bản, môi giới, shipper, job, jobs, salary,
        work abroad, unemployed, internship
        """,
    ),
    _topic(
        "khoi_nghiep",
        "Khởi nghiệp, vay vốn, phát triển kinh tế",
        "Start-ups, loans, local economy",
        """
        khởi nghiệp, lập nghiệp, startup, start-up, vay vốn, cho vay, vay tiền, vay ưu đãi,
        nguồn vốn, vốn, thiếu vốn, quỹ hỗ trợ, thế chấp, tín chấp, ngân hàng, ngân hàng chính
        sách, lãi suất, giải ngân, thủ tục vay, bán hàng, bán hàng online, livestream, sàn
        thương mại điện tử, thương mại điện tử, quảng bá sản phẩm, đặc sản, OCOP, nông sản,
        đầu ra, mô hình kinh tế, làm kinh tế, phát triển kinh tế, làm giàu, kinh doanh, hộ
        kinh doanh, hợp tác xã, tổ hợp tác, trang trại, chăn nuôi, trồng trọt, thuỷ sản, nuôi
        tôm, làng nghề, mặt bằng, mở quán, mở tiệm, mở xưởng, thuế, phiên chợ, gian hàng,
        thương hiệu, loan, business, capital, shop
        """,
    ),
    _topic(
        "giao_duc",
        "Giáo dục, đào tạo nghề, hướng nghiệp",
        "Education, vocational training, career guidance",
        """
        học nghề, dạy nghề, đào tạo nghề, lớp nghề, trường nghề, thẻ học nghề, hướng nghiệp,
        tư vấn hướng nghiệp, chọn ngành, chọn nghề, chọn trường, tuyển sinh, học phí, học
        bổng, tiếng Anh, tiếng Nhật, tiếng Hàn, ngoại ngữ, kỹ năng mềm, kỹ năng sống, lớp kỹ
        năng, lớp học, mở lớp, khoá học, ôn thi, luyện thi, thi tốt nghiệp, đại học, cao đẳng,
        thư viện, tủ sách, đọc sách, phòng tự học, giáo viên, thầy cô, dạy thêm, học thêm,
        chương trình học, giáo dục, bỏ học, bạo lực học đường, bắt nạt, phòng học, sách giáo
        khoa, gia sư, ngoại khoá, school, scholarship, english class, library, teacher,
        vocational
        """,
    ),
    _topic(
        "chuyen_doi_so",
        "Chuyển đổi số, công nghệ",
        "Digital transformation, technology",
        """
        chuyển đổi số, công nghệ, công nghệ số, công nghệ số cộng đồng, VNeID, định danh điện
        tử, dịch vụ công trực tuyến, nộp trực tuyến, wifi, wifi miễn phí, mạng yếu, mạng chậm,
        sóng yếu, sóng điện thoại, internet, mạng internet, 4G, 5G, ứng dụng, phần mềm, app,
        cài app, website, trang web, AI, ChatGPT, trí tuệ nhân tạo, thanh toán QR, quét mã, mã
        QR, không tiền mặt, chữ ký số, kỹ năng số, máy tính, phòng máy, lập trình, tin học,
        fanpage, zalo của phường, dữ liệu số, an toàn thông tin, số hoá, software, coding,
        computer, digital
        """,
    ),
    _topic(
        "moi_truong",
        "Môi trường",
        "Environment",
        """
        rác, bãi rác, đổ rác, rác thải, thu gom rác, xe rác, đổ trộm, xả rác, vứt rác, thùng
        rác, phân loại rác, phân loại, tái chế, pin cũ, mùi hôi, bốc mùi, hôi thối, ô nhiễm,
        môi trường, khói, bụi, khói bụi, đốt rơm, đốt rác, xi măng, nhà máy xả thải, mỏ đá,
        chở đá, nước thải, xả thải, nước bẩn, kênh, mương, sông, hồ ô nhiễm, bờ kênh, cá chết,
        cây xanh, trồng cây, chặt cây, túi ni lông, rác nhựa, nhựa, tiếng ồn, ồn ào, loa kẹo
        kéo, karaoke, nước sạch, chó thả rông, phân chó, vệ sinh môi trường, ruồi muỗi, trash,
        garbage, rubbish, pollution, recycle, noise, dust
        """,
    ),
    _topic(
        "giao_thong",
        "Giao thông",
        "Traffic",
        """
        giao thông, an toàn giao thông, ổ gà, đường hỏng, đường xấu, đường xuống cấp, sửa
        đường, làm đường, mở rộng đường, đường hẹp, mặt đường, xe tải, xe ben, xe container,
        container, quá tải, đèn tín hiệu, đèn giao thông, đèn đỏ, đèn xanh đỏ, gờ giảm tốc,
        giảm tốc, vạch kẻ, vạch sang đường, qua đường, sang đường, biển báo, gương cầu, kẹt
        xe, tắc đường, ùn tắc, giờ cao điểm, tai nạn, va quệt, ngã xe, cổng trường, ngã tư,
        ngã ba, vòng xuyến, vỉa hè, lấn chiếm, lấn chiếm vỉa hè, đỗ xe, đậu xe, bãi đỗ xe, xe
        buýt, trạm xe buýt, tuyến xe, đường ngang, đường sắt, đường tàu, cầu yếu, phóng nhanh,
        đi ngược chiều, mũ bảo hiểm, traffic, traffic light, parking, bus, pothole, crossing,
        accident
        """,
    ),
    _topic(
        "ha_tang",
        "Hạ tầng, điện, nước, thoát nước",
        "Infrastructure, power, water, drainage",
        """
        hạ tầng, đèn đường, bóng đèn, cột đèn, đèn hỏng, đèn chiếu sáng, điện chiếu sáng,
        chiếu sáng, tối om, đường tối, ngõ tối, mất điện, cúp điện, điện yếu, trạm biến áp,
        cột điện, dây điện, cáp viễn thông, dây cáp, cống, tắc cống, cống tắc, nắp cống, hố
        ga, ngập, ngập nước, ngập úng, ngập lụt, mưa là ngập, thoát nước, rãnh thoát nước,
        nước máy, mất nước, nước yếu, nước sinh hoạt, đường ống, công viên, ghế đá, vườn hoa,
        nhà vệ sinh công cộng, quy hoạch, dự án treo, công trình dở dang, thi công, đào đường,
        bê tông hoá, kè, cầu, chợ xuống cấp, trụ sở xuống cấp, street light, street lights,
        lamp, flood, flooding, drain, water supply, electricity, park
        """,
    ),
    _topic(
        "van_hoa_the_thao",
        "Văn hoá, thể thao, sân chơi",
        "Culture, sport, places to play",
        """
        sân bóng, sân cỏ, sân chơi, sân tập, sân vận động, bóng đá, bóng chuyền, bóng rổ, cầu
        lông, pickleball, bóng bàn, đá bóng, chơi bóng, phòng gym, tập thể dục, dụng cụ thể
        dục, thiết bị thể thao, thể thao, thể dục, khu vui chơi, chỗ chơi, vui chơi, nhà văn
        hoá, khoá cửa, sinh hoạt văn hoá, hồ bơi, bể bơi, học bơi, dạy bơi, đuối nước, giải
        đấu, giải bóng, esports, game, văn nghệ, đêm nhạc, ca nhạc, âm nhạc, acoustic, nhảy,
        dân vũ, lễ hội, trò chơi, văn hoá, truyền thống, di tích, di sản, bảo tàng, du lịch,
        CLB, câu lạc bộ, rạp phim, chiếu phim, phố đi bộ, không gian sáng tạo, football,
        playground, sport, gym, swimming, music, festival, culture
        """,
    ),
    _topic(
        "nha_o",
        "Nhà ở, đất đai",
        "Housing, land",
        """
        nhà ở, nhà ở xã hội, nhà trọ, phòng trọ, khu trọ, thuê trọ, ở trọ, tiền trọ, chủ trọ,
        giá trọ, thuê nhà, tiền thuê nhà, giá thuê, giá điện trọ, mua nhà,
        giá nhà, trả góp, chung cư, căn hộ, ký túc xá, đất ở, đất đai, giá đất, sổ đỏ, cấp sổ,
        giấy chứng nhận quyền sử dụng đất, quyền sử dụng đất, tách thửa, chuyển đổi đất, đất
        nông nghiệp, tái định cư, giải phóng mặt bằng, đền bù, thu hồi đất, đấu giá đất, xây
        nhà, giấy phép xây dựng, nhà tạm, nhà dột nát, housing, rent, apartment, land
        """,
    ),
    _topic(
        "suc_khoe",
        "Y tế, sức khoẻ",
        "Health",
        """
        y tế, trạm y tế, bệnh viện, phòng khám, khám bệnh, khám sức khoẻ, bác sĩ, thuốc, bảo
        hiểm y tế, sức khoẻ, sức khoẻ tinh thần, tâm lý, stress, áp lực, trầm cảm, lo âu, mất
        ngủ, tư vấn tâm lý, phòng tư vấn, sức khoẻ sinh sản, giới tính, giáo dục giới tính,
        tránh thai, phá thai, băng vệ sinh, tiêm, tiêm chủng, vắc xin, dinh dưỡng, bữa ăn,
        căng tin, ngộ độc, hiến máu, an toàn thực phẩm, thực phẩm bẩn, cận thị, dịch bệnh, sốt
        xuất huyết, HIV, sơ cứu, cấp cứu, rượu bia, health, clinic, hospital, doctor, mental
        health, counselling, counselor, vaccine
        """,
    ),
    _topic(
        "an_ninh_trat_tu",
        "An ninh trật tự, ma tuý, tệ nạn",
        "Public order, drugs, crime",
        """
        an ninh, trật tự, an ninh trật tự, công an, ma tuý, nghiện, tệ nạn, tệ nạn xã hội,
        thuốc lá điện tử, thuốc lá, vape, pod, shisha, bóng cười, cần sa, trộm, trộm cắp, mất
        trộm, mất xe, cướp, cướp giật, đánh nhau, gây rối, tụ tập, côn đồ, hung khí, đua xe,
        nẹt pô, bốc đầu, cờ bạc, cá độ, lô đề, tín dụng đen, đòi nợ, lừa đảo, bị lừa, lừa đảo
        qua mạng, hack, mất tài khoản, camera, camera an ninh, tuần tra, bảo vệ, quán bar,
        quán nhậu, quấy rối, biến thái, phòng cháy, chữa cháy, police, drugs, theft, thief,
        scam, fight, security, vaping
        """,
    ),
    _topic(
        "doan_hoi",
        "Tổ chức Đoàn – Hội, tình nguyện",
        "Youth Union, volunteering",
        """
        chi đoàn, đoàn viên, đoàn phường, sinh hoạt chi đoàn, sinh hoạt Đoàn,
        buổi sinh hoạt, hoạt động Đoàn, tổ chức Đoàn, cán bộ Đoàn, đoàn phí, kết nạp, kết nạp
        đoàn viên, sổ đoàn, rút sổ đoàn, bí thư, bí thư chi đoàn, hội liên hiệp,
        hội viên, tình nguyện, tình nguyện viên, mùa hè xanh, hoạt động hè, tiếp sức mùa
        thi, đoàn chỉ họp, họp hành, điểm danh, phong trào, kinh phí hoạt động, chỉ tiêu,
        thành tích, hình thức, áo xanh, ngày công tình nguyện, giao lưu, trại hè, cắm trại,
        kết nạp Đảng, phát triển Đảng, hiến máu tình nguyện, đoàn, youth union, volunteer,
        volunteering, branch meeting
        """,
    ),
    _topic(
        "cai_cach_hanh_chinh",
        "Cải cách hành chính",
        "Public services, paperwork",
        """
        thủ tục, thủ tục hành chính, hành chính, hồ sơ, nộp hồ sơ, làm hồ sơ, tiếp nhận hồ sơ,
        điểm tiếp nhận, một cửa, bộ phận một cửa, trả kết quả, chờ lâu, xếp hàng, lấy số, hẹn,
        giấy hẹn, thái độ, thái độ cán bộ, cán bộ tiếp dân, hách dịch, sáp nhập, sau sáp nhập,
        trụ sở, trụ sở mới, trụ sở cũ, phường cũ, phường mới, bỏ cấp huyện, đổi giấy tờ, giấy
        tờ, căn cước, làm căn cước, khai sinh, kết hôn, đăng ký kết hôn, tạm trú, thường trú,
        hộ khẩu, xác nhận, công chứng, chứng thực, lý lịch, phí, lệ phí, chạy đi chạy lại, đi
        lại nhiều lần, làm việc thứ bảy, ngoài giờ, bảng chỉ dẫn, số hotline, đường dây nóng,
        dịch vụ công, paperwork, procedure, office hours, certificate, documents, merger
        """,
    ),
    _topic(
        "chinh_sach_xa_hoi",
        "Chính sách xã hội, nghĩa vụ quân sự, thanh niên yếu thế",
        "Social policy, military service, support",
        """
        khuyết tật, người khuyết tật, xe lăn, tật nguyền, hộ nghèo, cận nghèo, thoát nghèo,
        gia đình khó khăn, hoàn cảnh khó khăn, mồ côi, neo đơn, người già, trợ cấp, trợ giúp
        xã hội, bảo trợ, chính sách xã hội, chính sách hỗ trợ, gia đình chính sách, thương
        binh, liệt sĩ, nghĩa vụ quân sự, đi nghĩa vụ, nhập ngũ, khám tuyển, khám nghĩa vụ,
        xuất ngũ, bộ đội xuất ngũ, dân quân, dân tộc, dân tộc thiểu số, bình đẳng giới, bạo
        lực gia đình, trẻ em, trẻ em nghèo, lao động trẻ em, người cai nghiện, sau cai, tái
        hoà nhập, yếu thế, LGBT, đồng tính, kỳ thị, mẹ đơn thân, cứu trợ, disabled,
        disability, wheelchair, poor families, military service, orphan, gender equality
        """,
    ),
    StartingTopic(OTHER, "Khác", "Other", ()),
)
