#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='signatures: mails that patatt signed, with keys made here, and what lists make of them'

. "$(dirname "$0")/lib/test-lib.sh"

command -v patatt >/dev/null 2>&1 || test_skip_all 'patatt is not installed'
command -v gpg >/dev/null 2>&1 || test_skip_all 'gpg is not installed'

# patch <n> <total> [<field>=<value>…]: a mail of a series.
patch() {
	n_=$1 total_=$2
	shift 2
	mail_write "patch-$n_.eml" Subject="[PATCH $n_/$total_] KVM: Change part $n_" \
		In-Reply-To="<cover@example.org>" "$@" <<-END
	What it is for, by Béla.

	Signed-off-by: Ada Lindqvist <ada@example.org>
	---
	 arch/x86/kvm/part$n_.c | 2 +-
	 1 file changed, 1 insertion(+), 1 deletion(-)

	diff --git a/arch/x86/kvm/part$n_.c b/arch/x86/kvm/part$n_.c
	--- a/arch/x86/kvm/part$n_.c
	+++ b/arch/x86/kvm/part$n_.c
	@@ -1 +1 @@
	-a
	+b
	-- 
	2.40
	END
}

# sign <file>…: in place, with the key that is configured.
sign() {
	patatt sign "$@" 2>sign.err || { cat sign.err && return 1; }
}

# list_of <name> <file>…: an inbox of these mails and their cover letter.
list_of() {
	list_=$1
	shift
	rm -rf "$list_.git" &&
	make_inbox "$list_.git" cover.eml "$@"
}

# told <name> <option>…: what mbox says of its signatures.
told() {
	name_=$1
	shift
	git -C work "$@" kvm-series mbox --inbox="../$name_.git" cover@example.org >mbox 2>err
	code_=$?
	sed -n "s/^  \([0-9]\/[0-9] [✓✗n].*\)/\1/p" err >signatures
	return $code_
}

test_expect_success 'setup: keys of two kinds, a work repository with a keyring' '
	git init -q work &&
	git config --global user.name "Ada Lindqvist" &&
	git config --global user.email ada@example.org &&
	git config --global patatt.signingkey ed25519:20250303 &&
	patatt genkey -n 20250303 >genkey.out 2>&1 &&
	public=$(cat .local/share/patatt/public/20250303.pub) &&
	rm -r .local/share/patatt/public &&
	mkdir -p work/.keys/ed25519/example.org/ada &&
	echo "$public" >work/.keys/ed25519/example.org/ada/default &&
	git -C work add .keys &&
	git -C work commit -q -m "The keyring" &&
	mkdir -m 700 gnupg &&
	GNUPGHOME=$PWD/gnupg &&
	export GNUPGHOME &&
	gpg --batch --quiet --pinentry-mode loopback --passphrase "" --quick-generate-key \
		"Rita Reviewer <rita@example.com>" ed25519 sign never 2>gpg.err &&
	fingerprint=$(gpg --batch --with-colons --list-keys rita@example.com | sed -n "s/^fpr:*\([0-9A-F]*\):/\1/p" | sed 1q) &&
	echo "Two parts." | mail_write cover.eml Subject="[PATCH 0/2] KVM: Change parts"
'

test_expect_success 'two good ones' '
	patch 1 2 && patch 2 2 && sign patch-1.eml patch-2.eml &&
	grep "^X-Developer-Signature: " patch-1.eml &&
	list_of good patch-1.eml patch-2.eml &&
	told good &&
	printf "%s\n" "1/2 ✓ ed25519 by ada@example.org" "2/2 ✓ ed25519 by ada@example.org" >expect &&
	test_cmp expect signatures &&
	cp expect both &&
	grep -c "^From " mbox >count && test "$(cat count)" = 2 &&
	git -C work kvm-series show --inbox=../good.git cover@example.org >shown &&
	test "$(grep -c "      signature: ✓ ed25519 by ada@example.org" shown)" = 2
'

test_expect_success 'patatt itself says the same' '
	(cd work && patatt validate ../patch-1.eml ../patch-2.eml) >validated 2>&1 &&
	test "$(grep -c "PASS" validated)" = 2
'

test_expect_success 'what lists and liars make of it' '
	sed "s/^+b$/+c/" patch-1.eml >diff.eml &&
	sed "s/part 1$/part one/" patch-1.eml >title.eml &&
	sed "s/^From: .*/From: Mallory <ada@example.org>/" patch-1.eml >name.eml &&
	sed "s/^Message-ID: .*/Message-ID: <patch-3@example.org>/" patch-1.eml >id.eml &&
	{ cat patch-1.eml && printf "\n_______\nkvm mailing list\nkvm@lists.example.org\n"; } >footer.eml &&
	sed "s/b=[A-Za-z0-9]/b=_/" patch-1.eml >damaged.eml &&
	for kind in diff title name id footer damaged; do
		list_of $kind $kind.eml patch-2.eml &&
		git -C work kvm-series mbox --partial --inbox=../$kind.git cover@example.org >mbox 2>err &&
		sed -n "s/^  1\/2 ✗ ed25519 by ada@example.org: /$kind: /p" err || return 1
	done >actual &&
	cat >expect <<-\EOF &&
	diff: message or diff are not what was signed
	title: author, title or Message-ID are not what was signed
	name: author, title or Message-ID are not what was signed
	id: author, title or Message-ID are not what was signed
	footer: something was appended to what is signed
	damaged: the signature is not by the key in the keyring
	EOF
	test_cmp expect actual &&
	test_grep "^warning: signatures that are not good:" err
'

test_expect_success 'what lists may change: folded, CRLF, prefixes before the subject, other fields' '
	{ printf "Received: from somewhere\n" && sed "s/\$/\r/" patch-1.eml; } >crlf.eml &&
	sed "s/^Subject: \[PATCH/Subject: [kvm] [PATCH/" patch-1.eml >prefix.eml &&
	for kind in crlf prefix; do
		list_of $kind $kind.eml patch-2.eml && told $kind && test_cmp both signatures || return 1
	done
'

test_expect_success 'somebody else signed it' '
	patch 1 2 From="Mallory <mallory@example.net>" && sign patch-1.eml &&
	list_of else patch-1.eml patch-2.eml &&
	git -C work kvm-series mbox --any-author --inbox=../else.git cover@example.org >mbox 2>err &&
	test_grep "1/2 ✗ ed25519 by ada@example.org: neither author nor sender has that address" err
'

test_expect_success 'an unsigned one among signed ones, and nobody signs' '
	patch 1 2 && list_of some patch-1.eml patch-2.eml && told some &&
	printf "%s\n" "1/2 none" "2/2 ✓ ed25519 by ada@example.org" >expect &&
	test_cmp expect signatures &&
	patch 2 2 && list_of none patch-1.eml patch-2.eml && told none &&
	test_must_be_empty signatures &&
	! grep signature err
'

test_expect_success 'no key' '
	patch 1 2 && patch 2 2 && sign patch-1.eml patch-2.eml &&
	list_of keyless patch-1.eml patch-2.eml &&
	git init -q bare && git -C bare kvm-series mbox --inbox=../keyless.git cover@example.org >mbox 2>err &&
	test "$(grep -c "✗ ed25519 by ada@example.org: no key for it" err)" = 2 &&
	git -C bare -c patatt.keyringsrc="$PWD/work/.keys" kvm-series mbox --inbox=../keyless.git cover@example.org >mbox 2>err &&
	test "$(grep -c "✓ ed25519 by ada@example.org" err)" = 2 &&
	git -C bare -c patatt.keyringsrc="ref:$PWD/work:HEAD:.keys" kvm-series mbox --inbox=../keyless.git cover@example.org >mbox 2>err &&
	test "$(grep -c "✓ ed25519 by ada@example.org" err)" = 2
'

test_expect_success 'OpenPGP: a key of the keyring, one of the user, and none' '
	git config --global user.email rita@example.com &&
	git config --global patatt.signingkey "openpgp:$fingerprint" &&
	patch 1 2 From="Rita Reviewer <rita@example.com>" && patch 2 2 From="Rita Reviewer <rita@example.com>" &&
	echo "Two parts." | mail_write cover.eml Subject="[PATCH 0/2] KVM: Change parts" From="Rita Reviewer <rita@example.com>" &&
	sign patch-1.eml patch-2.eml &&
	list_of pgp patch-1.eml patch-2.eml && told pgp &&
	printf "%s\n" "1/2 ✓ openpgp by rita@example.com" "2/2 ✓ openpgp by rita@example.com" >expect &&
	test_cmp expect signatures &&
	mkdir -p work/.keys/openpgp/example.com/rita &&
	gpg --armor --export rita@example.com >work/.keys/openpgp/example.com/rita/default &&
	git -C work add .keys && git -C work commit -q -m "A key" &&
	mkdir -m 700 empty && GNUPGHOME=$PWD/empty told pgp && test_cmp expect signatures &&
	git -C work rm -q --cached -r .keys/openpgp && rm -r work/.keys/openpgp && git -C work commit -q -m "No key" &&
	GNUPGHOME=$PWD/empty told pgp &&
	test "$(grep -c "✗ openpgp by rita@example.com: no key for it" signatures)" = 2 &&
	sed "s/part 1$/part one/" patch-1.eml >title.eml && list_of pgptitle title.eml patch-2.eml &&
	told pgptitle && test_grep "1/2 ✗ openpgp by rita@example.com: author, title or Message-ID" signatures
'

test_expect_success 'kvm.attestationPolicy' '
	told some -c kvm.attestationPolicy=off && test_must_be_empty signatures &&
	told some -c kvm.attestationPolicy=check && test_line_count = 1 signatures &&
	test_expect_code 1 told some -c kvm.attestationPolicy=hardfail && test_must_be_empty mbox &&
	test_grep "^error: without a good signature of each patch nothing is exported" err &&
	told good -c kvm.attestationPolicy=hardfail && test -s mbox &&
	test_expect_code 128 git -C work -c kvm.attestationPolicy=maybe kvm-series mbox --inbox=../good.git cover@example.org 2>err &&
	test_grep "bad config value .maybe. for .kvm.attestationPolicy.*expected \"off\", \"check\", \"softfail\"" err
'

test_done
