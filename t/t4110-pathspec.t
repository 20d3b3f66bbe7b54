#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='series by the paths that they touch, as git means pathspecs'

. "$(dirname "$0")/lib/test-lib.sh"

# diff_of <old> <new> [<other>…]: a patch that changes, or renames, files.
diff_of() {
	cat <<-END
	Text.
	---
	 $1 | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)

	diff --git a/$1 b/$2
	--- a/$1
	+++ b/$2
	@@ -1 +1 @@
	-a
	+b
	END
}

# The files of a tree, and one patch for each of them, which has its name as title.
cat >files <<'EOF'
Makefile
arch/x86/kvm/mmu.c
arch/x86/kvm/mmu/tdp.c
arch/x86/kvm/vmx/vmx.c
arch/arm64/kvm/arm.c
ARCH/x86/kvm/y.c
tools/testing/selftests/kvm/x.c
tools/testing/selftests/kvm/lib/y.h
virt/kvm/kvm_main.c
virt/kvm/Kconfig
a-b/[x]/y
a-b/x/y
foo*bar/z
Documentation/virt/kvm/api.rst
arch/x86/Kvm/Up.C
d/!x
d/:x
EOF

test_expect_success 'setup' '
	git init -q tree &&
	mkdir mails &&
	number=0 &&
	while read -r file; do
		mkdir -p "tree/$(dirname "$file")" &&
		echo a >"tree/$file" &&
		number=$((number + 1)) &&
		diff_of "$file" "$file" |
			mail_write mails/$(printf %02d $number).eml Subject="[PATCH] $file" || return 1
	done <files &&
	git -C tree add -A &&
	git -C tree ls-files >listed &&
	test_line_count = $(wc -l <files) listed &&
	make_inbox in.git mails/*.eml &&
	"$GITKVM_BUILD/t/helper/index" update in.git
'

# touching [-C <folder>] <pathspec>…: the titles of the series that touch them, sorted.
touching() {
	folder=.
	if test "$1" = -C; then
		folder=$2
		shift 2
	fi
	(cd "tree/$folder" && git-kvm-digest --inbox="$HOME/in.git" --format=json --no-bodies HEAD -- "$@") >json &&
	jq -r ".series[].title" json | sort
}

# as_git [-C <folder>] <pathspec>…
as_git() {
	folder=.
	test "$1" != -C || folder=$2
	if test "$1" = -C; then
		shift 2
	fi
	git -C "tree/$folder" -c core.quotePath=false ls-files --full-name -- "$@" >listed &&
	sort listed >expect &&
	touching -C "$folder" "$@" >actual &&
	test_cmp expect actual &&
	{ test "$folder" != . ||
		"$GITKVM_BUILD/t/helper/index" paths in.git "$@" | cut -f7 | sort | test_cmp expect -; }
}

for spec in arch arch/ arch/x86 arch/x86/kvm/ arch/x86/kvm/mmu arch/x86/kvm/mmu.c arch/x86/kv . ./arch//x86 \
	'arch/../virt' Makefile '*' '*.c' 'arch/*/kvm/*.c' 'arch/*/kvm' 'arch/*.c' '*/kvm/*' 'a?ch/x86' '[Mv]*' '[!a-z]*' \
	'*.[ch]' '[[:upper:]]*' ':(glob)*.c' ':(glob)**/*.c' ':(glob)arch/*/kvm/*.c' ':(glob)arch/**/tdp.c' \
	':(glob)arch/**' ':(glob)**/kvm/**' ':(glob)arch/x86/**/mmu*' ':(literal)foo*bar' ':(literal)*.c' 'foo\*bar' \
	'a-b/[x]' 'a-b/\[x\]/y' ':(literal)a-b/[x]/y' ':(icase)ARCH/X86/KVM' ':(icase)*.C' ':(icase,glob)arch/*/KVM/*' \
	':(top)virt' ':/virt' ':/' ':' 'd/!x' 'd/:x' ':(top,icase)makefile' 'nothing/here' '*[a-' 'virt/kvm/[z-a]*' \
	'arch/x86/kvm/*u*/*' '**' '**/y' 'arch/**/kvm' ':(glob)**'; do
	test_expect_success "$spec" "
		as_git '$spec'
	"
done

test_expect_success 'several, and exclusions' '
	as_git arch/x86 virt &&
	as_git arch ":!arch/x86" &&
	test -s expect &&
	as_git "*kvm*" ":!*selftests*" ":^virt" &&
	as_git ":(exclude)*.c" &&
	as_git ":!/arch" ":(exclude,icase)*.C" &&
	as_git . ":(exclude,glob)*/*" ":!*.h"
'

test_expect_success 'relative to the folder, but for :(top)' '
	as_git -C arch/x86 kvm &&
	test -s expect &&
	as_git -C arch/x86 "*.c" &&
	as_git -C arch/x86/kvm ../../arm64 &&
	test -s expect &&
	as_git -C arch/x86 . ":!kvm/mmu" &&
	as_git -C arch/x86 :/virt &&
	as_git -C arch/x86 ":(icase)KVM" &&
	as_git -C tools/testing "*"
'

test_expect_success 'the magic of git itself' '
	git -C tree --literal-pathspecs ls-files -- "*.c" "foo*bar" | sort >expect &&
	GIT_LITERAL_PATHSPECS=1 touching "*.c" "foo*bar" >actual &&
	test_cmp expect actual &&
	git -C tree --glob-pathspecs ls-files -- "*/*" | sort >expect &&
	GIT_GLOB_PATHSPECS=1 touching "*/*" >actual &&
	test -s expect &&
	test_cmp expect actual &&
	git -C tree --icase-pathspecs ls-files -- "VIRT" | sort >expect &&
	GIT_ICASE_PATHSPECS=1 touching "VIRT" >actual &&
	test -s expect &&
	test_cmp expect actual &&
	git -C in.git --noglob-pathspecs kvm-digest --format=json HEAD -- "*.c" | jq -r ".series[].title" >actual &&
	test_must_be_empty actual
'

test_expect_success 'mistakes are told as git tells them' '
	for spec in ":(foo)x" ":(icase" ":%x" ":(glob,literal)x" "" ../out; do
		test_expect_code 128 git -C in.git kvm-digest HEAD -- "$spec" 2>err &&
		test_grep "^fatal: " err || return 1
	done &&
	test_expect_code 128 git -C in.git kvm-digest HEAD -- ":(foo)x" 2>err &&
	test_grep "invalid pathspec magic .foo. in .:(foo)x." err
'

test_expect_success 'one patch of a series is enough, a rename counts with both names' '
	rm mails/* &&
	mail_write mails/1.eml Subject="[PATCH 0/2] Cover" <files &&
	diff_of a.c a.c | mail_write mails/2.eml Subject="[PATCH 1/2] One" In-Reply-To="<1@example.org>" &&
	diff_of new/b.c new/b.c | mail_write mails/3.eml Subject="[PATCH 2/2] Two" In-Reply-To="<1@example.org>" &&
	printf "%s\n" Text. --- " {from => to}/x.c | 0" " 1 file changed, 0 insertions(+), 0 deletions(-)" "" \
		"diff --git a/from/x.c b/to/x.c" "similarity index 100%" "rename from from/x.c" "rename to to/x.c" |
		mail_write mails/4.eml Subject="[PATCH] Rename" &&
	printf "%s\n" Text. "" " dir/{old => new}/y.c | 3 +-" " 1 file changed" |
		mail_write mails/5.eml Subject="[PATCH 0/3] Only a cover" &&
	mail_write mails/6.eml Subject="Re: [PATCH] Rename" In-Reply-To="<4@example.org>" <files &&
	make_inbox series.git mails/*.eml &&
	for pair in new:Cover a.c:Cover from:Rename to/x.c:Rename dir/old:"Only a cover" dir/new:"Only a cover"; do
		git -C series.git kvm-digest --format=json HEAD -- "${pair%%:*}" >out &&
		echo "${pair#*:}" >expect &&
		jq -r ".series[].title" out >actual &&
		test_cmp expect actual || return 1
	done &&
	git -C series.git kvm-digest --format=json HEAD -- a.c >out &&
	jq -e "(.mails | length) == 3 and .counts.postings == 3 and (.entries | length) == 2 and
		(.contributors | length) == 1 and .contributors[0].count == 3" out &&
	git -C series.git kvm-digest HEAD -- from >out &&
	test_grep "Rename" out &&
	! grep "Cover\|cover\|One" out &&
	git -C series.git kvm-digest --format=classic HEAD -- from >out &&
	test_grep "^New: *Rename" out &&
	! grep "Cover\|cover\|One" out
'

test_expect_success 'nothing touches it' '
	git -C series.git kvm-digest HEAD -- nowhere >out &&
	test_grep "^KVM: no mails$" out &&
	! grep PATCH out
'

test_done
