#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later

test_description='git kvm-authors: CSV and HTML hold whatever names mails have'

. "$(dirname "$0")/lib/test-lib.sh"

hostile() {
	mail_write "$1" "From=$2" "Subject=[PATCH] KVM: $1" <<-EOF
	---
	diff --git a/x b/x
	--- a/x
	+++ b/x
	@@ -1 +1 @@
	-a
	+b
	EOF
}

test_expect_success 'setup: names that are formulas, tags and line ends' '
	hostile 1.eml "\"=HYPERLINK(\\\"http://example.org\\\",\\\"x\\\")\" <a@example.org>" &&
	hostile 2.eml "\"<script>alert(1)</script>\" <b@example.org>" &&
	hostile 3.eml "\"Comma, Quote \\\" and more\" <c@example.org>" &&
	hostile 4.eml "=?UTF-8?Q?Line=0AEnd_and=0D=0AMore?= <d@example.org>" &&
	hostile 5.eml "\"@SUM(1+1)\" <e@example.org>" &&
	hostile 6.eml "\"-2+3\" <f@example.org>" &&
	hostile 7.eml "+1 <g@example.org>" &&
	hostile 8.eml "\"A & B '\''C'\''\" <\"onload=alert(1)\"@example.org>" &&
	hostile 9.eml "=?UTF-8?Q?=E2=80=AEdesrever?= <h@example.org>" &&
	make_inbox in.git ?.eml
'

test_expect_success 'CSV: two readers see the same cells, none is a formula' '
	git -C in.git kvm-authors --by=year --group=author --group=domain --format=csv HEAD >out.csv &&
	git -C in.git kvm-authors --format=json HEAD >json &&
	python3 - <<-\EOF
	import csv, json, sqlite3
	rows = list(csv.reader(open("out.csv", newline="", encoding="utf-8"), strict=True))
	head, rows = rows[0], rows[1:]
	assert head[:5] == ["group", "period", "rank", "name", "email"], head
	assert all(len(row) == len(head) for row in rows), rows
	for row in rows:
	    for cell in row:
	        assert not cell or cell[0] not in "=+-@\t\r\n", cell
	names = {row[4]: row[3] for row in rows if row[0] == "author"}
	for row in json.load(open("json", encoding="utf-8"))["tables"][0]["rows"]:
	    name, email = row["name"], row["email"]
	    assert names[email] in (name, "\x27" + name), (names[email], name)
	assert names["a@example.org"].startswith("\x27=HYPERLINK("), names
	assert names["c@example.org"] == "Comma, Quote \" and more", names
	database = sqlite3.connect(":memory:")
	database.execute("create table t (%s)" % ",".join("\"%s\"" % name for name in head))
	database.executemany("insert into t values (%s)" % ",".join("?" * len(head)), rows)
	total, = database.execute("select sum(postings) from t where \"group\"=\"author\" and period=\"\"").fetchone()
	parts, = database.execute("select sum(postings) from t where \"group\"=\"author\" and period<>\"\"").fetchone()
	assert total == parts == 9, (total, parts)
	EOF
'

if command -v sqlite3 >/dev/null 2>&1; then
	test_set_prereq SQLITE3
fi
test_expect_success SQLITE3 'CSV: sqlite3 imports it' '
	sqlite3 t.db ".import --csv out.csv t" 2>err &&
	test_must_be_empty err &&
	echo 9 >expect &&
	sqlite3 t.db "select count(*) from t where period = \"\" and \"group\" = \"author\"" >actual &&
	test_cmp expect actual
'

cat >page.py <<'EOF'
"""Reads a page: tags match, nothing is loaded, no text of a mail is a tag; prints the cells and the text of the SVG."""
import sys
import xml.etree.ElementTree
from html.parser import HTMLParser

VOID = {"meta", "br"}
KNOWN = {"html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "figure", "figcaption", "svg", "line",
         "header", "main", "text", "rect", "polyline", "table", "thead", "tbody", "tr", "th", "td", "div", "ul", "li", "script"}


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.scripts = [], 0

    def check(self, tag, attributes):
        assert tag in KNOWN, tag
        for name, value in attributes:
            assert not name.startswith("on") and name not in ("src", "href", "xlink:href", "style"), name
        self.scripts += tag == "script"

    def handle_startendtag(self, tag, attributes):
        self.check(tag, attributes)

    def handle_starttag(self, tag, attributes):
        self.check(tag, attributes)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, tag

    def handle_data(self, data):
        if self.open and self.open[-1] == "td":
            print(data)


source = open(sys.argv[1], encoding="utf-8").read()
page = Page()
page.feed(source)
page.close()
assert not page.open and page.scripts == 1, (page.open, page.scripts)
assert "url(" not in source and "@import" not in source
assert "prefers-color-scheme:dark" in source and "default-src 'none'" in source and "unsafe" not in source
svg = xml.etree.ElementTree.fromstring(source[source.index("<svg"):source.index("</svg>") + 6])
bars = [bar for bar in svg.iter("rect")]
assert bars and all(float(bar.get("height")) >= 0 for bar in bars)
EOF

for by in "" --by=month; do
	test_expect_success "HTML ${by:-without periods}: one sound page, names are text" '
		git -C in.git kvm-authors $by --format=html HEAD >page.html &&
		python3 page.py page.html >cells &&
		test_grep -F "<script>alert(1)</script> <b@example.org>" cells &&
		test_grep -F "<U+202E>" cells &&
		test_grep -F "A & B" cells
	'
done

test_expect_success 'HTML: --versus and all groups make a sound page, too' '
	git -C in.git kvm-authors --versus=HEAD~3 --group=author --group=employer --group=path --group=tree \
		--group=trailer:cc --bots --format=html HEAD~3.. >page.html &&
	python3 page.py page.html >cells &&
	test_grep -F "Before: HEAD~3." page.html
'

test_expect_success 'HTML: a long name is cut in front of its bar, and nowhere else' '
	long=$(printf "Name%.0s" 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15) &&
	hostile long.eml "$long <l@example.org>" &&
	make_inbox long.git long.eml &&
	git -C long.git kvm-authors --format=html HEAD >page.html &&
	test_grep -F "NameName.." page.html &&
	test_grep -F "$long &lt;l@example.org&gt;" page.html
'

test_expect_success 'HTML and text: where there is nothing, that is said' '
	git -C in.git kvm-authors --by=month --format=html HEAD -- nowhere >page.html &&
	test_grep -F "<p>None.</p>" page.html &&
	! grep -F "<table" page.html &&
	git -C in.git kvm-authors --by=month HEAD -- nowhere >out &&
	test_grep "^ none" out &&
	! grep "never" out
'

test_expect_success 'one of a kind is named so' '
	mail_write one.eml "Subject=[PATCH] KVM: One" <<-EOF &&
	One.

	---
	$(small_diff)
	EOF
	echo "Reviewed-by: Bo Ek <bo@example.com>" |
		mail_write reply.eml "Subject=Re: [PATCH] KVM: One" "From=Bo Ek <bo@example.com>" \
			"In-Reply-To=<one@example.org>" &&
	make_inbox one.git one.eml reply.eml &&
	git -C one.git kvm-authors HEAD >actual &&
	test_grep "^ 1 person sent 1 patch in 1 topic (1 posting),\$" actual &&
	test_grep "^ 1 review of 1 patch, 1 reply; " actual &&
	test_grep "of 1 topic\$" actual &&
	test_grep "0 of 1 topic (0 %)" actual &&
	test_grep "of 1 review between" actual &&
	git -C one.git kvm-authors --format=html --by=day HEAD >page &&
	test_grep "<p>1 person sent 1 patch in 1 topic (1 posting), 1 review of 1 patch, 1 reply\.</p>" page &&
	test_grep "of 1 topic</li>" page &&
	test_grep ", 1 review</title>" page
'

test_expect_success 'HTML: of many authors 15 have a bar' '
	for n in $(seq 16)
	do
		hostile "many-$n.eml" "P$n <p$n@example.org>" || return 1
	done &&
	make_inbox many.git many-*.eml &&
	git -C many.git kvm-authors --format=html HEAD >page.html &&
	grep "class=\"bar\"" page.html >bars &&
	test_line_count = 15 bars
'

test_done
