#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='building, installing, removing, and what a system without apt-get is told'

. "$(dirname "$0")/lib/test-lib.sh"

# A build folder of its own; the source folder is only read.
build="$SHARNESS_TRASH_DIRECTORY/b"
mk() {
	make --no-print-directory -C "$GITKVM_TOP" BUILD="$build" "$@"
}
files() {
	(cd "$1" && find . ! -type d | sort)
}

case $build in
*[[:space:]]*)
	# make cannot hold a path with a space in a target.
	build=$(mktemp -d) || exit 1
	final_cleanup='rm -rf "$build"'
	;;
esac

test_expect_success 'plain make builds the commands, with warnings only where they are' '
	mk -j2 CFLAGS=-O0 >log 2>&1 &&
	test -x "$build/bin/git-kvm-digest" &&
	! grep -i "warning" log
'

test_expect_success 'nothing is built again when nothing has changed' '
	mk CFLAGS=-O0 >log &&
	! grep "CC\|LD\|AR" log
'

# Where the flags change, all is built again: below a folder of its own, that is little.
mk_pool() {
	mk BUILD="$build/t" V=1 CFLAGS=-O0 "$build/t/lib/text/pool.o" "$@"
}

test_expect_success 'the flags of the user reach the compiler, and a change of them builds again' '
	mk_pool >log &&
	mk_pool CPPFLAGS=-DKVM_TEST_FLAG >log &&
	test_grep -e "-DKVM_TEST_FLAG.*-O0.*pool\.c" log &&
	test_grep -e "-std=c11" log
'

test_expect_success 'a touched header builds again what includes it, and only that' '
	mk_pool CPPFLAGS=-DKVM_TEST_FLAG -W lib/text/pool.h >log &&
	test_grep "pool\.c" log &&
	mk_pool CPPFLAGS=-DKVM_TEST_FLAG -W lib/cli/pager.h >log &&
	! grep "pool\.c" log
'

# asciidoctor's part is t0450's; here a page is a page.
mkdir -p "$PWD/tools"
cat >"$PWD/tools/asciidoctor" <<-\EOF
	#!/bin/sh
	while test $# -gt 1; do
		test "$1" != -o || echo ".TH page" >"$2"
		shift
	done
EOF
chmod +x "$PWD/tools/asciidoctor"
PATH=$PWD/tools:$PATH

test_expect_success 'install puts commands, manual pages and completions where they are looked for' '
	mk CFLAGS=-O0 install DESTDIR="$PWD/new root" prefix="/opt/it'\''s kvm" >/dev/null &&
	cat >expect <<-\EOF &&
	./bin/git-kvm-digest
	./share/bash-completion/completions/git-kvm-digest
	./share/man/man1/git-kvm-digest.1
	./share/zsh/site-functions/_git-kvm-digest
	EOF
	files "new root/opt/it'\''s kvm" >all &&
	grep "git-kvm-digest" all >actual &&
	test_cmp expect actual &&
	test_grep "lib/git-kvm/late.so\$" all &&
	test_grep "lib/git-kvm/git.so\$" all &&
	test_grep "lib/git-kvm/crypto.so\$" all &&
	test_grep "vendor_functions.d/__fish_git_kvm.fish" all &&
	test_grep "site-functions/_git_kvm\$" all &&
	! grep -v "git[-_]\?kvm" all &&
	test -x "new root/opt/it'\''s kvm/bin/git-kvm-digest" &&
	! test -x "new root/opt/it'\''s kvm/share/man/man1/git-kvm-digest.1"
'

test_expect_success 'uninstall leaves neither files nor folders' '
	mk uninstall DESTDIR="$PWD/new root" prefix="/opt/it'\''s kvm" >/dev/null &&
	ls -A "new root/opt" >actual &&
	test_must_be_empty actual
'

test_expect_success 'uninstall removes just what install put there' '
	mk CFLAGS=-O0 install DESTDIR="$PWD/new root" prefix=/opt/kvm >/dev/null &&
	for dir in bin share/man/man1 share/man/man5 share/fish/vendor_functions.d \
		share/fish/vendor_conf.d share/zsh/site-functions share/bash-completion/completions
	do
		echo foreign >"new root/opt/kvm/$dir/git-kvm-digest-foreign" &&
		echo foreign >"new root/opt/kvm/$dir/git-other" || return 1
	done &&
	mk uninstall DESTDIR="$PWD/new root" prefix=/opt/kvm >/dev/null &&
	files "new root" >actual &&
	for dir in bin share/bash-completion/completions share/fish/vendor_functions.d \
		share/fish/vendor_conf.d share/man/man1 share/man/man5 share/zsh/site-functions
	do
		echo "./opt/kvm/$dir/git-kvm-digest-foreign" &&
		echo "./opt/kvm/$dir/git-other" || return 1
	done | sort >expect &&
	test_cmp expect actual
'

test -d "$GITKVM_TOP/man" || test_set_prereq CLONE

test_expect_success CLONE 'without asciidoctor, a clone installs all but the manual pages, and says so' '
	mk CFLAGS=-O0 install ASCIIDOCTOR=no-such-tool DESTDIR="$PWD/bare root" prefix=/opt >out 2>err &&
	test_grep "without manual pages: they need asciidoctor" err &&
	test -x "bare root/opt/bin/git-kvm-digest" &&
	! test -e "bare root/opt/share/man" &&
	test_must_fail make -C "$GITKVM_TOP" BUILD="$build" ASCIIDOCTOR=no-such-tool man 2>err &&
	test_grep "need asciidoctor" err
'

test_expect_success 'clean leaves nothing of ours and does not touch what is not' '
	echo foreign >"$build/notes" &&
	mk clean &&
	ls "$build" >actual &&
	echo notes >expect &&
	test_cmp expect actual
'

# A clone of its own: the sources may be in a tarball.
test_expect_success 'the version is that of the tag, or tells how far behind it' '
	mkdir clone &&
	(cd "$GITKVM_TOP" && tar -cf - --exclude=./build --exclude=.git --exclude=./VERSION --exclude=./man .) |
		tar -xf - -C clone &&
	(
		cd clone &&
		git init -q &&
		git add . &&
		git commit -qm sources &&
		git tag -m "a release" v9.8.7 &&
		echo 9.8.7 >expect &&
		./version.sh >actual &&
		test_cmp expect actual &&
		git commit -q --allow-empty -m more &&
		./version.sh >actual &&
		test_grep "^9\.8\.7\.1\.g[0-9a-f]*$" actual &&
		git reset -q --hard HEAD~1
	)
'

test_expect_success 'without a tag it is that of the newest release notes, as of the package' '
	mkdir untagged &&
	cp "$GITKVM_TOP/version.sh" untagged &&
	version=$(untagged/version.sh) &&
	notes=$(cd "$GITKVM_TOP/Documentation/RelNotes" && printf "%s\n" *.adoc | sort -V | tail -n 1) &&
	test "${version%.*}.adoc" = "$notes" &&
	test_grep "^git-kvm ($version) " "$GITKVM_TOP/debian/changelog"
'

test_expect_success 'dist makes a tarball with the version and the manual pages, the same each time' '
	make -C clone dist >/dev/null &&
	mv clone/git-kvm-9.8.7.tar.gz first.tar.gz &&
	make -C clone clean dist >/dev/null &&
	cmp first.tar.gz clone/git-kvm-9.8.7.tar.gz &&
	tar -xf first.tar.gz &&
	echo 9.8.7 >expect &&
	test_cmp expect git-kvm-9.8.7/VERSION &&
	test -s git-kvm-9.8.7/man/gitkvm-json.5 &&
	test -x git-kvm-9.8.7/install.sh
'

test_expect_success 'of a tarball, manual pages are installed without asciidoctor' '
	make -C git-kvm-9.8.7 man ASCIIDOCTOR=no-such-tool >/dev/null &&
	test_cmp git-kvm-9.8.7/man/git-kvm-series.1 git-kvm-9.8.7/build/man/man1/git-kvm-series.1
'

test_expect_success 'dist says what it needs where it has it not' '
	test_must_fail make -C git-kvm-9.8.7 dist 2>err &&
	test_grep "make dist packs a commit: run it in a clone" err &&
	test_must_fail make -C clone dist ASCIIDOCTOR=no-such-tool 2>err &&
	test_grep "needs asciidoctor" err
'

# A system with just the shell and what is linked here.
bare_path() {
	mkdir -p bare &&
	for tool in sh env id test cat "$@"; do
		ln -sf "$(command -v "$tool")" "bare/$tool" || return 1
	done
}

test_expect_success 'without apt-get, deps says what is missing and fails' '
	bare_path &&
	test_must_fail env PATH="$PWD/bare" sh "$GITKVM_TOP/.ci/deps" build test >out 2>err &&
	test_must_be_empty out &&
	test_grep "no apt-get" err &&
	test_grep "git.*pkg-config.*jq" err &&
	test_must_fail env PATH="$PWD/bare" sh "$GITKVM_TOP/.ci/deps" fuzz >out 2>err &&
	test_grep " clang libclang-rt-dev llvm jq$" err
'

test_expect_success 'with nothing missing, deps needs no apt-get' '
	bare_path git pkg-config &&
	env PATH="$PWD/bare" sh "$GITKVM_TOP/.ci/deps" build >out 2>&1 &&
	test_must_be_empty out
'

test_expect_success 'deps installs only what is missing, without a question' '
	bare_path pkg-config &&
	rm -f bare/git bare/id &&
	cat >bare/apt-get <<-\EOF &&
	#!/bin/sh
	echo "$DEBIAN_FRONTEND apt-get $*"
	EOF
	cat >bare/id <<-\EOF &&
	#!/bin/sh
	echo 0
	EOF
	chmod +x bare/apt-get bare/id &&
	env -u DEBIAN_FRONTEND PATH="$PWD/bare" sh "$GITKVM_TOP/.ci/deps" build >actual 2>&1 &&
	cat >expect <<-\EOF &&
	Installing: git
	 apt-get update -q
	noninteractive apt-get install -q -y --no-install-recommends git
	EOF
	test_cmp expect actual
'

test_expect_success 'who is not root is helped by sudo, or told the command' '
	rm -f bare/id &&
	printf "#!/bin/sh\necho 1000\n" >bare/id &&
	chmod +x bare/id &&
	test_must_fail env PATH="$PWD/bare" sh "$GITKVM_TOP/.ci/deps" build >out 2>err &&
	test_must_be_empty out &&
	test_grep "apt-get install git$" err &&
	printf "#!/bin/sh\necho sudo \"\$@\"\n" >bare/sudo &&
	chmod +x bare/sudo &&
	env PATH="$PWD/bare" sh "$GITKVM_TOP/.ci/deps" build >out &&
	test_grep "^sudo apt-get update" out &&
	test_grep "^sudo env .*apt-get install" out
'

test_done
