/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/title.h"

#include <string.h>
#include "cli/die.h"
#include "series/covers.h"
#include "text/integers.h"
#include "text/needle.h"
#include "text/plural.h"
#include "text/each.h"

static bool is_title(const struct needle *needle, const struct topic *topic)
{
	return needle_is(needle, topic->latest->leader->subject.title);
}

static bool in_title(const struct needle *needle, const struct topic *topic)
{
	return needle_in(needle, topic->latest->leader->subject.title);
}

static bool in_subject(const struct needle *needle, const struct record *record)
{
	g_autofree char *subject = subject_text(&record->subject);

	return needle_in(needle, subject);
}

/* As it may be pasted out of a mail, or out of git log. */
static bool in_subjects(const struct needle *needle, const struct topic *topic)
{
	pointers_each (const struct series, series, topic->series) {
		if (in_subject(needle, series->leader))
			return true;
		pointers_each (const struct record, patch, series->patches)
			if (in_subject(needle, patch))
				return true;
	}
	return false;
}

static bool match(const GPtrArray *topics, const char *text, int syntax, bool any_case,
		  GPtrArray *out, GError **error)
{
	struct pattern *pattern = pattern_new(text, (enum pattern_syntax)syntax, any_case, error);

	if (!pattern)
		return false;
	pointers_each (const struct topic, topic, topics) {
		pattern_next_mail(pattern);
		if (pattern_matches(pattern, slice_str(topic->latest->leader->subject.title)))
			g_ptr_array_add(out, (void *)topic);
	}
	if (pattern_given_up(pattern))
		warning("pattern '%s' takes too long: %u %s not searched to the end", text,
			pattern_given_up(pattern),
			plural(pattern_given_up(pattern), "title was", "titles were"));
	pattern_free(pattern);
	return true;
}

bool title_may_match(int syntax)
{
	return syntax != PATTERN_UNSET && syntax != PATTERN_FIXED;
}

GPtrArray *title_find(const GPtrArray *topics, const char *text, int syntax, GError **error)
{
	static bool (*const ways[])(const struct needle *,
				    const struct topic *) = { is_title, in_title, in_subjects };
	GPtrArray *found = g_ptr_array_new();
	struct needle needle;

	needle_init(&needle, text);
	for (size_t way = 0; *text && !found->len && way < G_N_ELEMENTS(ways); way++)
		for (guint i = 0; i < topics->len; i++)
			if (ways[way](&needle, topics->pdata[i]))
				g_ptr_array_add(found, topics->pdata[i]);
	if (!*text || found->len || !title_may_match(syntax) ||
	    match(topics, text, syntax, needle.any_case, found, error))
		return found;
	g_ptr_array_unref(found);
	return NULL;
}

struct bearing {
	GPtrArray *records;
	guint most;
};

static bool on_bearing(struct record *record, void *data)
{
	struct bearing *bearing = data;

	g_ptr_array_add(bearing->records, record);
	return bearing->records->len <= bearing->most;
}

/* Looks whether a patch of its sender answers a mail: without one it is no cover letter. */
struct answer {
	const struct record *record;
	bool found;
};

static bool on_answer(struct record *record, void *data)
{
	struct answer *answer = data;

	answer->found = record->kind == RECORD_PATCH &&
			!strcmp(record->in_reply_to, answer->record->message_id) &&
			record_same_sender(record, answer->record);
	record_free(record);
	return !answer->found;
}

/* False where the index cannot tell. */
static bool drop_talk(struct source *source, GPtrArray *records)
{
	for (guint i = records->len; COUNT_DOWN(i);) {
		struct answer answer = { records->pdata[i], false };

		if (record_is_posting(answer.record))
			continue;
		if (cover_may_be(answer.record) &&
		    !source_find(source, INDEX_THREAD, answer.record->message_id, on_answer,
				 &answer))
			return false;
		if (!answer.found)
			g_ptr_array_remove_index(records, i);
	}
	return true;
}

GPtrArray *title_bearing(struct source *source, const char *text, guint most)
{
	struct bearing bearing = { g_ptr_array_new_with_free_func((GDestroyNotify)record_free),
				   most };
	bool good;

	source_hold(source);
	good = source_find(source, INDEX_SUBJECT, text, on_bearing, &bearing) &&
	       bearing.records->len <= most && drop_talk(source, bearing.records);
	source_let_go(source);
	if (!good)
		g_clear_pointer(&bearing.records, g_ptr_array_unref);
	return bearing.records;
}
