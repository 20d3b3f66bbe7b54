/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/private.h"

#include "inbox/graph.h"
#include "index/lookup.h"

#define DEFAULT_THRESHOLD 2000

/* Where the mails of a range come from: first these commits, then a span of the index. */
struct plan {
	GArray *live;	     /* of struct walk_entry, newest first */
	int64_t last, first; /* numbers; none when last < first */
	bool extends;	     /* live goes on where the index ends, behind tip, */
	git_oid tip;
	bool whole; /* or is all there is */
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
		if (git_oid_equal(&g_array_index(range->exclude, git_oid, i), commit))
			return true;
	return false;
}

static bool stop_listing(const struct walk_entry *entry, void *data)
{
	struct listing *listing = data;
	bool wanted;

	if (is_excluded(listing->range, &entry->commit))
		listing->stopped = STOP_EXCLUDED;
	else if (listing->has_tip && git_oid_equal(&entry->commit, &listing->tip))
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
		git_oid_fromraw(&listing.tip, store_head(index->store)->tip);
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
	if (listing.stopped == STOP_SINCE)
		return true;
	plan->extends = true;
	plan->tip = listing.tip;
	plan->last = store_head(index->store)->mails - 1;
	return exclude_indexed(index, range, plan);
}

/*
 * False when the range is none of those that are easily told: inbox_scan() has to see to it. The
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
		       git_oid_equal(include, &index->inbox->tip) &&
		       plan_live(index, range, include, false, plan, older);
	plan->last = index_number(index, include);
	if (store_problem(index->store))
		return false;
	if (plan->last >= 0)
		return exclude_indexed(index, range, plan);
	return plan_live(index, range, include, true, plan, older);
}

/* What a scan has done so far, so that somebody else can go on with it. */
struct progress_of_scan {
	struct index *index;
	const struct range *range;
	const struct scan_options *options;
	struct scan_counts *counts;
	git_oid last; /* the commit that was seen last */
	bool has_last, stopped;
	unsigned older;
};

static bool pass_record(struct record *record, void *data)
{
	struct progress_of_scan *scan = data;

	scan->stopped = !scan->options->record(record, scan->options->data);
	return !scan->stopped;
}

static void pass_problem(const char *commit, const char *reason, void *data)
{
	struct progress_of_scan *scan = data;

	if (scan->options->problem)
		scan->options->problem(commit, reason, scan->options->data);
}

static void scan_entries(struct progress_of_scan *scan, const GArray *entries)
{
	struct scan_options options = *scan->options;
	struct scan_counts counts;

	if (!entries->len)
		return;
	options.record = pass_record;
	options.problem = pass_problem;
	options.data = scan;
	inbox_scan_list(scan->index->inbox, entries, &options, &counts);
	scan_counts_add(scan->counts, &counts);
	scan->last = g_array_index(entries, struct walk_entry, entries->len - 1).commit;
	scan->has_last = true;
}

static bool stop_behind_first(const struct walk_entry *entry, void *entries)
{
	(void)entry;
	return ((const GArray *)entries)->len;
}

/* A mail that gave no record, once more: it may have been fetched, or mended. */
static bool retry(struct progress_of_scan *scan, const struct unpacked *mail)
{
	git_oid commit;
	GArray *entries;
	bool good;

	git_oid_fromraw(&commit, mail->commit);
	entries = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	good = inbox_list(scan->index->inbox, &commit, stop_behind_first, entries, entries, NULL) !=
	       LIST_ERROR;
	if (good)
		scan_entries(scan, entries);
	g_array_unref(entries);
	return good;
}

static void pass_over(struct progress_of_scan *scan, const struct unpacked *mail)
{
	git_oid_fromraw(&scan->last, mail->commit);
	scan->has_last = true;
}

/* packed has the record of mail. */
static bool emit(struct progress_of_scan *scan, struct slice packed, struct unpacked *mail)
{
	if (mail->skipped)
		return retry(scan, mail);
	if (!unpack(packed, &scan->index->strings, mail))
		return false;
	pass_over(scan, mail);
	scan->counts->commits++;
	scan->counts->read++;
	pass_record(mail->record, scan);
	return true;
}

/* One mail of the index; *more is set to false behind the last one of the range. */
static bool emit_number(struct progress_of_scan *scan, struct run *run, int64_t number, bool *more)
{
	struct unpacked mail;
	struct slice packed;
	bool wanted, good = true;

	if (!run_read(scan->index, run, number, &packed) || !unpack_head(packed, &mail))
		return false;
	*more = range_goes_on(scan->range, mail.archived, &scan->older, &wanted);
	if (!wanted) {
		pass_over(scan, &mail);
	} else if (mail.reply && scan->options->skip_replies) {
		pass_over(scan, &mail);
		scan->counts->commits++;
		scan->counts->replies++;
	} else {
		good = emit(scan, packed, &mail);
	}
	*more &= !scan->stopped;
	return good;
}

static bool emit_span(struct progress_of_scan *scan, const struct plan *plan)
{
	bool more = true, good = true;
	struct run run;

	run_init(&run);
	for (int64_t number = plan->last; good && more && number >= plan->first; number--)
		good = emit_number(scan, &run, number, &more);
	run_release(&run);
	return good;
}

/* The index broke in the middle: reads what is left of the range from the clone. */
static bool scan_rest(struct progress_of_scan *scan, GError **error)
{
	struct inbox *inbox = scan->index->inbox;
	struct listing listing = { .range = scan->range, .older = scan->older };
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	git_oid start = g_array_index(scan->range->include, git_oid, 0);
	bool good = true, ended = false;

	if (scan->has_last) {
		git_odb_object *object;
		struct commit commit;

		good = graph_read_commit(inbox, &scan->last, &object, &commit, error);
		if (good) {
			ended = !commit.nr_parents;
			if (!ended)
				commit_parent(&commit, 0, &start);
			git_odb_object_free(object);
		}
	}
	if (good && !ended)
		good = inbox_list(inbox, &start, stop_listing, &listing, entries, error) !=
		       LIST_ERROR;
	if (good) {
		drop_unwanted(entries, scan->range);
		scan_entries(scan, entries);
	}
	g_array_unref(entries);
	return good;
}

static bool follow_plan(struct progress_of_scan *scan, const struct plan *plan, GError **error)
{
	struct index *index = scan->index;

	drop_unwanted(plan->live, scan->range);
	scan_entries(scan, plan->live);
	if (scan->stopped || plan->last < plan->first || emit_span(scan, plan))
		return true;
	if (!index_give_up_broken(index))
		index_give_up(index, "a mail in it cannot be read", true);
	return scan_rest(scan, error);
}

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
		git_oid_equal(&g_array_index(range->include, git_oid, 0), &index->inbox->tip));
}

bool index_scan(struct index *index, const struct range *range, const struct scan_options *options,
		struct scan_counts *counts, GError **error)
{
	struct plan plan = { .live = g_array_new(FALSE, FALSE, sizeof(struct walk_entry)) };
	struct progress_of_scan scan = {
		.index = index, .range = range, .options = options, .counts = counts
	};
	bool planned, good;

	memset(counts, 0, sizeof(*counts));
	planned = make_plan(index, range, options->stops_early, &plan, &scan.older);
	if (planned && !options->stops_early && is_worth_an_update(index, range, &plan)) {
		index_end(index);
		index_extend(index, plan.live, plan.extends ? &plan.tip : NULL, NULL);
		g_array_set_size(plan.live, 0);
		plan.extends = plan.whole = false;
		planned = make_plan(index, range, false, &plan, &scan.older);
	}
	if (!planned && index->store)
		index_give_up_broken(index);
	good = planned ? follow_plan(&scan, &plan, error)
		       : inbox_scan(index->inbox, range, options, counts, error);
	index_end(index);
	g_array_unref(plan.live);
	return good;
}
