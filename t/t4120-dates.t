#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='dates are printed as git log --date prints them'

. "$(dirname "$0")/lib/test-lib.sh"

# The clock of git and of ours stands still.
GIT_TEST_DATE_NOW=1741082400 # Tue, 4 Mar 2025 10:00:00 +0000
export GIT_TEST_DATE_NOW

test_expect_success 'setup: mails from now to long ago, in zones of all kinds' '
	mkdir mails &&
	number=0 &&
	while read -r date; do
		number=$((number + 1)) &&
		echo Text. | mail_write mails/$(printf %02d $number).eml Subject="[PATCH] N$number" Date="$date" ||
			return 1
	done <<-\END &&
	Tue, 4 Mar 2025 11:00:00 +0100
	Tue, 4 Mar 2025 09:59:01 +0000
	Tue, 4 Mar 2025 09:58:30 +0000
	Tue, 4 Mar 2025 08:31:00 +0000
	Tue, 4 Mar 2025 08:29:00 +0000
	Tue, 4 Mar 2025 05:30:00 +0530
	Mon, 3 Mar 2025 20:00:00 -0800
	Mon, 3 Mar 2025 22:00:00 +0000
	Sun, 2 Mar 2025 21:59:00 +0000
	Sat, 1 Mar 2025 12:00:00 +0100
	Thu, 27 Feb 2025 12:00:00 -0330
	Tue, 18 Feb 2025 10:00:00 +0000
	Mon, 17 Feb 2025 09:00:00 +1245
	Wed, 25 Dec 2024 10:00:00 +0000
	Sat, 24 Dec 2024 23:59:59 -1200
	Mon, 4 Mar 2024 10:00:00 +0000
	Sun, 3 Mar 2024 10:00:00 +0000
	Fri, 4 Mar 2022 10:00:00 +0200
	Sat, 7 Mar 2020 10:00:00 +0200
	Wed, 4 Mar 2015 10:00:00 +0000
	Wed, 5 Mar 2025 10:00:00 +0000
	Mon, 31 Mar 2025 10:00:00 +0900
	Fri, 2 Jan 1970 00:00:10 +0000
	END
	make_inbox in.git mails/*.eml
'

# dates: of a digest on standard input, "<date> <subject>" of each series.
dates() {
	sed -n "/^[0-9a-f]* \[PATCH\]/{s/^[0-9a-f]* //;h;n
		s/^        Ada Lindqvist, //;s/, no answer yet.*//;G;s/\n/ /;p;}"
}

# as_git <format> [<zone>]: each line of the list has the date that git log has of the commit. Most of these mails
# are much older than their archiving, so that the digest goes by their own order.
as_git() {
	TZ=${2-UTC0} git -C in.git log --format="%ad [PATCH] %s" --date="$1" | sed "s/\] \[PATCH\]/]/" |
		sort >expect &&
	test_line_count = 23 expect &&
	TZ=${2-UTC0} git -C in.git kvm-digest HEAD --no-bodies --date="$1" |
		dates | sort >actual &&
	test_cmp expect actual
}

# A git of that version, which the one at hand works for.
write_script_git() {
	cat >bin/git <<-END &&
	#!/bin/sh
	test "\$1" = version && echo "git version $1" && exit
	exec "$(command -v git)" "\$@"
	END
	chmod +x bin/git
}

for format in default relative local iso iso8601 iso-strict iso8601-strict rfc rfc2822 short raw unix human default-local \
	iso-local iso-strict-local rfc-local short-local raw-local human-local unix-local relative-local \
	'format:%Y/%m/%d %H:%M' 'format:%s %z [%Z] %%s %a %j' 'format-local:%c %z %s' 'format:' 'format:%' 'format:x%%'; do
	test_expect_success "$format" "
		as_git '$format' &&
		as_git '$format' CET-1CEST,M3.5.0,M10.5.0/3 &&
		as_git '$format' NST3:30
	"
done

test_expect_success 'iso-strict as the git at hand: from 2.45 on, UTC is Z' '
	mkdir bin &&
	for version in 2.39.5 2.44.1 "1.9.0 (Somebody 1)"; do
		write_script_git "$version" &&
		GIT_DIR=in.git PATH=$PWD/bin:$PATH git-kvm-digest -n1 --no-bodies --date=iso-strict | dates >out &&
		test_grep "^1970-01-02T00:00:10+00:00 \[PATCH\]" out || return 1
	done &&
	for version in 2.45.0 2.47.2.windows.1 3.0.rc1; do
		write_script_git "$version" &&
		GIT_DIR=in.git PATH=$PWD/bin:$PATH git-kvm-digest -n1 --no-bodies --date=iso-strict | dates >out &&
		test_grep "^1970-01-02T00:00:10Z \[PATCH\]" out || return 1
	done
'

test_expect_success 'the default is the day in the own zone of the mail, whatever the zone' '
	git -C in.git log --format="%ad" --date=format:%Y-%m-%d | sort >expect &&
	for zone in UTC0 XXX-14 YYY12; do
		TZ=$zone git -C in.git kvm-digest HEAD --no-bodies | dates | sed "s/ .*//" | sort >actual &&
		test_cmp expect actual || return 1
	done
'

test_expect_success 'log.date counts, --date counts more' '
	git -C in.git -c log.date=unix kvm-digest -n1 --no-bodies | dates >out &&
	test_grep "^86410 \[PATCH\]" out &&
	git -C in.git -c log.date=unix kvm-digest -n1 --no-bodies --date=raw | dates >out &&
	test_grep "^86410 +0000 \[PATCH\]" out
'

test_expect_success 'neither JSON nor classic is changed' '
	for format in json classic; do
		git -C in.git kvm-digest HEAD --format=$format >expect &&
		git -C in.git -c log.date=relative kvm-digest HEAD --format=$format >actual &&
		test_cmp expect actual || return 1
	done
'

test_expect_success 'auto:… is for a terminal' '
	git -C in.git kvm-digest -n1 --no-bodies --date=auto:unix | dates >out &&
	test_grep "^Fri Jan 2 00:00:10 1970 +0000 \[PATCH\]" out
'

test_expect_success 'unknown formats are named' '
	for format in foo short-loca isolocal format local-local "" unixx; do
		test_expect_code 128 git -C in.git kvm-digest -n1 --date=$format 2>err &&
		test_grep "^fatal: unknown date format $format" err || return 1
	done &&
	test_expect_code 128 git -C in.git -c log.date=foo kvm-digest -n1 2>err &&
	test_grep "^fatal: .*log.date" err
'

test_expect_success 'setup: a series' '
	rm mails/* &&
	echo Text. | mail_write mails/1.eml Subject="[PATCH 0/1] Cover" &&
	small_diff | mail_write mails/2.eml Subject="[PATCH 1/1] One" In-Reply-To="<1@example.org>" &&
	make_inbox series.git mails/*.eml
'

test_expect_success 'the locale and the zone change nothing but local dates' '
	git -C series.git kvm-digest HEAD >expect &&
	LC_ALL=de_DE.UTF-8 LANGUAGE=de TZ=America/New_York git -C series.git kvm-digest HEAD >actual &&
	test_cmp expect actual &&
	LC_ALL=tr_TR.UTF-8 git -C series.git kvm-digest HEAD >actual &&
	test_cmp expect actual &&
	LC_ALL=C git -C series.git kvm-digest HEAD --format=json >expect &&
	LC_ALL=de_DE.UTF-8 TZ=Asia/Kolkata git -C series.git kvm-digest HEAD --format=json >actual &&
	test_cmp expect actual
'

test_expect_success 'a date of a million digits is no format' '
	for width in 1000000 99999999999; do
		test_expect_code 128 timeout 20 git -C in.git kvm-digest --date=format:%${width}Y HEAD 2>err &&
		test_grep "fatal: unknown date format format:" err || return 1
	done
'

test_done
