#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
usage: bench.py --bin=<folder> --inbox=<bare inbox> [--tree=<work repository>] [--runs=<n>] [--log=<file>]
                [--growth] [--compare=<revision>] [<case>...]

Runs each case and its rival in turn (ours, rival, ours, rival, ...) and prints the medians of the
wall-clock time of both, the median, lowest and highest of the ratios pair by pair; below them for both
the page faults, user and system time (medians), the peak private memory of all processes at once,
and the instructions in user space where this machine counts them. Everything is appended to the log as
JSON lines. Nothing is judged: the bounds are printed beside the figures for people to compare.

With --compare the rival is our own command as it was in that revision, which is built for it: a change
is judged in one run. Both have clones of their own, since an index belongs to the revision that made it.
"""

import argparse
import json
import os
import shlex
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time


class Cost:
    """What one run took."""

    def __init__(self, seconds, usage, private):
        self.seconds = seconds
        self.faults = usage.ru_minflt + usage.ru_majflt
        self.user = usage.ru_utime
        self.system = usage.ru_stime
        self.private = private


def private_kib(pid):
    """Anonymous resident memory of a process and those it started: theirs alone, not mapped packs."""
    total = 0
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            for line in status:
                if line.startswith("RssAnon:"):
                    total += int(line.split()[1])
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
            total += sum(private_kib(child) for child in children.read().split())
    except OSError:
        pass
    return total


def run(command, folder, stdin, sample):
    """Runs a command without a shell, which would cost as much as a small command of ours."""
    peak = 0
    with open(stdin or os.devnull, "rb") as source:
        start = time.perf_counter()
        process = subprocess.Popen(shlex.split(command), cwd=folder, stdin=source,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if sample:
            stop = threading.Event()

            def watch():
                nonlocal peak
                while not stop.wait(0.002):
                    peak = max(peak, private_kib(process.pid))

            watcher = threading.Thread(target=watch)
            watcher.start()
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - start
        if sample:
            stop.set()
            watcher.join()
    if process.returncode:
        sys.exit(f"bench: '{command}' failed: {errors.decode(errors='replace')}")
    return Cost(seconds, usage, peak)


def count_instructions(command, folder, stdin):
    """In user space, of all processes of the command; None where perf or the machine does not count."""
    if not shutil.which("perf"):
        return None
    with open(stdin or os.devnull, "rb") as source, tempfile.NamedTemporaryFile("r") as counts:
        subprocess.run(["perf", "stat", "-x,", "-e", "instructions:u", "-o", counts.name, "--",
                        *shlex.split(command)], cwd=folder, stdin=source, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, check=False)
        for line in counts:
            if line.split(",")[0].isdigit():
                return int(line.split(",")[0])
    return None


def build(revision, folder):
    """Builds the commands and helpers of another revision; returns where the commands are."""
    top = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    commit = git("rev-parse", "--verify", f"{revision}^{{commit}}", inbox=top).decode().strip()
    subprocess.run(["git", "clone", "-q", "--shared", "--no-checkout", top, folder], check=True)
    git("checkout", "-q", commit, inbox=folder)
    # Older revisions have fewer of them, and fewer cases then.
    helpers = [f"build/t/helper/{name}" for name in ("scan", "index", "tree")
               if os.path.exists(os.path.join(folder, "t", "helper", f"{name}.c"))]
    subprocess.run(["make", "-s", f"-j{os.cpu_count()}", "BUILD=build", "all", *helpers], cwd=folder,
                   stdout=subprocess.DEVNULL, check=True)
    return os.path.join(folder, "build", "bin")


def git(*args, inbox=None, data=None):
    command = ["git"] + (["-C", inbox] if inbox else []) + list(args)
    return subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout


class Bench:
    def __init__(self, options, work):
        self.options = options
        self.work = work
        self.inbox = os.path.abspath(options.inbox)
        self.tip = git("rev-parse", "HEAD", inbox=self.inbox).decode().strip()
        self.sides = [lambda text: text]  # from a path or command of ours to that side's
        os.mkdir(os.path.join(work, "ours"))
        if options.compare:
            other = build(options.compare, os.path.join(work, "source"))
            os.mkdir(os.path.join(work, "other"))
            self.sides.append(lambda text: text.replace(options.bin, other).replace(
                self.path(""), os.path.join(work, "other", "")))

    def path(self, name):
        return os.path.join(self.work, "ours", name)

    def both(self, command):
        """Runs what has to be done before a case, on each side."""
        for side in self.sides:
            subprocess.run(shlex.split(side(command)), stdout=subprocess.DEVNULL, check=True)

    def feed(self, name, revisions):
        """A file with the blob ids of the mails of revisions, for cat-file."""
        commits = git("rev-list", *revisions, inbox=self.inbox).split()
        trees = b"".join(commit + b":m\n" for commit in commits)
        checked = git("cat-file", "--batch-check=%(objectname)", inbox=self.inbox, data=trees)
        with open(self.path(name), "wb") as out:
            out.writelines(line + b"\n" for line in checked.split(b"\n")
                           if line and b" " not in line)
        return self.path(name)

    def raw_bytes(self):
        with open(self.path("all"), "rb") as ids:
            sizes = git("cat-file", "--batch-check=%(objectsize)", inbox=self.inbox, data=ids.read())
        return sum(int(size) for size in sizes.split())

    def pair(self, name, ours, rival, bound=None, rival_stdin=None, before=None, folder=None):
        """folder: where ours runs; git does in the inbox. before(side) makes ready for a run of that side."""
        if self.options.cases and name.split()[0] not in self.options.cases:
            return
        runs = [(self.sides[0], ours, folder, None), (self.sides[0], rival, None, rival_stdin)]
        if self.options.compare:
            side = self.sides[1]
            runs[1] = (side, side(ours), folder and side(folder), None)
            bound = None
        costs, counted, private = ([], []), [], []
        for number in range(self.options.runs + 1):
            for which, (side, command, place, stdin) in enumerate(runs):
                if before:
                    before(side)
                # The first pair warms the caches. Memory is looked at in it alone: looking takes time.
                cost = run(command, place, stdin, not number)
                if number:
                    costs[which].append(cost)
                else:
                    private.append(cost.private)
        for side, command, place, stdin in runs:
            if before:
                before(side)
            counted.append(count_instructions(command, place, stdin))
        row = {"case": name, "bound": bound, "command": ours, "rival_command": runs[1][1]}
        row["private_kib"], row["rival_private_kib"] = private
        row["instructions"], row["rival_instructions"] = counted
        for key in ("faults", "user", "system"):
            row[key], row["rival_" + key] = (
                statistics.median(getattr(cost, key) for cost in side) for side in costs)
        row["ours"], row["rival"] = (statistics.median(cost.seconds for cost in side) for side in costs)
        ratios = [mine.seconds / theirs.seconds for mine, theirs in zip(*costs)]
        row |= {"ratio": statistics.median(ratios), "ratio_min": min(ratios), "ratio_max": max(ratios)}
        self.report(row)

    def report(self, row):
        bound = row["bound"]
        print(f"{row['case']:32} {row['ours'] * 1000:9.1f} {row['rival'] * 1000:9.1f} "
              f"{row['ratio']:6.2f} {row['ratio_min']:6.2f}-{row['ratio_max']:<6.2f}"
              f"{bound if bound is not None else '-':>6}")
        for label, key, unit in (("page faults", "faults", 1), ("user ms", "user", 1e-3),
                                 ("system ms", "system", 1e-3), ("private MiB", "private_kib", 1024),
                                 ("instructions, M", "instructions", 1e6)):
            ours, rival = row[key], row["rival_" + key]
            if ours is None or rival is None:
                print(f"  {label:30}  not counted here")
                continue
            ratio = f"{ours / rival:6.2f}" if rival else "     -"
            digits = 0 if unit == 1 else 1
            print(f"  {label:30} {ours / unit:9.{digits}f} {rival / unit:9.{digits}f} {ratio}", flush=True)
        row |= {"inbox": os.path.basename(self.inbox), "runs": self.options.runs,
                "compare": self.options.compare, "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        if self.options.log:
            with open(self.options.log, "a", encoding="utf-8") as log:
                log.write(json.dumps(row) + "\n")

    def clone(self, name, tip):
        """A clone of the list up to tip that borrows its objects: its index is its own."""
        return self.borrow(name, self.inbox, tip)

    def borrow(self, name, source, tip):
        """One on each side; the path of ours."""
        for side in self.sides:
            path = side(self.path(name))
            git("init", "-q", "--bare", path)
            with open(os.path.join(path, "objects/info/alternates"), "w", encoding="utf-8") as file:
                file.write(os.path.join(source, "objects") + "\n")
            git("update-ref", "refs/heads/master", tip, inbox=path)
            git("symbolic-ref", "HEAD", "refs/heads/master", inbox=path)
        return self.path(name)

    def head(self):
        rival = self.options.compare or "git"
        print(f"{os.path.basename(self.inbox)}, {self.options.runs} runs, rival: {rival}; times in ms")
        print(f"{'case':32} {'ours':>9} {'rival':>9} {'ratio':>6} {'range':13} {'bound':>6}")

    def copies(self, times):
        """A list of the same mails, times over, in a repository that borrows their objects."""
        path = self.clone(f"copy{times}.git", self.tip)
        self.both(f"git -C {path} update-ref -d refs/heads/master")
        # With their messages: where the subject says that it is a reply, the mail is not read.
        log = git("log", "-z", "--reverse", "--format=%T %at %ct %B", self.tip, inbox=self.inbox).split(b"\0")
        stream = []
        for _ in range(times):
            for entry in filter(None, log):
                tree, author, committer, message = entry.split(b" ", 3)
                stream.append(b"commit refs/heads/master\nauthor A <a@example.org> " + author +
                              b" +0000\ncommitter C <c@example.org> " + committer +
                              b" +0000\ndata %d\n" % len(message) + message +
                              b"\nM 040000 " + tree + b' ""\n\n')
        for side in self.sides:
            git("fast-import", "--quiet", inbox=side(path), data=b"".join(stream))
        return path


def index_cases(bench, digest, scan, index):
    """The index: building it, bringing it up to date, and what it is for."""
    tip = bench.tip
    whole = bench.clone("whole.git", tip)
    bench.pair("index-build", f"{index} --threads=2 rebuild {whole}",
               f"{scan} --threads=2 {whole} master", 1.2)

    grown = bench.clone("grown.git", tip + "~500")
    file, old = os.path.join(grown, "kvm", "index.sqlite"), bench.path("old.sqlite")
    bench.both(f"{index} rebuild {grown}")
    bench.both(f"cp {file} {old}")
    bench.both(f"git -C {grown} update-ref refs/heads/master {tip}")
    bench.pair("index-update-500", f"{index} --threads=2 update {grown}",
               f"sh -c 'git rev-list -500 {tip} | sed s/$/:m/ | git cat-file --batch'",
               before=lambda side: shutil.copy(side(old), side(file)))

    bench.pair("index-columns", f"{index} columns {whole} HEAD", f"git shortlog -sne {tip}", 0.4)
    message_id = git("cat-file", "blob", tip + "~100:m", inbox=bench.inbox).decode("utf-8", "replace")
    message_id = next(line.split("<", 1)[1].split(">", 1)[0] for line in message_id.split("\n")
                      if line.lower().startswith("message-id:"))
    bench.pair("index-find (bound: +15 ms)", f"{index} find {whole} message-id '{message_id}'",
               "git --version")
    bench.pair("digest-all-index", f"{digest} --no-bodies HEAD", "git shortlog -sne " + tip,
               folder=whole)
    authors = digest.replace("git-kvm-digest", "git-kvm-authors")
    bench.pair("authors-all-index", f"{authors} HEAD", "git shortlog -sne " + tip, 0.25,
               folder=whole)
    file = os.path.join(whole, "kvm", "index.sqlite")
    if not os.path.exists(file):
        return  # its cases were not asked for
    size = os.path.getsize(file)
    print(f"index: {size} bytes, {100 * size / bench.raw_bytes():.1f} % of the mails (bound: 8 %)")


def series_cases(bench, series, index):
    """git kvm-series; the bounds in ms are what it may take above git --version."""
    tip = bench.tip
    path = bench.clone("series.git", tip)
    bench.both(f"{index} rebuild {path}")
    last = int(git("log", "-1", "--format=%ct", tip, inbox=path))
    older = git("rev-list", "-1", f"--before={last - 365 * 86400}", tip, inbox=path).decode().strip()
    year = f"{older}..{tip}" if older else tip
    # On a list that is younger, what is left is one id, which alone would mean "show".
    bench.pair("series-list-year", f"{series} list {year}", f"git log --format=%s {year}", 0.5,
               folder=path)
    listed = subprocess.run([series, "list", "--format=%(versions) %(total) %(missing)|%(messageid)", "HEAD"],
                            cwd=path, stdout=subprocess.PIPE, check=True).stdout.decode()
    rows = [row.split("|") for row in listed.splitlines()]
    rows = [(*(int(n) for n in row[0].split()[:2]), row[1]) for row in rows if len(row[0].split()) == 2]
    many = max(rows)[2]
    twenty = min((abs(total - 20), name) for versions, total, name in rows if versions > 1)[1]
    bench.pair("series-show (bound: +20 ms)", f"{series} show '{many}'", "git --version",
               folder=path)
    titles = subprocess.run([series, "list", "--format=%(title)", "HEAD"], cwd=path,
                            stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    title = next(text for text in titles if titles.count(text) == 1 and text != text.lower())
    bench.pair("series-title (bound: +40 ms)", f"{series} show {shlex.quote(':/' + title)}",
               "git --version", folder=path)
    bench.pair("series-diff (bound: 60 ms)", f"{series} diff '{twenty}'", "git --version",
               folder=path)
    bench.pair("series-list-500", f"{series} --no-index {tip}~500..{tip}",
               f"sh -c 'git rev-list -500 {tip} | sed s/$/:m/ | git cat-file --batch'", 1.2)


def tree_cases(bench, series, tree):
    """The commit table of a work repository, and which posting each of its commits was made of."""
    source = os.path.abspath(bench.options.tree)
    tip = git("rev-parse", "HEAD", inbox=source).decode().strip()
    path = bench.borrow("tree.git", source, tip)
    table, old = os.path.join(path, "kvm", "tree.sqlite"), bench.path("old-tree.sqlite")
    whole = bench.clone("tree-inbox.git", bench.tip)
    index = os.path.join(whole, "kvm", "index.sqlite")

    def forget(side, *files):
        for file in map(side, files):
            if os.path.exists(file):
                os.unlink(file)

    bench.pair("tree-build", f"{tree} table {path}", f"git -C {path} log --format=%B {tip}", 1.0,
               before=lambda side: forget(side, table))
    bench.pair("tree-again (bound: +5 ms)", f"{tree} table {path}", "git --version")
    bench.both(f"git -C {path} update-ref refs/heads/master {tip}~100")
    bench.both(f"rm -f {table}")
    bench.both(f"{tree} table {path}")
    bench.both(f"cp {table} {old}")
    bench.both(f"git -C {path} update-ref refs/heads/master {tip}")
    bench.pair("tree-update-100", f"{tree} table {path}", f"git -C {path} log --format=%B {tip}~100..{tip}",
               before=lambda side: shutil.copy(side(old), side(table)))

    # Exit 1 says that not all were posted there.
    find = (f"sh -c 'git -C {path} rev-list --no-merges {tip} | "
            f"{series} find --tree-repo={path} || test $? = 1'")
    rival = f"git -C {path} log -p --format=%H {tip}"
    bench.pair("tree-find-no-index", find, rival, before=lambda side: forget(side, table, index), folder=whole)
    bench.pair("tree-find", find, rival, 1.5, before=lambda side: forget(side, table), folder=whole)
    bench.pair("tree-find-again", find, rival, 0.1, folder=whole)


def cases(bench):
    tools, inbox, tip = bench.options.bin, bench.inbox, bench.tip
    digest = f"{tools}/git-kvm-digest"
    scan = f"{tools}/../t/helper/scan"
    os.chdir(inbox)  # not GIT_DIR: what makes copies of the list must never write here
    os.environ["PATH"] = tools + os.pathsep + os.environ["PATH"]
    all_blobs = bench.feed("all", [tip])
    last = bench.feed("last", ["-500", tip])
    shell = bench.path("loop.sh")
    with open(shell, "w", encoding="utf-8") as file:
        file.write("git rev-list -100 " + tip + " | while read -r c; do\n"
                   "git show \"$c:m\" | grep -m1 -i '^Subject:.*PATCH'\ndone; true\n")
    bench.head()
    bench.pair("digest-500", f"{digest} --no-index --no-states {tip}~500..{tip}",
               f"sh -c 'git rev-list -500 {tip} | sed s/$/:m/ | git cat-file --batch'", 0.45)
    bench.pair("digest-500-states", f"{digest} --no-index {tip}~500..{tip}",
               f"sh -c 'git rev-list -500 {tip} | sed s/$/:m/ | git cat-file --batch'", 1.2)
    bench.pair("digest-100-shell-loop", f"{digest} --no-states {tip}~100..{tip}", f"sh {shell}")
    bench.pair("digest-500-blob-ids", f"{digest} --no-states {tip}~500..{tip}",
               "git cat-file --batch --buffer", rival_stdin=last)
    for threads in (1, 2):
        bench.pair(f"scan-{threads}-threads", f"{scan} --threads={threads} {inbox} {tip}",
                   "git cat-file --batch --buffer", 0.4 if threads == 2 else None, all_blobs)
    bench.pair("digest-all", f"{digest} --no-index --no-states --no-bodies {tip}", "git shortlog -sne " + tip)
    bench.pair("authors-all", f"{tools}/git-kvm-authors --no-index {tip}",
               "git cat-file --batch --buffer", 1.0, all_blobs)
    index_cases(bench, digest, scan, f"{tools}/../t/helper/index")
    series_cases(bench, f"{tools}/git-kvm-series", f"{tools}/../t/helper/index")
    if bench.options.tree:
        tree_cases(bench, f"{tools}/git-kvm-series", f"{tools}/../t/helper/tree")
    if bench.options.growth:
        for times in (1, 4, 16):
            path = bench.copies(times)
            bench.pair(f"scan-growth-{times}x", f"{scan} --threads=2 {path} master",
                       f"git -C {path} rev-list --count master")


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--inbox", required=True)
    parser.add_argument("--tree")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--log")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--compare")
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    options.bin = os.path.abspath(options.bin)
    options.inbox = os.path.abspath(options.inbox)
    if options.log:
        options.log = os.path.abspath(options.log)
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    work = os.path.realpath(tempfile.mkdtemp(prefix="gitkvm-bench-"))
    try:
        cases(Bench(options, work))
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
