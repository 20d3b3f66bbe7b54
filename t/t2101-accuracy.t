#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='t/helper/accuracy-states: states measured by judged topics, and by what else tells of them'

. "$(dirname "$0")/lib/test-lib.sh"

ben='Ben Okoro <ben@example.com>'

# post <id> <title> <day>
post() {
	mail_write "$1.eml" Subject="[PATCH] $2" Date="Sat, $3 Mar 2025 10:00:00 +0000" <<-EOF
	Why it is done.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	---
	$(small_diff)
	EOF
}

# reply <id> <parent> <day> [<Field>=<value>...] <text
reply() {
	reply_id=$1
	reply_parent=$2
	reply_day=$3
	shift 3
	mail_write "$reply_id.eml" From="$ben" In-Reply-To="<$reply_parent@example.org>" \
		Subject='Re: [PATCH] It' Date="Sat, $reply_day Mar 2025 10:00:00 +0000" "$@"
}

# judged <id> <state>
judged() {
	printf '%s\t%s\twhy\n' "$(printf %s "$1@example.org" | sha1sum | cut -d' ' -f1)" "$2"
}

test_expect_success 'setup' '
	post a1 "frob: One" 01 && post a2 "knob: Two" 02 && post a3 "mm: Three" 03 && post a4 "fs: Four" 04 &&
	reply r1 a1 11 <<-\EOF &&
	Applied to frob/next, thanks!

	[1/1] frob: One
	      commit: 0123456789abcdef0123456789abcdef01234567
	EOF
	reply r2 a2 11 <<-\EOF &&
	Why is it done here?
	EOF
	reply r3 a3 11 <<-\EOF &&
	Applied to next, thanks!
	EOF
	mail_write r4.eml From="$ben" Subject="[GIT PULL] mm" Date="Sat, 12 Mar 2025 10:00:00 +0000" <<-\EOF &&
	Please pull.

	Ada Lindqvist (1):
	      mm: Three
	EOF
	make_inbox --start=1741000000 in.git a1.eml a2.eml a3.eml a4.eml r1.eml r2.eml r3.eml r4.eml &&
	{
		echo "# a comment" && judged a1 applied && judged a2 author/new && judged a4 review &&
		judged elsewhere new
	} >judged
'

test_expect_success 'what was applied is its own truth' '
	"$GITKVM_BUILD"/t/helper/accuracy-states in.git >out &&
	grep -x "applied: by pull requests  *1 of  *1  100.00 %" out &&
	grep -x "applied: b4.s without list  *1 of  *1  100.00 %" out &&
	grep -x "applied: precision of words  *1 of  *1  100.00 %" out &&
	! grep judged: out
'

test_expect_success 'judged topics, by state' '
	"$GITKVM_BUILD"/t/helper/accuracy-states --verbose --judged=judged in.git >out &&
	grep -x "judged: applied  *1 of  *1  100.00 %" out &&
	grep -x "judged: author  *1 of  *1  100.00 %" out &&
	grep -x "judged: review  *0 of  *1    0.00 %" out &&
	grep -x " *found as new  *1" out &&
	grep -x "judged: whose turn it is  *1 of  *2   50.00 %" out &&
	grep -x "judged: all  *2 of  *3   66.67 %" out &&
	grep -x "judged: not in this list  *1" out &&
	grep "judged review (why)" out
'

test_expect_success 'a line that is none is told' '
	echo "0123 odd why" >bad &&
	"$GITKVM_BUILD"/t/helper/accuracy-states --judged=bad in.git >out 2>err &&
	test_grep "line 1 of .bad. is not understood" err &&
	test_expect_code 128 "$GITKVM_BUILD"/t/helper/accuracy-states --judged=none in.git
'

test_expect_success 'topics as they stood then' '
	then=$(git -C in.git rev-parse HEAD~4) &&
	sha1=$(judged a2 x | cut -f1) &&
	printf "%s\t%s\t%s\twhy\n" $sha1 $then new $sha1 HEAD author $sha1 HEAD review/new >judged-then &&
	"$GITKVM_TOP"/t/helper/accuracy-then.py --verbose --bin="$GITKVM_BUILD"/bin --judged=judged-then in.git >out &&
	grep -x "then: new  *1 of  *1  100.00 %" out &&
	grep -x "then: review  *0 of  *1    0.00 %" out &&
	grep -x "then: whose turn it is  *0 of  *1    0.00 %" out &&
	grep -x "then: printed as such  *0 of  *1    0.00 %" out &&
	grep -x "then: all  *1 of  *2   50.00 %" out &&
	grep "judged review/new (why)" out &&
	git -C in.git for-each-ref >refs && test_line_count = 1 refs
'

test_done
