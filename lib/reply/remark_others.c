/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reply/remark_private.h"

#include "mime/limits.h"
#include "patch/shortlog.h"

void remark_parse_pull(struct pool *pool, struct slice text, struct remark_list *out)
{
	struct remarks remarks = { pool, out, 0 };
	struct slice who, titles;
	int count;

	*out = (struct remark_list){ NULL, 0 };
	while (out->nr < MAIL_MAX_REMARKS && shortlog_next(&text, &who, &count, &titles)) {
		const char *name = pool_copy_utf8(pool, who), *title;

		while ((title = shortlog_next_title(pool, &titles))) {
			struct record_remark *item = remarks_add(&remarks, REMARK_LISTED, 0, 0);

			if (!item)
				break;
			item->text = title;
			item->who = name;
		}
	}
}

bool remark_requests_pull(struct slice text)
{
	bool since = false;
	struct slice line;

	while (slice_next_line(&text, &line)) {
		since |= slice_starts(line, SLICE("The following changes since commit ")) ||
			 slice_starts(line, SLICE("The following are changes since commit "));
		if (since && (slice_starts(line, SLICE("are available in the ")) ||
			      slice_starts(line, SLICE("and are available in the "))))
			return true;
	}
	return false;
}

/* "This series was applied to netdev/net.git (main)": where to, by the words behind it. */
static bool read_bot_applied(struct slice line, struct scope *scope, struct slice *where)
{
	static const struct {
		struct slice start;
		bool whole;
	} starts[] = {
		{ SLICE("This series was applied to "), true },
		{ SLICE("This patch was applied to "), false },
		{ SLICE("This pull request was applied to "), false },
		{ SLICE("The following commit has been merged into the "), false },
		{ SLICE("has been merged into "), false },
	};

	for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
		if (!slice_istarts(line, starts[i].start))
			continue;
		*where = slice_skip(line, starts[i].start.len);
		scope->nr = starts[i].whole;
		scope->ranges[0].first = 1;
		scope->ranges[0].last = SCOPE_ALL;
		return true;
	}
	return false;
}

/* "Ann Example <ann@example.org>:" behind "by" is who did what the robot tells. */
static void name_applier(struct remarks *remarks, struct slice who)
{
	const char *end = who.len ? memchr(who.ptr, '<', who.len) : NULL, *name;

	if (!end)
		return;
	name = remarks_copy(remarks, slice_of(who.ptr, (size_t)(end - who.ptr)));
	for (size_t i = 0; i < remarks->out->nr; i++)
		remarks->out->items[i].who = name;
}

void remark_parse_robot(struct pool *pool, struct slice text, struct remark_list *out)
{
	struct remarks remarks = { pool, out, 0 };
	struct scope scope = { .nr = 0 };
	struct slice line, where = { NULL, 0 }, commit, who = { NULL, 0 };
	bool applied = false, has_list = false, pending = false, counted;
	int number = 0;

	*out = (struct remark_list){ NULL, 0 };
	while (slice_next_line(&text, &line)) {
		if (!applied) {
			applied = read_bot_applied(line, &scope, &where);
		} else if (slice_istarts(line, SLICE("Commit-ID:"))) {
			where = slice_skip(line, 10);
			break;
		} else if (!who.len && !has_list && slice_starts(line, SLICE("by "))) {
			who = slice_skip(line, 3);
		} else if (pending && entry_commit(line, &commit)) {
			struct record_remark *item =
				remarks_add(&remarks, REMARK_APPLIED, number, number);

			if (item)
				item->text = remarks_copy(&remarks, commit);
			pending = false;
		} else if (slice_starts(line, SLICE("  - [")) &&
			   entry_read(line, &number, &counted)) {
			pending = has_list = true;
		} else {
			pending = false;
		}
	}
	/* "This series was applied": also of what it does not find again, or of another project. */
	if (applied && (!has_list || scope.nr))
		remarks_add_scoped(&remarks, REMARK_APPLIED, &scope,
				   has_list ? slice_of(NULL, 0) : where);
	name_applier(&remarks, who);
}
