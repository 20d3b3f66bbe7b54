#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: t/check/circles.py <folder>...
#
# Which files include each other in a circle. x.c and x.h are one, and so are what is private to it:
# x_private.h, x-private.h and, in the folder of x, x/private.h.
import os
import re
import sys


def unit(path):
    name = re.sub(r"[_-]private$", "", os.path.splitext(path)[0])
    folder, last = os.path.split(name)
    return os.path.join(folder, os.path.basename(folder)) if last == "private" else name


def read_includes(folders):
    files = [os.path.join(at, name) for folder in folders for at, _, names in os.walk(folder)
             for name in names if name.endswith((".c", ".h"))]
    includes = {unit(path): set() for path in files}
    for path in files:
        with open(path, encoding="utf-8") as source:
            for name in re.findall(r'^#include "(.+)\.h"', source.read(), re.M):
                for place in ("lib", "cmd", os.path.dirname(path)):
                    other = unit(os.path.join(place, name))
                    if other in includes and other != unit(path):
                        includes[unit(path)].add(other)
    return includes


def find_circles(includes):
    """What reaches itself, each circle once (Tarjan's strongly connected components)."""
    number, lowest, stack, circles = {}, {}, [], []

    def visit(node):
        number[node] = lowest[node] = len(number)
        stack.append(node)
        for other in sorted(includes[node]):
            if other not in number:
                visit(other)
                lowest[node] = min(lowest[node], lowest[other])
            elif other in stack:
                lowest[node] = min(lowest[node], number[other])
        if lowest[node] == number[node]:
            at = stack.index(node)
            if len(stack) - at > 1:
                circles.append(sorted(stack[at:]))
            del stack[at:]

    for node in sorted(includes):
        if node not in number:
            visit(node)
    return circles


CIRCLES = find_circles(read_includes(sys.argv[1:]))
for circle in CIRCLES:
    print("circle of includes:", " ".join(circle))
sys.exit(1 if CIRCLES else 0)
