/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/limits.h"

#include <stdlib.h>
#include "body/body.h"
#include "cli/config.h"
#include "cli/dates.h"
#include "cli/die.h"
#include "cli/me.h"
#include "cli/paths.h"
#include "text/plural.h"
#include "text/each.h"

/* Patterns of one kind: one of them has to match, or all, or none. */
struct patterns {
	GPtrArray *list; /* of struct pattern * */
	bool all, invert;
};

struct filter {
	unsigned max_count, skip;
	int64_t since, until, sent_since, sent_until;
	struct patterns authors, greps, subjects;
	int bots;
	struct pathspec *paths; /* NULL: none */
};

static bool limits_patterns(const struct limits *limits)
{
	return limits->authors || limits->greps || limits->subjects;
}

int limits_configured_syntax(void)
{
	static const struct option_choice types[] = {
		{ "default", PATTERN_UNSET },	  { "basic", PATTERN_BASIC },
		{ "extended", PATTERN_EXTENDED }, { "fixed", PATTERN_FIXED },
		{ "perl", PATTERN_PERL },	  { NULL, 0 },
	};
	int syntax = config_choice("grep.patternType", types, PATTERN_UNSET);

	if (syntax == PATTERN_UNSET && config_bool("grep.extendedRegexp", false))
		syntax = PATTERN_EXTENDED;
	return syntax;
}

/* -E, -F, -P; else what git's own commands are told. */
static enum pattern_syntax find_syntax(const struct limits *limits)
{
	int syntax = limits->syntax;

	if (syntax == PATTERN_UNSET && limits_patterns(limits))
		syntax = limits_configured_syntax();
	return syntax == PATTERN_UNSET ? PATTERN_BASIC : syntax;
}

static void add_pattern(struct patterns *patterns, const char *text, enum pattern_syntax syntax,
			bool any_case)
{
	GError *error = NULL;
	struct pattern *pattern = pattern_new(text, syntax, any_case, &error);

	if (!pattern)
		die_gerror(error);
	g_ptr_array_add(patterns->list, pattern);
}

static void compile_patterns(struct patterns *patterns, const GPtrArray *texts,
			     const struct limits *limits, enum pattern_syntax syntax)
{
	patterns->list = g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
	for (guint i = 0; texts && i < texts->len; i++)
		add_pattern(patterns, texts->pdata[i], syntax, limits->ignore_case);
}

/* Whole addresses: "me" is no part of somebody's name. */
static void add_me(struct patterns *patterns, const struct mailmap *mailmap)
{
	g_autoptr(GPtrArray) emails = my_addresses();
	struct pool pool = POOL_INIT;

	if (!emails->len)
		die("--author=me: neither user.email nor kvm.me tells who that is");
	for (guint i = 0; i < emails->len; i++) {
		struct person person = { "", emails->pdata[i] };
		g_autofree char *text = NULL;

		if (mailmap)
			mailmap_apply(mailmap, &pool, &person);
		text = g_strdup_printf("<%s>", person.email);
		add_pattern(patterns, text, PATTERN_FIXED, true);
	}
	pool_release(&pool);
}

static void compile_authors(struct filter *filter, const struct limits *limits,
			    enum pattern_syntax syntax, const struct mailmap *mailmap)
{
	filter->authors.list = g_ptr_array_new_with_free_func((GDestroyNotify)pattern_free);
	for (guint i = 0; limits->authors && i < limits->authors->len; i++) {
		const char *text = limits->authors->pdata[i];

		if (means_me(text))
			add_me(&filter->authors, mailmap);
		else
			add_pattern(&filter->authors, text, syntax, limits->ignore_case);
	}
}

static void compile_dates(struct filter *filter, const struct limits *limits, const char *git_dir)
{
	struct date_words dates[] = { { limits->since, INT64_MIN },
				      { limits->until, INT64_MAX },
				      { limits->sent_since, INT64_MIN },
				      { limits->sent_until, INT64_MAX } };

	dates_resolve(git_dir, dates, G_N_ELEMENTS(dates));
	filter->since = dates[0].when;
	filter->until = dates[1].when;
	filter->sent_since = dates[2].when;
	filter->sent_until = dates[3].when;
}

struct filter *limits_compile(const struct limits *limits, const struct arguments *args,
			      const char *git_dir, const struct mailmap *mailmap)
{
	struct filter *filter = g_new0(struct filter, 1);
	enum pattern_syntax syntax = find_syntax(limits);

	filter->max_count = limits->max_count;
	filter->skip = limits->skip;
	filter->bots = limits->bots;
	compile_authors(filter, limits, syntax, mailmap);
	compile_patterns(&filter->greps, limits->greps, limits, syntax);
	compile_patterns(&filter->subjects, limits->subjects, limits, syntax);
	filter->greps.all = filter->subjects.all = limits->all_match;
	filter->greps.invert = filter->subjects.invert = limits->invert_grep;
	compile_dates(filter, limits, git_dir);
	filter->paths = paths_parse(args);
	return filter;
}

static void warn_given_up(const struct patterns *patterns)
{
	pointers_each (const struct pattern, pattern, patterns->list)
		if (pattern_given_up(pattern))
			warning("pattern '%s' takes too long: %u %s not searched to the end",
				pattern_text(pattern), pattern_given_up(pattern),
				plural(pattern_given_up(pattern), "mail was", "mails were"));
}

static void release_patterns(struct patterns *patterns)
{
	warn_given_up(patterns);
	g_ptr_array_unref(patterns->list);
}

void filter_free(struct filter *filter)
{
	if (!filter)
		return;
	release_patterns(&filter->authors);
	release_patterns(&filter->greps);
	release_patterns(&filter->subjects);
	pathspec_free(filter->paths);
	g_free(filter);
}

/*
 * Whether the limits say how much of the list is wanted (-n, dates): then it is all of it, and not
 * the last days, where no revision is given.
 */
static bool limits_bound(const struct limits *limits)
{
	return limits->max_count != MAX_COUNT_UNSET || limits->since || limits->until ||
	       limits->sent_since || limits->sent_until;
}

const char **limits_revisions(const struct limits *limits, const struct arguments *args)
{
	const char **revisions = g_new0(const char *, args->nr_revisions + 4);
	size_t nr = 0;

	for (size_t i = 0; i < args->nr_revisions; i++)
		revisions[nr++] = args->revisions[i];
	if (limits->all)
		revisions[nr++] = "--all";
	if (limits->branches)
		revisions[nr++] = "--branches";
	if (!nr && limits_bound(limits))
		revisions[nr++] = "HEAD";
	return revisions;
}

static void add_text(GString *out, const char *name, const char *value)
{
	if (value)
		g_string_append_printf(out, "%s--%s=%s", out->len ? " " : "", name, value);
}

static void add_list(GString *out, const char *name, const GPtrArray *values)
{
	for (guint i = 0; values && i < values->len; i++)
		add_text(out, name, values->pdata[i]);
}

static void add_flag(GString *out, const char *name, bool given)
{
	if (given)
		g_string_append_printf(out, "%s--%s", out->len ? " " : "", name);
}

static void add_number(GString *out, const char *name, unsigned number, unsigned unset)
{
	if (number != unset)
		g_string_append_printf(out, "%s--%s=%u", out->len ? " " : "", name, number);
}

char *limits_text(const struct limits *limits, const struct arguments *args)
{
	GString *out = g_string_new(NULL);

	add_number(out, "max-count", limits->max_count, MAX_COUNT_UNSET);
	add_number(out, "max-series", limits->max_series, MAX_COUNT_UNSET);
	add_number(out, "skip", limits->skip, 0);
	add_text(out, "since", limits->since);
	add_text(out, "until", limits->until);
	add_text(out, "sent-since", limits->sent_since);
	add_text(out, "sent-until", limits->sent_until);
	add_list(out, "author", limits->authors);
	add_list(out, "grep", limits->greps);
	add_list(out, "subject", limits->subjects);
	add_flag(out, "invert-grep", limits->invert_grep);
	add_flag(out, "all-match", limits->all_match);
	add_flag(out, "no-bots", limits->bots == BOTS_NEVER);
	add_flag(out, "", args->nr_paths);
	for (size_t i = 0; i < args->nr_paths; i++)
		g_string_append_printf(out, " %s", args->paths[i]);
	return g_string_free(out, FALSE);
}

void filter_set_range(const struct filter *filter, struct range *range)
{
	if (filter->since != INT64_MIN || filter->until != INT64_MAX)
		range_set_dates(range, MAX(range->since, filter->since), filter->until);
}

void filter_dates(const struct filter *filter, int64_t *since, int64_t *until)
{
	*since = filter->since;
	*until = filter->until;
}

void filter_sent_dates(const struct filter *filter, int64_t *since, int64_t *until)
{
	*since = filter->sent_since;
	*until = filter->sent_until;
}

bool filter_counts_mails(const struct filter *filter)
{
	return filter->max_count != MAX_COUNT_UNSET || filter->skip;
}

bool filter_reads_subjects(const struct filter *filter)
{
	return filter->greps.list->len || filter->subjects.list->len;
}

bool filter_stops_early(const struct filter *filter)
{
	return filter->max_count < FEW_MAILS && filter->skip < FEW_MAILS;
}

static bool any_matches(struct pattern *pattern, const struct slice *texts, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (pattern_matches(pattern, texts[i]))
			return true;
	return false;
}

/* Whether the texts have what is asked for; each pattern may be in another one of them. */
static bool accepts(const struct patterns *patterns, const struct slice *texts, size_t nr)
{
	bool found = patterns->all;

	if (!patterns->list->len)
		return true;
	for (guint i = 0; i < patterns->list->len && found == patterns->all; i++)
		found = any_matches(patterns->list->pdata[i], texts, nr);
	return found != patterns->invert;
}

/* "Name <email>", in a buffer that is used again and again. */
static struct slice person_text(GString *out, const struct person *person)
{
	g_string_printf(out, "%s <%s>", person->name, person->email);
	return slice_of(out->str, out->len);
}

static bool accepts_author(const struct filter *filter, const struct record *record)
{
	g_autoptr(GString) author = NULL, sender = NULL;

	if (!filter->authors.list->len)
		return true;
	author = g_string_new(NULL);
	sender = g_string_new(NULL);
	return accepts(&filter->authors,
		       (struct slice[]){ person_text(author, &record->people->author),
					 person_text(sender, &record->people->sender) },
		       2);
}

/* The subject as it is, and without its prefix: "^KVM:" is to find "[PATCH] KVM: …". */
static bool accepts_subject(const struct patterns *patterns, const struct record *record)
{
	g_autofree char *subject = NULL;

	if (!patterns->list->len)
		return true;
	subject = subject_text(&record->subject);
	return accepts(patterns,
		       (struct slice[]){ slice_str(subject), slice_str(record->subject.title) }, 2);
}

/* Of a posting what is above the diff. */
static struct slice message_of(const struct record *record, const struct body *body)
{
	struct slice text = body->text;
	struct patch patch;

	if (record->kind != RECORD_PATCH && record->kind != RECORD_COVER)
		return text;
	text = body_patch(body);
	patch_split(text, &patch);
	if (patch.diff.ptr)
		text.len = (size_t)(patch.diff.ptr - text.ptr);
	return text;
}

static bool accepts_message(const struct patterns *patterns, const struct record *record,
			    struct slice raw)
{
	g_autofree char *subject = subject_text(&record->subject);
	struct slice texts[3] = { slice_str(subject), slice_str(record->subject.title) };
	struct mail mail;
	struct body body;
	bool good;

	if (!mail_parse(&mail, raw, NULL) || !body_decode(&mail, &body, NULL))
		return accepts(patterns, texts, 2);
	texts[2] = message_of(record, &body);
	good = accepts(patterns, texts, 3);
	body_release(&body);
	return good;
}

static bool accepts_grep(const struct filter *filter, const struct record *record,
			 filter_read *read, void *data)
{
	const struct patterns *greps = &filter->greps;
	struct mail_blob blob;
	bool good;

	if (!greps->list->len)
		return true;
	/* What the subject has, no message can take away. */
	if (accepts_subject(greps, record) != greps->invert)
		return !greps->invert;
	if (!read(data, record, &blob))
		return false;
	good = accepts_message(greps, record, blob.raw);
	mail_blob_release(&blob);
	return good;
}

static void begin_mail(const struct patterns *patterns)
{
	for (guint i = 0; i < patterns->list->len; i++)
		pattern_next_mail(patterns->list->pdata[i]);
}

enum filter_verdict filter_next(struct filter *filter, const struct record *record,
				filter_read *read, void *data)
{
	if (!filter->max_count)
		return FILTER_STOP;
	begin_mail(&filter->authors);
	begin_mail(&filter->subjects);
	begin_mail(&filter->greps);
	if (record->date < filter->sent_since || record->date > filter->sent_until ||
	    (filter->bots == BOTS_NEVER && record->kind == RECORD_ROBOT) ||
	    !accepts_author(filter, record) || !accepts_subject(&filter->subjects, record) ||
	    !accepts_grep(filter, record, read, data))
		return FILTER_DROP;
	if (filter->skip) {
		filter->skip--;
		return FILTER_DROP;
	}
	if (filter->max_count == MAX_COUNT_UNSET)
		return FILTER_TAKE;
	return --filter->max_count ? FILTER_TAKE : FILTER_TAKE_LAST;
}

const struct pathspec *filter_paths(const struct filter *filter)
{
	return filter->paths;
}

bool filter_has_paths(const struct filter *filter)
{
	return filter->paths;
}

bool filter_wants_paths(const struct filter *filter, const struct record *record)
{
	if (!filter->paths)
		return true;
	for (size_t i = 0; i < record->posted->diffstat.nr_paths; i++)
		if (pathspec_matches(filter->paths, record->posted->diffstat.paths[i]))
			return true;
	return false;
}

bool filter_wants_series(const struct filter *filter, const struct series *series)
{
	if (!filter->paths || (series->cover && filter_wants_paths(filter, series->cover)))
		return true;
	for (guint i = 0; i < series->patches->len; i++)
		if (filter_wants_paths(filter, series->patches->pdata[i]))
			return true;
	return false;
}
