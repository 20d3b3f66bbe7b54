# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
#
# Inboxes of version 1.

# to_v1 <gitdir> <v1 gitdir>: the same mails, one commit each, as files xx/yyyy… in one tree; removed
# mails are added and removed again.
to_v1() {
	git init -q --bare -b master "$2" &&
	git -C "$1" log --reverse --format='%H %ct' master | perl -MDigest::SHA=sha1_hex -e '
		my $dir = shift;
		my $n = 0;
		sub data { "data " . length($_[0]) . "\n$_[0]\n" }
		while (<STDIN>) {
			my ($id, $date) = split;
			my $removed = system("git -C \"$dir\" cat-file -e $id:m 2>/dev/null");
			my $mail = `git -C "$dir" cat-file blob $id:@{[$removed ? "d" : "m"]}`;
			my $subject = `git -C "$dir" log -1 --format=%s $id`;
			my ($mid) = $mail =~ /^Message-ID:\s*<([^>]+)>/mi;
			my $path = sha1_hex($mid // $n++);
			$path =~ s{^(..)}{$1/};
			chomp $subject;
			print "commit refs/heads/master\ncommitter A <a\@example.org> $date +0000\n", data($subject),
				"M 100644 inline $path\n", data($mail), "\n";
			print "commit refs/heads/master\ncommitter A <a\@example.org> $date +0000\n",
				data("rm"), "D $path\n\n" if $removed;
		}
	' "$1" | git -C "$2" fast-import --quiet
}
