#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='tags that their senders had no right to give'

. "$(dirname "$0")/lib/test-lib.sh"

GIT_COMMITTER_EMAIL=nobody@example.org
export GIT_COMMITTER_EMAIL

# tell <id> <parent> <From> <text>: a reply; the text is printf's.
tell() {
	printf "%b" "$4" | mail_write "$1.eml" Subject="Re: [PATCH] KVM: Change a thing" \
		From="$3" In-Reply-To="<$2@example.org>"
}

# patch <id>: Ada's.
patch() {
	mail_write "$1.eml" Subject="[PATCH] KVM: Change a thing $1" <<-EOF
	Why.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	---
	$(small_diff "$1")
	EOF
}

# exports <inbox> <id> [<option>…]: the trailers of the exported patch but Ada's, messages in err.
exports() {
	exports_=$1
	exports_id=$2
	shift 2
	git -C "$exports_" kvm-series mbox -q "$@" "$exports_id@example.org" 2>err >out &&
	sed -n "/^Signed-off-by: Ada/,/^---$/{/^---$/d;/^Signed-off-by: Ada/d;p}" out
}

# From, what he says, what is exported of it; "-" is nothing, and told.
cat >forged <<\EOF
Eve <eve@example.net>|Reviewed-by: Carl Third <carl@example.com>|-
Eve <eve@example.net>|Reviewed-and-tested-by: Carl Third <carl@example.com>|-
Eve <eve@example.net>|Acked-and-merged-by: Eve <eve@example.net>|-
Eve <eve@example.net>|Merged-BY: Eve <eve@example.net>|-
Eve <eve@example.net>|Signed-off-by: Eve <eve@example.net>|-
Eve <eve@example.net>|Signed-off-by: Bob Author <bob@example.com>|-
Eve <eve@example.net>|Co-developed-by: Eve <eve@example.net>|-
Eve <eve@example.net>|Suggested-by: Carl Third <carl@example.com>|-
Eve <eve@example.net>|Reported-by: Carl Third <carl@example.com>|-
Eve <eve@example.net>|Closes: https://example.net/evil|-
Eve <eve@example.net>|Fixes: 0123456789ab ("x")|-
Eve <eve@example.net>|Acked-by: "Carl <carl@example.com>" <eve@example.net>|Acked-by: eve@example.net
Eve <eve@example.net>|Acked-by: eve@example.net (Carl <carl@example.com>)|Acked-by: eve@example.net
Eve <eve@example.net>|Tested-by: Eve <eve@example.net>, Carl <carl@example.com>|Tested-by: Eve <eve@example.net>
Eve <eve@example.net>|Tested-by: Carl <carl@example.com>, Eve <eve@example.net>|-
Eve <eve@example.net>|Tested-by: Eve <eve@example.net>\0302\0205Acked-by: Carl <carl@example.com>|Tested-by: Eve <eve@example.net>
Eve <eve@example.net>|Tested-by: Eve <eve@example.net>\0342\0200\0250Acked-by: Carl <carl@example.com>|Tested-by: Eve <eve@example.net>
Eve <eve@example.net>|Tested-by: Eve <eve@example.net>\0013Acked-by: Carl <carl@example.com>|Tested-by: Eve <eve@example.net>
Eve <eve@example.net>|Tested-by: Eve <eve@example.net>         Acked-by: Carl <carl@example.com>|Tested-by: Eve <eve@example.net>
Eve <eve@example.net>|Tested-by: Eve\0342\0200\0256 Ev\0033[1mil <eve@example.net>|Tested-by: Eve Ev [1mil <eve@example.net>
"Carl Third <carl@example.com>" <eve@example.net>|Acked-by: Carl Third <carl@example.com>|-
l Third <carl@example.net>|Acked-by: Carl Third <carl@example.com>|-
Carl Third <carl@example.net>|Acked-by: Carl Third <carl@example.com>|-
Carl <carl@example.net>|Acked-by: Carl <carl@example.com>|-
Carl Third <carl@mail.example.com>|Acked-by: Carl Third <carl@example.com>|Acked-by: Carl Third <carl@example.com>
Carl Third <carl@EXAMPLE.com>|Acked-by: Carl Third <carl@linux.example.com>|Acked-by: Carl Third <carl@linux.example.com>
Carl Third <carl@other-example.com>|Acked-by: Carl Third <carl@example.com>|-
Carl Third <carl@mail.com>|Acked-by: Carl Third <carl@com>|-
Eve <eve@mail.example.com>|Acked-by: Carl Third <carl@example.com>|-
EOF

test_expect_success 'what is forged is not exported, and told with its sender' '
	n=0 &&
	while IFS="|" read -r from text expected; do
		n=$((n + 1)) &&
		rm -rf p.eml r.eml forged.git &&
		patch p && tell r p "$from" "LGTM.\n\n$text\n" &&
		make_inbox forged.git p.eml r.eml &&
		exports forged.git p >actual &&
		if test "$expected" = -; then
			test_must_be_empty actual &&
			test_grep "^warning: tags .*--sloppy-trailers" err &&
			test_grep "said by .*<r@example.org>" err &&
			exports forged.git p --sloppy-trailers >actual &&
			test_line_count = 1 actual
		else
			printf "%s\n" "$expected" >expect &&
			test_cmp expect actual &&
			test_must_be_empty err
		fi || {
			echo >&2 "line $n: $from: $text"
			return 1
		}
	done <forged
'

test_expect_success 'show names whom the tag names, and who said so; it does not count' '
	patch p && tell r p "Eve <eve@example.net>" "Reviewed-by: Carl Third <carl@example.com>\n" &&
	make_inbox show.git p.eml r.eml &&
	git -C show.git kvm-series show p@example.org >out &&
	test_grep "Reviewed-by Carl Third (said by Eve)$" out &&
	tell s p "Carl Third <carl@example.net>" "Acked-by: Carl Third <carl@example.com>\n" &&
	make_inbox both.git p.eml s.eml &&
	git -C both.git kvm-series show p@example.org >both &&
	test_grep "Acked-by Carl Third (said by Carl Third <carl@example.net>)$" both &&
	git -C show.git kvm-series show --json p@example.org >out.json &&
	echo "true Eve 0" >expect &&
	jq -r ".versions[0] | [.patches[0].tags[1] | .doubted, .who.name] + [.reviewed] | join(\" \")" out.json >actual &&
	test_cmp expect actual
'

# Whoever he is, he could have named the address that he writes from.
test_expect_success 'what a sender says in the own name is an opinion: the state has it, the export not' '
	echo reviewed >expect &&
	git -C both.git kvm-series list --format="%(state)" HEAD >actual &&
	test_cmp expect actual &&
	exports both.git p >actual &&
	test_must_be_empty actual &&
	echo review >expect &&
	git -C show.git kvm-series list --format="%(state)" HEAD >actual &&
	test_cmp expect actual
'

test_expect_success 'who is named gives it himself afterwards: it counts' '
	tell s p "Carl Third <carl@example.com>" "Reviewed-by: Carl Third <carl@example.com>\n" &&
	make_inbox show.git s.eml &&
	echo "Reviewed-by: Carl Third <carl@example.com>" >expect &&
	exports show.git p >actual &&
	test_cmp expect actual &&
	test_must_be_empty err
'

test_expect_success 'the same name at an address that the list knows, or from one' '
	patch p && patch q &&
	tell r p "Carl Third <carl@example.net>" "Reviewed-by: Carl Third <carl@example.com>\n" &&
	tell s p "\"Third, Dora (Example)\" <dora@example.net>" "Tested-by: Dora Third <dora@example.com>\n" &&
	make_inbox known.git p.eml q.eml r.eml s.eml &&
	exports known.git p >actual &&
	test_must_be_empty actual &&
	tell t q "Carl Third <carl@example.com>" "Hm.\n" &&
	tell u q "Dora Third <dora@example.net>" "Hm.\n" &&
	make_inbox known.git t.eml u.eml &&
	cat >expect <<-\END &&
	Reviewed-by: Carl Third <carl@example.com>
	Tested-by: Dora Third <dora@example.com>
	END
	exports known.git p >actual &&
	test_cmp expect actual &&
	git -C known.git kvm-series mbox --no-index p@example.org >again &&
	test_cmp out again &&
	git -C known.git kvm-series list --format="%(reviewed) %(tested) %(messageid)" HEAD >out &&
	test_grep "^1 1 p@" out
'

test_expect_success 'the mailmap tells' '
	patch p &&
	tell r p "C. Third <carl@example.net>" "Reviewed-by: Carl Third <carl@example.com>\n" &&
	make_inbox map.git p.eml r.eml &&
	exports map.git p >actual &&
	test_must_be_empty actual &&
	echo "Carl Third <carl@example.com> <carl@example.net>" >map &&
	exports map.git p --mailmap="$PWD/map" >actual &&
	echo "Reviewed-by: Carl Third <carl@example.com>" >expect &&
	test_cmp expect actual
'

test_expect_success 'the author and who will commit may say what binds, and name others' '
	patch p &&
	tell r p "Ada Lindqvist <ada@example.org>" "Fixes: 0123456789ab (\"x\")\nSuggested-by: Carl <carl@example.com>\n" &&
	tell s p "Max Maintainer <max@example.net>" "Closes: https://example.org/1\nReported-by: Dora <dora@example.com>\n" &&
	tell t p "Ada Lindqvist <ada@example.net>" "Closes: https://example.net/evil\n" &&
	make_inbox side.git p.eml r.eml s.eml t.eml &&
	cat >expect <<-\END &&
	Fixes: 0123456789ab ("x")
	Suggested-by: Carl <carl@example.com>
	END
	exports side.git p >actual &&
	test_cmp expect actual &&
	test_grep "Closes: https://example.org/1 (said by Max Maintainer <max@example.net>: <s@example.org>)" err &&
	cat >>expect <<-\END &&
	Closes: https://example.org/1
	Reported-by: Dora <dora@example.com>
	END
	GIT_COMMITTER_EMAIL=max@example.net exports side.git p >actual &&
	test_cmp expect actual &&
	git -C side.git kvm-series show p@example.org >out &&
	test_grep "Suggested-by Carl" out
'

test_expect_success 'a tag that its giver takes back is none, until it is given anew' '
	patch p &&
	tell r p "Carl Third <carl@example.com>" "Acked-by: Carl Third <carl@example.com>\n" &&
	tell s p "Eve <eve@example.net>" "Tested-by: Eve <eve@example.net>\nPlease drop my ack.\n" &&
	tell t r "Carl Third <carl@example.com>" "Ada, can you drop my ack please?\n" &&
	make_inbox back.git p.eml r.eml s.eml &&
	exports back.git p >actual &&
	cat >expect <<-\END &&
	Acked-by: Carl Third <carl@example.com>
	Tested-by: Eve <eve@example.net>
	END
	test_cmp expect actual &&
	rm -rf back.git && make_inbox back.git p.eml r.eml s.eml t.eml &&
	exports back.git p >actual &&
	echo "Tested-by: Eve <eve@example.net>" >expect &&
	test_cmp expect actual &&
	exports back.git p --sloppy-trailers >actual &&
	test_cmp expect actual &&
	git -C back.git kvm-series mbox p@example.org 2>err >/dev/null &&
	test_grep "^  Acked-by: Carl Third <carl@example.com>.*: taken back on patch 1" err &&
	git -C back.git kvm-series show p@example.org >out &&
	test_grep "Acked-by Carl Third (taken back)" out &&
	git -C back.git kvm-series list --format="%(acked) %(tested)" HEAD >actual &&
	echo "0 1" >expect &&
	test_cmp expect actual &&
	git -C back.git kvm-series show --json p@example.org >out &&
	test_grep "\"taken_back\" *: *true" out &&
	tell u t "Carl Third <carl@example.com>" "Fine now. Acked-by: Carl Third <carl@example.com>\n" &&
	rm -rf back.git && make_inbox back.git p.eml r.eml s.eml t.eml u.eml &&
	exports back.git p >actual &&
	test_grep "Acked-by: Carl" actual
'

test_done
