#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='the index does not outlive what made it, and configuration has no part in it'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"

test_expect_success 'setup' '
	make_list list.git 1 100 &&
	cp -r "$GITKVM_TOP/lib" "$GITKVM_TOP/Makefile" "$GITKVM_TOP/version.sh" . &&
	mkdir cmd Documentation t
'

# sources: the checksum that an index would be made with.
sources() {
	make -n BUILD=b b/lib/index/version.o >commands &&
	sed -n "s/.*-DINDEX_SOURCES=\([1-9][0-9]*\)u .*/\1/p" commands | sort -u
}

test_expect_success 'one more row in a table of a parser is another version' '
	sources >before && test_line_count = 1 before &&
	perl -pi -e "s/^(\s*)(\{ \"|\")/\$1\"new-bot\", \$2/ && \$done++ if !\$done" lib/reply/robots.c &&
	! cmp "$GITKVM_TOP/lib/reply/robots.c" lib/reply/robots.c &&
	sources >after && test_line_count = 1 after &&
	! cmp before after &&
	cp "$GITKVM_TOP/lib/reply/robots.c" lib/reply/robots.c &&
	sources >again &&
	test_cmp before again
'

test_expect_success 'so is another limit, and what packs rows; what only reads records is not' '
	sources >before &&
	for file in lib/mime/limits.h lib/index/pack.c lib/inbox/walk.c; do
		echo "/* changed */" >>"$file" &&
		sources >after &&
		! cmp before after &&
		cp "$GITKVM_TOP/$file" "$file" || return 1
	done &&
	echo "/* changed */" >>lib/series/group.c &&
	sources >after &&
	test_cmp before after
'

test_expect_success 'an index of another version is thrown away' '
	git -C list.git kvm-digest --no-index --format=json master >expect &&
	for add in 1 -1; do
		"$index" update list.git &&
		version=$("$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "PRAGMA user_version") &&
		"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "PRAGMA user_version=$((version + add))" &&
		git -C list.git kvm-digest --index --format=json master >actual 2>err &&
		test_cmp expect actual &&
		test "$("$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "PRAGMA user_version")" = "$version" ||
			return 1
	done
'

test_expect_success 'kvm.bot counts for what is in the index already' '
	"$index" update list.git &&
	for bot in "ada@example.org" "*@example.org"; do
		for command in "kvm-digest --format=json --all" "kvm-authors --format=json" "kvm-series list --json"; do
			git -C list.git -c kvm.bot="$bot" $command --no-index master >expect &&
			git -C list.git -c kvm.bot="$bot" $command master >actual &&
			cmp expect actual || return 1
		done
	done &&
	git -C list.git kvm-authors --format=json master >without &&
	git -C list.git -c kvm.bot="*@example.org" kvm-authors --format=json master >actual &&
	! cmp without actual
'

test_done
