/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/html_page.h"
#include "report/escape.h"

#include <string.h>

static const char style[] =
	"\n:root{color-scheme:light dark;--text:#1b1f24;--page:#fff;--faint:#59636e;--rule:#d0d7de;"
	"--bar:#3b74c4;\n--good:#116329;--bad:#b3261e;--turn:#7d4e00;--add:#0a6b28;--del:#b3261e;"
	"--box:#f4f6f8;--link:#0757b0}\n"
	"@media (prefers-color-scheme:dark){:root{--text:#e6edf3;--page:#0f1318;--faint:#9aa4af;"
	"--rule:#30363d;\n--bar:#5b9bf0;--good:#56d364;--bad:#ff8a80;--turn:#e3b341;--add:#56d364;"
	"--del:#ff8a80;--box:#171c23;--link:#7db7ff}}\n"
	"body{font:16px/1.5 system-ui,sans-serif;color:var(--text);background:var(--page);"
	"max-width:72em;margin:1.5em auto;padding:0 1em;overflow-wrap:anywhere}\n"
	"h1{font-size:1.5em;line-height:1.25}h2{font-size:1.2em;margin:1.6em 0 .5em;"
	"border-bottom:1px solid var(--rule)}h3{font-size:1em;margin:.8em 0 0}\n"
	"a{color:var(--link)}.faint,figcaption{color:var(--faint)}p{margin:.2em 0}"
	".row{padding:.25em .4em;border-left:3px solid transparent}\n"
	".row:target,.row.here{border-color:var(--bar);background:var(--box)}\n"
	".state{font-weight:600}.applied,.reviewed{color:var(--good)}.contested{color:var(--bad)}"
	".author{color:var(--turn)}.superseded,.withdrawn{color:var(--faint)}\n"
	"pre{font:13px/1.45 ui-monospace,monospace;background:var(--box);padding:.7em;"
	"white-space:pre-wrap;margin:.4em 0}\n"
	".a{color:var(--add)}.d{color:var(--del)}.h{color:var(--link)}.q{color:var(--faint)}\n"
	"table{border-collapse:collapse;font-variant-numeric:tabular-nums;overflow-wrap:normal}."
	"wide{overflow-x:auto}"
	"th,td{padding:.2em .6em;text-align:left;vertical-align:top}.sort{white-space:nowrap}"
	".sort td:first-child{white-space:normal;min-width:16em;overflow-wrap:anywhere}"
	"th{color:var(--faint);border-bottom:1px solid var(--rule)}.n{text-align:right}\n"
	"th button{all:unset;cursor:pointer}th button:focus-visible{outline:2px solid var(--bar)}"
	"th[aria-sort=ascending] button::after{content:\" \\2191\"}"
	"th[aria-sort=descending] button::after{content:\" \\2193\"}\n"
	".figures td,.figures th{text-align:right}"
	".figures td:first-child,.figures th:first-child{text-align:left}"
	".figures tbody tr:nth-child(even){background:var(--box)}\n"
	"summary{cursor:pointer;color:var(--faint)}input{font:inherit;width:20em;max-width:95%}"
	"svg{width:100%;max-width:44em;height:auto}.bar{fill:var(--bar)}.label{fill:var(--text);"
	"font-size:13px}figure{margin:1em 0;overflow-x:auto}.chart{min-width:46em;max-width:72em}"
	".grid{stroke:var(--rule)}.line{fill:none;stroke:var(--turn);stroke-width:2}\n"
	"@media(max-width:1100px){.list{font-size:13px;white-space:normal}.list th,.list td"
	"{padding:.2em .3em}.list td:first-child{min-width:12em}.list "
	"td:nth-child(n+8){white-space:nowrap}}\n"
	"@media(max-width:600px){.list{font-size:16px}.list thead{display:none}"
	".list,.list tbody,.list tr{display:block}.list td{display:inline;padding:0}"
	".list td:first-child{display:block}.list td:nth-child(n+8){white-space:normal}.list "
	"td:nth-child(n+3)::before{content:\" \\b7  \"}"
	".list td:nth-child(4)::after{content:\" patches\"}"
	".list td:nth-child(5)::after{content:\" reviewed\"}"
	".list td:nth-child(8)::before{content:\" \\b7  posted \"}"
	".list td:nth-child(9)::before{content:\" \\b7  last word \"}"
	".list td:nth-child(6)::after{content:\" replies\"}.list tr{padding:.4em}}\n"
	"@media print{input,label,summary{display:none}body{max-width:none;font-size:12px}"
	".sort{font-size:10px;white-space:normal}.sort td:first-child{min-width:12em}"
	".figures td:nth-child(n+2){white-space:nowrap}"
	".wide,figure{overflow:visible}.chart{min-width:0}}\n";

/* Filter as text is typed; j and k go through the rows, o opens one, / is for the filter. Tables
 * with the class "sort" are sorted by their headings. */
static const char script_text[] =
	"\n'use strict';\n"
	"{const rows=[...document.querySelectorAll('.row')];let at=-1;\n"
	"const field=document.createElement('input');field.type='search';field.id='filter';\n"
	"const label=document.createElement('label');label.htmlFor='filter';"
	"label.textContent='Filter: ';\n"
	"const seen=()=>rows.filter(row=>!row.hidden);\n"
	"field.addEventListener('input',()=>{const words=field.value.toLowerCase().split(/\\s+/);\n"
	" for(const row of rows)row.hidden=!words.every(word=>(row.textContent+' '+"
	"(row.dataset.more||'')).toLowerCase().includes(word));});\n"
	"if(rows.length>1){const p=document.createElement('p');p.append(label,field);\n"
	" document.querySelector('main').prepend(p);}\n"
	"const go=step=>{const now=seen();if(!now.length)return;\n"
	" const old=now.indexOf(rows[at]);"
	"const next=now[Math.max(0,Math.min(now.length-1,old+step))];\n"
	" rows.forEach(row=>row.classList.remove('here'));next.classList.add('here');"
	"at=rows.indexOf(next);next.scrollIntoView({block:'nearest'});};\n"
	"document.addEventListener('keydown',e=>{if(e.ctrlKey||e.altKey||e.metaKey)return;\n"
	" if(e.target===field){if(e.key==='Escape')field.blur();return;}\n"
	" if(e.key==='j')go(1);else if(e.key==='k')go(-1);\n"
	" else if(e.key==='/'){e.preventDefault();field.focus();}\n"
	" else if(e.key==='o'&&rows[at]){const inner=rows[at].querySelector('details');"
	"const link=rows[at].querySelector('a');\n"
	"  if(inner)inner.open=!inner.open;else if(link)link.click();}});\n"
	"for(const table of document.querySelectorAll('table.sort')){\n"
	" const heads=[...table.tHead.rows[0].cells],body=table.tBodies[0];\n"
	" heads.forEach((head,column)=>{const button=document.createElement('button');\n"
	"  button.append(...head.childNodes);head.append(button);\n"
	"  button.addEventListener('click',()=>{const text=row=>{const cell=row.cells[column];"
	"return cell.dataset.key||cell.textContent;};\n"
	"   const all=[...body.rows],"
	"numbers=all.every(row=>/^-?[0-9]*$/.test(text(row)));\n"
	"   const days=all.every(row=>/^[-0-9]*$/.test(text(row)));\n"
	"   const up=head.ariaSort?head.ariaSort==='descending':!days;\n"
	"   all.sort((a,b)=>(numbers?text(a)-text(b):text(a).localeCompare(text(b)))*(up?1:-1));\n"
	"   heads.forEach(other=>other.removeAttribute('aria-sort'));"
	"head.setAttribute('aria-sort',up?'ascending':'descending');\n"
	"   body.append(...all);});});}}\n";

static void append_hash(GString *out, const char *text)
{
	g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
	guint8 digest[32];
	gsize len = sizeof(digest);
	g_autofree char *base64 = NULL;

	g_checksum_update(sum, (const guchar *)text, -1);
	g_checksum_get_digest(sum, digest, &len);
	base64 = g_base64_encode(digest, len);
	g_string_append_printf(out, "'sha256-%s'", base64);
}

void html_page_open(GString *out, const char *title, bool script)
{
	g_string_append(out,
			"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
			"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
			"'none'; base-uri 'none'; form-action 'none'; style-src ");
	append_hash(out, style);
	if (script) {
		g_string_append(out, "; script-src ");
		append_hash(out, script_text);
	}
	g_string_append(out, "\">\n<meta name=\"viewport\" content=\"width=device-width, "
			     "initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light "
			     "dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
	html_text(out, title);
	g_string_append_printf(out, "</title>\n<style>%s</style>\n</head>\n<body>\n", style);
}

void html_page_close(GString *out, bool script)
{
	if (script)
		g_string_append_printf(out, "<script>%s</script>\n", script_text);
	g_string_append(out, "</body>\n</html>\n");
}

void html_page_links(GString *out)
{
	g_string_append(out, "<nav><a href=\"index.html\">Series</a> · <a "
			     "href=\"contributors.html\">Contributors</a></nav>\n");
}

void html_link(GString *out, const char *url, const char *text)
{
	bool safe = g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://");

	if (safe) {
		g_string_append(out, "<a href=\"");
		html_text(out, url);
		g_string_append(out, "\">");
	}
	html_text(out, text);
	g_string_append(out, safe ? "</a>" : "");
}

void html_state(GString *out, enum series_state state, const char *words)
{
	g_string_append_printf(out, "<span class=\"state %s\">", state_name(state));
	html_text(out, words);
	g_string_append(out, "</span>");
}

static const char *line_class(const char *line, bool diff)
{
	if (*line == '>')
		return "q";
	if (!diff)
		return NULL;
	if (g_str_has_prefix(line, "diff --git ") || g_str_has_prefix(line, "@@"))
		return "h";
	return *line == '+' ? "a" : *line == '-' ? "d" : NULL;
}

/* indent: the column in which a line has its sign. */
static void put_lines(GString *out, const char *text, size_t len, bool diff, size_t indent)
{
	const char *end = text + len;

	g_string_append(out, "<pre>");
	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		g_autofree char *line = g_strndup(text, (size_t)((stop ? stop : end) - text));
		const char *class;

		diff |= g_str_has_prefix(line, "diff --git ") || g_str_has_prefix(line, "--- a/");
		class = strlen(line) > indent ? line_class(line + indent, diff) : NULL;
		if (class)
			g_string_append_printf(out, "<span class=\"%s\">", class);
		html_lines(out, line);
		g_string_append(out, class ? "</span>\n" : "\n");
		text = stop ? stop + 1 : end;
	}
	g_string_append(out, "</pre>\n");
}

void html_message(GString *out, const char *text, size_t len)
{
	put_lines(out, text, len, false, 0);
}

void html_diff(GString *out, const char *text, size_t len)
{
	put_lines(out, text, len, true, 4);
}

static uint64_t highest(const struct html_bar *bars, guint nr)
{
	uint64_t max = 1;

	for (guint i = 0; i < nr; i++)
		max = MAX(max, bars[i].value);
	return max;
}

static void open_figure(GString *out, const char *title, int width, guint height)
{
	g_string_append_printf(
		out, "<figure>\n<svg viewBox=\"0 0 %d %u\" role=\"img\" aria-label=\"%s\">\n",
		width, height, title);
}

void html_bars(GString *out, const char *title, const struct html_bar *bars, guint nr)
{
	uint64_t max = highest(bars, nr);

	if (!nr)
		return;
	open_figure(out, title, 640, nr * 22);
	for (guint i = 0; i < nr; i++) {
		guint width = (guint)(bars[i].value * 340 / max);

		g_string_append_printf(out,
				       "<text class=\"label\" x=\"232\" y=\"%u\" "
				       "text-anchor=\"end\">",
				       i * 22 + 16);
		html_text(out, bars[i].label);
		g_string_append_printf(out,
				       "</text><rect class=\"bar\" x=\"240\" y=\"%u\" width=\"%u\" "
				       "height=\"16\"/><text class=\"label\" x=\"%u\" y=\"%u\">"
				       "%" G_GUINT64_FORMAT "</text>\n",
				       i * 22 + 3, width, 246 + width, i * 22 + 16, bars[i].value);
	}
	g_string_append_printf(out, "</svg>\n<figcaption>%s</figcaption>\n</figure>\n", title);
}

void html_columns(GString *out, const char *title, const struct html_bar *bars, guint nr)
{
	uint64_t max = highest(bars, nr);

	if (nr < 2)
		return;
	open_figure(out, title, 640, 140);
	for (guint i = 0; i < nr; i++) {
		guint height = (guint)(bars[i].value * 100 / max);
		guint x = i * 640 / nr, width = MAX(1, 640 / nr * 8 / 10);

		g_string_append_printf(
			out,
			"<rect class=\"bar\" x=\"%u\" y=\"%u\" width=\"%u\" "
			"height=\"%u\"><title>%s: %" G_GUINT64_FORMAT "</title></rect>\n",
			x, 116 - height, width, height, bars[i].label, bars[i].value);
		if (nr <= 14)
			g_string_append_printf(out,
					       "<text class=\"label\" x=\"%u\" y=\"%u\">"
					       "%" G_GUINT64_FORMAT "</text>\n",
					       x + 2, 112 - height, bars[i].value);
	}
	g_string_append_printf(
		out,
		"<text class=\"label\" x=\"0\" y=\"134\">%s</text><text "
		"class=\"label\" x=\"636\" y=\"134\" text-anchor=\"end\">%s</text>\n",
		bars[0].label, bars[nr - 1].label);
	g_string_append_printf(out, "</svg>\n<figcaption>%s</figcaption>\n</figure>\n", title);
}

static void append_text(GString *out, const char *text, unsigned flags)
{
	g_autoptr(GString) plain = g_string_new(NULL);

	escape_terminal(plain, text, strlen(text), flags);
	for (const char *c = plain->str; *c; c++) {
		switch (*c) {
		case '&':
			g_string_append(out, "&amp;");
			break;
		case '<':
			g_string_append(out, "&lt;");
			break;
		case '>':
			g_string_append(out, "&gt;");
			break;
		case '"':
			g_string_append(out, "&quot;");
			break;
		case '\'':
			g_string_append(out, "&#39;");
			break;
		default:
			g_string_append_c(out, *c);
		}
	}
}

void html_text(GString *out, const char *text)
{
	append_text(out, text, ESCAPE_LINE);
}

void html_lines(GString *out, const char *text)
{
	append_text(out, text, 0);
}
