/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/named.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>
#include "inbox/file.h"
#include "inbox/oid.h"

#define MOST_LINKS 5 /* refs that name others; as in git */
#define LINK "ref: "

/* Whether a name is one beyond doubt: of letters, digits and a few others. */
static bool is_simple(const char *name)
{
	static const char letters[] =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./";
	size_t len = strlen(name);

	return len && !name[strspn(name, letters)] && !strchr("./-", *name) &&
	       !strchr("./", name[len - 1]) && !strstr(name, "..") && !strstr(name, "//") &&
	       !strstr(name, "/.") && !strstr(name, ".lock");
}

/* A name without a folder is that of HEAD and its like. */
static bool is_full(const char *name)
{
	return strchr(name, '/') || !name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_")];
}

/* What a ref's own file says, without the blanks at its end. Free with g_free(). */
static enum ref_found read_file(const char *git_dir, const char *name, char **text)
{
	g_autofree char *path = g_strconcat(git_dir, name, NULL);
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	enum ref_found found =
		fd < 0 && (errno == ENOENT || errno == ENOTDIR) ? REF_NONE : REF_UNSURE;
	char bytes[256];
	ssize_t got;

	if (fd < 0)
		return found;
	got = read(fd, bytes, sizeof(bytes) - 1);
	if (got < 0 && errno == EISDIR)
		found = REF_NONE;
	if (got > 0 && got < (ssize_t)sizeof(bytes) - 1) {
		bytes[got] = '\0';
		*text = g_strchomp(g_strdup(bytes));
		found = strlen(*text) ? REF_FOUND : REF_UNSURE;
		if (found == REF_UNSURE)
			g_clear_pointer(text, g_free);
	}
	close(fd);
	return found;
}

static bool is_same(const struct stat *a, const struct stat *b)
{
	return a->st_ino == b->st_ino && a->st_size == b->st_size &&
	       a->st_mtim.tv_sec == b->st_mtim.tv_sec && a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Whether the name that ends in a line feed comes behind another one; git looks names up by halves.
 */
static bool is_behind(const char *name, const char *before)
{
	size_t len = strcspn(name, "\n"), len_before = before ? strcspn(before, "\n") : 0;
	int order = before ? memcmp(before, name, MIN(len, len_before)) : -1;

	return order ? order < 0 : len_before < len;
}

/*
 * Lines are "<id> <name>", in the order of names, and "^<id>" of the one before; a comment stands
 * in front. What git reads in another way, or refuses, is no such file.
 */
static bool is_well_formed(const char *text)
{
	const char *at = text, *before = NULL;
	git_oid id;

	if (*at == '#')
		at = strchr(at, '\n') + 1;
	while (*at) {
		bool is_peeled = *at == '^';
		const char *end = at + is_peeled + GIT_OID_HEXSZ;

		if (!oid_parse(at + is_peeled, &id) || *end != (is_peeled ? '\n' : ' ') ||
		    (!is_peeled && !is_behind(end + 1, before)))
			return false;
		before = is_peeled ? before : end + 1;
		at = strchr(end, '\n') + 1;
	}
	return true;
}

/* Has packed->text be what the file says now. */
static enum ref_found load(struct packed_refs *packed, const char *git_dir)
{
	g_autofree char *path = g_strconcat(git_dir, "packed-refs", NULL);
	struct stat info;
	enum ref_found found = REF_FOUND;
	gsize len;

	if (stat(path, &info)) {
		found = errno == ENOENT ? REF_NONE : REF_UNSURE;
	} else if (!packed->text || !is_same(&info, &packed->info)) {
		g_clear_pointer(&packed->text, g_free);
		packed->info = info;
		if (!file_read(path, &packed->text, &len) || memchr(packed->text, '\0', len) ||
		    (len && packed->text[len - 1] != '\n') || !is_well_formed(packed->text)) {
			g_clear_pointer(&packed->text, g_free);
			found = REF_UNSURE;
		}
	}
	return found;
}

/* A line is "<id> <name>"; a name has no blanks, and those in the first line are no refs'. */
static enum ref_found find_line(const char *text, const char *name, git_oid *out)
{
	g_autofree char *end = g_strconcat(" ", name, "\n", NULL);
	const char *at = strstr(text, end);

	if (!at)
		return REF_NONE;
	/* Within a name that has blanks it is not. */
	if (at - text < GIT_OID_HEXSZ ||
	    (at - text > GIT_OID_HEXSZ && at[-GIT_OID_HEXSZ - 1] != '\n') ||
	    !oid_parse(at - GIT_OID_HEXSZ, out))
		return REF_UNSURE;
	return REF_FOUND;
}

static enum ref_found find_packed(struct packed_refs *packed, const char *git_dir, const char *name,
				  git_oid *out)
{
	enum ref_found found;

	if (!g_str_has_prefix(name, "refs/"))
		return REF_NONE;
	g_mutex_lock(&packed->lock);
	found = load(packed, git_dir);
	if (found == REF_FOUND)
		found = find_line(packed->text, name, out);
	g_mutex_unlock(&packed->lock);
	return found;
}

enum ref_found named_find(struct packed_refs *packed, const char *git_dir, const char *name,
			  git_oid *out)
{
	char *next = g_strdup(name), *text = NULL;
	enum ref_found found = REF_UNSURE;

	for (unsigned i = 0; i < MOST_LINKS && next; i++) {
		found = is_simple(next) ? read_file(git_dir, next, &text) : REF_UNSURE;
		if (found == REF_NONE)
			found = find_packed(packed, git_dir, next, out);
		else if (found == REF_FOUND && g_str_has_prefix(text, LINK))
			found = REF_UNSURE; /* unless where it leads to is one */
		else if (found == REF_FOUND)
			found = strlen(text) == GIT_OID_HEXSZ && oid_parse(text, out) ? REF_FOUND
										      : REF_UNSURE;
		g_free(next);
		next = text && g_str_has_prefix(text, LINK) ? g_strdup(text + strlen(LINK)) : NULL;
		g_clear_pointer(&text, g_free);
	}
	g_free(next);
	return found;
}

enum ref_found named_guess(struct packed_refs *packed, const char *git_dir, const char *name,
			   git_oid *out)
{
	static const struct {
		const char *before, *behind;
	} places[] = { { "", "" },
		       { "refs/", "" },
		       { "refs/tags/", "" },
		       { "refs/heads/", "" },
		       { "refs/remotes/", "" },
		       { "refs/remotes/", "/HEAD" } };
	enum ref_found found = is_simple(name) ? REF_NONE : REF_UNSURE;

	for (size_t i = is_full(name) ? 0 : 1; found == REF_NONE && i < G_N_ELEMENTS(places); i++) {
		g_autofree char *full = g_strconcat(places[i].before, name, places[i].behind, NULL);

		found = named_find(packed, git_dir, full, out);
	}
	return found;
}

void packed_refs_release(struct packed_refs *packed)
{
	g_mutex_clear(&packed->lock);
	g_free(packed->text);
}
