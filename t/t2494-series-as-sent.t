#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='mails of odd forms: what is exported is what git am makes of the mail itself'

. "$(dirname "$0")/lib/test-lib.sh"

RITA='Rita Okoye <rita@example.net>'

# reply <id> <from> <line>: an answer to the patch.
reply() {
	echo "$3" | mail_write "$1.eml" From="$2" Subject="Re: [PATCH] KVM: Change a thing" In-Reply-To="<p@example.org>"
}

# export <mail>…: what is exported of the patch, in "mbox", and told, in "err".
export_of() {
	rm -rf in.git && make_inbox in.git "$@" &&
	git -C in.git kvm-series mbox p@example.org >mbox 2>err
}

# message_of <mbox>: author and message, as git am reads them.
message_of() {
	git mailinfo msg patch <"$1" >info && sed "s, *$,," info && git stripspace <msg
}

test_expect_success 'a footer behind an attached diff is not in the message' '
	for first in "Why it is done." ""; do
		{ printf -- "--BB\nContent-Type: text/plain\n\n%s\n--BB\n" "$first" &&
		  printf "Content-Type: text/x-patch; name=a.patch\nContent-Disposition: attachment; filename=a.patch\n\n" &&
		  small_diff && printf -- "\n--BB\nContent-Type: text/plain\n\n_____\nA list\n\n--BB--\n"; } |
			mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" MIME-Version=1.0 Content-Type="multipart/mixed; boundary=BB" &&
		export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual || return 1
	done
'

test_expect_success 'a trailer is put into a line of its own, whatever the message begins with' '
	{ printf "Conflicts:\n\ta.c\n---\n" && small_diff; } | mail_write p.eml &&
	reply r "$RITA" "Reviewed-by: $RITA" &&
	export_of p.eml r.eml && message_of mbox >actual &&
	test_grep "^Reviewed-by: $RITA$" actual && test_grep "^Conflicts:$" actual
'

test_expect_success 'prose that begins like a field is prose behind one' '
	for field in Subject:foo Date:2024-01-01 From:foo; do
		{ printf "From: Ben Ito <ben@example.org>\n\n%s is what it prints.\n\nSigned-off-by: x\n---\n" "$field" && small_diff; } |
			mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" &&
		export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual || return 1
	done
'

# attached <number>: a mail with so many attached patches.
attached() {
	{
		for n in $(seq "$1"); do
			printf -- "--BB\nContent-Type: text/x-patch; name=%s.patch\nContent-Disposition: attachment\n\n" "$n" &&
			printf "From 0123456789abcdef0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n" &&
			printf "From: Ada Lindqvist <ada@example.org>\nDate: Mon, 03 Mar 2025 12:00:00 +0000\nSubject: [PATCH] KVM: %s\n\nWhy.\n---\n" "$n" &&
			small_diff "$n" || return 1
		done
		echo "--BB--"
	} | mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" MIME-Version=1.0 Content-Type="multipart/mixed; boundary=BB"
}

test_expect_success 'more attached patches than are told apart are refused' '
	attached 64 && export_of p.eml && test "$(grep -c "^From " mbox)" = 64 &&
	attached 65 && test_expect_code 128 export_of p.eml &&
	test_grep "^fatal: .*: it has more than 64 attached patches$" err
'

test_expect_success 'of several attached patches each has a diffstat of its own' '
	for insertions in 1 2; do
		{
			for i in 1 2; do
				printf -- "--BB\nContent-Type: text/x-patch; name=%s.patch\nContent-Disposition: attachment\n\n" $i
				printf "From %040d Mon Sep 17 00:00:00 2001\nSubject: [PATCH %s/2] frob: P%s\n\nWhy.\n---\n" 0 $i $i
				printf " d/f%s.c | 2 +-\n 1 file changed, %s insertion(+), 1 deletion(-)\n\n" $i $insertions
				small_diff x d/f$i.c | sed 1,3d
			done
			echo "--BB--"
		} | mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" MIME-Version=1.0 Content-Type="multipart/mixed; boundary=BB" &&
		export_of p.eml && test "$(grep -c "^From " mbox)" = 2 || return 1
		case $insertions in
		1) ! grep "diffstat does not match" err ;;
		2) test_grep "diffstat does not match" err ;;
		esac || return 1
	done
'

test_expect_success 'who sent a tag is said where only the name is his' '
	{ printf "Why.\n---\n" && small_diff; } | mail_write p.eml &&
	reply r0 "$RITA" "Looks fine to me at first sight." &&
	reply r1 "Rita Okoye <eve@example.com>" "Reviewed-by: $RITA" &&
	export_of p.eml r0.eml r1.eml &&
	test_grep "Reviewed-by: $RITA (said by Rita Okoye <eve@example.com>: <r1@example.org>)" err
'

test_expect_success 'what the author passes on of another is no word of his own' '
	{ printf "Why.\n---\n" && small_diff; } | mail_write p.eml && ada=$(sed -n "s/^From: //p" p.eml) &&
	reply r "$ada" "Reviewed-by: $RITA" && export_of p.eml r.eml &&
	! grep "^Reviewed-by" mbox && ! grep "own word" err &&
	test_grep "Reviewed-by: $RITA (said by $ada: <r@example.org>)" err &&
	git -C in.git kvm-series mbox --sloppy-trailers p@example.org >mbox && test_grep "^Reviewed-by: $RITA$" mbox
'

test_expect_success 'objections in any word are none of the trailers, nor what binds' '
	{ printf "Why.\n---\n" && small_diff; } | mail_write p.eml &&
	for key in NAKed NACK Nak Rejected Not-acked Vetoed Objected-to; do
		reply r "$RITA" "$key-by: $RITA" && export_of p.eml r.eml &&
		! grep -i "$key-by" mbox && test_grep "the series is contested" err || return 1
	done &&
	for key in Author Committer Commited Merge Sign-off Codeveloped; do
		reply r "$RITA" "$key-by: $RITA" && export_of p.eml r.eml &&
		! grep -i "$key-by" mbox && test_grep -i "$key-by" err || return 1
	done &&
	for key in Noted Debugged; do
		reply r "$RITA" "$key-by: $RITA" && export_of p.eml r.eml && test_grep "^$key-by" mbox || return 1
	done
'

test_expect_success 'a diffstat that is asked for is counted, also where it is another and odd' '
	{ printf "Why.\n---\n a.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n" && small_diff x dir/g.c | sed 1,3d &&
	  printf "diff --git a/e b/e\nnew file mode 100644\nindex 0000000..e69de29\n-- \n2.39\n"; } | mail_write p.eml &&
	export_of p.eml && git -C in.git kvm-series show --stat p@example.org >shown &&
	test_grep "^ 2 files changed, 1 insertion(+), 1 deletion(-)$" shown && ! grep "a.c | 2" shown
'

test_expect_success 'a diffstat that is asked for counts a diff in front of the one that the text has, too' '
	{ printf "Why.\n---\n" && small_diff x d/f.c | sed 1,3d && printf "\n d/g.c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n" &&
	  small_diff x d/g.c | sed 1,3d; } | mail_write p.eml &&
	export_of p.eml && git -C in.git kvm-series show --stat p@example.org >shown &&
	test_grep "^ 2 files changed, 2 insertions(+), 2 deletions(-)$" shown
'

test_expect_success 'a date that programs read differently is left to git' '
	for date in "Tue, 4 Mar 2025 10:00:00 CET" "Tue, 4 Mar 2025 10:00:00 GMT+0100" "2025-03-04T10:00:00+01:00" "@1741000000 +0100" \
		"Tue, 4 Mar 2025 10:00:00.123 +0100"; do
		{ printf "Why.\n---\n" && small_diff; } | mail_write p.eml Date="$date" &&
		export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual || return 1
	done
'

# as_git <text>…: what is exported of a mail that begins with any of the texts is what git am makes of it.
as_git() {
	for text in "$@"; do
		{ printf "%b" "$text" && printf "Why.\n\nSigned-off-by: x\n---\n" && small_diff; } |
			mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" &&
		export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual || return 1
	done
}

test_expect_success 'an in-body header begins and ends where git mailinfo has it' '
	from="From: Ben Ito <ben@example.org>" &&
	as_git " \n$from\n\n" "\n\t\n$from\n\n" "\n\n$from\n\n" \
		"$from\n \nSubject: a title\n\n" "$from\nSubject: a title\n  \n of two\n\nText.\n" "$from\n \nText.\n" \
		"[PATCH] a title\n\n$from\n\n" "$from\n[PATCH] a title\n\nDate: Tue, 4 Mar 2025 12:00:00 +0000\n\n"
'

test_expect_success 'the line of an mbox in front of it is what git format-patch writes' '
	hash=0123456789abcdef0123456789abcdef01234567 && from="From: Ben Ito <ben@example.org>" &&
	as_git ">From $hash Mon Sep 17 00:00:00 2001\n$from\n\n" ">From $hash Tue Sep 18 00:00:00 2001\n$from\n\n" \
		">From $hash Mon Sep 17 00:00:00 2001 \n$from\n\n" ">From here on\n$from\n\n" \
		">From 0123456789ABCDEF0123456789abcdef01234567 Mon Sep 17 00:00:00 2001\n$from\n\n"
'

test_expect_success 'of the titles in an in-body header it is the one that git mailinfo takes' '
	as_git "[PATCH] a\n[PATCH] b\n\n" "Subject: a\n[PATCH] b\n\n" "[PATCH] a\nSubject: b\n\n" "Subject: a\nSubject: b\n\n" \
		"Subject: a\n[PATCH] b\n c\n\n" &&
	as_git "Subject: a\n[PATCH] b\n\n" && git -C in.git kvm-series list --all --format="%(title)" >list && echo b >expect && test_cmp expect list
'

test_expect_success 'scissors stay with what is above them, until git am is told to cut' '
	cut="-- >8 --\nFrom: Ben Ito <ben@example.org>\n" &&
	for text in "Hello.\n\n$cut\n" "$cut\n" "Hello.\n${cut}Subject: a title\n\n" "From: Mei Tanaka <mei@example.net>\n\nHello.\n$cut\n"; do
		as_git "$text" && git mailinfo --scissors msg patch <mbox >actual && cat msg >>actual &&
		git mailinfo --scissors msg patch <p.eml >expect && cat msg >>expect && test_cmp expect actual &&
		test_grep "^warning: <p@example.org>: its message has a scissors line, where git am cuts with -c$" err || return 1
	done &&
	as_git "Hello.\n${cut}Subject: a title\n\n" && git -C in.git kvm-series list --all --format="%(author) %(title)" >list &&
	test_grep "^Ada Lindqvist.* KVM: Change a thing$" list
'

test_expect_success 'an in-body header is in UTF-8 whatever the label says of the text' '
	for label in iso-8859-1 utf-8; do
		for text in "From: Béla Ito <bela@example.org>\nSubject: Größe\n\nWhy.\n" "Größe.\n" "From: Ben Ito <ben@example.org>\n\nGröße.\n"; do
			{ printf "$text\nSigned-off-by: x\n---\n" && small_diff; } |
				mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" MIME-Version=1.0 \
					Content-Type="text/plain; charset=$label" Content-Transfer-Encoding=8bit &&
			export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual || return 1
		done
	done &&
	{ printf "From: Béla Ito <bela@example.org>\n\nWhy.\n---\n" && small_diff; } |
		mail_write p.eml Content-Type="text/plain; charset=iso-8859-1" &&
	export_of p.eml && git -C in.git kvm-series list --all --format="%(author)" >list && test_grep "^Béla Ito" list
'

# options_agree <file>: whatever git am is told to leave of the prefix, what is exported has the same title.
options_agree() {
	for option in -k -b -u; do
		git mailinfo $option msg patch <mbox | grep "^Subject: ." >actual &&
		git mailinfo $option msg patch <"$1" | grep "^Subject: ." >expect && test_cmp expect actual || return 1
	done
}

test_expect_success 'the prefix of a subject is that of the mail' '
	for subject in "[PATCH v3 1/1] KVM: x" "[PATCH RFC] [arm] KVM:  x" "[RFC PATCH net 01/01][foo] KVM: x" "[PATCH RESEND] KVM: Größe" "[PATCH 1/1]KVM: x" \
		"[Größe] [PATCH] KVM: x" "[PATCH] [a] =?utf-8?q?Gr=C3=B6=C3=9Fe?=" "[patch] x" "PATCH: x"; do
		{ printf "Why.\n---\n" && small_diff; } | mail_write p.eml Subject="$subject" &&
		export_of p.eml && options_agree p.eml || return 1
	done &&
	for subject in "[PATCH v9] [x] title" "title" "[PATCH] Größe"; do
		{ printf "Subject: $subject\n\nWhy.\n---\n" && small_diff; } | mail_write p.eml &&
		export_of p.eml && options_agree p.eml || return 1
	done
'

test_expect_success 'the name of an author is the whole of it' '
	for from in "Ada L (Corp) <ada@example.org>" "Ada L <ada@example.org> (Corp)" "ada@example.org (Ada L)" "Ada: L <ada@example.org>" \
		"Ada; L <ada@example.org>" "Ada (the \"L\") <ada@example.org>" "Ada (a \\(b) L <ada@example.org>" \
		"\"Ada (x\" L) <ada@example.org>" "\"Ada \\\"Q\\\" L\" <ada@example.org>" "<ada@example.org> (Ada L)" \
		"Ada\\, L <ada@example.org>"; do
		{ printf "Why.\n---\n" && small_diff; } | mail_write p.eml From="$from" Date="Mon, 3 Mar 2025 12:00:00 +0000" &&
		export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual &&
		{ printf "%s\n\nWhy.\n---\n" "From: $from" && small_diff; } | mail_write p.eml From="$RITA" Date="Mon, 3 Mar 2025 12:00:00 +0000" &&
		export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual || return 1
	done
'

# parts <encoding> <text>…: a mail of such parts, and a diff.
parts() {
	{
		for text; do
			test "$text" != "$1" || continue
			printf -- "--BB\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: %s\n\n%b\n" "$1" "$text" || return 1
		done &&
		printf -- "--BB\nContent-Type: text/x-patch; name=a.patch\nContent-Disposition: attachment; filename=a.patch\n\n" &&
		small_diff && printf -- "\n--BB--\n"
	} | mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" MIME-Version=1.0 Content-Type="multipart/mixed; boundary=BB"
}

test_expect_success 'parts of text are joined as git mailinfo joins them' '
	for encoding in 7bit quoted-printable; do
		for text in "Why.\n" "Why." "Why.\n\nSigned-off-by: x\n"; do
			parts $encoding "$text" "More.\n\nAcked-by: y\n" "Cc: z" &&
			export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual || return 1
		done
	done &&
	parts base64 "V2h5Lgo=" "TW9yZS4K" &&
	export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual
'

test_expect_success 'what scissors are is told as git knows them' '
	for line in "-- >8 --" "- - - 8< - - -" "->%-----" "%<" "-- 8< cut here" "-- 8< ---- cut it here ---- >8 --" "8<8<8<8<" ">8------" "-- >8 -" \
		"1 - 8< - is how many use it here" "  -- >8 --  " "--  8<   -" "-     8< -" "- - - - 8<" ">8 ----- text text text text text text" "--------"; do
		{ printf "Above.\n%s\nBelow.\n---\n" "$line" && small_diff; } | mail_write p.eml && export_of p.eml &&
		git mailinfo --scissors msg patch <p.eml >/dev/null && told=no && cut=no || return 1
		! grep -q "a scissors line" err || told=yes
		grep -q Above msg || cut=yes
		echo "$line: $cut" >>expect.cut && echo "$line: $told" >>actual.cut
	done &&
	test_cmp expect.cut actual.cut && grep ": yes" actual.cut && grep ": no" actual.cut
'

test_expect_success 'of a field that is there twice the last one counts, as for git am, and it is told' '
	for field in "From: Eve Marlow <eve@example.com>" "Subject: [PATCH] KVM: Another title" "Date: Tue, 4 Mar 2025 12:00:00 +0000" \
		"From: Eve Marlow <eve@example.com>\\nSubject: [PATCH] KVM: Another title"; do
		{ printf "Why.\n---\n" && small_diff; } | mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" &&
		sed -i "1s/^/$field\n/" p.eml &&
		export_of p.eml && message_of mbox >actual && message_of p.eml >expect && test_cmp expect actual &&
		test_grep "^warning: 1/1: a field of its header is there twice: of From, Subject, Date and Content-Type the last one counts, as for git am$" err &&
		git -C in.git kvm-series list --all --format="%(author) %(title)" >list &&
		test_grep "^Ada Lindqvist.* KVM: Change a thing$" list || return 1
	done
'

test_done
