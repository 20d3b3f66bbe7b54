#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='whole real lists: the same with and without the index, which is small'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"

if ! ls "$KVM_SHARED"/inboxes/*.bundle >/dev/null 2>&1; then
	test_skip_all "no inboxes in $KVM_SHARED (set KVM_SHARED)"
fi

for bundle in "$KVM_SHARED"/inboxes/*.bundle; do
	name=$(basename "$bundle" .bundle)

	test_expect_success "$name: clone and index" '
		git clone -q --mirror "$bundle" $name.git &&
		"$index" rebuild $name.git
	'

	test_expect_success "$name: every record is the same" '
		index_is_right $name.git HEAD &&
		index_is_right $name.git HEAD~600..HEAD~100 &&
		index_is_right $name.git &&
		"$index" check $name.git
	'

	for format in text classic json; do
		test_expect_success "$name: the digest as $format is the same" '
			git -C $name.git kvm-digest --no-index --format=$format HEAD >expect 2>expect.err &&
			git -C $name.git kvm-digest --format=$format HEAD >actual 2>actual.err &&
			cmp expect actual &&
			cmp expect.err actual.err
		'
	done

	test_expect_success "$name: the index takes at most 8 % of the mails" '
		mails=$(git -C $name.git log --format=%H:m HEAD |
			git -C $name.git cat-file --batch-check="%(objectsize)" |
			perl -ne "\$sum += \$1 if /^(\d+)\$/; END { print \$sum }") &&
		size=$(wc -c <$name.git/kvm/index.sqlite) &&
		echo "$size of $mails bytes" &&
		test $((size * 100)) -le $((mails * 8))
	'

	test_expect_success "$name: clean up" '
		rm -rf $name.git expect actual with without
	'
done

test_done
