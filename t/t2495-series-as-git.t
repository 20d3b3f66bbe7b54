#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='mails that programs read differently: what is exported is what git am makes of the mail itself'

. "$(dirname "$0")/lib/test-lib.sh"

# export_of <mail>…: what is exported of the patch, in "mbox", and told, in "err".
export_of() {
	rm -rf in.git && make_inbox in.git "$@" &&
	git -C in.git kvm-series mbox p@example.org >mbox 2>err
}

# as_read [<option of git mailinfo>…]: author, message and diff, as git reads them; empty lines behind a diff are none of it.
as_read() {
	git mailinfo "$@" msg patch >info && sed "s/ *$//" info && cat msg && grep . patch
}

# same_as_git [<option>…]: p.eml and what is exported of it are the same to git.
same_as_git() {
	export_of p.eml && as_read "$@" <mbox >actual && as_read "$@" <p.eml >expect && test_cmp expect actual
}

# fields <line>…: puts lines at the end of the header of p.eml.
fields() {
	{ sed "/^\$/,\$d" p.eml && printf "%b\n" "$@" && sed -n "/^\$/,\$p" p.eml; } >p.new && mv p.new p.eml
}

plain() {
	{ printf "%b" "${1:-Why.\\n}" && printf -- "---\n" && small_diff; } | mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000"
}

test_expect_success 'of two types or encodings of a mail the last one counts' '
	{
		printf -- "--AA\n\nHidden.\n---\n" && small_diff hidden && printf -- "\n--AA--\n--BB\n\nSeen.\n---\n" && small_diff seen && printf -- "\n--BB--\n"
	} | mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" MIME-Version=1.0 &&
	fields "Content-Type: multipart/mixed; boundary=AA" "Content-Type: multipart/mixed; boundary=BB" && same_as_git && grep seen mbox && ! grep hidden mbox &&
	plain "B=C3=A9la.\n" && fields "MIME-Version: 1.0" "Content-Transfer-Encoding: 8bit" "Content-Transfer-Encoding: quoted-printable" && same_as_git &&
	plain "B=C3=A9la.\n" && fields "MIME-Version: 1.0" "Content-Transfer-Encoding: quoted-printable" "Content-Transfer-Encoding: 8bit" && same_as_git &&
	plain "Béla.\n" && fields "MIME-Version: 1.0" "Content-Type: text/plain; charset=iso-8859-1" "Content-Type: text/plain; charset=utf-8" && same_as_git
'

test_expect_success 'a line that is no field for git takes the place of none' '
	for line in "From : Eve Marlow <eve@example.com>" "Subject : [PATCH] evil" "bad line\nSubject: [PATCH] evil" "b\0303d: x\nFrom: Eve Marlow <eve@example.com>" \
		"From\t: Eve Marlow <eve@example.com>" ">From x\nSubject: [PATCH] taken"; do
		plain && fields "$line" && export_of p.eml &&
		git mailinfo msg patch <mbox >actual && git mailinfo msg patch <p.eml >expect && test_cmp expect actual || return 1
	done
'

# patch_file <header line>…: a file as git format-patch makes it, its message from stdin.
patch_file() {
	printf "From %040d Mon Sep 17 00:00:00 2001\n" 1 && printf "%s\n" "$@" "" && cat && printf -- "---\n" && small_diff
}

# attached <file>…: a mail with these files.
attached() {
	{
		printf -- "--BB\n\nSee below.\n\n" &&
		for file in "$@"; do
			printf -- "--BB\nContent-Type: text/x-patch; name=%s\nContent-Disposition: attachment\n\n" "$file" && cat "$file" && echo || return 1
		done && echo "--BB--"
	} | mail_write p.eml Date="Mon, 3 Mar 2025 12:00:00 +0000" MIME-Version=1.0 Content-Type="multipart/mixed; boundary=BB"
}

test_expect_success 'what the message of an attached patch begins with counts, over its header' '
	date="Date: Tue, 4 Mar 2025 10:00:00 +0100" &&
	for begin in "From: Cay Brandt <cay@example.net>\n\n" "Subject: another\n\n" "[PATCH] another\n\n" "Date: Wed, 5 Mar 2025 10:00:00 +0100\n\n" \
		"From: Cay Brandt <cay@example.net>\nSubject: another\n\n" ""; do
		printf "%bWhy.\n" "$begin" | patch_file "From: Ben Ito <ben@example.org>" "$date" "Subject: [PATCH] KVM: One" >1.patch &&
		attached 1.patch && export_of p.eml && as_read <mbox >actual && as_read <1.patch >expect && test_cmp expect actual || return 1
	done
'

test_expect_success 'an attached patch without an author is by who sent the mail, not by who wrote another one' '
	echo Why. | patch_file "From: Ben Ito <ben@example.org>" "Subject: [PATCH 1/2] KVM: One" >1.patch &&
	for from in "X-Nobody: x" "From: root <root>"; do
		echo Why. | patch_file "$from" "Subject: [PATCH 2/2] KVM: Two" >2.patch && attached 1.patch 2.patch && export_of p.eml &&
		rm -f 0* && git mailsplit -o. mbox >/dev/null && test "$(git mailinfo msg patch <0001 | sed -n "s/^Author: //p")" = "Ben Ito" &&
		git mailinfo msg patch <0002 >info && test_grep "^Author: Ada Lindqvist$" info && test_grep "^Subject: KVM: Two$" info && echo Why. >expect && test_cmp expect msg || return 1
	done
'

test_expect_success 'a name with a parenthesis alone is that name' '
	for name in "é :( smile" "é ) ( smile" "Béla (at home) :)" "Béla (at home)"; do
		plain && sed -i "s/^From: .*/From: \"$name\" <ada@example.org>/" p.eml && same_as_git && grep "^Author: $name$" actual || return 1
	done
'

test_expect_success 'git am -c has the author and title of the mail where an in-body header stands above scissors' '
	for block in "From: Ben Ito <ben@example.org>\n\n" "Subject: another\n\n" "From: Ben Ito <ben@example.org>\nSubject: another\n\n" ""; do
		plain "${block}Above.\n-- >8 --\nBelow.\n" && same_as_git && same_as_git --scissors &&
		plain "${block}Above.\n-- >8 --\nFrom: Cay Brandt <cay@example.net>\n\nBelow.\n" && same_as_git && same_as_git --scissors || return 1
	done
'

test_expect_success 'what is white space for git, and a prefix alone' '
	for text in "[PATCH]\014title\n\nWhy.\n" "Why.\n---\014\nMore.\n" "[PATCH]\nFrom: Ben Ito <ben@example.org>\n\nWhy.\n"; do
		plain "$text" && export_of p.eml && as_read <mbox | grep -v "^Subject:" >actual && as_read <p.eml | grep -v "^Subject:" >expect && test_cmp expect actual || return 1
	done
'

test_done
