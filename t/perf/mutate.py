#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
usage: t/perf/mutate.py --build=<folder> --compile=<command> --link=<command> --libs=<libraries>
			[--sample=<n>] [--seed=<n>] [--skip=<n>] [--log=<file>] [<source>...]

Changes one condition or number of lib/ at a time and looks whether a test notices: the units that include
a header of the changed file or of its room, then the scripts that cover its room. "make mutate" calls it, with the
sources given or, of all of them, a sample that the seed decides. The sources stay as they are: what is compiled is a copy, linked
into a shared object in <folder>, and programs there, which are linked once, use that. A line for each mutation, and the score at the end.
"""
import argparse
import collections
import glob
import os
import random
import re
import resource
import shlex
import subprocess
import sys
import time

# Of one process, and of all of a test on a machine that has other things to do.
CPU_SECONDS, SECONDS = 20, 300

# What is changed: each match of the first is replaced by the second.
RULES = [
    (r"(?<![-<>=!])<=(?!=)", "<"), (r"(?<![-<>=!])>=(?!=)", ">"),
    (r" < ", " <= "), (r"(?<!-) > ", " >= "),
    (r" == ", " != "), (r" != ", " == "), (r" && ", " || "), (r" \|\| ", " && "),
    (r"\breturn true;", "return false;"), (r"\breturn false;", "return true;"),
    (r"(?<=\()!(?=\w)", ""), (r"(?<=[&|] )!(?=\w)", ""), (r" \+ 1\b", ""), (r" - 1\b", ""),
    (r"^(#define \w+\s+)(\d+)\b(?!\.)", None),
]

SCRIPTS = {
    "text": ["t1200-oddities", "t4100-limits"],
    "mime": ["t1000-golden", "t1200-oddities"],
    "patch": ["t1000-golden", "t1101-digest-mails", "t2200-mbox"],
    "attest": ["t2700-signatures"],
    "body": ["t1000-golden", "t1200-oddities"],
    "reply": ["t2100-state", "t2403-series-show"],
    "record": ["t1000-golden", "t3000-index"],
    "inbox": ["t4000-epochs", "t4030-clones", "t4020-new", "t1210-surroundings"],
    "index": ["t3000-index", "t3001-index-faults"],
    "series": ["t2100-state", "t2000-topics", "t2001-marks", "t2492-series-applied", "t2493-series-trust",
               "t4021-news", "t2110-state-copies", "t2410-series-take"],
    "compare": ["t2300-rangediff"],
    "tree": ["t2600-tree"],
    "authors": ["t5000-authors", "t5003-authors-people"],
    "report": ["t2400-series", "t2403-series-show", "t5001-authors-formats", "t1100-digest", "t1110-digest-news", "t2405-series-format"],
    "cli": ["t4100-limits", "t0200-exit", "t4130-config", "t4140-heading"],
    "search": ["t2406-series-names", "t2402-series-limits", "t2400-series", "t2414-series-log", "t2411-series-me"],
}

# What tests these rooms, too: units of records, which are made of whole mails.
RECORDS = ["mime", "patch", "body", "reply"]

Mutation = collections.namedtuple("Mutation", "path line column old new")


def blank(match):
    return re.sub(r"[^\n]", " ", match.group())


def code_of(text):
    """The same text with blanks in place of comments, strings and characters."""
    text = re.sub(r"/\*.*?\*/", blank, text, flags=re.S)
    text = re.sub(r'"(?:\\.|[^"\\\n])*"', blank, text)
    return re.sub(r"'(?:\\.|[^'\\\n])+'", blank, text)


def find_mutations(path):
    with open(path, encoding="utf-8") as source:
        lines = code_of(source.read()).split("\n")
    for number, line in enumerate(lines, 1):
        for pattern, new in RULES:
            for match in re.finditer(pattern, line):
                if new is None:
                    old = match.group(2)
                    yield Mutation(path, number, match.start(2), old, str(int(old) + 1))
                elif not line.startswith("#"):
                    yield Mutation(path, number, match.start(), match.group(), new)


def headers_of(path):
    """What a unit includes, by itself and by what it shares with others."""
    headers = set()
    for part in (path, path[:-2] + ".c"):
        if os.path.exists(part):
            with open(part, encoding="utf-8") as source:
                headers |= set(re.findall(r'#include "([^"]+)\.h"', source.read()))
    for name in list(headers):
        if "/" not in name and not path.endswith(".h"):
            headers |= headers_of(f"t/unit/{name}.h")
    return headers


def units_of(path):
    """The names of unit tests, the nearest first."""
    room, stem = path.split("/")[1], re.sub(r"[_-].*", "", os.path.basename(path)[:-2])
    near, far = [], []
    for test in sorted(glob.glob("t/unit/test_*.c")):
        headers = headers_of(test)
        name = os.path.basename(test)[:-2]
        if f"{room}/{stem}" in headers or name == f"test_{stem}":
            near.append(name)
        elif any(header.startswith(room + "/") or (room in RECORDS and header.startswith("record/")) for header in headers):
            far.append(name)
    return near + far


class Bench:
    def __init__(self, args):
        self.args = args
        self.sound, self.linked = {}, {}
        self.folder = os.path.abspath(args.build)
        self.mutated = f"{self.folder}/mutated"
        self.sound_library = f"{self.mutated}/libsound.so"
        self.object, self.late = f"{self.mutated}/mutated.o", f"{self.folder}/lib/late/table.o"
        for folder in ("bin", "t/helper", "t/unit"):
            os.makedirs(f"{self.mutated}/{folder}", exist_ok=True)
        if not os.path.lexists(f"{self.mutated}/lib"):
            os.symlink("../lib", f"{self.mutated}/lib")

    def run(self, command, **how):
        def limit():
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        try:
            return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL, timeout=SECONDS, check=False, preexec_fn=limit,
                                  **how).returncode
        except subprocess.TimeoutExpired:
            return "timeout"

    def compile(self, mutation):
        copy = f"{self.mutated}/mutated.c"
        with open(mutation.path, encoding="utf-8") as source:
            lines = source.read().split("\n")
        line, at = lines[mutation.line - 1], mutation.column
        lines[mutation.line - 1] = line[:at] + mutation.new + line[at + len(mutation.old):]
        with open(copy, "w", encoding="utf-8") as out:
            out.write("\n".join(lines))
        return self.run(shlex.split(self.args.compile) + ["-w", "-c", "-o", self.object, copy]) == 0

    def link(self, out, what):
        return self.run(shlex.split(self.args.link) + ["-o", out] + what + shlex.split(self.args.libs)) == 0

    def link_library(self):
        """All of lib/ as one shared object, in which the changed file comes before its sound self."""
        archive = ["-Wl,--whole-archive", f"{self.folder}/libgitkvm.a", "-Wl,--no-whole-archive"]
        if not os.path.exists(self.sound_library):
            self.link(self.sound_library, ["-shared"] + archive)
        return self.link(f"{self.mutated}/libmutated.so",
                         ["-shared", "-Wl,--allow-multiple-definition", self.object] + archive)

    def program(self, name, objects, more=()):
        """The path of a program that is linked once, with the shared object; None where it cannot be."""
        path = f"{self.mutated}/{name}"
        if name not in self.linked:
            self.linked[name] = self.link(path, objects + ["-L" + self.mutated, "-lmutated",
                                                           "-Wl,-rpath," + self.mutated] + list(more))
        return path if self.linked[name] else None

    def unit_fails(self, name):
        helpers = [f"{self.folder}/{path[:-2]}.o" for path in glob.glob("t/unit/*.c")
                   if not os.path.basename(path).startswith("test_")]
        program = self.program(f"t/unit/{name}", [f"{self.folder}/t/unit/{name}.o", self.late] + helpers, ["-lcmocka"])
        if not program:
            return False
        # What is allocated and freed has bytes other than 0, so that what reads past an end reads them.
        env = dict(os.environ, CMOCKA_MESSAGE_OUTPUT="tap", MALLOC_PERTURB_="85")
        if name not in self.sound:
            self.sound[name] = self.run([program], env=dict(env, LD_PRELOAD=self.sound_library)) == 0
        return self.sound[name] and self.run([program], env=env) != 0

    def link_commands(self):
        for path in glob.glob("cmd/git-kvm-*.c"):
            name = os.path.basename(path)[:-2]
            parts = [path] + glob.glob(f"cmd/{name[4:]}/*.c")
            self.program(f"bin/{name}", [f"{self.folder}/{part[:-2]}.o" for part in parts])
        for path in glob.glob("t/helper/*.c"):
            self.program(path[:-2], [f"{self.folder}/{path[:-2]}.o", self.late])

    def run_script(self, name, folder):
        return self.run(["sh", f"t/{name}.t"], env=dict(os.environ, GITKVM_BUILD=folder))

    def script_fails(self, name):
        """A script that fails without any change notices nothing; nor does such a unit."""
        if name not in self.sound:
            self.sound[name] = self.run_script(name, self.folder) == 0
        return self.sound[name] and self.run_script(name, self.mutated) != 0

    def killer(self, mutation):
        """What noticed it; "" where nothing did; None where it does not compile."""
        if not self.compile(mutation) or not self.link_library():
            return None
        for name in units_of(mutation.path):
            if self.unit_fails(name):
                return name
        self.link_commands()
        for name in SCRIPTS.get(mutation.path.split("/")[1], []):
            if self.script_fails(name):
                return name
        return ""


def choose(args):
    every = [mutation for path in args.sources or sorted(glob.glob("lib/*/*.c")) for mutation in find_mutations(path)]
    random.Random(args.seed).shuffle(every)
    return every[args.skip:args.skip + args.sample] if args.sample else every


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("build", "compile", "link", "libs"):
        parser.add_argument("--" + name, required=True)
    for name, value in (("sample", 200), ("seed", 1), ("skip", 0)):
        parser.add_argument("--" + name, type=int, default=value)
    parser.add_argument("--log")
    parser.add_argument("sources", nargs="*")
    args = parser.parse_args()
    gone = [name for names in SCRIPTS.values() for name in names if not os.path.exists(f"t/{name}.t")]
    if gone:
        sys.exit("no such script: " + ", ".join(gone))
    bench, killed, survivors = Bench(args), 0, []
    log = open(args.log, "a", encoding="utf-8") if args.log else sys.stdout
    for mutation in choose(args):
        began, killer = time.time(), bench.killer(mutation)
        if killer is None:
            continue
        killed += killer != ""
        place = f"{mutation.path}:{mutation.line}:{mutation.column + 1}"
        what = f"{place}: '{mutation.old.strip()}' made '{mutation.new.strip()}'"
        print(f"{'killed' if killer else 'SURVIVED'} {what} {killer} {time.time() - began:.1f} s", file=log, flush=True)
        if not killer:
            survivors.append(what)
    total = killed + len(survivors)
    print(f"{killed} of {total} noticed, {100 * killed // max(total, 1)} %", file=log, flush=True)


if __name__ == "__main__":
    main()
