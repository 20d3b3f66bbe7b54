#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: renames.py <seed> <commits> | git fast-import

A history in which files move, change, are copied, and become symbolic links and back, several of them in each commit,
with names and contents that many of them share: so that what git calls a rename depends on each step of its search.
"""
import random
import sys

draw = random.Random(int(sys.argv[1]))
NAMES = ["a.c", "b.c", "Makefile", "main.c", "x.h", "a b.h", 'q"t.c', "\u00e9.c", "tab\t.c"]
FOLDERS = ["", "src/", "lib/", "arm/", "x86/", "arm/asm/"]
WORDS = ["alpha", "beta", "static int x;", "return 0;", "}", "#include <linux/kvm.h>", "\tif (!vcpu)", ""]
LINK = ["link"]
files = {}


def path():
    return draw.choice(FOLDERS) + draw.choice(NAMES)


def line():
    return draw.choice(WORDS) + (str(draw.randint(0, 9)) if draw.random() < 0.7 else "")


def text():
    return [line() for _ in range(draw.randint(0, 60))]


def change(lines, share):
    return [f"{line()}{draw.randint(0, 99)}" if draw.random() < share else old for old in lines]


def step():
    old = draw.choice(sorted(files))
    what = draw.random()
    if what < 0.5:
        lines = files.pop(old)
        files[path()] = lines if lines[:1] == LINK else change(lines, draw.choice([0, 0, 0.1, 0.2, 0.3, 0.4, 0.5]))
    elif what < 0.65:
        files[path()] = files[old]
    elif what < 0.75 and len(files) > 10:
        del files[old]
    elif what < 0.85:
        files[path()] = text()
    elif what < 0.9:
        files[old] = LINK * draw.randint(1, 4)
    else:
        files[old] = change(text() if files[old][:1] == LINK else files[old], 0.2)


def quote(name):
    return '"' + name.replace('"', '\\"').replace("\t", "\\t") + '"'


def write(number):
    out = [f"commit refs/heads/master\ncommitter A <a@example.org> {1700000000 + number * 60} +0000\ndata 1\nx"]
    out.append("deleteall")
    for name, lines in sorted(files.items()):
        content = "\n".join(lines) + "\n" if lines else ""
        mode = "120000" if lines[:1] == LINK else draw.choice(["100644"] * 9 + ["100755"])
        out.append(f"M {mode} inline {quote(name)}\ndata {len(content.encode())}\n{content}")
    sys.stdout.buffer.write(("\n".join(out) + "\n").encode())


for _ in range(25):
    files[path()] = text()
write(0)
for n in range(int(sys.argv[2])):
    for _ in range(draw.randint(1, 8)):
        step()
    write(n + 1)
