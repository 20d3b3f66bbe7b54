/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/private.h"

#include "inbox/graph.h"
#include "inbox/oid.h"
#include "index/lookup.h"
#include "index/span.h"

#define DEFAULT_THRESHOLD 2000

/*
 * Behind so many mails of the index the rest is read ahead: small questions need no thread, and the
 * heap that both threads use is on large pages by then (cli/source_scan.c). Of as many as are
 * worth it, where that is known, this is so behind the first one.
 */
#define AHEAD_BEHIND 1100
#define AHEAD_WORTH 4000

/* Where the mails of a range come from: first these commits, then a span of the index. */
struct plan {
	GArray *live;	     /* of struct walk_entry, newest first */
	int64_t last, first; /* numbers; none when last < first */
	bool extends;	     /* live goes on where the index ends, behind tip, */
	git_oid tip;
	bool whole;   /* or is all there is, */
	bool too_old; /* or all but what is too old */
};

/* Listing the live part. */
struct listing {
	const struct range *range;
	git_oid tip; /* of the index */
	bool has_tip;
	unsigned older;
	enum { STOP_NONE, STOP_TIP, STOP_EXCLUDED, STOP_SINCE } stopped;
};

static bool is_excluded(const struct range *range, const git_oid *commit)
{
	for (guint i = 0; i < range->exclude->len; i++)
		if (oid_equal(&g_array_index(range->exclude, git_oid, i), commit))
			return true;
	return false;
}

static bool stop_listing(const struct walk_entry *entry, void *data)
{
	struct listing *listing = data;
	bool wanted;

	if (is_excluded(listing->range, &entry->commit))
		listing->stopped = STOP_EXCLUDED;
	else if (listing->has_tip && oid_equal(&entry->commit, &listing->tip))
		listing->stopped = STOP_TIP;
	else if (!range_goes_on(listing->range, entry->date, &listing->older, &wanted))
		listing->stopped = STOP_SINCE;
	return listing->stopped != STOP_NONE;
}

static void drop_unwanted(GArray *entries, const struct range *range)
{
	guint kept = 0;

	for (guint i = 0; i < entries->len; i++) {
		const struct walk_entry *entry = &g_array_index(entries, struct walk_entry, i);
		unsigned older = 0;
		bool wanted;

		range_goes_on(range, entry->date, &older, &wanted);
		if (wanted)
			g_array_index(entries, struct walk_entry, kept++) = *entry;
	}
	g_array_set_size(entries, kept);
}

/* Cuts off what is excluded; false when something is that is not indexed. */
static bool exclude_indexed(struct index *index, const struct range *range, struct plan *plan)
{
	for (guint i = 0; i < range->exclude->len; i++) {
		int64_t number = index_number(index, &g_array_index(range->exclude, git_oid, i));

		if (number < 0)
			return false;
		plan->first = MAX(plan->first, number + 1);
	}
	return true;
}

static bool plan_live(struct index *index, const struct range *range, const git_oid *include,
		      bool indexed, struct plan *plan, unsigned *older)
{
	struct listing listing = { .range = range, .has_tip = indexed };
	enum list_end end;

	if (indexed)
		oid_from_raw(&listing.tip, store_head(index->store)->tip);
	end = inbox_list(index->inbox, include, stop_listing, &listing, plan->live, NULL);
	*older = listing.older;
	if (end == LIST_ERROR || end == LIST_MERGE)
		return false;
	if (end == LIST_ROOT) {
		plan->whole = true;
		return !range->exclude->len;
	}
	if (listing.stopped == STOP_EXCLUDED)
		return range->exclude->len == 1;
	plan->too_old = listing.stopped == STOP_SINCE;
	if (plan->too_old)
		return true;
	plan->extends = true;
	plan->tip = listing.tip;
	plan->last = store_head(index->store)->mails - 1;
	return exclude_indexed(index, range, plan);
}

/*
 * False when the range is none of those that are easily told: a walk has to see to it. The
 * index is left open for reading.
 */
static bool make_plan(struct index *index, const struct range *range, bool stops_early,
		      struct plan *plan, unsigned *older)
{
	bool indexed = index_begin(index);
	const git_oid *include;

	*older = 0;
	plan->first = 0;
	plan->last = -1;
	if (range->include->len != 1)
		return false;
	include = &g_array_index(range->include, git_oid, 0);
	/* Without an index nothing is gained by knowing the commits first, unless one is made. */
	if (!indexed)
		return !stops_early && !range->exclude->len && range->since == INT64_MIN &&
		       index->options.threshold != UINT_MAX && index->inbox->has_tip &&
		       oid_equal(include, &index->inbox->tip) &&
		       plan_live(index, range, include, false, plan, older);
	plan->last = index_number(index, include);
	if (store_problem(index->store))
		return false;
	if (plan->last >= 0)
		return exclude_indexed(index, range, plan);
	return plan_live(index, range, include, true, plan, older);
}

/*
 * The mails of a plan: those that are live, then the span of the index. A mail of the index without
 * a record is read once more, and where the index breaks the rest is read from the clone.
 */
struct index_stream {
	struct record_stream base;
	struct index *index;
	const struct range *range;
	const struct scan_options *options;
	struct plan plan;
	struct span span;
	struct ahead *ahead;	     /* reads the span; or NULL */
	unsigned taken;		     /* mails of the span */
	struct record_stream *mails; /* read from the clone now; or NULL */
	GArray *entries;	     /* of struct walk_entry: which ones, but for the live ones */
	enum { PART_LIVE, PART_SPAN, PART_REST } part;
	git_oid last; /* the commit that was seen last */
	bool has_last;
	unsigned older;
};

static bool stop_behind_first(const struct walk_entry *entry, void *entries)
{
	(void)entry;
	return ((const GArray *)entries)->len;
}

/* A mail that gave no record, once more. */
static bool retry(struct index_stream *stream, const git_oid *commit)
{
	g_array_set_size(stream->entries, 0);
	if (inbox_list(stream->index->inbox, commit, stop_behind_first, stream->entries,
		       stream->entries, NULL) == LIST_ERROR)
		return false;
	stream->mails = inbox_stream_list(stream->index->inbox, stream->entries, stream->options);
	return true;
}

static void next_item(struct index_stream *stream, struct span_item *item)
{
	unsigned threads = stream->options->threads;
	unsigned behind = stream->base.expected < AHEAD_WORTH ? AHEAD_BEHIND : 2;

	if (++stream->taken == behind && threads != 1 && g_get_num_processors() > 1)
		stream->ahead = ahead_start(&stream->span);
	if (stream->ahead)
		ahead_next(stream->ahead, item);
	else
		span_next(&stream->span, item);
}

/*
 * The next mail of the span: *out is filled, or there are mails to be read; neither is at its end.
 * False when the index is broken.
 */
static bool next_of_span(struct index_stream *stream, struct stream_item *out)
{
	struct span_item item;

	next_item(stream, &item);
	stream->older = item.older;
	stream->base.too_old |= item.too_old;
	if (item.kind == SPAN_RETRY && !retry(stream, &item.commit))
		return false;
	if (item.has_commit) {
		stream->last = item.commit;
		stream->has_last = true;
	}
	out->nr = item.kind == SPAN_RECORD || item.kind == SPAN_REPLIES;
	out->outcome = item.kind == SPAN_REPLIES ? OUTCOME_REPLIES : OUTCOME_READ;
	out->record = item.record;
	return item.kind != SPAN_BROKEN;
}

/* Where the rest begins; false when there is none, or with an error. */
static bool find_rest(struct index_stream *stream, git_oid *start, GError **error)
{
	struct object *object;
	struct commit commit;
	bool more;

	*start = g_array_index(stream->range->include, git_oid, 0);
	if (!stream->has_last)
		return true;
	if (!graph_read_commit(stream->index->inbox, &stream->last, &object, &commit, error))
		return false;
	more = commit.nr_parents;
	if (more)
		commit_parent(&commit, 0, start);
	object_free(object);
	return more;
}

/* The index broke in the middle: what is left of the range is read from the clone. */
static bool open_rest(struct index_stream *stream, GError **error)
{
	struct index *index = stream->index;
	struct listing listing = { .range = stream->range, .older = stream->older };
	GError *problem = NULL;
	git_oid start;

	g_clear_pointer(&stream->ahead, ahead_stop);
	if (!index_give_up_broken(index))
		index_give_up(index, "a mail in it cannot be read", true);
	stream->part = PART_REST;
	g_array_set_size(stream->entries, 0);
	if (find_rest(stream, &start, &problem) &&
	    inbox_list(index->inbox, &start, stop_listing, &listing, stream->entries, &problem) ==
		    LIST_ERROR)
		g_array_set_size(stream->entries, 0);
	stream->base.too_old = listing.stopped == STOP_SINCE;
	if (problem) {
		g_propagate_error(error, problem);
		return false;
	}
	drop_unwanted(stream->entries, stream->range);
	stream->mails = inbox_stream_list(index->inbox, stream->entries, stream->options);
	return true;
}

static int next_of_index(struct record_stream *base, struct stream_item *out, GError **error)
{
	struct index_stream *stream = (struct index_stream *)base;
	bool unused;
	int got;

	for (;;) {
		got = record_stream_pass(&stream->mails, out, &unused, error);
		if (got)
			return got;
		switch (stream->part) {
		case PART_LIVE:
			stream->part = PART_SPAN;
			break;
		case PART_SPAN:
			if (!next_of_span(stream, out)) {
				if (!open_rest(stream, error))
					return -1;
			} else if (out->nr) {
				return 1;
			} else if (!stream->mails) {
				return 0;
			}
			break;
		case PART_REST:
			return 0;
		}
	}
}

static void close_index_stream(struct record_stream *base)
{
	struct index_stream *stream = (struct index_stream *)base;

	ahead_stop(stream->ahead);
	record_stream_close(stream->mails);
	index_end(stream->index);
	span_release(&stream->span);
	g_array_unref(stream->plan.live);
	g_array_unref(stream->entries);
	g_free(stream);
}

static const struct record_stream_type index_stream_type = { next_of_index, close_index_stream };

/* Whether the mails to be read are many, and the index could go on with them. */
static bool is_worth_an_update(const struct index *index, const struct range *range,
			       const struct plan *plan)
{
	unsigned threshold = index->options.threshold;

	if (threshold == UINT_MAX || range->since != INT64_MIN ||
	    plan->live->len < (threshold ? threshold : DEFAULT_THRESHOLD))
		return false;
	return plan->extends ||
	       (plan->whole && index->inbox->has_tip &&
		oid_equal(&g_array_index(range->include, git_oid, 0), &index->inbox->tip));
}

/* How many mails come, where dates do not tell that; who stops early is not asked. */
static uint64_t count_mails(const struct plan *plan, const struct range *range,
			    const struct scan_options *options)
{
	if (options->stops_early || range->since != INT64_MIN)
		return 0;
	return plan->live->len + (uint64_t)MAX(plan->last - plan->first + 1, 0);
}

/* Begins with what is not in the index. */
static void begin_live(struct index_stream *stream)
{
	GArray *live = stream->plan.live;

	drop_unwanted(live, stream->range);
	if (!live->len)
		return;
	stream->last = g_array_index(live, struct walk_entry, live->len - 1).commit;
	stream->has_last = true;
	stream->mails = inbox_stream_list(stream->index->inbox, live, stream->options);
}

struct record_stream *index_stream(struct index *index, const struct range *range,
				   const struct scan_options *options, GError **error)
{
	struct index_stream *stream = g_new0(struct index_stream, 1);
	struct plan *plan = &stream->plan;
	bool planned;

	stream->base.type = &index_stream_type;
	stream->index = index;
	stream->range = range;
	stream->options = options;
	plan->live = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	stream->entries = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	span_init(&stream->span, index, range, options);
	planned = make_plan(index, range, options->stops_early, plan, &stream->older);
	if (planned && !options->stops_early && is_worth_an_update(index, range, plan)) {
		index_end(index);
		index_extend(index, plan->live, plan->extends ? &plan->tip : NULL, NULL);
		g_array_set_size(plan->live, 0);
		plan->extends = plan->whole = false;
		planned = make_plan(index, range, false, plan, &stream->older);
	}
	if (planned) {
		stream->base.too_old = plan->too_old;
		stream->base.expected = count_mails(plan, range, options);
		stream->span.last = plan->last;
		stream->span.first = plan->first;
		stream->span.older = stream->older;
		begin_live(stream);
		return &stream->base;
	}
	if (index->store)
		index_give_up_broken(index);
	close_index_stream(&stream->base);
	return inbox_stream(index->inbox, range, options, error);
}
