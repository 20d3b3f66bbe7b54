#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
usage: make-pack.py <gitdir> <kind>

Makes the one pack of a bare repository, and its index: a commit, its tree and the mail, which is written in
the way of <kind>. Its branch master is that commit.
"""

import hashlib
import os
import struct
import sys
import zlib

BLOB, OFFSET_DELTA, ID_DELTA = 3, 6, 7
OTHER, NOBODY = b"\x11" * 20, b"\x22" * 20
MAIL = (b"From: Ada <ada@example.org>\nMessage-ID: <1@example.org>\nSubject: [PATCH] KVM: One\n"
        b"Date: Mon, 03 Mar 2025 12:00:00 +0000\n\nText.\n")
SAME = bytes([len(MAIL), len(MAIL), 0x90, len(MAIL)])
BEHIND = bytes([len(MAIL), len(MAIL), 0x91, 10, len(MAIL)])


def name(kind, data):
    return hashlib.sha1(b"%s %d\0" % (kind, len(data)) + data).digest()


def entry(kind, data, before=b"", size=None):
    size = len(data) if size is None else size
    head, byte = bytearray(), kind << 4 | size & 15
    size >>= 4
    while size:
        head.append(byte | 0x80)
        byte, size = size & 0x7f, size >> 7
    head.append(byte)
    return bytes(head) + before + zlib.compress(data)


def mails(kind, blob):
    return {
        "plain": [(blob, entry(BLOB, MAIL))],
        "delta": [(blob, entry(ID_DELTA, SAME, OTHER)), (OTHER, entry(BLOB, MAIL))],
        "base-is-itself": [(blob, entry(ID_DELTA, SAME, blob))],
        "bases-in-a-circle": [(blob, entry(ID_DELTA, SAME, OTHER)), (OTHER, entry(ID_DELTA, SAME, blob))],
        "base-is-nowhere": [(blob, entry(ID_DELTA, SAME, NOBODY))],
        "base-before-the-pack": [(blob, entry(OFFSET_DELTA, SAME, b"\xff\x7f"))],
        "base-is-a-head": [(blob, entry(OFFSET_DELTA, SAME, b"\x05"))],
        "copy-behind-the-base": [(blob, entry(ID_DELTA, BEHIND, OTHER)), (OTHER, entry(BLOB, MAIL))],
        "shorter-than-it-says": [(blob, entry(BLOB, MAIL, size=len(MAIL) + 1))],
        "longer-than-it-says": [(blob, entry(BLOB, MAIL, size=len(MAIL) - 1))],
        "says-it-is-huge": [(blob, entry(BLOB, MAIL, size=1 << 40))],
    }[kind]


def main():
    folder, kind = sys.argv[1:]
    tree = b"100644 m\0" + name(b"blob", MAIL)
    commit = (b"tree " + name(b"tree", tree).hex().encode() +
              b"\nauthor A <a@example.org> 1741000000 +0000\ncommitter A <a@example.org> 1741000000 +0000\n\n"
              b"[PATCH] KVM: One\n")
    objects = [(name(b"tree", tree), entry(2, tree)), (name(b"commit", commit), entry(1, commit))]
    objects += mails(kind, name(b"blob", MAIL))
    pack = b"PACK" + struct.pack(">II", 2, len(objects))
    rows = []
    for oid, written in objects:
        rows.append((oid, len(pack)))
        pack += written
    pack += hashlib.sha1(pack).digest()
    rows.sort()
    index = b"\377tOc" + struct.pack(">I", 2)
    index += b"".join(struct.pack(">I", sum(oid[0] <= byte for oid, _ in rows)) for byte in range(256))
    index += b"".join(oid for oid, _ in rows) + bytes(4 * len(rows))
    index += b"".join(struct.pack(">I", place) for _, place in rows) + pack[-20:]
    index += hashlib.sha1(index).digest()
    path = os.path.join(folder, "objects/pack/pack-" + pack[-20:].hex())
    os.makedirs(os.path.dirname(path), exist_ok=True)
    for ending, data in ((".pack", pack), (".idx", index)):
        with open(path + ending, "wb") as file:
            file.write(data)
    with open(os.path.join(folder, "refs/heads/master"), "w", encoding="ascii") as file:
        file.write(name(b"commit", commit).hex() + "\n")


main()
