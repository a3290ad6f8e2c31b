# SPDX-License-Identifier: GPL-2.0
"""A picture of a display, as a PPM with the kernel's CRC of it: is it that of the picture?"""
import base64
import gzip
import struct
import zlib


def crc_table():
    for value in range(256):
        for _bit in range(8):
            value = value >> 1 ^ (0x82f63b78 if value & 1 else 0)
        yield value


TABLE = tuple(crc_table())


def crc32c(data):
    """Without the inversion at its end: abstractions/kms/pixel.h."""
    crc = 0xffffffff
    for byte in data:
        crc = crc >> 8 ^ TABLE[(crc ^ byte) & 0xff]
    return crc


class Picture:
    def __init__(self, packed):
        """Of a gzipped PPM in base64; a ValueError or EOFError if it is none."""
        try:
            ppm = gzip.decompress(base64.b64decode(packed, validate=True))
        except (OSError, zlib.error) as error:
            raise ValueError(error) from error
        magic, comment, size, most, self.rgb = ppm.split(b"\n", 4)
        self.width, self.height = map(int, size.split())
        self.kernel_crc = int(comment.removeprefix(b"# "), 16)
        if (magic, most) != (b"P6", b"255") or len(self.rgb) != 3 * self.width * self.height:
            raise ValueError("not what its first lines say")

    def crc(self):
        """The checksum is of pixels of 4 bytes: blue, green, red, 0."""
        pixels = bytearray(4 * self.width * self.height)
        pixels[0::4], pixels[1::4], pixels[2::4] = self.rgb[2::3], self.rgb[1::3], self.rgb[0::3]
        return crc32c(pixels)

    def colours(self):
        return len(set(zip(self.rgb[0::3], self.rgb[1::3], self.rgb[2::3])))

    def wrong(self):
        """What is wrong with it. All of one colour it may be nothing that anybody drew."""
        if self.crc() != self.kernel_crc:
            return f"its CRC is {self.crc():08x}, and the kernel's of that frame {self.kernel_crc:08x}"
        return "" if self.colours() > 1 else "all of one colour"

    def write_png(self, path):
        def chunk(kind, data):
            return struct.pack(">I", len(data)) + kind + data + \
                struct.pack(">I", zlib.crc32(kind + data))
        stride = 3 * self.width
        lines = b"".join(b"\0" + self.rgb[y:y + stride] for y in range(0, len(self.rgb), stride))
        with open(path, "wb") as out:
            out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(
                ">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0))
                + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b""))
