#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='the index: kills, full disks, damage, two at once: never a wrong answer

GITKVM_FAULTS=<n> is how often each fault is tried (default: 10, with sanitizers 4); some are by chance.'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"

: "${GITKVM_FAULTS:=$((10 - 6 * ${TEST_SANITIZED:-0}))}"
rounds=$(seq "$GITKVM_FAULTS")
seed=${GITKVM_SEED:-$(date +%s)}
say "# GITKVM_SEED=$seed"

# random <below> <round>: the same for the same seed
random() {
	perl -e 'srand($ARGV[0] * 1000 + $ARGV[1]); print int(rand($ARGV[2])), "\n"' "$seed" "$2" "$1"
}

# answers <gitdir>: what an index that may be no good answers, which must be right.
answers() {
	"$index" --threshold=4294967295 records "$1" master >with 2>with.err &&
	cmp expect with
}

test_expect_success 'setup' '
	make_list list.git 1 3000 &&
	"$index" --no-index records list.git master >expect 2>expect.err &&
	"$index" --segment=64 update list.git &&
	"$index" find list.git person rita@example.com >found &&
	test -s found &&
	cp list.git/kvm/index.sqlite good &&
	size=$(wc -c <good)
'

test_expect_success 'killed while it is made: what is there is right, and the next one goes on' '
	finished=0 &&
	for i in $rounds; do
		if test $finished = 1; then
			rm -f list.git/kvm/index.sqlite*
			finished=0
		fi &&
		{ timeout -s KILL 0.0$(printf %02d $(($(random 70 $i) + 5))) "$index" --segment=64 update list.git &&
			finished=1 || :; } 2>/dev/null &&
		before=$("$index" state list.git | cut -d" " -f2) &&
		echo "$i: $before mails" >>progress &&
		answers list.git &&
		! test -s index-err &&
		"$index" check list.git || return 1
	done &&
	cat progress &&
	"$index" update list.git &&
	index_state list.git fresh 3000 &&
	"$index" check list.git
'

test_expect_success 'killed while it is updated' '
	cp -r list.git grown.git &&
	cp good grown.git/kvm/index.sqlite &&
	next=3001 &&
	for i in $rounds; do
		make_list grown.git $next $((next + 150)) &&
		next=$((next + 151)) &&
		{ timeout -s KILL 0.0$(printf %02d $(($(random 25 $i) + 3))) "$index" update grown.git || :; } 2>/dev/null &&
		index_is_right grown.git master~400..master &&
		"$index" check grown.git || return 1
	done &&
	"$index" update grown.git &&
	"$index" check grown.git &&
	index_is_right grown.git master
'

test_expect_success 'a full disk: what fits is right, and it goes on when there is room' '
	for i in $rounds; do
		rm -f list.git/kvm/index.sqlite* &&
		(
			ulimit -f $((size * i / GITKVM_FAULTS / 512)) &&
			"$index" --segment=64 update list.git 2>err || grep "^warning: the index .* cannot be used" err
		) &&
		answers list.git &&
		"$index" update list.git &&
		index_state list.git fresh 3000 &&
		"$index" check list.git || return 1
	done
'

test_expect_success 'a disk that fills up under an update' '
	for i in $rounds; do
		cp good list.git/kvm/index.sqlite &&
		rm -rf more.git && cp -r list.git more.git &&
		make_list more.git 3001 3400 &&
		(
			ulimit -f $((size / 512 + 4 * i)) &&
			"$index" update more.git 2>err || grep "^warning: the index .* cannot be used" err
		) &&
		index_is_right more.git master &&
		"$index" update more.git &&
		"$index" check more.git || return 1
	done
'

test_expect_success 'bytes that changed: right answers, and it starts anew' '
	noticed=0 &&
	for i in $(seq 100); do
		# Some places are of no use: as long as it takes to meet one that is not.
		test $i -le $GITKVM_FAULTS || test $noticed = 0 || break
		cp good list.git/kvm/index.sqlite &&
		perl -e "
			open my \$file, q(+<), \$ARGV[0] or die;
			seek \$file, \$ARGV[1], 0; read \$file, my \$byte, 1;
			seek \$file, \$ARGV[1], 0; print \$file chr(ord(\$byte) ^ (1 << \$ARGV[1] % 8));
		" list.git/kvm/index.sqlite $(random $size $i) &&
		{ "$index" find list.git person rita@example.com >actual 2>err && cmp found actual ||
			{ test_grep "is no good and starts anew" err && noticed=$((noticed + 1)); }; } &&
		answers list.git &&
		if grep "no good" with.err; then noticed=$((noticed + 1)); fi || return 1
	done &&
	echo "noticed: $noticed" &&
	test $noticed -gt 0 &&
	"$index" rebuild list.git &&
	"$index" check list.git
'

test_expect_success 'cut short' '
	for i in $rounds; do
		cp good list.git/kvm/index.sqlite &&
		perl -e "truncate \$ARGV[0], \$ARGV[1]" list.git/kvm/index.sqlite $(($(random $((size - 8192)) $i) + 1)) &&
		answers list.git &&
		test_grep "is no good and starts anew" with.err &&
		"$index" update list.git &&
		"$index" check list.git || return 1
	done
'

test_expect_success 'pages that changed places, or are all zeroes' '
	for i in $rounds; do
		cp good list.git/kvm/index.sqlite &&
		from=$(($(random $((size / 8192)) $i))) && to=$(($(random $((size / 8192)) 7$i))) &&
		test $from != $to || continue
		dd if=good of=list.git/kvm/index.sqlite bs=8192 skip=$from seek=$to count=1 conv=notrunc 2>/dev/null &&
		answers list.git &&
		cp good list.git/kvm/index.sqlite &&
		dd if=/dev/zero of=list.git/kvm/index.sqlite bs=8192 seek=$to count=1 conv=notrunc 2>/dev/null &&
		answers list.git || return 1
	done
'

test_expect_success 'no database at all, and one of somebody else' '
	echo "no database" >list.git/kvm/index.sqlite &&
	answers list.git &&
	test_grep "is no good and starts anew" with.err &&
	python3 -c "
import sqlite3
other = sqlite3.connect(\"other.sqlite\")
other.execute(\"CREATE TABLE head (id)\")
other.commit()
" &&
	cp other.sqlite list.git/kvm/index.sqlite &&
	answers list.git &&
	test_grep "is no good and starts anew" with.err &&
	>list.git/kvm/index.sqlite &&
	answers list.git &&
	test_line_count = 1 with.err &&
	"$index" update list.git &&
	"$index" check list.git
'

test_expect_success 'several at once: each is right, and so is what they leave' '
	for i in $rounds; do
		rm -f list.git/kvm/index.sqlite* &&
		for job in 1 2 3; do
			"$index" --segment=64 --threshold=100 records list.git master >at-once.$job 2>err.$job &
		done &&
		"$index" --segment=64 rebuild list.git 2>err || grep "another process is" err &&
		wait &&
		cmp expect at-once.1 && cmp expect at-once.2 && cmp expect at-once.3 &&
		"$index" check list.git &&
		"$index" update list.git &&
		index_state list.git fresh 3000 &&
		"$index" check list.git || return 1
	done
'

test_done
