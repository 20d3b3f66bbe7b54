#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='real lists: limits, counted a second time without our commands'

. "$(dirname "$0")/lib/test-lib.sh"

if ! ls "$KVM_SHARED"/inboxes/*.bundle >/dev/null 2>&1; then
	test_skip_all "no inboxes in $KVM_SHARED (set KVM_SHARED)"
fi

# Reads what `git log` and `git cat-file` print, once, by Python's own mail parser, and answers questions, a
# line of standard input each, into a file named by the first word:
#
#   <file> sent <from> <to>: commits whose mail has a Date between the two; one that cannot be read
#     counts as its commit's.
#   <file> author <word>: commits whose From has the word, in any case; below "--" those where only a
#     From: line of the text, or a field that tells who is behind a rewritten From, has it.
#   <file> grep <word>: commits with the word in the subject, or in a plain text above any diff;
#     below "--" those that have it in another part, or behind a diff.
cat >count.py <<'EOF_'
import email, email.header, email.utils, re, subprocess, sys

def mails():
	log = subprocess.run(["git", "log", "--format=%H %ct"], capture_output=True, check=True).stdout
	commits = [line.split() for line in log.decode().splitlines()]
	wanted = "".join(commit + ":m\n" for commit, _ in commits)
	out = subprocess.run(["git", "cat-file", "--batch"], input=wanted.encode(), capture_output=True,
		check=True).stdout
	at = 0
	for commit, archived in commits:
		end = out.index(b"\n", at)
		head, at = out[at:end], end + 1
		if head.endswith(b"missing"):
			continue
		size = int(head.split()[-1])
		yield commit, int(archived), out[at:at + size]
		at += size + 1

def decoded(text):
	try:
		return str(email.header.make_header(email.header.decode_header(re.sub(r"\r?\n\s+", " ", text))))
	except Exception:
		return text

def sent(mail, archived):
	parsed = email.utils.parsedate_tz(str(mail["Date"] or ""))
	try:
		return email.utils.mktime_tz(parsed)
	except Exception:
		return archived

def text_of(part):
	raw = part.get_payload(decode=True) or b""
	try:
		return raw.decode(part.get_content_charset() or "utf-8", "replace")
	except LookupError:
		return raw.decode("utf-8", "replace")

class Mail:
	def __init__(self, raw, archived):
		self.mail = mail = email.message_from_bytes(raw)
		self.sent = sent(mail, archived)
		texts = [text_of(part) for part in mail.walk() if not part.is_multipart()]
		self.author = decoded(str(mail["From"] or "")).lower()
		behind = [str(mail[name] or "") for name in ("Reply-To", "X-Original-From")]
		behind += re.findall(r"(?m)^>?From:.*$", "\n".join(texts))
		self.behind = [decoded(text).lower() for text in behind]
		above = re.split(r"(?m)^(?:diff |--- |Index: )", texts[0])[0] if texts else ""
		self.subject = decoded(str(mail["Subject"] or "")).lower()
		self.above = "" if mail.is_multipart() else above.lower()
		self.texts = [text.lower() for text in texts]

	# Whether it is what was asked for: surely, perhaps.
	def answer(self, what, *args):
		if what == "sent":
			return int(args[0]) <= self.sent <= int(args[1]), False
		word = args[0].lower()
		if what == "author":
			return word in self.author, any(word in text for text in self.behind)
		return word in self.subject or word in self.above, any(word in text for text in self.texts)

questions = [line.split() for line in sys.stdin]
answers = [([], []) for _ in questions]
for commit, archived, raw in mails():
	mail = Mail(raw, archived)
	for (_, *question), (sure, perhaps) in zip(questions, answers):
		surely, maybe = mail.answer(*question)
		if surely:
			sure.append(commit)
		elif maybe:
			perhaps.append(commit)
for (file, *_), (sure, perhaps) in zip(questions, answers):
	with open(file, "w") as out:
		print("\n".join(sorted(sure) + ["--"] + sorted(perhaps)), file=out)
EOF_

# taken <argument>…: the commits that the digest takes, sorted.
taken() {
	git -C in.git kvm-digest --format=json --no-bodies "$@" >json &&
	jq -r ".mails[].commit" json | sort
}

# counted <file of count.py>: into sure and perhaps.
counted() {
	sed "/^--\$/,\$d" "in.git/$1" >sure &&
	sed "1,/^--\$/d" "in.git/$1" >perhaps
}

# agrees: all that is sure is in actual, and nothing else but what is in perhaps.
agrees() {
	test -s sure &&
	comm -23 sure actual >lost &&
	test_must_be_empty lost &&
	sort sure perhaps | comm -13 - actual >wrong &&
	test_must_be_empty wrong
}

for name in $(lists_counted); do
	bundle=$KVM_SHARED/inboxes/$name.bundle

	test_expect_success "$name: clone" '
		git clone -q --mirror "$bundle" in.git &&
		git -C in.git log --format=%ct >dates &&
		sort -n dates | sed -n "$(($(wc -l <dates) / 3))p" >third &&
		sort -n dates | sed -n "$(($(wc -l <dates) * 2 / 3))p" >third2
	'

	test_expect_success "$name: what Python counts" '
		git -C in.git log --format=%ae | sed "s/.*@//" | sort | uniq -c | sort -rn |
			sed -n "s/^ *[0-9]* \([a-z.]*\)\$/\1/p" | head -n 2 >domains &&
		test_line_count = 2 domains &&
		{
			echo "third sent $(cat third) 99999999999" &&
			echo "third2 sent $(cat third2) 99999999999" &&
			echo "between sent $(cat third) $(cat third2)" &&
			sed "s/.*/& author @&/" domains &&
			printf "%s\n" "fixes: grep fixes:" "deadlock grep deadlock"
		} >questions &&
		(cd in.git && python3 ../count.py <../questions)
	'

	test_expect_success "$name: --since and --until, as git log" '
		for limit in --since=@$(cat third) --since=@$(cat third2) --until=@$(cat third) \
			"--since=@$(cat third) --until=@$(cat third2)"; do
			git -C in.git log --format=%H $limit | sort >expect &&
			taken $limit >actual &&
			test_cmp expect actual || return 1
		done &&
		test -s expect
	'

	test_expect_success "$name: --sent-since and --sent-until, as Python reads the dates" '
		for border in third third2; do
			counted $border &&
			taken --sent-since=@$(cat $border) >actual &&
			test_cmp sure actual &&
			git -C in.git log --format=%H --since=@$(cat $border) | sort >since &&
			! cmp -s since actual || return 1
		done &&
		counted between &&
		taken --sent-since=@$(cat third) --sent-until=@$(cat third2) >actual &&
		test_cmp sure actual
	'

	test_expect_success "$name: --author" '
		for domain in $(cat domains); do
			counted "$domain" &&
			taken HEAD -i -F --author="@$domain" >actual &&
			agrees || return 1
		done
	'

	test_expect_success "$name: --grep" '
		for word in fixes: deadlock; do
			counted "$word" &&
			taken HEAD -i -F --grep="$word" >actual &&
			agrees || return 1
		done
	'

	test_expect_success "$name: what is wanted and what is not is all there is" '
		taken HEAD >all &&
		taken HEAD -i --grep=selftest >with &&
		taken HEAD -i --grep=selftest --invert-grep >without &&
		sort with without >both &&
		test_cmp all both
	'

	test_expect_success "$name: -n and --skip cut the same list" '
		git -C in.git kvm-digest --format=json --no-bodies HEAD --author=a | jq -r ".mails[].commit" >list &&
		git -C in.git kvm-digest --format=json --no-bodies --author=a --skip=10 -n 25 |
			jq -r ".mails[].commit" >actual &&
		sed -n 11,35p list >expect &&
		test_cmp expect actual
	'

	test_expect_success "$name: clean up" '
		rm -rf in.git json
	'
done

test_done
