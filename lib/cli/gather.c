/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/gather.h"

#include <pthread.h>
#include "cli/fetch.h"
#include "cli/index.h"
#include "inbox/v1.h"
#include "inbox/walk.h"

/* One list: its epochs one after the other. */
struct line {
	const struct archive *archive;
	struct index *const *indexes;
	const struct selection *selection;
	const struct archive_list *list;
	const struct scan_options *options;
	unsigned source;
	bool stopped;
};

static bool on_record(struct record *record, void *data)
{
	struct line *line = data;

	record->source = line->source;
	line->stopped = !line->options->record(record, line->options->data);
	return !line->stopped;
}

static void on_problem(const char *commit, const char *reason, void *data)
{
	struct line *line = data;

	if (line->options->problem)
		line->options->problem(commit, reason, line->options->data);
}

/* Whether the walk of an epoch ended for what was too old, and not at its first commit. */
static bool ends_by_date(struct inbox *inbox, const struct range *range)
{
	struct range whole = *range;
	struct walk *walk;
	struct walk_entry entry;
	unsigned older = 0;
	bool goes_on = true, wanted;

	whole.since = INT64_MIN;
	whole.until = INT64_MAX;
	walk = walk_open(inbox, &whole, NULL);
	while (walk && goes_on && walk_next(walk, &entry, NULL) > 0)
		goes_on = range_goes_on(range, entry.date, &older, &wanted);
	walk_close(walk);
	return !goes_on;
}

static bool read_epoch(const struct line *line, const struct range *range,
		       const struct scan_options *options, struct scan_counts *counts,
		       GError **error)
{
	struct inbox *inbox = archive_inbox(line->archive, line->source);
	char *remote;
	bool good;

	if (inbox_is_v1(inbox))
		return v1_scan(inbox, range, options, counts, error);
	remote = partial_remote(inbox);
	good = remote ? fetching_scan(inbox, remote, range, options, counts, error)
		      : scan_records(line->indexes[line->source], inbox, range, options, counts,
				     error);
	g_free(remote);
	return good;
}

static bool read_line(struct line *line, struct scan_counts *counts, GError **error)
{
	struct scan_options options = *line->options;
	size_t end = line->list->first + line->list->nr;
	const struct range *newer = NULL;
	bool good = true;

	options.record = on_record;
	options.problem = on_problem;
	options.data = line;
	for (size_t i = line->list->first; good && !line->stopped && i < end; i++) {
		const struct range *range = line->selection->ranges->pdata[i];
		struct scan_counts part = { 0 };

		if (!range)
			continue;
		if (newer && newer->since != INT64_MIN &&
		    ends_by_date(archive_inbox(line->archive, line->source), newer))
			break;
		newer = range;
		line->source = (unsigned)i;
		good = read_epoch(line, range, &options, &part, error);
		scan_counts_add(counts, &part);
	}
	return good;
}

/*
 * Several lists: each is read by a thread of its own, but only one thread runs at a time, this one
 * or one of them: a scan calls back, and to merge scans is to stop them in between.
 */

#define AHEAD 64 /* mails that a list is read ahead */

struct item {
	struct record *record; /* or NULL, and: */
	char *commit, *reason;
};

struct stream {
	struct line line;
	struct scan_options options;
	struct scan_counts counts;
	GError *error;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	bool its_turn, stop, ended;
	GQueue items; /* of struct item * */
	int64_t date; /* of the item taken last */
};

static void wait_for_turn(struct stream *stream, bool its_turn)
{
	while (stream->its_turn != its_turn)
		pthread_cond_wait(&stream->changed, &stream->lock);
}

static void give_turn(struct stream *stream, bool its_turn)
{
	stream->its_turn = its_turn;
	pthread_cond_signal(&stream->changed);
}

static void push_item(struct stream *stream, struct item item)
{
	g_queue_push_tail(&stream->items, g_memdup2(&item, sizeof(item)));
	if (stream->items.length < AHEAD)
		return;
	give_turn(stream, false);
	wait_for_turn(stream, true);
}

static bool push_record(struct record *record, void *data)
{
	struct stream *stream = data;

	push_item(stream, (struct item){ .record = record });
	return !stream->stop;
}

static void push_problem(const char *commit, const char *reason, void *data)
{
	push_item(data, (struct item){ .commit = g_strdup(commit), .reason = g_strdup(reason) });
}

static void *run_stream(void *data)
{
	struct stream *stream = data;

	pthread_mutex_lock(&stream->lock);
	wait_for_turn(stream, true);
	if (!stream->stop)
		read_line(&stream->line, &stream->counts, &stream->error);
	stream->ended = true;
	give_turn(stream, false);
	pthread_mutex_unlock(&stream->lock);
	return NULL;
}

static void run_until_it_waits(struct stream *stream)
{
	give_turn(stream, true);
	wait_for_turn(stream, false);
}

/* The next item; NULL at the end. */
static struct item *peek(struct stream *stream)
{
	while (!stream->items.length && !stream->ended)
		run_until_it_waits(stream);
	return g_queue_peek_head(&stream->items);
}

static void free_item(struct item *item)
{
	g_free(item->commit);
	g_free(item->reason);
	g_free(item);
}

static bool start_stream(struct stream *stream, const struct line *line, GError **error)
{
	stream->line = *line;
	stream->options = *line->options;
	stream->options.record = push_record;
	stream->options.problem = push_problem;
	stream->options.data = stream;
	stream->line.options = &stream->options;
	g_queue_init(&stream->items);
	stream->date = INT64_MAX;
	pthread_mutex_init(&stream->lock, NULL);
	pthread_cond_init(&stream->changed, NULL);
	pthread_mutex_lock(&stream->lock);
	if (!pthread_create(&stream->thread, NULL, run_stream, stream))
		return true;
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_READ, "cannot start a thread");
	pthread_mutex_unlock(&stream->lock);
	pthread_cond_destroy(&stream->changed);
	pthread_mutex_destroy(&stream->lock);
	return false;
}

/* What was read ahead is dropped, and was not there. */
static void end_stream(struct stream *stream)
{
	struct item *item;

	stream->stop = true;
	while (!stream->ended)
		run_until_it_waits(stream);
	pthread_mutex_unlock(&stream->lock);
	pthread_join(stream->thread, NULL);
	while ((item = g_queue_pop_head(&stream->items))) {
		if (item->record) {
			record_free(item->record);
			stream->counts.commits--;
			stream->counts.read--;
		}
		free_item(item);
	}
	pthread_cond_destroy(&stream->changed);
	pthread_mutex_destroy(&stream->lock);
}

/* The stream with the newest mail, the first one among equals; NULL when all are at their end. */
static struct stream *find_newest(struct stream *streams, size_t nr)
{
	struct stream *newest = NULL;

	for (size_t i = 0; i < nr; i++) {
		const struct item *item = peek(&streams[i]);

		if (!item)
			continue;
		if (item->record)
			streams[i].date = item->record->archived;
		if (!newest || streams[i].date > newest->date)
			newest = &streams[i];
	}
	return newest;
}

bool gather_is_copy(GHashTable *known, const struct record *record, size_t list)
{
	gpointer first;

	if (!*record->message_id)
		return false;
	first = g_hash_table_lookup(known, record->message_id);
	if (!first)
		g_hash_table_insert(known, g_strdup(record->message_id),
				    GSIZE_TO_POINTER(list + 1));
	return first && GPOINTER_TO_SIZE(first) != list + 1;
}

static void merge(struct stream *streams, size_t nr, const struct scan_options *options)
{
	GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	struct stream *stream;
	bool more = true;

	while (more && (stream = find_newest(streams, nr))) {
		struct item *item = g_queue_pop_head(&stream->items);

		if (!item->record) {
			if (options->problem)
				options->problem(item->commit, item->reason, options->data);
		} else if (gather_is_copy(known, item->record, stream - streams)) {
			record_free(item->record);
			stream->counts.commits--;
			stream->counts.read--;
		} else {
			more = options->record(item->record, options->data);
		}
		free_item(item);
	}
	g_hash_table_unref(known);
}

/* Adds up what became of the streams; the first error of theirs is everybody's. */
static bool sum_up(struct stream *streams, size_t nr, struct scan_counts *counts, GError **error)
{
	bool good = true;

	for (size_t i = 0; i < nr; i++) {
		scan_counts_add(counts, &streams[i].counts);
		if (good && streams[i].error) {
			g_propagate_error(error, g_steal_pointer(&streams[i].error));
			good = false;
		}
		g_clear_error(&streams[i].error);
	}
	return good;
}

static bool gather_several(const struct line *all, struct scan_counts *counts, GError **error)
{
	size_t nr = all->archive->lists->len, started = 0;
	struct stream *streams = g_new0(struct stream, nr);
	bool good = true;

	while (good && started < nr) {
		struct line line = *all;

		line.list = archive_list(all->archive, started);
		good = start_stream(&streams[started], &line, error);
		started += good;
	}
	if (good)
		merge(streams, nr, all->options);
	for (size_t i = 0; i < started; i++)
		end_stream(&streams[i]);
	good = good && sum_up(streams, nr, counts, error);
	g_free(streams);
	return good;
}

bool gather(const struct archive *archive, struct index *const *indexes,
	    const struct selection *selection, const struct scan_options *options,
	    struct scan_counts *counts, GError **error)
{
	struct line line = {
		.archive = archive, .indexes = indexes, .selection = selection, .options = options
	};

	memset(counts, 0, sizeof(*counts));
	if (archive->lists->len != 1)
		return gather_several(&line, counts, error);
	line.list = archive_list(archive, 0);
	return read_line(&line, counts, error);
}
