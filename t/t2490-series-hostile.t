#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='mails made to harm: controls, file names, odd numbers and clocks, loops'

. "$(dirname "$0")/lib/test-lib.sh"

esc=$(printf '\033[31m')
c1=$(printf '\302\23331m')
bidi=$(printf '\342\200\256')
rlo="$esc$c1$bidi"

# post <id> <subject> [<Field>=<value>…]: a posting whose text, paths and trailers hold controls.
post() {
	post_id=$1
	post_subject=$2
	shift 2
	mail_write "$post_id.eml" Subject="$post_subject" "$@" <<-EOF
	Why $rlo.

	From 1234567890123456789012345678901234567890 Mon Sep 17 00:00:00 2001
	From: Eve <eve@example.com>
	Subject: [PATCH] Of another mail

	Reported-by: $rlo <eve@example.com>
	Signed-off-by: Ada Lindqvist <ada@example.org>
	---
	$(small_diff "$post_id$rlo" "virt/$rlo/a.c")
	EOF
}

# no_controls <file>: nothing in it can steer a terminal; CR is the line end of CSV.
no_controls() {
	! LC_ALL=C grep -n -P '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]' "$1"
}

test_expect_success 'setup: a series with controls everywhere, two versions and a reply' '
	post c1 "[PATCH $rlo 0/2] ../../$rlo/up" From="$rlo <ada@example.org>" &&
	post p1 "[PATCH $rlo 1/2] ../../$rlo" From="$rlo <ada@example.org>" In-Reply-To="<c1@example.org>" &&
	post p2 "[PATCH $rlo 2/2] -rf $rlo" From="$rlo <ada@example.org>" In-Reply-To="<c1@example.org>" &&
	post c2 "[PATCH $rlo v2 0/2] ../../$rlo/up" From="$rlo <ada@example.org>" &&
	post q1 "[PATCH $rlo v2 1/2] ../../$rlo" From="$rlo <ada@example.org>" In-Reply-To="<c2@example.org>" &&
	post q2 "[PATCH $rlo v2 2/2] ...." From="$rlo <ada@example.org>" In-Reply-To="<c2@example.org>" &&
	mail_write r.eml From="=cmd$rlo <ben@example.com>" Subject="Re: $rlo" \
		In-Reply-To="<q1@example.org>" <<-EOF &&
	Why $rlo?

	Reviewed-by: Ben $rlo <ben@example.com>
	EOF
	make_inbox in.git c1.eml p1.eml p2.eml c2.eml q1.eml q2.eml r.eml
'

test_expect_success 'no format lets controls through' '
	# --format=csv and --format=classic are what mails say, but on a terminal, or in a pager.
	for command in \
		"series list HEAD" "series list --json HEAD" "series show --why c2@example.org" \
		"series show --json c2@example.org" "series log --all-versions --quotes=full c2@example.org" \
		"series log --by=ben" "series show -p c2@example.org" "series show --stat c2@example.org" \
		"series reply r@example.org" "series reply --patch q1@example.org" \
		"series mbox --thread c2@example.org" "series diff --cover c2@example.org" \
		"series diff --json c2@example.org" "series diff --stat c2@example.org" \
		"digest --bodies HEAD" "digest --format=json HEAD" "authors HEAD" \
		"authors --format=json HEAD" "authors --format=csv HEAD" "authors --format=html HEAD" \
		"authors --format=csv --group=path HEAD" "digest --format=classic HEAD"
	do
		GIT_PAGER_IN_USE=true git -C in.git -c color.kvm=false -c user.email=g@example.org kvm-$command >out 2>err &&
		test -s out && no_controls out && no_controls err || {
			echo >&2 "git kvm-$command"
			return 1
		}
	done
'

# wild <id> <subject> <name> [<Field>=<value>…]: controls in the address and the ids, too, and in all that is kept of a mail.
wild() {
	wild_id=$1
	wild_subject=$2
	wild_name=$3
	shift 3
	mail_write "w$wild_id.eml" Subject="$wild_subject" From="$rlo $wild_name <$wild_name$rlo@example.org>" \
		Message-ID="<$wild_id$rlo@example.org>" To="$rlo <all$rlo@example.net>" \
		List-Id="<kvm$rlo.example.org>" "$@" <<-EOF
	What for.

	Changes in v2:
	- another $rlo

	Reviewed-by: $rlo Eve <eve$rlo@example.com>
	Acked-by: <fay$rlo@example.com>
	$rlo-by: $rlo
	Reported-by: kernel $rlo robot <lkp$rlo@intel.com>
	Closes: https://lore.kernel.org/all/$rlo@example.org
	Link: https://lore.kernel.org/r/c$rlo@example.org
	Signed-off-by: $wild_name <$wild_name$rlo@example.org>
	---
	base-commit: 0123456789abcdef0123456789abcdef01234567$rlo
	$(test "$wild_name" != ada || echo "change-id: 20250301-$rlo-0123456789ab")
	$(small_diff "$wild_id$rlo" "virt/$rlo/a.c")
	EOF
}

test_expect_success 'setup: the same in addresses and ids; two people, and who speaks for others' '
	wild c "[PATCH 0/2 net$rlo] up $rlo" ada &&
	wild p1 "[PATCH 1/2 net$rlo] one $rlo" ada In-Reply-To="<c$rlo@example.org>" &&
	wild p2 "[PATCH 2/2 net$rlo] two $rlo" ada In-Reply-To="<c$rlo@example.org>" &&
	wild d "[PATCH v2 0/2 net$rlo] up $rlo" ada &&
	wild d1 "[PATCH v2 1/2 net$rlo] one $rlo" ada In-Reply-To="<d$rlo@example.org>" &&
	wild d2 "[PATCH v2 2/2 net$rlo] two $rlo" ada In-Reply-To="<d$rlo@example.org>" &&
	wild x "[PATCH v2 1/2 net$rlo] one $rlo" mallory In-Reply-To="<d1$rlo@example.org>" &&
	wild e "[PATCH v3 0/2 net$rlo] up $rlo" mallory In-Reply-To="<d$rlo@example.org>" &&
	wild e1 "[PATCH v3 1/2 net$rlo] one $rlo" mallory In-Reply-To="<e$rlo@example.org>" &&
	wild r "Re: [PATCH v2 1/2 net$rlo] one $rlo" ben In-Reply-To="<d1$rlo@example.org>" &&
	make_inbox wild.git wc.eml wp1.eml wp2.eml wd.eml wd1.eml wd2.eml wx.eml we.eml we1.eml wr.eml
'

# What is not in the words of --help of a command cannot be forgotten here: fields and formats are asked for.
names_of() {
	git -C wild.git kvm-series -h 2>&1 | sed -n "/^$1, for/,/^$/{ /^ /p; }" | sed "s/;.*//" | tr -d " \n" | tr , "\n"
}

test_expect_success 'no field of no format lets controls through' '
	names_of Fields >fields &&
	names_of Formats >formats &&
	test_grep "^authoremail$" fields &&
	test_grep "^medium$" formats &&
	{
		sed "s/.*/list HEAD --format=%(&)/" fields &&
		sed "s/.*/list HEAD --format=&/" formats &&
		git -C wild.git log --format="show --why %h%nshow --json %h%nshow --any-author %h%ndiff %h%ndiff --json %h%nlog %h"
	} >commands &&
	test_line_count -gt 60 commands &&
	while read -r command
	do
		# Some mails are of no series, or have no version before them.
		GIT_PAGER_IN_USE=true git -C wild.git -c color.kvm=false kvm-series $command >out 2>err || :
		no_controls out && no_controls err || {
			echo >&2 "git kvm-series $command"
			return 1
		}
	done <commands
'

test_expect_success 'JSON holds the same text, CSV no formula' '
	git -C in.git kvm-authors --format=json HEAD >out &&
	jq -r ".. | strings" out >strings &&
	test_grep -F "$rlo" strings &&
	git -C in.git kvm-authors --format=csv HEAD >out &&
	test_grep -F "$rlo" out &&
	test_grep -v -E "(^|,)\"?=cmd" out &&
	test_grep "'\''=cmd" out
'

test_expect_success 'mbox -o writes into its folder alone' '
	mkdir -p a/b &&
	git -C in.git kvm-series mbox --cover --version=1 -o ../a/b/dir c1@example.org >names &&
	git -C in.git kvm-series mbox --cover -o ../a/b/dir c2@example.org >>names &&
	find a -type f | sed "s/^a.b.dir.//" | sort >actual &&
	test_line_count = 4 actual &&
	! grep -v "^000[0-9]-[A-Za-z0-9._-]*\.patch$" actual
'

test_expect_success 'what begins with "From " in a message begins no mail' '
	git -C in.git kvm-series mbox --cover c2@example.org >mbox &&
	mkdir split &&
	echo 3 >expect &&
	git mailsplit -osplit mbox >actual &&
	test_cmp expect actual
'

test_expect_success 'a patch numbered beyond the total is shown, and named where it is left out' '
	for v in "" "v2 "; do
		for n in 1 2 3; do
			post "n${v% }$n" "[PATCH $v$n/2] KVM: Number $n" In-Reply-To="<root${v% }@example.org>" ||
				return 1
		done
	done &&
	make_inbox beyond.git n1.eml n2.eml n3.eml nv21.eml nv22.eml nv23.eml &&
	git -C beyond.git kvm-series show n1@example.org >out &&
	test_grep "3/2 [0-9a-f]* KVM: Number 3" out &&
	git -C beyond.git kvm-series mbox --version=1 n1@example.org >out 2>err &&
	grep "^Subject: .*KVM: Number" out >actual &&
	test_line_count = 2 actual &&
	test_grep "warning: v1: patch 3/2 is left out: <n3@example.org>" err &&
	git -C beyond.git kvm-series diff nv21@example.org >out 2>err &&
	test_grep "warning: v1: patch 3/2 is left out: <n3@example.org>" err &&
	test_grep "warning: v2: patch 3/2 is left out: <nv23@example.org>" err
'

test_expect_success 'totals without end, zeros and negative numbers' '
	i=0 &&
	for n in 0/0 1/2147483647 1/2147483648 9999999999/9999999999 -1/3 "v0 1/2" "v2 v3 1/2" \
		"v99999999999 1/2" 1/18446744073709551617 / 1/2/3
	do
		i=$((i + 1)) &&
		post "z$i" "[PATCH $n] KVM: Word$i$i$i" From="P$i <p$i@example.org>" || return 1
	done &&
	make_inbox numbers.git z*.eml &&
	git -C numbers.git kvm-series list HEAD >out &&
	test_line_count = 11 out &&
	for id in 1 2 3 4 5 6 7 8 9 10 11; do
		git -C numbers.git kvm-series show "z$id@example.org" >out &&
		git -C numbers.git kvm-series mbox --partial "z$id@example.org" >out 2>err || return 1
	done
'

test_expect_success 'a first version whose clock is years ahead is not the newest' '
	post f1 "[PATCH] KVM: A thing of 2077" Date="Thu, 18 Mar 2077 00:00:00 +0000" &&
	post f2 "[PATCH v2] KVM: A thing of 2077" &&
	make_inbox future.git f1.eml f2.eml &&
	git -C future.git kvm-series list --all-versions --format="%(version) %(state)" HEAD >actual &&
	printf "%s\n" "v2 new" "v1 superseded" >expect &&
	test_cmp expect actual
'

test_expect_success 'replies that answer each other in a ring, and themselves' '
	post l0 "[PATCH] KVM: A ring" In-Reply-To="<l3@example.org>" &&
	for i in 1 2 3; do
		mail_write "l$i.eml" Subject="Re: [PATCH] KVM: A ring" From="Ben <ben@example.com>" \
			In-Reply-To="<l$((i - 1))@example.org>" References="<l$i@example.org> <l3@example.org>" \
			<<-\EOF || return 1
		Why?
		EOF
	done &&
	make_inbox ring.git l0.eml l1.eml l2.eml l3.eml &&
	timeout 20 git -C ring.git kvm-series show l0@example.org >out &&
	test_grep "1/1, 3 replies" out &&
	timeout 20 git -C ring.git kvm-authors HEAD >out
'

# Seconds that no calendar holds, and those before the first, in the mail's zone.
test_expect_success 'clocks at both ends of time' '
	post e0 "[PATCH 0/2] KVM: Ends" Date="Thu, 1 Jan 1970 00:00:00 +0100" &&
	post e1 "[PATCH 1/2] KVM: Ends 1" Date="Thu, 1 Jan 1970 00:00:00 +2400" In-Reply-To="<e0@example.org>" &&
	post e2 "[PATCH 2/2] KVM: Ends 2" Date="Fri, 31 Dec 9999 23:59:59 -2400" In-Reply-To="<e0@example.org>" &&
	post e3 "[PATCH v2] KVM: Ends" Date= References="<e0@example.org>" &&
	mail_write e4.eml Subject="Re: [PATCH 1/2] KVM: Ends 1" From="Ben <ben@example.com>" \
		In-Reply-To="<e1@example.org>" Date="Thu, 1 Jan 1970 00:00:00 +0100" <<-\EOF &&
	Reviewed-by: Ben <ben@example.com>
	EOF
	make_inbox ends.git e4.eml e0.eml e1.eml e2.eml e3.eml &&
	git -C ends.git cat-file commit master |
		sed "s/^committer .*/committer A <a@example.org> 36028797018963968 +0000/" >raw &&
	git -C ends.git update-ref refs/heads/master \
		"$(git -C ends.git hash-object -t commit --literally -w "$PWD/raw")" &&
	for command in \
		"series list" "series list --json" "series show --why" "series show --json" \
		"digest" "digest --date=human" "digest --date=relative" "digest --format=json" "digest --new=dry" \
		"authors --by=day --by-sent" "authors --by=quarter" "authors --by=week --format=csv" \
		"authors --by=year --by-sent --format=html" "authors --by=month --by-sent --format=json"
	do
		case $command in
		*show*) end=e0@example.org ;;
		*--new*) end= ;;
		*) end=HEAD ;;
		esac
		timeout 20 git -C ends.git kvm-$command $end >out 2>err &&
		test -s out || {
			echo >&2 "git kvm-$command" && cat >&2 err
			return 1
		}
	done &&
	git -C ends.git kvm-digest --format=json HEAD >out &&
	test_grep "\"date\":\"1970-01-01T00:00:00+01:00\"" out
'

test_done
