/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "compare/stat_text.h"

#include "late/git.h"

#define COLUMNS 80

bool stat_append(GString *out, struct slice diff, size_t columns)
{
	git_diff *parsed = NULL;
	git_diff_stats *stats = NULL;
	git_buf text = { NULL, 0, 0 };
	bool done;

	done = !git_diff_from_buffer(&parsed, diff.ptr, diff.len) &&
	       !git_diff_get_stats(&stats, parsed) &&
	       !git_diff_stats_to_buf(&text, stats,
				      GIT_DIFF_STATS_FULL | GIT_DIFF_STATS_INCLUDE_SUMMARY,
				      columns ? columns : COLUMNS);
	if (done)
		g_string_append_len(out, text.ptr, (gssize)text.size);
	git_buf_dispose(&text);
	git_diff_stats_free(stats);
	git_diff_free(parsed);
	return done;
}
