#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='signatures: mails that patatt signed, with keys made here, and what lists make of them'

. "$(dirname "$0")/lib/test-lib.sh"
. "$GITKVM_TOP/t/lib/cli.sh"

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
	git -C keeper "$@" kvm-series mbox --inbox="../$name_.git" cover@example.org >mbox 2>err
	code_=$?
	sed -n "s/^  \([0-9]\/[0-9] [✓✗n].*\)/\1/p" err >signatures
	return $code_
}

test_expect_success 'setup: keys of two kinds, a work repository with a keyring' '
	git init -q keeper &&
	git config --global user.name "Ada Lindqvist" &&
	git config --global user.email ada@example.org &&
	git config --global patatt.signingkey ed25519:20250303 &&
	patatt genkey -n 20250303 >genkey.out 2>&1 &&
	public=$(cat .local/share/patatt/public/20250303.pub) &&
	rm -r .local/share/patatt/public &&
	mkdir -p keeper/.keys/ed25519/example.org/ada &&
	echo "$public" >keeper/.keys/ed25519/example.org/ada/default &&
	git -C keeper add .keys &&
	git -C keeper commit -q -m "The keyring" &&
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
	git -C keeper kvm-series show --inbox=../good.git cover@example.org >shown &&
	test "$(grep -c "      signature: ✓ ed25519 by ada@example.org" shown)" = 2
'

test_expect_success 'patatt itself says the same' '
	(cd keeper && patatt validate ../patch-1.eml ../patch-2.eml) >validated 2>&1 &&
	test "$(grep -c "PASS" validated)" = 2
'

test_expect_success 'what lists and liars make of it' '
	sed "s/^+b$/+c/" patch-1.eml >diff.eml &&
	sed "s/part 1$/part one/" patch-1.eml >title.eml &&
	sed "s/^From: .*/From: Mallory <ada@example.org>/" patch-1.eml >name.eml &&
	sed "s/^Message-ID: .*/Message-ID: <patch-3@example.org>/" patch-1.eml >id.eml &&
	{ cat patch-1.eml && printf "\n_______\nkvm mailing list\nkvm@lists.example.org\n"; } >footer.eml &&
	sed "s|b=[A-Za-z0-9+/]|b=_|" patch-1.eml >damaged.eml &&
	for kind in diff title name id footer damaged; do
		list_of $kind $kind.eml patch-2.eml &&
		git -C keeper kvm-series mbox --partial --inbox=../$kind.git cover@example.org >mbox 2>err &&
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
	git -C keeper kvm-series mbox --any-author --inbox=../else.git cover@example.org >mbox 2>err &&
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
	git -C bare -c patatt.keyringsrc="$PWD/keeper/.keys" kvm-series mbox --inbox=../keyless.git cover@example.org >mbox 2>err &&
	test "$(grep -c "✓ ed25519 by ada@example.org" err)" = 2 &&
	git -C bare -c patatt.keyringsrc="ref:$PWD/keeper:HEAD:.keys" kvm-series mbox --inbox=../keyless.git cover@example.org >mbox 2>err &&
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
	mkdir -p keeper/.keys/openpgp/example.com/rita &&
	gpg --armor --export rita@example.com >keeper/.keys/openpgp/example.com/rita/default &&
	git -C keeper add .keys && git -C keeper commit -q -m "A key" &&
	mkdir -m 700 empty && GNUPGHOME=$PWD/empty told pgp && test_cmp expect signatures &&
	git -C keeper rm -q --cached -r .keys/openpgp && rm -r keeper/.keys/openpgp && git -C keeper commit -q -m "No key" &&
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
	test_expect_code 128 git -C keeper -c kvm.attestationPolicy=maybe kvm-series mbox --inbox=../good.git cover@example.org 2>err &&
	test_grep "bad config value .maybe. for .kvm.attestationPolicy.*expected \"off\", \"check\", \"softfail\"" err
'

# Debian's modules are those of Debian's python3.
for python in python3 /usr/bin/python3; do
	! "$python" -c "import dkim, nacl" 2>/dev/null || break
done
"$python" -c "import dkim, nacl" 2>/dev/null && command -v openssl >/dev/null 2>&1 && test_set_prereq DKIM

# dkim_sign <file> <selector> <key> <header form>/<body form> [<l>]: prepends a DKIM-Signature, by python3-dkim.
dkim_sign() {
	"$python" - "$@" <<-\EOF
	import sys, dkim
	path, selector, key, forms = sys.argv[1:5]
	raw = open(path, "rb").read()
	head, body = forms.split("/")
	alg = b"ed25519-sha256" if selector == "ed" else b"rsa-sha256"
	sig = dkim.sign(raw, selector.encode(), b"example.org", open(key, "rb").read(),
	                canonicalize=(head.encode(), body.encode()), signature_algorithm=alg,
	                include_headers=[b"from", b"subject", b"date", b"message-id", b"to"],
	                length=len(sys.argv) > 5)
	open(path, "wb").write(sig.replace(b"\r\n", b"\n") + raw)
	EOF
}


test_expect_success DKIM 'DKIM: keys, forms, and what lists make of it' '
	openssl genrsa -traditional -out rsa.pem 2048 2>openssl.err &&
	public=$(openssl rsa -in rsa.pem -pubout 2>openssl.err | sed "/^-/d" | tr -d "\n") &&
	"$python" -c "
import nacl.signing, base64
key = nacl.signing.SigningKey.generate()
open(\"ed.key\", \"wb\").write(base64.b64encode(bytes(key)))
open(\"ed.pub\", \"wb\").write(base64.b64encode(bytes(key.verify_key)))
" &&
	{
		echo "; keys of domains" &&
		printf "rsa._domainkey.Example.ORG.\t300\tIN\tTXT\t\"v=DKIM1; k=rsa; p=%s\" \"%s\"\n" \
			"$(echo "$public" | cut -c1-200)" "$(echo "$public" | cut -c201-)" &&
		printf "ed._domainkey.example.org. 300 IN TXT \"v=DKIM1; k=ed25519; p=%s\"\n" "$(cat ed.pub)"
	} >keys &&
	sed "p; s/^rsa/wide/" keys >names &&
	git config --global kvm.dkimKeys "$PWD/keys" &&
	echo "Two parts." | mail_write cover.eml Subject="[PATCH 0/2] KVM: Change parts" &&
	dkim_told() {
		list_of dkim patch-1.eml patch-2.eml &&
		git -C keeper kvm-series mbox --check-dkim "$@" --inbox=../dkim.git cover@example.org >mbox 2>err &&
		sed -n "s/^  1\/2 \([✓✗]\)/\1/p" err
	} &&
	patch 2 2 &&
	for forms in relaxed/relaxed relaxed/simple simple/simple simple/relaxed; do
		patch 1 2 && dkim_sign patch-1.eml rsa rsa.pem $forms && echo "$forms: $(dkim_told)" || return 1
	done >actual &&
	patch 1 2 && dkim_sign patch-1.eml ed ed.key relaxed/relaxed && echo "ed25519: $(dkim_told)" >>actual &&
	patch 1 2 && dkim_sign patch-1.eml rsa rsa.pem relaxed/relaxed l && echo "open: $(dkim_told)" >>actual &&
	echo more >>patch-1.eml && echo "appended: $(dkim_told)" >>actual &&
	patch 1 2 && dkim_sign patch-1.eml rsa rsa.pem relaxed/relaxed && cp patch-1.eml signed.eml &&
	sed "s/^+b$/+c/" signed.eml >patch-1.eml && echo "diff: $(dkim_told)" >>actual &&
	sed "s/part 1$/part one/" signed.eml >patch-1.eml && echo "title: $(dkim_told)" >>actual &&
	{ cat signed.eml && echo footer; } >patch-1.eml && echo "footer: $(dkim_told)" >>actual &&
	{ printf "Received: x\n" && cat signed.eml; } >patch-1.eml && echo "trace: $(dkim_told)" >>actual &&
	patch 1 2 From="Mallory <mallory@example.net>" && dkim_sign patch-1.eml rsa rsa.pem relaxed/relaxed &&
	echo "other: $(dkim_told --any-author)" >>actual &&
	for from in "Mallory <mallory@example.net>, Ada <ada@example.org>" "Mallory <mallory@example.net> (<ada@example.org>)"; do
		patch 1 2 From="$from" && dkim_sign patch-1.eml rsa rsa.pem relaxed/relaxed && echo "both: $(dkim_told --any-author)" >>actual || return 1
	done &&
	patch 1 2 From="Ada <ada@sub.example.org>" && dkim_sign patch-1.eml rsa rsa.pem relaxed/relaxed &&
	echo "below: $(dkim_told --any-author)" >>actual &&
	cp signed.eml patch-1.eml && >keys && echo "none: $(dkim_told)" >>actual &&
	sed "s/X/dkim by example.org/" >expect <<-\EOF &&
	relaxed/relaxed: ✓ X
	relaxed/simple: ✓ X
	simple/simple: ✓ X
	simple/relaxed: ✓ X
	ed25519: ✓ X
	open: ✓ X
	appended: ✗ X: only a part of the mail is signed
	diff: ✗ X: the mail is not what was signed
	title: ✗ X: the header is not what was signed
	footer: ✗ X: the mail is not what was signed
	trace: ✓ X
	other: ✗ X: it is not the sender'"'"'s domain
	both: ✗ X: it is not the sender'"'"'s domain
	both: ✗ X: it is not the sender'"'"'s domain
	below: ✓ X
	none: ✗ X: no key for it
	EOF
	test_cmp expect actual
'

test_expect_success DKIM 'DKIM: only when asked for, with a file of keys, in show, too' '
	cp signed.eml patch-1.eml && list_of dkim patch-1.eml patch-2.eml &&
	git -C keeper kvm-series mbox --inbox=../dkim.git cover@example.org >mbox 2>err && ! grep dkim err &&
	git -C keeper kvm-series show --check-dkim --inbox=../dkim.git cover@example.org >shown &&
	test_grep "signature: ✗ dkim by example.org: no key for it" shown &&
	git -C keeper kvm-series show --check-dkim --json --inbox=../dkim.git cover@example.org >json &&
	jq -r ".signatures[] | [.message_id, .kind, .verdict, .by, .reason] | join(\" \")" json >actual &&
	test_grep " dkim unknown example.org no key for it$" actual
'

cat >server.py <<\EOF
import os, re, socket
server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind(("127.0.0.1", 0))
open("port.new", "w").write("%d\n" % server.getsockname()[1])
os.rename("port.new", "port")
keys = {}
for line in open("names"):
    keys[re.split("[.]?\s", line)[0].lower()] = "".join(line.split("\"")[1::2]).encode()
server.settimeout(600)
while True:
    query, sender = server.recvfrom(512)
    at, labels = 12, []
    while query[at]:
        labels.append(query[at + 1:at + 1 + query[at]])
        at += 1 + query[at]
    name = b".".join(labels).decode().lower()
    print(name, file=open("asked", "a"))
    question, record = query[12:at + 5], keys.get(name)
    head = query[:2] + bytes((0x81, 0x80 if record else 0x83, 0, 1, 0, 1 if record else 0, 0, 0, 0, 0))
    answer = b""
    if record:
        data = b"".join(bytes((len(record[i:i + 255]),)) + record[i:i + 255] for i in range(0, len(record), 255))
        # "wide": a record that says to be longer than the answer
        length = 9999 if name.startswith("wide.") else len(data)
        answer = b"\xc0\x0c\0\x10\0\1\0\0\0\0" + length.to_bytes(2, "big") + data
    server.sendto(head + question + answer, sender)
EOF

test_expect_success DKIM 'DKIM: keys of a name server, where there is no file of them' '
	git config --global --unset kvm.dkimKeys &&
	patch 1 4 && dkim_sign patch-1.eml rsa rsa.pem relaxed/relaxed &&
	patch 2 4 && dkim_sign patch-2.eml ed ed.key relaxed/relaxed &&
	patch 3 4 && dkim_sign patch-3.eml wide rsa.pem relaxed/relaxed &&
	patch 4 4 && dkim_sign patch-4.eml nobody rsa.pem relaxed/relaxed &&
	echo "Four parts." | mail_write cover.eml Subject="[PATCH 0/4] KVM: Change parts" &&
	list_of asks patch-?.eml &&
	{ "$python" server.py & server=$!; } &&
	wait_for port &&
	git config --global kvm.dkimServer "127.0.0.1:$(cat port)" &&
	git -C keeper kvm-series mbox --inbox=../asks.git cover@example.org >mbox 2>err &&
	! test -e asked &&
	git -C keeper kvm-series mbox --check-dkim --inbox=../asks.git cover@example.org >mbox 2>err &&
	cat >expect <<-\EOF &&
	  1/4 ✓ dkim by example.org
	  2/4 ✓ dkim by example.org
	  3/4 ✗ dkim by example.org: no key for it
	  4/4 ✗ dkim by example.org: no key for it
	EOF
	grep "^  [1-4]/4 [✓✗]" err >actual &&
	test_cmp expect actual &&
	# A question may be asked again where the machine is slow.
	sort -u asked >names-asked &&
	test_line_count = 4 names-asked &&
	git -C keeper -c kvm.sandbox=false kvm-series mbox --check-dkim --inbox=../asks.git cover@example.org >mbox 2>err &&
	grep "^  [1-4]/4 [✓✗]" err >actual &&
	test_cmp expect actual &&
	kill $server
'

test_expect_success DKIM 'DKIM: a name server that is none' '
	test_expect_code 128 git -C keeper -c kvm.dkimServer=dns.example kvm-series mbox --check-dkim \
		--inbox=../dkim.git cover@example.org 2>err &&
	test_grep "^fatal: kvm.dkimServer: .dns.example. is no IPv4 address" err
'

test_done
