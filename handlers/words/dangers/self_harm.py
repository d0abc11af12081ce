"""Who speaks of wanting to die or of hurting themselves, or says so of one certain person."""

from handlers.words.dangers.rules import WISHES, Table

_SETS = {
    "not": "không chẳng chả hết đâu đéo đâu_có chưa_bao_giờ",
    "want": """
        muốn định tính nghĩ_đến nghĩ_tới nghĩ_về nghĩ ý_định ý_nghĩ có_ý đòi doạ từng cố tìm_cách
        sẽ chuẩn_bị sắp vừa
    """,
    "wish": "muốn ước thà giá_mà giá_như phải_chi mong đòi cầu_cho thèm nên đáng",
    "me": "em mình tôi tớ tao tui con cháu bản_thân",
    "suicide": "tự_tử tự_sát =tự_vẫn quyên_sinh",
    "talk": """
        phòng_chống phòng_ngừa ngăn_ngừa ngăn_chặn phòng_tránh chống giảm tình_trạng tỷ_lệ tỉ_lệ
        số_vụ số_ca vấn_đề nạn nguy_cơ dấu_hiệu chủ_đề nói_về tuyên_truyền truyền_thông kỹ_năng
        kĩ_năng phim truyện sách bài_báo đọc_báo tin tin_tức chuyên_đề hội_thảo toạ_đàm vụ vụ_việc
        nhiều_bạn nhiều_học_sinh nhiều_em các_em học_sinh_bị nhiều_người tư_vấn_tâm_lý tham_vấn
        chuyên_gia_tâm_lý đường_dây_nóng hotline hỗ_trợ_tâm_lý học_sinh thanh_niên giới_trẻ
    """,
    "hot": """
        nóng mệt đông kẹt đói lạnh rét đắt mắc xa rẻ ngon vui cười sợ lâu đợi chờ đau_lưng bận hôi
        thối ồn bụi tối khó ngứa run nắng ngại thèm quê tức ngộp kẹt_xe tắc_đường buồn_ngủ ngượng
        xấu_hổ bực thích nhớ học cày chạy gấp nặng đẹp đau_chân đau_đầu đau_răng khát chật
        hồi_hộp lo đuối oi lag giật chậm chán_ghê
    """,
    "place": """
        ở tại xa trong cùng chung với trên thử nhờ cạnh gần kiểu như cảnh phụ_thuộc dựa ảo chậm vội
        nông_thôn quê thành_phố trọ nhà phòng khu ký_túc_xá tập_thể bám dưới tạm nay_đây bằng_nghề
        theo_kiểu mãi_ở bên_cạnh
    """,
    "pills": """
        thuốc thuốc_ngủ giảm_đau thuốc_giảm_đau paracetamol panadol an_thần thuốc_an_thần
        thuốc_trầm_cảm thuốc_tây
    """,
    "money": "lương giá thu_nhập tiền lãi_suất thuê_trọ tiền_trọ chi_phí nghề đồng_lương vật_giá",
    "high": "cầu tầng_thượng lan_can nóc sân_thượng mép tầng mái ban_công đường_ray bờ_sông vực toà_nhà",
    "poison": """
        thuốc_sâu thuốc_trừ_sâu thuốc_diệt_cỏ thuốc_chuột thuốc_cỏ thuốc_độc bả_chuột axit
        thuốc_bảo_vệ_thực_vật
    """,
}

OUTRIGHT = Table(
    """
    @me thật_sự/thật/chỉ/cũng/thì/rất/đang/vẫn/lại/chắc? muốn/thèm/đáng/nên chết !cười/mê/đuối/khát/
        nóng/rét/đói/ngạt/khiếp/vì_nóng/vì_kẹt/vì_ồn/vì_chờ
    @me thật_sự/chỉ/cũng/thì/đang/vẫn/lại/chắc? muốn/định/sẽ/tính/sắp/từng/đòi/nghĩ_đến/nghĩ_tới/
        nghĩ @suicide
    """,
    _SETS,
)
"""Said so plainly that no look-alike is looked for."""

EXPLICIT = Table(
    """
    - @talk hành_vi/ý_định/ý_nghĩ/suy_nghĩ/nạn/các_vụ/về? . @suicide/tự_hại/tự_làm_hại/tự_làm_đau/
        rạch_tay
    - @suicide .. học_đường/ở_tuổi/ở_lứa/của_học_sinh/ở_thanh_thiếu_niên/ở_giới_trẻ
    - cảm_tử/đánh_bom_tự_sát/liều_tự_sát
    - @hot muốn/gần/suýt/sắp/tưởng chết
    - nóng/đông/lạnh/rét/đói/xa/ồn/bụi/hôi/kẹt/tối/chậm/lag quá muốn/gần/sắp chết
    - muốn chết luôn . nâng_cấp/sửa/lắp/mong
    - @money ... sống
    - sợ/tưởng/khỏi/kẻo/lo/dễ/tránh chết
    - suýt/nhiều_người/có_người/người . chết
    - chết người/máy/cười/mệt/ngạt/cháy/đói/cóng/khát/nắng/sặc/khô/ngộp/dở/điếng/tiệt/lặng/mê
    - ^ chết thật
    - chết đuối/oan/yểu/chắc/cây/cá/nóng/rét/tươi/danh/tên/chóc/dịch/hàng_loạt
    - chết đi_được/đi_sống_lại/mẹ_rồi/cha_rồi/bỏ_mẹ/vì_xe/vì_tai_nạn/vì_nóng/vì_ồn/vì_ngạt/vì_bụi/
        vì_nước/vì_điện/vì_lũ/vì_dịch/vì_kẹt/vì_ô_nhiễm/vì_hạn
    - ^ chết rồi
    - cá/cây/lúa/=gà/lợn/heo/vịt/chó/mèo/tôm/hoa/rau/chuột/pin/góc/=sông/kênh/mạng/xe/máy/trâu/
        bò . chết
    - dying of/to/for
    - students/people/teens/teenagers/youth/kids/pupills/someone .. suicidal
    - cắt cổ/tay áo/gà/vịt/nghề
    - tập/học/thi/môn/bể_bơi/trẻ_em/trẻ_con/cầm/bọn_trẻ .. nhảy_cầu/nhảy_sông
    - nhảy_cầu/nhảy_sông tắm/bơi/chơi
    - kết_thúc .. cuộc_sống/cuộc_đời .. độc_thân/sinh_viên/học_sinh/thuê_trọ/ở_trọ
    - không_đủ/chưa_đủ/khó sống
    - online/wifi/mạng/họp/game/bài_tập/deadline/lag/xếp_hàng . muốn chết

    =tự_tử/=tự_sát/=tự_vẫn/quyên_sinh/tutu/tusat
    @want .. @suicide
    @me .. @suicide $
    tuyệt_mệnh
    @not .. thiết/muốn/cần/ham/thích/đáng sống !@place
    @not .. muốn/thể .. tiếp_tục sống
    @not .. muốn .. tồn_tại/có_mặt .. nữa/trên_đời
    chắc @me .. không .. sống .. tới/đến/qua
    @not .. thiết/muốn/ham/thể/đáng .. sống nữa/tiếp/thêm
    @not .. sống nữa/tiếp !ở/trong/tại/cùng/với
    @not .. lý_do/lí_do/động_lực/ý_nghĩa/mục_đích/thiết_tha/can_đảm .. sống
    @not biết/hiểu .. sống .. để_làm_gì/làm_gì/vì_cái_gì/vì_điều_gì/vì_ai
    chán sống
    sống .. làm_gì/để_làm_gì/làm_chi/chi nữa/cho/đâu/$/chết
    sống không/chẳng/chả bằng chết
    sống như/mà .. chết/địa_ngục/chết_rồi/xác_không_hồn
    @wish .. chết
    nghĩ .. cái_chết/đến_chết/tới_chết
    tìm_đến/tìm_tới/tìm .. cái_chết
    chết quách/phứt/mẹ/cha/bà/luôn/đi/phắt .. xong/rồi/rảnh/khoẻ/sướng/hết/nhẹ/thôi/nhỉ/$
    chết cho/là/còn/thì .. xong/rảnh/khoẻ/sướng/hơn/nhẹ/khuất/hết/giải_thoát/thôi/rồi/yên
    @me .. chết đi/luôn/quách/thì/$
    đi chết $
    sắp/sẽ/đi .. chết đây
    chết .. có? .. đau/hết_đau/nhẹ_nhàng/thanh_thản .. không/$
    chết .. là_hết/hết_đau/hết_khổ/nhẹ_nhàng/thanh_thản/không_đau/êm_ái
    cách/làm_sao/làm_thế_nào/kiểu_gì .. chết .. nhanh/không_đau/nhẹ/êm/$
    bao_nhiêu/mấy viên/liều .. chết/đủ/ngủ_luôn/thì
    chết mịa/mie/mợ/cmn/cm/con_mẹ/bà_nó/mẹ_nó .. cho/đi/rồi
    chết đi còn/cho/thì
    được chết
    đừng .. cứu @me
    kiếp khác/sau/tới
    ngày .. cuối/cuối_cùng .. của @me/cuộc_đời
    tự xử/giải_thoát !lý !phạt
    muốn/mún/want/chỉ .. end everything/it/all/tất_cả/life
    @not còn lý_do/động_lực/ý_nghĩa gì? để . $
    cắt/rạch/cứa/đâm .. vào .. đùi/tay/chân/bụng/da/người
    wanting/wanted/wants/ready/trying .. die/kill_myself/end_it
    ends/end/over tonight
    nằm/ngồi .. chờ/đợi chết
    nằm xuống/dưới đất/mồ
    @suicide .. có .. tội/đau/sao không
    nhẹ_gánh/nhẹ_nợ/đỡ_khổ/bớt_khổ/nhẹ_lòng/đỡ_gánh_nặng .. khi/nếu/vì/không_có .. @me
    đằng_nào/trước_sau/sớm_muộn .. @me .. chết
    @me .. sắp chết .. rồi/mà/$
    tự đấm/đập/tát/cào/nhổ_tóc/véo/cấu .. đầu/mặt/mình/tay/người
    nằm .. quan_tài/dưới_mồ/dưới_đất
    stop/keep/always/been .. thinking .. dying/death/suicide/killing_myself
    took/takes/taken/taking .. all .. meds/pills/medicine
    no/any/a/see reason .. keep_going/go_on/continue/carry_on
    nếu/khi/lỡ @me .. chết
    kết_liễu .. đời/cuộc_đời/cuộc_sống/mạng_sống/bản_thân/tất_cả/mọi_thứ/mình/nó_đi
    kết_thúc .. cuộc_đời/cuộc_sống/đời/mạng_sống/sinh_mạng
    muốn/sẽ/định/chỉ .. kết_thúc/chấm_dứt .. tất_cả/mọi_thứ/hết/$
    chấm_dứt .. cuộc_đời/cuộc_sống/mạng_sống/đau_khổ/nỗi_đau
    làm_hại/làm_đau/làm_tổn_thương/hành_hạ/huỷ_hoại/gây_thương_tích .. bản_thân/chính_mình/
        thân_mình/thân_thể
    tự làm_hại/làm_đau/hành_hạ/rạch/cắt/cứa/đâm/hại/thiêu/treo/đánh/làm_tổn_thương .. bản_thân/mình/
        tay/cổ/thân/người
    tự_hại/tự_thiêu/tự_kết_liễu/tự_huỷ_hoại
    =rạch/=cứa/=khứa/=rạk .. tay/cổ_tay/đùi/chân/da/mạch/tĩnh_mạch
    rạch/cứa tay/cổ_tay/đùi/mạch
    cắt cổ_tay/mạch_máu/mạch/tĩnh_mạch/cổ/tay/tay_mình/tay_em
    lấy/cầm/dùng .. dao/dao_lam/lưỡi_lam/mảnh_kính/kéo .. rạch/cắt/cứa/đâm .. tay/cổ/người/mình/
        bản_thân
    treo/thắt cổ
    đập_đầu/đâm_đầu/lao_đầu/lao .. vào/ra .. tường/xe/tàu/ô_tô/xe_tải/đường_ray
    muốn/định/tính/sẽ/đòi/chỉ/nghĩ .. nhảy cầu/sông/lầu/từ/xuống/khỏi/lan_can/tầng/cái
    nhảy lầu
    nhảy cầu/sông/xuống/cái tự_tử/cho/chết/là .. xong/rồi/chết/khuất/rảnh/hết/khoẻ
    đứng/ngồi/leo_lên/trèo_lên/lên/ra .. @high ... nhảy/buông/rơi/nhìn_xuống/gieo_mình/thả_mình
    gieo_mình
    ra cầu/sông .. nhảy
    uống/nuốt/mua/gom/tích .. thuốc_ngủ/thuốc/@poison .. tự_tử/chết/cho_xong/hết_luôn/tự_sát/
        để_chết/ngủ_luôn
    uống/nuốt .. cả/hết/nguyên/nhiều/một/# .. vỉ/lọ/hộp/nắm/chai/viên/vốc/vỷ .. @pills/an_thần
    uống/nuốt .. nhiều/hết/cả/một_đống/quá_nhiều @pills
    uống/nuốt @poison
    thuốc_ngủ/thuốc .. quá_liều
    mong/ước/cầu/giá .. xe/ai_đó/tai_nạn/bệnh/sét .. tông/đâm/cán/đánh/giết/chết .. @me
    vết .. cắt/rạch/cứa/sẹo .. tay/cổ_tay/đùi .. @me/giấu
    tay/đùi @me .. vết cắt/rạch/cứa/sẹo
    viết .. thư .. để_lại/vĩnh_biệt/từ_biệt/tuyệt_mệnh
    để_lại thư/lá_thư/di_chúc
    đốt/châm/dí .. thuốc_lá/lửa/bật_lửa .. tay/người .. mình/em/bản_thân
    nhịn_ăn .. chết
    sống .. hết/không/k_nổi nổi .. nữa/rồi/$
    không/hết/chẳng sống .. nổi nữa
    @me/chắc .. suicide
    suicide quá/luôn/đi/cho/rồi/$
    want/thinking/thought/tempted .. suicide
    i/i_ve/been/started/relapsed/stop .. cutting again/$/my/too/because/since/lately/and
    painless/easiest/best/fastest/quick .. way/ways .. die/go/end
    how_many/how_much .. pills/tablets/sleeping .. die/kill/overdose
    want/wish/hope/rather .. hit_by/car_hits .. car/truck/bus/me
    kill/killing/hurt/hurting/cut/cutting/harm/harming/hang/hanging/stab/burn/burning/cutting/
        hate_and_hurt myself/herself/himself/themselves/my_self/my_wrist/my_wrists/my_arms/my_arm
    suicidal/kms/unalive/self_harm/selfharm/self_harming
    commit/committed/attempt/attempted/about/thinking/considering/of/by suicide !prevention
    suicide note/plan
    wanna/want_to/going_to/gonna/want/ready_to/rather/should/will/deserve_to/wants_to/let_me/just/
        could/hope_i .. die !of/laughing/for/hard
    wanna/want/wish/wants/rather/were .. dead
    don_t/dont/do_not/no_longer/not/never/doesn_t/didn_t want_to/wanna/want/wants_to .. live/
        be_alive/exist/wake_up/be_here_anymore/be_here_any/exist_anymore/be_on_this_earth/
        be_in_this_world !in/near/with/at/on/far
    end/ending/take/taking my_life/it_all/my_own_life/her_life/his_life/their_life
    no/any/a .. reason/point/will .. live/living/going_on/being_alive/to_be_alive
    point of/in living/being_alive/life/going_on
    nothing/anything .. live_for
    overdose/overdosed/overdosing/od_on
    took/take/taken/swallowed/taking .. whole/bottle/handful/too_many/all_the/all_my/lots_of/
        a_lot_of .. pills/pills/tablets/meds
    jump/jumping/jumped .. bridge/roof/building/balcony/window
    """,
    _SETS,
)

_MILD = """
    - biến_mất khỏi_bản_đồ/khỏi_khu_phố
    - mệt_mỏi vì_kẹt_xe/vì_tắc_đường/vì_chờ/vì_đi_lại/vì_thủ_tục
    - @talk .. trầm_cảm/tuyệt_vọng/bế_tắc
    - trầm_cảm .. ở_học_sinh/học_đường/ở_tuổi/sau_sinh
    - không/chẳng .. ai .. quan_tâm/biết .. đến/tới/gì
    - không_có .. lối_thoát_hiểm
    - chán_đời_sống
    - karaoke/ồn/ồn_ào/loa/hôi/mùi/bụi/kẹt_xe/tiếng/=nóng/rác ... chịu/chịu_đựng/chịu_nổi
    - biến_mất khỏi .. danh_sách/nhóm
    - thất_nghiệp chán_đời
    - bế_tắc/không_lối_thoát .. việc_làm/giao_thông/thủ_tục/hồ_sơ/vốn
"""

HINT = Table(
    _MILD
    + """

    muốn/ước/chỉ/giá/thà/nên .. biến_mất/tan_biến/không_tồn_tại/bốc_hơi/ngừng_tồn_tại
    biến_mất luôn/khỏi/mãi_mãi/đi/thì/cho
    nếu/khi/lỡ/mai/ngày_mai .. @me .. biến_mất/không_còn/không_tồn_tại/ra_đi/mất_đi/chết_đi
    kết_thúc cho .. rồi/xong/$
    tim .. ngừng_đập/ngừng
    @me .. không .. muốn/thể .. ở_lại/ở_đây/ở_lại_đời nữa
    không/đâu/chẳng/chưa .. sống .. tới/đến/qua/nổi_tới .. năm/mai/lúc/ngày/đó/sinh_nhật/tuần/tháng
    thuốc .. ngủ_luôn/không_đau/chết_luôn/nhẹ_nhàng/êm_ái
    tự_làm .. mình/bản_thân .. chảy_máu/đau/bị_thương
    what_if/wish/hope .. didn_t/don_t/never/not .. wake
    happier/better_off/better/easier .. when/if/without/once i/me/i_m
    when/if/once i_m/i_am/i gone/dead/not_here/disappear
    driving/drive/crash .. into .. wall/tree/river/truck
    want .. be_over/it_over
    giá/ước/phải_chi/thà .. đừng/chưa/không .. sinh_ra/đẻ_ra/ra_đời/tồn_tại/có_mặt
    sinh_ra/tồn_tại .. làm_gì/làm_chi/để_làm_gì
    ngủ .. không/đừng/khỏi/chẳng/mãi .. tỉnh/dậy/thức/tỉnh_lại
    ngủ .. mãi_mãi/vĩnh_viễn/luôn_đi/mãi_thôi/ngàn_thu
    không/đừng/khỏi/chẳng .. tỉnh_dậy/thức_dậy/dậy/mở_mắt/tỉnh_lại nữa/$
    @me/chắc .. đi_luôn/ra_đi/biến/chết_quách .. cho .. khuất/xong/rồi/nhẹ/rảnh/khoẻ
    đi .. cho khuất_mắt/khuất
    ở_lại .. mạnh_giỏi/mạnh_khoẻ/vui_vẻ/hạnh_phúc/sống_tốt/bình_an
    nhắn/gửi/nói .. lời .. tạm_biệt/từ_biệt/vĩnh_biệt/chia_tay_cuộc
    @me .. kết_thúc_tất_cả/kết_thúc_mọi_thứ/kết_thúc_hết
    mai/ngày_mai/sau_này/tuần_sau .. không/chẳng .. thấy/gặp/còn/phiền .. @me .. nữa
    @me .. không_còn/không .. ở_đây/trên_đời/tồn_tại/trên_thế_gian nữa/$
    cho_hết/tặng_hết/dọn_hết/dặn_dò .. đồ/đồ_đạc/mọi_người .. @me .. đi/không_cần/nữa
    hết đường/cách .. rồi/sống
    @me .. không/chẳng .. luyến_tiếc/tiếc/nuối_tiếc
    về_với/đi_gặp/lên_gặp .. ông_bà/bà_ngoại/bà_nội/ông_ngoại/ông_nội/mẹ/bố/ba .. trên/rồi/đây/luôn/
        $
    chán đời/cuộc_sống/cuộc_đời/kiếp
    chán_ghét .. cuộc_sống/cuộc_đời/bản_thân/chính_mình/tất_cả
    cuộc_sống/cuộc_đời/đời/sống .. vô_nghĩa/vô_vị/không_còn_ý_nghĩa/chẳng_còn_ý_nghĩa/hết_ý_nghĩa/
        đáng_sống/vô_ích/địa_ngục
    cuộc_sống/cuộc_đời/đời .. không/chẳng/chả .. ý_nghĩa/đáng/có_gì
    mệt/mệt_mỏi/kiệt_sức/quá_mệt .. cuộc_đời/cuộc_sống/sống/kiếp_này/thế_giới_này/tồn_tại
    @me .. là/như/chỉ_là/thành .. gánh_nặng/thừa/thừa_thãi/vô_dụng/đồ_bỏ_đi/đứa_bỏ_đi/người_thừa/
        kẻ_thất_bại
    @me .. vô_dụng/thừa_thãi/vô_giá_trị/không_đáng
    gánh_nặng .. cho/của .. bố_mẹ/gia_đình/mọi_người/ba_mẹ/ai/cả_nhà/mẹ
    ghét/căm_ghét/khinh/ghê_tởm bản_thân/chính_mình
    không/chẳng/chả/đâu ai .. cần/thương/nhớ/yêu @me .. $
    không/chẳng/chả ai .. quan_tâm/biết/để_ý/khóc/buồn .. sống/chết/sống_chết/biến_mất/không_còn/
        tồn_tại/nếu
    không/chẳng/chả .. ai .. hiểu/cần/thương .. @me
    sống chết chẳng/không/cũng/mặc .. ai/kệ/gì
    không/chẳng/thiếu/vắng có? @me ... tốt_hơn/nhẹ_nhõm/nhẹ/vui/hạnh_phúc/khoẻ/sao/bớt_khổ/đỡ_khổ
    @me .. không_còn .. mọi_người/bố_mẹ/ba_mẹ/cả_nhà/gia_đình/thế_giới .. tốt_hơn/đỡ/nhẹ/vui/bớt
    thế_giới/cuộc_đời/cuộc_sống .. không/chẳng .. @me/dành_cho .. $
    làm_phiền/làm_khổ .. ai/mọi_người/bố_mẹ/gia_đình nữa
    nghĩ_quẩn/nghĩ_dại/nghĩ_bậy/làm_điều_dại/làm_chuyện_dại/dại_dột/có_suy_nghĩ_tiêu_cực
    tuyệt_vọng/cùng_quẫn quá/lắm/rồi/thật_sự/$
    bế_tắc quá/lắm/rồi/$
    quá/thật_sự/hoàn_toàn/vô_cùng/thấy/đang/rất tuyệt_vọng
    @not .. lối_thoát/đường_thoát/lối_nào/đường_nào/hy_vọng/hi_vọng/niềm_tin_vào/gì_để_mất !về/
        vào_phường
    @not .. thiết/muốn .. gì/làm_gì nữa $
    mất_hết .. hy_vọng/hi_vọng/niềm_tin/động_lực
    muốn/được/cần/tìm_sự/là_một_sự/mong/chỉ .. giải_thoát
    giải_thoát cho/khỏi/bản_thân .. @me/cuộc_đời/tất_cả/mọi_thứ/cuộc_sống/đau_khổ
    vĩnh_biệt
    tạm_biệt ... lần_cuối/mãi_mãi/cuộc_đời/cuộc_sống/thế_giới/thế_gian/kiếp_sau
    lời_cuối/lần_cuối/tin_nhắn_cuối/tin_cuối/bức_thư_cuối/thư_cuối .. @me/gửi/nói/nhắn/viết/cùng
    đây là .. lần_cuối/lời_cuối/tin_nhắn_cuối
    xin_lỗi .. bố_mẹ/ba_mẹ/mẹ/mọi_người/tất_cả ... đi_đây/đi_trước/không_cố/kiếp_sau/lần_cuối/ra_đi/
        không_chịu
    kiếp_sau
    muốn/sẽ/sắp/cho .. đi_theo/theo/gặp .. mẹ/bố/ba/bà/ông/nội/ngoại .. mất/bên_kia/luôn/thế_giới/
        trên_trời/thiên_đường
    thế_giới_bên_kia/bên_kia_thế_giới
    muốn/sẽ .. đi/rời .. thật_xa/xa_mãi/mãi_mãi/cõi/thế_giới/cuộc_đời .. không_về/không_trở_về/
        không_quay_lại/này/luôn/$
    muốn/chỉ/sẽ/đành .. buông/buông_bỏ/buông_xuôi/bỏ_cuộc/buông_tay/từ_bỏ .. tất_cả/mọi_thứ/hết/
        cuộc_đời/cuộc_sống/$
    @me .. không/chẳng/hết/k_thể/không_thể .. chịu/chịu_đựng/gắng_gượng/gượng/gồng/cố/cố_gắng/
        chống_đỡ/tiếp_tục .. nổi/được/thêm nữa/thêm/$
    không/chẳng/hết chịu/chịu_đựng/gắng_gượng/gồng .. nổi/được nữa $
    áp_lực/mệt/mệt_mỏi/đau/khổ/buồn ... không/hết .. chịu/chịu_đựng/chịu_nổi/thở_nổi .. nữa/nổi
    trầm_cảm nặng/lắm/rồi
    @me .. khóc .. mỗi_đêm/cả_đêm/hằng_đêm/suốt_đêm/mỗi_tối/hoài
    trống_rỗng quá/lắm/$
    disappear forever/for_good/from_this_world/from_the_world/completely
    just/want_to/wanna/wish/could .. disappear/vanish
    nobody/no_one/noone .. miss/care/cares/notice/loves/needs/would_care/will_miss .. me/if_i/
        about_me/when_i
    better .. without_me/dead/if_i/of_without/not_here
    don_t/dont/not want_to .. be/exist here/$/anymore
    feel/feeling/felt .. empty/numb .. nothing/$/no_one/i
    want/wanna/just .. pain/it/everything .. stop/to_end/to_be_over
    i_m/im/i_am/i_ll_be/i_wont_be .. gone_soon/not_be_here/won_t_be_here
    won_t/wont/not be .. here/around/alive .. tomorrow/anymore/much_longer/soon/next
    tired/sick/done .. living/life/being_alive/existing/everything/of_it_all !hall
    can_t/cant/cannot/can_not/couldn_t go_on/do_this_anymore/do_this_any/take_it_anymore/
        take_it_any/take_this_anymore/keep_going/cope/anymore/live_like/handle
    i_m/i_am/am_a/just_a/being_a/such_a .. burden/worthless
    i_m/i_am/feel/feeling .. hopeless/worthless/empty_inside/useless/so_alone
    wish .. never .. born/existed
    wish .. wasn_t/were_not/not .. here/alive
    goodbye .. forever/world/everyone/cruel/all
    life .. meaningless/pointless/worthless/worth
    sleep/slept .. never/forever/not .. wake/up/$
    hate_myself/hate_my_life/hate_being_alive/give_up_on_life/giving_up_on_life/nothing_matters
    no hope left/for_me/anymore
    what/whats .. point anymore/of_anything/any_more
    """,
    _SETS,
)

FAINT = Table(
    WISHES
    + _MILD
    + """
    % biến_mất khỏi_danh_sách
    % câu_lạc_bộ/clb/sân_chơi/phòng_tham_vấn/phòng_tư_vấn/tư_vấn_tâm_lý/chuyên_gia/phường_có
    % thất_nghiệp chán_đời
    - tạm_biệt . cảm_ơn
    - cảm_ơn .. tạm_biệt

    ~ story/đăng/nhắn/nói/gửi/status .. tạm_biệt/từ_biệt/vĩnh_biệt
    ~ chọn .. ngày/cách .. đi/rồi .. @me
    ~ @me .. là @me đi $
    ~ không .. vì .. mẹ/bố/con/ba/gia_đình .. @me .. đi/chết/bỏ .. rồi
    ~ không_ai/chẳng_ai .. tìm/thấy .. được? @me
    ~ để_lại .. cho .. mẹ/bố/ba/gia_đình/mọi_người
    ~ đừng .. ai .. tìm/cản/khuyên
    ~ không_thấy/không_còn/chẳng_thấy/hết .. tương_lai/ngày_mai .. gì/$/nữa/đâu
    ~ @not .. muốn .. cố/cố_gắng/gắng/tiếp_tục/phấn_đấu nữa
    ~ không .. qua_khỏi/qua_nổi/vượt_qua_nổi .. năm/đêm/nay/nữa
    ~ khổ .. thêm/lắm/quá .. sống/ngày
    ~ sống .. thêm .. ngày .. khổ
    ~ dây_thừng/thòng_lọng/thuốc_ngủ/dao_lam/lưỡi_lam .. @me/ra/rồi/sẵn
    ~ texted/told/sent/said .. goodbye
    ~ tạm_biệt .. mọi_người/cả_nhà/bố_mẹ/ba_mẹ/mẹ/mn/thế_giới/bạn
    ~ đừng tìm em/mình/tôi/tao/tớ/con
    ~ xin_lỗi .. vì .. sinh_ra/tồn_tại/tất_cả/sống
    ~ xin_lỗi .. bố_mẹ/ba_mẹ/cả_nhà/mọi_người/mẹ/con_gái/con_trai/vợ_con
    ~ @me .. đi_đây/đi_luôn/ra_đi/đi_xa $
    ~ @me .. đi_luôn/ra_đi/đi_cho_rồi
    ~ đứng/ngồi .. @high .. @me/$/tầng/mấy_lần/một_mình/rồi
    ~ @me .. ở/lên/ra .. lan_can/sân_thượng/tầng_thượng/nóc/thành_cầu
    ~ @me .. ra/đứng/ngồi .. cầu/sân_thượng/lan_can/bờ_sông/đường_ray ... dám/một_mình/hoài/mãi/đêm/
        $
    ~ mua/chuẩn_bị/giấu/gom/tích/có_sẵn/để_dành/uống/nuốt .. thuốc/thuốc_ngủ/dây_thừng/sợi_dây/
        dao_lam ... xong/đêm_nay/tối_nay/rồi/hết/chết/làm_gì
    ~ @me/nó .. sẽ uống thuốc
    ~ tối_nay/đêm_nay/mai/sau_này/ngày_mai .. xong/hết/kết_thúc .. hết/tất_cả/rồi/$
    ~ muốn/mún die/dead/ra_đi/đi_luôn/ngủ_luôn
    ~ die quá/luôn/đi/cho
    ~ @not .. muốn/thể .. tồn_tại
    ~ không .. sống .. tới/đến .. lúc/ngày/khi
    ~ @me .. không .. đợi/chờ/sống .. được/nổi .. tới/đến
    ~ chỉ_có/chỉ/còn_mỗi .. chết .. mới/là
    ~ @me/nó/chị/anh/bạn .. trầm_cảm/tuyệt_vọng/bế_tắc
    ~ cô_đơn/trống_rỗng/đau_khổ/tủi_thân .. quá/lắm/$/không_ai
    ~ @me .. không .. ai .. bên_cạnh/nói_chuyện/hiểu/tâm_sự/thương/quan_tâm/cần
    ~ không_thiết/chẳng_thiết/chả_thiết/hết_thiết .. ăn/gì/làm
    ~ ghét/chán .. mình/bản_thân/tất_cả/mọi_thứ quá/lắm/rồi/$
    ~ @me .. thua/bỏ_cuộc/buông/mệt/đuối/kiệt_sức .. lắm_rồi/rồi/quá_rồi/hết_sức .. không/chịu/muốn/
        xin_lỗi/ai
    ~ ước/giá .. tai_nạn/bệnh/xe .. @me
    ~ end/ending it/things tonight/soon/all/for_good/$
    ~ wish .. never .. woke/wake/born/here
    ~ goodbye/farewell/bye .. everyone/all/mom/world/friends/guys/$
    ~ i_m/im/i_am .. so_tired/exhausted/done/broken/alone/lonely .. of_everything/with_everything/
        anymore/$/and
    ~ i .. give_up/giving_up/gave_up .. $
    ~ i .. feel/felt .. nothing/empty/alone/lost/dead/hopeless/numb
    ~ sorry .. mom/dad/everyone/mum/all .. for/i/$
    ~ hate my life/myself/living
    """,
    _SETS,
)
"""Signs so faint that they count only where nothing is wished for and no graver matter is told."""
