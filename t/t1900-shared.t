#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='whole real lists: everything is read or accounted for'

. "$(dirname "$0")/lib/test-lib.sh"
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=1

if ! ls "$KVM_SHARED"/inboxes/*.bundle >/dev/null 2>&1; then
	test_skip_all "no inboxes in $KVM_SHARED (set KVM_SHARED)"
fi

# accounted_for <json> <number>: the commits add up to what git counts.
accounted_for() {
	jq -e --argjson n "$2" '
		.counts | .commits == $n and
		.read + .removed + .missing + .corrupt + .unusable == $n
	' "$1"
}

for bundle in "$KVM_SHARED"/inboxes/*.bundle; do
	name=$(basename "$bundle" .bundle)

	test_expect_success "$name: clone" '
		git clone -q --mirror "$bundle" $name.git
	'

	for format in text classic json; do
		test_expect_success "$name: the newest 500 mails as $format" '
			git -C $name.git kvm-digest --format=$format master~500..master >out &&
			test -s out
		'
	done

	test_expect_success "$name: each of the newest 500 commits is accounted for" '
		accounted_for out $(git -C $name.git rev-list --count master~500..master)
	'

	test_expect_success "$name: the whole list is JSON to two readers, nothing is lost" '
		git -C $name.git kvm-digest --format=json master >whole &&
		accounted_for whole $(git -C $name.git rev-list --count master) &&
		python3 -c "
import json, sys
report = json.load(open(\"whole\", encoding=\"utf-8\"))
assert report[\"format\"] == \"git-kvm-digest\", report[\"format\"]
assert len(report[\"mails\"]) == report[\"counts\"][\"read\"]
"
	'

	test_expect_success "$name: the whole list as text holds nothing that steers a terminal" '
		git -C $name.git kvm-digest --no-color master >whole &&
		! grep -a -q -P "[\x00-\x08\x0b-\x1f\x7f]" whole &&
		iconv -f UTF-8 -t UTF-8 whole >/dev/null
	'

	for format in text json; do
		test_expect_success "$name: one thread, two and five print the same $format" '
			for threads in 1 2 5; do
				git -C $name.git kvm-digest --threads=$threads --format=$format \
					master~2000..master >threads.$threads || return 1
			done &&
			cmp threads.1 threads.2 &&
			cmp threads.1 threads.5
		'
	done

	test_expect_success "$name: our way and that of GMime read the same bodies" '
		git -C $name.git log --format=%H:m |
			git -C $name.git cat-file --batch --buffer >mails &&
		"$GITKVM_BUILD/t/helper/body-agree" <mails >disagreements 2>&1 || {
			tail -n 20 disagreements >&2
			return 1
		}
	'

	test_expect_success "$name: clean up" '
		rm -rf $name.git whole out mails threads.*
	'
done

test_done
