/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "fuzz.h"

#include "mime/limits.h"
#include "patch/changelog.h"
#include "patch/links.h"
#include "reply/excerpt.h"
#include "reply/given.h"
#include "reply/lexer.h"
#include "reply/remark.h"

/* What is read of the words that people write: replies, robots, pull requests, changelogs. */

static void check_remarks(const struct remark_list *remarks)
{
	check(remarks->nr <= MAIL_MAX_REMARKS);
	for (size_t i = 0; i < remarks->nr; i++) {
		const struct record_remark *remark = &remarks->items[i];

		check(remark->kind < REMARK_KINDS);
		check(remark->first >= 0 && remark->last >= 0);
		check(remark->kind == REMARK_ASKS || remark->kind == REMARK_PRAISES ||
		      remark->kind == REMARK_AGREES || remark->kind == REMARK_WANTED ||
		      remark->first <= remark->last);
		check_text(remark->text);
		check_text(remark->who);
	}
}

static void read_remarks(struct slice text)
{
	GArray *own = lexer_own_lines(text);
	struct pool pool = POOL_INIT;
	struct remark_list remarks;
	struct trailer_list trailers;

	remark_parse_reply(&pool, own, &remarks);
	check_remarks(&remarks);
	trailer_parse_reply(&pool, text, own, &trailers);
	check(trailers.nr <= MAIL_MAX_TRAILERS);
	remark_parse_pull(&pool, text, &remarks);
	check_remarks(&remarks);
	remark_parse_robot(&pool, text, &remarks);
	check_remarks(&remarks);
	pool_release(&pool);
	g_array_unref(own);
}

/* Each line comes once, and the own lines are those that are. */
static void read_lines(struct slice text)
{
	GArray *own = lexer_own_lines(text);
	struct lexer lexer = { .rest = text };
	struct slice rest = text, line;
	struct text_line item;
	guint nr = 0;

	while (slice_next_line(&rest, &line)) {
		check(lexer_next(&lexer, &item));
		check(item.line.ptr == line.ptr && item.line.len == line.len);
		check(item.own ? item.kind <= LINE_TAG : item.kind != LINE_TAG);
		check(!item.own || (nr < own->len &&
				    g_array_index(own, struct text_line, nr).line.ptr == line.ptr));
		nr += item.own;
	}
	check(!lexer_next(&lexer, &item) && nr == own->len);
	g_array_unref(own);
}

static void read_links(struct slice text)
{
	struct pool pool = POOL_INIT;
	struct record_link *links;
	unsigned nr;

	links_parse(&pool, text, &links, &nr);
	check(nr <= MAIL_MAX_LINKS);
	for (size_t i = 0; i < nr; i++) {
		check_text(links[i].message_id);
		check(*links[i].message_id && links[i].version >= LINK_SUPERSEDES);
	}
	links_parse_obsoleted(&pool, text, &links, &nr);
	check(nr <= MAIL_MAX_LINKS);
	pool_release(&pool);
}

static void read_words(struct slice text, int version)
{
	GString *out = g_string_new(NULL);

	check(changelog_find(text, version, out) == (out->len > 0));
	g_string_truncate(out, 0);
	excerpt_find(text, 100, "Ben Okoro", out);
	check(!memchr(out->str, '\n', out->len));
	g_string_free(out, TRUE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct slice text = slice_of((const char *)data, size);
	int version = 2 + (int)(size % 8);

	read_lines(text);
	read_remarks(text);
	read_links(text);
	read_words(text, version);
	return 0;
}
