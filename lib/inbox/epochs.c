/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/epochs.h"

#include "inbox/revision.h"
#include "inbox/walk.h"

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

/* How far back steps go along first parents; false when they turn off anywhere. */
static bool count_steps(const char *steps, size_t *out)
{
	guint64 number;
	char kind, *end;

	*out = 0;
	while ((kind = *steps++)) {
		number = 1;
		if (g_ascii_isdigit(*steps)) {
			number = g_ascii_strtoull(steps, &end, 10);
			steps = end;
		}
		if ((kind == '^' && number > 1) || number > G_MAXINT || *out > G_MAXINT)
			return false;
		*out += number;
	}
	return true;
}

/* One step back. False at the beginning of the list, or what is there of it. */
static bool step_back(const struct epochs *epochs, struct point *point)
{
	struct inbox *inbox = epochs->inboxes[point->epoch];
	git_odb_object *object;
	struct commit commit;
	bool has_parent;

	if (!graph_read_commit(inbox, &point->id, &object, &commit, NULL))
		return false;
	has_parent = commit.nr_parents > 0;
	if (has_parent)
		commit_parent(&commit, 0, &point->id);
	git_odb_object_free(object);
	return has_parent || (!inbox_is_boundary(inbox, &point->id) &&
			      newest_before(epochs, point->epoch, point));
}

/* Of a name that is no step away from anything, in the newest epoch that knows it. */
static bool resolve_name(const struct epochs *epochs, const char *name, const char *arg,
			 struct point *out, GError **error)
{
	GError *first = NULL;

	for (size_t i = 0; i < epochs->nr; i++) {
		GError *later = NULL;

		out->epoch = i;
		if (revision_resolve(epochs->inboxes[i], name, arg, &out->id,
				     first ? &later : &first)) {
			g_clear_error(&first);
			return true;
		}
		g_clear_error(&later);
	}
	g_propagate_error(error, first);
	return false;
}

/* A^{/pattern}: from A on, and then from the end of each older epoch. search is behind the A. */
static bool resolve_search(const struct epochs *epochs, const char *name, const char *search,
			   const char *arg, struct point *out, GError **error)
{
	char *start = g_strndup(name, (gsize)(search - name)),
	     *from_tip = g_strconcat("HEAD", search, NULL);
	bool good = epochs_resolve(epochs, start, arg, out, error), found;

	found = good && revision_resolve(epochs->inboxes[out->epoch], name, arg, &out->id, NULL);
	while (good && !found && ++out->epoch < epochs->nr)
		found = revision_resolve(epochs->inboxes[out->epoch], from_tip, arg, &out->id,
					 NULL);
	g_free(start);
	g_free(from_tip);
	return found || (good ? revision_refuse(arg, error) : false);
}

static bool resolve_base(const struct epochs *epochs, const char *name, const char *arg,
			 struct point *out, GError **error)
{
	const char *search = strstr(name, "^{/");

	return search ? resolve_search(epochs, name, search, arg, out, error)
		      : resolve_name(epochs, name, arg, out, error);
}

bool epochs_resolve(const struct epochs *epochs, const char *name, const char *arg,
		    struct point *out, GError **error)
{
	size_t at = find_steps(name), steps;
	bool good;
	char *base;

	if (epochs->nr == 1 || !name[at]) {
		if (epochs->nr > 1)
			return resolve_base(epochs, name, arg, out, error);
		out->epoch = 0;
		return revision_resolve(epochs->inboxes[0], name, arg, &out->id, error);
	}
	base = g_strndup(name, at);
	good = resolve_base(epochs, base, arg, out, error);
	g_free(base);
	if (!good)
		return false;
	if (count_steps(name + at, &steps)) {
		for (; good && steps > 0; steps--)
			good = step_back(epochs, out);
	} else {
		good = revision_resolve(epochs->inboxes[out->epoch], name, arg, &out->id, NULL);
	}
	return good || revision_refuse(arg, error);
}

bool epochs_parents(const struct epochs *epochs, const struct point *point, size_t number,
		    GArray *out, GError **error)
{
	struct inbox *inbox = epochs->inboxes[point->epoch];
	struct point parent = { point->epoch, { { 0 } } };
	git_odb_object *object;
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
	git_odb_object_free(object);
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
	GArray *ids;
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
	g_array_unref(ids);
	return good;
}
