/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/heading.h"

#include "cli/config.h"
#include "cli/dates.h"

/* " from <date> to <date>", " since <date>", " until <date>", as far as the words are given. */
static void append_dates(GString *out, const char *since_word, int64_t since,
			 const char *until_word, int64_t until)
{
	g_autofree char *first = date_minute(since), *last = date_minute(until);

	if (since_word && until_word)
		g_string_append_printf(out, " from %s to %s", first, last);
	else if (since_word)
		g_string_append_printf(out, " since %s", first);
	else if (until_word)
		g_string_append_printf(out, " until %s", last);
}

/* Those of archiving, or else " sent since <date>". Takes out of rest what it told. */
static void append_time(GString *out, const struct filter *filter, struct limits *rest)
{
	int64_t since, until;

	if (rest->since || rest->until) {
		filter_dates(filter, &since, &until);
		append_dates(out, rest->since, since, rest->until, until);
		rest->since = rest->until = NULL;
		return;
	}
	filter_sent_dates(filter, &since, &until);
	g_string_append(out, " sent");
	append_dates(out, rest->sent_since, since, rest->sent_until, until);
	rest->sent_since = rest->sent_until = NULL;
}

/* " of the newest 3 mails"; with --skip they are not the newest ones. */
static void append_count(GString *out, const struct limits *limits)
{
	const char *newest = limits->skip ? "" : "the newest ";

	if (!limits->max_count)
		g_string_append(out, " of no mails");
	else if (limits->max_count == 1)
		g_string_append(out, limits->skip ? " of one mail" : " of the newest mail");
	else
		g_string_append_printf(out, " of %s%u mails", newest, limits->max_count);
}

/* The ends that were typed, or found for who typed none. cut: limits end it before the first mail.
 */
static void append_ends(GString *out, const struct source_heading *ends, bool cut)
{
	if (*ends->from)
		g_string_append_printf(out, " from %s to %s", ends->from, ends->to);
	else
		g_string_append_printf(out, cut ? " up to %s" : " from the first mail to %s",
				       ends->to);
}

static void append_refs(GString *out, const struct limits *limits)
{
	g_string_append(out, limits->all ? " of all refs" : " of all branches");
}

/* Takes out of rest what the words tell. */
static void append_range(GString *out, const struct source *source,
			 const struct source_heading *ends, const struct arguments *args,
			 struct limits *rest)
{
	bool counted = rest->max_count != MAX_COUNT_UNSET;
	bool typed = args->nr_revisions || ends->is_default;
	bool sent = rest->sent_since || rest->sent_until;
	bool dated = (rest->since || rest->until || sent) && !typed;
	bool refs = (rest->all || rest->branches) && !typed;

	if (!*ends->to) {
		g_string_append(out, " of no mails");
		return;
	}
	if (counted)
		append_count(out, rest);
	rest->max_count = MAX_COUNT_UNSET;
	if (refs)
		append_refs(out, rest);
	if (dated)
		append_time(out, source_filter(source), rest);
	if (!refs && !dated && (!counted || args->nr_revisions))
		append_ends(out, ends, counted || rest->since || ends->is_default);
}

static char *title_of(const char *range)
{
	char *title = g_strdup(g_str_has_prefix(range, "of ") ? range + strlen("of ") : range);

	*title = g_ascii_toupper(*title);
	return title;
}

void heading_init(struct heading *out, const struct source *source, const struct limits *limits,
		  const struct arguments *args)
{
	struct limits rest = *limits;
	struct source_heading ends;
	g_autoptr(GString) range = g_string_new(NULL);
	GString *all_else = g_string_new(NULL);
	g_autofree char *text = NULL;

	source_heading(source, &ends);
	append_range(range, source, &ends, args, &rest);
	text = limits_text(&rest, args);
	if (ends.is_default && *ends.to)
		g_string_append_printf(all_else, " (the last %d days)", RANGE_DEFAULT_DAYS);
	if (*text)
		g_string_append_printf(all_else, " (%s)", text);
	out->range = g_strdup(range->str + 1);
	out->title = title_of(out->range);
	out->limits = g_string_free(all_else, FALSE);
}

void heading_release(struct heading *heading)
{
	g_free(heading->title);
	g_free(heading->range);
	g_free(heading->limits);
}

char *heading_list_name(struct source *source)
{
	const char *title = config_string("kvm.title");
	const char *id;

	if (title && *title)
		return g_strdup(title);
	id = source_list_id(source);
	return g_utf8_strup(*id ? id : "KVM", (gssize)strcspn(*id ? id : "KVM", "."));
}
