"""iphlpapi.py FROM TO: Wine's own iphlpapi.dll with one function more.

Java 25 asks Windows for GetAnycastIpAddressTable, which Wine 8 has not; Java dies of that at once. This gives one of the
library's empty functions that name, and a body that answers with an empty table. It stands in for what Wine lacks: on
Windows nothing of it is needed, and nothing of it is in the package.
"""
import struct
import sys

DONOR = b"GetBestInterfaceFromStack"
WANTED = b"GetAnycastIpAddressTable"
# lea rax, [rip+9]; mov [rdx], rax; xor eax, eax; ret; and then a table of no entries
BODY = bytes.fromhex("488d0509000000" "488902" "31c0" "c3").ljust(24, b"\0")

source, target = sys.argv[1:]
with open(source, "rb") as file:
    data = bytearray(file.read())


def word(offset, kind="I"):
    return struct.unpack_from("<" + kind, data, offset)[0]


head = word(0x3C)
sections = head + 24 + word(head + 20, "H")


def offset(address):
    """Where an address of the loaded library lies in the file."""
    for i in range(word(head + 6, "H")):
        size, start, raw_size, raw = struct.unpack_from("<4I", data, sections + 40 * i + 8)
        if start <= address < start + max(size, raw_size):
            return address - start + raw
    raise ValueError(hex(address))


exports = offset(word(head + 24 + 112))
count = word(exports + 24)
functions, names, ordinals = (offset(word(exports + at)) for at in (28, 32, 36))
rows = []
for i in range(count):
    address = word(names + 4 * i)
    ordinal = word(ordinals + 2 * i, "H")
    begin = offset(address)
    name = bytes(data[begin:data.index(0, begin)])
    if name == DONOR:
        data[begin:begin + len(DONOR)] = WANTED.ljust(len(DONOR), b"\0")
        body = offset(word(functions + 4 * ordinal))
        data[body:body + len(BODY)] = BODY
        name = WANTED
    rows.append((name, address, ordinal))
if not any(name == WANTED for name, _, _ in rows):
    sys.exit(f"{source} has no {DONOR.decode()} to give away")
# Names are looked up by halving: they stay sorted.
for i, (_, address, ordinal) in enumerate(sorted(rows)):
    struct.pack_into("<I", data, names + 4 * i, address)
    struct.pack_into("<H", data, ordinals + 2 * i, ordinal)
# Without Wine's mark it is loaded as it lies there.
data[0x40:0x60] = bytes(32)
with open(target, "wb") as file:
    file.write(data)
