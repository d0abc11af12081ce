"""A child, or who was one among us, is touched, forced, beaten, locked up: told by it or by others."""

from handlers.words.dangers.rules import Table

_SETS = {
    "child": """
        em con cháu bé bạn_em bạn_mình bạn_tôi em_gái em_trai đứa_bé đứa_trẻ trẻ con_gái con_trai bạn_ấy
        bạn_học tụi_em bọn_em chúng_em mình tôi tớ học_sinh nó cô_bé cậu_bé thằng_bé con_bé đứa_nhỏ em_nhỏ
        đứa_con bạn_cùng_lớp
    """,
    "adult": """
        bố mẹ ba má cha bố_mẹ ba_mẹ cha_mẹ bố_dượng dượng cha_dượng mẹ_kế dì_ghẻ mẹ_ghẻ dì chú bác cậu
        ông_nội ông_ngoại anh_trai thầy cô thầy_giáo cô_giáo giáo_viên bảo_mẫu hàng_xóm ông_hàng_xóm
        chú_hàng_xóm bác_hàng_xóm anh_họ chủ bảo_vệ huấn_luyện_viên gia_sư
    """,
    "sexual": """
        sờ_soạng sờ_mó sàm_sỡ xâm_hại hiếp hiếp_dâm cưỡng_hiếp cưỡng_bức dâm_ô quấy_rối lạm_dụng
        lạm_dụng_tình_dục giở_trò_đồi_bại giở_trò cưỡng_dâm gạ_tình gạ_gẫm
    """,
    "talk": """
        phòng_chống phòng_tránh phòng_ngừa chống tuyên_truyền truyền_thông kỹ_năng kĩ_năng tập_huấn lớp
        lớp_học chuyên_đề hội_thảo toạ_đàm nạn vấn_đề tình_trạng ngăn_chặn ngăn_ngừa bảo_vệ_khỏi tránh tự_bảo_vệ
        nguy_cơ
    """,
}

RULES = Table(
    """
    - @talk ... xâm_hại/bạo_hành/quấy_rối/lạm_dụng/hiếp_dâm/đánh_đập/dâm_ô/sàm_sỡ/bạo_lực
    - lạm_dụng thuốc/rượu/bia/điện_thoại/mạng/quyền/từ
    - quấy_rối điện_thoại/tin_nhắn/giấc_ngủ
    - đánh giá/bóng/cầu/đàn/trống/bắt/máy/dấu/thuế/rớt/rơi/đổi/đồng/thức/răng/giày/vần/trận

    @adult ... @sexual
    bị/từng_bị ... @sexual/sờ_ngực/sờ_mông/sờ_đùi
    @sexual ... @child
    sờ/sờ_vào/đụng/đụng_vào/chạm/chạm_vào/động_vào/động_chạm/bóp .. người/ngực/mông/đùi/vùng_kín/chỗ_kín/chỗ_nhạy_cảm/của_quý/vú
    @adult .. sờ/sờ_vào/động_chạm/vuốt_ve/ôm_hôn/hôn .. @child
    bắt/ép/ép_buộc/dụ/đòi/yêu_cầu/rủ .. @child .. cởi/cởi_đồ/cởi_quần/cởi_áo/quan_hệ/ngủ_cùng/ngủ_với/gửi_ảnh/ảnh_nóng/khoả_thân/xem_phim_sex/xem_phim_người_lớn/sex/nude/bán_dâm/lấy_chồng/cưới/tiếp_khách
    gửi/đòi/chụp/quay/xin/doạ .. ảnh_nóng/ảnh_nude/ảnh_khoả_thân/clip_nóng/ảnh_nhạy_cảm/video_nóng/nude
    bố_mẹ/bố/mẹ/gia_đình/ba_mẹ .. bắt/ép/gả .. lấy_chồng/cưới/tảo_hôn/lấy_vợ
    quay_lén/chụp_lén/nhìn_trộm .. @child/tắm/thay_đồ/nhà_vệ_sinh
    @adult .. đánh/đập/tát/bạo_hành/hành_hạ/đánh_đập/chửi_đánh/bóp_cổ/nhốt/trói/xích/bỏ_đói/đá/đốt/dí .. @child
    @child bị/hay_bị/toàn_bị/cứ_bị/luôn_bị/đang_bị .. đánh/đánh_đập/đập/tát/bạo_hành/hành_hạ/bóp_cổ/nhốt/trói/xích/bỏ_đói/ngược_đãi
    bị @adult .. đánh/đánh_đập/đập/tát/bạo_hành/hành_hạ/bóp_cổ/nhốt/trói/xích/bỏ_đói/ngược_đãi/chém/đuổi_ra_khỏi
    bạo_hành/đánh_đập/hành_hạ/ngược_đãi .. con/bé/cháu/trẻ/em/học_sinh/đứa
    đánh .. bầm/bầm_tím/tím/thâm/chảy_máu/gãy/nhập_viện/thừa_sống/tàn_nhẫn/dã_man
    đánh_hội_đồng/bị_đánh_hội_đồng
    bán .. bé/trẻ_em/em_bé/con_ruột
    raped/rape/molested/molest/molesting/groping/groped
    teacher/father/dad/stepfather/stepdad/uncle/mother/mom/coach/neighbour/neighbor/brother .. beats/beat/beating/hits/hit/hiting/touches/touched/touching/abuses/abused/abusing/hurts/raped/locks/starves
    sexually .. abused/assaulted/harased/harassed
    i/me/she/he/friend/kid/child/boy/girl/sister/brother .. being/is/was/get/gets/got/been .. abused/beaten/molested/touched/raped
    touches/touched/touching me/her/him/my_body/my_private .. inappropriately/private/there/everywhere/body
    send/sent/sends .. nudes/nude/naked
    """,
    _SETS,
)
