/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/message.h"

#include "inbox/ref.h"
#include "inbox/walk.h"
#include "text/posix.h"

/* As POSIX has it: ^ and $ are the ends of the message, a dot matches anything. Messages can be any
 * bytes. */
#define MATCH_OPTIONS (G_REGEX_RAW | G_REGEX_DOTALL | G_REGEX_DOLLAR_ENDONLY)

static bool message_matches(struct inbox *inbox, const git_oid *id, GRegex *regex)
{
	struct object *object;
	struct slice raw;
	const char *message;
	bool matches;

	if (object_read(inbox->objects, id, GIT_OBJECT_COMMIT, &object) != OBJECT_OK)
		return false;
	raw = slice_of(object_data(object), object_size(object));
	message = memmem(raw.ptr, raw.len, "\n\n", 2);
	raw = slice_skip(raw, message ? (size_t)(message + 2 - raw.ptr) : raw.len);
	matches = g_regex_match_full(regex, raw.ptr, (gssize)raw.len, 0, 0, NULL, NULL);
	object_free(object);
	return matches;
}

static bool search(struct inbox *inbox, GArray *tips, GRegex *regex, bool negate, git_oid *out)
{
	g_autoptr(GArray) nothing = g_array_new(FALSE, FALSE, sizeof(git_oid));
	struct range range = {
		.include = tips, .exclude = nothing, .since = INT64_MIN, .until = INT64_MAX
	};
	struct walk *walk = walk_open(inbox, &range, NULL);
	struct walk_entry entry;
	bool found = false;

	while (walk && !found && walk_next(walk, &entry, NULL) > 0)
		found = message_matches(inbox, &entry.commit, regex) != negate;
	if (found)
		*out = entry.commit;
	walk_close(walk);
	return found;
}

static bool search_from(struct inbox *inbox, GArray *tips, const char *pattern, git_oid *out)
{
	bool negate = false, found;
	const char *bad;
	GRegex *regex;
	g_autofree char *perl = NULL;

	if (*pattern == '!') {
		negate = pattern[1] == '-';
		if (!negate && pattern[1] != '!')
			return false; /* reserved, says git */
		pattern += negate ? 2 : 1;
	}
	perl = posix_to_pcre(pattern, true, &bad);
	regex = perl ? g_regex_new(perl, MATCH_OPTIONS, 0, NULL) : NULL;
	if (!regex)
		return false;
	found = search(inbox, tips, regex, negate, out);
	g_regex_unref(regex);
	return found;
}

bool message_search(struct inbox *inbox, const git_oid *from, const char *pattern, git_oid *out)
{
	g_autoptr(GArray) tips = g_array_new(FALSE, FALSE, sizeof(git_oid));

	g_array_append_val(tips, *from);
	return search_from(inbox, tips, pattern, out);
}

static void add_ref(struct inbox *inbox, GArray *tips, git_reference *ref)
{
	git_oid commit;

	if (revision_of_ref(inbox, ref, &commit))
		g_array_append_val(tips, commit);
}

bool message_search_all(struct inbox *inbox, const char *pattern, git_oid *out)
{
	g_autoptr(GArray) tips = g_array_new(FALSE, FALSE, sizeof(git_oid));
	git_reference_iterator *refs;
	git_reference *ref;

	if (!git_reference_iterator_new(&refs, inbox_repo(inbox))) {
		while (!git_reference_next(&ref, refs)) {
			add_ref(inbox, tips, ref);
			git_reference_free(ref);
		}
		git_reference_iterator_free(refs);
	}
	if (inbox->has_tip)
		g_array_append_val(tips, inbox->tip);
	return search_from(inbox, tips, pattern, out);
}
