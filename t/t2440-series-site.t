#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-series --format=html: the list as a site'

. "$(dirname "$0")/lib/test-lib.sh"

EVIL='</title></pre><script>alert(1)</script><img src=x onerror=alert(2)>'

# posting <file> <subject> [<Field>=<value>…]
posting() {
	posting_file=$1 posting_subject=$2
	shift 2
	{
		printf '%s\n\nSigned-off-by: Ada Lindqvist <ada@example.org>\n---\nv2: Another try\n\n' "${words-Why.}"
		small_diff "$EVIL" "virt/kvm/$posting_file.c"
	} | mail_write "$posting_file.eml" Subject="$posting_subject" "$@"
}

test_expect_success 'setup' '
	posting one "[PATCH] KVM: One $EVIL" From="\"$EVIL\" <eve@example.net>" &&
	posting two1 "[PATCH] KVM: Two" Date="Mon, 03 Mar 2025 12:00:00 +0000" &&
	posting two2 "[PATCH v2] KVM: Two" Date="Tue, 04 Mar 2025 12:00:00 +0000" &&
	{
		for i in 1 2 3 4 5 6 7 8 9
		do
			echo "> Quoted line $i" || return 1
		done
		echo "$EVIL"
		echo "Reviewed-by: Rita Reviewer <rita@example.com>"
	} | mail_write answer.eml Subject="Re: [PATCH v2] KVM: Two" From="Rita Reviewer <rita@example.com>" \
		In-Reply-To="<two2@example.org>" Date="Tue, 04 Mar 2025 13:00:00 +0000" &&
	make_inbox in.git one.eml two1.eml two2.eml answer.eml &&
	git -C in.git kvm-series --format=html -o ../site HEAD >out &&
	test_must_be_empty out
'

test_expect_success 'an index, the contributors, and a page a topic' '
	ls site >actual &&
	test_line_count = 4 actual &&
	test_grep "^contributors.html$" actual &&
	test_grep "^index.html$" actual &&
	two=$(git -C in.git rev-parse HEAD~2 | cut -c1-12) &&
	test_grep "^topic-$two.html$" actual &&
	test_grep "href=\"topic-$two.html\">KVM: Two</a>" site/index.html &&
	test_grep "virt/kvm/two2.c" site/index.html &&
	test_grep "Rita Reviewer &lt;rita@example.com&gt;" site/contributors.html &&
	test_grep "<h1>Contributors of KVM: 2025-03-03 to 2025-03-04</h1>" site/contributors.html &&
	page=site/topic-$two.html &&
	test_grep "Another try" $page &&
	test_grep "Reviewed-by:</span> Rita Reviewer" $page &&
	test_grep "<summary>6 quoted lines</summary>" $page &&
	test_grep "<summary>Range-diff</summary>" $page &&
	test_grep "virt/kvm/two2.c" $page &&
	test_grep "class=\"a\">+&lt;/title&gt;" $page
'

test_expect_success 'no tag or attribute of a mail is left, tags nest, and links lead somewhere' '
	cat >check.py <<-\END &&
	import html.parser, os, sys

	ALLOWED = {"html", "head", "meta", "title", "style", "script", "body", "header", "main", "h1", "h2", "h3", "p", "a",
	           "span", "div", "pre", "details", "summary", "ul", "li", "table", "thead", "tbody", "tr", "th", "td", "br",
	           "article", "nav", "figure", "figcaption", "svg", "g", "rect", "text", "line", "polyline", "title"}
	DRAWN = {"viewbox", "role", "aria-label", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "points",
	         "text-anchor"}

	class Page(html.parser.HTMLParser):
	    def __init__(self):
	        super().__init__()
	        self.open, self.ids, self.links, self.csp = [], set(), [], ""

	    def handle_starttag(self, tag, attrs):
	        assert tag in ALLOWED, tag
	        for name, value in attrs:
	            assert name in ("lang", "charset", "http-equiv", "content", "name", "class", "href", "id", "tabindex", "data-key",
	                            "data-more") or name in DRAWN, name
	            if name == "id":
	                assert value not in self.ids, value
	                self.ids.add(value)
	            if name == "href":
	                self.links.append(value)
	            if name == "content" and "default-src" in value:
	                self.csp = value
	        if tag not in ("meta", "br"):
	            self.open.append(tag)

	    def handle_startendtag(self, tag, attrs):
	        self.handle_starttag(tag, attrs)
	        self.open.pop()

	    def handle_endtag(self, tag):
	        assert self.open.pop() == tag, tag

	pages = {}
	for name in os.listdir("site"):
	    pages[name] = Page()
	    pages[name].feed(open("site/" + name, encoding="utf-8").read())
	    assert not pages[name].open
	    assert "default-src" in pages[name].csp and "unsafe" not in pages[name].csp
	for name, page in pages.items():
	    for link in page.links:
	        if not link.startswith("https://lore.kernel.org/r/"):
	            file, _, anchor = link.partition("#")
	            assert not anchor or anchor in pages[file or name].ids, link
	            assert not file or file in pages, link
	END
	python3 check.py
'

test_expect_success 'the contributors are those of git kvm-authors' '
	git -C in.git kvm-authors --by=month --by-sent --group=author --group=reviewer --group=tester \
		--group=domain --format=html HEAD >authors.html &&
	sed "/<title>/d; /<h1>/d" authors.html >expect &&
	sed "/<title>/d; /<h1>/d; /<nav>/d" site/contributors.html >actual &&
	test_cmp expect actual
'

test_expect_success 'a second run writes nothing, and what changed is written' '
	touch -d 2001-01-01 site/* &&
	git -C in.git kvm-series --format=html -o ../site HEAD &&
	find site -type f -newermt 2002-01-01 >written &&
	test_must_be_empty written &&
	echo "I see." | mail_write more.eml Subject="Re: [PATCH v2] KVM: Two" In-Reply-To="<answer@example.org>" \
		Date="Tue, 04 Mar 2025 14:00:00 +0000" &&
	make_inbox --start=1741200000 in.git more.eml &&
	git -C in.git kvm-series --format=html -o ../site HEAD &&
	find site -type f -newermt 2002-01-01 | sort >written &&
	test_grep "site/topic-$two.html" written &&
	test_grep "I see." site/topic-$two.html &&
	! grep "$(git -C in.git rev-parse HEAD~4 | cut -c1-12)" written
'

test_expect_success 'what is coloured can be read, on light and dark ground' '
	cat >contrast.py <<-\END &&
	import re, sys
	page = open(sys.argv[1], encoding="utf-8").read()
	def light(colour):
	    colour = colour if len(colour) == 7 else "#" + "".join(2 * c for c in colour[1:])
	    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
	    parts = [c / 12.92 if c <= .03928 else ((c + .055) / 1.055) ** 2.4 for c in parts]
	    return .2126 * parts[0] + .7152 * parts[1] + .0722 * parts[2]
	used = set(re.findall(r"[{;]color:var\(--(\w+)\)", page))
	assert {"link", "add", "del", "faint", "text"} <= used, used
	for start in [m.start() for m in re.finditer(":root{", page)]:
	    has = dict(re.findall(r"--(\w+):(#[0-9a-f]+)", page[start:page.index("}", start)]))
	    for name in used:
	        for ground in "page", "box":
	            a, b = sorted([light(has[name]), light(has[ground])])
	            assert (b + .05) / (a + .05) >= 4.5, (name, ground)
	END
	python3 contrast.py site/index.html
'

test_expect_success 'options that do not go together' '
	test_expect_code 129 git -C in.git kvm-series --format=html HEAD 2>err &&
	test_grep "say where with -o" err &&
	test_expect_code 129 git -C in.git kvm-series -o ../site HEAD 2>err &&
	test_expect_code 129 git -C in.git kvm-series --format=html -o ../site -z HEAD 2>err &&
	test_expect_code 129 git -C in.git kvm-series --format=html -o ../site --all-versions HEAD 2>err &&
	echo file >notafolder &&
	test_expect_code 128 git -C in.git kvm-series --format=html -o ../notafolder/x HEAD 2>err &&
	test_grep "^fatal: cannot create .../notafolder/x" err
'

test_done
