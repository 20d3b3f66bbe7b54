/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/committed.h"

#include "inbox/oid.h"
#include "search/error.h"
#include "text/integers.h"
#include "tree/diff.h"

/* As the mail that git format-patch would make of it. */
static GString *write_mail(const struct tree_commit *commit, const GString *diff)
{
	GString *mail = g_string_new(NULL);
	g_autofree char *name = g_strdup(commit->author.name);

	g_strdelimit(name, "\"<>\\\n\r", ' ');
	g_string_append_printf(mail,
			       "From: \"%s\" <%s>\nSubject: [PATCH] %s\n"
			       "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
			       "Content-Transfer-Encoding: 8bit\n\n",
			       name, commit->author.email, commit->title);
	g_string_append(mail, commit->message);
	g_string_append_printf(mail, "%s---\n\n", g_str_has_suffix(mail->str, "\n") ? "" : "\n");
	g_string_append_len(mail, diff->str, (gssize)diff->len);
	return mail;
}

static struct patch_text *read_text(const struct merge_commit *made, int number, GError **error)
{
	const struct tree_commit *commit = &made->hit->commit;
	g_autoptr(GString) diff = g_string_new(NULL), mail = NULL;
	struct patch_text *text = NULL;
	struct record *record;

	if (!tree_diff(made->tree, commit, true, diff)) {
		char hex[GIT_OID_HEXSZ + 1];

		g_set_error(error, SEARCH_ERROR, SEARCH_ERROR_MISSING,
			    "the files of commit %s cannot be read",
			    oid_text(hex, sizeof(hex), &commit->id));
		return NULL;
	}
	mail = write_mail(commit, diff);
	record = record_parse(slice_of(mail->str, mail->len), error);
	if (record) {
		memcpy(record->commit, commit->id.id, RECORD_HASH_SIZE);
		text = patch_text_new(slice_of(mail->str, mail->len), record, number, error);
	}
	record_free(record);
	return text;
}

struct patch_text *committed_text(struct merges *merges, const struct record *patch, int number,
				  GError **error)
{
	const struct merge *merge = merges_of(merges, patch);

	return merge ? read_text(&merge->made, number, error) : NULL;
}

const struct series *committed_version(struct merges *merges, const struct topic *topic)
{
	for (guint i = topic->series->len; COUNT_DOWN(i);) {
		const struct series *series = topic->series->pdata[i];

		for (guint k = 0; k < series->patches->len; k++) {
			const struct record *patch = series->patches->pdata[k];
			const struct merge *merge = merges_of(merges, patch);

			if (merge && merge->match.record == patch)
				return series;
		}
	}
	return NULL;
}
