/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/revision.h"

#include "inbox/ref.h"
#include "inbox/oid.h"
#include "inbox/shorten.h"

static bool peel(git_object *object, const char *name, git_oid *out, GError **error)
{
	git_object *commit;

	if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT)) {
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_REVISION,
			    "bad revision '%s': it is a %s, not a commit", name,
			    git_object_type2string(git_object_type(object)));
		return false;
	}
	*out = *git_object_id(commit);
	git_object_free(commit);
	return true;
}

/*
 * What git packs anew meanwhile may be in no pack that libgit2 finds: the old one went away while
 * the folder was read, and the new one came behind what was read of it.
 */
static bool find_object(struct inbox *inbox, const char *expanded, git_object **out)
{
	enum { TRIES = 3 };

	for (unsigned i = 0; i < TRIES; i++)
		if (!git_revparse_single(out, inbox_repo(inbox), expanded))
			return true;
		else if (!objects_refresh(inbox->objects))
			break;
	return false;
}

bool revision_resolve(struct inbox *inbox, const char *name, const char *arg, git_oid *out,
		      GError **error)
{
	git_object *object;
	char *expanded;
	bool good;

	if (!*name)
		return revision_refuse(arg, error);
	expanded = revision_expand(inbox, name, error);
	if (!expanded)
		return false;
	if (revision_direct(inbox, expanded, out)) {
		good = true;
	} else if (find_object(inbox, expanded, &object)) {
		good = peel(object, name, out, error);
		git_object_free(object);
	} else {
		good = revision_refuse(arg, error);
	}
	g_free(expanded);
	return good;
}

#define SHORTEST 4 /* digits; as in git */
#define NAMED 4	   /* candidates named in an error */

/* The commits behind an abbreviation that other objects begin with too. */
struct candidates {
	struct inbox *inbox;
	git_oid prefix;
	size_t len;	 /* digits */
	GArray *commits; /* of git_oid */
};

/* Tags that lead to a commit count, as in git. */
static bool is_commit(struct inbox *inbox, const git_oid *id)
{
	git_object *object, *commit = NULL;

	if (git_object_lookup(&object, inbox_repo(inbox), id, GIT_OBJECT_ANY))
		return false;
	if (git_object_type(object) == GIT_OBJECT_COMMIT ||
	    git_object_type(object) == GIT_OBJECT_TAG)
		git_object_peel(&commit, object, GIT_OBJECT_COMMIT);
	git_object_free(object);
	git_object_free(commit);
	return commit;
}

static int add_candidate(const git_oid *id, void *data)
{
	struct candidates *candidates = data;

	if (oid_starts_alike(id, &candidates->prefix, candidates->len) &&
	    is_commit(candidates->inbox, id)) {
		for (guint i = 0; i < candidates->commits->len;
		     i++) /* packed and loose, or packed twice */
			if (oid_equal(&g_array_index(candidates->commits, git_oid, i), id))
				return 0;
		g_array_append_val(candidates->commits, *id);
	}
	return 0;
}

static void name_candidates(const struct candidates *candidates, const char *word, GError **error)
{
	g_autoptr(GString) names = g_string_new(NULL);
	char hex[GIT_OID_HEXSZ + 1];

	for (guint i = 0; i < candidates->commits->len && i < NAMED; i++) {
		oid_text(hex, sizeof(hex), &g_array_index(candidates->commits, git_oid, i));
		g_string_append_printf(names, "%s%s", i ? ", " : "", hex);
	}
	if (candidates->commits->len > NAMED)
		g_string_append(names, ", …");
	g_set_error(error, INBOX_ERROR, INBOX_ERROR_REVISION,
		    "bad revision '%s': the abbreviation is ambiguous%s%s", word,
		    names->len ? " among commits: " : "; it names no commit", names->str);
}

static bool resolve_ambiguous(struct inbox *inbox, const git_oid *prefix, const char *word,
			      git_oid *out, GError **error)
{
	struct candidates candidates = { inbox, *prefix, strlen(word), NULL };
	bool one;

	candidates.commits = g_array_new(FALSE, FALSE, sizeof(git_oid));
	git_odb_foreach(objects_odb(inbox->objects), add_candidate, &candidates);
	one = candidates.commits->len == 1;
	if (one)
		*out = g_array_index(candidates.commits, git_oid, 0);
	else
		name_candidates(&candidates, word, error);
	g_array_unref(candidates.commits);
	return one;
}

static bool names_a_ref(struct inbox *inbox, const char *word)
{
	git_oid id;

	return ref_guess(inbox, word, &id);
}

/*
 * Completes an abbreviation in front of ~, ^ or the end by names alone: libgit2 would read the
 * object it means, whatever its state.
 */
static char *expand_digits(struct inbox *inbox, const char *name, GError **error)
{
	size_t len = strspn(name, "0123456789abcdefABCDEF");
	char *word, hex[GIT_OID_HEXSZ + 1], *expanded = NULL;
	git_oid prefix, full;
	int code;

	if (len < SHORTEST || len >= GIT_OID_HEXSZ || (name[len] && !strchr("~^:", name[len])))
		return g_strdup(name);
	word = g_ascii_strdown(name, (gssize)len);
	if (names_a_ref(inbox, word) || !oid_parse_start(word, len, &prefix)) {
		g_free(word);
		return g_strdup(name);
	}
	code = prefix_find(inbox, &prefix, len, &full) == PREFIX_ONE
		       ? 0
		       : git_odb_exists_prefix(&full, objects_odb(inbox->objects), &prefix, len);
	if (!code ||
	    (code == GIT_EAMBIGUOUS && resolve_ambiguous(inbox, &prefix, word, &full, error))) {
		oid_text(hex, sizeof(hex), &full);
		expanded = g_strconcat(hex, name + len, NULL);
	} else if (code != GIT_EAMBIGUOUS) {
		expanded = g_strdup(name);
	}
	g_free(word);
	return expanded;
}

static bool is_word(const char *name, const char *word)
{
	size_t len = strlen(word);

	return !strncmp(name, word, len) && (!name[len] || strchr("~^:", name[len]));
}

char *revision_expand(struct inbox *inbox, const char *name, GError **error)
{
	const char *rest;
	git_oid head;

	if (is_word(name, "@"))
		rest = name + strlen("@");
	else if (is_word(name, "HEAD"))
		rest = name + strlen("HEAD");
	else
		return expand_digits(inbox, name, error);
	if (ref_read(inbox, "HEAD", &head) && inbox->has_tip) {
		char hex[GIT_OID_HEXSZ + 1];

		oid_text(hex, sizeof(hex), &inbox->tip);
		return g_strconcat(hex, rest, NULL);
	}
	return g_strconcat("HEAD", rest, NULL);
}
