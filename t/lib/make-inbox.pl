#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: make-inbox.pl [--start=<seconds>] [--step=<seconds>] [--sent] <gitdir> [-d] <mail>…
#
# Adds mails to a public-inbox clone (v2), which is made where there is none: one commit a mail in the
# order given, its tree holding the file "m", or "d" for mails that follow a -d (taken off the list).
# They come as a pack, as in a clone. As public-inbox does it, the commit's author, author date and
# subject are the mail's, as far as they can be read. Committer dates are a clock of their own, which ticks by --step for each mail,
# or with --sent the author dates.
# Needs perl's core alone: it runs before anything is installed.

use strict;
use warnings;

my ($clock, $step) = (1741082400, 600); # 2025-03-04 10:00 UTC, ten minutes
my $sent = 0;

while (@ARGV && $ARGV[0] =~ /^--(?:(sent)|(start|step)=(\d+))$/) {
	$1 ? ($sent = 1) : $2 eq 'start' ? ($clock = $3) : ($step = $3);
	shift;
}
my $gitdir = shift or die "usage: make-inbox.pl [--start=<s>] [--step=<s>] [--sent] <gitdir> [-d] <mail>...\n";

sub run_git {
	system('git', @_) == 0 or die "git @_ failed\n";
}

sub decode_base64 {
	my ($text) = @_;
	$text =~ tr{A-Za-z0-9+/}{}cd;
	$text =~ tr{A-Za-z0-9+/}{ -_};
	return join '', map { unpack 'u', chr(32 + int(length($_) * 3 / 4)) . $_ } $text =~ /(.{1,60})/gs;
}

sub decode_word {
	my ($encoding, $text) = @_;
	return decode_base64($text) if lc $encoding eq 'b';
	$text =~ tr/_/ /;
	$text =~ s/=([0-9A-Fa-f]{2})/chr hex $1/ge;
	return $text;
}

# A field on one line, RFC 2047 words decoded as if all were UTF-8, without what a commit cannot hold.
sub field {
	my ($header, $name) = @_;
	return '' unless $header =~ /^\Q$name\E[ \t]*:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)/mi;
	my $value = $1;
	$value =~ s/\r?\n[ \t]+/ /g;
	$value =~ s/(\?=)\s+(=\?)/$1$2/g;
	$value =~ s/=\?[^? ]+\?([bq])\?([^? ]*)\?=/decode_word($1, $2)/gie;
	$value =~ tr/\0\n//d;
	return $value;
}

sub author {
	my ($from) = @_;
	my ($name, $email) = $from =~ /^(.*)<([^<>]*)>/ ? ($1, $2) : ('', $from);
	$name =~ s/^\s*"?|"?\s*$//g;
	tr/<>//d for $name, $email;
	return $name eq '' ? "<$email>" : "$name <$email>";
}

sub rfc2822 {
	my @t = gmtime shift;
	my $day = (qw(Sun Mon Tue Wed Thu Fri Sat))[$t[6]];
	my $month = (qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec))[$t[4]];
	return sprintf '%s, %d %s %d %02d:%02d:%02d +0000', $day, $t[3], $month, $t[5] + 1900, @t[2, 1, 0];
}

sub slurp {
	my ($path) = @_;
	open my $in, '<:raw', $path or die "$path: $!\n";
	local $/;
	return scalar <$in> // '';
}

run_git('init', '-q', '--bare', '--initial-branch=master', $gitdir) unless -e "$gitdir/HEAD";
my $parent = `git --git-dir='$gitdir' rev-parse -q --verify refs/heads/master`;
chomp $parent;

open my $out, '|-:raw', 'git', '-c', 'fastimport.unpackLimit=1', "--git-dir=$gitdir", 'fast-import', '--quiet', '--date-format=rfc2822'
	or die "git fast-import: $!\n";
my $name = 'm';
for my $path (@ARGV) {
	if ($path eq '-d') {
		$name = 'd';
		next;
	}
	my $mail = slurp($path);
	my ($header) = $mail =~ /\A(.*?\n)(?:\r?\n|\z)/s;
	$header //= $mail;
	my $date = field($header, 'Date');
	my $archived = rfc2822($clock);
	# git fast-import (2.55) refuses what is before the epoch, as the first of January may be.
	$date = $archived if $date =~ /\b0?1 Jan 1970\b/ ||
		$date !~ /^(?:\w{3}, )?\d{1,2} \w{3} (?:19[7-9]\d|20\d\d) \d\d:\d\d:\d\d [-+]\d{4}$/;
	$archived = $date if $sent;
	my $subject = field($header, 'Subject');
	print $out "commit refs/heads/master\n",
		'author ', author(field($header, 'From')), " $date\n",
		"committer list <list\@lists.example.org> $archived\n",
		'data ', length $subject, "\n$subject\n";
	print $out "from $parent\n" if $parent ne '';
	$parent = '';
	print $out "deleteall\nM 100644 inline $name\ndata ", length $mail, "\n$mail\n";
	$clock += $step;
}
close $out or die "git fast-import failed\n";
