/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/private.h"

#include "inbox/oid.h"
#include "inbox/scan_steps.h"
#include "index/segment.h"

#define MAILS_AT_ONCE 8192u

/*
 * An update reads mails from the oldest on, so that what is there is always whole from the first
 * mail to the indexed tip, and writes them segment by segment, each in a transaction of its own: a
 * killed update loses one segment at most. The file is locked while a segment is written, not while
 * its mails are read; who finds then that another process wrote meanwhile steps back.
 */
struct update {
	struct index *index;
	struct segment *segment;
	struct store_head head; /* as it will be with what is in segment */
	struct store_head seen; /* as we left it */
	uint64_t done, total;
	char *problem;
};

static bool fail(struct update *update, const char *problem)
{
	if (!update->problem)
		update->problem = g_strdup(problem);
	return false;
}

static bool fail_of_store(struct update *update)
{
	const char *problem = store_problem(update->index->store);

	return fail(update, problem ? problem : "its last rows cannot be read");
}

static bool same_head(const struct store_head *a, const struct store_head *b)
{
	return a->mails == b->mails && a->segment == b->segment &&
	       (!a->mails || (!memcmp(a->root, b->root, sizeof(a->root)) &&
			      !memcmp(a->tip, b->tip, sizeof(a->tip))));
}

/* Starts to write, if nobody else has since we looked. */
static bool begin_write(struct update *update)
{
	struct store *store = update->index->store;

	if (!store_begin_write(store))
		return fail_of_store(update);
	if (same_head(store_head(store), &update->seen))
		return true;
	store_end(store);
	return fail(update, "another process is updating it");
}

static bool flush(struct update *update)
{
	struct store *store = update->index->store;

	if (!begin_write(update))
		return false;
	if (!segment_save(update->segment, store) || !store_commit(store, &update->head))
		return fail_of_store(update);
	update->seen = update->head;
	return true;
}

/* Begins with the segment that the next mail belongs to. */
static bool open_segment(struct update *update)
{
	g_clear_pointer(&update->segment, segment_free);
	if (update->head.mails % update->head.segment)
		update->segment = segment_open(update->index->store);
	else
		update->segment =
			segment_new((unsigned)(update->head.mails / update->head.segment));
	return update->segment || fail_of_store(update);
}

static bool take(const struct walk_entry *entry, struct result *result, void *data)
{
	struct update *update = data;
	struct store_head *head = &update->head;

	segment_add(update->segment, entry, result->record);
	if (!head->mails++)
		memcpy(head->root, entry->commit.id, sizeof(head->root));
	memcpy(head->tip, entry->commit.id, sizeof(head->tip));
	update->done++;
	if (update->index->options.progress)
		update->index->options.progress(update->done, update->total,
						update->index->options.data);
	if (head->mails % head->segment && update->done < update->total)
		return true;
	return flush(update) && (update->done == update->total || open_segment(update));
}

/* How many of the first mails are the same: where a history was rewritten, all later ones differ.
 */
static int64_t count_common(struct index *index, const GArray *entries)
{
	int64_t low = 0, high = MIN(store_head(index->store)->mails, (int64_t)entries->len);

	while (low < high) {
		int64_t middle = low + (high - low) / 2;
		const struct walk_entry *entry = &g_array_index(entries, struct walk_entry,
								entries->len - 1 - (guint)middle);
		git_oid indexed;

		if (!index_commit(index, middle, &indexed))
			return 0;
		if (oid_equal(&indexed, &entry->commit))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Keeps whole segments of what is common, if not all is. Returns how many mails are kept, or -1. */
static int64_t keep_common(struct update *update, const GArray *entries)
{
	struct index *index = update->index;
	struct store_head head = update->seen;
	int64_t common = count_common(index, entries);
	git_oid tip;

	if (common == head.mails)
		return common;
	head.mails = common / head.segment * head.segment;
	memset(head.tip, 0, sizeof(head.tip));
	if (head.mails && index_commit(index, head.mails - 1, &tip))
		memcpy(head.tip, tip.id, sizeof(head.tip));
	if (!begin_write(update))
		return -1;
	index_forget_rows(index);
	if (!store_cut(index->store, (unsigned)(head.mails / head.segment)) ||
	    !store_commit(index->store, &head)) {
		fail_of_store(update);
		return -1;
	}
	update->seen = head;
	return head.mails;
}

/*
 * Reads the last of the first *rest entries, oldest first, and leaves in *rest how many there are
 * still to read: a second list of all of them would take much memory. Ends early when take_one()
 * says so. False with an error where mails cannot be read now.
 */
static bool scan_some(struct index *index, const GArray *entries, guint *rest,
		      bool (*take_one)(const struct walk_entry *entry, struct result *result,
				       void *data),
		      void *data, GError **error)
{
	const struct scan_options options = { .threads = index->options.threads };
	guint nr = MIN(*rest, MAILS_AT_ONCE);
	g_autoptr(GArray) reversed = g_array_sized_new(FALSE, FALSE, sizeof(struct walk_entry), nr);
	struct scan_step step;
	struct walk *walk;
	struct scan *scan;
	int got;

	for (; nr; nr--)
		g_array_append_val(reversed, g_array_index(entries, struct walk_entry, --*rest));
	walk = walk_over(index->inbox, reversed);
	scan = scan_open(index->inbox, walk, &options);
	while ((got = scan_next(scan, &step, error)) > 0 && take_one(step.entry, step.result, data))
		;
	scan_close(scan);
	walk_close(walk);
	return got >= 0;
}

/* Adds the newest nr of entries. */
static void read_mails(struct update *update, const GArray *entries, guint nr)
{
	GError *error = NULL;

	update->head = update->seen;
	update->total = nr;
	if (!nr || !open_segment(update))
		return;
	store_end(update->index->store);
	while (nr && !update->problem)
		if (!scan_some(update->index, entries, &nr, take, update, &error)) {
			fail(update, error->message);
			g_error_free(error);
			return;
		}
}

bool index_extend(struct index *index, const GArray *entries, const git_oid *behind, GError **error)
{
	struct update update = { .index = index };
	int64_t kept = 0;
	bool worn = false;

	if (!index_open_for_update(index, false, &update.problem) && !update.problem)
		fail(&update, "it cannot be made");
	if (!update.problem && !store_begin_read(index->store))
		fail_of_store(&update);
	if (!update.problem) {
		update.seen = *store_head(index->store);
		if (!behind)
			kept = keep_common(&update, entries);
		else if (memcmp(update.seen.tip, behind->id, sizeof(behind->id)))
			fail(&update, "another process is updating it");
	}
	if (!update.problem)
		read_mails(&update, entries, entries->len - (guint)kept);
	g_clear_pointer(&update.segment, segment_free);
	index_forget_rows(index);
	index_end(index);
	if (!update.problem)
		return true;
	worn = index->store && store_is_worn(index->store);
	g_set_error(error, INDEX_ERROR, 0, "%s", update.problem);
	index_give_up(index, update.problem, worn);
	g_free(update.problem);
	return false;
}

struct until {
	git_oid tip;
	bool has_tip;
};

static bool is_indexed_tip(const struct walk_entry *entry, void *data)
{
	const struct until *until = data;

	return until->has_tip && oid_equal(&entry->commit, &until->tip);
}

bool index_update(struct index *index, GError **error)
{
	g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	struct until until = { .has_tip = false };
	enum list_end end;
	bool good = false;

	if (index_begin(index)) {
		until.has_tip = true;
		oid_from_raw(&until.tip, store_head(index->store)->tip);
		if (!index->inbox->has_tip || index_number(index, &index->inbox->tip) >= 0) {
			index_end(index);
			return true;
		}
	}
	index_end(index);
	if (!index->inbox->has_tip)
		end = LIST_STOPPED;
	else
		end = inbox_list(index->inbox, &index->inbox->tip, is_indexed_tip, &until, entries,
				 error);
	if (end == LIST_MERGE)
		g_set_error(error, INDEX_ERROR, 0, "the history is not one line");
	else if (end != LIST_ERROR)
		good = !entries->len ||
		       index_extend(index, entries, end == LIST_ROOT ? NULL : &until.tip, error);
	return good;
}

bool index_rebuild(struct index *index, GError **error)
{
	char *problem;

	if (index_open_for_update(index, true, &problem))
		return index_update(index, error);
	g_set_error(error, INDEX_ERROR, 0, "%s", problem ? problem : "it cannot be made");
	g_free(problem);
	return false;
}

/* Checking: segments are filled again, and compared. */
struct check {
	struct index *index;
	struct segment *segment;
	int64_t nr, mails;
	unsigned size;
	bool equal, good;
};

static bool never(const struct walk_entry *entry, void *data)
{
	(void)entry, (void)data;
	return false;
}

/* A mail that can be read by now, or no longer, is no damage of the index: its old state counts. */
static bool check_one(const struct walk_entry *entry, struct result *result, void *data)
{
	struct check *check = data;

	if (!check->segment)
		check->segment = segment_new((unsigned)(check->nr / check->size));
	segment_add(check->segment, entry, result->record);
	check->nr++;
	if (check->index->options.progress)
		check->index->options.progress((uint64_t)check->nr, (uint64_t)check->mails,
					       check->index->options.data);
	if (check->nr % check->size && check->nr < check->mails)
		return true;
	check->good = segment_compare(check->segment, check->index->store, &check->equal);
	g_clear_pointer(&check->segment, segment_free);
	return check->good && check->equal;
}

static const char *compare_all(struct index *index, GArray *entries, GError **error)
{
	const struct store_head *head = store_head(index->store);
	struct check check = { .index = index,
			       .mails = head->mails,
			       .size = head->segment,
			       .equal = true,
			       .good = true };
	guint rest = entries->len;

	if (head->mails != rest)
		return "it holds another number of mails than its history";
	while (rest && check.good && check.equal)
		if (!scan_some(index, entries, &rest, check_one, &check, error))
			break;
	g_clear_pointer(&check.segment, segment_free);
	if (*error)
		return NULL;
	if (!check.good)
		return store_problem(index->store);
	return check.equal ? NULL : "it differs from what the mails give";
}

bool index_check(struct index *index, GError **error)
{
	g_autoptr(GArray) entries = g_array_new(FALSE, FALSE, sizeof(struct walk_entry));
	const char *problem = NULL;
	GError *cause = NULL;
	git_oid tip;

	if (index_begin(index)) {
		oid_from_raw(&tip, store_head(index->store)->tip);
		if (!store_check(index->store))
			problem = store_problem(index->store);
		else if (inbox_list(index->inbox, &tip, never, NULL, entries, &cause) != LIST_ERROR)
			problem = compare_all(index, entries, &cause);
		if (problem) {
			g_set_error(&cause, INDEX_ERROR, 0, "%s", problem);
			index_give_up(index, cause->message, true);
		}
	}
	index_end(index);
	if (cause)
		g_propagate_error(error, cause);
	return !cause;
}
