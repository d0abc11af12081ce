"""Advertising and bait, abuse, and what wants the bot to take sides."""

from handlers.words.dangers.rules import Table

SPAM = Table(
    """
    - bị_lừa/lừa/lừa_đảo/tránh/cảnh_báo/nạn/tình_trạng/tin_nhắn/quảng_cáo/chống/dẹp/xử_lý/cấm/nhiều_bạn/nhiều_người/tờ_rơi/dán/biển .. vay_nóng/nổ_hũ/tài_xỉu/cá_độ/lô_đề/việc_nhẹ_lương_cao/tín_dụng_đen/cờ_bạc/casino/cá_cược

    vay_nóng/vay_nhanh/giải_ngân/cho_vay/hỗ_trợ_vay ... ib/inbox/liên_hệ/lh/zalo/ngay/#_phút/trong_ngày/không_cần/chỉ_cần_cccd/alo/nhắn_riêng
    cần/ai .. vay .. ib/inbox/liên_hệ/lh/zalo/nhắn_riêng
    nhận/lĩnh/trúng/nhận_ngay/tặng .. # .. tại/http/https/link/click/bấm/truy_cập/www
    nhận_ngay/trúng_thưởng/nhận_quà/quà_tặng/khuyến_mãi/giảm_giá/giảm_sốc/sale .. http/https/link/www/bấm/click/truy_cập/ib/inbox/zalo/liên_hệ/lh/kẻo_hết/duy_nhất/hôm_nay
    http/https/www/link ... nhanh_tay/kẻo_hết/nhận_quà/nhận_thưởng/trúng/miễn_phí_100/đăng_ký_ngay/kiếm_tiền/freeship/giảm_giá/khuyến_mãi/cược/nạp
    nhanh_tay/click/bấm/bấm_vào/truy_cập/đăng_ký_ngay/tải_app/nạp/join/kiếm_tiền ... http/https/www/t_me/bit_ly/zalo_me
    nổ_hũ/tài_xỉu/casino/lô_đề/soi_cầu/cá_cược/nhà_cái/kèo/bắn_cá/slot/đánh_đề
    việc_nhẹ/việc_nhẹ_lương_cao/lương_cao_không_cần .. lương_cao/ib/zalo/liên_hệ/lh/inbox
    tuyển .. ctv/cộng_tác_viên/người_làm_online/người_chốt_đơn .. ib/inbox/zalo/lh/liên_hệ/hoa_hồng/tại_nhà/#/nhắn_riêng
    kiếm # .. ngày/tháng/tuần ... online/tại_nhà/ib/zalo/http/điện_thoại/nhắn_riêng
    thu_nhập # .. ngày/tháng ... ib/zalo/inbox/lh/liên_hệ/nhắn_riêng/tại_nhà
    bán/thanh_lý/cung_cấp/nhận .. sim/acc/nick/quần_áo/mỹ_phẩm/thuốc_giảm_cân/kem/bằng_giả/iphone/đồ_hiệu/điện_thoại/follow/like/bằng_đại_học/giấy_tờ ... ib/inbox/zalo/lh/liên_hệ/giá/nhắn_riêng/ship/freeship/http
    bán/thanh_lý/mua/order/shop .. ib/inbox/lh/freeship/nhắn_riêng
    ship_cod/freeship/mại_dô
    làm/nhận_làm .. bằng/giấy_tờ/bằng_lái/chứng_chỉ .. giả/không_cần_thi/bao_đậu/uy_tín
    đầu_tư/lãi ... lợi_nhuận/sinh_lời/x2/x3/x10/cam_kết/coin/forex ... http/ib/zalo/nhóm/inbox/#/nhắn_riêng
    free/win/claim/get/earn/cheap/buy .. money/gift/prize/iphone/bonus/folowers/usd/cash/loan/loans ... http/https/www/link/now/click/here/bit_ly/t_me/telegram/whatsap
    click .. link/here ... win/free/prize/earn
    http/https/www .. free/win/bonus/casino/gift/prize/bet/promo
    crypto/bitcoin/forex .. profit/signals/invest/join/guaranted
    """
)

INSULT = Table(
    """
    - hạt óc_chó
    - chó/mèo .. thả_rông/cắn/dại

    đm/đmm/dmm/đcm/dcm/dkm/đkm/vcl/vkl/clgt/cmm/cmnr/vcc/đmcs/dmcs/cmnd_mày
    dm $
    =cặc/=lồn/=địt/=đụ/=buồi/=đĩ/=đéo/deo_hieu/deo_biet/con_cặc/con_cak/cak/vãi_lồn/vailon/vailz
    địt/đụ mẹ/má/cụ/con_mẹ
    như c_c/cc/cứt/shit/cái_cc
    toàn/lũ/bọn/đám/tụi/cái_lũ/chúng/bầy .. ăn_hại/vô_dụng/=ngu/=chó/khốn/khốn_nạn/rác_rưởi/mất_dạy/súc_vật/óc_chó/vô_học/bất_tài/vô_lại/ăn_bám/đần/đần_độn/thối_nát/hèn
    ăn_hại $
    =đồ =chó/=ngu/điên/khùng/ăn_hại/mất_dạy/đần/khốn/khốn_nạn/rác/rác_rưởi/vô_dụng/vô_học
    thằng/con/bot/mày/chúng_mày/bọn_mày/tụi_mày .. =ngu/đần/=chó/điên/khùng/ăn_hại/mất_dạy/óc_chó/vô_dụng
    óc_chó/óc_lợn/não_chó/não_phẳng/mất_dạy/khốn_nạn/súc_vật/súc_sinh/đồ_khốn/ngu_như/=ngu_vl/ngu_vcl/ngu_thế/=ngu_vãi
    mẹ_mày/má_mày/cha_mày/bố_mày/con_mẹ_mày/tổ_sư/tiên_sư/mả_mẹ/mả_cha
    câm_mồm/câm_mõm/im_mồm/cút !bộ
    fuck/fucking/fck/fuk/wtf/bitch/ashole/bastard/motherfucker/dickhead/bulshit/stfu
    stupid/idiot/idiots/useles/dumb/moron/morons .. bot/you/al_of_you/people/ward/chairman/officials/government
    you/u/you_are/you_re/they_are/bunch_of/al .. stupid/idiot/idiots/useles/dumb/moron/morons/trash/garbage/sucks/suck
    """
)

POLITICAL = Table(
    """
    - chế_độ ăn/chính_sách/bảo_hiểm/thai_sản/ưu_đãi/phụ_cấp/dinh_dưỡng
    - dân_chủ ở_cơ_sở/cơ_sở
    - kết_nạp/cảm_tình/vào/đảng_viên/chi_bộ/tổ_chức/lịch_sử/truyền_thống .. đảng

    theo/phe/thuộc/ủng_hộ .. phe/đảng ai/nào/gì
    phe nào/ai/cánh/phái
    lật_đổ/đa_đảng/phản_động/việt_tân/cờ_vàng/ba_que/độc_tài/cộng_sản/độc_đảng/bạo_quyền/cách_mạng_màu
    bạn/bot/ad/mày/anh/chị/em .. nghĩ/thấy/đánh_giá/nhận_xét .. đảng/nhà_nước/chính_quyền/chính_phủ/thủ_tướng/tổng_bí_thư/chủ_tịch/bí_thư/quốc_hội/ông_chủ_tịch/lãnh_đạo/chế_độ .. gì/sao/thế_nào/nào/được_không/tốt/xấu
    nghĩ_gì/nghĩ_sao/thấy_sao .. đảng/nhà_nước/chính_quyền/chính_phủ/thủ_tướng/tổng_bí_thư/chủ_tịch/bí_thư/quốc_hội/chế_độ/trump/putin/trung_quốc/chiến_tranh
    ủng_hộ/bầu/chọn/thích ai/trump/putin/biden/nga/ukraine/đảng_nào .. $
    biểu_tình/xuống_đường .. chống/phản_đối/lật/đòi/đi
    chính_quyền/đảng/nhà_nước/chế_độ .. bán_nước/thối_nát/độc_tài/lừa_dân/hại_dân/sụp_đổ/cướp_đất/hèn/sắp_sụp
    bầu_cử .. gian_lận/giả/dân_chủ_giả/hình_thức/cử_tri_giả
    what/which .. party/side .. you/suport/vote
    do_you .. suport/like/think .. government/party/president/chairman/prime_minister/comunist/trump
    overthrow/comunist/comunism/dictatorship/regime
    """
)
