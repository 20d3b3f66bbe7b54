/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/source.h"

#include <stdlib.h>
#include <unistd.h>
#include "cli/cli.h"
#include "cli/discover.h"
#include "cli/gather.h"
#include "inbox/commit.h"
#include "inbox/v1.h"
#include "inbox/written.h"
#include "reply/robots.h"
#include "series/talk.h"

struct source {
	struct source_options options;
	struct archive *archive;
	struct selection *selection;
	char *from, *to;
	struct filter *filter;	 /* NULL: without limits */
	struct seen *seen;	 /* NULL: without --new */
	struct mailmap *mailmap; /* NULL: none */
	const char *const *bots; /* of kvm.bot; NULL: none */
	struct index **indexes;	 /* one for each inbox, NULL: not wanted, or not started yet */
	bool indexes_started;
	unsigned digits; /* of abbreviated commits; 0: not known yet */
};

static struct mailmap *load_mailmap(const struct source *source)
{
	const char *given = source->options.mailmap, *file, *blob;
	GError *error = NULL;
	struct mailmap *mailmap;

	if (!given)
		return NULL;
	if (*given && access(given, R_OK))
		die_errno("unable to read mailmap '%s'", given);
	file = *given ? given : config_path("mailmap.file");
	blob = config_string("mailmap.blob");
	if (!file && !blob)
		return NULL;
	mailmap = mailmap_load(cli_git_dir(), cli_ceilings(), file, blob, &error);
	if (!mailmap)
		die_gerror(error);
	return mailmap;
}

static struct selection *select_new(struct source *source, const struct arguments *args)
{
	if (args->nr_revisions) {
		report_error("--new and a range ('%s') do not go together", args->revisions[0]);
		exit(EXIT_USAGE);
	}
	source->seen = seen_open(source->archive);
	return seen_select(source->seen);
}

static bool has_mails(const struct source *source)
{
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (inbox_has_mails(archive_inbox(source->archive, i)))
			return true;
	return false;
}

/* Whether what names no revision was meant as a path: HEAD is a file of a bare repository. */
static bool looks_like_path(const char *name)
{
	if (g_str_has_prefix(name, "../"))
		return true;
	if (strchr(name, '/'))
		return !g_str_has_prefix(name, "refs/") && !strstr(name, "..");
	return strcmp(name, "HEAD") && !access(name, F_OK);
}

/* git takes a path without a "--" for one where it exists; here it is told how to write it. */
static G_NORETURN void die_of_revision(const struct source *source, const struct arguments *args,
				       const GError *error)
{
	const char *meant = source->options.meant && args->nr_revisions
				    ? source->options.meant(args->revisions[0])
				    : NULL;

	for (size_t i = 0; i < args->nr_revisions; i++) {
		const char *name = args->revisions[i];
		char *bad = g_strdup_printf("bad revision '%s'", name);

		if (!strcmp(bad, error->message) && looks_like_path(name))
			die("%s\nhint: a path stands behind '--': -- %s", bad, name);
		if (!i && meant && !strcmp(bad, error->message))
			die("%s\nhint: did you mean the subcommand '%s'?", bad, meant);
		g_free(bad);
	}
	die_gerror(error);
}

static struct selection *select_typed(struct source *source, const struct arguments *args)
{
	static const struct limits none = LIMITS_INIT;
	const struct limits *limits = source->options.limits;
	const char **revisions = limits_revisions(limits ? limits : &none, args);
	GError *error = NULL;
	unsigned days = source->options.days;
	struct selection *selection;
	size_t nr = 0;

	while (revisions[nr])
		nr++;
	if (!args->nr_revisions && !has_mails(source))
		nr = 0;
	selection =
		nr ? selection_parse(source->archive, revisions, nr, &error)
		   : selection_recent(source->archive, days ? days : RANGE_DEFAULT_DAYS, &error);
	if (!selection)
		die_of_revision(source, args, error);
	g_free(revisions);
	return selection;
}

/* Where no revision was typed the dates are the ends. */
static void name_ends(struct source *source, const struct arguments *args)
{
	const struct limits *limits = source->options.limits;

	source->from = selection_from(source->selection);
	source->to = selection_to(source->selection);
	if (!limits || args->nr_revisions || source->selection->is_default || *source->from)
		return;
	if (limits->since) {
		g_free(source->from);
		source->from = g_strdup(limits->since);
	}
	if (limits->until) {
		g_free(source->to);
		source->to = g_strdup(limits->until);
	}
}

static void limit(struct source *source, const struct arguments *args)
{
	const GPtrArray *ranges = source->selection->ranges;

	if (!source->options.limits)
		return;
	source->filter = limits_compile(source->options.limits, args, source_git_dir(source));
	for (guint i = 0; i < ranges->len; i++)
		if (ranges->pdata[i])
			filter_set_range(source->filter, ranges->pdata[i]);
}

static void select_range(struct source *source, const struct arguments *args)
{
	struct selection *selection = source->options.new_mails == NEW_UNSET
					      ? select_typed(source, args)
					      : select_new(source, args);

	for (guint i = 0; i < selection->left_out->len; i++)
		warning("%s", (const char *)selection->left_out->pdata[i]);
	source->selection = selection;
	name_ends(source, args);
	limit(source, args);
}

static struct source *open_archive(const struct source_options *options)
{
	struct source *source = g_new0(struct source, 1);
	GError *error = NULL;

	source->options = *options;
	if (!inbox_library_init(&error))
		die_gerror(error);
	source->archive = discover_archive(options->inboxes);
	source->indexes = g_new0(struct index *, source->archive->inboxes->len);
	if (options->threads == THREADS_UNSET)
		source->options.threads = config_uint("kvm.threads", 0);
	source->mailmap = load_mailmap(source);
	source->bots = config_all("kvm.bot");
	return source;
}

struct source *source_open(const struct source_options *options, const struct arguments *args)
{
	struct source *source = open_archive(options);

	select_range(source, args);
	return source;
}

struct source *source_open_whole(const struct source_options *options)
{
	struct source *source = open_archive(options);

	source->selection = selection_all(source->archive);
	return source;
}

void source_close(struct source *source)
{
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (source->indexes[i])
			index_close(source->indexes[i]);
	g_free(source->indexes);
	filter_free(source->filter);
	seen_close(source->seen);
	mailmap_free(source->mailmap);
	selection_free(source->selection);
	archive_free(source->archive);
	inbox_library_shutdown();
	g_free(source->from);
	g_free(source->to);
	g_free(source);
}

void source_heading(const struct source *source, struct source_heading *out)
{
	size_t newest;
	git_oid commit;

	*out = (struct source_heading){ .from = source->from,
					.to = source->to,
					.is_default = source->selection->is_default,
					.lists = source->archive->lists->len };
	out->has_newest = selection_newest(source->selection, &newest, &commit);
	if (!out->has_newest)
		return;
	out->newest.source = (unsigned)newest;
	out->newest.message_id = "";
	memcpy(out->newest.commit, commit.id, RECORD_HASH_SIZE);
}

const char *source_git_dir(const struct source *source)
{
	return inbox_path(archive_inbox(source->archive, 0));
}

const struct filter *source_filter(const struct source *source)
{
	return source->filter;
}

static void start_indexes(struct source *source)
{
	if (source->indexes_started)
		return;
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		source->indexes[i] =
			index_start(archive_inbox(source->archive, i), source->options.index,
				    source->options.threads, source->options.progress);
	source->indexes_started = true;
}

static unsigned find_digits(const struct source *source)
{
	static const struct option_choice words[] = {
		{ "auto", 0 },
		{ "no", SHORTEN_SIZE - 1 },
		{ "off", SHORTEN_SIZE - 1 },
		{ "false", SHORTEN_SIZE - 1 },
		{ NULL, 0 },
	};
	const char *text = config_string("core.abbrev");
	int digits = 0;

	if (text && !option_choice_find(words, text, &digits))
		digits = (int)CLAMP(config_uint("core.abbrev", 0), 4, SHORTEN_SIZE - 1);
	return digits ? (unsigned)digits : archive_digits(source->archive);
}

void source_shorten(struct source *source, const struct record *record, char out[SHORTEN_SIZE])
{
	if (!source->digits)
		source->digits = find_digits(source);
	archive_shorten(source->archive, record->commit, source->digits, out);
}

void source_put_right(const struct source *source, struct pool *pool, struct person *person)
{
	if (source->mailmap)
		mailmap_apply(source->mailmap, pool, person);
}

static void apply_mailmap(const struct source *source, struct record *record)
{
	if (!source->mailmap)
		return;
	mailmap_apply(source->mailmap, &record->pool, &record->author);
	mailmap_apply(source->mailmap, &record->pool, &record->sender);
	for (size_t i = 0; i < record->trailers.nr; i++)
		mailmap_apply(source->mailmap, &record->pool, &record->trailers.items[i].person);
}

/* By an address of kvm.bot, as if it were in the table of known robots. */
static void apply_bots(const struct source *source, struct record *record)
{
	if (source->bots && !record_is_posting(record) &&
	    (robot_address(source->bots, record->sender.email) ||
	     robot_address(source->bots, record->author.email)))
		record->kind = RECORD_ROBOT;
}

/* A scan under way. */
struct run {
	struct source *source;
	const struct source_scan *scan;
	struct filter *filter; /* NULL: without limits */
	struct progress *progress;
	uint64_t seen;
	uint64_t dropped; /* records: of mails seen by an earlier run, or outside of the limits */
	bool is_new;	  /* only what none has seen is wanted */
	bool tells;	  /* warns of what is skipped */
	int64_t written_since; /* what was written earlier is none of the last days */
};

/* For a pattern that needs the whole mail. */
static bool read_for_filter(void *data, const struct record *record, struct mail_blob *out)
{
	char hex[GIT_OID_HEXSZ + 1];
	GError *error = NULL;
	git_oid id;

	if (source_read(data, record, out, &error))
		return true;
	git_oid_fromraw(&id, record->commit);
	warning("commit %s: %s", git_oid_tostr(hex, sizeof(hex), &id), error->message);
	g_error_free(error);
	return false;
}

static enum filter_verdict judge(struct run *run, struct record *record)
{
	if ((run->is_new && seen_knows(run->source->seen, record)) ||
	    talk_time(record) < run->written_since)
		return FILTER_DROP;
	apply_bots(run->source, record);
	apply_mailmap(run->source, record);
	return run->filter ? filter_next(run->filter, record, read_for_filter, run->source)
			   : FILTER_TAKE;
}

/* Hands a record on, or drops it; false when no more are wanted. */
static bool on_record(struct record *record, void *data)
{
	struct run *run = data;
	enum filter_verdict verdict = judge(run, record);

	if (verdict == FILTER_TAKE || verdict == FILTER_TAKE_LAST)
		return run->scan->record(record, run->scan->data) && verdict == FILTER_TAKE;
	record_free(record);
	run->dropped++;
	return verdict != FILTER_STOP;
}

static bool on_item(struct run *run, struct stream_item *item)
{
	progress_update(run->progress, ++run->seen);
	if (item->record)
		return on_record(item->record, run);
	if (item->reason && run->tells)
		warning("commit %s: %s", item->commit, item->reason);
	g_free(item->reason);
	return true;
}

/* One closing line for all that was skipped; a run that could read nothing has failed. What was
 * dropped is not counted any more, but was read. */
static void report_skipped(const struct scan_counts *counts, uint64_t dropped)
{
	uint64_t skipped = counts->commits - counts->read - counts->replies;

	if (!skipped)
		return;
	warning("skipped %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " mails: %" G_GUINT64_FORMAT
		" removed, %" G_GUINT64_FORMAT " missing, %" G_GUINT64_FORMAT
		" corrupt, %" G_GUINT64_FORMAT " over a limit",
		skipped, counts->commits, counts->removed, counts->missing, counts->corrupt,
		counts->unusable);
	if (!counts->read && !counts->replies && !dropped && skipped > counts->removed)
		die("no mail of the range could be read");
}

static void scan_selection(struct source *source, const struct selection *selection,
			   struct run *run, struct scan_counts *counts)
{
	struct scan_options options = { .threads = source->options.threads,
					.skip_replies = run->scan->skip_replies };
	struct record_stream *stream;
	struct stream_item item;
	GError *error = NULL;
	int got;

	start_indexes(source);
	if (run->filter && filter_counts_mails(run->filter)) {
		options.skip_replies = false;
		options.stops_early = filter_stops_early(run->filter);
	}
	memset(counts, 0, sizeof(*counts));
	run->progress = progress_start("Reading mails", 0, source->options.progress);
	stream = gather(source->archive, source->indexes, selection, &options);
	while ((got = record_stream_next(stream, &item, &error)) > 0) {
		scan_counts_take(counts, &item);
		if (!on_item(run, &item))
			break;
	}
	record_stream_close(stream);
	if (got < 0)
		die_gerror(error);
	progress_stop(run->progress);
}

void source_scan(struct source *source, const struct source_scan *scan, struct scan_counts *counts)
{
	struct run run = { .source = source,
			   .scan = scan,
			   .filter = source->filter,
			   .is_new = source->seen,
			   .tells = true,
			   .written_since = source->selection->written_since };

	scan_selection(source, source->selection, &run, counts);
	counts->commits -= run.dropped;
	counts->read -= run.dropped;
	report_skipped(counts, run.dropped);
}

void source_scan_all(struct source *source, const struct source_scan *scan)
{
	struct scan_counts counts;
	struct run run = { .source = source, .scan = scan, .written_since = INT64_MIN };
	struct selection *all = selection_all(source->archive);

	scan_selection(source, all, &run, &counts);
	selection_free(all);
}

bool source_find(struct source *source, enum index_key key, const char *text,
		 bool (*each)(struct record *record, void *data), void *data)
{
	struct source_scan scan = { .record = each, .data = data };
	struct run run = { .source = source, .scan = &scan, .written_since = INT64_MIN };

	start_indexes(source);
	return gather_find(source->archive, source->indexes, key, text, on_record, &run);
}

int64_t source_newest_written(const struct source *source)
{
	int64_t newest = 0;
	GError *error = NULL;

	if (!archive_newest_written(source->archive, &newest, &error))
		die_gerror(error);
	return newest;
}

void source_hold(struct source *source)
{
	start_indexes(source);
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (source->indexes[i])
			index_hold(source->indexes[i]);
}

void source_let_go(struct source *source)
{
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (source->indexes[i])
			index_let_go(source->indexes[i]);
}

bool source_resolve(struct source *source, const char *name, unsigned *inbox, unsigned char *commit)
{
	struct selection *selection = selection_parse(source->archive, &name, 1, NULL);
	size_t number;
	git_oid id;
	bool good = selection && selection->to->len == 1 && !selection->from->len &&
		    selection_newest(selection, &number, &id);

	if (good) {
		*inbox = (unsigned)number;
		memcpy(commit, id.id, RECORD_HASH_SIZE);
	}
	selection_free(selection);
	return good;
}

void source_keep(struct source *source, size_t room, bool (*wanted)(const struct record *record))
{
	size_t nr = 0;

	for (guint i = 0; i < source->archive->inboxes->len; i++)
		nr += source->selection->ranges->pdata[i] != NULL;
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (source->selection->ranges->pdata[i] &&
		    !inbox_is_v1(archive_inbox(source->archive, i)))
			inbox_keep(archive_inbox(source->archive, i), room / nr, wanted);
}

bool source_read(struct source *source, const struct record *record, struct mail_blob *out,
		 GError **error)
{
	struct inbox *inbox = archive_inbox(source->archive, record->source);

	return inbox_is_v1(inbox) ? v1_read(inbox, record->commit, record->message_id, out, error)
				  : inbox_read(inbox, record->commit, out, error);
}

char *source_commit_author(struct source *source, const struct record *record, GError **error)
{
	return inbox_commit_author(archive_inbox(source->archive, record->source), record->commit,
				   error);
}

void source_seen(struct source *source)
{
	if (source->options.new_mails == NEW_MOVE)
		seen_remember(source->seen);
}
