#!/usr/bin/perl
# SPDX-License-Identifier: GPL-2.0-or-later
#
# usage: rangediff-cases.pl [--random=<number>] | git fast-import
#
# Writes a repository of made cases for range-diffs: for each the branches <case>/base, <case>/a and
# <case>/b, the old and the new version of a series. The names of the cases go to stderr, one a line.
# --random makes cases of patches that are reordered, changed, dropped and added at random instead
# (the same ones each time).

use strict;
use warnings;

my %cases;
my @names;
my $mark = 0;
my $clock = 1741000000;
my $ADA = 'Ada Lindqvist <ada@example.org>';
my $BEN = "Ben \xc3\x96koro <ben\@example.com>";

sub functions {
	my ($name, @numbers) = @_;
	return join "\n", map { "int ${name}_$_(int a)\n{\n\tint b = a + $_;\n\n\tb *= $_;\n\tb += 1;\n\treturn b;\n}\n" } @numbers;
}

# The files every case starts with; a value is the content, or [mode, content].
sub base_files {
	return {
		'arch/x86/kvm/x86.c' => functions('x86', 1 .. 8),
		'virt/kvm/main.c' => functions('main', 1 .. 8),
		'Documentation/api.rst' => join('', map { "Paragraph $_ of the text.\n\n" } 1 .. 20),
		'tools/run.sh' => "#!/bin/sh\necho run\necho more\n",
		'old.txt' => "one\ntwo\nthree\n",
		'firmware.bin' => "\0\1\2\3" x 20,
		"n\xc3\xb6 name.txt" => "name\n",
		'crlf.txt' => join('', map { "$_\r\n" } 1 .. 9),
	};
}

# patch(<message>, <code that changes %$files in $_>, [<author>])
sub patch {
	my ($message, $code, $author) = @_;
	return { message => $message, code => $code, author => $author // $ADA };
}

# Replaces once, and dies where there is nothing to replace.
sub edit {
	my ($path, $from, $to) = @_;
	return sub {
		my $files = shift;
		my $at = index $files->{$path}, $from;
		die "$path has no '$from'\n" if $at < 0;
		substr($files->{$path}, $at, length $from) = $to;
	};
}

sub all {
	my @codes = @_;
	return sub { $_->($_[0]) for @codes };
}

sub add { my ($path, $content) = @_; return sub { $_[0]->{$path} = $content } }
sub del { my ($path) = @_; return sub { delete $_[0]->{$path} } }
sub move { my ($from, $to) = @_; return sub { $_[0]->{$to} = delete $_[0]->{$from} } }

sub with {
	my ($patch, %other) = @_;
	return { %$patch, %other };
}

sub pair { my ($name, $a, $b) = @_; push @names, $name; $cases{$name} = [ $a, $b ] }

sub emit_commit {
	my ($branch, $author, $message, $parent, $files) = @_;
	$mark++;
	$clock += 60;
	print "commit refs/heads/$branch\nmark :$mark\nauthor $author $clock +0100\n";
	print "committer C O Mitter <committer\@example.org> $clock +0000\n";
	print 'data ', length $message, "\n$message\n";
	print "from :$parent\n" if $parent;
	print "deleteall\n";
	for my $path (sort keys %$files) {
		my $value = $files->{$path};
		my ($mode, $content) = ref $value ? @$value : ('100644', $value);
		print "M $mode inline $path\ndata ", length $content, "\n$content\n";
	}
	return $mark;
}

sub emit_case {
	my ($name, $versions) = @_;
	my $base = emit_commit("$name/base", $ADA, "base\n", 0, base_files());
	print "reset refs/heads/$name/base\nfrom :$base\n\n";
	for my $side (0, 1) {
		my $branch = "$name/" . ('a', 'b')[$side];
		my $files = base_files();
		my $parent = $base;
		print "reset refs/heads/$branch\nfrom :$base\n\n";
		for my $patch (@{ $versions->[$side] }) {
			$patch->{code}->($files);
			$parent = emit_commit($branch, $patch->{author}, $patch->{message}, $parent, $files);
		}
	}
	print STDERR "$name\n";
}

my $SOB = "\nSigned-off-by: $ADA\n";
my @p = map {
	my $n = $_;
	patch("KVM: Change part $n\n\nPart $n is wrong, because it was never right.\n$SOB",
		all(edit('arch/x86/kvm/x86.c', "int b = a + $n;", "int b = a - $n;\n\tint part_$n = $n;"),
			edit('virt/kvm/main.c', "b *= $n;\n", "b *= $n;\n\tcheck_$n(b);\n")));
} 1 .. 8;
my @r = map {
	my $n = $_;
	with($p[$n - 1], message => "KVM: Change part $n\n\nPart $n is wrong; this makes it right.\n$SOB")
} 1 .. 8;
my @c = map {
	my $n = $_;
	with($p[$n - 1],
		code => all(edit('arch/x86/kvm/x86.c', "int b = a + $n;", "int b = a - $n;\n\tint part_$n = $n + 1;"),
			edit('virt/kvm/main.c', "b *= $n;\n", "b *= $n;\n\tcheck_$n(b);\n")))
} 1 .. 8;

sub fixed_cases {
	pair('equal', [ @p[ 0 .. 2 ] ], [ @p[ 0 .. 2 ] ]);
	pair('cr-alone', [ patch("doc: Spell it\n$SOB", edit('crlf.txt', "5\r\n", "five\n")) ],
		[ patch("doc: Spell it\n$SOB", edit('crlf.txt', "5\r\n", "five\r\n")) ]);
	pair('reordered', [ @p[ 0 .. 3 ] ], [ @p[ 3, 0, 2, 1 ] ]);
	pair('reversed', [ @p[ 0 .. 4 ] ], [ reverse @p[ 0 .. 4 ] ]);
	pair('dropped-first', [ @p[ 0 .. 2 ] ], [ @p[ 1 .. 2 ] ]);
	pair('dropped-middle', [ @p[ 0 .. 2 ] ], [ @p[ 0, 2 ] ]);
	pair('dropped-last', [ @p[ 0 .. 2 ] ], [ @p[ 0 .. 1 ] ]);
	pair('added-first', [ @p[ 1 .. 2 ] ], [ @p[ 0 .. 2 ] ]);
	pair('added-middle', [ @p[ 0, 2 ] ], [ @p[ 0 .. 2 ] ]);
	pair('added-last', [ @p[ 0 .. 1 ] ], [ @p[ 0 .. 2 ] ]);
	pair('reworded', [ @p[ 0 .. 2 ] ], [ $p[0], $r[1], $p[2] ]);
	pair('changed', [ @p[ 0 .. 2 ] ], [ $p[0], $c[1], $p[2] ]);
	pair('changed-all-reordered', [ @p[ 0 .. 3 ] ], [ @c[ 2, 0, 3, 1 ] ]);
	pair('dropped-added-changed', [ @p[ 0 .. 4 ] ], [ $c[0], @p[ 5, 2 ], $r[3], $p[6] ]);
	pair('all-other', [ @p[ 0 .. 1 ] ], [ patch("docs: A word\n", edit('Documentation/api.rst', "Paragraph 3 of", "Paragraph three of")) ]);
	pair('ten', [ @p, patch("nine\n", add('nine.c', "nine\n")), patch("ten\n", add('ten.c', "ten\n")) ], [ reverse @c ]);
	pair('nine', [ @p, patch("nine\n", add('nine.c', "nine\n")) ], [ @p[ 1 .. 7 ] ]);

	my $split = patch("KVM: Change part 1\n\nBoth files.\n$SOB", $p[0]{code});
	my $first = patch("KVM: Change part 1 in x86\n$SOB", edit('arch/x86/kvm/x86.c', "int b = a + 1;", "int b = a - 1;\n\tint part_1 = 1;"));
	my $second = patch("KVM: Change part 1 in main\n$SOB", edit('virt/kvm/main.c', "b *= 1;\n", "b *= 1;\n\tcheck_1(b);\n"));
	pair('split', [ $split, $p[1] ], [ $first, $second, $p[1] ]);
	pair('merged', [ $first, $second, $p[1] ], [ $split, $p[1] ]);

	pair('title', [ @p[ 0 .. 1 ] ], [ $p[0], with($p[1], message => "KVM: x86: Change part 2\n\nPart 2 is wrong, because it was never right.\n$SOB") ]);
	pair('author', [ @p[ 0 .. 1 ] ], [ with($p[0], author => $BEN), $p[1] ]);
	pair('trailers', [ @p[ 0 .. 1 ] ], [ map { with($_, message => $_->{message} . "Reviewed-by: $BEN\n") } @p[ 0 .. 1 ] ]);
	pair('no-body', [ patch("Only a title\n", $p[0]{code}) ], [ patch("Only a title\n\nAnd a body.\n", $p[0]{code}) ]);
	pair('long-title', [ patch('KVM: x86: ' . 'A title that is too long to stand on one line of a mail ' x 3 . "indeed\n", $p[0]{code}), $p[2] ],
		[ patch('KVM: x86: ' . 'A title that is too long to stand on one line of a mail ' x 3 . "indeed\n", $c[0]{code}), $p[2] ]);
	pair('message-forms',
		[ patch("Forms\n\n\tint indented_by_tab;\n\ta\tb\tc\n\n  two spaces\n\n> quoted\n\n - item\n   more of it\n$SOB", $p[0]{code}) ],
		[ patch("Forms\n\n\tint indented_by_tab = 1;\n\ta\tb\tcc\n\n  two spaces\n\n> quoted\n\n - item\n   more of it\n$SOB", $p[0]{code}) ]);
	pair('diff-in-message',
		[ patch("Show\n\n    --- a/x\n    +++ b/x\n    @@ -1 +1 @@ old_function\n    -a\n    +b\n\nDone.\n$SOB", $p[0]{code}) ],
		[ patch("Show\n\n    --- a/x\n    +++ b/x\n    @@ -1 +1 @@ old_function\n    -a\n    +c\n\nDone.\n$SOB", $p[0]{code}) ]);
	pair('non-ascii',
		[ patch("KVM: Gr\xc3\xb6\xc3\x9fe \xe2\x86\x92 klein\n\n\xe6\x97\xa5\xe6\x9c\xac\tx \xc3\xa9\n", edit("n\xc3\xb6 name.txt", 'name', "n\xc3\xa4me")) ],
		[ patch("KVM: Gr\xc3\xb6\xc3\x9fe \xe2\x86\x92 klein\n\n\xe6\x97\xa5\xe6\x9c\xac\ty \xc3\xa9\n", edit("n\xc3\xb6 name.txt", 'name', "n\xc3\xa5me")) ]);

	pair('new-file', [ patch("New\n", add('new.c', functions('new', 1 .. 6))) ], [ patch("New\n", add('new.c', functions('new', 1 .. 5, 7))) ]);
	pair('new-file-moved', [ patch("New\n", add('new.c', functions('new', 1 .. 6))) ], [ patch("New\n", add('sub/new.c', functions('new', 1 .. 6))) ]);
	pair('new-empty-file', [ patch("New\n", add('empty', '')), $p[0] ], [ patch("New\n", add('empty', "x\n")), $p[0] ]);
	pair('deleted-file', [ patch("Gone\n", del('old.txt')), $p[0] ], [ patch("Gone\n\nNobody used it.\n", del('old.txt')), $p[0] ]);
	pair('deleted-other', [ patch("Gone\n", del('old.txt')), $p[0] ], [ patch("Gone\n", del('tools/run.sh')), $p[0] ]);
	pair('renamed', [ patch("Move\n", move('old.txt', 'newer.txt')), $p[0] ], [ patch("Move\n\nBetter.\n", move('old.txt', 'newer.txt')), $p[0] ]);
	pair('renamed-elsewhere', [ patch("Move\n", move('virt/kvm/main.c', 'virt/main.c')) ], [ patch("Move\n", move('virt/kvm/main.c', 'virt/kvm_main.c')) ]);
	pair('renamed-changed',
		[ patch("Move\n", all(edit('virt/kvm/main.c', 'b *= 3', 'b *= 33'), move('virt/kvm/main.c', 'virt/main.c'))) ],
		[ patch("Move\n", all(edit('virt/kvm/main.c', 'b *= 3', 'b *= 34'), move('virt/kvm/main.c', 'virt/main.c'))) ]);
	pair('mode', [ patch("Run\n", sub { $_[0]{'tools/run.sh'} = [ '100755', $_[0]{'tools/run.sh'} ] }), $p[0] ],
		[ patch("Run\n", sub { $_[0]{'tools/run.sh'} = [ '100755', $_[0]{'tools/run.sh'} . "echo end\n" ] }), $p[0] ]);
	pair('mode-alone', [ patch("Run\n", sub { $_[0]{'tools/run.sh'} = [ '100755', $_[0]{'tools/run.sh'} ] }), $p[0] ],
		[ patch("Run it\n", sub { $_[0]{'tools/run.sh'} = [ '100755', $_[0]{'tools/run.sh'} ] }), $p[0] ]);
	pair('new-executable', [ patch("Tool\n", add('tools/new.sh', "echo a\n")) ], [ patch("Tool\n", add('tools/new.sh', [ '100755', "echo a\n" ])) ]);
	pair('binary', [ patch("Firmware\n", add('firmware.bin', "\0\1\2\4" x 20)), $p[0] ], [ patch("Firmware\n", add('firmware.bin', "\0\1\2\5" x 30)), $p[0] ]);
	pair('binary-new', [ patch("Firmware\n", add('more.bin', "\0\1\2\4" x 20)), $p[0] ], [ patch("Firmware, more of it\n", all(add('more.bin', "\0\1\2\4"), add('old.txt', "one\n"))), $p[0] ]);
	pair('binary-deleted', [ patch("Firmware\n", del('firmware.bin')), $p[0] ], [ patch("Firmware goes\n", del('firmware.bin')), $p[0] ]);
	pair('no-newline', [ patch("End\n", add('old.txt', "one\ntwo\nthree")) ], [ patch("End\n", add('old.txt', "one\ntwo\nthree\nfour")) ]);
	pair('no-newline-added', [ patch("End\n", add('old.txt', "one\ntwo\n3")) ], [ patch("End\n", add('old.txt', "one\ntwo\n3\n")) ]);
	pair('symlink', [ patch("Link\n", add('link', [ '120000', 'old.txt' ])) ], [ patch("Link\n", add('link', [ '120000', 'tools/run.sh' ])) ]);
	pair('same-diff-twice',
		[ patch("Do\n", edit('old.txt', "two\n", "2\n")), patch("Undo\n", edit('old.txt', "2\n", "two\n")), patch("Do again\n", edit('old.txt', "two\n", "2\n")) ],
		[ patch("Do\n", edit('old.txt', "two\n", "2\n")) ]);
	pair('one-line', [ patch("Small\n", edit('old.txt', "two", "zwei")) ], [ patch("Small\n", edit('old.txt', "two", "deux")) ]);
	pair('one-line-more-context', [ patch("Small\n", edit('Documentation/api.rst', "Paragraph 5 of", "Paragraph five of")) ], [ patch("Small\n", edit('Documentation/api.rst', "Paragraph 5 of", "Paragraph V of")) ]);
	pair('grown', [ patch("Work\n", $p[0]{code}) ], [ patch("Work\n", all(map { $p[$_]{code} } 0 .. 4)) ]);
	pair('shrunk', [ patch("Work\n", all(map { $p[$_]{code} } 0 .. 4)) ], [ patch("Work\n", $p[0]{code}) ]);
	pair('two-hunks', [ patch("Work\n", all($p[0]{code}, $p[6]{code})) ], [ patch("Work\n", all($c[0]{code}, $c[6]{code})) ]);
	pair('context-moves', [ @p[ 0, 1 ] ], [ patch("KVM: Before\n", edit('arch/x86/kvm/x86.c', "int b = a + 2;", "int b = a + 2; /* two */")), $p[0],
		with($p[1], code => all(edit('arch/x86/kvm/x86.c', "int b = a + 2;", "int b = a - 2;\n\tint part_2 = 2;"), edit('virt/kvm/main.c', "b *= 2;\n", "b *= 2;\n\tcheck_2(b);\n"))) ]);
	pair('long-function', [ patch("Long\n", all(add('long.c', 'int ' . 'long_name_of_a_function_' x 6 . "(int a)\n{\n" . join('', map { "\tline_$_();\n" } 1 .. 12) . "}\n"))),
		patch("Change\n", edit('long.c', 'line_9', 'line_nine')) ],
		[ patch("Long\n", all(add('long.c', 'int ' . 'long_name_of_a_function_' x 6 . "(int a)\n{\n" . join('', map { "\tline_$_();\n" } 1 .. 12) . "}\n"))),
		patch("Change\n", edit('long.c', 'line_9', 'line_neun')) ]);
}

# Small numbers from a generator of our own: perl's differs between versions.
my $seed = 12345;
sub dice { $seed = ($seed * 1103515245 + 12345) % 2147483648; return int($seed / 65536) % $_[0] }

sub random_patch {
	my ($n, $variant) = @_;
	my $size = 1 + $n % 3;
	return patch("KVM: Piece $n" . ($variant % 2 ? ' anew' : '') . "\n\nWhy.\n" . "More.\n" x ($variant % 3) . $SOB,
		sub {
			$_[0]->{"piece_$n.c"} = join '', map { "piece($n, $_);\n" . ($_ % 4 ? '' : "\n") } 1 .. 2 * $size + $variant;
			my $at = $n % 8 + 1;
			$_[0]->{'virt/kvm/main.c'} =~ s/int main_$at\(int a\)\n\{\n/$&\tpiece_${n}_$variant();\n/ if $n % 2;
		});
}

sub random_cases {
	my ($number) = @_;
	for my $case (1 .. $number) {
		my @old = map { [ $_, 0 ] } 1 .. 2 + dice(8);
		my @new = grep { dice(6) } map { [ $_->[0], dice(2) ? 0 : dice(6) ] } @old;
		for (1 .. dice(3)) {
			splice @new, dice(@new + 1), 0, [ 20 + dice(9), 0 ];
		}
		for (1 .. dice(4)) {
			my ($from, $to) = (dice(@new || 1), dice(@new || 1));
			@new[ $from, $to ] = @new[ $to, $from ] if @new;
		}
		my %seen;
		@new = grep { !$seen{ $_->[0] }++ } @new;
		pair("random-$case", [ map { random_patch(@$_) } @old ], [ map { random_patch(@$_) } @new ]) if @new;
	}
}

binmode STDOUT;
@ARGV && $ARGV[0] =~ /^--random=(\d+)$/ ? random_cases($1) : fixed_cases();
emit_case($_, $cases{$_}) for @names;
