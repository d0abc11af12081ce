"""Tố cáo, that somebody broke the law, and khiếu nại, against a decision that hit the writer.

Both have doors of their own: Luật Tố cáo 2018, Luật Khiếu nại 2011 (docs/domain.md).
"""

from handlers.words.dangers.rules import Table

_SETS = {
    "who": """
        ông bà anh chị thầy cô chú bác thằng con_mụ lão cán_bộ công_chức chủ_tịch phó_chủ_tịch bí_thư
        công_an cảnh_sát csgt trưởng_công_an trưởng_thôn tổ_trưởng trưởng_khu_phố trưởng_khu hiệu_trưởng
        hiệu_phó giám_đốc kế_toán địa_chính thủ_quỹ bác_sĩ giáo_viên chủ_nhiệm y_tá nhân_viên sếp
        lãnh_đạo tư_pháp hộ_tịch quản_lý mr mrs
    """,
    "crime": """
        hối_lộ ăn_hối_lộ nhận_hối_lộ đưa_hối_lộ tham_ô tham_nhũng ăn_chặn ăn_bớt ăn_tiền nhận_tiền đòi_tiền
        vòi_tiền vòi_vĩnh vòi bảo_kê bao_che biển_thủ bỏ_túi lừa_đảo chiếm_đoạt rút_ruột chạy_án nhận_phong_bì đòi_phong_bì
        lót_tay lập_khống khai_khống làm_giả bán_ma_tuý buôn_ma_tuý đánh_bạc cá_độ cho_vay_nặng_lãi nặng_lãi lấy_trộm
        ăn_cắp trộm lấy_tiền thu_tiền_trái thu_sai lạm_thu nâng_điểm bán_điểm mua_điểm gian_lận chiếm_đất lấn_chiếm
        tống_tiền cưỡng_đoạt nhận_quà ngoại_tình bồ_bịch tư_túi nhũng_nhiễu hạch_sách trù_dập đút_lót chạy_chức quỵt_tiền
    """,
}

DENUNCIATION = Table(
    """
    - phòng_chống/chống/đấu_tranh/tuyên_truyền/ngăn_chặn/phòng_ngừa/kênh/đường_dây/hòm_thư/luật/hướng_dẫn/thủ_tục/cách/quy_trình/bảo_vệ_người .. tố_cáo/tố_giác/tham_nhũng/hối_lộ/lừa_đảo/tiêu_cực/tham_ô/cá_độ/đánh_bạc
    - bị .. lừa_đảo/chiếm_đoạt/ăn_cắp/lấy_trộm/trộm/ăn_chặn
    - đề_nghị/mong/nhờ/kiến_nghị/yêu_cầu .. công_an/cán_bộ/chủ_tịch/bí_thư/lãnh_đạo ... xử_lý/kiểm_tra/dẹp/ngăn_chặn/xử_phạt/tuần_tra/truy_quét/bắt

    tố_cáo/tố_giác/tố @who
    @who ... @crime
    @who ... nhận/đòi/lấy/thu/ăn/cầm .. #/mấy/vài/hàng .. triệu/củ/nghìn/k/trăm/chục/tỷ/tỉ/tr
    muốn/xin/em/tôi/mình/đơn/cần .. tố_cáo/tố_giác
    phải .. đưa/chi/lót_tay/chung_chi .. @who .. mới
    đưa/biếu .. phong_bì/tiền .. cho .. @who
    mr/mrs/officer/official/chairman/principal/policeman/head/director/teacher/secretary .. took/takes/take/accepted/accepts/stole/steals/stealing/demands/demanded/asked .. bribe/bribes/money/milion/vnd/dong
    bribe/bribed/bribery/corupt/embezled .. mr/mrs/officer/official/chairman/principal/head/director
    mr/mrs/officer/official/chairman/principal/head/director .. bribe/bribes/corupt/embezled/corupted
    denounce/acuse
    """,
    _SETS,
)

COMPLAINT = Table(
    """
    - hướng_dẫn/thủ_tục/luật/kênh/đường_dây/hòm_thư/tìm_hiểu/quy_trình/giải_quyết/giảm/lớp/tuyên_truyền/tiếp_nhận/cách/trả_lời/hộp_thư .. khiếu_nại
    - khiếu_nại .. của_người_dân/của_dân/của_khách_hàng

    khiếu_nại/khiếu_kiện
    thu_hồi .. đất/nhà/sổ .. nhà_tôi/nhà_em/gia_đình/tôi/em/của
    @me .. bị .. thu_hồi/cưỡng_chế/giải_toả/tịch_thu/xử_phạt/phạt/kỷ_luật/đuổi_học/sa_thải/cắt .. sai/oan/vô_lý/trái/không_đúng/thấp/vô_cớ/không_thoả_đáng/bất_công/không_lý_do
    đền_bù/bồi_thường .. sai/thấp/không_thoả_đáng/không_đúng/không_đủ/rẻ/chưa_thoả_đáng/chưa .. @me/nhà/gia_đình/$
    @me/nhà .. đền_bù/bồi_thường .. sai/thấp/không_thoả_đáng/không_đúng/không_đủ/rẻ/chưa
    không_đồng_ý/không_chấp_nhận/phản_đối/huỷ/xem_lại/xem_xét_lại .. quyết_định/biên_bản .. số/#/phạt/thu_hồi/kỷ_luật/đền_bù/của_phường/của_ubnd/của_trường
    phạt/xử_phạt/kỷ_luật/cưỡng_chế @me/nhà .. oan/sai/vô_lý/trái_luật/trái_pháp_luật
    @me/nhà .. bị phạt/xử_phạt/kỷ_luật .. oan/sai/vô_lý
    file/make/lodge/submit/apeal .. complaint/apeal/decision !about_noise
    complaint against
    apeal .. decision
    """,
    {
        "me": "em tôi mình nhà_em nhà_tôi nhà_mình gia_đình_em gia_đình_tôi gia_đình_mình gia_đình bố_em mẹ_em"
    },
)
