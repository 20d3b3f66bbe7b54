#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what the commands are linked with, and what they say where it is unusable'

. "$(dirname "$0")/lib/test-lib.sh"

test_expect_success 'what a command calls stands in it, for those who make packages' '
	for command in "$GITKVM_BUILD"/bin/git-kvm-*
	do
		LC_ALL=C readelf -d "$command" >dynamic &&
		for library in libgit2 libglib-2.0 libgmime-3.0 libjson-glib-1.0 libpcre2-8 libsqlite3 libdeflate libz
		do
			test_grep "NEEDED.*\[$library\.so" dynamic || return 1
		done || return 1
	done
'

# What is D or B is data of a library that the linker copied, as it does for every program.
test_expect_success 'no function stands in front of one of a library' '
	for command in "$GITKVM_BUILD"/bin/git-kvm-*
	do
		nm -D --defined-only "$command" >symbols &&
		! grep " [TWi] " symbols || return 1
	done
'

for library in libgmime-3.0 libjson-glib-1.0
do
	test_expect_success "an unusable $library is an error in words" '
		mkdir -p broken &&
		name=$(LC_ALL=C readelf -d "$GITKVM_BUILD/bin/git-kvm-digest" |
			sed -n "s/.*NEEDED.*\[\($library.*\)\]/\1/p") &&
		echo "no library" >"broken/$name" &&
		test_when_finished "rm -r broken" &&
		test_expect_code 127 env LD_LIBRARY_PATH="$PWD/broken" git-kvm-digest -h >out 2>err &&
		test_must_be_empty out &&
		test_grep "error while loading shared libraries: .*$name" err
	'
done

test_expect_success 'a command starts where few files may be open' '
	make_inbox in.git "$GITKVM_TOP/t/data/sample/01"*.eml &&
	(
		ulimit -S -n 32 &&
		git -C in.git kvm-digest --no-index >out
	) &&
	test_grep "1 mail, 1 person" out
'

test_done
