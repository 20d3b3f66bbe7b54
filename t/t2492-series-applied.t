#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what is shown is what git am applies'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/cli.sh"

# diff_of <path> [<other path>]: a diff of one line; the names of its two lines may be another's.
diff_of() {
	cat <<-EOF
	diff --git a/$1 b/$1
	index 1111111..2222222 100644
	--- a/${2:-$1}
	+++ b/${2:-$1}
	@@ -1 +1 @@
	-old
	+new
	EOF
}

stat=' virt/a.c | 2 +-
 1 file changed, 1 insertion(+), 1 deletion(-)'

# as_git <mail>: the paths that git apply takes from a mail.
as_git() {
	git mailinfo message patch <"$1" >/dev/null &&
	git apply --numstat patch | cut -f3 | sort
}

# check_mail <name> <whether it is said that the diffstat does not match>: of <name>.eml
check_mail() {
	rm -rf "$1.git" &&
	make_inbox "$1.git" "$1.eml" &&
	as_git "$1.eml" >expect &&
	git -C "$1.git" kvm-digest --format=json HEAD >digest.json &&
	jq -r "[.. | .diffstat? // empty | .paths[]] | unique[]" digest.json >actual &&
	test_cmp expect actual &&
	while read -r path; do
		git -C "$1.git" kvm-series list --format="%(title)" HEAD -- "$path" >out &&
		test_line_count = 1 out || return 1
	done <expect &&
	git -C "$1.git" kvm-series show "$1@example.org" >out &&
	git -C "$1.git" kvm-series mbox "$1@example.org" >"$1.mbox" 2>err &&
	sed 1d "$1.mbox" >exported &&
	as_git exported >actual &&
	test_cmp expect actual &&
	if test "$2" = yes; then
		test_grep "(diffstat does not match)" out &&
		test_grep "warning: 1/1: diffstat does not match: the diff has" err &&
		jq -e "[.. | .diffstat? // empty | .differs] | any" digest.json
	else
		! grep "does not match" out err
	fi
}

test_expect_success 'a diffstat that is right' '
	{ echo Why. && echo --- && echo "$stat" && echo && diff_of virt/a.c && echo "-- " && echo 2.39.5; } |
		mail_write plain.eml &&
	check_mail plain no
'

test_expect_success 'a second file that the diffstat does not name' '
	{ echo Why. && echo --- && echo "$stat" && echo && diff_of virt/a.c && diff_of virt/b.c; } |
		mail_write second.eml &&
	check_mail second yes
'

test_expect_success 'a diff behind the signature' '
	{ echo Why. && echo --- && echo "$stat" && echo && diff_of virt/a.c && echo "-- " && echo 2.39.5 &&
		echo && diff_of virt/b.c; } | mail_write behind.eml &&
	check_mail behind yes
'

test_expect_success 'a diff inside the message' '
	{ echo Why: && diff_of virt/b.c | sed 1,2d && echo --- && echo "$stat" && echo && diff_of virt/a.c; } |
		mail_write inside.eml &&
	check_mail inside yes
'

test_expect_success 'a diff in the notes' '
	{ echo Why. && echo --- && echo v2: && diff_of virt/b.c && echo "$stat" && echo && diff_of virt/a.c; } |
		mail_write notes.eml &&
	check_mail notes yes
'

test_expect_success 'the line of diff --git names one file, the lines below it another' '
	{ echo Why. && echo --- && echo "$stat" && echo && diff_of virt/a.c virt/b.c; } | mail_write names.eml &&
	check_mail names no &&
	echo virt/b.c >expect &&
	test_cmp expect actual
'

test_expect_success 'names with spaces and quotes, times, other prefixes' '
	{
		echo Why. && echo --- && echo &&
		printf "%s\n" "diff --git a/a b.c b/a b.c" "--- a/a b.c	" "+++ b/a b.c	" "@@ -1 +1 @@" -a +b &&
		printf "%s\n" "diff --git \"a/t\\tb\" \"b/t\\tb\"" "--- \"a/t\\tb\"" "+++ \"b/t\\tb\"" "@@ -1 +1 @@" -a +b &&
		printf "%s\n" "--- x/c.c  2025-07-15 14:45:14.951719283 -0700" "+++ y/c.c  2025-07-15 14:45:14.951719283 -0700" \
			"@@ -1 +1 @@" -a +b &&
		printf "%s\n" "--- a/d.c.orig" "+++ b/d.c" "@@ -1 +1 @@" -a +b &&
		printf "%s\n" "--- i/e.c" "+++ w/e.c" "@@ -1 +1 @@" -a +b
	} | mail_write odd.eml &&
	git mailinfo message patch <odd.eml >/dev/null &&
	git apply --numstat -z patch | tr "\0" "\n" | cut -f3- | sort >expect &&
	make_inbox odd.git odd.eml &&
	git -C odd.git kvm-digest --format=json HEAD | jq -r "[.. | .diffstat? // empty | .paths[]] | unique[]" >actual &&
	test_cmp expect actual
'

# named <id> <header line>…: a patch in git's form with that header; one file is made of nothing.
named() {
	id=$1
	shift
	{ echo Why. && echo --- && echo && printf "%s\n" "$@"; } | mail_write "$id.eml"
}

test_expect_success 'names that a reader takes for others than git does' '
	hunk="@@ -1 +1 @@
-old
+new" &&
	tab=$(printf "\t") && cr=$(printf "\r") &&
	named n1 "diff --git old/x.c new/x.c" "new file mode 100644" "--- /dev/null" "+++ new/x.c" "@@ -0,0 +1 @@" +new &&
	named n2 "diff --git a/doc b/doc" "--- doc/Makefile" "+++ doc/Makefile" "$hunk" &&
	named n3 "diff --git a/x  b/x " "old mode 100644" "new mode 100755" &&
	named n4 "diff --git a/x b/x" "--- a//virt//x.c" "+++ b//virt/x.c" "$hunk" &&
	named n5 "diff --git a/x b/x" "--- a/x${cr}y" "+++ b/x${cr}y" "$hunk" &&
	named n6 "diff --git old/a b/c linux/a b/c" "old mode 100644" "new mode 100755" &&
	named n7 "--- x" "+++ x" "$hunk" "--- /dev/null" "+++ b/y.c" "@@ -0,0 +1 @@" +new &&
	named n8 "diff --git old/x new/x" "--- Makefile" "+++ README" "$hunk" &&
	named n9 "diff --git a/x b/x" "--- a/x " "+++ b/x " "$hunk" &&
	named n10 "diff --git a/dir/g b/dir/g" "+++ b/doc" "new file mode 100644" &&
	named n11 "diff --git a/dir/g b/dir/g" "--- a/doc" "deleted file mode 100644" &&
	named n12 "diff --git a/lone b/lone" prose "diff --git a/doc b/doc" "old mode 100644" "new mode 100755" &&
	for id in n1 n2 n3 n4 n5 n6 n7 n8 n9 n10 n11 n12; do
		git mailinfo message patch <$id.eml >/dev/null &&
		git apply --numstat -z patch | tr "\0" "\n" | cut -f3- | sort >expect &&
		make_inbox $id.git $id.eml &&
		git -C $id.git kvm-digest --format=json HEAD | jq -r "[.. | .diffstat? // empty | .paths[]] | unique[]" >actual &&
		test_cmp expect actual || return 1
	done &&
	named r1 "diff --git a/x b/x" "similarity index 100%" "rename old y" "rename new t${tab}b" &&
	make_inbox r1.git r1.eml &&
	git -C r1.git kvm-digest --format=json HEAD | jq -r "[.. | .diffstat? // empty | .paths[]] | unique[]" >actual &&
	printf "%s\n" "t${tab}b" y >expect &&
	test_cmp expect actual
'

test_expect_success 'of names without a prefix it is said that git takes their folder for one' '
	named bare "diff --git virt/a.c virt/a.c" "--- virt/a.c" "+++ virt/a.c" "@@ -1 +1 @@" -old +new &&
	make_inbox bare.git bare.eml &&
	for path in virt/a.c a.c; do
		git -C bare.git kvm-series list --format="%(title)" HEAD -- $path >out && test_line_count = 1 out || return 1
	done &&
	git -C bare.git kvm-series show bare@example.org >out && test_grep "(paths without a prefix)" out &&
	git -C bare.git kvm-series mbox bare@example.org >mbox 2>err &&
	test_grep "warning: 1/1: paths without a prefix: git am takes" err &&
	git -C bare.git kvm-series list --index HEAD >out &&
	git -C bare.git kvm-series mbox bare@example.org >mbox 2>err &&
	test_grep "warning: 1/1: paths without a prefix: git am takes" err &&
	git -C plain.git kvm-series mbox plain@example.org >mbox 2>err &&
	! grep "without a prefix" err
'

test_expect_success 'a part in base64 that holds another diff' '
	{
		printf "%s\n" --b "Content-Type: text/plain" "" Why. --- "$stat" "" &&
		diff_of virt/a.c &&
		printf "%s\n" --b "Content-Type: text/plain" "Content-Transfer-Encoding: base64" "" &&
		diff_of virt/b.c | base64 &&
		echo --b--
	} | mail_write parts.eml MIME-Version=1.0 "Content-Type=multipart/mixed; boundary=b" &&
	check_mail parts yes
'

test_expect_success 'what holds no diff is not written' '
	{ echo Why. && echo --- && echo "$stat"; } | mail_write e2.eml Subject="[PATCH 2/2] KVM: Two" \
		In-Reply-To="<e1@example.org>" &&
	{ echo Why. && echo --- && echo "$stat" && echo && diff_of virt/a.c; } |
		mail_write e1.eml Subject="[PATCH 1/2] KVM: One" &&
	make_inbox empty.git e1.eml e2.eml &&
	test_must_fail git -C empty.git kvm-series mbox e1@example.org >out 2>err &&
	test_must_be_empty out &&
	test_grep "^error: 2/2 holds no diff: <e2@example.org>" err &&
	test_must_fail git -C empty.git kvm-series mbox -o dir e1@example.org &&
	! test -e empty.git/dir &&
	git -C empty.git kvm-series mbox --partial e1@example.org >out 2>err &&
	test_grep "^warning: 2/2 holds no diff" err &&
	grep ^Subject out >actual &&
	echo "Subject: [PATCH 1/2] KVM: One" >expect &&
	test_cmp expect actual
'

# attached <n>: a file of git format-patch.
attached() {
	cat <<-EOF
	From 123456789012345678901234567890123456789$1 Mon Sep 17 00:00:00 2001
	From: Author $1 <author$1@example.org>
	Date: Mon, 3 Mar 2025 1$1:00:00 +0000
	Subject: [PATCH $1/2] KVM: Part $1

	Why $1.

	Signed-off-by: Author $1 <author$1@example.org>
	---
	EOF
	diff_of "virt/$1.c"
}

test_expect_success 'of several attached patches each is one' '
	{
		printf "%s\n" --b "Content-Type: text/plain" "" "See attached." &&
		for n in 1 2; do
			printf "%s\n" --b "Content-Type: text/x-patch; name=000$n.patch" \
				"Content-Disposition: attachment; filename=000$n.patch" "" &&
			attached $n || return 1
		done &&
		echo --b--
	} | mail_write several.eml Subject="[PATCH] KVM: Two" MIME-Version=1.0 \
		"Content-Type=multipart/mixed; boundary=b" &&
	make_inbox several.git several.eml &&
	git -C several.git kvm-series mbox several@example.org >several.mbox &&
	git mailsplit -o. several.mbox >count &&
	echo 2 >expect &&
	test_cmp expect count &&
	for n in 1 2; do
		git mailinfo message patch <000$n >info &&
		test_grep "^Author: Author $n" info && test_grep "^Email: author$n@example.org" info &&
		test_grep "^Subject: KVM: Part $n" info && test_grep "1$n:00:00" info &&
		test_grep "^Why $n" message &&
		git apply --numstat patch | cut -f3 >actual &&
		echo "virt/$n.c" >expect &&
		test_cmp expect actual || return 1
	done
'

# forwarded <n>…: parts of message/rfc822
forwarded() {
	printf "%s\n" --b "Content-Type: text/plain" "" "See attached."
	for n; do
		printf "%s\n" --b "Content-Type: message/rfc822" "" &&
		attached "$n" | sed "1d; s/^Subject/Message-ID: <inner$n@example.org>\n&/" || return 1
	done &&
	echo --b--
}

test_expect_success 'a patch in a mail inside of the mail is one, with its own author' '
	forwarded 1 | mail_write inner.eml Subject="[PATCH] KVM: Forwarded" MIME-Version=1.0 \
		"Content-Type=multipart/mixed; boundary=b" &&
	make_inbox inner.git inner.eml &&
	git -C inner.git kvm-series list --format="%(authorname)|%(title)" >actual &&
	echo "Author 1|KVM: Part 1" >expect &&
	test_cmp expect actual &&
	git -C inner.git kvm-series mbox inner@example.org >mbox 2>err &&
	! grep "^error\|^warning" err &&
	rm -f 000* && git mailsplit -o. mbox >count &&
	git mailinfo message patch <0001 >info &&
	test_grep "^Author: Author 1" info && test_grep "^Subject: KVM: Part 1" info &&
	test_grep "11:00:00" info && test_grep "^Why 1" message &&
	git apply --numstat patch | cut -f3 >actual &&
	echo "virt/1.c" >expect &&
	test_cmp expect actual
'

test_expect_success 'of several mails inside each is one; one inside of these is none' '
	forwarded 1 2 | mail_write two.eml Subject="[PATCH] KVM: Forwarded" MIME-Version=1.0 \
		"Content-Type=multipart/mixed; boundary=b" &&
	make_inbox two.git two.eml &&
	git -C two.git kvm-series mbox two@example.org >mbox &&
	rm -f 000* && git mailsplit -o. mbox >count &&
	echo 2 >expect &&
	test_cmp expect count &&
	{
		printf "%s\n" --a "Content-Type: message/rfc822" "" "From: Inner <inner@example.org>" \
			"Subject: Fwd: it" "MIME-Version: 1.0" "Content-Type: multipart/mixed; boundary=b" "" &&
		forwarded 1 && echo --a--
	} | mail_write deep.eml Subject="[PATCH] KVM: Forwarded" MIME-Version=1.0 \
		"Content-Type=multipart/mixed; boundary=a" &&
	make_inbox deep.git deep.eml &&
	test_must_fail git -C deep.git kvm-series mbox deep@example.org >out 2>err &&
	test_must_be_empty out &&
	test_grep "^error: 1/1 holds no diff: <deep@example.org>" err
'

test_expect_success 'controls do not reach a terminal, but a file' '
	esc=$(printf "\033[31m") &&
	{ echo "Why $esc." && echo --- && echo "$stat" && echo && diff_of virt/a.c; } |
		mail_write esc.eml Subject="[PATCH] KVM: Escape" &&
	make_inbox esc.git esc.eml &&
	git -C esc.git kvm-series mbox esc@example.org >out &&
	test_grep -F "$esc" out &&
	on_terminal "GIT_PAGER=cat git -C esc.git kvm-series mbox esc@example.org" >shown &&
	test_grep "Why <U+001B>\[31m" shown &&
	! grep -F "$esc" shown &&
	on_terminal "GIT_PAGER=\"sed s/^/paged:/\" git -C esc.git kvm-series mbox esc@example.org" >shown &&
	test_grep "^paged:Why <U+001B>" shown &&
	on_terminal "git -C esc.git kvm-series mbox -o \"\$(printf \"a\\033[31mb\")\" esc@example.org" >shown &&
	test_grep "^a<U+001B>\[31mb/0001-KVM-Escape.patch" shown
'

test_done
