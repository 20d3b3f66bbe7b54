#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
usage: tab.py <seconds> <file> <shell> [<argument>...] <lines

Types each line at the prompt of one interactive shell, then TAB, then Ctrl-T, which the shell's startup
file has bound to something that writes to <file> what stands on the line and what was offered, and ends that with a
line "."; and clears the line. Prints, for each line: "> " and what was typed, and what was written.
"""

import fcntl
import os
import pty
import struct
import sys
import termios
import threading
import time


def attend(master):
    """What the shell prints is read and dropped; what it asks the terminal is answered."""
    rest = b""
    while True:
        try:
            data = os.read(master, 65536)
        except OSError:
            return
        if not data:
            return
        rest += data
        for question, answer in (
            (b"\x1b[c", b"\x1b[?62;22c"),
            (b"\x1b[0c", b"\x1b[?62;22c"),
            (b"\x1b[6n", b"\x1b[1;1R"),
        ):
            for _ in range(rest.count(question)):
                os.write(master, answer)
            rest = rest.replace(question, b"")
        rest = rest[-8:]


def wait(path, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with open(path, encoding="utf-8", errors="replace") as written:
                text = written.read()
            if text.endswith("\n.\n"):
                return text[:-2]
        except FileNotFoundError:
            pass
        time.sleep(0.004)
    return "= (nothing came)\n"


def main():
    seconds, path, command = float(sys.argv[1]), sys.argv[2], sys.argv[3:]
    pid, master = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 500, 200, 0, 0))
    threading.Thread(target=attend, args=(master,), daemon=True).start()
    # The first prompt: only then is the startup file read and Ctrl-T bound.
    wait(path, seconds)
    for line in sys.stdin.read().splitlines():
        if os.path.exists(path):
            os.unlink(path)
        os.write(master, line.encode() + b"\t\x14")
        print("> " + line)
        print(wait(path, seconds), end="")
    os.write(master, b"exit\r")
    os.close(master)
    os.waitpid(pid, 0)


main()
