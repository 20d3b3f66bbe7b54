#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-authors on whole real lists: figures against the digest and a count of their own'

. "$(dirname "$0")/lib/test-lib.sh"

if ! ls "$KVM_SHARED"/inboxes/*.bundle >/dev/null 2>&1; then
	test_skip_all "no inboxes in $KVM_SHARED (set KVM_SHARED)"
fi

# Counts authors and domains from the mails that the digest lists, and holds all three against each other.
cat >count.py <<'EOF'
import collections
import json
import sys

ROBOTS = ("lkp@intel.com", "oliver.sang@intel.com", "syzbot", "patchwork-bot", "tip-bot", "sashiko-bot", "kernelci")
digest, authors = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:3])
people, domains, homes = collections.Counter(), collections.Counter(), {}
for mail in digest["mails"]:
    author = mail["author"]
    email = author["email"].lower()
    if mail["kind"] not in ("cover", "patch") or any(email.startswith(robot) for robot in ROBOTS):
        continue
    people[email] += 1
    homes.setdefault(author["name"], set()).add(email)
    domains[email.rpartition("@")[2]] += 1
tables = {table["group"]: table["rows"] for table in authors["tables"]}
# One address is one person, whatever names he goes by.
mine = {row["email"].lower(): row["postings"] for row in tables["author"] if row["postings"]}
assert mine == dict(people), set(mine.items()) ^ set(people.items())
mine = {row["name"]: row["postings"] for row in tables["domain"] if row["postings"]}
assert mine == dict(domains), set(mine.items()) ^ set(domains.items())
assert mine == {row["domain"]: row["count"] for row in digest["domains"]}
# For the digest one name of several words is one person, too, whatever his addresses: all of them are one set.
person = {email: {email} for email in people}
for name, emails in homes.items():
    if " " in name:
        joined = set().union(*(person[email] for email in emails))
        person.update({email: joined for email in joined})
named = collections.Counter()
for row in digest["contributors"]:
    named[min(person[row["contributor"].rpartition("<")[2].rstrip(">").lower()])] += row["count"]
merged = collections.Counter()
for email, count in people.items():
    merged[min(person[email])] += count
assert named == merged, set(named.items()) ^ set(merged.items())
assert len(named) == len(digest["contributors"]) <= len(people)
counts = [row["postings"] for row in tables["author"] if row["postings"]]
# Who posted nothing but copies for stable trees is not among the people (t5003 has them one by one).
own = [row for row in tables["author"] if row["patches"]]
assert len(counts) > 20 and len(own) <= authors["total"]["people"] <= len(counts)
assert authors["total"]["postings"] == sum(counts) == sum(mine.values())
EOF

for name in $(lists_counted); do
	bundle=$KVM_SHARED/inboxes/$name.bundle

	test_expect_success "$name: clone" '
		git clone -q --mirror "$bundle" $name.git
	'

	test_expect_success "$name: the newest 2000 mails: three counts are the same" '
		git -C $name.git kvm-digest --no-bodies --top=0 --format=json master~2000..master >digest.json &&
		git -C $name.git kvm-authors --count=postings --group=author --group=domain --format=json \
			master~2000..master >authors.json &&
		python3 count.py digest.json authors.json
	'

	test_expect_success "$name: the whole list, no robot among the people" '
		git -C $name.git kvm-authors --by=year --group=author --group=sender --group=reviewer --group=tester \
			--group=reporter --bots --format=json master >whole &&
		jq -r ".tables[] | select(.group != \"bot\") | .rows[].email" whole >people &&
		test -s people &&
		! grep -i "^lkp@\|syzbot\|sashiko-bot\|patchwork-bot\|tip-bot" people &&
		jq -e "[.periods[].patches] | add" whole >sum &&
		jq -e ".total.patches" whole >total &&
		test_cmp total sum &&
		jq -e "[.tables[0].rows[].patches] | add" whole >sum &&
		test_cmp total sum
	'

	test_expect_success "$name: with a mailmap, each person is there once" '
		jq -r ".tables[0].rows[] | select(.name | test(\" \")) | .name" whole | sort | uniq -d | head -n 3 |
			while IFS= read -r person; do
				jq -r --arg name "$person" ".tables[0].rows[] | select(.name == \$name) |
					\"\(.name) <\(.name | gsub(\"[^A-Za-z]\"; \"\"))@one.example> <\(.email)>\"" whole
			done >mailmap &&
		cut -d"<" -f1 mailmap | uniq | wc -l >expect &&
		git -C $name.git kvm-authors --mailmap="$PWD/mailmap" --format=json master >mapped &&
		jq -r ".tables[0].rows[] | select(.email | endswith(\"@one.example\")) | .name" mapped | wc -l >actual &&
		test_cmp expect actual
	'

	test_expect_success "$name: every format of the whole list" '
		git -C $name.git kvm-authors --by=quarter --group=author --group=employer --format=csv master >out &&
		python3 -c "
import csv
rows = list(csv.reader(open(\"out\", newline=\"\", encoding=\"utf-8\"), strict=True))
assert len(rows) > 100 and len({len(row) for row in rows}) == 1
" &&
		git -C $name.git kvm-authors --by=quarter --group=author --group=path --format=html master >out &&
		test_grep "</html>" out &&
		git -C $name.git kvm-authors --no-color --by=week --top=0 master >out &&
		! grep -a -q -P "[\x00-\x08\x0b-\x1f\x7f]" out
	'

	test_expect_success "$name: clean up" '
		rm -rf $name.git whole out people mapped *.json
	'
done

test_done
