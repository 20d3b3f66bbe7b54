#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: listen.py <socket> <port>

Listens on a socket of that name, and on TCP of this host, whose port it writes to a file; as long as who started it lives.
"""

import os
import socket
import sys
import time

local = socket.socket(socket.AF_UNIX)
local.bind(os.path.relpath(sys.argv[1]))
local.listen(16)
host = socket.create_server(("127.0.0.1", 0))
with open(sys.argv[2] + ".new", "w", encoding="ascii") as file:
    file.write(f"{host.getsockname()[1]}\n")
os.rename(sys.argv[2] + ".new", sys.argv[2])
parent = os.getppid()
while os.getppid() == parent:
    time.sleep(0.5)
