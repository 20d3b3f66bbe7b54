/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/source_private.h"

#include "cli/die.h"
#include "cli/gather.h"
#include "cli/heap.h"
#include "inbox/oid.h"
#include "record/mail_set.h"
#include "reply/robots.h"
#include "series/talk.h"

/* Other mails may share the list: one that changes is copied. */
static void put_trailers_right(const struct mailmap *mailmap, struct record *record)
{
	struct trailer_list *trailers = &record->trailers;
	struct trailer *own = NULL;

	for (size_t i = 0; i < trailers->nr; i++) {
		struct person person = trailers->items[i].person, right = person;

		mailmap_apply(mailmap, &record->pool, &right);
		if (right.name == person.name && right.email == person.email)
			continue;
		if (!own) {
			own = pool_alloc(&record->pool, trailers->nr * sizeof(*own));
			memcpy(own, trailers->items, trailers->nr * sizeof(*own));
			trailers->items = own;
		}
		own[i].person = right;
	}
}

static void put_people_right(const struct mailmap *mailmap, struct record *record)
{
	const struct record_people *people = record->people;
	struct record_people right = *people;

	mailmap_apply(mailmap, &record->pool, &right.author);
	mailmap_apply(mailmap, &record->pool, &right.sender);
	if (!memcmp(&right, people, sizeof(right)))
		return;
	record->people = pool_alloc(&record->pool, sizeof(right));
	*record->people = right;
}

static void apply_mailmap(const struct source *source, struct record *record)
{
	if (!source->mailmap)
		return;
	put_people_right(source->mailmap, record);
	put_trailers_right(source->mailmap, record);
}

/* By an address of kvm.bot, as if it were in the table of known robots. */
static void apply_bots(const struct source *source, struct record *record)
{
	if (source->bots && !record_is_posting(record) &&
	    (robot_address(source->bots, record->people->sender.email) ||
	     robot_address(source->bots, record->people->author.email)))
		record->kind = RECORD_ROBOT;
}

/* Mails: memory is worth a thought. */
#define SOME 50
#define MANY 1000

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
	oid_from_raw(&id, record->commit);
	warning("commit %s: %s", oid_text(hex, sizeof(hex), &id), error->message);
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

static void keep_list_id(struct source *source, const struct record *record)
{
	size_t newest;
	git_oid commit;

	if (!source->list_id && selection_newest(source->selection, &newest, &commit) &&
	    record->source == newest && !memcmp(record->commit, commit.id, RECORD_HASH_SIZE))
		source->list_id = g_strdup(record->people->list_id);
}

static char *read_list_id(struct source *source, const struct record *mail)
{
	struct record *record = NULL;
	struct mail_blob blob;
	char *id = NULL;

	if (source_read(source, mail, &blob, NULL)) {
		record = record_parse(blob.raw, NULL);
		id = record ? g_strdup(record->people->list_id) : NULL;
		mail_blob_release(&blob);
		record_free(record);
	}
	return id ? id : g_strdup("");
}

const char *source_list_id(struct source *source)
{
	struct source_heading ends;

	if (source->list_id)
		return source->list_id;
	source_heading(source, &ends);
	source->list_id = ends.has_newest ? read_list_id(source, &ends.newest) : g_strdup("");
	return source->list_id;
}

static bool on_item(struct run *run, struct stream_item *item, uint64_t expected)
{
	progress_update(run->progress, ++run->seen);
	if (run->seen == 1 && item->record)
		keep_list_id(run->source, item->record);
	if (run->seen == MANY || (run->seen == 1 && expected >= MANY))
		heap_expect_many(source_threads(run->source) > 1 && !run->scan->counting);
	else if (run->seen == SOME)
		heap_expect_some();
	heap_follow(item->record);
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
					.skip_replies = run->scan->skip_replies,
					.counting = run->scan->counting };
	struct record_stream *stream;
	struct stream_item item;
	GError *error = NULL;
	int got;

	source_start_indexes(source);
	if (run->filter && filter_reads_subjects(run->filter))
		options.counting = false;
	if (run->filter && filter_counts_mails(run->filter)) {
		options.skip_replies = false;
		options.stops_early = filter_stops_early(run->filter);
	}
	memset(counts, 0, sizeof(*counts));
	run->progress = progress_start("Reading mails", 0, source->options.progress);
	stream = gather(source->archive, source->indexes, selection, &options);
	while ((got = record_stream_next(stream, &item, &error)) > 0) {
		scan_counts_take(counts, &item);
		if (!on_item(run, &item, stream->expected))
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

static bool on_unread(struct record *record, void *data)
{
	mail_set_add(data, record);
	record_free(record);
	return true;
}

GHashTable *source_unread(struct source *source)
{
	GHashTable *commits = mail_set_new();
	struct source_scan scan = { .record = on_unread, .data = commits };
	struct run run = {
		.source = source, .scan = &scan, .is_new = true, .written_since = INT64_MIN
	};
	struct selection *selection;
	struct scan_counts counts;

	source->seen = seen_open_before(source->archive);
	selection = seen_nothing(source->seen) ? selection_all(source->archive)
					       : seen_select(source->seen, RANGE_DEFAULT_DAYS);
	scan_selection(source, selection, &run, &counts);
	selection_free(selection);
	return commits;
}

void source_scan_dates(struct source *source, const struct source_scan *scan, int64_t since,
		       int64_t until)
{
	struct scan_counts counts;
	struct run run = { .source = source, .scan = scan, .written_since = INT64_MIN };
	struct selection *all = selection_all(source->archive);

	for (guint i = 0; i < all->ranges->len; i++)
		if (all->ranges->pdata[i])
			range_set_dates(all->ranges->pdata[i], since, until);
	scan_selection(source, all, &run, &counts);
	selection_free(all);
}

/* NULL where there is none. */
static struct index *newest_index(struct source *source)
{
	source_start_indexes(source);
	return source->indexes[source->archive->inboxes->len - 1];
}

void source_recall(struct source *source, GArray *list)
{
	struct index *index = newest_index(source);

	if (index)
		index_recall(index, list);
}

void source_retain(struct source *source, const GArray *list)
{
	struct index *index = newest_index(source);

	if (index)
		index_keep(index, list);
}

bool source_find(struct source *source, enum index_key key, const char *text,
		 bool (*each)(struct record *record, void *data), void *data)
{
	struct source_scan scan = { .record = each, .data = data };
	struct run run = { .source = source, .scan = &scan, .written_since = INT64_MIN };

	source_start_indexes(source);
	return gather_find(source->archive, source->indexes, key, text, on_record, &run);
}

bool source_find_new(struct source *source, enum index_key key, const char *text,
		     bool (*each)(struct record *record, void *data), void *data)
{
	struct source_scan scan = { .record = each, .data = data };
	struct run run = { .source = source, .scan = &scan, .written_since = INT64_MIN };

	source_start_indexes(source);
	return gather_find_new(source->archive, source->indexes, key, text, on_record, &run);
}

bool source_find_paths(struct source *source, const struct pathspec *paths,
		       bool (*each)(struct record *record, void *data), void *data)
{
	struct source_scan scan = { .record = each, .data = data };
	struct run run = { .source = source, .scan = &scan, .written_since = INT64_MIN };

	source_start_indexes(source);
	return gather_find_paths(source->archive, source->indexes, paths, on_record, &run);
}

static bool is_whole(const struct inbox *inbox, const struct range *range)
{
	if (!range || !inbox_has_mails(inbox))
		return !range && !inbox_has_mails(inbox);
	return range->include->len == 1 && !range->exclude->len && range->since == INT64_MIN &&
	       range->until == INT64_MAX &&
	       oid_equal(&g_array_index(range->include, git_oid, 0), &inbox->tip);
}

bool source_is_whole(const struct source *source)
{
	const struct selection *selection = source->selection;

	if (source->seen || selection->written_since != INT64_MIN ||
	    (source->filter && filter_counts_mails(source->filter)))
		return false;
	for (guint i = 0; i < selection->ranges->len; i++)
		if (!is_whole(archive_inbox(source->archive, i), selection->ranges->pdata[i]))
			return false;
	return true;
}

int64_t source_count_indexed(struct source *source)
{
	int64_t count = 0;

	source_start_indexes(source);
	for (guint i = 0; i < source->archive->inboxes->len; i++)
		if (source->indexes[i])
			count += index_count(source->indexes[i]);
	return count;
}
