#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what is loaded at the start of a command, and what only when it is needed'

. "$(dirname "$0")/lib/test-lib.sh"

# loads <library> <argument>...: whether a run loads the library.
loads() {
	library=$1
	shift
	LD_DEBUG=files git -C in.git kvm-digest --no-index "$@" >out 2>err &&
	grep -a "$library" err >found
}

test_expect_success 'an inbox of a mail in quoted-printable, and one that is not plain' '
	cat >plain.eml <<-\EOF &&
	From: A <a@example.org>
	Subject: [PATCH] plain
	Message-ID: <1@example.org>
	Content-Type: multipart/mixed; boundary="=-=-="

	--=-=-=
	Content-Type: text/plain; charset="iso-8859-1"
	Content-Transfer-Encoding: quoted-printable

	A caf=E9
	--=-=-=--
	EOF
	cat >odd.eml <<-\EOF &&
	From: B <b@example.org>
	Subject: [PATCH] odd
	Message-ID: <2@example.org>
	Content-Type: text/plain (what else); charset*=iso-8859-15
	Content-Transfer-Encoding: 8bit

	EOF
	printf "A price of 3 \244\n" >>odd.eml &&
	make_inbox in.git plain.eml odd.eml
'

test_expect_success 'the commands are not linked with GMime and json-glib' '
	for command in "$GITKVM_BUILD"/bin/git-kvm-*
	do
		LC_ALL=C readelf -d "$command" >dynamic &&
		test_grep "NEEDED.*libgit2" dynamic &&
		! grep "NEEDED.*\(gmime\|json-glib\|gobject\)" dynamic || return 1
	done
'

test_expect_success 'a plain mail is read without GMime' '
	! loads libgmime master~1 &&
	test_grep "A café" out
'

test_expect_success 'GMime is loaded for a mail that is not' '
	loads libgmime master &&
	test_grep "A price of 3 €" out
'

test_expect_success 'json-glib is loaded for JSON' '
	! loads libjson-glib master &&
	loads libjson-glib --format=json master &&
	jq -e ".counts.read == 2" out
'

test_done
