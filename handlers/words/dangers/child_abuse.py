"""A child, or who was one among us, is touched, forced, beaten, locked up: told by it or by others."""

from handlers.words.dangers.rules import WISHES, Table

_SETS = {
    "child": """
        em con cháu bé bạn_em bạn_mình bạn_tôi em_gái em_trai đứa_bé đứa_trẻ trẻ con_gái con_trai
        bạn_ấy bạn_học tụi_em bọn_em chúng_em mình tôi tớ tao học_sinh nó cô_bé cậu_bé thằng_bé
        con_bé đứa_nhỏ em_nhỏ đứa_con bạn_cùng_lớp các_bé bạn_nữ bạn_nam bọn_trẻ đứa_cháu
    """,
    "adult": """
        bố mẹ ba má cha bố_mẹ ba_mẹ cha_mẹ bố_dượng dượng cha_dượng mẹ_kế dì_ghẻ mẹ_ghẻ dì chú bác
        cậu ông_nội ông_ngoại ông bà anh_trai thầy cô thầy_giáo cô_giáo giáo_viên bảo_mẫu hàng_xóm
        ông_hàng_xóm chú_hàng_xóm bác_hàng_xóm anh_họ chủ ông_chủ bảo_vệ huấn_luyện_viên gia_sư
        bố_nó mẹ_nó ba_nó bố_bạn mẹ_bạn bố_đẻ mẹ_đẻ bố_ruột người_lớn người_lạ bạn_trai
        ông_già gã thằng lão chú_rể anh_rể ông_thầy
    """,
    "sexual": """
        sờ_soạng sờ_mó sàm_sỡ xâm_hại hiếp hiếp_dâm cưỡng_hiếp cưỡng_bức =dâm_ô =quấy_rối bị_quấy_rối lạm_dụng
        giở_trò_đồi_bại giở_trò cưỡng_dâm gạ_tình gạ_gẫm làm_nhục xâm_phạm_thân_thể làm_chuyện_bậy
        làm_bậy làm_chuyện_đó làm_chuyện_người_lớn đồi_bại biến_thái mò_mẫm
    """,
    "beats": """
        đánh đập tát bạo_hành hành_hạ đánh_đập bóp_cổ nhốt trói xích bỏ_đói đá =đốt ngược_đãi
        quất vụt đấm dúi_đầu dìm tạt_nước_sôi tạt hắt_nước_sôi nhét_khăn nhét_giẻ bịt_miệng véo cấu
        dí_điếu_thuốc dí_thuốc_lá đánh_roi abuse bạt_tai tát_tai đạp khoá_trong treo_lên lấy_dây
        bị_bầm cầm_roi lôi_ra chửi_rủa doạ_giết
    """,
    "minor": """
        con_bé thằng_bé bé cháu_bé cháu đứa_nhỏ đứa_trẻ đứa_bé em_bé con_nít hai_đứa mấy_đứa trẻ_con
        trẻ_em lớp_# #_tuổi thằng_nhỏ con_nhỏ nhóc thằng_cu bé_gái bé_trai em_gái em_trai con_gái
        kid kids child children toddler baby
    """,
    "hurt": """
        bị_đánh bị_đập bị_nhốt bị_trói bị_xích bị_bỏ_đói bị_tát bị_hành_hạ bị_bạo_hành bị_abuse bị_quất
        bị_chửi_đánh bị_bỏ_rơi bị_bắt_nhịn bị_lạm_dụng bị_xâm_hại bị_sàm_sỡ bị_ép bị_doạ bị_lột bị_dụ_dỗ
        bị_bóp_cổ bị_ngược_đãi không_được_ăn không_cho_ăn nhét_khăn nhét_giẻ bịt_miệng tạt_nước_sôi
        tạt_nước bắt_quỳ bắt_nhịn bắt_ăn_xin bắt_đi_ăn_xin bắt_bán_vé_số vết_bầm bầm_tím vết_lằn vết_roi
        bỏng_thuốc_lá khoá_cửa dụ_dỗ đánh_đập bạo_hành hành_hạ dây_nịt thắt_lưng bị_bố bị_mẹ bị_ba
        bị_dượng bị_cha bị_cô_giáo bị_thầy bỏ_đói quất ngoài_trời_cả_đêm bị_đuổi_ra bị_cưỡng
    """,
    "talk": """
        lớp_kỹ_năng lớp_dạy lớp_học_về vấn_đề_về nạn tình_trạng_chung luật_về nguy_cơ_bị dấu_hiệu_bị
        phòng_chống phòng_tránh phòng_ngừa chống tuyên_truyền truyền_thông kỹ_năng kĩ_năng tập_huấn
          chuyên_đề hội_thảo toạ_đàm nạn   ngăn_chặn ngăn_ngừa tránh
        tự_bảo_vệ   đường_dây_nóng   giáo_dục  nói_về
    """,
}

RULES = Table(
    WISHES
    + """
    - hồi_nhỏ/ngày_bé/hồi_bé ... đánh
    - @talk .. xâm_hại/bạo_hành/quấy_rối/lạm_dụng/hiếp_dâm/đánh_đập/dâm_ô/sàm_sỡ/bạo_lực/tảo_hôn/
        bắt_nạt/ngược_đãi
    - lạm_dụng thuốc/rượu/bia/điện_thoại/mạng/quyền/từ/game/chất
    - quấy_rối điện_thoại/tin_nhắn/giấc_ngủ
    - đánh giá/bóng/cầu/đàn/trống/bắt/máy/dấu/thuế/rớt/rơi/đổi/đồng/thức/răng/giày/vần/trận/vào/lừa/
        số
    - đánh nhau
    - chồng/vợ .. đánh
    - nhà/quán/xe/cửa/tiệm em/tôi/mình/của bị . =đập/đá/phá/đốt
    - cứu .. em/tôi/mình .. bị nhốt
    - kẹt .. trong ... khoá
    - em/tôi/mình .. bị nhốt ... không_ra_được/cứu
    - danh sách/hiệu/mục/dự/tiếng/sư/bạ/nghĩa/lam
    - =đập/=đá bóng/cầu/tan/thuỷ_điện/nước/phá/bỏ
    - =ba .. đá
    - chủ_động/chủ_tịch/chủ_trương/chủ_yếu/chủ_đề/bác_sĩ/chú_ý/bảo_vệ_môi_trường/thầy_cô
    - nhốt/xích/trói .. chó/xe/gà/lợn/trâu/bò

    bị @adult/chú_lạ/ông_lạ ... =hôn/=ôm/=chạm/cởi_đồ/cởi_áo/cởi_quần/sờ_mó/đụng_chạm
    bảo/kêu/nhờ/cho_tiền/cho_kẹo/dỗ/nói .. @child .. cởi/cởi_áo/cởi_quần/cởi_đồ/cho_sờ/cho_xem
    bị_bắt .. đi_làm/làm_việc/nghỉ_học/phục_vụ/tiếp_khách/đi_bán/bán_dâm .. quán/karaoke/$/ngày/đêm
    có_thai/có_bầu/mang_thai .. với/của/do .. @adult
    có_thai/có_bầu/mang_thai ... mới/lớp .. #
    không/chưa mặc .. đồ/quần_áo/gì .. chụp/ảnh/cho
    chụp/quay/gửi .. ảnh/hình/clip .. không_mặc/hở/trần_truồng/khoả_thân/lúc_tắm
    ~ @adult .. =hôn/=ôm/=sờ/=chạm .. @child/$/eo/mông/ngực/đùi
    dirty/nude/naked/sexual .. pics/pictures/photos/videos/messages
    bruises/bruise ... girl/boy/kid/child/baby/son/daughter/her/him/his
    doesn_t/don_t/not/never/won_t feed .. child/kid/son/stepson/daughter/stepdaughter/baby/him/her/
        them
    # yo/year_old/years_old .. girl/boy/sister/brother/cousin/daughter/son/kid .. asks/asked/pics/
        pictures/meet/touched/beaten/hit/alone/locked
    ~ @adult .. =sờ/so/mo/chui_vào/leo_lên/nằm_cạnh .. em/con/bé/cháu/giường .. lúc/khi/ngủ/đêm/tối/$
    bố/mẹ/ba/má/cha .. bắt .. em/con/bé/cháu .. nghỉ_học/đi_làm/phụ_hồ/ăn_xin/bán_vé_số ... đánh/chửi/nhịn/đập
    lock/locks/locked/beat/beats/hit/hits/starve/starves .. kid/kids/child/children/boys/girls/students/baby
    someone/somebody/man/guy/stranger/he/they .. touched/groped/grabbed/molested .. me/my/her
    ~ @minor ... bị . người_lớn/chủ/bố/mẹ .. nhéo/véo/đánh/tát/bắt/chửi/cấu
    ~ @minor/em_nhỏ ... bị . bắt/đánh/ép/doạ/mắng_chửi/lôi/trói/nhốt
    bị .. bắt/ép .. xem/coi .. phim
    burned/burnt/burns/threw/locked/choked/choking/kicked/slapped/punched .. my/his/her/the/
        a .. little/brother/sister/kid/child/son/daughter/baby/cousin/girl/boy/toddler
    ~ @adult .. vô/vào/lên/mò_vào/lẻn_vào phòng .. em/con/bé/cháu/đêm/nó/tối
    ~ @adult .. gọi/kêu/bắt/dụ/rủ em/con/cháu/bạn_em/bé/tụi_em .. phòng/nhà/tắm/ngủ .. riêng/
        một_mình/chung/đóng_cửa/khoá/cùng
    ~ @adult .. bắt/ép/phạt .. em/con/bé/cháu/nó/bạn_em/em_gái/tụi_em/bạn .. tắm/quỳ/ăn_xin/nhịn/
        uống/cởi/liếm/ôm/hôn/đấm_bóp
    ~ om em/be/chau/ban_em/em_gai
    ~ dán/bịt/nhét/khâu/tát/vả .. miệng/mồm/mặt .. bé/em/cháu/học_sinh/trẻ/con
    ~ trẻ/bé/em/học_sinh/cháu .. bị .. phạt/bắt/ép .. quỳ/nắng/liếm/chạy/nhịn/đứng_nắng/uống/tự_tát
    ~ bỏ .. bé/cháu/con/trẻ/em .. một_mình/ở_nhà .. đói/khóc/cả_ngày/đêm
    ~ bé/cháu/trẻ .. bị .. bỏ .. một_mình/đói/rơi
    burns/bruises/scars/marks/cuts .. her/his/their/kid/child .. arms/legs/back/face/body/neck
    older_man/grown_man/adult/stranger/man/guy ... she_s_#/he_s_#/she_is_#/#_years/year_old/
        little_girl/little_boy/motel/hotel
    hits/beats/slaps/abuses/hurts/touches .. little/kids/children/ones/orphans/pupils
    ~ đánh em/con/bé/cháu/bạn_em/nó/tụi_em/học_sinh/con_bé/thằng_bé
    ~ quất/vụt/tát/=đạp/bạt_tai/đánh_đập/đấm/=véo/bóp_cổ/=đánh .. em/con/bé/cháu/bạn_em/nó/tụi_em/
        em_ấy/học_sinh/các_bé/đứa
    ~ vạch/khoe/tụt/phơi .. quần/của_quý/chim/hàng .. em/tụi_em/bọn_em/bé/trẻ/xem/học_sinh/trước
    ~ @child .. bị .. bắt_nạt/doạ/đe_doạ/trấn/chặn_đường/lột/quay/đánh/tẩy_chay/sỉ_nhục
    ~ @minor ... khóc_thét/la_hét/khóc_suốt/gào_khóc/kêu_cứu/một_mình .. ngày/đêm/suốt/hoài/mỗi/nhà/
        phòng
    ~ gạ/rủ/dụ/nhắn_tin/tán_tỉnh .. em/bé/cháu/học_sinh/nó/bạn_em ... riêng/khách_sạn/nhà_nghỉ/ngủ/
        ảnh/lớp_#/#_tuổi/mới_#
    ~ bạo_hành/xâm_hại/ngược_đãi/lạm_dụng/hiếp_dâm/=dâm_ô/sàm_sỡ/=quấy_rối
    ~ undress/naked/strip/nudes/molest/beat/beats/beaten/abused/abuses/abusing .. us/me/her/him/
        them/kid/child/girl/boy/$/in/by/every/at
    force/forces/forcing/forced me/her/my_sister/my_friend .. marry/married/marriage/sex/sleep
    make/makes/made us/me/her/him/them .. undress/strip/naked/touch/kiss
    @minor ... @hurt
    @hurt ... @minor
    bị bố/mẹ/ba/má/cha/dượng/chú/bác/cậu/thầy/cô ... @hurt/lấy_dây/đánh/abuse
    bắt/rủ/dụ/kêu .. @minor/em/con .. vô_nhà/vào_nhà/vô_phòng/vào_phòng/rửa_chén/rửa_bát/làm_tới/
        làm_đến/đi_ăn_xin/đi_bán/ngồi_lên/ngồi_lên_đùi/ngồi_vào_lòng/lên_giường/ngủ_chung
    ngồi_lên_đùi/ngồi_lên_dui/ngồi_vào_lòng/ngồi_lòng
    làm .. chuyện/trò kỳ/kì/kỳ_lạ/bậy/bậy_bạ/đồi_bại/đó/kỳ_cục/kỳ_quặc .. em/con/$/với/không
    @adult ... @sexual
    bị/từng_bị/suýt_bị ... @sexual/sờ_ngực/sờ_mông/sờ_đùi
    @sexual ... @child
    có_người/ai_đó/người_ta/đứa/bọn .. @sexual
    =sờ/=đụng/=chạm/đụng_vào/chạm_vào/động_chạm/=bóp/thò_tay/luồn_tay/=xoa/vuốt .. người/ngực/mông/
        đùi/vùng_kín/chỗ_kín/chỗ_nhạy_cảm/của_quý/vú/áo/quần/váy/khắp_người/chỗ_đó .. @child/$/khi/
        lúc/trong/rồi/và
    so_soang/so_dui/so_nguc/so_mong/so_vao/so_nguoi/bop_vu/bop_nguc/bop_mong .. @child/nguoi/dui/
        nguc/khi/luc/trong/$
    @adult .. =sờ/động_chạm/đụng_chạm/vuốt_ve/ôm_hôn/=hôn/ôm_chặt/thò_tay/luồn_tay/=xoa/
        =ôm .. @child/đùi/ngực/mông/người
    bắt/ép/ép_buộc/dụ/dụ_dỗ/đòi/yêu_cầu/rủ/cưỡng_ép/đe/doạ/bị .. cởi/cởi_đồ/cởi_quần/cởi_áo/quan_hệ/
        ngủ_cùng/ngủ_với/gửi_ảnh/ảnh_nóng/khoả_thân/sex/nude/bán_dâm/lấy_chồng/cưới/tiếp_khách/
        lột_đồ/=sờ/chụp_ảnh_nóng/lên_giường !ít/nhiều
    gửi/đòi/chụp/quay/xin/doạ/tung/phát_tán .. ảnh_nóng/ảnh_nude/ảnh_khoả_thân/clip_nóng/
        ảnh_nhạy_cảm/video_nóng/nude/ảnh_sex/clip_sex/ảnh_hở
    cho/bắt/rủ/gửi .. @child .. xem .. phim_sex/phim_người_lớn/ảnh_bậy/clip_bậy/đồi_truỵ/phim_đen/
        sex/phim_bậy/của_quý/chỗ_kín
    bố_mẹ/bố/mẹ/gia_đình/ba_mẹ/nhà_em .. bắt/ép/gả .. lấy_chồng/cưới/tảo_hôn/lấy_vợ/gả/bỏ_học .
    quay_lén/chụp_lén/nhìn_trộm/rình .. @child/tắm/thay_đồ/nhà_vệ_sinh
    @adult .. @beats .. @child
    @adult .. say/rượu/nhậu ... đánh/đập/chửi_bới/hành_hạ/đuổi
    @child .. bị/hay_bị/toàn_bị/cứ_bị/luôn_bị/đang_bị .. @beats
    bị/hay_bị/toàn_bị @adult ... @beats/chém/đuổi_ra_khỏi/cầm_dao/chửi_rủa
    bé/trẻ/cháu/con/học_sinh/đứa ... bị . bạo_hành/đánh_đập/hành_hạ/ngược_đãi/bỏ_đói/xâm_hại/bỏ_rơi
    bạo_hành/đánh_đập/hành_hạ/ngược_đãi/bỏ_đói .. con/bé/cháu/trẻ/em/học_sinh/đứa/nó
    đánh/tát/đập .. con/bé/cháu/đứa/trẻ .. suốt/hoài/mỗi_ngày/ngày_nào/bằng/liên_tục/nhập_viện/
        chảy_máu/bầm/thường_xuyên/khóc
    đánh .. bầm/bầm_tím/tím/thâm/chảy_máu/gãy/nhập_viện/thừa_sống/tàn_nhẫn/dã_man/sưng/nát
    người/tay/chân/mặt/lưng .. bầm_tím/vết_bầm/vết_roi/vết_thương/vết_đánh/thâm_tím/toàn_vết
    đánh/quất/vụt .. bằng .. roi/dây/thắt_lưng/gậy/thước/chổi/dây_điện/ống_nước
    đánh_hội_đồng/hội_đồng_em/lột_đồ/lột_quần/lột_áo
    bị .. bắt_nạt/trấn_lột/tẩy_chay/cô_lập .. đánh/doạ/suốt/lột/quay/tiền/sợ/ngày/hoài
    @child bị . bắt_nạt/trấn_lột
    bắt .. @child/trẻ_em/bé .. đi_ăn_xin/ăn_xin/bán_vé_số/nhịn_đói/làm_việc_nặng/quỳ/liếm/uống_rượu/
        hút/chơi_ma_tuý
    bán/mua/bắt_cóc .. bé/trẻ_em/em_bé/con_ruột/đứa_bé !cần/đồ
    có_thai/có_bầu/mang_thai/mang_bầu .. # tuổi
    # tuổi .. có_thai/có_bầu/mang_thai/mang_bầu
    không_cho .. @child .. ăn/ra_khỏi_nhà/ra_ngoài_đường
    raped/rape/molested/molest/molesting/groping/groped/grooming
    teacher/father/dad/stepfather/stepdad/uncle/mother/mom/coach/neighbour/neighbor/brother/
        stepmother/boss/man/parents/grandfather/cousin/husband/boyfriend .. beats/beat/beating/hits/
        hit/hitting/touches/touched/touching/abuses/abused/abusing/hurts/raped/locks/starves/slaps/
        kicks/forces/forced .. me/him/her/kid/kids/child/daughter/son/us/girl/boy/girls/boys/
        student/students/them/my
    sexually .. abused/assaulted/harassed/abuse/harass/harasses/abuses
    i/me/she/he/friend/kid/child/boy/girl/sister/brother/children .. being/is/was/get/gets/got/been/
        m .. abused/beaten/molested/touched/raped/bullied/locked_up
    stepdad/stepfather/dad/father/uncle/grandpa/grandfather/cousin/brother/man/teacher/
        coach .. comes/came/sneaks/gets .. into/in .. room/bed/shower/bathroom
    teacher/coach/priest/tutor/doctor/man/uncle/guard ... touching/touched/touches/kissing/kissed/
        groping/hugging .. girl/girls/boy/boys/kids/kid/children/students/us/me
    đụng_chạm/ôm_ấp/vuốt_ve/sờ_soạng .. @child/bạn_nữ/mấy_bạn/các_bạn/học_trò
    touches/touched/touching/touch me/her/him/us/my_body/my_private/my_thigh/my_breast/
        girls .. inappropriately/private/there/everywhere/body/$/under/when/in/at/and
    send/sent/sends/asks/asked/wants .. nudes/nude/naked
    covered_in/full_of/has/new .. bruises/bruise
    messaging/texting/asking/chatting .. kid/child/cousin/girl/boy/sister/daughter/student/
        year_old ... nudes/naked/pictures/photos/sex/meet
    # year_old/years_old .. asking_for/sends/send/being/is/gets ... nudes/beaten/hit/touched/locked/
        abused
    beats/beat/beating/hits/hitting/locks/starves/slaps/kicks .. kids/kid/child/children/son/
        daughter/baby/toddler
    kid/kids/child/children/baby/toddler .. being/is/are/get/gets/was .. hit/beaten/locked/starved/
        abused/screaming/left_alone
    """,
    _SETS,
)
