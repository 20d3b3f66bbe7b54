#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Names of cases and ids have no white space: they are split into words.
# shellcheck disable=SC2013,SC2046

test_description='range-diffs of mails: as git range-diff of the branches they were made of'

. "$(dirname "$0")/lib/test-lib.sh"

helper=$GITKVM_BUILD/t/helper/rangediff
CASES="$GITKVM_TOP/t/lib/rangediff-cases.pl"

# make_cases <folder> [<argument of the script>]: the repository "cases.git" with the branches, the
# inbox "in.git" with all patches, "names" of the cases, and "map" from the files to the commits.
make_cases() {
	mkdir "$1" &&
	(
		cd "$1" &&
		shift &&
		git init -q --bare cases.git &&
		"$CASES" "$@" 2>names | git -C cases.git fast-import --quiet &&
		for name in $(cat names); do
			for side in a b; do
				git -C cases.git format-patch -q -o "$PWD/mails/$name/$side" \
					"$name/base..$name/$side" || exit 1
			done
		done &&
		ls mails/*/*/* >files &&
		make_inbox in.git $(cat files) &&
		git -C in.git rev-list --reverse master >ids &&
		paste -d" " files ids >map
	)
}

# Only the commits differ: the mails', not the branches'. A CR is a control, which is shown.
without_ids() {
	sed -E 's/<U\+000D>(\x1b\[m)?/\1\r/g; s/^((\x1b\[[0-9;]*m)? *[0-9]+:  )[0-9a-f]{7}/\1old/; s/([<>=!](\x1b\[[0-9;]*m)*  *[0-9]+:  )[0-9a-f]{7}/\1new/'
}

# ids <folder> <case> <side>
ids() {
	sed -n "s,^mails/$2/$3/[^ ]* ,,p" "$1/map"
}

# ours <folder> <case> [<option>…], and what git makes of the branches
ours() {
	ours_folder=$1 ours_case=$2
	shift 2
	"$helper" --abbrev=7 "$@" "$ours_folder/in.git" $(ids "$ours_folder" "$ours_case" a) -- \
		$(ids "$ours_folder" "$ours_case" b) | without_ids
}

theirs() {
	theirs_folder=$1 theirs_case=$2
	shift 2
	git -C "$theirs_folder/cases.git" -c core.abbrev=7 range-diff "$@" \
		"$theirs_case/base..$theirs_case/a" "$theirs_case/base..$theirs_case/b" | without_ids
}

test_expect_success 'setup' '
	make_cases made &&
	test_line_count -ge 50 made/names
'

for name in $(cat made/names); do
	test_expect_success "$name" '
		theirs made "$name" --no-color >expect &&
		ours made "$name" >actual &&
		test -s expect && diff -u expect actual &&
		for option in --stat --creation-factor=30 --creation-factor=100; do
			theirs made "$name" --no-color $option >expect &&
			ours made "$name" $option >actual &&
			diff -u expect actual || return 1
		done
	'
done

test_expect_success 'context, white space and simple colours are those of git' '
	for name in $(cat made/names)
	do
		for option in --unified=0 --unified=1 --unified=10 -w
		do
			theirs made $name --no-color $option >expect &&
			ours made $name $option >actual &&
			diff -u expect actual || return 1
		done
		theirs made $name --color=always --no-dual-color --ws-error-highlight=none >expect &&
		ours made $name --color --no-dual-color >actual &&
		diff expect actual || return 1
	done
'

test_expect_success 'the cases have all four marks' '
	for name in $(cat made/names); do
		ours made $name --no-patch || return 1
	done >all &&
	for mark in = ! "<" ">"; do
		grep -c " $mark " all || return 1
	done
'

test_expect_success 'patches reordered, changed, dropped and added at random' '
	make_cases random --random=60 &&
	for name in $(cat random/names); do
		for option in --creation-factor=60 --creation-factor=30; do
			theirs random $name --no-color $option >expect &&
			ours random $name $option >actual &&
			diff -u expect actual || return 1
		done
	done
'

test_expect_success 'coloured as git does' '
	for name in $(cat made/names); do
		for option in --creation-factor=60 --stat; do
			theirs made $name --color=always $option >expect &&
			ours made $name --color $option >actual &&
			diff expect actual || return 1
		done
	done &&
	grep "$(printf "\033")\[2;32m+" actual || ours made changed --color >actual &&
	grep "$(printf "\033")\[2;32m+" actual
'

# resend <encoding> <file>: the mail with its body in another transfer encoding
resend() {
	perl -MMIME::QuotedPrint -MMIME::Base64 -e '
		my ($encoding, $file) = @ARGV;
		open my $in, "<:raw", $file or die;
		my ($header, $body) = split /\n\n/, do { local $/; <$in> }, 2;
		$header =~ s/^(MIME-Version|Content-[A-Za-z-]*):.*\n?//mg;
		$header =~ s/\n+$//;
		print "$header\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n";
		print "Content-Transfer-Encoding: $encoding\n\n";
		print $encoding eq "base64" ? encode_base64($body) : encode_qp($body);
	' "$1" "$2"
}

test_expect_success 'the encoding of the transport does not matter' '
	for name in non-ascii message-forms binary ten; do
		for encoding in base64 quoted-printable; do
			mkdir -p sent/$name-$encoding &&
			for file in made/mails/$name/a/*; do
				resend $encoding $file >sent/$name-$encoding/${file##*/} || return 1
			done &&
			make_inbox sent/$name-$encoding.git made/mails/$name/a/* sent/$name-$encoding/* &&
			git -C sent/$name-$encoding.git rev-list --reverse master >sent/ids &&
			"$helper" sent/$name-$encoding.git $(head -n $(($(wc -l <sent/ids) / 2)) sent/ids) -- \
				$(tail -n $(($(wc -l <sent/ids) / 2)) sent/ids) >actual &&
			test -s actual && ! test_grep -v " = " actual 2>/dev/null || return 1
		done
	done
'

test_expect_success 'what git am and git log would not see does not count' '
	file=$(ls made/mails/changed/a/0001*) &&
	sed -e "s/^---$/---\nv2: a remark\n/" -e "s/^index [0-9a-f]*\.\./index 1234567../" \
		-e "s/^\(Subject: \[PATCH\) /\1 v2 RESEND /" -e "s/^[0-9][0-9.]*$/2.50.1/" \
		-e "s/^@@ -[0-9]*,\([0-9]*\) +[0-9]*,/@@ -77,\1 +88,/" \
		-e "s/ [|] *[0-9]* .*/ | 99 ++--/" $file >again.eml &&
	make_inbox remark.git $file again.eml &&
	set -- $(git -C remark.git rev-list --reverse master) &&
	"$helper" remark.git $1 -- $2 >actual &&
	test_line_count = 1 actual &&
	test_grep "^1:  ............ = 1:  ............ KVM: Change part 1$" actual
'

test_expect_success 'numbers are those of the prefix where a patch is missing' '
	set -- $(ids made reordered a) &&
	"$helper" --abbrev=4 made/in.git $1 $3 $4 -- $1 $4 >actual &&
	sed "s/  [0-9a-f]\{4\} / x /g" actual >marks &&
	cat >expect <<-\EOF &&
	1: x = 1: x KVM: Change part 1
	3: x < -:  ---- KVM: Change part 3
	4: x = 4: x KVM: Change part 4
	EOF
	diff expect marks
'

test_expect_success 'cover letters come first, as number 0' '
	for v in 1 2; do
		mail_write cover$v.eml Subject="[PATCH v$v 0/1] KVM: A work" <<-EOF || return 1
		What it is for, version $v.

		Ada Lindqvist (1):
		  KVM: Part

		 virt/kvm/a.c | $v +
		 1 file changed, $v insertions(+)

		base-commit: 012345678901234567890123456789012345678$v
		-- 
		2.39.5
		EOF
	done &&
	make_inbox cover.git cover1.eml cover2.eml &&
	set -- $(git -C cover.git rev-list --reverse master) &&
	"$helper" --abbrev=7 cover.git $1 -- $2 | without_ids >actual &&
	sed "s/^|//" >expect <<-\EOF &&
	|0:  old ! 0:  new KVM: A work
	|    @@ Metadata
	|      ## Cover letter ##
	|         KVM: A work
	|     
	|    -    What it is for, version 1.
	|    +    What it is for, version 2.
	|     
	|         Ada Lindqvist (1):
	|           KVM: Part
	EOF
	diff expect actual &&
	"$helper" --abbrev=7 cover.git -- $2 | without_ids >actual &&
	echo "-:  ------- > 0:  new KVM: A work" >expect &&
	sed "s/[0-9a-f]\{7\} KVM/new KVM/" actual | diff expect -
'

test_expect_success 'what a mail says reaches no terminal as it is' '
	mail_write evil1.eml Subject="[PATCH] Title =?utf-8?q?=1B[31mred?=" <<-EOF &&
	Message $(printf "\033[2J") here.

	---
	diff --git a/x b/x
	--- a/x
	+++ b/x
	@@ -1 +1 @@ f$(printf "\033")x
	-a
	+b$(printf "\033]0;x\007")
	EOF
	sed "s/Message/Messages/; s/^+b/+c/; s/evil1/evil2/" evil1.eml >evil2.eml &&
	make_inbox evil.git evil1.eml evil2.eml &&
	set -- $(git -C evil.git rev-list --reverse master) &&
	"$helper" --creation-factor=1000 evil.git $1 -- $2 >actual &&
	test_grep -F "Title <U+001B>[31mred" actual &&
	test_grep -F "+b<U+001B>]0;x<U+0007>" actual &&
	! grep "$(printf "\033")" actual
'

test_expect_success 'JSON holds the same' '
	ours made dropped-added-changed --no-patch >text &&
	"$helper" --json made/in.git $(ids made dropped-added-changed a) -- \
		$(ids made dropped-added-changed b) >json &&
	perl -MJSON::PP -e "
		local \$/;
		my \$all = decode_json(<STDIN>);
		my %marks = (equal => q(=), changed => q(!), dropped => q(<), created => q(>));
		for (@{ \$all->{pairs} }) {
			my (\$a, \$b) = (\$_->{before}, \$_->{after});
			printf qq(%s %s %s %s\n), \$a ? \$a->{n} : q(-), \$marks{ \$_->{status} },
				\$b ? \$b->{n} : q(-), (\$a // \$b)->{title};
			die if (\$_->{status} eq q(changed)) != !!\$_->{diff};
		}
		die unless \$all->{complete};
	" <json >actual &&
	sed -E "s/:  (old|new|-------)//g" text >expect &&
	diff expect actual
'

# many <number>: two versions of that many patches, each changed, and of each title and file one.
many() {
	mkdir many && perl -e '
		for my $v (1, 2) {
			for my $n (1 .. $ARGV[0]) {
				open my $out, ">", sprintf "many/%d-%04d", $v, $n or die;
				print $out "From: Ada Lindqvist <ada\@example.org>\n",
					"Subject: [PATCH v$v $n/$ARGV[0]] KVM: Change $n\n\n---\n",
					"diff --git a/x$n b/x$n\n--- a/x$n\n+++ b/x$n\n",
					"@@ -1 +1,2 @@\n-a $n\n+b $n\n+c $v\n";
			}
		}' "$1"
}

test_expect_success 'of a thousand patches only equal diffs and titles are paired, which is said' '
	many 600 &&
	ls many/* >files &&
	make_inbox many.git $(cat files) &&
	git -C many.git rev-list --reverse master >ids &&
	"$helper" --no-patch many.git $(head -n 600 ids) -- $(tail -n 600 ids) >actual 2>err &&
	test_line_count = 600 actual &&
	! grep -v "^ *\([0-9]*\):  [0-9a-f]* ! *\1:  [0-9a-f]* KVM: Change \1$" actual &&
	test_grep "^warning: too many patches" err &&
	"$helper" --no-patch many.git $(head -n 600 ids) -- $(head -n 600 ids) >actual 2>err &&
	test_line_count = 600 actual &&
	! grep -v " = " actual &&
	! test -s err
'

# same_diff <header> <header>: whether two headers of a diff say the same.
same_diff() {
	for header in "$1" "$2"; do
		{ printf "Why.\n---\n" && printf "%b\n" "$header" && printf "@@ -0,0 +1 @@\n+b\n"; } | mail_write same.eml Message-ID="<$(echo "$header" | cksum | tr -d " ")@example.org>" &&
		make_inbox same.git same.eml || return 1
	done &&
	git -C same.git rev-list --max-count=2 master >ids &&
	"$helper" --no-patch same.git $(tail -n 1 ids) -- $(head -n 1 ids) >actual && test_grep " = " actual
}

test_expect_success 'the header of a diff tells the names in any of the ways that git knows' '
	same_diff "diff --git a/x b/x\nnew file mode 100644\n--- /dev/null\n+++ b/x" "--- /dev/null\n+++ b/x" &&
	same_diff "diff --git a/old x b/new y\nrename from old x\nrename to new y\n--- a/old x\n+++ b/new y" \
		"diff --git a/old x b/new y\nrename from old x\n--- a/old x\n+++ b/new y" &&
	same_diff "diff --git a/old x b/new y\nrename from old x\nrename to new y\n--- a/old x\n+++ b/new y" \
		"diff --git a/old x b/new y\nrename to new y\n--- a/old x\n+++ b/new y"
'

test_done
