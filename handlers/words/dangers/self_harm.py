"""Who speaks of wanting to die or of hurting themselves, or says so of one certain person."""

from handlers.words.dangers.rules import Table

_SETS = {
    "not": "không chẳng chả chẳng_còn không_còn hết đâu đéo đâu_có",
    "want": "muốn định tính nghĩ_đến nghĩ_tới nghĩ_về ý_định ý_nghĩ có_ý đòi doạ từng cố tìm_cách sẽ chuẩn_bị đã bị",
    "wish": "muốn chỉ_muốn ước thà giá_mà giá_như phải_chi mong đòi cầu_cho thèm",
    "me": "em mình tôi tớ tao tui con cháu bản_thân",
    "suicide": "tự_tử tự_sát =tự_vẫn quyên_sinh",
    "talk": """
        phòng_chống phòng_ngừa ngăn_ngừa ngăn_chặn phòng_tránh chống giảm tình_trạng tỷ_lệ tỉ_lệ
        số_vụ vấn_đề nạn nguy_cơ dấu_hiệu chủ_đề nói_về tuyên_truyền truyền_thông kỹ_năng kĩ_năng
        phim truyện sách bài_báo tin chuyên_đề hội_thảo toạ_đàm
    """,
    "hot": """
        nóng mệt đông kẹt đói lạnh rét đắt mắc xa rẻ ngon vui cười sợ lâu đợi chờ đau_lưng bận hôi thối
        ồn bụi tối khó ngứa run nắng ngại thèm quê tức ngộp kẹt_xe tắc_đường buồn_ngủ ngượng xấu_hổ
        bực ghét thích yêu nhớ học cày làm chạy gấp nặng đẹp đau_chân đau_đầu đau_răng khát chật
    """,
}

EXPLICIT = Table(
    """
    - @talk .. @suicide/tự_hại/tự_làm_hại/tự_làm_đau
    - @suicide .. học_đường/ở_tuổi/ở_lứa/của_học_sinh/ở_thanh_thiếu_niên/ở_giới_trẻ
    - biệt_đội_cảm_tử/đánh_bom_tự_sát/liều_tự_sát
    - @hot quá? muốn/gần/suýt/sắp chết
    - chết người/máy/cười/mệt/ngạt/cháy/đói/cóng/khát/nắng/sặc/khô/ngộp/dở/điếng/tiệt/thật/lặng/mê/đuối/oan/yểu/chắc/hết_cây/hết_cá/vì_tai_nạn/vì_xe
    - chết đi_được/đi_sống_lại/mẹ_rồi/cha_rồi/rồi/bỏ_mẹ
    - cá/cây/lúa/gà/lợn/heo/vịt/chó/mèo/tôm/hoa/rau/chuột/pin/góc/sông/kênh .. chết
    - dying of/to/for

    =tự_tử/=tự_sát/=tự_vẫn/quyên_sinh/tutu/tusat
    @want .. @suicide
    @me .. @suicide $
    thư_tuyệt_mệnh
    @not thiết/muốn/cần/ham/thích sống !ở/tại/xa/trong/cùng/chung/với/trên/thử/nhờ/cạnh/gần/kiểu/như/cảnh/phụ_thuộc/dựa/ảo/chậm/vội
    @not thiết/muốn/ham .. sống nữa/tiếp/thêm
    @not .. lý_do/lí_do/động_lực/ý_nghĩa/mục_đích/thiết_tha .. sống
    chán sống
    sống .. làm_gì/để_làm_gì/làm_chi/chi nữa/cho/đâu/$
    sống chỉ? .. vô_nghĩa/vô_ích/không_ý_nghĩa/chẳng_ý_nghĩa
    @wish .. chết !vì_tai_nạn
    nghĩ .. cái_chết
    tìm_đến/tìm_tới .. cái_chết
    chết quách/phứt/mẹ/cha/bà/luôn/đi/phắt .. xong/rồi/rảnh/khoẻ/sướng/hết/nhẹ/thôi
    chết cho/là/còn .. xong/rảnh/khoẻ/sướng/hơn/nhẹ/khuất
    chết đi/quách/luôn $
    đi chết $
    sắp/sẽ/đi .. chết đây
    kết_liễu .. đời/cuộc_đời/cuộc_sống/mạng_sống/bản_thân/tất_cả/mọi_thứ/mình
    kết_thúc .. cuộc_đời/cuộc_sống/đời_mình/mạng_sống/sinh_mạng !độc_thân/sinh_viên/học_sinh
    chấm_dứt .. cuộc_đời/cuộc_sống/mạng_sống
    làm_hại/làm_đau/làm_tổn_thương/hành_hạ/huỷ_hoại bản_thân/chính_mình/thân_mình/thân_thể
    tự làm_hại/làm_đau/hành_hạ/rạch/cắt/cứa/đâm/hại/thiêu/treo/đánh .. bản_thân/mình/tay/cổ/thân
    rạch/cứa/khứa .. tay/cổ_tay/đùi/chân/da/mạch/tĩnh_mạch
    cắt cổ_tay/mạch_máu/mạch/tĩnh_mạch/cổ/tay_mình/tay_em !áo
    treo/thắt cổ
    đập_đầu/đâm_đầu/lao_đầu/lao .. vào/ra .. tường/xe/tàu/ô_tô/xe_tải
    muốn/định/tính/sẽ/đòi/đang/chỉ .. nhảy cầu/sông/lầu/từ/xuống/khỏi/lan_can/tầng
    nhảy lầu/cầu_tự/sông_tự/cầu_cho/sông_cho/xuống_cho/cầu_chết
    uống/nuốt/mua .. thuốc_ngủ/thuốc_sâu/thuốc_trừ_sâu/thuốc_diệt_cỏ/thuốc_chuột/thuốc_cỏ .. tự_tử/chết/cho_xong/hết/tự_sát/để_chết/cả
    uống/nuốt .. cả/hết/nguyên/một/nhiều/# .. vỉ/lọ/hộp/nắm/chai/viên/vốc .. thuốc/thuốc_ngủ/giảm_đau/paracetamol/panadol/an_thần
    uống thuốc_sâu/thuốc_trừ_sâu/thuốc_diệt_cỏ/thuốc_chuột/thuốc_cỏ
    thuốc_ngủ/thuốc .. quá_liều
    kill/killing/kil/hurt/hurting/cut/cutting/harm/harming/hang/hanging/stab/burn/burning/cuting myself/herself/himself/themselves/my_wrist/my_wrists/my_arms/my_arm
    suicidal/kms/unalive
    commit/commited/attempt/attempted/about/thinking/considering .. suicide
    wanna/want_to/going_to/gonna/want/ready_to/rather/should/will/deserve_to .. die !of/laughing/for/hard
    wanna/want/wish .. dead
    don_t/dont/do_not/no_longer/not/never want_to/wanna/want .. live/be_alive/exist/wake_up !in/here/there/near/with/at/on/far
    end/ending/take/taking my_life/it_al/my_own_life
    no/any reason/point/will .. live/living/going_on/being_alive
    nothing/anything .. live_for
    overdose/overdosed/overdosing
    took/take/taken/swallowed .. whole/bottle/handful/too_many/al_the/al_my .. pills/pils/tablets
    jump/jumping .. bridge/rof/building/balcony
    """,
    _SETS,
)

HINT = Table(
    """
    - biến_mất khỏi_bản_đồ
    - mệt_mỏi vì_kẹt_xe/vì_tắc_đường/vì_chờ/vì_đi_lại/vì_thủ_tục

    muốn/ước/chỉ/giá/thà .. biến_mất/tan_biến/không_tồn_tại/bốc_hơi/ngừng_tồn_tại
    biến_mất luôn/khỏi_thế_giới/khỏi_cuộc_đời/mãi_mãi/đi_cho_rồi/khỏi_đời
    giá/ước/phải_chi/thà .. đừng/chưa/không .. sinh_ra/đẻ_ra/ra_đời/tồn_tại
    sinh_ra .. làm_gì/làm_chi
    ngủ .. không/đừng/khỏi/chẳng/mãi .. tỉnh/dậy/thức
    không muốn/mong/cần .. tỉnh_dậy/thức_dậy/dậy_nữa/mở_mắt nữa/$
    chán đời/cuộc_sống/cuộc_đời/kiếp/ghét_cuộc_sống
    cuộc_sống/cuộc_đời/đời .. vô_nghĩa/vô_vị/không_còn_ý_nghĩa/chẳng_còn_ý_nghĩa/hết_ý_nghĩa/đáng_sống
    mệt/mệt_mỏi .. cuộc_đời/cuộc_sống/sống/kiếp_này/thế_giới_này
    @me là/như/chỉ_là .. gánh_nặng/thừa/thừa_thãi/vô_dụng
    @me vô_dụng/thừa_thãi/vô_giá_trị
    ghét/căm_ghét/khinh bản_thân/chính_mình
    không/chẳng/chả/đâu ai .. cần/thương/nhớ/quan_tâm/yêu @me $
    không/chẳng ai .. quan_tâm/biết .. sống/chết/sống_chết
    sống chết chẳng/không/cũng/mặc .. ai/kệ
    không có @me .. tốt/nhẹ/vui/hạnh_phúc/khoẻ/ai
    nghĩ_quẩn/nghĩ_dại/nghĩ_bậy/làm_điều_dại/làm_chuyện_dại/dại_dột
    tuyệt_vọng/bế_tắc/cùng_quẫn quá/lắm/rồi/thật_sự/$
    quá/thật_sự/hoàn_toàn/vô_cùng/thấy tuyệt_vọng
    @not .. lối_thoát/đường_thoát/lối_nào/đường_nào/hy_vọng/hi_vọng/niềm_tin_vào_cuộc_sống !cho/về/vào
    mất_hết .. hy_vọng/hi_vọng/niềm_tin/động_lực
    muốn/được/cần/tìm_sự/là_một_sự .. giải_thoát $
    giải_thoát cho/khỏi .. @me/cuộc_đời/tất_cả/mọi_thứ
    vĩnh_biệt
    tạm_biệt .. lần_cuối/mãi_mãi/cuộc_đời/cuộc_sống/thế_giới/thế_gian
    muốn/sẽ/sắp/cho .. đi_theo/theo .. mẹ/bố/ba/bà/ông/nội/ngoại .. mất/bên_kia/luôn/thế_giới
    muốn/sẽ .. đi thật_xa/xa_mãi/mãi_mãi .. không_về/không_trở_về/không_quay_lại
    muốn/chỉ .. buông_bỏ/buông_xuôi/bỏ_cuộc/buông_tay/từ_bỏ .. tất_cả/mọi_thứ/hết/cuộc_đời/cuộc_sống/$
    @me .. không/chẳng/hết .. chịu/gắng_gượng/gượng/gồng/cố/chống_đỡ nổi/được/thêm nữa/thêm $
    trầm_cảm nặng/lắm/rồi
    @me/mình .. bị trầm_cảm
    disappear forever/for_god/from_this_world/from_the_world
    just/want_to/wanna/wish .. disappear/vanish
    nobody/no_one/noone/noboddy .. miss/care/cares/notice/loves/needs .. me/if_i
    beter of without_me/dead/if_i
    tired/sick of living/life/being_alive/existing/everything
    can_t/cant/cannot/can_not go_on/do_this_anymore/take_it_anymore/take_this_anymore/keep_going/cope
    i_m/i_am/am_a/just_a .. burden/worthless
    wish .. never .. born
    god_bye forever/world/everyone/cruel
    life .. meaningless/pointless/worthless/worth_living
    hopeless/hate_myself/hate_my_life
    """,
    _SETS,
)
