/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: accuracy-tree [--verbose] [--sample=<n>] <tree> <inbox> [<revision>...]
 *        accuracy-tree --mail-ids <tree> <inbox> [<revision>...]
 *
 * Measures how right lib/tree is about which posting a commit was made of. The truth are commits
 * that name a patch of the inbox in a trailer. Those trailers are withheld; then the rest has to
 * lead to a posting of that patch (precision, recall), and to the version that is named.
 *
 * --verbose prints each mistake; --sample draws so many matches of commits without such a trailer,
 * evenly over the history, to be read by eye. --mail-ids prints "<patch-id> <commit>" of each patch
 * of the inbox instead, to be held against git mailinfo and git patch-id --stable.
 */
#include "accuracy.h"
#include "body/body.h"
#include "inbox/scan.h"
#include "patch/patchid.h"
#include "patch/subject.h"
#include "tree/diff.h"
#include "tree/match.h"

static struct ratio precision, recall, version;

static void take_record(struct record *record)
{
	if (record_is_posting(record) || record->kind == RECORD_FOLLOWUP)
		g_ptr_array_add(postings, record);
	else
		record_free(record);
}

static bool read_body(const struct record *record, GString *out, void *data)
{
	struct mail_blob blob;
	struct inbody inbody;
	struct mail mail;
	struct body body;
	bool good;

	(void)data;
	g_string_truncate(out, 0);
	if (!inbox_read(inbox, record->commit, &blob, NULL))
		return false;
	good = mail_parse(&mail, blob.raw, NULL) && body_decode(&mail, &body, NULL);
	if (good) {
		inbody_parse(body_patch(&body), &inbody);
		g_string_append_len(out, inbody.rest.ptr, (gssize)inbody.rest.len);
		body_release(&body);
	}
	mail_blob_release(&blob);
	return good;
}

static const char *line_of(const struct record *record)
{
	static char text[2][500];
	static unsigned at;
	char *out = text[at++ % 2];

	g_snprintf(out, sizeof(text[0]), "%s %.100s (%.30s) <%.100s>", record->subject.prefix,
		   record->subject.title, record->people->author.name, record->message_id);
	for (char *c = out; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f)
			*c = '?';
	return out;
}

static void tell(const char *what, const struct tree_commit *commit, const struct record *truth,
		 const struct tree_match *match)
{
	char hex[13];
	char *why = tree_match_why(match);

	printf("%s %s %.100s\n", what, git_oid_tostr(hex, sizeof(hex), &commit->id), commit->title);
	if (truth)
		printf("  named: %s\n", line_of(truth));
	if (match->record)
		printf("  found: %s\n", line_of(match->record));
	printf("  %d%% %s\n", match->confidence, why);
	g_free(why);
}

/* The patch that a trailer names; NULL without one. */
static struct record *truth_of(struct postings *all, const struct tree_commit *commit)
{
	for (const char **id = commit->message_ids; *id; id++) {
		const GPtrArray *named = postings_by_id(all, *id);

		for (guint i = 0; named && i < named->len; i++)
			if (((struct record *)named->pdata[i])->kind == RECORD_PATCH)
				return named->pdata[i];
	}
	return NULL;
}

/* Versions of one patch bear one title, or were sent by one person for the same files. */
static bool same_work(struct record *a, struct record *b)
{
	return a == b ||
	       !strcmp(tree_title_key(&a->pool, a->subject.title),
		       tree_title_key(&b->pool, b->subject.title)) ||
	       (commit_same_person(&a->people->author, &b->people->author) &&
		paths_similarity(&a->posted->diffstat, &b->posted->diffstat) == 100);
}

/* Who applies an older version and posts it again passes its Message-ID on. */
static bool passes_on(const struct record *record, const struct record *older)
{
	for (size_t i = 0; i < record->trailers.nr; i++)
		if (strstr(record->trailers.items[i].value, older->message_id))
			return true;
	return false;
}

static void measure(const struct tree_commit *commit, struct record *truth,
		    const struct tree_match *match)
{
	bool found = match->record, right = found && same_work(truth, match->record);
	bool same = right && (match->record == truth || passes_on(match->record, truth));

	*(right ? &recall.right : &recall.wrong) += 1;
	if (found)
		*(right ? &precision.right : &precision.wrong) += 1;
	if (right)
		*(same ? &version.right : &version.wrong) += 1;
	if (verbose && !same)
		tell(!found ? "missed" : right ? "other version" : "wrong", commit, truth, match);
}

static void look(struct tree *tree, unsigned sample)
{
	struct postings *all = postings_new(read_body, NULL);
	struct matcher_options withheld = { .withhold_trailers = true };
	struct matcher *matcher = matcher_new(tree, all, &withheld);
	GPtrArray *hits = tree_hits_new(), *others = g_ptr_array_new();
	GError *error = NULL;
	unsigned matched = 0, seen = 0;

	for (guint i = 0; i < postings->len; i++)
		postings_add(all, postings->pdata[i]);
	if (!tree_range(tree, "HEAD", hits, &error))
		exit(fail(error));
	for (guint i = 0; i < hits->len; i++) {
		struct tree_hit *hit = hits->pdata[i];
		struct record *truth = truth_of(all, &hit->commit);
		struct tree_match match;

		match_commit(matcher, &hit->commit, &match);
		if (truth) {
			measure(&hit->commit, truth, &match);
		} else if (match.record) {
			matched++;
			g_ptr_array_add(others, hit);
		}
	}
	print_ratio("posting right (precision)", precision);
	print_ratio("posting found (recall)", recall);
	print_ratio("version right", version);
	printf("%-28s %6u of %6u commits\n", "found without a trailer", matched, hits->len);
	for (guint i = 0; i < others->len && sample; i++) {
		struct tree_hit *hit = others->pdata[i];
		struct tree_match match;

		if ((uint64_t)(i + 1) * sample / others->len == seen)
			continue;
		seen++;
		match_commit(matcher, &hit->commit, &match);
		tell("sample", &hit->commit, NULL, &match);
	}
	g_ptr_array_unref(others);
	g_ptr_array_unref(hits);
	matcher_free(matcher);
	postings_free(all);
}

static void print_mail_ids(void)
{
	GString *text = g_string_new(NULL);

	for (guint i = 0; i < postings->len; i++) {
		const struct record *record = postings->pdata[i];
		unsigned char id[PATCHID_SIZE];
		char hex[GIT_OID_HEXSZ + 1];
		git_oid commit;

		if (record->kind != RECORD_PATCH || !read_body(record, text, NULL) ||
		    !patchid_of(slice_of(text->str, text->len), id))
			continue;
		for (size_t at = 0; at < sizeof(id); at++)
			printf("%02x", id[at]);
		git_oid_fromraw(&commit, record->commit);
		printf(" %s\n", git_oid_tostr(hex, sizeof(hex), &commit));
	}
	g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
	struct tree_options options = { .table = false };
	GError *error = NULL;
	struct tree *tree;
	bool mail_ids = false;
	unsigned sample = 0;
	int status;

	for (; argc > 1 && g_str_has_prefix(argv[1], "--"); argc--, argv++) {
		verbose |= !strcmp(argv[1], "--verbose");
		mail_ids |= !strcmp(argv[1], "--mail-ids");
		if (g_str_has_prefix(argv[1], "--sample="))
			sample = (unsigned)g_ascii_strtoull(argv[1] + 9, NULL, 10);
	}
	if (argc < 3)
		return 129;
	postings = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	status = read_mails(argc - 2, argv + 2, take_record);
	if (status)
		return status;
	tree = tree_open(argv[1], NULL, NULL, &options, &error);
	if (!tree)
		return fail(error);
	if (mail_ids)
		print_mail_ids();
	else
		look(tree, sample);
	tree_close(tree);
	g_ptr_array_unref(postings);
	inbox_close(inbox);
	inbox_library_shutdown();
	return 0;
}
