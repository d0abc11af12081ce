"""Something happens now for which one calls 113, 114 or 115."""

from handlers.words.dangers.rules import WISHES, Table

_SETS = {
    "now": "đang vừa vừa_mới mới bây_giờ ngay_bây_giờ hiện_giờ kìa giờ_này",
    "please": "với gấp ngay nhanh giúp khẩn_cấp mau lẹ liền giùm dùm ơi khẩn",
    "knife": "dao mã_tấu kiếm súng hung_khí gậy_gộc tuýp_sắt phóng_lợn dao_phay rìu búa mác tuýp",
    "ago": """
        năm_ngoái năm_trước tháng_trước hôm_trước tuần_trước hôm_nọ hồi_trước có_lần mỗi_năm hàng_năm
        thường_xuyên liên_tục đã_có_nhiều đã_từng từng_có tập_huấn diễn_tập kỹ_năng phòng_chống
        phòng_tránh phòng_ngừa tuyên_truyền hướng_dẫn hạn_chế nguy_cơ
    """,
    "often": """
        hay thường từng dễ sợ tránh lo kẻo khi_có nếu_có nếu lỡ trường_hợp giảm tình_trạng chống
        ngăn_chặn nhiều_vụ mấy_vụ các_vụ dạy lớp mùa_hè mỗi_lần để_phòng khi_xảy_ra phòng_khi
        suýt
    """,
    "matter": """
        cháy đánh_nhau tai_nạn cướp cướp_giật đuối_nước cấp_cứu ngất chém_nhau nổ trộm chết_đuối sập
        hoả_hoạn đập_phá ẩu_đả chìm điện_giật rơi_xuống ngã_xuống tông
    """,
    "fight": """
        đánh_nhau chém_nhau đâm_nhau đâm_chém ẩu_đả hỗn_chiến rượt_đuổi rượt_chém đuổi_chém
        đuổi_đánh bắt_cóc đột_nhập hành_hung bắn_nhau đập_phá chém_người đâm_người đánh_người
    """,
    "child_or": "em bé cháu con bố mẹ ba =má ông bà anh chị cụ bạn nó người ông_nội bà_nội ông_ngoại bà_ngoại vợ chồng",
    "victim": """
        máu bất_tỉnh nằm_bất nằm_im nằm_giữa nằm_trên nằm_ngoài nằm_đường không_dậy bất_động
        bị_thương_nặng kẹt_trong gãy_chân gãy_tay không_thở hôn_mê
    """,
}

RULES = Table(
    WISHES
    + """
    % hay/thường/thường_xuyên/từng/suýt/dễ/sợ_có_ngày/mỗi_lần/mỗi_khi/khi/mấy_lần có/bị/xảy_ra/tông/
        va/@matter/té/ngã/chập
    % năm_ngoái/năm_trước/tháng_trước/tuần_trước/hôm_trước/hôm_bữa/lần_trước/hồi_trước có/bị/đã/
        xảy_ra/khu/ở/người/xe/hay/@matter
    % mỗi_lần/mỗi_khi/cứ_mưa/nguy_cơ/nhiều_vụ/mấy_vụ/các_vụ/hè_nào/mỗi_năm/cẩn_thận/tập_huấn/
        phòng_chống/muốn_học/đã_mắt
    % last_year/last_month/last_week/every_week/every_year/every_month/often/always/used_to/
        sometimes/usually/drill/station/prevention
    % nhạc_hội/concert/lễ_hội/hội_trại/giải_chạy/live/show/trận/đội_cứu_hộ/cứu_hộ_cứu_nạn/phòng_cháy
    % với_muỗi/diễn_kịch/trong_phim/trong_game
    % cả_ngày/suốt_ngày/suốt_đêm/#_vụ/ngủ_được/không_có_rào/không_có_đèn/hở_nắp/cứ_thế
    % suốt/hoài $/dân/không/mà
    - @ago .. @matter
    - @often . @matter
    - phòng/vụ/nạn/nhiều . =cháy/đánh_nhau/tai_nạn/cướp/cướp_giật/đuối_nước/chìm/trộm
    - bình/phòng_cháy/báo/thiết_bị/trụ/vòi/xe/cảnh_sát/đội/hệ_thống/họng_nước chữa_cháy/báo_cháy/
        cứu_hoả
    - phòng_cháy/chữa_cháy/cứu_nạn
    - =cháy hàng/túi/vé/phố/máy/bóng/đèn/khét/nắng/hết_mình/giáo_án/sân_khấu/đen
    - bóng_đèn/bóng/đèn/cơm .. cháy
    - gọi/báo/alo 111/tổng_đài
    - cấp_cứu/cứu_thương .. chậm/thiếu/lâu/không_vào_được
    - tai_nạn_lao_động/bảo_hiểm_tai_nạn
    - cứu_trợ/cứu_sống_làng/cứu_cây/cứu_lấy/cứu_hộ
    - năm/hè/mùa_mưa/tuần/tháng/ngày nào . cũng ... @matter
    - nhạc_hội/concert/hội_trại/lễ_hội/đêm_nhạc/show ... =cháy
    - =cháy xĩu/quá_trời/vé/quá_xá/phết/lắm/dữ_vậy/dã_man
    - lần_trước/năm_trước/lần_nào .. @matter
    - xe_cấp_cứu/cấp_cứu .. phút
    - ambulance/police/fire station/box/post/drill
    - @matter . suốt/hoài/liên_tục/liên_miên/triền_miên/nhiều_lần/nhiều_vụ/như_cơm_bữa
    - nổ hũ
    - thả_rông ... cắn
    - vào/leo hoài/suốt
    - sơ_cứu/sơ_cấp_cứu
    - lấn_chiếm/như_ăn_cướp/ăn_cướp

    ~ =cháy nhà/rồi/kìa/lớn/to/chợ/xe/kho/xưởng/quán/phòng
    ~ bốc_khói/bốc_cháy/khói_đen/khói_mù_mịt/khói_nghi_ngút/lửa_cháy/phát_hoả/hoả_hoạn
    ~ khói .. lên/tới/vào/lan/bốc .. tầng/nhà/phòng/$/hết
    ~ @child_or .. không .. tỉnh/thở/cử_động/nhúc_nhích
    ~ đè/đổ/rơi .. trúng/lên .. người/em/bé/thợ/cụ/xe
    ~ =nổ .. bùm/lớn/to/rồi/tung/ầm
    ~ no bum/lon/to
    ~ nhốt/trói/bắt/giữ .. em/tôi/mình/bạn_em .. trong/lại .. xe/nhà/phòng/kho/đây
    ~ nuốt .. đồng_xu/pin/dị_vật/nam_châm/xăng/hoá_chất/xương/đinh
    ~ snake/dog .. bit/bitten
    ~ sinking/capsized
    ~ is/are/was sinking/flooding/collapsing/exploding/leaking
    ~ break/breaking/broke/get into/in .. my/our/the .. house/room/apartment/home/door
    ~ mắc_kẹt/bị_kẹt/bị_thương/tốc_mái/lốc_xoáy/lật_xe/xe_buýt_lật/dập_nát/gãy_chân/gãy_tay/
        chấn_thương_sọ
    ~ rơi/té/rớt/ngã/nhảy từ/khỏi tầng/lầu/mái/cao/cây/giàn_giáo/ban_công
    ~ chest_pain/pain_in_his_chest/pain_in_my_chest
    ~ knife/knives/gun/machete/machetes/axe .. chasing/chase/attacking/threatening/outside/fighting
    ~ dike/dam/levee/river/flood/water .. broke/broken/burst/in_our_house/in_my_house/rising
    ~ cướp/cướp_giật ngay/đang/trước/vừa
    ~ burglar/burglars/intruder/robber/robbers/thief .. in/inside/now/here/at
    ~ em/tôi/mình/tụi_em .. bị? lạc trong/ở/giữa/đường_trong
    ~ nó/hắn/thằng/gã/họ .. có/cầm .. @knife
    ~ em/tôi/mình đang .. trốn/bị_truy_đuổi/chạy_trốn
    ~ có bom/chất_nổ/mìn
    ~ có/thấy/ai .. người .. sắp/đang chết
    ~ đau_ngực/đau_bụng_dữ_dội/vã_mồ_hôi/nôn_ra_máu/ói_ra_máu/thổ_huyết .
    ~ khói đầy/mù/đen/dày/bốc/kín
    ~ bom_xăng/ném_bom/lựu_đạn/thuốc_nổ/nổ_súng/tạt_axit
    ~ beating/attacking/hurting/punching/choking/strangling ... now/me/her/him/woman/man/wife
    ~ house/home/room/street .. is/s flooding/flooded
    ~ có cháy ở/trong/lớn/tại
    ~ chập_điện/nổ_bình/nổ_điện ... cháy/khói/nổ/rồi
    ~ tai_nạn/đụng_xe/xe_tông/bị_tông/xe_cán/=cán_người/tông_người/lật_xe/lật_thuyền/thuyền_lật/
        xe_lật/chìm_đò/chìm_tàu
    ~ máu nhiều/me/quá/lắm/chảy/lênh_láng/tùm_lum
    ~ ngất_xỉu/bất_tỉnh/co_giật/méo_miệng/miệng_méo/sùi_bọt/bọt_mép/không_thở/khó_thở/ngã_quỵ/
        hôn_mê/đột_quỵ/chuyển_dạ/vỡ_ối/hấp_hối/uống_nhầm/ngộ_độc/rắn_cắn/điện_giật/sốc_phản_vệ/
        bất_động/tím_tái/hóc_xương/ong_đốt/không_cử_động/ngừng_tim/sắp_sinh/đẻ_rớt/liệt_nửa_người
    ~ ngã/té .. không .. nói/dậy/tỉnh/cử_động/thở
    ~ người/bé/em/cụ/nạn_nhân .. bị giật/ngất/xỉu/đè/cán/đâm/chém/bắn/kẹt/vùi/điện_giật/cuốn
    ~ dây_điện .. đứt/rơi/rớt .. @now/người/giật/xuống
    ~ đuối_nước/chết_đuối/rơi_xuống_sông/rơi_xuống_giếng/rớt_xuống/té_xuống/nước_cuốn/bị_cuốn/
        lũ_cuốn/trôi_rồi/bị_vùi/vùi_lấp
    ~ rơi/té/rớt/ngã/lao/nhảy xuống/vào/ra sông/hồ/giếng/cống/kênh/ao/biển/vực/hố
    ~ sạt_lở/lở_đất/sập_nhà/sập_tường/sập_cầu/sập_giàn/tường_đổ/lũ_quét/vỡ_đê
    ~ nước .. ngập/dâng/lên .. mái/nóc/cổ/ngực/tầng/nhanh
    ~ leo_lên_nóc/trên_mái/trên_nóc ... cứu/xuồng/nước
    ~ gas/ga/khí_gas .. nồng_nặc/nổ/xì/rò/sắp
    ~ sắp nổ
    ~ cầm/vác/rút/xách .. dao/mã_tấu/súng/kiếm/gậy/búa/rìu
    ~ @fight/chém/đâm_chết/bóp_cổ/=bắn .. rồi/@now/ngoài/trước/ở/người/$
    ~ đang .. đánh/đập/chém/đuổi/cướp/phá/rượt/vây/siết_cổ
    ~ đập_cửa/phá_cửa/cạy_cửa/xông_vào/leo_rào/đột_nhập/kéo_đến/kéo_tới .. nhà/cứu/em/phòng/quán
    ~ côn_đồ/giang_hồ/đòi_nợ/xã_hội_đen .. kéo/đến/tới/phá/đánh/đập/vây
    ~ trộm/cướp .. vào/trong/đang/vừa/rồi/kìa
    ~ bị giật/cướp/móc_túi/trấn_lột
    ~ bị .. bám_theo/theo_dõi/đi_theo/rình/bắt_cóc/lừa_bán/khống_chế/giam
    ~ bám_theo/theo_dõi/đi_theo em/tôi/mình
    ~ đi_lạc/mất_tích/lạc_mất
    ~ cứu em/tôi/với/mình/cả_nhà/cứu
    ~ nhà_em/hàng_xóm/em/tôi .. đang .. cháy/chìm/ngập/sập/nổ
    ~ tự_thiêu
    ~ burning/on_fire/flames/smoke_coming/bleeding/unconscious/collapsed/drowning/seizure/stabbed/
        robbed/kidnapped/electrocuted/choking/fainted/explosion/overflowing_gas/gunshot/gunshots
    ~ can_t/cannot/cant/not/stopped breathe/breathing
    ~ won_t/wont/not/doesn_t wake_up/waking/move/moving/respond/responding
    ~ fell/fallen/falling into/in/off/down/from .. river/lake/well/water/canal/roof/stairs/building/
        sea/window
    ~ heart_attack/stroke/in_labor/in_labour/allergic_reaction/snake_bite/bitten_by_a_snake/
        poisoned/gas_leak/carbon_monoxide
    ~ crash/accident .. at/on/near/just/now/hurt/people/blood/here/outside
    ~ fighting/fight .. knives/knife/machetes/machete/outside/now/blood/weapons
    ~ broke/breaking/breaks in/into
    ~ following/chasing/threatening/attacking me/us/her/him
    ~ trapped/stuck .. in/on/inside/under .. roof/house/car/elevator/lift/fire/building/water/flood
    ~ missing .. kid/child/son/daughter/sister/brother/since
    ~ with_a .. knife/gun/machete
    đang/bốc .. =cháy
    bốc_cháy
    =cháy nhà/lớn/to/dữ_dội/rồi/rừng/chợ/xe/kho/xưởng/quán/nổ/kìa/ở/phòng/khu/dãy/cả/lan/trường/căn
    nhà/xe/chợ/kho/xưởng/quán/rừng/phòng_trọ/dãy_trọ/chung_cư/trường/căn/phòng .. =cháy .. rồi/kìa/
        lớn/to/quá/cứu/gọi/giúp/@now
    nhà/chợ/kho/xưởng/quán/rừng đang/bị cháy
    cháy nhà/lớn/to/dữ_dội/chợ/quán/phòng_trọ/xưởng/kho .. rồi/cứu/gọi/kìa/ơi/với/giúp
    cháy rồi/kìa/lớn/to !máy
    lửa/khói .. lớn/to/bùng/lan/mù_mịt/nghi_ngút/đen/bốc_lên .. quá/cứu/gọi/rồi/cháy/kìa/lan/giúp
    khói/lửa bốc .. lên/ra
    gọi/kêu/báo/cần/nhờ/cho/điện .. 113/114/115/công_an/cảnh_sát/cứu_hoả/cấp_cứu/cứu_thương/
        xe_cứu_thương/xe_cấp_cứu/bác_sĩ .. @please
    gọi/kêu/cần .. xe_cấp_cứu/xe_cứu_thương/cấp_cứu/xe_cứu_hoả/cứu_hoả .. $
    gọi/báo .. công_an/113/114/115 .. đi/đến/tới/$
    gọi/báo ca .. @please
    gọi ai .. bây_giờ/$/giờ
    cứu .. em/tôi/mình/con/với/cứu/mạng/tụi_em/bọn_em .. với/$/mọi_người/ơi/gấp/nhanh/cứu
    cứu với/mạng/em
    kêu_cứu/cầu_cứu/sos
    @now ... @fight/cướp
    @fight .. @now/gọi/cứu/giúp/chảy_máu/máu_me/kìa/rồi
    bọn/nhóm/mấy/hai/có/đám/thằng ... cầm/vác/mang/rút .. @knife
    @fight/cãi_nhau .. có/cầm/bằng .. @knife
    cầm/rút/vác/mang/dí/kề/lăm_lăm .. =dao/mã_tấu/kiếm/súng/hung_khí/phóng_lợn/rìu/búa/gậy .. đuổi/
        doạ/chém/đâm/rượt/vào/đến/tới/đe/ngoài/trước/ở/đi/xông/đòi/giết/đánh/$
    cam/vac/rut/ke/dang_cam .. dao/ma_tau .. duoi/doa/chem/dam/ruot/de/di/giet
    doạ/đe_doạ/đòi/sẽ/sắp/định giết .. em/tôi/mình/cả_nhà/mẹ/bố/vợ/nó/con/chị
    bị .. đâm/chém/bắn/bắt_cóc/đánh .. máu/bất_tỉnh/cứu/gọi_cấp/nằm/gọi
    bị .. cướp/giật/giật_đồ/giật_túi/giật_điện_thoại/cướp_giật/đuổi_theo .. vừa/rồi/kìa/ngay/cứu/
        giúp/xong/@now
    cướp cướp/ơi/kìa/giật .. kìa/rồi/túi_em/điện_thoại_em
    giật túi/điện_thoại/dây_chuyền/đồ . em/tôi/mình
    cướp cướp
    @now ... tai_nạn/tông_xe/tông/đâm_xe/va_chạm/lật_xe/xe_tông/xe_đâm/ngã_xe ... máu/bất_tỉnh/nằm/
        nặng/kẹt/cứu/gọi/bị_thương/gãy/giúp/kinh/ở
    tai_nạn/tông/đâm_xe/lật_xe/ngã_xe/va_chạm ... @victim/cứu/cần_cấp_cứu/gọi_cấp_cứu/gọi_xe
    @victim ... gọi/cứu/giúp/đến_ngay/tới_ngay
    @victim ... tai_nạn/xe_tông/xe_đâm
    có/thấy/một/cụ/ông/bà/anh/chị/bạn/bé .. nằm_bất_tỉnh/bất_tỉnh/nằm_gục/gục/ngã_quỵ/nằm_bất_động
    bất_tỉnh/co_giật/ngừng_thở/không_thở/khó_thở/hôn_mê/đột_quỵ/ngất_xỉu/=ngất/ngất_đi/ngạt_khí/
        tai_biến/ngộ_độc/=sốc/=nghẹn/=hóc ... rồi/cứu/giúp/gọi/làm_sao/nằm/phải/với/ngay/gấp
    co_giật/ngừng_thở/không_thở được/rồi/nữa/$
    @now ... bất_tỉnh/co_giật/ngừng_thở/đột_quỵ/=ngất/ngất_xỉu/đuối_nước/chết_đuối/=chìm/rơi_xuống/
        điện_giật/rắn_cắn/=sập/=ngạt/chuyển_dạ/đẻ_rơi/sạt_lở
    có/thấy/ai .. người/bạn/em_bé/đứa/cháu/bé/trẻ .. đuối_nước/chìm/rơi_xuống_sông/rơi_xuống_hồ/
        rơi_xuống_giếng/rơi_xuống/ngã_xuống_sông/ngã_xuống/nhảy_cầu/nhảy_sông/nhảy_lầu/sắp_nhảy/
        định_nhảy/điện_giật/trôi/bị_cuốn
    rơi/ngã/bị_cuốn .. xuống/trôi .. sông/hồ/giếng/cống/ao ... cứu/giúp/gọi/rồi/chìm/với/không_thấy
    đuối_nước/chết_đuối/chìm_xuồng/lật_thuyền ... cứu/giúp/gọi/rồi/kìa/với
    mắc_kẹt/bị_kẹt/kẹt ... cứu/lũ/lửa/giúp/trên_mái/thang_máy_không_ra
    nước lên/dâng .. nhanh/quá/ngập_nóc/tới ... cứu/giúp/kẹt/mái
    gas/khí_gas/ga .. xì/rò/rò_rỉ ... nồng_nặc/mùi/không/giúp/gọi/cứu/quá/khoá
    máu .. chảy/ra nhiều/quá/không_cầm/lắm/lênh_láng
    chảy_máu/mất_máu nhiều/quá/không_cầm/lắm
    hội_đồng ... máu/cứu/gọi/@now/đang
    đang .. bị .. đánh/hành_hung/chém/đập/rượt/đuổi/cướp/vây/chặn/bóp_cổ/đuổi_đánh
    bị theo_dõi/bám_theo/đi_theo ... đứng/trước_nhà/cổng/sợ/cứu/@now
    đang .. đứng/lảng_vảng/rình/núp .. trước/ngoài/đầu .. nhà/cổng/hẻm/cửa/phòng
    vừa giật/cướp/móc
    tay cầm dao/mã_tấu/hung_khí/kiếm
    đập_phá .. quán/nhà/cửa ... cứu/cầm/gậy/giúp/gọi
    đột_quỵ/méo_miệng/liệt_nửa/tai_biến/nhồi_máu ... rồi/gọi/cứu/cấp_cứu/@now/xe
    meo_mieng/dot_quy
    xe_cấp_cứu/cấp_cứu/cứu_thương .. chưa_tới/chưa_đến/bao_giờ_tới/đâu_rồi/gọi_chưa
    thang_máy .. kẹt/mắc/rơi ... trong/khó_thở/cứu/giúp
    kẹt .. thang_máy ... trong/khó_thở/cứu/giúp/@now
    khó_thở/ngạt .. quá/lắm/rồi/cứu/không
    accident .. ngay/nằm/kẹt/đang/ở
    nằm .. under/dưới .. xe/gầm
    bé/cháu/con/em .. bị? .. lạc/mất_tích/bắt_cóc ... không_thấy/tìm/tiếng/giúp/từ/rồi
    nhanh_lên/gấp_lắm/khẩn_cấp/mau_lên $
    rò_rỉ/xì/rò .. gas/khí_gas/ga ... giúp/gọi/nổ/mùi/cứu/@now/nồng_nặc/quá/làm_sao
    @now .. nổ/nổ_gas/nổ_lớn/nổ_bình
    trộm/ăn_trộm/kẻ_lạ/người_lạ/ai_đó/kẻ_gian/bọn_trộm .. đang/vào_nhà/phá_cửa/cạy_cửa/trong_nhà/
        phá_khoá/leo_vào/đập_cửa
    có/đang .. trộm/ăn_trộm .. trong/nhà_em/nhà_tôi/nhà_mình
    người_lạ/kẻ_lạ/ai_đó/thằng/gã/ông/xe .. đi_theo/bám_theo/theo_dõi/chặn_đường .. em/tôi/mình
    em/tôi/mình .. bị .. đi_theo/bám_theo/theo_dõi/chặn_đường .. sợ/cứu/giúp/@now/$
    bị .. nhốt/giam/bắt_giữ/bắt_cóc/lừa_bán .. cứu/giúp/không_ra_được/gọi/campuchia
    ngáo_đá/ngáo/phê_thuốc .. đang/cầm/đập_phá/đuổi/la_hét/chém
    help/call/need/send .. police/ambulance/113/114/115/fire_brigade/firefighters/911/doctor .. now/
        please/quick/help/quickly/asap/fast/$
    call/need/send an/the .. police/ambulance/fire_brigade/firefighters/911 !station/box/post
    there is/s/are .. fire !station/extinguisher/drill/safety/hydrant/exit
    on_fire/is_burning/house_fire/caught_fire
    is/are/has/was/s/just fighting/bleeding/drowning/unconscious/collapsed/stabbed/choking/dying/
        passed_out/fainted/having_a_seizure !of/to
    not breathing
    heart_attack/having_a_stroke
    someone/man/somebody/guy/people/he/she/men/gang/boys .. knife/knives/gun/stabbed/shot/drowning/
        unconscious/bleeding/machete
    seizure/having_a_seizure/having_contractions/in_labour/in_labor
    who do_i/should_i/to .. call
    accident/crash/crashed/hit_by ... hurt/bleeding/injured/unconscious/blood/now/trapped/
        not_moving/dying
    i/i_m/just/got/was/being/been .. robbed/followed/kidnapped/attacked/stabbed/mugged/chased
    someone/somebody/man .. breaking_in/broke_into/following_me/chasing_me/attacking/trying_to_kill
    help me/us !with/to/find/write/understand/send/please_with $
    help_help/save_me/emergency !exit/number/numbers/room/service/services
    stuck .. elevator/lift/flood/roof
    gas leak/smell .. strong/help/now/everywhere
    smell gas
    trapped .. fire/flood/water/elevator/house/inside
    """,
    _SETS,
)
