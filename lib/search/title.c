/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/title.h"

#include <string.h>
#include "cli/die.h"
#include "text/plural.h"

/* A text to be found, and how. */
struct wanted {
	const char *text;
	bool any_case;
};

static bool is_lower(const char *text)
{
	for (; *text; text = g_utf8_next_char(text))
		if (g_unichar_isupper(g_utf8_get_char(text)))
			return false;
	return true;
}

static bool holds(const struct wanted *wanted, const char *title, bool whole)
{
	char *lower = wanted->any_case ? g_utf8_strdown(title, -1) : NULL;
	const char *text = lower ? lower : title;
	bool found = whole ? !strcmp(text, wanted->text) : strstr(text, wanted->text) != NULL;

	g_free(lower);
	return found;
}

static bool is_title(const struct wanted *wanted, const struct topic *topic)
{
	return holds(wanted, topic->latest->leader->subject.title, true);
}

static bool in_title(const struct wanted *wanted, const struct topic *topic)
{
	return holds(wanted, topic->latest->leader->subject.title, false);
}

/* As it may be pasted out of a mail, or out of git log. */
static bool in_subjects(const struct wanted *wanted, const struct topic *topic)
{
	for (guint i = 0; i < topic->series->len; i++) {
		const struct series *series = topic->series->pdata[i];

		if (holds(wanted, series->leader->subject.text, false))
			return true;
		for (guint k = 0; k < series->patches->len; k++) {
			const struct record *patch = series->patches->pdata[k];

			if (holds(wanted, patch->subject.text, false))
				return true;
		}
	}
	return false;
}

static bool match(const GPtrArray *topics, const char *text, int syntax, bool any_case,
		  GPtrArray *out, GError **error)
{
	struct pattern *pattern = pattern_new(text, (enum pattern_syntax)syntax, any_case, error);

	if (!pattern)
		return false;
	for (guint i = 0; i < topics->len; i++) {
		const struct topic *topic = topics->pdata[i];

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

GPtrArray *title_find(const GPtrArray *topics, const char *text, int syntax, GError **error)
{
	static bool (*const ways[])(const struct wanted *,
				    const struct topic *) = { is_title, in_title, in_subjects };
	struct wanted wanted = { text, g_utf8_validate(text, -1, NULL) && is_lower(text) };
	GPtrArray *found = g_ptr_array_new();

	for (size_t way = 0; *text && !found->len && way < G_N_ELEMENTS(ways); way++)
		for (guint i = 0; i < topics->len; i++)
			if (ways[way](&wanted, topics->pdata[i]))
				g_ptr_array_add(found, topics->pdata[i]);
	if (!*text || found->len || syntax == PATTERN_UNSET || syntax == PATTERN_FIXED ||
	    match(topics, text, syntax, wanted.any_case, found, error))
		return found;
	g_ptr_array_unref(found);
	return NULL;
}
