#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""usage: faults.py <library> <tries> <kind> <reset> <command> <check>

Runs a shell command once for each of so many faults of a kind ("all": each there is), spread over all calls
of that kind, with t/preload/fault.c loaded; then, unless there is but one try, once more for some, from where on
all calls fail. Before each run <reset> is run, behind each <check>, without a fault: it must exit with 0, and
finds the exit status of <command> in FAULT_EXIT.

Where the command exits with 0 what it printed must be what it prints without a fault. A fault that was never hit,
a run that takes longer than a minute, and a command without a single call of that kind are failures.
Prints a line of figures.
"""

import os
import random
import subprocess
import sys

library, tries, kind, reset, command, check = sys.argv[1:]
LOG = os.path.abspath("fault.log")
failures = 0


def shell(text):
    return subprocess.run(["/bin/sh", "-c", text], stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                          check=False)


def run(number, stays=False):
    if os.path.exists(LOG):
        os.remove(LOG)
    done = shell(reset)
    if done.returncode:
        sys.exit(f"'{reset}' fails: {done.stderr.decode(errors='replace')}")
    env = dict(os.environ, LD_PRELOAD=library, FAULT_KIND=kind, FAULT_NR=str(number), FAULT_LOG=LOG)
    if stays:
        env["FAULT_STAYS"] = "1"
    result = subprocess.run(["/bin/sh", "-c", "exec " + command], stdin=subprocess.DEVNULL, capture_output=True,
                            timeout=60, check=False, env=env)
    with open(LOG, encoding="ascii") as file:
        log = file.read().split("\n")
    return result, log


def calls_of(log):
    return max((int(line.split()[1]) for line in log if line.startswith("calls")), default=0)


def complain(number, what, result):
    global failures
    failures += 1
    print(f"{kind} {number}: {what}; exit {result.returncode if result else 'none'}")
    if not result:
        return
    for line in result.stderr.decode(errors="replace").split("\n")[:5]:
        print(f"    {line}")


clean, log = run(0)
if clean.returncode:
    sys.exit(f"without a fault: exit {clean.returncode}: {clean.stderr.decode(errors='replace')}")
total = calls_of(log)
if not total:
    sys.exit(f"no call of {kind} at all")


def choose(most):
    if total <= most:
        return range(1, total + 1)
    seed = os.environ.get("GITKVM_SEED", str(random.randrange(1 << 30)))
    print(f"GITKVM_SEED={seed}")
    chance = random.Random(seed + kind)
    return [1 + total * i // most + chance.randrange(total // most) for i in range(most)]


def try_all(numbers, stays):
    right = told = died = 0
    for number in numbers:
        try:
            result, log = run(number, stays)
        except subprocess.TimeoutExpired:
            complain(number, "hangs", None)
            continue
        if "hit" not in log:
            # Threads may take a few calls less than in the run that counted.
            if number < total * 9 // 10:
                complain(number, "never hit", result)
            continue
        if result.returncode < 0 or result.returncode > 128:
            died += 1
        elif result.returncode:
            told += 1
        elif result.stdout == clean.stdout:
            right += 1
        else:
            complain(number, "another answer", result)
        os.environ["FAULT_EXIT"] = str(result.returncode)
        done = shell(check)
        if done.returncode:
            complain(number, f"the next run: {done.stderr.decode(errors='replace')[:300]}", result)
    print(f"{kind}: {total} calls, {len(numbers)} {'from there on' if stays else 'alone'}: {right} right, {told} told, {died} died, {failures} wrong so far")


# Where all later calls fail, too, hardly anything is left to go wrong.
try_all(choose(total if tries == "all" else int(tries)), False)
if tries != "1":
    try_all(choose(200 if tries == "all" else int(tries)), True)
sys.exit(failures > 0)
