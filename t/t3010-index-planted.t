#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='an index that somebody planted: answers are right, and nothing else is touched

A clone that was unpacked, copied or is shared may have anything in its folder kvm.'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/index.sh"
XDG_CACHE_HOME=$PWD/cache
export XDG_CACHE_HOME

# right [<option>]: list.git answers as it does without an index, soon; what is told is in err.
right() {
	timeout 20 git -C list.git kvm-digest "$@" --format=json master >actual 2>err &&
	cmp expect actual
}

fresh() {
	rm -rf list.git/kvm && cp -r kept list.git/kvm
}

test "$(id -u)" != 0 || test_set_prereq ROOT

test_expect_success 'setup' '
	make_list list.git 1 300 &&
	git -C list.git kvm-digest --no-index --format=json master >expect &&
	"$index" --segment=64 update list.git &&
	cp -r list.git/kvm kept &&
	echo precious >victim
'

# plant_journal <name>: a hot journal that names another file, as those do that SQLite would delete.
plant_journal() {
	perl -e '
		my $name = shift;
		my $magic = pack("H*", "d9d505f920a163d7");
		my $sum = 0;
		$sum += $_ for unpack("C*", $name);
		print substr($magic . pack("N5", 0, 0, 1, 512, 8192) . "\0" x 512, 0, 512);
		print pack("N", 0x40000000 / 8192 + 1) . $name . pack("N2", length($name), $sum) . $magic;
	' "$1" >list.git/kvm/index.sqlite-journal
}

for name in "$PWD/victim" ../victim "$PWD/none"; do
	test_expect_success "a journal that names ${name##"$PWD"/} deletes nothing but itself" '
		fresh &&
		plant_journal "$name" &&
		right &&
		test_grep "no good and starts anew: its journal names another file" err &&
		echo precious >precious && test_cmp precious victim &&
		! test -e list.git/kvm/index.sqlite-journal &&
		fresh &&
		plant_journal "$name" &&
		right --index &&
		test_cmp precious victim &&
		index_state list.git fresh 300
	'
done

# untouched: what links pointed to is as it was.
untouched() {
	echo precious >precious && test_cmp precious victim &&
	! test -e nowhere &&
	test "$(ls elsewhere)" = ""
}

for way in "" --index --index=rebuild; do
	test_expect_success "a folder that is a symbolic link, with '$way'" '
		mkdir -p elsewhere &&
		for target in "$PWD/elsewhere" "$PWD/nowhere"; do
			rm -rf list.git/kvm &&
			ln -s "$target" list.git/kvm &&
			right $way && untouched || return 1
		done &&
		rm list.git/kvm
	'

	for file in index.sqlite index.sqlite.lock index.sqlite-journal; do
		test_expect_success "$file as a symbolic link, with '$way'" '
			for target in "$PWD/victim" "$PWD/nowhere"; do
				fresh &&
				ln -sf "$target" list.git/kvm/$file &&
				right $way && untouched || return 1
			done
		'

		test_expect_success "$file as a FIFO, a folder, with '$way'" '
			fresh &&
			rm -f list.git/kvm/$file &&
			mkfifo list.git/kvm/$file &&
			right $way &&
			fresh &&
			rm -f list.git/kvm/$file &&
			mkdir list.git/kvm/$file &&
			right $way
		'

		test_expect_success ROOT "$file of another user, with '$way'" '
			fresh &&
			touch list.git/kvm/$file &&
			chown 1:1 list.git/kvm/$file &&
			cp -p list.git/kvm/$file foreign &&
			right $way &&
			{ test "$way" = --index=rebuild || cmp foreign list.git/kvm/$file; }
		'
	done
done

test_expect_success 'what cannot be used is told once, with the reason' '
	fresh &&
	ln -sf "$PWD/victim" list.git/kvm/index.sqlite &&
	right &&
	echo "warning: the index '\''$PWD/list.git/kvm/index.sqlite'\'' cannot be used: it is a symbolic link" >told &&
	grep index err >actual &&
	test_cmp told actual
'

test_expect_success 'a file with another name is not written to, and begins anew' '
	fresh &&
	ln list.git/kvm/index.sqlite other-name &&
	cp other-name before &&
	make_list list.git 301 310 &&
	git -C list.git kvm-digest --no-index --format=json master >expect &&
	right --index &&
	cmp before other-name &&
	index_state list.git fresh 310
'

test_expect_success ROOT 'in a folder of another user there is none: the cache has it' '
	rm -rf cache &&
	fresh &&
	chown 1:1 list.git/kvm &&
	right --index &&
	! grep index err &&
	test "$(ls cache/git-kvm/*.sqlite | wc -l)" = 1 &&
	cmp kept/index.sqlite list.git/kvm/index.sqlite
'

# planted <what> <statement>: with tables of a stranger the answers are right, and the index starts anew.
planted() {
	test_expect_success "$1" "
		fresh &&
		\"\$GITKVM_BUILD\"/t/helper/plant list.git/kvm/index.sqlite \"$2\" &&
		right &&
		test_grep 'is no good and starts anew' err &&
		right --index &&
		index_state list.git fresh 310
	"
}

test_expect_success 'an index for what follows' '
	rm -rf list.git/kvm kept cache &&
	"$index" --segment=64 update list.git &&
	cp -r list.git/kvm kept
'

endless="WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT"
planted 'a view in place of the head that comes to no end' "DROP TABLE head;
	CREATE VIEW head AS $endless x AS mails, 64 AS segment, x AS root, x AS tip FROM n WHERE x < 0"
planted 'a view in place of the mails' "DROP TABLE mails;
	CREATE VIEW mails AS $endless x AS first, x AS oldest, x AS newest, x AS packed FROM n WHERE x < 0"
planted 'a table with a generated column' "DROP TABLE strings;
	CREATE TABLE strings (key INTEGER PRIMARY KEY, packed BLOB AS (zeroblob(900000000)))"
planted 'a trigger' "CREATE TRIGGER t BEFORE INSERT ON lookup BEGIN DELETE FROM mails; END"
planted 'one table more' "CREATE TABLE more (x)"
planted 'many tables more' "BEGIN; $(seq -f "CREATE TABLE t%.0f (x);" 3000) COMMIT"
planted 'no tables at all' "DROP TABLE head; DROP TABLE mails; DROP TABLE strings; DROP TABLE lookup"
planted 'a row of 70 MB' "UPDATE mails SET packed = zeroblob(70000000) WHERE first = 288"
planted 'a row of texts of 70 MB' "UPDATE strings SET packed = zeroblob(70000000)"
planted 'a row of mails without mails' "UPDATE mails SET packed = x'00'"
planted 'a row that is no bytes' "UPDATE mails SET packed = 12"
planted 'more mails than bytes' "UPDATE head SET mails = 1000000000"
planted 'fewer than none' "UPDATE head SET mails = -1"
planted 'a segment of none' "UPDATE head SET segment = 0"
planted 'no head' "DELETE FROM head"
planted 'mails that are missing' "DELETE FROM mails WHERE first < 100"
planted 'texts that are missing' "DELETE FROM strings"
planted 'texts that are no UTF-8' "UPDATE strings SET packed = replace(packed, 'KVM: word', x'ff564d3a20776f7264')"

# planted_lookup <what> <statement>: the same, where only look-ups read it.
planted_lookup() {
	test_expect_success "$1" "
		fresh &&
		\"\$GITKVM_BUILD\"/t/helper/plant list.git/kvm/index.sqlite \"$2\" &&
		test_must_fail \"\$index\" find list.git person rita@example.com >found 2>err &&
		test_grep 'is no good and starts anew' err &&
		right --index &&
		index_state list.git fresh 310
	"
}

planted_lookup 'a row of look-ups cut off' "UPDATE lookup SET packed = substr(packed, 2)"
planted_lookup 'a row of look-ups in no order' "UPDATE lookup SET packed = packed || packed"
planted_lookup 'look-ups that lead to no row' "DELETE FROM mails"

# What is first in a bucket is kept there, for a mail that is none: who asks for each mail once has a bit for each.
test_expect_success 'look-ups that lead behind the last mail, where each mail is asked for once' '
	fresh &&
	"$index" --hold --new find list.git message-id mail-1@example.org >found &&
	test_line_count = 1 found &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite \
		"UPDATE lookup SET packed = substr(packed, 1, 4) || x'"'"'ffff'"'"' WHERE key >> 24 < 256" &&
	test_must_fail "$index" --hold --new find list.git message-id mail-1@example.org >found 2>err &&
	test_grep "is no good and starts anew: a mail in it cannot be read" err &&
	test_must_be_empty found
'

# Of each segment, the row that tells what is answered in it: read from some dozen look-ups on.
others=$(seq -f none-%g@example.org 24)
test_expect_success 'a filter of another size' '
	fresh &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite \
		"UPDATE lookup SET packed = substr(packed, 2) WHERE key >> 24 = 256" &&
	test_must_fail "$index" --hold find list.git thread $others root-9@example.org >found 2>err &&
	test_grep "is no good and starts anew: a row of look-ups is none" err &&
	test_must_be_empty found &&
	fresh &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite \
		"UPDATE lookup SET packed = packed || x'"'"'00'"'"' WHERE key >> 24 = 256" &&
	cp -r list.git longer.git &&
	make_list longer.git 311 320 &&
	test_must_fail "$index" update longer.git 2>err &&
	test_grep "a row of look-ups is none" err &&
	"$index" update longer.git &&
	"$index" check longer.git
'

test_expect_success 'a filter that says that nothing is answered, and none' '
	fresh &&
	"$index" find list.git thread root-9@example.org >expect.found &&
	test_line_count = 3 expect.found &&
	"$index" --hold find list.git thread $others root-9@example.org >found &&
	test_cmp expect.found found &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite \
		"UPDATE lookup SET packed = zeroblob(8000) WHERE key >> 24 = 256" &&
	"$index" --hold find list.git thread $others root-9@example.org >found 2>err &&
	test_must_be_empty found &&
	test_must_be_empty err &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "DELETE FROM lookup WHERE key >> 24 = 256" &&
	"$index" --hold find list.git thread $others root-9@example.org >found 2>err &&
	test_must_be_empty found &&
	test_must_be_empty err
'

# The first segment's first row.
for row in "subjects without an end:x'0041'" "subjects out of order:x'01410000420001'" "subjects of no mail:x'ff03410000'" \
	"subjects that are no UTF-8:x'00ff00'"; do
	test_expect_success "${row%:*}" '
		fresh &&
		"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "UPDATE subjects SET packed = ${row#*:}" &&
		test_must_fail "$index" find list.git subject thing >found 2>err &&
		test_grep "is no good and starts anew: a row of subjects is none" err &&
		test_must_be_empty found
	'
done

test_expect_success 'subjects of mails that are none' '
	fresh &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite \
		"INSERT INTO subjects SELECT key + 1, packed FROM subjects ORDER BY key DESC LIMIT 1" &&
	"$index" find list.git subject thing >found 2>err &&
	test_must_be_empty err &&
	fresh &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite \
		"UPDATE subjects SET packed = x'"'"'3f7468696e6700'"'"'" &&
	test_must_fail "$index" find list.git subject thing >found 2>err &&
	test_grep "starts anew: it has a subject of no mail" err
'

test_expect_success 'a part of a title is found without a look at other mails' '
	fresh &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite \
		"UPDATE mails SET packed = x'"'"'00'"'"' WHERE first != 64" &&
	"$index" find list.git subject "word 17 of" >found 2>err &&
	test_must_be_empty err &&
	test_line_count = 2 found
'

for row in "paths cut off:x'000361'" "a path without a mail:x'00016100'" "a path that shares too much:x'0101610100'" \
	"a path of no byte:x'00000100'" "paths of no mail:x'0001 61 01 ff ff 03'" "a NUL in a path:x'0002 6100 01 00'"; do
	test_expect_success "${row%:*}" '
		fresh &&
		"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "UPDATE paths SET packed = $(echo "${row#*:}" | tr -d " ")" &&
		test_must_fail "$index" paths list.git arch >found 2>err &&
		test_grep "is no good and starts anew: a row of paths is none" err &&
		test_must_be_empty found
	'
done

test_expect_success 'a path that the mail does not have, and too many' '
	fresh &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "UPDATE paths SET packed = x'"'"'0001610100'"'"'" &&
	"$index" paths list.git a >found 2>err &&
	test_must_be_empty found &&
	test_must_be_empty err &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "UPDATE paths SET packed = x'"'"'00'"'"'" &&
	test_must_fail "$index" paths list.git arch >found 2>err &&
	test_must_be_empty found &&
	test_must_be_empty err
'

test_expect_success 'a list with a path looks at the paths alone' '
	fresh &&
	git -C list.git kvm-series list --no-index HEAD -- arch/x86/kvm/f7.c >expect &&
	test -s expect &&
	git -C list.git kvm-series list HEAD -- arch/x86/kvm/f7.c >actual &&
	test_cmp expect actual &&
	"$GITKVM_BUILD"/t/helper/plant list.git/kvm/index.sqlite "UPDATE paths SET packed = x'"'"'0001610100'"'"'" &&
	git -C list.git kvm-series list HEAD -- arch/x86/kvm/f7.c >actual 2>err &&
	test_must_be_empty actual
'

test_done
