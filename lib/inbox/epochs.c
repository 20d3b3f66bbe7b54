/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/epochs.h"

#include "inbox/message.h"
#include "inbox/ref.h"
#include "inbox/revision.h"
#include "inbox/walk.h"

#define WORTH_KEEPING 16 /* steps back; what fewer of them read is read again */

bool epochs_newest(const struct epochs *epochs, struct point *out)
{
	for (size_t i = 0; i < epochs->nr; i++)
		if (epochs->inboxes[i]->has_tip) {
			*out = (struct point){ i, epochs->inboxes[i]->tip };
			return true;
		}
	return false;
}

/* The newest commit of an epoch that is older than that one. */
static bool newest_before(const struct epochs *epochs, size_t epoch, struct point *out)
{
	struct epochs older = { epochs->inboxes + epoch + 1, epochs->nr - epoch - 1 };

	if (!epochs_newest(&older, out))
		return false;
	out->epoch += epoch + 1;
	return true;
}

/* Where the ~ and ^ at the end of a name begin: "master~3^" has them at 6. */
static size_t find_steps(const char *name)
{
	size_t len = strlen(name), at = len;

	while (at && strchr("~^0123456789", name[at - 1]))
		at--;
	while (at < len && g_ascii_isdigit(name[at]))
		at++;
	return at;
}

/* Goes to the parent of that number, from 1. False where there is none, as at the beginning of the
 * list, or of what is there of it. */
static bool step(const struct epochs *epochs, struct point *point, guint64 number,
		 struct lineage *lineage)
{
	struct inbox *inbox = epochs->inboxes[point->epoch];
	struct lineage_commit read = { .id = point->id };
	struct object *object;
	struct commit commit;
	bool has_parent;

	if (!graph_read_commit(inbox, &point->id, &object, &commit, NULL))
		return false;
	read.tree = commit.tree;
	read.date = commit.date;
	read.reply = commit.reply;
	has_parent = number <= commit.nr_parents;
	if (has_parent)
		commit_parent(&commit, (size_t)number - 1, &read.parent);
	object_free(object);
	if (lineage && commit.nr_parents == 1)
		lineage_add(lineage, &read);
	point->id = has_parent ? read.parent : point->id;
	return has_parent ||
	       (number == 1 && !commit.nr_parents && !inbox_is_boundary(inbox, &point->id) &&
		newest_before(epochs, point->epoch, point));
}

/* So many first parents back at once, where the index knows that commit, and it is there. */
static bool jump_back(struct inbox *inbox, git_oid *id, guint64 number)
{
	const struct ancestors *ancestors = &inbox->ancestors;
	struct object *object;
	struct commit commit;
	git_oid found;

	if (number < WORTH_KEEPING || !ancestors->find || inbox->shallow ||
	    !ancestors->find(ancestors->data, id, number, &found) ||
	    !graph_read_commit(inbox, &found, &object, &commit, NULL))
		return false;
	object_free(object);
	*id = found;
	return true;
}

/* So many first parents back. What is read of them in one epoch is kept for the walk. */
static bool go_back(const struct epochs *epochs, struct point *point, guint64 number)
{
	struct inbox *inbox = epochs->inboxes[point->epoch];
	struct lineage *lineage = &inbox->lineage;
	size_t epoch = point->epoch;
	bool good = true;

	if (jump_back(inbox, &point->id, number))
		return true;
	if (number < WORTH_KEEPING)
		lineage = NULL;
	else
		lineage_begin(lineage);
	for (; good && number; number--) {
		good = step(epochs, point, 1, point->epoch == epoch ? lineage : NULL);
		/* New mails are not indexed one by one. */
		if (oid_equal(&point->id, &inbox->ancestors.newest) &&
		    jump_back(inbox, &point->id, number - 1))
			return true;
	}
	return good;
}

/* "~3^2": steps, one after the other. */
static bool climb(const struct epochs *epochs, const char *steps, struct point *point)
{
	bool good = true;

	while (good && *steps) {
		char kind = *steps++, *end = NULL;
		guint64 number = g_ascii_isdigit(*steps) ? g_ascii_strtoull(steps, &end, 10) : 1;

		steps = end ? end : steps;
		if (kind == '~')
			good = go_back(epochs, point, number);
		else if (number)
			good = step(epochs, point, number, NULL);
	}
	return good;
}

/* In one epoch, where nothing has to be searched, or in all of its history. */
static bool resolve_in(struct inbox *inbox, const char *name, const char *arg, git_oid *out,
		       GError **error)
{
	if (!g_str_has_prefix(name, ":/"))
		return revision_resolve(inbox, name, arg, out, error);
	return message_search_all(inbox, name + 2, out) || revision_refuse(arg, error);
}

/* Of a name that is no step away from anything, in the newest epoch that knows it. */
static bool resolve_name(const struct epochs *epochs, const char *name, const char *arg,
			 struct point *out, GError **error)
{
	GError *first = NULL;

	for (size_t i = 0; i < epochs->nr; i++) {
		GError *later = NULL;

		out->epoch = i;
		if (resolve_in(epochs->inboxes[i], name, arg, &out->id, first ? &later : &first)) {
			g_clear_error(&first);
			return true;
		}
		g_clear_error(&later);
	}
	g_propagate_error(error, first);
	return false;
}

/* Where the "^{/" at the end of A^{/pattern} is; NULL where there is none. */
static const char *find_search(const char *name)
{
	const char *brace = g_str_has_suffix(name, "}") ? g_strrstr(name, "^{") : NULL;

	return brace && brace[2] == '/' ? brace : NULL;
}

/* A^{/pattern}: from A on, and then from the end of each older epoch. search is behind the A. */
static bool resolve_search(const struct epochs *epochs, const char *name, const char *search,
			   const char *arg, struct point *out, GError **error)
{
	g_autofree char *start = g_strndup(name, (gsize)(search - name));
	g_autofree char *pattern = g_strndup(search + 3, strlen(search) - 4);
	bool good = epochs_resolve(epochs, start, arg, out, error), found = good && !*pattern;

	while (good && !found && out->epoch < epochs->nr) {
		found = message_search(epochs->inboxes[out->epoch], &out->id, pattern, &out->id);
		if (!found && !newest_before(epochs, out->epoch, out))
			break;
	}
	return found || (good ? revision_refuse(arg, error) : false);
}

bool epochs_resolve(const struct epochs *epochs, const char *name, const char *arg,
		    struct point *out, GError **error)
{
	/* All of ":/frob~1" is a pattern. */
	size_t at = g_str_has_prefix(name, ":/") ? strlen(name) : find_steps(name);
	g_autofree char *base = g_strndup(name, at);
	const char *search = find_search(base);
	bool good = search ? resolve_search(epochs, base, search, arg, out, error)
			   : resolve_name(epochs, base, arg, out, error);

	return good && (climb(epochs, name + at, out) || revision_refuse(arg, error));
}

bool epochs_parents(const struct epochs *epochs, const struct point *point, size_t number,
		    GArray *out, GError **error)
{
	struct inbox *inbox = epochs->inboxes[point->epoch];
	struct point parent = { point->epoch, { { 0 } } };
	struct object *object;
	struct commit commit;
	size_t nr;

	if (!graph_read_commit(inbox, &point->id, &object, &commit, error))
		return false;
	nr = commit.nr_parents;
	for (size_t i = 0; i < nr; i++)
		if (!number || number == i + 1) {
			commit_parent(&commit, i, &parent.id);
			g_array_append_val(out, parent);
		}
	object_free(object);
	if (!nr && number <= 1 && !inbox_is_boundary(inbox, &point->id) &&
	    newest_before(epochs, point->epoch, &parent)) {
		g_array_append_val(out, parent);
		nr = 1;
	}
	return number <= nr;
}

bool epochs_common(const struct epochs *epochs, const struct point *a, const struct point *b,
		   GArray *out, GError **error)
{
	const struct point *older = a->epoch > b->epoch ? a : b, *newer = older == a ? b : a;
	struct inbox *inbox = epochs->inboxes[older->epoch];
	g_autoptr(GArray) ids = NULL;
	const git_oid *other = &newer->id;
	bool good;

	/* All of an older epoch is what a newer commit descends from. */
	if (older->epoch != newer->epoch) {
		if (!inbox->has_tip)
			return true;
		other = &inbox->tip;
	}
	ids = g_array_new(FALSE, FALSE, sizeof(git_oid));
	good = common_ancestors(inbox, &older->id, other, ids, error);
	for (guint i = 0; i < ids->len; i++) {
		struct point point = { older->epoch, g_array_index(ids, git_oid, i) };

		g_array_append_val(out, point);
	}
	return good;
}
