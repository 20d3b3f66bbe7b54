#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='mails for git am: what goes out is what was sent'

. "$(dirname "$0")/lib/test-lib.sh"
ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=1

mbox=$GITKVM_BUILD/t/helper/mbox

# commit <title> [<option>…] <message body: a commit of what is added, every byte of its message kept.
commit() {
	title_=$1
	shift
	{
		printf '%s\n\n' "$title_"
		cat
	} >message &&
	git -C work commit -q --cleanup=verbatim -F ../message "$@"
}

# patches <word>: the patches of a branch; the word makes them differ.
patches() {
	printf 'one\n%s\nthree\n' "$1" >work/plain.c &&
	git -C work add -A &&
	commit "KVM: Change a plain thing: $1" <<-END &&
	From here on nothing is as it was.
	>From the archive: a quoted line.
	From 10:20 to 11:30 it was closed.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	END

	git -C work mv old-name.c new-name.c &&
	chmod +x work/run.sh &&
	git -C work add -A &&
	commit "KVM: Rename $1 and make executable" <<-END &&
	An indented diff, that is no patch:

	  diff --git a/x b/x
	  --- a/x
	  +++ b/x
	  @@ -1 +1 @@
	  ---

	 --- and dashes
	----

	[ada: a note]
	Signed-off-by: Ada Lindqvist <ada@example.org>
	END

	printf '\0\1\2%s\377\376\n' "$1" >work/blob.bin &&
	printf 'Größe: %s\n' "$1" >"work/Ünïcödé.txt" &&
	git -C work add -A &&
	commit "KVM: Übergröße, ein sehr langer Titel für $1, der mehr als eine Zeile des Kopfes braucht – gewiß: 東京" \
		--author='Jörg Müller <joerg@example.org>' --date='2025-02-03 04:05:06 -0730' <<-END &&
	Ä, ö, ü, €, 東京.
	END

	printf 'first\r\n%s\r\nthird\r\n' "$1" >work/crlf.txt &&
	git -C work add -A &&
	commit "KVM: CRLF $1" --author='"Béla, Dr." <bela@example.com>' <<-\END &&
	Lines that end with CR.
	END

	printf 'latin \374 %s\n' "$1" >work/latin1.txt &&
	git -C work add -A &&
	commit "KVM: re: [brackets] inside $1: and  two spaces" <<-END &&

	Subject: what looks like a header, $1

	From: and more of it


	Acked-by: Mei Tanaka <mei@example.net>


	END

	git -C work rm -q blob.bin &&
	commit "$1" </dev/null
}

test_expect_success 'setup: three versions of a series' '
	git init -q work &&
	git -C work config core.autocrlf false &&
	printf "one\ntwo\nthree\n" >work/plain.c &&
	printf "echo\n" >work/run.sh &&
	printf "%s\n" a b c d e f >work/old-name.c &&
	printf "first\r\nsecond\r\nthird\r\n" >work/crlf.txt &&
	printf "latin \344\n" >work/latin1.txt &&
	git -C work add -A &&
	git -C work commit -q -m base &&
	git -C work tag base &&
	for v in 1 2 3; do
		git -C work checkout -q -b v$v base &&
		patches "take $v" || return 1
	done
'

# send <name> <option>… : the mails of a branch as git format-patch writes them, in <name>/.
send() {
	send_=$1
	shift
	git -C work format-patch -q --thread --from="Ada Lindqvist <ada@example.org>" -o "../$send_" "$@"
}

# archive <name>: an inbox of the mails of a folder, and their commits in <name>.ids.
archive() {
	mkdir -p "$1.eml" &&
	for mail in "$1"/*.patch; do
		sed "1{/^From /d}" "$mail" >"$1.eml/$(basename "$mail" .patch).eml" || return 1
	done &&
	make_inbox "$1.git" "$1.eml"/*.eml &&
	git -C "$1.git" rev-list --reverse HEAD >"$1.ids"
}

# apply <name> <option>… : what git am makes of mboxes, told in <name>.log.
apply() {
	apply_=$1
	shift
	rm -rf am &&
	git clone -q -n work am &&
	git -C am config core.autocrlf false &&
	git -C am checkout -q -b result base &&
	git -C am am -q "$@" &&
	git -C am log --date=raw --format="%T%n%an%n%ae%n%ad%n%B%x00" base..result >"$apply_.log"
}

for v in 1 2 3; do
	test_expect_success "version $v: the same commits as from the files of format-patch" '
		send v$v -v$v base..v$v &&
		archive v$v &&
		git -C v$v.git kvm-series mbox HEAD >v$v.mbox &&
		apply expect --keep-cr "$PWD"/v$v/*.patch &&
		apply kept --keep-cr "$PWD/v$v.mbox" &&
		cmp expect.log kept.log &&
		apply actual "$PWD/v$v.mbox" &&
		cmp expect.log actual.log
	'
done

test_expect_success 'the commits are those that were sent, but for what git am tidies up' '
	git -C work log --date=raw --format="%T%n%an%n%ae%n%ad" base..v3 >sent &&
	git -C am log --date=raw --format="%T%n%an%n%ae%n%ad" base..result >got &&
	cmp sent got
'

test_expect_success 'a file a patch: the same once more' '
	git -C v1.git kvm-series mbox -o "$PWD/files" HEAD >listed &&
	ls -d "$PWD"/files/* >actual &&
	cmp listed actual &&
	send names base..v1 &&
	ls names >expect &&
	ls files >actual &&
	cmp expect actual &&
	apply expect --keep-cr "$PWD"/v1/*.patch &&
	apply actual "$PWD"/files/*.patch &&
	cmp expect.log actual.log
'

# What mailers make of a mail: perl -e "$remake" <encoding> <charset> <mail
remake='
	use MIME::QuotedPrint; use MIME::Base64; use Encode;
	my ($encoding, $charset) = @ARGV;
	binmode STDIN; binmode STDOUT; local $/; my $mail = <STDIN>;
	my ($header, $body) = $mail =~ /\A(.*?\n)\n(.*)\z/s;
	$header =~ s/^(MIME-Version|Content-[\w-]+):.*\n([ \t].*\n)*//mg;
	$body = Encode::encode($charset, Encode::decode("UTF-8", $body)) if $charset ne "UTF-8";
	$body = $encoding eq "base64" ? encode_base64($body) : $encoding eq "8bit" ? $body : encode_qp($body);
	print "${header}MIME-Version: 1.0\nContent-Type: text/plain; charset=$charset\n",
		"Content-Transfer-Encoding: $encoding\n\n$body";
'

# remade <name> <from> <encoding> <charset>: the mails of a folder as another mailer sends them.
remade() {
	mkdir -p "$1" &&
	for mail in "$2"/*.patch; do
		perl -e "$remake" "$3" "$4" <"$mail" >"$1/$(basename "$mail")" || return 1
	done
}

# same_as_am <name>: the export of these mails against what git am makes of them as they are.
same_as_am() {
	archive "$1" &&
	git -C "$1.git" kvm-series mbox --partial HEAD >"$1.mbox" &&
	apply expect --keep-cr "$PWD/$1"/*.patch &&
	apply actual "$PWD/$1.mbox" &&
	cmp expect.log actual.log
}

for encoding in quoted-printable base64; do
	test_expect_success "$encoding: the same commits" '
		remade $encoding v1 $encoding UTF-8 &&
		same_as_am $encoding &&
		apply v1 --keep-cr "$PWD"/v1/*.patch &&
		cmp v1.log actual.log
	'
done

# Whether there is padding depends on the length: of three lengths, one has none.
test_expect_success 'base64 with the footer of a list behind it in clear: the same commits' '
	footer="_______________________________________________
kvm mailing list
https://lists.example.org/listinfo/kvm" &&
	for more in "" x xx; do
		mkdir -p longer$more footer$more &&
		for mail in v1/*.patch; do
			perl -pe "s/^-- \$/-- $more/" "$mail" >longer$more/$(basename "$mail") || return 1
		done &&
		remade footer$more longer$more base64 UTF-8 &&
		for mail in footer$more/*.patch; do
			echo "$footer" >>"$mail" || return 1
		done &&
		archive footer$more &&
		git -C footer$more.git kvm-series mbox --partial HEAD >footer$more.mbox &&
		test_grep -v "[^[:print:][:space:]ÄÖÜäöüßéñ–“”]" footer$more.mbox &&
		apply actual "$PWD/footer$more.mbox" &&
		cmp v1.log actual.log || return 1
	done
'

test_expect_success 'attached and inline: the same commits' '
	send attach --attach base..v1 &&
	same_as_am attach &&
	send inline --inline base..v1 &&
	same_as_am inline
'

test_expect_success 'setup: messages that Latin-1 can hold' '
	git -C work checkout -q -b western base &&
	printf "one\nwest\nthree\n" >work/plain.c &&
	git -C work add -A &&
	commit "KVM: Übergröße" --author="Jörg Müller <joerg@example.org>" <<-\END &&
	Ä, ö, ü – “quoted”.
	END
	printf "latin \374\n" >work/latin1.txt &&
	git -C work add -A &&
	commit "KVM: Ein wenig größer" <<-\END &&
	ß

	Reviewed-by: José Ñuñez <jose@example.org>
	END
	send western base..western &&
	apply western "$PWD"/western/*.patch
'

for charset in windows-1252 iso-8859-15; do
	for encoding in 8bit quoted-printable base64; do
		test_expect_success "$charset as $encoding: the same commits" '
			name=$charset-$encoding &&
			mkdir $name &&
			# The file of the second patch is no UTF-8: its bytes are to stay.
			cat western/0001-*.patch | perl -e "$remake" $encoding $charset >$name/1.patch &&
			cp western/0002-*.patch $name/2.patch &&
			same_as_am $name &&
			{ test $charset != windows-1252 || cmp western.log actual.log; }
		'
	done
done

test_expect_success 'a message with the first line of an mbox comes through, which git am cannot read' '
	git -C work checkout -q -b mboxes base &&
	printf "one\nmbox\nthree\n" >work/plain.c &&
	git -C work add -A &&
	commit "KVM: Mail in a message" <<-\END &&
	From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001
	From: nobody

	From mei@example.net Thu Mar  6 12:34:56 2025
	END
	send mboxes base..mboxes &&
	archive mboxes &&
	"$mbox" mboxes.git <mboxes.ids >mboxes.mbox &&
	mkdir split &&
	git mailsplit -osplit mboxes.mbox >count &&
	echo 1 >expect &&
	cmp expect count &&
	apply actual "$PWD/mboxes.mbox" &&
	git -C work log --date=raw --format="%T%n%an%n%ae%n%ad%n%B%x00" base..mboxes >expect &&
	cmp expect actual.log
'

test_expect_success 'an attached file of format-patch is taken out of its mail, which git am cannot' '
	git -C work format-patch -q --stdout base..western~1 >attachment &&
	mkdir wrapped &&
	{
		printf "%s\n" "From: Sender <sender@example.org>" "Subject: [PATCH] see there" \
			"Date: Thu, 06 Mar 2025 06:44:11 +0900" "Message-ID: <wrapped@example.org>" \
			"MIME-Version: 1.0" "Content-Type: multipart/mixed; boundary=cut" "" \
			"--cut" "Content-Type: text/plain; charset=UTF-8" "" "Hello, see there." "" \
			"--cut" "Content-Type: text/x-patch; charset=UTF-8; name=x.patch" \
			"Content-Disposition: attachment; filename=x.patch" \
			"Content-Transfer-Encoding: base64" "" &&
		perl -MMIME::Base64 -0777 -ne "print encode_base64(\$_)" attachment &&
		printf "\n--cut--\n"
	} >wrapped/1.patch &&
	archive wrapped &&
	"$mbox" wrapped.git <wrapped.ids >wrapped.mbox &&
	apply actual "$PWD/wrapped.mbox" &&
	git -C work log --date=raw --format="%T%n%an%n%ae%n%ad%n%B%x00" base..western~1 >expect &&
	cmp expect actual.log
'

test_expect_success 'the same of one that was pasted as a whole' '
	mkdir pasted &&
	{
		printf "%s\n" "From: Sender <sender@example.org>" "Subject: [PATCH] see below" \
			"Date: Thu, 06 Mar 2025 06:44:11 +0900" "Message-ID: <pasted@example.org>" \
			"Content-Type: text/plain; charset=UTF-8" "" &&
		grep -v -i "^content\\|^mime" attachment
	} >pasted/1.patch &&
	archive pasted &&
	"$mbox" pasted.git <pasted.ids >pasted.mbox &&
	apply actual "$PWD/pasted.mbox" &&
	cmp expect actual.log
'

test_expect_success 'all lines with CRLF, encoded: applies, which git am alone cannot' '
	mkdir crlf &&
	sed "s/\$/\\r/" western/0001-*.patch >crlf.body &&
	{
		sed -n "/^From /d; /^\$/q; p" western/0001-*.patch | grep -v -i "^content\\|^mime" &&
		printf "%s\n" "MIME-Version: 1.0" "Content-Type: text/plain; charset=UTF-8" \
			"Content-Transfer-Encoding: base64" "" &&
		perl -MMIME::Base64 -0777 -ne "s/.*?\\r\\n\\r\\n//s; print encode_base64(\$_)" crlf.body
	} >crlf/1.patch &&
	archive crlf &&
	"$mbox" crlf.git <crlf.ids >crlf.mbox &&
	apply actual "$PWD/crlf.mbox" &&
	git -C work log --date=raw --format="%T%n%an%n%ae%n%ad%n%B%x00" base..western~1 >expect &&
	cmp expect actual.log
'

test_expect_success 'format=flowed as git reads it' '
	mkdir flowed &&
	{
		sed -n "/^From /d; /^\$/q; p" western/0001-*.patch | grep -v -i "^content\\|^mime" &&
		printf "%s\n" "MIME-Version: 1.0" "Content-Type: text/plain; charset=UTF-8; format=flowed" \
			"Content-Transfer-Encoding: 8bit" "" &&
		sed "1,/^\$/d; s/^ /  /; s/^Ä, ö/Ä, \\nö/" western/0001-*.patch
	} >flowed/1.patch &&
	same_as_am flowed
'

# flowed <name> <file>…: patches in quoted-printable and labelled format=flowed.
flowed() {
	flowed_=$1
	shift
	mkdir -p "$flowed_.plain" &&
	cp "$@" "$flowed_.plain" &&
	remade "$flowed_" "$flowed_.plain" quoted-printable UTF-8 &&
	sed -i "s/^\(Content-Type: .*\)/\1; format=flowed/" "$flowed_"/*.patch
}

test_expect_success 'the same with CRLF in a file, which are not the line ends of the mail' '
	mkdir stuff &&
	for mail in v1/*-0001-* v1/*-0004-*; do
		sed "s/^ /  /" "$mail" >stuff/$(basename "$mail") || return 1
	done &&
	flowed stuffed stuff/*.patch &&
	same_as_am stuffed &&
	git -C am show result:crlf.txt >actual &&
	printf "first\r\ntake 1\r\nthird\r\n" >expect &&
	cmp expect actual
'

test_expect_success 'a diff without the blanks of format=flowed: applies, which git am alone cannot' '
	flowed unstuffed v1/*-0001-* v1/*-0004-* &&
	archive unstuffed &&
	test_must_fail apply expect "$PWD"/unstuffed/*.patch &&
	git -C unstuffed.git kvm-series mbox --partial HEAD >unstuffed.mbox &&
	apply expect --keep-cr "$PWD"/v1/*-0001-* "$PWD"/v1/*-0004-* &&
	apply actual "$PWD/unstuffed.mbox" &&
	cmp expect.log actual.log
'

test_expect_success 'what begins a mail begins none where quoted-printable breaks a line in front of it' '
	git -C work checkout -q -b broken base &&
	for columns in 73 74 75 76; do
		printf "%0${columns}dFrom ada@example.org Mon Sep 17 00:00:00 2001\r\n" 0 || return 1
	done >work/crlf.txt &&
	git -C work add -A &&
	echo "With CR." | commit "KVM: Lines that are broken" &&
	send broken base..broken &&
	archive broken &&
	git -C broken.git kvm-series mbox HEAD >broken.mbox &&
	mkdir -p broken.split && git mailsplit -o"$PWD/broken.split" broken.mbox >actual &&
	echo 1 >expect &&
	test_cmp expect actual &&
	apply expect --keep-cr "$PWD"/broken/*.patch &&
	apply actual "$PWD/broken.mbox" &&
	cmp expect.log actual.log
'

test_expect_success 'a scissors line stays: git am cuts where it is told to' '
	mkdir scissors &&
	{
		sed "/^\$/q" western/0001-*.patch &&
		printf "Prose for the list.\n\n-- >8 --\nSubject: Another title\n\n" &&
		sed "1,/^\$/d" western/0001-*.patch
	} >scissors/1.patch &&
	same_as_am scissors &&
	apply expect --scissors "$PWD"/scissors/1.patch &&
	apply actual --scissors "$PWD/scissors.mbox" &&
	cmp expect.log actual.log
'

test_expect_success 'the end of an in-body header is one, whatever follows' '
	mkdir header &&
	{
		sed "/^\$/q" western/0001-*.patch &&
		printf "From: Mei Tanaka <mei@example.net>\nDate: Thu, 06 Mar 2025 06:44:11 +0900\n" &&
		printf "Subject: [PATCH] A title\n  that is folded\n\nFrom: no header\nSubject: neither\n\n" &&
		sed "1,/^\$/d" western/0001-*.patch
	} >header/1.patch &&
	same_as_am header &&
	test_grep "^Mei Tanaka" actual.log &&
	test_grep "^From: no header" actual.log
'

test_expect_success 'trailers go where git interpret-trailers puts them' '
	"$mbox" --trailer="Reviewed-by: Rita Reviewer <rita@example.com>" \
		--trailer="acked-by: Mei T. <MEI@example.net>" v1.git <v1.ids >folded.mbox &&
	apply actual "$PWD/folded.mbox" &&
	apply plain "$PWD/v1.mbox" &&
	for commit in $(git -C am rev-list --reverse base..result); do
		git -C am log -1 --format=%B $commit | git stripspace >message &&
		set -- --trailer "Reviewed-by: Rita Reviewer <rita@example.com>" &&
		grep -q "^Acked-by: Mei" message ||
			set -- "$@" --trailer "acked-by: Mei T. <MEI@example.net>" &&
		git interpret-trailers --where=end --if-exists=addIfDifferent "$@" <message || return 1
	done >expect &&
	apply actual "$PWD/folded.mbox" &&
	for commit in $(git -C am rev-list --reverse base..result); do
		git -C am log -1 --format=%B $commit | git stripspace || return 1
	done >actual &&
	test_grep "^Reviewed-by: Rita" actual &&
	cmp expect actual &&
	git -C am diff --exit-code --stat result $(git -C work rev-parse v1)
'

test_expect_success 'the Link trailer is the last' '
	"$mbox" --trailer="Reviewed-by: Rita Reviewer <rita@example.com>" \
		--link=https://lore.kernel.org/r/ v1.git $(head -n 1 v1.ids) >link.mbox &&
	id=$(sed -n "s/^Message-Id: <\\(.*\\)>/\\1/pi" v1.eml/*0001-*.eml) &&
	test -n "$id" &&
	printf "%s\n" "Signed-off-by: Ada Lindqvist <ada@example.org>" \
		"Reviewed-by: Rita Reviewer <rita@example.com>" "Link: https://lore.kernel.org/r/$id" >expect &&
	apply link "$PWD/link.mbox" &&
	git -C am log -1 --format=%B | git stripspace | tail -n 3 >actual &&
	cmp expect actual
'

# placed <message>: a mail with it goes out with a trailer where git interpret-trailers puts that.
placed() {
	{
		printf '%b' "$1"
		printf -- '---\n'
		small_diff
	} | mail_write placed.eml Subject='[PATCH] KVM: A title' &&
	rm -rf placed.git &&
	make_inbox placed.git placed.eml &&
	placed_id=$(git -C placed.git rev-parse HEAD) &&
	{
		printf 'KVM: A title\n\n' &&
		printf '%b' "$1"
	} | git interpret-trailers --trailer='Reviewed-by: Mei Tanaka <mei@example.net>' | git stripspace >expect &&
	"$mbox" --trailer='Reviewed-by: Mei Tanaka <mei@example.net>' placed.git "$placed_id" | sed 1d |
		git mailinfo message patch >info &&
	{
		printf 'KVM: A title\n\n' &&
		cat message
	} | git stripspace >actual &&
	test_cmp expect actual
}

test_expect_success 'trailers stand where git interpret-trailers puts them' '
	sob="Signed-off-by: Ada Lindqvist <ada@example.org>\n" &&
	placed "Text.\n\n$sob" &&
	placed "Text.\n\n$sob\nConflicts:\n\ta.c\n" &&
	placed "Text.\n\n$sob\nConflicts:\n\ta.c\nand more\n" &&
	placed "Text.\n\n$sob# a comment\n" &&
	placed "Text.\n\n${sob}Text that follows\nand more text\nand more\nand more\nand more\n" &&
	placed "Text.\n\n${sob}Text that follows\nand more text\nand more\n" &&
	placed "Text.\n\nFixes: 0123456789ab (\"x\")\nFrom-discussion: x\nwords\nmore\n" &&
	placed "Text.\n\nFixes: 0123456789ab (\"x\")\n[ada: a note]\n$sob" &&
	placed "Text.\n\n(cherry picked from commit 0123456789)\na\nb\nc\n" &&
	placed "Text.\n\nTicket: 1\n more of it\n" &&
	placed "Text.\n\nTicket: 1\nprose\n" &&
	placed "$sob" &&
	placed "Text.\n\n  indented: x\n" &&
	placed "Text.\n"
'

test_done
