"""Short forms of chat and what they may mean, for matching only: what people typed is never changed.

A word that means several things gives all of them, the likeliest first. Rude words have no entry:
they mean nothing that a search could use.
"""

from types import MappingProxyType

_TABLE = """
ko k kh kg hk hok hông hổng hơm khum khôg hongg = không
hong = hỏng | không
hem = hẻm | không
dc đc đuoc đượk dx đx = được
dk đk = được | đăng ký | điều kiện
vs zs = với
mk mik mh mìh mjh = mình
b = bạn
bn = bạn | bao nhiêu
e = em
mn mng = mọi người
ng ngừi = người
nta ngta ngt = người ta
j = gì
g = gì | giờ
z v dz zậy vại = vậy
r rùi roài rùiii = rồi
đr dr = đúng rồi
ntn nthe nth = như thế nào
s = sao
cx cug cũg = cũng
trc trk = trước
ns = nói
ms = mới
lm lèm = làm
lun = luôn
nx = nữa
qa wá quá = quá
bik bít pít = biết
bt = biết | bình thường
bjo bgio bh = bao giờ | bây giờ
h = giờ
hnay = hôm nay
hn = hôm nay | hà nội
hqa = hôm qua
nma nhma nm = nhưng mà
nh = nhiều | nhưng
nhìu = nhiều
vl = việc làm
đg dg = đường | đang | đúng
trg = trường | trong
tn = tốt nghiệp | thanh niên | tình nguyện | tin nhắn
đv dv = đoàn viên | dịch vụ
đvtn dvtn = đoàn viên thanh niên
đtn dtn = đoàn thanh niên
ct = chủ tịch | chương trình | công ty
kp = khu phố | không phải
tdp = tổ dân phố
nvh = nhà văn hoá
tt = trung tâm | thông tin | thể thao
hs = học sinh | hồ sơ
sv = sinh viên
gv = giáo viên
cty = công ty
sđt sdt = số điện thoại
đt dt = điện thoại | đối thoại
ib inb = nhắn riêng
ad adm admin = quản trị viên
rep tl = trả lời
yk = ý kiến
kq = kết quả
onl = trực tuyến
off = trực tiếp
ck = chuyển khoản | chồng
tr = trường | trời | triệu
uk uh ùk ukm uhm ừa = ừ
oki oke okie okê okey okay okela okk = ok
tks thks thanks thank thankiu camon = cảm ơn
pls plz = làm ơn
hd = hướng dẫn | hoạt động
gđ gd = gia đình
vd = ví dụ
qtam = quan tâm
xd = xây dựng
ptr = phong trào
nvqs = nghĩa vụ quân sự
mxh = mạng xã hội
tlđt tldt = thuốc lá điện tử
pod = pod | thuốc lá điện tử
vape = vape | thuốc lá điện tử
btđ btd = bí thư đoàn
bhyt = bảo hiểm y tế
bhxh = bảo hiểm xã hội
bhtn = bảo hiểm thất nghiệp
cccd = căn cước
ubnd = uỷ ban nhân dân
thcs = trung học cơ sở | cấp 2
thpt = trung học phổ thông | cấp 3
ktx = ký túc xá
tgian = thời gian
"""

_AFTER_A_NUMBER = """
k = nghìn
tr củ = triệu
lít = trăm nghìn
xị = chục nghìn
h = giờ
"""

# Only where a place is looked for: elsewhere «p», «x», «t» are other words, or none.
_OF_PLACES = """
p = phường
x = xã
t = tỉnh
tp = thành phố
tt = thị trấn
kp = khu phố
cđ cd = chi đoàn
đp = đoàn phường
"""

# Words that stay as they are between words of raw Telex.
_LOANS = """
wifi app web online offline livestream link internet camera game gym pickleball esports bar shop
facebook zalo tiktok telegram youtube chatgpt ai vneid email sos qr startup video karaoke container
acoustic robot laptop how now know show slow low law too good see need
"""


def _read(table: str) -> MappingProxyType[str, tuple[str, ...]]:
    meanings: dict[str, tuple[str, ...]] = {}
    for line in table.strip().splitlines():
        short, _, long = line.partition(" = ")
        meanings |= dict.fromkeys(short.split(), tuple(long.split(" | ")))
    return MappingProxyType(meanings)


MEANINGS = _read(_TABLE)
AFTER_A_NUMBER = _read(_AFTER_A_NUMBER)
OF_PLACES = _read(_OF_PLACES)
LOANS = frozenset(_LOANS.split())
