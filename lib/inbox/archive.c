/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/archive.h"

#include "inbox/private.h"

/* Names of epochs are numbers below this, "0.git". */
#define MAX_EPOCHS 100000

static void clear_list(void *data)
{
	g_free(((struct archive_list *)data)->name);
}

struct archive *archive_new(void)
{
	struct archive *archive = g_new(struct archive, 1);

	archive->inboxes = g_ptr_array_new_with_free_func((GDestroyNotify)inbox_close);
	archive->lists = g_array_new(FALSE, FALSE, sizeof(struct archive_list));
	g_array_set_clear_func(archive->lists, clear_list);
	return archive;
}

void archive_free(struct archive *archive)
{
	if (!archive)
		return;
	g_ptr_array_unref(archive->inboxes);
	g_array_unref(archive->lists);
	g_free(archive);
}

static bool parse_epoch(const char *name, guint64 *number)
{
	const char *dot = strchr(name, '.');
	g_autofree char *digits = NULL;

	if (!dot || strcmp(dot, ".git"))
		return false;
	digits = g_strndup(name, (gsize)(dot - name));
	return g_ascii_string_to_unsigned(digits, 10, 0, MAX_EPOCHS, number, NULL);
}

static gint newest_first(gconstpointer a, gconstpointer b)
{
	guint64 left = *(const guint64 *)a, right = *(const guint64 *)b;

	return left > right ? -1 : left < right;
}

/* The numbers of the epochs in a folder (guint64), newest first; NULL when there are none. */
static GArray *find_epochs(const char *folder)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(guint64));
	g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
	const char *name;
	guint64 number;

	while (dir && (name = g_dir_read_name(dir)))
		if (parse_epoch(name, &number))
			g_array_append_val(numbers, number);
	if (!numbers->len)
		g_clear_pointer(&numbers, g_array_unref);
	else
		g_array_sort(numbers, newest_first);
	return numbers;
}

static bool is_there(const struct archive *archive, const struct inbox *inbox)
{
	for (guint i = 0; i < archive->inboxes->len; i++)
		if (!strcmp(inbox_path(archive_inbox(archive, i)), inbox_path(inbox)))
			return true;
	return false;
}

/* Takes the inbox over. */
static void add_inbox(struct archive *archive, struct archive_list *list, struct inbox *inbox)
{
	if (is_there(archive, inbox)) {
		inbox_close(inbox);
		return;
	}
	g_ptr_array_add(archive->inboxes, inbox);
	list->nr++;
}

static void end_list(struct archive *archive, struct archive_list *list, const char *name)
{
	if (!list->nr)
		return;
	list->name = g_strdup(name);
	g_array_append_val(archive->lists, *list);
}

static bool add_epochs(struct archive *archive, const char *folder, const GArray *numbers,
		       const char *name, GError **error)
{
	struct archive_list list = { .first = archive->inboxes->len };
	bool good = true;

	for (guint i = 0; good && i < numbers->len; i++) {
		g_autofree char *path = g_strdup_printf("%s/%" G_GUINT64_FORMAT ".git", folder,
							g_array_index(numbers, guint64, i));
		struct inbox *inbox = inbox_open(path, NULL, NULL, error);

		good = inbox;
		if (inbox)
			add_inbox(archive, &list, inbox);
	}
	end_list(archive, &list, name);
	return good;
}

/* Adds the epochs in that folder. Returns 1, 0 when there are none, -1 with an error. */
static int try_epochs(struct archive *archive, const char *folder, const char *name, GError **error)
{
	GArray *numbers = find_epochs(folder);
	int done;

	if (!numbers)
		return 0;
	done = add_epochs(archive, folder, numbers, name, error) ? 1 : -1;
	g_array_unref(numbers);
	return done;
}

/* The same with the folder git below path, then path itself. */
static int try_folder(struct archive *archive, const char *path, const char *name, GError **error)
{
	g_autofree char *folder = g_build_filename(path, "git", NULL);
	int done = try_epochs(archive, folder, name, error);

	return done ? done : try_epochs(archive, path, name, error);
}

/* all.git has no commits of its own, only the way to the objects of the epochs beside it. */
static int try_beside(struct archive *archive, const struct inbox *inbox, const char *name,
		      GError **error)
{
	g_autofree char *own = NULL, *parent = NULL, *folder = NULL;

	if (inbox->has_tip)
		return 0;
	own = g_path_get_dirname(inbox_path(inbox)); /* cuts the "/" at the end */
	parent = g_path_get_dirname(own);
	folder = g_build_filename(parent, "git", NULL);
	return g_str_has_suffix(own, "/all.git") ? try_epochs(archive, folder, name, error) : 0;
}

static bool add_opened(struct archive *archive, struct inbox *inbox, const char *name,
		       GError **error)
{
	struct archive_list list = { .first = archive->inboxes->len };
	int done = try_beside(archive, inbox, name, error);

	if (done) {
		inbox_close(inbox);
		return done > 0;
	}
	add_inbox(archive, &list, inbox);
	end_list(archive, &list, name);
	return true;
}

static bool add_one(struct archive *archive, const char *path, const char *git_dir,
		    const char *ceilings, GError **error)
{
	const char *name = path ? path : git_dir ? git_dir : ".";
	GError *reason = NULL;
	struct inbox *inbox = inbox_open(path, git_dir, ceilings, &reason);
	int done = 0;

	if (inbox)
		return add_opened(archive, inbox, path || git_dir ? name : inbox_path(inbox),
				  error);
	if (g_error_matches(reason, INBOX_ERROR, INBOX_ERROR_NOT_FOUND) ||
	    g_error_matches(reason, INBOX_ERROR, INBOX_ERROR_NOT_INBOX))
		done = try_folder(archive, name, name, error);
	if (done)
		g_error_free(reason);
	else
		g_propagate_error(error, reason);
	return done > 0;
}

bool archive_add(struct archive *archive, const char *path, GError **error)
{
	return add_one(archive, path, NULL, NULL, error);
}

bool archive_add_here(struct archive *archive, const char *git_dir, const char *ceilings,
		      GError **error)
{
	return add_one(archive, NULL, git_dir, ceilings, error);
}
