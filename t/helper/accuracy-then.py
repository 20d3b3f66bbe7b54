#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""
usage: accuracy-then.py [--verbose] --bin=<folder> --judged=<file> <inbox>

Whose turn it was, as the list stood then: a judged topic (t/data/judged/README) was read when the
list ended with a commit that its line names, and is looked for in the list as it was, without what
was posted since. Prints how many of each state were found, and of those that were printed as
one of author, review and reviewed how many are right; with --verbose each that is not.
"""

import argparse
import collections
import hashlib
import json
import os
import subprocess
import tempfile

TURNS = ("author", "review", "reviewed")


def git(folder, *args):
    """What git prints in that folder."""
    run = subprocess.run(("git", "-C", folder) + args, check=True, stdout=subprocess.PIPE)
    return run.stdout.decode("utf-8", "replace")


def read_judged(path):
    """The commits that lists ended with -> {SHA-1 of a Message-ID: (states, why)}."""
    found = collections.defaultdict(dict)
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                sha1, commit, states, why = line.rstrip("\n").split("\t")
                found[commit][sha1] = (states.split("/"), why)
    return found


def list_topics(inbox, commit):
    """{SHA-1 of its Message-ID: topic} of the default list, where the inbox ends with that commit."""
    with tempfile.TemporaryDirectory() as folder:
        git(folder, "init", "-q", "--bare", "-b", "master", ".")
        with open(folder + "/objects/info/alternates", "w", encoding="utf-8") as alternates:
            alternates.write(os.path.join(inbox, "objects") + "\n")
        git(folder, "update-ref", "refs/heads/master", git(inbox, "rev-parse", commit).strip())
        topics = json.loads(git(folder, "-c", "kvm.index=false", "kvm-series", "list", "--json"))
    return {hashlib.sha1(t["message_id"].encode()).hexdigest(): t for t in topics["topics"]}


def main():
    """Reads, compares, prints."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--bin", required=True)
    parser.add_argument("--judged", required=True)
    parser.add_argument("inbox")
    args = parser.parse_args()
    os.environ["PATH"] = os.path.abspath(args.bin) + ":" + os.environ["PATH"]
    inbox = git(args.inbox, "rev-parse", "--absolute-git-dir").strip()
    found, printed = collections.Counter(), collections.Counter()
    for commit, judged in read_judged(args.judged).items():
        topics = list_topics(inbox, commit)
        for sha1, (states, why) in judged.items():
            state = topics[sha1]["state"] if sha1 in topics else "not listed"
            right = state in states
            found[states[0], right] += 1
            printed[state in TURNS, right] += 1
            if args.verbose and not right:
                print(f"{sha1} at {commit}: judged {'/'.join(states)} ({why})\n\tfound {state}")
    rows = [(state, found[state, True], found[state, False]) for state in sorted({s for s, _ in found})]
    rows.append(("whose turn it is", sum(found[s, True] for s in TURNS), sum(found[s, False] for s in TURNS)))
    rows.append(("printed as such", printed[True, True], printed[True, False]))
    rows.append(("all", sum(r for _, r, _ in rows[:-2]), sum(w for _, _, w in rows[:-2])))
    for name, right, wrong in rows:
        print(f"{'then: ' + name:28} {right:6} of {right + wrong:6}  {100 * right / max(right + wrong, 1):6.2f} %")


if __name__ == "__main__":
    main()
