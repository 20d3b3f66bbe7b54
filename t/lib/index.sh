# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# For tests of the index: lists of many small mails, and comparing what comes out of the index with what
# the mails give.

index=$GITKVM_BUILD/t/helper/index

# make_list <gitdir> <from> <to> [<word>]: adds mails of those numbers to an inbox, or makes it. They make
# threads of four (a patch, two answers, a removed mail or one more patch); word changes their texts.
make_list() {
	test -d "$1" || git init -q --bare -b master "$1"
	perl -e '
		my ($from, $to, $word) = @ARGV;
		sub data { "data " . length($_[0]) . "\n$_[0]\n" }
		for my $i ($from .. $to) {
			my ($thread, $at) = (int($i / 4), $i % 4);
			my $name = ("Ada", "Béla", "Čeněk", "Dora", "Emil")[$i % 5];
			my $root = "root-$thread\@example.org";
			my $title = "KVM: $word " . ($thread % 97) . " of  the Thing";
			my $id = $at ? "mail-$i\@example.org" : $root;
			my $mail = "From: $name Test <\L\u" . ("ada", "bela", "cenek", "dora", "emil")[$i % 5] .
				"\@Example.org>\nTo: list\@example.org\nMessage-ID: <$id>\n" .
				"Date: Mon, 03 Mar 2025 12:" . sprintf("%02d:%02d", ($i / 60) % 60, $i % 60) .
				" +0100\nList-Id: <kvm.lists.example.org>\n";
			if ($at == 0 || $at == 3) {
				$mail .= "In-Reply-To: <$root>\n" if $at;
				$mail .= "Subject: [PATCH v2 " . ($at ? 2 : 1) . "/2] $title\n\n$word\n\n" .
					"Reviewed-by: Rita Reviewer <rita\@example.com>\nSigned-off-by: $name <n$i\@example.net>\n" .
					"---\n arch/x86/kvm/f" . ($thread % 13) . ".c | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n" .
					"diff --git a/arch/x86/kvm/f" . ($thread % 13) . ".c b/arch/x86/kvm/f" . ($thread % 13) . ".c\n" .
					"--- a/arch/x86/kvm/f" . ($thread % 13) . ".c\n+++ b/arch/x86/kvm/f" . ($thread % 13) . ".c\n" .
					"@@ -1 +1 @@\n-a\n+b\n";
				$mail .= "base-commit: " . ("0123456789" x 4) . "\nchange-id: 20250303-work-$thread\n" if !$at;
				$mail .= "-- \n2.40\n";
			} else {
				$mail .= "In-Reply-To: <$root>\nReferences: <$root> <other-$thread\@example.org>\n" .
					"Subject: Re: [PATCH v2 1/2] $title\n\n> quoted\nAcked-by: $name <a\@example.org>\n";
			}
			my $subject = $mail =~ /^Subject: (.*)/m ? $1 : "";
			my $removed = $i % 50 == 49;
			print "commit refs/heads/master\ncommitter A <a\@example.org> " . (1741000000 + $i * 60) . " +0000\n" .
				data($subject);
			print "from refs/heads/master^0\n" if $i == $from && $from > 1;
			print "deleteall\nM 100644 inline " . ($removed ? "d" : "m") . "\n" . data($mail) . "\n";
		}
	' "$2" "$3" "${4-word}" | git -C "$1" fast-import --quiet --force
}

# index_is_right <gitdir> [<revision>...]: every record, problem and count is the same with and without.
index_is_right() {
	right_dir_=$1
	shift
	"$index" --no-index records "$right_dir_" "$@" >without 2>without.err &&
	"$index" --threshold=4294967295 records "$right_dir_" "$@" >with 2>with.err &&
	cmp without with &&
	tail -n 1 with.err >with.counts &&
	test_cmp without.err with.counts
}

# index_state <gitdir> <state> <number>
index_state() {
	"$index" state "$1" >state || return 1
	if test "$(cut -d" " -f1-2 state)" != "$2 $3"; then
		cat state >&2
		return 1
	fi
}
