"""Tố cáo, that somebody broke the law, and khiếu nại, against a decision that hit the writer.

Both have doors of their own: Luật Tố cáo 2018, Luật Khiếu nại 2011 (docs/domain.md).
"""

from handlers.words.dangers.rules import WISHES, Table

_SETS = {
    "office": """
        cán_bộ công_chức chủ_tịch phó_chủ_tịch bí_thư phó_bí_thư công_an cảnh_sát csgt trưởng_thôn
        tổ_trưởng trưởng_khu_phố trưởng_khu hiệu_trưởng hiệu_phó giám_đốc phó_giám_đốc kế_toán
        địa_chính thủ_quỹ bác_sĩ y_tá giáo_viên chủ_nhiệm lãnh_đạo tư_pháp hộ_tịch trưởng_phòng
        đội_trưởng hội_trưởng trưởng_ấp trưởng_bản trưởng_hội văn_thư thủ_kho hội_phó đội_phó
        trưởng_công_an trạm_trưởng xã_đội trưởng_ban trưởng_trạm trưởng_xóm
    """,
    "person": """
        ông bà thằng =lão con_mụ mụ cô_giáo thầy_giáo anh chị thầy cô chú bác
    """,
    "crime": """
        hối_lộ tham_ô tham_nhũng ăn_chặn ăn_bớt ăn_tiền nhận_tiền đòi_tiền vòi_tiền vòi_vĩnh =vòi
        bảo_kê bao_che biển_thủ bỏ_túi lừa_đảo chiếm_đoạt rút_ruột chạy_án phong_bì lót_tay
        lập_khống khai_khống kê_khống làm_giả bán_ma_tuý buôn_ma_tuý tàng_trữ_ma_tuý ma_tuý đánh_bạc
        cá_độ cho_vay_nặng_lãi nặng_lãi lấy_trộm ăn_cắp trộm_cắp ăn_trộm lấy_tiền thu_sai lạm_thu
        nâng_điểm bán_điểm gian_lận chiếm_đất lấn_chiếm lấn_đất tống_tiền cưỡng_đoạt ngoại_tình
        tư_túi nhũng_nhiễu hạch_sách trù_dập đút_lót chạy_chức quỵt_tiền quỵt_lương cắt_xén bớt_xén
        xà_xẻo đút_túi tư_lợi trục_lợi bằng_giả sổ_khống giả_mạo đánh_dân đánh_người ăn_hoa_hồng
        bán_đất_công trốn_thuế cửa_quyền ép_mua mua_chuộc chạy_việc thụt_két chiếm_dụng bớt_tiền
        giữ_lại_tiền xây_trái_phép bán_hàng_giả bán_hàng_cấm buôn_lậu chứa_mại_dâm
        nhận_bribe bribe ôm_tiền ôm_quỹ ôm_hụi ép_học_thêm hạ_điểm trù_điểm bán_đề lộ_đề sửa_điểm
        làm_giả_chữ_ký giả_chữ_ký không_biên_lai không_hoá_đơn không_có_biên_lai khai_gian ăn_gian
        người_nhà người_thân con_cháu_vào đút_túi_riêng bán_suất chia_chác xin_đểu bắt_đóng thu_phí_chui
        thu_tiền_chui thu_chui vay_nặng_lãi cấp_khống bán_chui xén_tiền ém_tiền giữ_tiền chia_đất
        giao_thầu thông_thầu nhậu_trong_giờ gạ_tình quấy_rối sàm_sỡ ép_ký ăn_cát khai_thác_cát_lậu
        đổ_trộm xả_trộm bán_thuốc_giả buôn_người bán_bằng lấy_của_công tiêu_quỹ biển_lận cầm_quỹ
        mafia bao_cát_tặc ép_nộp thu_tiền_via_hè ăn_trên nợ_lương xài_quỹ lấy_quỹ
        hoa_hồng lừa_bà_con lừa_người góp_vốn trộm_xe trộm_đồ bán_chức thả_người đòi_tình ăn_cắp_tiền
        quan_hệ_bất_chính cặp_bồ
        giật_hụi vỡ_hụi cho_vay_lãi ăn_quỵt lừa_tiền lừa_của lừa_dân
    """,
    "money": "triệu củ nghìn k trăm chục tỷ tỉ tr đồng ngàn",
    "me": "em tôi mình tớ nhà_em nhà_tôi gia_đình_em gia_đình_tôi",
}

DENUNCIATION = Table(
    WISHES
    + """
    - phòng_chống/chống/đấu_tranh/tuyên_truyền/ngăn_chặn/phòng_ngừa/kênh/đường_dây/đường_dây_nóng/
        hòm_thư/luật/hướng_dẫn/thủ_tục/cách/quy_trình/bảo_vệ_người/nạn/tình_trạng/kỹ_năng/nguy_cơ/
        cảnh_báo/tránh .. tố_cáo/tố_giác/@crime
    - khiếu_nại tố_cáo
    - số/chỗ/nơi/đâu .. báo/phản_ánh .. @crime
    - làm_sao/cách_nào/mong/để .. chống/giảm/hạn_chế .. @crime
    - bị/mất/sợ/dễ/khỏi .. lừa_đảo/chiếm_đoạt/ăn_cắp/lấy_trộm/trộm/ăn_chặn/trộm_cắp/ăn_trộm/lừa_tiền
    - một_số/các/những/nhiều/mấy/bọn/đội_ngũ/toàn_thể @office/anh/chị/cô/chú/bác/ông/bà/thầy
    - đề_nghị/mong/nhờ/kiến_nghị/yêu_cầu/xin/đề_xuất/muốn/cần .. @office ... xử_lý/kiểm_tra/dẹp/
        ngăn_chặn/xử_phạt/tuần_tra/truy_quét/bắt/tuyên_truyền/hướng_dẫn/vào_cuộc/xuống/mở/hỗ_trợ/
        điều_tra
    - anh/chị em
    - bà con !góp/hộ/nghèo
    - chú ý/trọng
    - cô_bác/thầy_cô/cô_chú/anh_chị/ông_bà
    - công_an/cán_bộ/chủ_tịch/bí_thư/giáo_viên/bác_sĩ .. nhiệt_tình/tận_tình/tốt/thân_thiện/giỏi

    ~ @office/@person !em/chị/con/ý/trọng/sĩ/cô/mẹ ... thu_tiền/thu_phí/cấp_đất/bán_đất/lấy_đất/
        chia_đất/sòng_bạc/đánh_bài/bồ_nhí/xe_công/bồi_dưỡng/em_vợ/em_ruột/cháu_ruột/con_ruột/
        họ_hàng/tiền_dân/tiền_quỹ/tiền_cứu_trợ/nhậu_nhẹt/đánh_người/đánh_dân/làm_khó/gây_khó_dễ/
        sách_nhiễu/xài_riêng/tiêu_riêng/bỏ_riêng/hứa_lo/chạy_suất/chạy_trường/mua_phiếu/làm_ngơ/
        bẻ_cong/ép_cung/doạ_nạt/bán_đứng/lập_sòng/chứa_chấp/bán_pháo/bán_hàng_lậu/tín_dụng_đen/
        xiết_nợ/siết_nợ
    ~ @office ... trúng_thầu/mãi_lộ/trái_phép/đại_gia/của_doanh_nghiệp/hết_quỹ/nhận_đất/suất_nhà/
        bán_suất/cho_con_trai/cho_con_gái/cho_cháu/ép_học_sinh/bán_thuốc/ăn_chia/hồ_sơ_chờ/
        ngâm_hồ_sơ/giấy_giả/đòi_chia/mua_sách
    ~ thầy/cô/hiệu_trưởng/giáo_viên !cô/ơi .. ép/bắt .. học_sinh/phụ_huynh/học_trò/tụi_em/em .. mua/
        đóng/nộp/học_thêm/đi_học_thêm/tặng
    bằng_chứng/ghi_âm/video/clip ... @office ... nhận/lấy/đòi/ăn
    ~ @office .. tên !gì/là_gì/đường ... ép/đòi/nhận/lấy/=bán/ăn/chửi/đánh/bớt/ký/vòi/thu/chặn/giữ/
        hứa/gạ/doạ
    ~ @office ... =bán/đem_bán/bớt/nuốt/xén ... gạo/vắc_xin/vaccine/thuốc/quà/cứu_trợ/đất/suất/đề/
        bằng/hàng/cát/gỗ/sữa/tiền
    ~ đòi/bắt/ép/gợi_ý ... mới .. ký/làm/duyệt/giải_quyết/cấp/cho/đóng_dấu/nhận
    ~ @office ... lấy/đem/tuồn .. thuốc/quà/gạo/tiền/hàng/vật_tư ... bán/về_nhà/ra_ngoài
    ~ @office ... đứng_tên/thâu_tóm/ôm .. đất/nhà/lô_đất/đất_công/dự_án
    ~ nuốt luôn/tiền/hết
    proof/evidence/inspector/officer/official/policeman/chairman ... took/takes/accepted/received/
        demanded .. money/cash/gifts/bribe/bribes/envelope
    ~ gợi_ý bồi_dưỡng/lót_tay/phong_bì/cảm_ơn
    ~ teacher/officer/chairman/official/principal/head/mr/mrs/ms/doctor/director/police/
        policeman .. sells/sold/selling/leaked/leaks/gave/gives/hired/charges/charged/extorts/
        extorted/blackmails/covers_up/covering_up/gambles/beats/threatens
    tố_cáo/tố_giác/tố .. @person/@office/nó/hành_vi/việc/vụ/công_ty
    muốn/xin/@me/đơn/cần .. tố_cáo/tố_giác
    tố_cáo $
    @office .... @crime
    @person !em/chị/con/ý/trọng/sĩ/cô/mẹ/ngoại/nội .... @crime
    @office ... nhận/đòi/lấy/thu/ăn/cầm/xin/bắt/=vòi .. #/mấy/vài/hàng/một/hai/ba/năm/mười .. @money
    @person !em/chị/con/ý/trọng/sĩ/cô/mẹ .. nhận/đòi/lấy/ăn/cầm/=vòi .. #/mấy/vài/hàng/một/hai/ba/
        năm/mười .. @money .. của/để/mới/tiền/rồi/từ/$
    phải .. đưa/chi/lót_tay/chung_chi/đút .. @office .. mới
    đưa/biếu/đút .. phong_bì/tiền/# .. cho .. @office/ông/bà
    @office/ông/bà .. dùng/lấy/giữ/ăn/xài .. tiền/quỹ/quà .. của/hỗ_trợ/cứu_trợ/người_nghèo/
        hộ_nghèo/từ_thiện/dân/đoàn/công/lớp
    mr/mrs/ms/officer/official/chairman/principal/policeman/head/director/teacher/secretary/police/
        leader ... took/takes/take/taking/accepted/accepts/stole/steals/stealing/demands/demanded/
        asked/asks/pocketed/pockets/pocketing ... bribe/bribes/money/million/vnd/dong/funds/fund
    bribe/bribes/bribed/bribery/corrupt/corruption/embezzled/embezzles/embezzling .. mr/mrs/officer/
        official/chairman/principal/head/director
    mr/mrs/ms/officer/official/chairman/principal/head/director/policeman/police/
        secretary ... bribe/bribes/corrupt/embezzled/embezzles/corrupted/embezzling/bribery/
        selling_drugs/sells_drugs/stealing
    report .. vice_chairman/chairman/officer/official/principal/teacher/mr/mrs/head/police/
        policeman/leader/director/secretary
    chairman/officer/official/principal/mr/mrs/head/director/leader/secretary ... contract/
        contracts/land/job/jobs .. brother/wife/son/family/relatives/cousin/nephew
    ~ head/chairman/officer/official/principal/mr/mrs/ms/director/leader/secretary/
        treasurer ... pocketed/pockets/cash/fees/fees/funds/public_land/public_money/kickback/
        kickbacks
    denounce/accuse/report_mr/report_officer
    """,
    _SETS,
)

_DECISION = {
    "me": """
        em tôi mình nhà_em nhà_tôi nhà_mình gia_đình_em gia_đình_tôi gia_đình_mình gia_đình bố_em
        mẹ_em
    """,
    "us": """
        em tôi mình tui con nhà_em nhà_tôi nhà_mình gia_đình bố_em mẹ_em ba_tôi mẹ_tôi bà_em ông_em
        quán_em tiệm_em
    """,
    "adverse": """
        phạt xử_phạt thu_hồi cưỡng_chế tháo_dỡ giải_toả bị_cắt cắt_trợ_cấp cắt_hộ cắt_chế_độ bị_loại
        loại_khỏi gạch_tên gạch_khỏi bác_đơn bác_hồ_sơ từ_chối_cấp kỷ_luật đuổi_học buộc_thôi_học
        sa_thải đuổi_việc tịch_thu tạm_giữ đình_chỉ đền_bù bồi_thường giải_phóng_mặt_bằng từ_chối
        bị_bác trừ_lương trừ_điểm thu_sổ
    """,
    "wrong": """
        oan sai_luật sai trái_luật trái_pháp_luật vô_lý không_đúng xem_lại xét_lại xem_xét_lại
        huỷ_quyết_định huỷ không_đồng_ý không_chấp_nhận không_báo_trước không_ai_giải_thích
        không_giải_thích không_thông_báo không_lý_do không_rõ_lý_do vô_cớ bất_công
        không_thoả_đáng không_công_bằng phản_đối kiện yêu_cầu_trả_lại đòi_lại không_phục
        không_thuyết_phục rẻ_bèo
    """,
}

COMPLAINT = Table(
    """
    - hướng_dẫn/thủ_tục/luật/kênh/đường_dây/hòm_thư/tìm_hiểu/quy_trình/giải_quyết/giảm/lớp/
        tuyên_truyền/tiếp_nhận/cách/trả_lời/hộp_thư/hạn_chế/phổ_biến/nhiều/tránh .. khiếu_nại/
        khiếu_kiện
    - khiếu_nại . việc? thu_gom/rác/tiếng_ồn/ồn/điện/nước/mạng/wifi/xe_buýt/=đèn/karaoke
    - khiếu_nại/khiếu_kiện .. của_người_dân/của_dân/của_khách_hàng/kéo_dài/trực_tuyến
    - complaint/complaints procedure/box/hotline/form/system/channel
    - procedure/hotline/box/about_noise .. complaint/complaints

    % mong/phường_nên/trường_nên/góp_ý/đề_xuất/hướng_dẫn/công_khai
    % nên có/mở/dán/làm/đặt
    % how_do_i/how_to/how_can/guide/should/suggest
    ~ khiếu_nại/khiếu_kiện
    khiếu_nại/khiếu_kiện ... quyết_định/xử_phạt/phạt/thu_hồi/đền_bù/bồi_thường/từ_chối/cưỡng_chế/
        kỷ_luật/đuổi_học/của_tôi/nhà_tôi/nhà_em/của_em/ubnd/uỷ_ban/#/cán_bộ/cắt/không_cấp
    @us/đơn/xin/muốn khiếu_nại/khiếu_kiện .. phường/xã/trường/công_an/ubnd
    cưỡng_chế/thu_hồi/giải_toả/phá_dỡ .. nhà/đất/quán/của .. chưa/không ... nhận/đền_bù/báo/tiền/
        quyết_định/đồng
    @us/nhà .. bị .. đo/ghi/tính/cấp .. thiếu/sai/nhầm ... yêu_cầu/đề_nghị/xem_lại/sửa
    demolished/evicted/seized/confiscated/fined/expelled/fired .. without/unfair/unfairly/wrongly/
        no_reason/illegally/complain/appeal
    want/going/wish .. complain
    cut/stopped/cancelled/reduced .. my/our/grandmother_s/grandma_s/mother_s/father_s .. pension/
        benefit/benefits/allowance/subsidy
    hỗ_trợ/tái_định_cư/đền_bù/trợ_cấp ... quá_thấp/thấp/không_đủ/không_đúng ... không_đồng_ý/
        không_chấp_nhận/phản_đối/xem_lại/khiếu_nại
    giải_toả/thu_hồi/di_dời ... không/chưa .. được/có/nhận .. tái_định_cư/đền_bù/bồi_thường
    @us/tôi .. muốn/sẽ/định kiện
    rejected/denied/refused/cancelled/revoked .. my/our .. permit/application/papers/license/
        request/claim/benefits/allowance
    họ/phường/công_an/xã/uỷ_ban/đội_trật_tự/trường .. giữ/tịch_thu/lấy/đập/phá/tháo/cắt/khoá .. @us/
        xe/nhà/giấy/đồ .. sai/trái/không/oan/vô_lý
    nhà/quán/tiệm/chuồng/mái .. @us/tôi .. bị đập/phá/tháo/cưỡng_chế/thu_hồi
    yêu_cầu/đòi/muốn trả_lại/hoàn_lại/bồi_thường/huỷ .. xe/tiền/đất/nhà/giấy/hồ_sơ/quyết_định/
        biên_bản/phạt
    disagree/unfair/unjust/wrong/wrongly/contest .. fine/fined/decision/compensation/penalty/
        eviction/evicted/expelled/fired
    fine/fined/decision/compensation/penalty/expelled/land .. unfair/unjust/wrong/reviewed/review/
        cancelled/canceled/appeal/illegal/without_notice
    kn ở_đâu/quyết_định/về
    @us .... @adverse .... @wrong
    @adverse .... @us .... @wrong
    không_đồng_ý/không_chấp_nhận/phản_đối/không_phục/kiện/đòi_lại/yêu_cầu_trả_lại ... @adverse
    thu_hồi .. đất/nhà/sổ/ruộng .. @me/của_tôi/của_em/nhà_tao
    @me .. bị .. thu_hồi/cưỡng_chế/giải_toả/tịch_thu/xử_phạt/phạt/kỷ_luật/đuổi_học/sa_thải/cắt/
        từ_chối/trừ/cho_thôi_việc/cắt_hợp_đồng/tước .. sai/oan/vô_lý/trái/không_đúng/thấp/vô_cớ/
        không_thoả_đáng/bất_công/không_lý_do/không_công_bằng/không_rõ_lý_do
    đền_bù/bồi_thường .. sai/thấp/không_thoả_đáng/không_đúng/không_đủ/rẻ/rẻ_mạt/chưa_thoả_đáng/chưa/
        bèo/ít ... @me/nhà/gia_đình/$
    @me/nhà ... đền_bù/bồi_thường .. sai/thấp/không_thoả_đáng/không_đúng/không_đủ/rẻ/rẻ_mạt/chưa/
        bèo/ít
    không_đồng_ý/không_chấp_nhận/phản_đối/huỷ/xem_lại/xem_xét_lại/bất_bình ... quyết_định/
        biên_bản .. số/#/phạt/thu_hồi/kỷ_luật/đền_bù/của_phường/của_ubnd/của_trường/xử_phạt/
        giải_toả/cưỡng_chế
    quyết_định/biên_bản .. sai/trái_luật/không_đúng/oan/trái_pháp_luật .. @me/nhà/gia_đình/$
    phạt/xử_phạt/kỷ_luật/cưỡng_chế/đuổi_học/sa_thải @me/nhà .. oan/sai/vô_lý/trái_luật/
        trái_pháp_luật/vô_cớ
    @me/nhà .. bị phạt/xử_phạt/kỷ_luật/đuổi_học/sa_thải/cắt .. oan/sai/vô_lý/vô_cớ/trái_luật
    phường/xã/uỷ_ban/ubnd/trường/cán_bộ/chủ_tịch .. không_cấp/từ_chối/không_chịu_cấp/
        không_giải_quyết/cắt/trả_lại .. sổ_đỏ/hồ_sơ/giấy_phép/trợ_cấp/giấy_chứng_nhận/hỗ_trợ/
        đơn .. @me
    @me .. phường/xã/uỷ_ban/ubnd/trường .. không_cấp/từ_chối/không_chịu_cấp/cắt .. sổ_đỏ/hồ_sơ/
        giấy_phép/trợ_cấp/giấy_chứng_nhận
    ~ file/make/lodge/submit/filing .. complaint
    complaint against/about_decision/about_the_decision
    appeal/appealing/contest/challenge .. decision/fine
    complain .. decision/fine/compensation/land
    took/taken/seized/revoked .. my/our .. land/house
    compensation .. too_low/unfair/wrong/not_enough
    """,
    _DECISION,
)
