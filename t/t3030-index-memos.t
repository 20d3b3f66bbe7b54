#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='what a digest made of mails is kept in the index, and not made again'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"
XDG_CACHE_HOME=$PWD/cache
export XDG_CACHE_HOME

# The rows of these begin behind those of look-ups.
behind=$((257 << 24))

# plant <statement>
plant() {
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "$1"
}

# digest <format> [<option>]: of the whole list, into actual; what is told is in err.
digest() {
	git -C list.git kvm-digest --format="$1" ${2:+"$2"} master >actual 2>err
}

test_expect_success 'setup' '
	make_list list.git 1 300 &&
	make_list list.git 301 400 other &&
	for format in text json markdown html; do
		digest $format --no-index && mv actual expect.$format || return 1
	done &&
	mv err expect.err &&
	"$index" --segment=64 update list.git
'

test_expect_success 'a digest keeps what it read, and the next one says the same' '
	digest json && cmp expect.json actual &&
	plant "SELECT count(*) FROM lookup WHERE key >= $behind" >count &&
	test "$(cat count)" -ge 32 &&
	cp -r list.git/kvm kept &&
	for format in text json markdown html; do
		digest $format && test_cmp expect.err err && cmp expect.$format actual || return 1
	done &&
	cmp kept/index.sqlite list.git/kvm/index.sqlite &&
	"$index" check list.git
'

test_expect_success 'little is not worth a write' '
	"$index" --segment=64 rebuild list.git &&
	cp list.git/kvm/index.sqlite before &&
	git -C list.git kvm-digest master~20..master >actual &&
	cmp before list.git/kvm/index.sqlite
'

test_expect_success 'nor is an index that nobody may write to' '
	chmod a-w list.git/kvm list.git/kvm/* &&
	digest json && test_cmp expect.err err && cmp expect.json actual &&
	chmod u+w list.git/kvm list.git/kvm/*
'

for what in "of another name:x'00'" "that is no UTF-8:substr(packed, 1, 28) || x'ff'" \
	"with a NUL:substr(packed, 1, 28) || x'6100'"; do
	test_expect_success "what is kept ${what%:*} is made again" '
		rm -rf list.git/kvm && cp -r kept list.git/kvm &&
		plant "UPDATE lookup SET packed = CAST(${what#*:} AS BLOB) WHERE key >= $behind" &&
		digest json && test_cmp expect.err err && cmp expect.json actual
	'
done

test_expect_success 'what a stranger keeps does not get to the terminal as it is' '
	rm -rf list.git/kvm && cp -r kept list.git/kvm &&
	plant "UPDATE lookup SET packed = CAST(substr(packed, 1, 28) || x'"'"'1b5b33316d3c623e'"'"' AS BLOB) WHERE key >= $behind" &&
	for format in text markdown html; do
		digest $format && ! grep "$(printf "\033")" actual || return 1
	done &&
	! grep -F "<b>" actual &&
	digest json && jq . <actual >formatted
'

test_done
