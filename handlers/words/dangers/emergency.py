"""Something happens now for which one calls 113, 114 or 115."""

from handlers.words.dangers.rules import Table

_SETS = {
    "now": "đang vừa vừa_mới mới bây_giờ ngay_bây_giờ hiện_giờ kìa giờ",
    "help": "với gấp ngay nhanh giúp khẩn_cấp đi mau lẹ liền ạ giùm",
    "knife": "dao mã_tấu kiếm súng hung_khí gậy_gộc tuýp_sắt phóng_lợn dao_phay rìu búa",
    "often": """
        hay thường thường_xuyên từng năm_ngoái năm_trước tháng_trước hôm_trước đã_có dễ nguy_cơ sợ phòng
        phòng_chống tránh nhiều_vụ mấy_vụ các_vụ vụ lo để_phòng kẻo khi_có nếu_có nếu lỡ tuần_trước hôm_nọ
        trường_hợp khi tập_huấn diễn_tập kỹ_năng hồi_trước có_lần
    """,
}

RULES = Table(
    """
    - @often ... cháy/đánh_nhau/tai_nạn/cướp/cướp_giật/đuối_nước/cấp_cứu/ngất/chém_nhau/nổ/trộm/chết_đuối/sập/hoả_hoạn
    - bình/phòng_cháy/báo/thiết_bị/trụ/vòi/xe chữa_cháy/báo_cháy
    - phòng_cháy/chữa_cháy/cứu_nạn
    - cháy hàng/túi/vé/phố/máy/bóng/đèn/khét/nắng/hết_mình
    - bóng_đèn/bóng/đèn .. cháy

    đang/bốc .. =cháy
    boc_chay/bốc_cháy
    =cháy nhà/lớn/to/dữ_dội/rồi/rừng/chợ/xe/kho/xưởng/quán/quá/nổ/kìa/ở
    nhà/xe/chợ/kho/xưởng/quán/rừng/phòng_trọ/dãy_trọ/chung_cư .. =cháy .. rồi/kìa/lớn/to/quá/cứu/gọi
    nhà/chợ/kho/xưởng/quán/rừng đang/bị cháy
    cháy nhà/lớn/to/dữ_dội .. rồi/quá/cứu/gọi/kìa/ơi/với
    khói mù_mịt/nghi_ngút .. cháy/cứu/gọi
    gọi/kêu/báo/cho/cần .. 113/114/115/công_an/cảnh_sát/cứu_hoả/cấp_cứu/cứu_thương/xe_cứu_thương/xe_cấp_cứu/bác_sĩ .. giúp/gấp/với/ngay/nhanh/mau/lẹ/khẩn_cấp/liền/giùm/đến_ngay/tới_ngay
    cứu em/tôi/mình/con/với/cứu/người/mạng !trợ/sống_làng
    kêu_cứu/cầu_cứu
    @now ... đánh_nhau/chém_nhau/đâm_nhau/đâm_chém/ẩu_đả/hỗn_chiến/rượt_đuổi/rượt_chém/đuổi_chém/đuổi_đánh/cướp/bắt_cóc/đột_nhập/hành_hung/bắn_nhau
    đánh_nhau/cãi_nhau .. có/cầm .. @knife
    cầm/rút/vác/mang/dí/kề .. =dao/mã_tấu/kiếm/súng/hung_khí .. đuổi/doạ/chém/đâm/rượt/vào/đến/tới/đe/ngoài/trước/ở
    cam/vac/rut/ke .. dao/ma_tau .. duoi/doa/chem/dam/ruot/de/di
    bị đâm/chém/bắn/cướp/bắt_cóc .. rồi/chảy_máu/máu/cứu/giúp/nằm/gọi/ở/vừa
    cướp cướp/ơi/kìa
    @now ... tai_nạn/tông_xe/đâm_xe/va_chạm/lật_xe/xe_tông/xe_đâm/ngã_xe ... máu/bất_tỉnh/nằm/nặng/kẹt/cứu/gọi/bị_thương/gãy/giúp
    tai_nạn ... máu/bất_tỉnh/nằm_bất/không_thở/nằm_giữa/nằm_im/cần_cấp_cứu/gọi_cấp_cứu
    bất_tỉnh/co_giật/ngừng_thở/không_thở/khó_thở/hôn_mê/đột_quỵ/ngất_xỉu/ngất/ngạt_khí ... rồi/cứu/giúp/gọi/làm_sao/nằm/quá/phải/với
    @now ... bất_tỉnh/co_giật/ngừng_thở/đột_quỵ/ngất/đuối_nước/chết_đuối/chìm/rơi_xuống/điện_giật/rắn_cắn/sập
    có/ai người/bạn/em_bé/đứa/cháu .. đuối_nước/chìm/rơi_xuống_sông/rơi_xuống_hồ/rơi_xuống_giếng/ngã_xuống_sông/nhảy_cầu/nhảy_sông/nhảy_lầu/sắp_nhảy/điện_giật
    mắc_kẹt/bị_kẹt ... cứu/lũ/nước/lửa/thang_máy/giúp
    rò_rỉ/xì/rò .. gas/khí_gas/ga ... giúp/gọi/nổ/mùi/cứu/@now
    @now .. nổ/nổ_gas/nổ_lớn
    trộm/ăn_trộm/kẻ_lạ/người_lạ .. đang/vào_nhà/phá_cửa/cạy_cửa/trong_nhà
    bị người_lạ/kẻ_lạ/ai_đó .. đi_theo/bám_theo/theo_dõi/chặn_đường
    bị nhốt/giam/bắt_giữ/bắt_cóc .. cứu/giúp/không_ra_được/gọi
    help/call/need/send .. police/ambulance/113/114/115/fire_brigade/firefighters/911 !station/box
    there .. fire !station/extinguisher/drill/safety
    on_fire/is_burning
    is/are/has/was fighting/bleding/drowning/unconscious/colapsed/stabed/choking/dying
    someone/man/somebody/guy/people/he/she .. knife/gun/stabed/shot/drowning/unconscious/bleding
    being/been robed/folowed/kidnaped/atacked/stabed
    """,
    _SETS,
)
