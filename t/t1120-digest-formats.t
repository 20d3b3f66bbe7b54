#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-digest: Markdown, HTML, mail and Atom, and what mails may not do in them'

. "$(dirname "$0")/lib/test-lib.sh"

GIT_TEST_DATE_NOW=1741082400
export GIT_TEST_DATE_NOW

EVIL='</title></pre><script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) ]]> <!-- `a` **b** @team #7'

# evil <file> <subject> [<Field>=<value>…]
evil() {
	evil_file=$1 evil_subject=$2
	shift 2
	{
		printf '%s\n\n%s\n\n</details>\n# Heading\n[y]: http://evil.example.org\n---\n' "$EVIL" "$EVIL"
		small_diff "$EVIL"
	} | mail_write "$evil_file" Subject="$evil_subject" From="\"${who-$EVIL}\" <${who:-ada}@example.org>" "$@"
}

test_expect_success 'setup' '
	evil new.eml "[PATCH] $EVIL" Message-ID="<\"onclick=alert(4)>x@example.org>" &&
	who=cy evil version.eml "[PATCH v2] KVM: Quite another thing of $EVIL" &&
	evil bug.eml "[BUG] $EVIL" &&
	evil pull.eml "[GIT PULL] $EVIL" &&
	printf "From: \"a\357\277\276b\" <b@example.org>\nSubject: [PATCH] \357\277\277 \001\033[2J\nMessage-ID: <x@y>\n\nText\n" >odd.eml &&
	make_inbox in.git new.eml version.eml bug.eml pull.eml odd.eml &&
	for format in markdown html mail atom
	do
		git -C in.git -c kvm.digest.from="Zoë <me@example.org>" kvm-digest --bodies=all --patches \
			--title="L & <b>" --to="Ben <ben@example.net>" --to=team@example.com \
			--format=$format HEAD >$format || return 1
	done
'

test_expect_success 'html: no tag, attribute or link of a mail is left' '
	cat >check.py <<-\END &&
	import base64, hashlib, html.parser, re, sys

	ALLOWED = {"html", "head", "meta", "title", "style", "script", "body", "header", "main", "h1", "h2", "h3", "p", "a",
	           "span", "div", "pre", "details", "summary", "ul", "li", "table", "thead", "tbody", "tr", "th", "td",
	           "figure", "figcaption", "svg", "rect", "text"}
	VOID = {"meta"}

	class Page(html.parser.HTMLParser):
	    def __init__(self):
	        super().__init__()
	        self.open, self.text, self.raw, self.csp = [], [], {}, ""

	    def handle_starttag(self, tag, attrs):
	        assert tag in ALLOWED, tag
	        for name, value in attrs:
	            assert not name.startswith("on"), name
	            assert name != "style" and name != "src", name
	            if name == "href":
	                assert value.startswith("https://lore.kernel.org/r/") or value.startswith("#") or \
	                    re.fullmatch("[a-z0-9./_-]+", value), value
	            if name == "content" and "default-src" in value:
	                self.csp = value
	        if tag not in VOID:
	            self.open.append(tag)

	    def handle_endtag(self, tag):
	        assert self.open and self.open[-1] == tag, (self.open, tag)
	        self.open.pop()

	    def handle_comment(self, data):
	        raise AssertionError("comment")

	    def handle_data(self, data):
	        if self.open and self.open[-1] in ("script", "style"):
	            self.raw.setdefault(self.open[-1], []).append(data)
	        self.text.append(data)

	page = Page()
	page.feed(open(sys.argv[1], encoding="utf-8").read())
	page.close()
	assert not page.open, page.open
	assert "default-src" in page.csp and "unsafe" not in page.csp, page.csp
	for kind, texts in page.raw.items():
	    digest = base64.b64encode(hashlib.sha256("".join(texts).encode()).digest()).decode()
	    assert "sha256-" + digest in page.csp, kind
	assert len(sys.argv) < 3 or sys.argv[2] in "".join(page.text)
	END
	python3 check.py html "<script>alert(1)</script>"
'

test_expect_success 'mail: one message that says the same twice' '
	cat >mail.py <<-\END &&
	import email, email.policy, sys

	with open(sys.argv[1], "rb") as file:
	    message = email.message_from_binary_file(file, policy=email.policy.default)
	assert not message.defects
	assert all(len(line) < 998 for line in open(sys.argv[1], "rb").read().split(b"\n"))
	print(message["from"], message["to"], message["date"], sep="\n")
	assert message["message-id"].startswith("<git-kvm-digest.")
	assert message.get_content_type() == "multipart/alternative"
	text, html = message.iter_parts()
	assert text.get_content_type() == "text/plain" and html.get_content_type() == "text/html"
	open("mail.text", "w", encoding="utf-8").write(text.get_content())
	open("mail.html", "w", encoding="utf-8").write(html.get_content())
	print(message["subject"])
	END
	python3 mail.py mail >actual &&
	cat >expect <<-\EOF &&
	Zoë <me@example.org>
	Ben <ben@example.net>, team@example.com
	Tue, 04 Mar 2025 10:00:00 +0000
	EOF
	head -n 3 actual >fields &&
	test_cmp expect fields &&
	test_grep "^L & <b>, 2025-03-04: 5 mails, 3 postings" actual &&
	python3 check.py mail.html "<script>alert(1)</script>" &&
	! grep "<script" mail.html &&
	git -C in.git kvm-digest --bodies=all --patches --title="L & <b>" HEAD >text &&
	test_cmp text mail.text
'

test_expect_success 'mail: who and to whom has to be told; a title makes no field; nothing came, nothing is printed' '
	git -C in.git -c user.email=me@example.org -c kvm.digest.from="Robot <bot@example.org>" \
		-c kvm.digest.to=a@example.org -c kvm.digest.to=b@example.org kvm-digest --format=mail \
		--mail-subject="Hello${LF:-
}Bcc: evil@example.org" HEAD >mail &&
	python3 mail.py mail >actual &&
	test_grep "^Robot <bot@example.org>$" actual &&
	test_grep "^a@example.org, b@example.org$" actual &&
	test_grep "^Hello Bcc: evil@example.org$" actual &&
	! grep "^Bcc" mail &&
	test_expect_code 128 git -C in.git -c user.email=me@example.org kvm-digest --format=mail HEAD 2>err &&
	test_grep "kvm.digest.to" err &&
	git -C in.git -c user.email=me@example.org kvm-digest --format=mail --to=a@example.org HEAD..HEAD >out &&
	test_must_be_empty out
'

test_expect_success 'atom: well-formed, an entry a series, with ids that stay' '
	cat >atom.py <<-\END &&
	import sys, xml.etree.ElementTree as tree

	A = "{http://www.w3.org/2005/Atom}"
	feed = tree.parse(sys.argv[1]).getroot()
	assert feed.tag == A + "feed"
	for element in [feed] + feed.findall(A + "entry"):
	    for name in ("id", "title", "updated"):
	        assert len(element.findall(A + name)) == 1, name
	for entry in feed.findall(A + "entry"):
	    assert entry.find(A + "author/" + A + "name") is not None
	    assert entry.find(A + "link").get("href").startswith("https://lore.kernel.org/r/")
	    print(entry.find(A + "id").text, entry.find(A + "category").get("term"), entry.find(A + "updated").text)
	END
	python3 atom.py atom >before &&
	test_line_count = 3 before &&
	test_grep "^mid:version@example.org new " before &&
	who=cy evil third.eml "[PATCH v3] KVM: Quite another thing of $EVIL" &&
	echo "Why?" | mail_write why.eml Subject="Re: [PATCH v3] x" From="Ben <ben@example.net>" \
		In-Reply-To="<third@example.org>" Date="Tue, 04 Mar 2025 12:00:00 +0000" &&
	make_inbox --start=1741100000 in.git third.eml why.eml &&
	git -C in.git kvm-digest --format=atom HEAD >atom &&
	python3 atom.py atom >after &&
	test_grep "^mid:version@example.org author 2025-03-04T12:00:00" after &&
	test_line_count = 3 after
'

test_expect_success 'atom: that a series was applied is news, also where a robot says so' '
	small_diff one | mail_write took.eml Subject="[PATCH] KVM: Took" Date="Mon, 03 Mar 2025 12:00:00 +0000" &&
	printf "%s\n" "Hello:" "" "This patch was applied to frob/next.git (main)" "by Ben Okoro <ben@example.com>:" "" \
		"Here is the summary with links:" "  - KVM: Took" "    https://git.example.org/c/1" |
		mail_write bot.eml Subject="Re: [PATCH] KVM: Took" From="patchwork-bot+frob@kernel.org" \
			In-Reply-To="<took@example.org>" Date="Wed, 05 Mar 2025 12:00:00 +0000" &&
	make_inbox --sent took.git took.eml bot.eml &&
	git -C took.git kvm-digest --format=atom HEAD >atom &&
	python3 atom.py atom >it &&
	echo "mid:took@example.org applied 2025-03-05T12:00:00+00:00" >expect &&
	test_cmp expect it
'

test_expect_success 'markdown: nothing of a mail means anything' '
	sed -n "1p; /^## /p" markdown >heads &&
	cat >expect <<-\EOF &&
	# L &#38; &#60;b&#62;, 2025-03-04: 5 mails, 3 postings, 2 new series, 1 new version, 3 people
	## New series (2)
	## New versions (1)
	## Pull requests (1)
	## Bug reports (1)
	## Contributors (3)
	## Contributors'\'' domains (1)
	## Messages
	EOF
	test_cmp expect heads &&
	sed "s,<!-- -->,_,g; s,<br>,,g; s,</*details>,,g; s,</*summary>,,g; s,</*pre>,,g; s,](<https://lore.kernel.org/r/[^<> ]*>),],g" \
		markdown >rest &&
	! grep "[<>@]" rest &&
	! grep "http:\|https:\|www\." rest &&
	! grep "javascript:" markdown &&
	sed "s/^- \[//; s/\] *\`[0-9a-f]*\`//" rest >inner &&
	! grep "\[" inner
'

test_expect_success 'with --reverse pull requests and reports come oldest first, too' '
	for i in 1 2; do
		echo "Please pull." | mail_write pull$i.eml Subject="[GIT PULL] KVM: Pull $i" &&
		echo "It broke." | mail_write bug$i.eml Subject="[BUG] KVM: Oops $i" || return 1
	done &&
	make_inbox pulls.git pull1.eml bug1.eml pull2.eml bug2.eml &&
	printf "%s\n" "Oops 1" "Oops 2" "Pull 1" "Pull 2" >oldest &&
	printf "%s\n" "Oops 2" "Oops 1" "Pull 2" "Pull 1" >newest &&
	for format in text markdown html
	do
		for order in oldest newest
		do
			git -C pulls.git kvm-digest $(test $order = newest || echo --reverse) --sections=pulls,reports \
				--format=$format HEAD >it &&
			grep -o "Oops [12]\|Pull [12]" it | sort -s -k1,1 >actual && test_cmp $order actual || return 1
		done
	done
'

test_expect_success 'the odd mails of the sample are sound in all formats, too' '
	sample_inbox sample.git &&
	for format in html mail atom markdown
	do
		git -C sample.git -c kvm.digest.from=me@example.org kvm-digest --bodies=all --patches --to=a@example.org \
			--format=$format HEAD >odd.$format || return 1
	done &&
	python3 check.py odd.html &&
	python3 mail.py odd.mail >out &&
	python3 check.py mail.html &&
	python3 atom.py odd.atom >out &&
	test -s out &&
	printf "\033" >esc &&
	! grep -F -f esc odd.html odd.mail odd.atom odd.markdown mail.text
'

# Of each part of a mail: markup of HTML, XML and Markdown, what forges make links of, controls, broken bytes.
cat >generate.py <<'END'
import random

random.seed(4)
PIECES = [b"<script>alert(1)</script>", b"<img src=x onerror=alert(2)>", b'" onmouseover="alert(3)', b"' autofocus='", b"</title>",
          b"</pre>", b"</style>", b"</details>", b"-->", b"<!--", b"]]>", b"<?x", b"&lt;", b"&#60;", b"&", b"[a](javascript:alert(4))",
          b"![a](http://evil.example.org/a.png)", b"<http://evil.example.org>", b"www.evil.example.org", b"https://evil.example.org/",
          b"me@evil.example.org", b"@team", b"#7", b"GH-7", b"**b**", b"_i_", b"~~s~~", b"`c`", b"|", b"\\", b"- [ ] x", b"1. x", b"# h",
          b"===", b"---", b"> q", b"\x1b[2J", b"\x00", b"\x08", b"\xc2\x9b31m", b"\xe2\x80\xae", b"\xef\xbf\xbf", b"\xff\xfe",
          b"\xf0\x9f\x98\x80", b"%s%n", b"${x}", b"=cmd()", b"plain", b"words"]


def some(least=1):
    return b" ".join(random.choice(PIECES) for _ in range(random.randint(least, 6)))


def field(name, value):
    return name + b": " + value.replace(b"\x00", b"") + b"\n"


ids = []
for i in range(60):
    number, version = i % 7, i % 3 + 1
    prefix = [b"[PATCH", b"[PATCH v%d" % version, b"[GIT PULL", b"[BUG"][i % 4] + b" " + some(0).replace(b"]", b"") + b"] "
    name = some().replace(b'"', b"").replace(b"\\", b"")
    ids.append(b"%d%s@example.org" % (i, some().replace(b" ", b"").replace(b">", b"").replace(b"\x00", b"")))
    mail = field(b"From", b'"%s" <u%d%s@example.org>' % (name, number, random.choice([b"", b"&amp;", b"'x", b"\xe2\x80\xae"])))
    mail += field(b"Subject", (b"Re: " if i % 5 == 4 else b"") + prefix + b"topic %d " % number + some())
    mail += field(b"Message-ID", b"<" + ids[-1] + b">") + field(b"Date", b"Tue, 04 Mar 2025 1%d:00:00 +0000" % (i % 10))
    mail += field(b"List-Id", b"<" + random.choice([b"kvm", b"<b>", b"&x", b"a'b"]) + b".example.org>")
    if i % 5 == 4:
        mail += field(b"In-Reply-To", b"<" + random.choice(ids) + b">")
    mail += b"Content-Type: text/plain; charset=utf-8\n\n" + some() + b"\n\nChanges in v%d:\n- " % version + some() + b"\n" + some()
    mail += b"\n\nReviewed-by: " + some() + b" <r%d@example.org>\nSigned-off-by: A <a@example.org>\n---\n" % number
    mail += b" %s | 2 +-\n 1 file changed, 1 insertion(+), 1 deletion(-)\n\n" % some()
    mail += b"diff --git a/%d.c b/%d.c\n--- a/%d.c\n+++ b/%d.c\n@@ -1 +1 @@\n-%s\n+%s\n" % ((number,) * 4 + (some(), some()))
    open("g%02d.eml" % i, "wb").write(mail)
END

# Of a tag, URL or mention nothing is left but text.
cat >plain.py <<'END'
import re, sys

text = open(sys.argv[1], encoding="utf-8").read()
assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ufffe\uffff]", text), "control"
if sys.argv[2:] == ["markdown"]:
    text = re.sub(r"\]\(<https://lore\.kernel\.org/r/[^<>\s]*>\)", "]", text)
    text = text.replace("<!-- -->", "_")
    text = re.sub("</?(br|details|summary|pre)>", "", text)
    assert not re.search("[<>@`~]|www|http|javascript:|GH-|#[0-9]", re.sub("`[0-9a-f]+`|&#[0-9]+;", "", text)), "markup"
END

test_expect_success 'sixty mails of markup and controls are text in every format there is' '
	python3 generate.py &&
	make_inbox made.git g*.eml &&
	git -C made.git kvm-digest -h 2>&1 | sed -n "s/.*--format (\(.*\)).*/\1/p" | tr "|" "\n" >formats &&
	test_line_count = 7 formats &&
	while read -r format
	do
		GIT_PAGER_IN_USE=true git -C made.git -c kvm.digest.from=me@example.org -c color.kvm=false kvm-digest --bodies=all --patches \
			--to=a@example.org --format=$format HEAD >made.$format 2>err && test -s made.$format &&
		test_must_be_empty err || return 1
	done <formats &&
	for plain in text classic json html atom
	do
		python3 plain.py made.$plain || return 1
	done &&
	python3 plain.py made.markdown markdown &&
	python3 check.py made.html "<script>alert(1)</script>" &&
	python3 mail.py made.mail >out &&
	python3 check.py mail.html "<script>alert(1)</script>" &&
	python3 plain.py mail.html &&
	# Where somebody asked something, the mail has days in place of ages, which leave other room for the words.
	for text in made mail
	do
		tr -s " \\n" "  " <$text.text | sed "s| https://lore|\\n&|g" |
			sed -E "s/ (asked|commented) (today|on 2025-[0-9]{2}-[0-9]{2}).*/ \\1/" >$text.rest || return 1
	done &&
	test_cmp made.rest mail.rest &&
	test_grep " commented on 2025-" mail.text &&
	python3 atom.py made.atom >out &&
	test -s out &&
	jq . made.json >out
'

test_expect_success 'a feed whose mails have no link has their content' '
	git -C made.git -c kvm.linkBase=ftp://x/ kvm-digest --format=atom HEAD >nolink 2>err || cat err &&
	! grep "<link" nolink &&
	test_grep "<content type=\"text\">" nolink &&
	! grep "<summary" nolink
'

test_expect_success '-o writes whole files, or none' '
	echo old >page &&
	git -C in.git kvm-digest -o ../page --format=html HEAD >out &&
	test_must_be_empty out &&
	test_grep "^<!DOCTYPE html>" page &&
	ls page.* 2>/dev/null >left || : &&
	test_must_be_empty left &&
	echo old >page &&
	test_expect_code 128 git -C in.git kvm-digest -o ../page nosuch 2>err &&
	echo old >expect &&
	test_cmp expect page &&
	test_expect_code 128 git -C in.git kvm-digest -o ../no/page HEAD 2>err &&
	test_grep "cannot create .../no/page" err &&
	ls page.* 2>/dev/null >left || : &&
	test_must_be_empty left
'

test_expect_success 'what two threads print is what one does, in its order' '
	mkdir many &&
	for i in $(seq 1001 1230); do
		printf "From: Ada <ada$i@example.org>\nSubject: [PATCH] KVM: Thing $i\nDate: Mon, 03 Mar 2025 12:00:00 +0000\nMessage-ID: <m$i@x>\n\nWhy.\n---\n$(small_diff "$i")\n" >many/$i.eml || return 1
	done &&
	make_inbox many.git many/*.eml &&
	for options in "" --reverse --patches --color; do
		git -C many.git kvm-digest --no-bodies --threads=1 $options HEAD >expect &&
		git -C many.git kvm-digest --no-bodies --threads=2 $options HEAD >actual &&
		test_cmp expect actual || return 1
	done &&
	git -C many.git kvm-digest --no-bodies --threads=2 HEAD >actual &&
	sed -n "s/.* KVM: Thing \([0-9]*\)$/\1/p" actual >order &&
	seq 1230 -1 1001 >expect &&
	test_cmp expect order
'

test_done
