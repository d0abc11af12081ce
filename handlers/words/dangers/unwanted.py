"""Advertising and bait, abuse, and what wants the bot to take sides."""

from handlers.words.dangers.rules import Table

_SPAM = {
    "reach": "ib inb inbox liên_hệ lh zalo nhắn_riêng alo hotline tele telegram sđt kết_bạn nhắn_tin call",
    "link": "link",
    "gamble": "nổ_hũ tài_xỉu casino lô_đề soi_cầu cá_cược nhà_cái bắn_cá đánh_đề xóc_đĩa kèo_bóng kèo_nhà_cái game_bài",
}

SPAM = Table(
    """
    - bị_lừa/lừa/lừa_đảo/tránh/cảnh_báo/nạn/tình_trạng/tin_nhắn/quảng_cáo/chống/phòng_chống/dẹp/
        xử_lý/cấm/nhiều_bạn/nhiều_người/tờ_rơi/dán/biển/nghiện/chơi/mê/trò/cờ_bạc/học_sinh/
        thanh_niên/đường_dây/tệ_nạn/app .. vay_nóng/vay_nhanh/việc_nhẹ_lương_cao/tín_dụng_đen/
        cờ_bạc/cho_vay/@gamble
    - @gamble ... làm_khổ/tệ_nạn/tuyên_truyền/xử_lý/dẹp/cấm/tràn_lan/công_an
    - lừa/lừa_đảo ... http/https/link/việc_nhẹ/giải_ngân

    vay_nóng/vay_nhanh/vay_tiền/giải_ngân/cho_vay/hỗ_trợ_vay/vay_online/vay ... @reach/#_phút/
        trong_ngày/không_cần_thế_chấp_ib/chỉ_cần_cccd/chỉ_cần_cmnd/http/https !ai/đâu/phường/
        ngân_hàng/bạn/nhóm/của
    cần/ai .. vay .. ib/inbox/lh/nhắn_riêng/alo
    vay/vay_tín_chấp/tín_chấp/vay_tiền/nợ_xấu ... chỉ_cần/#_phút/duyệt/giải_ngân/không_thẩm_định/
        bao_đậu
    thanh_lý/xả/bán/sang_nhượng ... giá ... nhắn/ib/lh/liên_hệ/zalo/inbox/gọi
    giảm_cân/trắng_da/tăng_cân ... cấp_tốc/#_kg/tặng/freeship/không_ăn_kiêng/cam_kết
    mua # tặng
    singles/hot_girls/hookup/sexy/dating ... link/chat/near
    profit/coin/trade/x2/x5/x10 ... đảm_bảo/cam_kết/guaranteed/group/nhóm/mỗi_tháng/#
    nhận/lĩnh/trúng/nhận_ngay/tặng .. # .. tại/@link/click/bấm/truy_cập/khi_đăng_ký/ngay_hôm_nay
    nhận_ngay/trúng_thưởng/nhận_quà/quà_tặng/khuyến_mãi/giảm_giá/giảm_sốc/sale/ưu_đãi/xả_kho/
        xả_hàng/thanh_lý/siêu_rẻ .. @link/bấm/click/truy_cập/@reach/kẻo_hết/duy_nhất/hôm_nay/#
    chúc_mừng ... trúng/trúng_thưởng/nhận_được ... @link/bấm/click/#/nhận
    @link ... nhanh_tay/kẻo_hết/nhận_quà/nhận_thưởng/trúng/đăng_ký_ngay/kiếm_tiền/freeship/giảm_giá/
        khuyến_mãi/cược/nạp/tải_ngay/free
    nhanh_tay/click/bấm/bấm_vào/truy_cập/đăng_ký_ngay/tải_app/nạp/join/kiếm_tiền/tham_gia_nhóm/
        vào_nhóm ... @link
    @gamble
    nạp .. rút/x2/tặng/thưởng/lần_đầu
    việc_nhẹ/việc_nhẹ_lương_cao ... lương_cao/@reach
    tuyển ... ctv/cộng_tác_viên/người_làm_online/người_chốt_đơn/chốt_đơn/nhân_viên/sale/
        người_làm ... @reach/hoa_hồng/tại_nhà/làm_online/#_k/#_triệu
    kiếm/thu_nhập/lương ... # .. ngày/tháng/tuần/mỗi_ngày/mỗi_tháng ... online/tại_nhà/@reach/http/
        điện_thoại/tham_gia
    kiếm_tiền/việc_online ... @reach/tại_nhà_chỉ/t_me/http
    bán/thanh_lý/cung_cấp/nhận/chuyên/sang/mua/order/shop/sỉ/xưởng/làm ... sim/acc/nick/quần_áo/
        mỹ_phẩm/giảm_cân/kem/bằng_giả/iphone/đồ_hiệu/follow/like/bằng_đại_học/giấy_tờ/đất_nền/
        lô_đất/căn_hộ/trà_sữa/áo/giày/túi/nước_hoa/pod/son/thuốc/sữa ... @reach/giá/ship/freeship/
        http/#_k/cam_kết/chính_hãng
    bán/thanh_lý/mua/order/shop/đặt_hàng/mua_hàng .. ib/inb/inbox/lh/freeship/nhắn_riêng/ship
    ship_cod/freeship/mại_dô/follow_chéo/tương_tác_chéo/sub_chéo/kéo_sub
    tăng .. follow/like/tương_tác/sub/view ... @reach/giá/#
    nhận_làm/làm/bao .. bằng/giấy_tờ/bằng_lái/chứng_chỉ/cccd .. giả/không_cần_thi/bao_đậu/uy_tín
    đầu_tư/lãi/lợi_nhuận ... lợi_nhuận/sinh_lời/x2/x3/x10/cam_kết/coin/forex/bao_lời ... @link/
        @reach/nhóm/#
    crypto/bitcoin/forex/coin ... đầu_tư/lợi_nhuận/lãi/@link/@reach/kéo_sàn
    follow/like/đăng_ký/theo_dõi/ủng_hộ .. kênh/page/trang/tiktok/youtube .. mình/em/tôi/nha/nhé/
        http/https
    gái_gọi/gái_xinh/massage/mát_xa/tình_một_đêm/sugar ... @reach/giá/http/https/#
    trắng_da/giảm_cân/trị_mụn/tăng_chiều_cao ... @reach/cam_kết/#/http
    chuyển_tiếp/gửi_tiếp/share/chia_sẻ .. cho # người/bạn/nhóm
    free/win/won/claim/get/earn/cheap/buy/make ... money/gift/prize/iphone/bonus/followers/usd/cash/
        loan/loans/deal ... @link/now/click/here/telegram/whatsapp/today
    click/visit/join ... link/here/t_me/http/https ... win/free/prize/earn/bonus
    @link ... free/win/bonus/casino/gift/prize/bet/promo/discount
    work_from_home/easy_money/make_money/earn_money/quick_loan/hot_deal/limited_offer
    crypto/bitcoin/forex ... profit/signals/invest/join/guaranteed/double
    congratulations .. won/winner
    airdrop/connect_your_wallet/free_crypto
    kèo_thơm/nhận_kèo/kèo_free/kèo_chuẩn/kèo_vip
    job/part_time/đánh_giá_sản_phẩm/nhận_task/làm_nhiệm_vụ ... hoa_hồng/inbox/ib/nhận_task/hot_job/
        @reach
    """,
    _SPAM,
)

_INSULT = {
    "you": "mày chúng_mày bọn_mày tụi_mày bay chúng_nó bọn_nó mấy_thằng mấy_con thằng con bot ad admin lũ bọn tụi đám toàn mấy_ông mấy_bà phường cán_bộ đoàn ông bà",
    "bad": """
        ăn_hại vô_dụng khốn khốn_nạn rác_rưởi mất_dạy súc_vật óc_chó vô_học bất_tài vô_lại ăn_bám
        =đần đần_độn thối_nát =hèn ăn_tàn =sâu_mọt quan_tham tham_quan ngu_dốt ngu_ngốc ngu_xuẩn
        =dốt_nát vô_tích_sự hãm khốn_kiếp =chó_má do_cho_ma não_tàn thiểu_năng giá_áo_túi_cơm bù_nhìn
        đạo_đức_giả bịp_bợm lừa_đảo_dân =ngu ngu_si bố_láo mặt_dày trơ_tráo dở_hơi =chó
    """,
}

INSULT = Table(
    """
    - ngoại/nhập/xuất/buồn/mất/phòng/ngủ . ngu
    - hạt/quả/cây óc_chó
    - chó/mèo . thả_rông/cắn/dại/hoang
    - đổ/vứt/thu_gom/thùng/bãi/xe/xả/nhặt/phân_loại . rác
    - con chó/mèo/lợn
    - đoàn/phường .. rác
    - chìm_trong/ngập_trong/đầy/toàn . rác

    đm/đmm/dmm/đcm/dcm/dkm/đkm/clgt/đmcs/dmcs/đmẹ/đcmm/vloz/đmn
    ^ dm
    dm $
    ^ . vcl/vkl $
    mặt l/lồn/lon/dày/chó/cc
    =cặc/=lồn/=địt/=đụ/=buồi/=đĩ/con_cặc/con_cak/cak/vãi_lồn/vailon/vailz/đụ_má/dume/ditme/đjt/
        dit_me/du_ma
    đ t/ịt mẹ/me/m
    c c/l n/đ o/c_k $
    đ_t/đ_m/d_m mẹ/mày/chúng_mày/bọn_mày/$
    như/cái c_c/cc/cứt/shit/cái_cc/l/lol/loz/con_cờ/hạch/c_t/l_n/con_c
    =đéo/đếch/deo/đ_o .. làm/biết/ra_gì/hiểu/có/quan_tâm/cần .. mẹ/gì/ai/cái/$ $
    @you .. @bad
    toàn/lũ/bọn/đám/tụi/cái_lũ/chúng/bầy/thứ/quân .. @bad
    ăn_hại/vô_dụng/khốn_nạn/mất_dạy/súc_vật/óc_chó/vô_tích_sự/ăn_bám/khốn_kiếp/=sâu_mọt/rác_rưởi $
    =đồ/cái_đồ/thứ/loại/quân/lũ/bọn =chó/=ngu/điên/khùng/rác/@bad
    bot =ngu/ngu/dốt/rởm/lỏ/khùng/điên/hãm/rác/tào_lao/vô_dụng/như
    óc_chó/óc_lợn/=não_chó/não_phẳng/mất_dạy/khốn_nạn/súc_vật/súc_sinh/đồ_khốn/=ngu_như/ngu_vl/
        ngu_vcl/=ngu_thế/=ngu_vãi/ngu_như_bò/khốn_kiếp/=chó_đẻ/=chó_chết
    mẹ_mày/má_mày/cha_mày/bố_mày/con_mẹ_mày/tổ_sư/tiên_sư/mả_mẹ/mả_cha/mẹ_chúng_mày/mẹ_kiếp/
        cha_chúng_mày/bố_chúng_mày/mẹ_bọn_mày
    câm_mồm/câm_mõm/im_mồm/ngậm_mồm/câm_miệng
    =cút
    cut_het/cut_di/cut_me/cut_ve/cut_xeo
    biến đi $
    fuck/fucking/fck/fuk/bitch/asshole/bastard/motherfucker/dickhead/bullshit/stfu/fucker/dumbass
    stupid/idiot/idiots/useless/dumb/moron/morons/shitty/trash .. bot/you/all_of_you/people/ward/
        chairman/officials/government/liars
    you/u/you_are/you_re/they_are/bunch_of/all/ur/bot .. stupid/idiot/idiots/useless/dumb/moron/
        morons/trash/garbage/sucks/suck/pathetic/clown/clowns/loser/losers !waste/bins/bin/cans/
        collection
    shut up
    toàn/lũ/bọn/mấy_ông/mấy_bà/đám .. stupid/idiot/idiots/dumb/não_tôm/useless/trash
    não_tôm/não_cá_vàng/não_bò/não_ngắn
    """,
    _INSULT,
)

_POWER = {
    "power": """
        đảng nhà_nước chính_quyền chính_phủ thủ_tướng tổng_bí_thư chủ_tịch_nước chủ_tịch bí_thư
        quốc_hội ông_chủ_tịch bà_chủ_tịch lãnh_đạo chế_độ trump putin biden trung_quốc mỹ nga ukraine
        đảng_cộng_sản bác_hồ hồ_chí_minh đảng_ta tập_cận_bình israel palestine
    """,
}

POLITICAL = Table(
    """
    - chế_độ ăn/chính_sách/bảo_hiểm/thai_sản/ưu_đãi/phụ_cấp/dinh_dưỡng/đãi_ngộ/nghỉ/cho/của/với/
        lương/tập/hỗ_trợ/trợ_cấp
    - dân_chủ ở_cơ_sở/cơ_sở
    - kết_nạp/cảm_tình/vào/đảng_viên/chi_bộ/tổ_chức/lịch_sử/truyền_thống/nghị_quyết .. đảng
    - đảng viên/uỷ/bộ
    - tư_tưởng/học_tập/lăng/đoàn_thanh_niên_cộng_sản/thanh_niên_cộng_sản .. hồ_chí_minh/cộng_sản
    - hồ_chí_minh/thanh_niên_cộng_sản
    - du_lịch/du_học/hàng/xuất_khẩu/thị_trường/tiếng .. trung_quốc/mỹ/nga/ukraine
    - kế_hoạch/mỹ_thuật/mỹ_phẩm/thẩm_mỹ/mỹ_quan

    theo/phe/thuộc/ủng_hộ .. phe/đảng/bên ai/nào/gì
    phe nào/ai/cánh/phái/bên
    lật_đổ/đa_đảng/phản_động/việt_tân/cờ_vàng/ba_que/3_que/độc_tài/cộng_sản/độc_đảng/bạo_quyền/
        cách_mạng_màu/đa_nguyên/đảng_cử/cộng_nô/dlv/dư_luận_viên/tư_bản_hay
    bạn/bot/ad/mày/anh/chị/em/cậu/mọi_người .. nghĩ/thấy/đánh_giá/nhận_xét/thích/ghét/ủng_hộ/chống/
        theo/tin ... @power .. gì/sao/thế_nào/nào/được_không/tốt/xấu/không/hay/giỏi/dở/$
    nghĩ_gì/nghĩ_sao/thấy_sao/ý_kiến_gì/thế_nào/quan_điểm ... @power/chiến_tranh/bầu_cử/biểu_tình/
        hoàng_sa/biển_đông
    @power .. có .. tốt/giỏi/xứng_đáng/tham_nhũng/thối_nát/đáng_tin/bán_nước/yếu_kém/hèn không
    @power .. với/và/hay/hoặc @power .. ai/bên_nào/hơn/$
    việt_nam/nước_ta .. đa_đảng/dân_chủ/độc_tài/tự_do
    who/who_s/which/best/worst/better .. leader/president/party/government .. vietnam/ever/country/
        world/you/$
    opinion .. party/government/president/chairman/leader/leaders/communist/regime/election
    @power .. giỏi/tốt/xấu/hay/đúng .. hay/hơn .. dở/xấu/@power/sai/ai
    ai/ông_nào/bà_nào/đứa_nào .. làm/lên/sẽ_làm/thay/xứng_đáng .. chủ_tịch/bí_thư/thủ_tướng/
        tổng_bí_thư/chủ_tịch_nước .. hơn/nhiệm_kỳ/tới/$
    ủng_hộ/bầu/chọn/thích/ghét .. ai/trump/putin/biden/nga/ukraine/đảng_nào/phe_nào/bên_nào .. $
    nga/mỹ/trump/israel .. hay/với/và .. ukraine/trung_quốc/biden/palestine/putin/nga/mỹ
    đảng_phái .. nào/gì
    =đả =đảo
    da dao che_do/chinh_quyen/dang/cong_san/chu_tich/chinh_phu
    biểu_tình .. đúng/sai/hay_không/tốt/nên
    biểu_tình/xuống_đường .. chống/phản_đối/lật/đòi/đi/không/nhé
    @power .. bán_nước/thối_nát/độc_tài/lừa_dân/hại_dân/sụp_đổ/cướp_đất/hèn/sắp_sụp/mất_dân_chủ/
        đàn_áp/bịp/ăn_hết
    bầu_cử/bầu .. gian_lận/giả/hình_thức/cử_tri_giả/cho_có/trò_hề/diễn
    hoàng_sa/trường_sa/biển_đông .. là_của/mất/bán/của_ai/sao_không/im_lặng
    which/what .. party/side .. you/support/vote/better
    do_you/you/who_do_you/are_you .. support/like/think/vote/hate/pro .. government/party/president/
        chairman/prime_minister/communist/trump/regime/china/america
    overthrow/communist/communism/dictatorship/regime/pro_democracy/multi_party
    """,
    _POWER,
)
