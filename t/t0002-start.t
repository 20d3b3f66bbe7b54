#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what the commands are linked with, and what they say where it is unusable'

. "$(dirname "$0")/lib/test-lib.sh"

parts=$GITKVM_BUILD/lib/git-kvm

# needed <file>: the libraries that it is linked with.
needed() {
	LC_ALL=C readelf -d "$1" | sed -n "s/.*(NEEDED).*\[\(.*\)\]/\1/p"
}

test_expect_success 'what a command calls stands in it, for those who make packages' '
	for command in "$GITKVM_BUILD"/bin/git-kvm-*
	do
		needed "$command" >libraries &&
		for library in libglib-2.0 libpcre2-8 libsqlite3 libdeflate libz
		do
			test_grep "^$library\.so" libraries || return 1
		done || return 1
	done &&
	needed "$parts/late.so" >libraries &&
	test_grep "^libgmime-3.0\.so" libraries &&
	test_grep "^libjson-glib-1.0\.so" libraries &&
	needed "$parts/git.so" >libraries &&
	test_grep "^libgit2\.so" libraries &&
	needed "$parts/crypto.so" >libraries &&
	test_grep "^libcrypto\.so" libraries
'

test_expect_success 'what few runs need is loaded by those alone' '
	for command in "$GITKVM_BUILD"/bin/git-kvm-*
	do
		needed "$command" >libraries &&
		! grep -E "gmime|json|gobject|gio|git2|crypto" libraries || return 1
	done
'

# What is D or B is data of a library that the linker copied, as it does for every program.
# Sanitizers do, and are there for that.
test -z "$TEST_SANITIZED" && test_expect_success 'no function stands in front of one of a library' '
	for file in "$GITKVM_BUILD"/bin/git-kvm-* "$parts"/*.so
	do
		nm -D --defined-only "$file" >symbols &&
		! grep " [TWi] " symbols || return 1
	done
'

test_expect_success 'a list to read' '
	make_inbox in.git "$GITKVM_TOP/t/data/sample/01"*.eml
'

for library in libgmime-3.0 libjson-glib-1.0 libgit2
do
	part=late
	test $library != libgit2 || part=git
	test_expect_success "an unusable $library is an error in words, where it is needed" '
		mkdir -p broken &&
		name=$(needed "$parts/$part.so" | grep "^$library\.so") &&
		echo "no library" >"broken/$name" &&
		test_when_finished "rm -r broken" &&
		LD_LIBRARY_PATH="$PWD/broken" git-kvm-digest --version &&
		test_expect_code 128 env LD_LIBRARY_PATH="$PWD/broken" \
			git-kvm-digest --inbox=in.git --json >out 2>err &&
		test_must_be_empty out &&
		test_grep "^fatal: cannot load .*/$part.so.: .*$name" err
	'
done

test_expect_success 'a command without its other part says so' '
	mkdir -p alone/bin &&
	cp "$GITKVM_BUILD/bin/git-kvm-series" alone/bin/ &&
	test_expect_code 128 alone/bin/git-kvm-series --version >out 2>err &&
	test_must_be_empty out &&
	test_grep "^fatal: cannot find .*/alone/lib/git-kvm/late.so., a part of this command: No such file" err
'

test_expect_success 'nor is something else taken for it' '
	mkdir -p alone/lib/git-kvm &&
	cp "$parts/git.so" "$parts/crypto.so" alone/lib/git-kvm/ &&
	cp "$(ldd "$GITKVM_BUILD/bin/git-kvm-series" | sed -n "s/.*libz\.so.*=> \(.*\) (.*/\1/p")" \
		alone/lib/git-kvm/late.so &&
	alone/bin/git-kvm-series list --inbox=in.git >out &&
	test_expect_code 128 alone/bin/git-kvm-series list --inbox=in.git --json >out 2>err &&
	test_grep "^fatal: cannot load .*/alone/lib/git-kvm/late.so.: .*gitkvm_late" err
'

without=$PWD/without/bin

test_expect_success 'an inbox as they are is read without libgit2' '
	mkdir -p without/bin without/lib/git-kvm &&
	cp "$GITKVM_BUILD"/bin/git-kvm-* without/bin/ &&
	cp "$parts"/*.so without/lib/git-kvm/ &&
	cp "$parts/crypto.so" without/lib/git-kvm/git.so &&
	id=$(git -C in.git rev-parse HEAD) &&
	(
		cd in.git &&
		unset GIT_CEILING_DIRECTORIES && # with which libgit2 is left the search
		for range in "" HEAD master heads/master "$id" "$(echo "$id" | cut -c 1-7)" --since=2000-01-01
		do
			git-kvm-digest $range >../expect &&
			"$without/git-kvm-digest" $range >../out &&
			test_cmp ../expect ../out || exit 1
		done &&
		"$without/git-kvm-series" list &&
		"$without/git-kvm-authors" >../out &&
		test_expect_code 128 "$without/git-kvm-series" list "HEAD^{commit}" >../out 2>../err
	) &&
	test_grep "^fatal: cannot load .*/git.so.: .*gitkvm_late_git" err
'

test_expect_success 'GIT_DIR, which git sets for --git-dir and aliases of the shell, needs none, either' '
	git-kvm-digest --inbox=in.git >expect &&
	GIT_DIR=in.git "$without/git-kvm-digest" >out &&
	test_cmp expect out &&
	(
		cd in.git &&
		GIT_DIR=. "$without/git-kvm-digest" >../out
	) &&
	test_cmp expect out &&
	git init -q worked &&
	test_expect_code 128 env GIT_DIR=worked/.git "$without/git-kvm-series" list >out 2>err &&
	test_grep "^fatal: cannot load .*/git.so.: .*gitkvm_late_git" err &&
	test_expect_code 128 env GIT_DIR=nowhere "$without/git-kvm-series" list >out 2>err &&
	test_grep "^fatal: cannot load" err
'

test_expect_success 'versions are compared without libgit2' '
	for version in 1 2
	do
		cat >v$version.eml <<-EOF || return 1
		From: Ann Lind <ann@example.org>
		To: kvm@example.org
		Subject: [PATCH v$version] kvm: count exits
		Date: Mon, $version Jun 2026 10:00:00 +0000
		Message-ID: <v$version@example.org>

		Somebody asked for it.

		Signed-off-by: Ann Lind <ann@example.org>
		---
		diff --git a/x.c b/x.c
		--- a/x.c
		+++ b/x.c
		@@ -1,6 +1,7 @@
		 int a;
		 int b;
		 int c;
		+int count$version;
		 int d;
		 int e;
		 int f;
		EOF
	done &&
	make_inbox versions.git v1.eml v2.eml &&
	(
		cd versions.git &&
		unset GIT_CEILING_DIRECTORIES &&
		"$without/git-kvm-digest" HEAD >../digest &&
		"$without/git-kvm-series" diff v2@example.org >../compared
	) &&
	test_grep "1 changed (+1 -1)" digest &&
	test_grep "+int count2;" compared
'

test_expect_success 'a command starts where few files may be open' '
	(
		ulimit -S -n 32 &&
		git -C in.git kvm-digest --no-index >out
	) &&
	test_grep "1 mail, 1 person" out
'

test_done
