#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
usage: t/perf/mutate.py --build=<folder> --compile=<command>
			[--sample=<n>] [--seed=<n>] [--skip=<n>] [--budget=<s>] [--jobs=<n>] [--log=<file>] [<source>...]

Changes one condition or number of lib/ at a time and looks whether a test notices. "make mutate" calls it, with the
sources given or, of all of them, a sample that the seed decides. The sources stay as they are: a copy is compiled into a
shared object that programs look into before they look into lib/'s own. Of the tests those that run the changed line are asked
(traces.py), what is cheap and runs much of the file first, until one fails or the budget of processor time is spent. The
tests that are left then are shown all such changes at once: most notice none of them, and of one that does the changes are
halved until it is known which. A change that the compiler makes nothing of, or of which t/perf/equivalent.tsv says why it is
none, does not count. A line for each mutation, and the score at the end, with the names of what survived. A source may be
followed by a colon and the number of the one line meant.
"""
import argparse
import collections
import concurrent.futures
import glob
import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import time

import traces

# What is changed: each match of the first is replaced by the second.
RULES = [
    (r"(?<![-<>=!])<=(?!=)", "<"), (r"(?<![-<>=!])>=(?!=)", ">"),
    (r" < ", " <= "), (r"(?<!-) > ", " >= "),
    (r" == ", " != "), (r" != ", " == "), (r" && ", " || "), (r" \|\| ", " && "),
    (r"\breturn true;", "return false;"), (r"\breturn false;", "return true;"),
    (r"(?<=\()!(?=\w)", ""), (r"(?<=[&|] )!(?=\w)", ""), (r" \+ 1\b", ""), (r" - 1\b", ""),
    (r"^(#define \w+\s+)(\d+)\b(?!\.)", None),
]

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


def lines_of(mutation):
    """The line changed; of a macro, the lines that use it."""
    with open(mutation.path, encoding="utf-8") as source:
        lines = code_of(source.read()).split("\n")
    names, found = re.findall(r"^#define (\w+)", lines[mutation.line - 1]), []
    for name in names:
        for number, line in enumerate(lines, 1):
            if not re.search(rf"\b{name}\b", line) or line.startswith(f"#define {name}"):
                continue
            found.append(number)
            names += [other for other in re.findall(r"^#define (\w+)", line) if other not in names]
    return found or [mutation.line]


def function_of(lines, number):
    """The name of the function that a line is in, since another may have the same line; "" outside of all."""
    for line in reversed(lines[:number]):
        if line == "}":
            break
        if re.match(r"[a-z].*\(", line):
            return re.search(r"(\w+)\(", line).group(1)
    return ""


def known_equivalents():
    """Why a change is none, by file, function, line as it is written, and change."""
    with open("t/perf/equivalent.tsv", encoding="utf-8") as table:
        rows = [line.rstrip("\n").split("\t") for line in table if not line.startswith("#")]
    return {tuple(row[:-1]): row[-1] for row in rows}


# What sanitizers see is noticed: "make test" runs all tests with them as well. The first needs no library of theirs.
TRAPS = ("-fsanitize=undefined", "-fsanitize-undefined-trap-on-error")
ASAN = ("-fsanitize=address",)
# Seconds of a unit that is not asked once more with ASan.
LONG = 2


class Bench:
    """A folder in which commands are what they are in the build, but for one file of lib/."""

    def __init__(self, build, name, compile_command):
        # A short name, since gpg makes a socket below it, and those have 107 bytes.
        self.folder = f"{build}/{name}"
        self.compile_command = shlex.split(compile_command)
        self.asan = subprocess.check_output([self.compile_command[0], "-print-file-name=libasan.so"], text=True).strip()
        os.makedirs(f"{self.folder}/t", exist_ok=True)
        for part in ("bin", "lib", "man", "t/helper", "t/preload", "t/unit", "libsound.so"):
            if not os.path.lexists(f"{self.folder}/{part}"):
                os.symlink(f"{build}/{part}", f"{self.folder}/{part}")
        with open(f"{self.folder}/flags", "w", encoding="utf-8") as flags:
            flags.write("mutated\n")

    def command(self, *words, **variables):
        env = dict(os.environ, **variables)
        return subprocess.run(words, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env, check=False).returncode == 0

    def link(self, *objects):
        return self.command(self.compile_command[0], "-shared", "-o", f"{self.folder}/libmutated.so", *objects)

    def build(self, path, mutation, flags=TRAPS):
        """Makes it what the tests run."""
        return bool(self.object_of(path, [mutation] if mutation else [], flags)) and self.link(f"{self.folder}/mutated.o")

    def build_all(self, mutations):
        """The same of several, which compile by themselves."""
        objects = []
        for path in sorted({mutation.path for mutation in mutations}):
            objects.append(f"{self.folder}/mutated-{len(objects)}.o")
            self.object_of(path, [mutation for mutation in mutations if mutation.path == path], TRAPS, objects[-1])
        self.link(*objects)

    def object_of(self, path, mutations=(), flags=(), out=None):
        """The object that a file is compiled to, with these mutations; None where it cannot be."""
        with open(path, encoding="utf-8") as source:
            lines = source.read().split("\n")
        for mutation in sorted(mutations, reverse=True):
            line, at = lines[mutation.line - 1], mutation.column
            lines[mutation.line - 1] = line[:at] + mutation.new + line[at + len(mutation.old):]
        copy, out = f"{self.folder}/mutated.c", out or f"{self.folder}/mutated.o"
        with open(copy, "w", encoding="utf-8") as mutated:
            mutated.write("\n".join(lines))
        if not self.command(*self.compile_command, *flags, "-w", "-c", "-o", out, copy):
            return None
        with open(out, "rb") as made:
            return made.read()

    def notices(self, test, cpu, times=2, **variables):
        """What fails is asked once more, since a busy machine is no verdict; what crashes or does not end has said enough."""
        for _ in range(times):
            code = traces.run(traces.command_of(test), 2 + int(2 * cpu), self.folder, 20 + 60 * cpu, **variables).code
            if code <= 0:
                return code < 0
        return True

    def sanitizer_notices(self, tests, mutation):
        """The first test that fails with ASan because of the mutation, as it would in the second half of "make test"."""
        loaded = {"LD_PRELOAD": self.asan, "ASAN_OPTIONS": "detect_leaks=0"}
        while tests and self.build(mutation.path, mutation, ASAN):
            failed = next((nr for nr, (test, cpu) in enumerate(tests) if self.notices(test, 4 * cpu, **loaded)), len(tests))
            test, cpu = tests[failed] if failed < len(tests) else (None, 0)
            if test and self.build(mutation.path, None, ASAN) and not self.notices(test, 4 * cpu, **loaded):
                return test
            tests = tests[failed + 1:]
        return None


class Run:
    def __init__(self, args, build):
        self.args, self.build, self.verdicts, self.scripts = args, build, collections.defaultdict(list), False
        self.free = [Bench(build, f"m{os.getpid()}-{nr}", args.compile) for nr in range(args.jobs)]
        self.traces = traces.Traces(build)
        self.equivalents = known_equivalents()
        # The tests that were not asked of a mutation when its budget ended.
        self.open = collections.defaultdict(list)
        self.log = open(args.log, "a", encoding="utf-8") if args.log else None

    def judge(self, mutation):
        """One word, and what there is to say of it."""
        with open(mutation.path, encoding="utf-8") as source:
            lines = source.read().split("\n")
        where = (mutation.path, function_of(lines, mutation.line), lines[mutation.line - 1].strip())
        old, new = mutation.old.strip(), mutation.new.strip()
        nth = code_of(lines[mutation.line - 1])[:mutation.column].count(mutation.old) + 1
        reason = self.equivalents.get(where + (old, new)) or self.equivalents.get(where + (f"{old} {nth}", new))
        if reason:
            return "equivalent", reason
        tests, ran = self.traces.tests_of(mutation.path, lines_of(mutation)), 0
        left = self.args.budget if self.scripts else float("inf")
        if not tests:
            return "SURVIVED", "no test runs it"
        bench = self.free.pop()
        try:
            if not bench.build(mutation.path, mutation):
                return "broken", "does not compile"
            for test, cpu in tests:
                if ran and left < cpu:
                    break
                left, ran = left - cpu, ran + 1
                if bench.notices(test, cpu):
                    return "killed", f"by {os.path.basename(test)}, the {ran}. of {len(tests)}"
            if not self.scripts:
                if bench.object_of(mutation.path, [mutation]) == bench.object_of(mutation.path):
                    return "equivalent", "the compiler makes the same of both"
                noticed = bench.sanitizer_notices([(test, cpu) for test, cpu in tests if cpu < LONG], mutation)
                if noticed:
                    return "killed", f"by {os.path.basename(noticed)}, with ASan"
            self.open[mutation] = tests[ran:]
            return "SURVIVED" if ran == len(tests) else "open", f"{ran} of the {len(tests)} tests that run it"
        finally:
            self.free.append(bench)

    def one(self, mutation):
        """What is left to be asked of it, which is itself or nothing."""
        began = time.time()
        verdict, told = self.judge(mutation)
        if verdict == "SURVIVED" and not self.scripts:
            verdict = "no unit"
        self.say(f"{verdict} {self.place(mutation)}: {told}, {time.time() - began:.1f} s")
        if verdict in ("no unit", "open"):
            return [mutation]
        self.verdicts[verdict].append(self.place(mutation))
        return []

    @staticmethod
    def place(mutation):
        return f"{mutation.path}:{mutation.line}:{mutation.column + 1}: '{mutation.old.strip()}' made '{mutation.new.strip()}'"

    def judge_all(self, mutations):
        """Shows those of which a budget ended to each of the tests left, all at once."""
        alive = set(mutations)
        asked = {test: cpu for mutation in mutations for test, cpu in self.open[mutation]}

        def guilty(bench, test, suspects, known=False):
            """Those of the suspects that the test notices, one of which at least where that is known."""
            suspects, half = [mutation for mutation in suspects if mutation in alive], len(suspects) // 2
            if not suspects:
                return []
            if not known or not half:
                bench.build_all(suspects)
                if not bench.notices(test, asked[test], 1 if half else 2):
                    return []
            if not half:
                return suspects
            found = guilty(bench, test, suspects[:half])
            return found + guilty(bench, test, suspects[half:], not found)

        def ask(test):
            bench = self.free.pop()
            for mutation in guilty(bench, test, [one for one in mutations if (test, asked[test]) in self.open[one]]):
                if mutation in alive:
                    alive.remove(mutation)
                    self.verdicts["killed"].append(self.place(mutation))
                    self.say(f"killed {self.place(mutation)}: by {os.path.basename(test)}, among others")
            self.free.append(bench)

        with concurrent.futures.ThreadPoolExecutor(self.args.jobs) as pool:
            list(pool.map(ask, sorted(asked, key=asked.get)))
        self.verdicts["SURVIVED"] += [self.place(mutation) for mutation in alive]

    def say(self, line):
        for out in filter(None, (sys.stdout, self.log)):
            print(line, file=out, flush=True)

    def all(self, mutations):
        """Scripts are for what units and corpora did not notice."""
        for self.scripts, tests in ((False, traces.programs(self.build)), (True, [] if self.args.units else traces.scripts())):
            for bench in self.free:
                bench.link("-xc", "/dev/null")
            for test in self.traces.record(tests, [bench.folder for bench in self.free]):
                self.say(f"(not asked, since it fails without a change: {os.path.basename(test)})")
            with concurrent.futures.ThreadPoolExecutor(self.args.jobs) as pool:
                mutations = sum(pool.map(self.one, mutations), [])
        self.judge_all(mutations)
        if self.args.units:
            self.say("Scripts were not asked: what survived units they may notice.")
        killed, survived, same = (len(self.verdicts[name]) for name in ("killed", "SURVIVED", "equivalent"))
        for place in sorted(self.verdicts["SURVIVED"]):
            self.say(f"survived: {place}")
        self.say(f"{killed} of {killed + survived} noticed, {100 * killed // max(killed + survived, 1)} %; "
                 f"{same} the same as without, {len(self.verdicts['broken'])} do not compile")
        for bench in self.free:
            shutil.rmtree(bench.folder)


def choose(args):
    every = []
    for source in args.sources or sorted(glob.glob("lib/*/*.c")):
        path, _, line = source.partition(":")
        every += [mutation for mutation in find_mutations(path) if line in ("", str(mutation.line))]
    random.Random(args.seed).shuffle(every)
    return every[args.skip:args.skip + args.sample] if args.sample else every


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    for name in ("build", "compile"):
        parser.add_argument("--" + name, required=True)
    for name, value in (("sample", 200), ("seed", 1), ("skip", 0), ("budget", 10), ("jobs", os.cpu_count())):
        parser.add_argument("--" + name, type=int, default=value)
    parser.add_argument("--log")
    parser.add_argument("--units", action="store_true")
    parser.add_argument("sources", nargs="*")
    args = parser.parse_args()
    Run(args, os.path.abspath(args.build)).all(choose(args))


if __name__ == "__main__":
    main()
