/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/mailmap.h"

#include "inbox/file.h"
#include "inbox/private.h"
#include "inbox/repository.h"
#include "late/git.h"
#include "text/reason.h"

struct mailmap {
	git_mailmap *map;
};

/* Appends the file's text. Returns false, *error set, when it is there and cannot be read. */
static bool append_file(GString *text, const char *path, GError **error)
{
	GError *cause = NULL;
	char *bytes;
	gsize len;

	if (!path || !*path)
		return true;
	if (file_read_named(path, &bytes, &len, &cause)) {
		g_string_append_len(text, bytes, (gssize)len);
		g_string_append_c(text, '\n');
		g_free(bytes);
		return true;
	}
	if (g_error_matches(cause, G_FILE_ERROR, G_FILE_ERROR_NOENT)) {
		g_error_free(cause);
		return true;
	}
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_READ, "unable to read mailmap '%s': %s", path,
		    reason_of_file_error(cause));
	g_error_free(cause);
	return false;
}

static void append_blob(GString *text, git_repository *repo, const char *revision)
{
	git_object *object = NULL;

	if (git_revparse_single(&object, repo, revision) < 0)
		return;
	if (git_object_type(object) == GIT_OBJECT_BLOB) {
		const git_blob *blob = (const git_blob *)object;

		g_string_append_len(text, git_blob_rawcontent(blob),
				    (gssize)git_blob_rawsize(blob));
		g_string_append_c(text, '\n');
	}
	git_object_free(object);
}

struct mailmap *mailmap_load(const char *git_dir, const char *ceilings, const char *file,
			     const char *blob, GError **error)
{
	struct mailmap *mailmap = g_new0(struct mailmap, 1);
	g_autoptr(GString) text = g_string_new(NULL);
	git_repository *repo = blob ? repository_open(NULL, git_dir, ceilings, NULL) : NULL;
	bool ok;

	if (repo)
		append_blob(text, repo, blob); /* git reads mailmap.file last */
	git_repository_free(repo);
	ok = append_file(text, file, error);
	if (ok && git_mailmap_from_buffer(&mailmap->map, text->str, text->len) < 0) {
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_READ, "unable to parse mailmap: %s",
			    inbox_git_message());
		ok = false;
	}
	if (!ok) {
		mailmap_free(mailmap);
		return NULL;
	}
	return mailmap;
}

void mailmap_free(struct mailmap *mailmap)
{
	if (!mailmap)
		return;
	git_mailmap_free(mailmap->map);
	g_free(mailmap);
}

void mailmap_apply(const struct mailmap *mailmap, struct pool *pool, struct person *person)
{
	const char *name, *email;

	if (git_mailmap_resolve(&name, &email, mailmap->map, person->name, person->email) < 0)
		return;
	if (name != person->name)
		person->name = pool_copy_utf8(pool, slice_str(name));
	if (email != person->email)
		person->email = pool_copy_utf8(pool, slice_str(email));
}
