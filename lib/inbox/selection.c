/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/selection.h"

#include "inbox/objects.h"
#include "inbox/oid.h"
#include "inbox/revisions.h"
#include "inbox/shorten.h"
#include "inbox/walk.h"
#include "inbox/written.h"

#define DAY (24 * 60 * 60)

static void free_range(void *range)
{
	range_free(range);
}

static struct selection *selection_new(const struct archive *archive)
{
	struct selection *selection = g_new0(struct selection, 1);

	selection->ranges = g_ptr_array_new_with_free_func(free_range);
	g_ptr_array_set_size(selection->ranges, (gint)archive->inboxes->len);
	selection->from = g_ptr_array_new_with_free_func(g_free);
	selection->to = g_ptr_array_new_with_free_func(g_free);
	selection->left_out = g_ptr_array_new_with_free_func(g_free);
	selection->written_since = INT64_MIN;
	return selection;
}

void selection_free(struct selection *selection)
{
	if (!selection)
		return;
	g_ptr_array_unref(selection->ranges);
	g_ptr_array_unref(selection->from);
	g_ptr_array_unref(selection->to);
	g_ptr_array_unref(selection->left_out);
	g_free(selection);
}

static char *join(const GPtrArray *names)
{
	GString *joined = g_string_new(NULL);

	for (guint i = 0; i < names->len; i++)
		g_string_append_printf(joined, "%s%s", i ? ", " : "",
				       (const char *)names->pdata[i]);
	return g_string_free(joined, FALSE);
}

char *selection_from(const struct selection *selection)
{
	return join(selection->from);
}

char *selection_to(const struct selection *selection)
{
	return join(selection->to);
}

bool selection_newest(const struct selection *selection, size_t *inbox, git_oid *out)
{
	for (guint i = 0; i < selection->ranges->len; i++) {
		const struct range *range = selection->ranges->pdata[i];

		if (range && range->include->len) {
			*inbox = i;
			*out = g_array_index(range->include, git_oid, 0);
			return true;
		}
	}
	return false;
}

/* As git_object_short_id() has it where core.abbrev is not set. NULL: libgit2 is to be asked. */
static char *abbreviate_plain(struct inbox *inbox, const git_oid *id)
{
	enum prefix_found state = PREFIX_MANY;
	char hex[GIT_OID_HEXSZ + 1];
	git_oid prefix, found;
	size_t digits;

	if (!inbox->is_plain || shorten_is_configured() || !objects_have_commit(inbox->objects, id))
		return NULL;
	oid_hex(hex, id);
	for (digits = DIGITS_MIN; state == PREFIX_MANY && digits < GIT_OID_HEXSZ; digits++) {
		oid_parse_start(hex, digits, &prefix);
		state = prefix_find(inbox, &prefix, digits, &found);
	}
	return state == PREFIX_ONE ? g_strndup(hex, digits - 1) : NULL;
}

static char *abbreviate_by_git(struct inbox *inbox, const git_oid *id)
{
	char hex[GIT_OID_HEXSZ + 1];
	git_buf shortest = { 0 };
	git_object *object;
	char *text = NULL;

	if (!git_object_lookup(&object, inbox_repo(inbox), id, GIT_OBJECT_COMMIT)) {
		if (!git_object_short_id(&shortest, object))
			text = g_strdup(shortest.ptr);
		git_buf_dispose(&shortest);
		git_object_free(object);
	}
	return text ? text : g_strdup(oid_text(hex, sizeof(hex), id));
}

static char *abbreviate(struct inbox *inbox, const git_oid *id)
{
	char *text = abbreviate_plain(inbox, id);

	return text ? text : abbreviate_by_git(inbox, id);
}

/* The whole of an inbox; NULL when it is empty. */
static struct range *whole_range(const struct inbox *inbox)
{
	struct range *range;

	if (!inbox->has_tip)
		return NULL;
	range = range_new();
	g_array_append_val(range->include, inbox->tip);
	return range;
}

static struct epochs epochs_of(const struct archive *archive, const struct archive_list *list)
{
	return (struct epochs){ (struct inbox **)archive->inboxes->pdata + list->first, list->nr };
}

/* When the newest mail of a list was archived. *date stays where there is none. */
static bool raise_to_newest(const struct epochs *epochs, int64_t *date, GError **error)
{
	struct object *object;
	struct commit commit;
	struct point newest;

	if (!epochs_newest(epochs, &newest))
		return true;
	if (!graph_read_commit(epochs->inboxes[newest.epoch], &newest.id, &object, &commit, error))
		return false;
	*date = MAX(*date, commit.date);
	object_free(object);
	return true;
}

/* The newest commit that is older. False when there is none, or with an error. */
static bool find_older(const struct epochs *epochs, int64_t since, struct point *out,
		       GError **error)
{
	int got = 0;

	for (size_t i = 0; !got && i < epochs->nr; i++) {
		struct range *range = whole_range(epochs->inboxes[i]);
		struct walk *walk = range ? walk_open(epochs->inboxes[i], range, error) : NULL;
		struct walk_entry entry;

		if (range && !walk)
			got = -1;
		while (walk && (got = walk_next(walk, &entry, error)) > 0 && entry.date >= since)
			;
		if (got > 0)
			*out = (struct point){ i, entry.commit };
		walk_close(walk);
		range_free(range);
	}
	return got > 0;
}

/* The last days of a list, up to its newest mail. */
static bool add_recent(struct selection *selection, const struct archive *archive,
		       const struct archive_list *list, int64_t since, GError **error)
{
	struct epochs epochs = epochs_of(archive, list);
	struct point older, newest;
	int64_t date = INT64_MIN;
	GError *reason = NULL;

	if (!epochs_newest(&epochs, &newest))
		return true;
	if (!raise_to_newest(&epochs, &date, error))
		return false;
	if (date < since)
		return true; /* a list that went quiet earlier than others */
	for (size_t i = newest.epoch; i < list->nr; i++) {
		struct range *range = whole_range(epochs.inboxes[i]);

		if (range)
			range->since = since;
		selection->ranges->pdata[list->first + i] = range;
	}
	if (find_older(&epochs, since, &older, &reason))
		g_ptr_array_add(selection->from,
				abbreviate(epochs.inboxes[older.epoch], &older.id));
	g_ptr_array_add(selection->to, abbreviate(epochs.inboxes[newest.epoch], &newest.id));
	if (reason)
		g_propagate_error(error, reason);
	return !reason;
}

/* When the last days of an archive begin: of what was written, not of an import of old mails. */
static bool find_since(const struct archive *archive, unsigned days, int64_t *since, GError **error)
{
	int64_t newest;

	if (!archive_newest_written(archive, NULL, NULL, &newest, error))
		return false;
	newest = newest ? newest : INT64_MIN;
	for (guint i = 0; newest == INT64_MIN && i < archive->lists->len; i++) {
		struct epochs epochs = epochs_of(archive, archive_list(archive, i));

		if (!raise_to_newest(&epochs, &newest, error))
			return false;
	}
	*since = newest == INT64_MIN ? newest : newest - days * DAY;
	return true;
}

static bool add_all_recent(struct selection *selection, const struct archive *archive,
			   unsigned days, GError **error)
{
	int64_t since = INT64_MIN;
	bool good = find_since(archive, days, &since, error);

	selection->is_default = true;
	selection->written_since = since;
	for (guint i = 0; good && i < archive->lists->len; i++)
		good = add_recent(selection, archive, archive_list(archive, i), since, error);
	return good;
}

/* Of the arguments in one list. */
static bool add_typed(struct selection *selection, const struct archive *archive,
		      const struct archive_list *list, const char *const *args, size_t nr,
		      GError **error)
{
	struct revisions revisions;
	bool good = true;

	revisions_init(&revisions, (struct inbox **)archive->inboxes->pdata + list->first,
		       list->nr);
	for (size_t i = 0; good && i < nr; i++)
		good = revisions_add(&revisions, args[i], error);
	for (size_t i = 0; good && i < list->nr; i++) {
		struct range *range = range_new();

		if (!revisions_of_epoch(&revisions, i, range->include, range->exclude))
			g_clear_pointer(&range, range_free);
		selection->ranges->pdata[list->first + i] = range;
	}
	if (good && !selection->from->len && !selection->to->len) {
		g_ptr_array_extend_and_steal(selection->from, g_steal_pointer(&revisions.from));
		g_ptr_array_extend_and_steal(selection->to, g_steal_pointer(&revisions.to));
	}
	revisions_release(&revisions);
	return good;
}

static bool add_all_typed(struct selection *selection, const struct archive *archive,
			  const char *const *args, size_t nr, GError **error)
{
	GError *first = NULL;

	for (guint i = 0; i < archive->lists->len; i++) {
		const struct archive_list *list = archive_list(archive, i);
		GError *reason = NULL;

		if (add_typed(selection, archive, list, args, nr, &reason))
			continue;
		g_ptr_array_add(selection->left_out, g_strdup_printf("'%s' is left out: %s",
								     list->name, reason->message));
		if (first)
			g_error_free(reason);
		else
			first = reason;
	}
	if (first && selection->left_out->len == archive->lists->len) {
		g_propagate_error(error, first);
		return false;
	}
	g_clear_error(&first);
	return true;
}

struct selection *selection_parse(const struct archive *archive, const char *const *args, size_t nr,
				  GError **error)
{
	struct selection *selection = selection_new(archive);

	if (!(nr ? add_all_typed(selection, archive, args, nr, error)
		 : add_all_recent(selection, archive, RANGE_DEFAULT_DAYS, error)))
		g_clear_pointer(&selection, selection_free);
	return selection;
}

struct selection *selection_recent(const struct archive *archive, unsigned days, GError **error)
{
	struct selection *selection = selection_new(archive);

	if (!add_all_recent(selection, archive, days, error))
		g_clear_pointer(&selection, selection_free);
	return selection;
}

struct selection *selection_all(const struct archive *archive)
{
	struct selection *selection = selection_new(archive);

	for (guint i = 0; i < archive->inboxes->len; i++)
		selection->ranges->pdata[i] = whole_range(archive_inbox(archive, i));
	return selection;
}

/* A list of which some epoch was seen. */
static void add_behind(struct selection *selection, const struct archive *archive,
		       const struct archive_list *list, const git_oid *seen)
{
	bool has_from = false;

	for (size_t i = list->first; i < list->first + list->nr; i++) {
		struct inbox *inbox = archive_inbox(archive, i);
		struct range *range = whole_range(inbox);

		if (range && !oid_is_zero(&seen[i])) {
			g_array_append_val(range->exclude, seen[i]);
			if (!has_from)
				g_ptr_array_add(selection->from, abbreviate(inbox, &seen[i]));
			has_from = true;
		}
		selection->ranges->pdata[i] = range;
		if (range && i == list->first)
			g_ptr_array_add(selection->to, abbreviate(inbox, &inbox->tip));
	}
}

struct selection *selection_behind(const struct archive *archive, const git_oid *seen,
				   unsigned days, GError **error)
{
	struct selection *selection = selection_new(archive);
	int64_t since = 0;
	bool good = find_since(archive, days, &since, error);

	selection->is_default = true;
	for (guint i = 0; good && i < archive->lists->len; i++) {
		const struct archive_list *list = archive_list(archive, i);
		bool known = false;

		for (size_t j = list->first; j < list->first + list->nr; j++)
			known |= !oid_is_zero(&seen[j]);
		if (known)
			add_behind(selection, archive, list, seen);
		else
			good = add_recent(selection, archive, list, since, error);
		selection->is_default &= !known;
	}
	if (selection->is_default)
		selection->written_since = since;
	if (!good)
		g_clear_pointer(&selection, selection_free);
	return selection;
}

struct range *range_parse(struct inbox *inbox, const char *const *args, size_t nr, GError **error)
{
	struct archive *archive = archive_new();
	struct archive_list list = { .nr = 1 };
	struct selection *selection;
	struct range *range = NULL;

	g_ptr_array_set_free_func(archive->inboxes, NULL); /* it stays the caller's */
	g_ptr_array_add(archive->inboxes, inbox);
	g_array_append_val(archive->lists, list);
	selection = selection_parse(archive, args, nr, error);
	if (selection) {
		range = g_steal_pointer(&selection->ranges->pdata[0]);
		if (!range)
			range = range_new();
		range->from = selection_from(selection);
		range->to = selection_to(selection);
		range->is_default = selection->is_default;
	}
	selection_free(selection);
	archive_free(archive);
	return range;
}
