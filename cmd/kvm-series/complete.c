/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "complete.h"

#include <string.h>
#include "cli/catalogue.h"
#include "cli/cli.h"
#include "open.h"
#include "print.h"
#include "report/series_field.h"
#include "search/query.h"
#include "text/integers.h"

/* Mails that are read for it: the last weeks of a busy list, and no more than one waits for at TAB.
 */
#define RECENT_MAILS 600

/* As git range-diff and our diff print them. */
#define ID_DIGITS 12

static bool on_record(struct record *record, void *data)
{
	catalogue_add(data, record);
	return true;
}

static void add_topic(struct completion *completion, const struct topic *topic)
{
	const struct record *leader = topic->latest->leader;
	g_autoptr(GString) id = g_string_new(NULL), text = g_string_new(leader->subject.title);

	for (size_t i = 0; i < ID_DIGITS / 2; i++)
		g_string_append_printf(id, "%02x", leader->commit[i]);
	g_string_append(text, " (");
	series_append_version(topic->latest, text);
	g_string_append_printf(text, ", %s)", leader->people->author.name);
	completion_add(completion, id->str, text->str);
}

static void add_recent(struct completion *completion)
{
	struct limits limits = LIMITS_INIT;
	struct source_options options = SOURCE_OPTIONS_INIT;
	struct catalogue *catalogue = catalogue_new();
	struct source_scan scan = { .record = on_record, .data = catalogue };
	struct arguments none = { 0 };
	struct scan_counts counts = { 0 };
	struct source *source;

	options.inboxes = completion->inboxes;
	options.limits = &limits;
	limits.max_count = RECENT_MAILS;
	config_start();
	source = source_open(&options, &none);
	source_scan(source, &scan, &counts);
	catalogue_finish_configured(catalogue, source_threads(source));
	for (guint i = 0; i < catalogue->topics->len; i++)
		add_topic(completion, catalogue->topics->pdata[i]);
	catalogue_free(catalogue);
	source_close(source);
	config_release();
}

void complete_series(struct completion *completion)
{
	if (!completion->arguments->len)
		add_recent(completion);
}

/* Each with what is to follow it, and described by the subject of its cover letter or first patch.
 */
static void add_versions(struct completion *completion, const char *end)
{
	struct series_options options = SERIES_OPTIONS_INIT;
	struct found_series found;
	struct source *source;

	options.source.inboxes = completion->inboxes;
	options.any_author = true;
	config_start();
	source = open_series(&options, completion->arguments->pdata[0], &found);
	for (guint i = found.topic->series->len; COUNT_DOWN(i);) {
		const struct series *series = found.topic->series->pdata[i];
		const struct subject *subject = &series->leader->subject;
		g_autoptr(GString) version = g_string_new(NULL);
		g_autofree char *text = g_strdup_printf("%s %s", subject->prefix, subject->title);

		series_append_version(series, version);
		g_string_append(version, end);
		completion_add(completion, version->str, text);
	}
	catalogue_free(found.catalogue);
	source_close(source);
	config_release();
}

void complete_version(struct completion *completion)
{
	if (completion->arguments->len)
		add_versions(completion, "");
}

void complete_series_range(struct completion *completion)
{
	const char *dots = strstr(completion->word, "..");

	if (completion->arguments->len > 1)
		return;
	if (!completion->arguments->len) {
		add_recent(completion);
		return;
	}
	if (dots)
		completion_keep(completion, (size_t)(dots - completion->word) + 2);
	add_versions(completion, dots ? "" : "..");
}

void complete_who(struct completion *completion)
{
	completion_add(completion, "me", "who has the address of user.email or kvm.me");
}

static void add_state(struct completion *completion, const char *name, const char *words, bool both)
{
	g_autofree char *without = g_strconcat("!", name, NULL),
			*other = g_strconcat("not ", words, NULL);

	completion_add(completion, name, words);
	if (both)
		completion_add(completion, without, other);
}

/* The last of several, and what leaves it out. */
void complete_states(struct completion *completion)
{
	const char *comma = strrchr(completion->word, ',');
	bool negated;

	if (comma)
		completion_keep(completion, (size_t)(comma - completion->word) + 1);
	negated = *completion->word == '!';
	if (negated)
		completion_keep(completion, 1);
	for (int i = 0; i < STATE_NR; i++)
		add_state(completion, state_name((enum series_state)i),
			  state_words((enum series_state)i), !negated);
	add_state(completion, INCOMPLETE, "lacking patches", !negated);
	add_state(completion, LOST, "applied, and in no tree", !negated);
}

void complete_sort(struct completion *completion)
{
	if (*completion->word == '-')
		completion_keep(completion, 1);
	for (int i = 0; i < SERIES_FIELDS; i++)
		completion_add(completion, series_field_names[i], NULL);
}

/* Whether it begins the name of a format. */
static bool is_name(const char *word)
{
	for (const struct report_format *f = series_list_formats; f->name; f++)
		if (g_str_has_prefix(f->name, word))
			return true;
	return false;
}

static void add_names(struct completion *completion)
{
	for (const struct report_format *f = series_list_formats; f->name; f++)
		completion_add(completion, f->name, NULL);
}

/* A name, or within "%(" a field, and else, behind what is there, another one. */
void complete_format(struct completion *completion)
{
	const char *open = g_strrstr(completion->word, "%(");
	bool inside = open && !strchr(open, ')');

	if (is_name(completion->word)) {
		add_names(completion);
		if (*completion->word)
			return;
	}
	completion_keep(completion,
			inside ? (size_t)(open - completion->word) + 2 : strlen(completion->word));
	for (int i = 0; i < SERIES_FIELDS; i++) {
		char *word = g_strdup_printf("%s%s)", inside ? "" : "%(", series_field_names[i]);

		completion_add(completion, word, NULL);
		g_free(word);
	}
}
