/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Made mails against the commits of a small work repository: what was made of which. The input is
 * eight bytes a mail: sender and title, the commit that its diff is of, what is changed in that,
 * days before or after that commit, number, total and version, what it answers, what its id is, and
 * a line that is put into the diff. It is also tried whether the patches apply.
 */
#include "fuzz.h"

#include <git2.h>
#include <string.h>
#include "body/body.h"
#include "late/git.h"
#include "patch/patch.h"
#include "text/each.h"
#include "tree/apply.h"
#include "tree/diff.h"
#include "tree/merges.h"

#define BYTES_A_MAIL 8
#define MAX_MAILS 12
#define NR_COMMITS 20
#define START 1741000000
#define DAY 86400
#define FILE_LINES 30

static const char *const names[] = { "Ada", "Ben", "Cem" };
static const char *const titles[] = {
	"frob: Mend the first thing",
	"frob: Mend the second thing",
	"frob: Take the third thing out",
	"frob: Move it",
	"Revert \"frob: Mend the first thing\"",
	"tidy",
	"frob:  mend the FIRST thing",
	"",
};
static const char *const paths[] = { "a.c", "b.c", "c.h" };
/* What messages end with: a line that names an older commit, by so many digits, or a mail. */
static const struct ending {
	const char *before;
	int digits; /* 0: the number of a mail */
	const char *after;
} endings[] = {
	{ "Suggested-by: Mail ", 0, "\n" },
	{ "Link: https://lore.kernel.org/r/m", 0, "@example.org\n" },
	{ "(cherry picked from commit ", 40, ")\n" },
	{ "This reverts commit ", 40, ".\n" },
	{ "Fixes: ", 12, " (\"frob: Mend the first thing\")\n" },
	{ "[ Upstream commit ", 40, " ]\n" },
	{ "Message-ID: <m", 0, "@example.org>\nLink: https://lore.kernel.org/r/m3@example.org\n" },
	{ "Closes: https://lore.kernel.org/r/m", 0, "@example.org/\n" },
};

static struct tree *tree;
static struct made {
	git_oid id;
	char *title;
	const char *author;
	int64_t authored;
	GString *diff;
} made[NR_COMMITS];

static void clean_up(void)
{
	const char *remove[] = { "rm", "-rf", tree_path(tree), NULL };

	g_spawn_sync(NULL, (char **)remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
		     NULL);
	tree_close(tree);
	for (int i = 0; i < NR_COMMITS; i++) {
		g_free(made[i].title);
		g_string_free(made[i].diff, TRUE);
	}
}

/* Each commit changes some lines of one file; every sixth moves one, the next moves it back. */
static git_oid make_files(git_repository *repo, int number)
{
	static int changed[3][FILE_LINES];
	git_treebuilder *builder;
	git_oid id;

	check(!git_treebuilder_new(&builder, repo, NULL));
	for (int i = 0; i < 4; i++)
		changed[number % 3][(5 * number + i * i) % FILE_LINES] = number;
	for (int file = 0; file < 3; file++) {
		bool moved = file == 2 && number % 6 == 3;
		GString *text = g_string_new(NULL);

		for (int line = 0; line < FILE_LINES; line++)
			g_string_append_printf(text, "\tline %d as of %d;\n", line,
					       changed[file][line]);
		check(!git_blob_create_from_buffer(&id, repo, text->str, text->len) &&
		      !git_treebuilder_insert(NULL, builder, moved ? "moved.h" : paths[file], &id,
					      GIT_FILEMODE_BLOB));
		g_string_free(text, TRUE);
	}
	check(!git_treebuilder_write(&id, builder));
	git_treebuilder_free(builder);
	return id;
}

static char *make_message(int number)
{
	char named[GIT_OID_HEXSZ + 1] = "0123456789abcdef0123456789abcdef01234567";
	const struct ending *ending = &endings[number % 8];

	if (number > 3)
		git_oid_tostr(named, sizeof(named), &made[number - 3].id);
	if (!ending->digits)
		g_snprintf(named, sizeof(named), "%d", number % 5);
	return g_strdup_printf("%s\n\nThe reason.\n\n%s%.*s%s", made[number].title, ending->before,
			       ending->digits ? ending->digits : 1, named, ending->after);
}

static void make_commit(git_repository *repo, int number)
{
	struct made *one = &made[number];
	git_commit *parent = NULL;
	git_signature *author = NULL, *committer = NULL;
	git_tree *files = NULL;
	git_oid id = make_files(repo, number);
	g_autofree char *email = NULL, *message = NULL;

	one->title = g_strdup(*titles[number % 8] ? titles[number % 8] : "no title");
	one->author = names[number % 3];
	one->authored = START + number * DAY;
	one->diff = g_string_new(NULL);
	message = make_message(number);
	email = g_strdup_printf("%s@example.org", one->author);
	check(!git_tree_lookup(&files, repo, &id) &&
	      !git_signature_new(&author, one->author, email, one->authored, 0) &&
	      !git_signature_new(&committer, "Dan", "dan@example.org", one->authored + DAY, 60));
	if (number)
		check(!git_commit_lookup(&parent, repo, &made[number - 1].id));
	check(!git_commit_create(&one->id, repo, "refs/heads/master", author, committer, NULL,
				 message, files, number ? 1 : 0, (const git_commit **)&parent));
	git_commit_free(parent);
	git_tree_free(files);
	git_signature_free(author);
	git_signature_free(committer);
}

static void start(void)
{
	g_autofree char *path = g_dir_make_tmp("gitkvm-tree-XXXXXX", NULL);
	static const struct tree_options options;
	git_repository *repo;

	check(inbox_library_init(NULL) && !git_repository_init(&repo, path, 1));
	for (int i = 0; i < NR_COMMITS; i++)
		make_commit(repo, i);
	check(!git_repository_set_head(repo, "refs/heads/master"));
	git_repository_free(repo);
	tree = tree_open(path, NULL, NULL, &options, NULL);
	check(tree);
	atexit(clean_up);
	for (int i = 0; i < NR_COMMITS; i++) {
		struct tree_hit *hit = tree_read(tree, &made[i].id, NULL);

		check(hit && tree_diff(tree, &hit->commit, i % 2, made[i].diff));
		tree_hit_free(hit);
	}
}

/* The diff of a commit, without a line, with another one, or with its paths turned round. */
static void add_diff(const struct made *one, unsigned change, unsigned other, GString *out)
{
	struct slice rest = slice_of(one->diff->str, one->diff->len), line;
	unsigned number = 0, at = change >> 2;

	while (slice_next_line(&rest, &line)) {
		number++;
		if (number == at && (change & 3) == 1)
			continue;
		if (number == at && (change & 3) == 2) {
			static const char *const lines[] = {
				"+",
				"-",
				" ",
				"\\ No newline at end of file",
				"@@ -1,3 +1,4 @@",
				"--- a/b.c",
				"+++ /dev/null",
				"-- ",
				"rename from a.c",
				"rename to \"x\\377\"",
				"@@ -4294967295,0 +4294967295,0 @@",
				"diff --git a/c.h b/c.h",
				"new file mode 120000",
				"index 1234567..89abcdef",
				"GIT binary patch",
				"---",
			};

			g_string_append_printf(out, "%s\n", lines[other % G_N_ELEMENTS(lines)]);
		}
		if (number == at && (change & 3) == 3 && line.len > 2)
			g_string_append_len(out, line.ptr, (gssize)line.len / 2);
		else
			g_string_append_len(out, line.ptr, (gssize)line.len);
		g_string_append_c(out, '\n');
	}
}

static GString *make_mail(const uint8_t *in, unsigned number)
{
	const struct made *one = &made[in[1] % NR_COMMITS];
	GString *raw = g_string_new(NULL);
	time_t when = (time_t)(one->authored + ((int)in[3] % 16 - 8) * DAY / (in[3] & 16 ? 4 : 1));
	char date[64];
	struct tm tm;

	strftime(date, sizeof(date), "%a, %d %b %Y %T +0000", gmtime_r(&when, &tm));
	g_string_append_printf(raw, "From: %s <%s@%s>\nDate: %s\nMessage-ID: <m%u@example.org>\n",
			       in[0] & 4 ? one->author : names[in[0] % 3],
			       in[0] & 4 ? one->author : names[in[0] % 3],
			       in[0] & 8 ? "example.com" : "example.org", date,
			       in[6] & 15 ? number : in[6] >> 4);
	if (in[5] & 7)
		g_string_append_printf(raw, "In-Reply-To: <m%u@example.org>\n",
				       number > (in[5] & 7u) ? number - (in[5] & 7u) : 0);
	g_string_append_printf(raw, "Subject: %s[PATCH v%u %u/%u] %s\n\nText.\n",
			       in[5] & 128 ? "Re: " : "", 1 + (in[4] >> 6), in[4] & 7,
			       in[4] >> 3 & 7, in[0] & 128 ? titles[in[0] >> 4 & 7] : one->title);
	g_string_append(raw, "Signed-off-by: Ada <ada@example.org>\n---\n");
	add_diff(one, in[2], in[7], raw);
	return raw;
}

/* As cmd/ reads it: the text behind the in-body header. */
static bool read_text(const struct record *record, GString *out, void *data)
{
	const GPtrArray *raws = data;
	const GString *raw = raws->pdata[record->commit[0]];
	struct inbody inbody;
	struct mail mail;
	struct body body;

	if (!mail_parse(&mail, slice_of(raw->str, raw->len), NULL) ||
	    !body_decode(&mail, &body, NULL))
		return false;
	inbody_parse(body_patch(&body), &inbody);
	g_string_truncate(out, 0);
	g_string_append_len(out, inbody.rest.ptr, (gssize)inbody.rest.len);
	body_release(&body);
	return true;
}

static void check_match(const struct tree_match *match, const GPtrArray *records)
{
	g_autofree char *why = tree_match_why(match);

	check_text(why);
	check(match->same >= -1 && match->same <= 100);
	check(!match->record == (match->evidence == MATCH_NONE));
	if (match->record) {
		check(g_ptr_array_find((GPtrArray *)records, match->record, NULL));
		check(match->confidence >= MATCH_MIN_CONFIDENCE && match->confidence <= 100);
	}
	check(!strcmp(match_open_reason(match_open_number(match->open)), match->open));
}

static void check_commits(struct merges *merges, const GPtrArray *records)
{
	for (int i = 0; i < NR_COMMITS; i++) {
		struct tree_hit *hit = tree_read(tree, &made[i].id, NULL);
		struct tree_match match;
		git_oid upstream;

		check(hit);
		merges_find(merges, tree, &hit->commit, &match, &upstream);
		check_match(&match, records);
		tree_hit_free(hit);
	}
}

static void check_list(const GArray *list)
{
	array_each (const struct merge_commit, commit, list)
		check(commit->tree == tree && commit->hit);
}

static void check_merge(const struct merge *merge, const GPtrArray *records)
{
	if (!merge)
		return;
	check_match(&merge->match, records);
	check(merge->made.tree == tree && merge->made.hit && merge->match.record);
	check_list(merge->backports);
	check_list(merge->again);
	check_list(merge->reverts);
	check_list(merge->fixes);
	check(!merge->reverted || merge->reverts->len);
}

/* The diff of a commit applies to what is before it, and then once more never does. */
static void check_apply(const GString *diff, unsigned number, bool unchanged)
{
	struct apply_failure failure = { NULL, 0, NULL };
	struct apply *apply = apply_new(tree, &made[number ? number - 1 : 0].id);
	bool good;

	check(apply);
	good = apply_patch(apply, slice_of(diff->str, diff->len), &failure);
	check(good || !unchanged || !number);
	for (int i = 0; i < 2 && good; i++)
		good = apply_patch(apply, slice_of(diff->str, diff->len), &failure);
	if (!good)
		check(failure.path && failure.reason && *failure.reason);
	g_free(failure.path);
	apply_free(apply);
}

static void check_patch(const uint8_t *in)
{
	unsigned number = in[1] % NR_COMMITS, found, wanted;
	g_autoptr(GPtrArray) diffs = g_ptr_array_new();
	GString *diff = g_string_new(NULL);
	git_oid base;

	add_diff(&made[number], in[2], in[7], diff);
	check_apply(diff, number, !(in[2] & 3));
	g_ptr_array_add(diffs, diff);
	if (apply_find_base(tree, diffs, START + NR_COMMITS * DAY, &base, &found, &wanted))
		check(found && found <= wanted);
	g_string_free(diff, TRUE);
}

static void free_text(void *text)
{
	g_string_free(text, TRUE);
}

/* A patch as it was committed, on the day that it was authored. */
static bool is_as_committed(const uint8_t *in)
{
	return (in[0] & 0x8c) == 4 && in[1] % NR_COMMITS && !(in[2] & 3) && (in[3] & 15) == 8 &&
	       (in[4] & 0x3f) == 9 && !in[5];
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GPtrArray) raws = g_ptr_array_new_with_free_func(free_text);
	g_autoptr(GPtrArray) records = g_ptr_array_new_with_free_func((GDestroyNotify)record_free);
	g_autoptr(GPtrArray) trees = g_ptr_array_new();
	struct merges *merges;
	bool sure = size / BYTES_A_MAIL == 1 && is_as_committed(data);

	if (!tree)
		start();
	for (; size >= BYTES_A_MAIL && raws->len < MAX_MAILS;
	     data += BYTES_A_MAIL, size -= BYTES_A_MAIL) {
		GString *raw = make_mail(data, raws->len);
		struct record *record = record_parse(slice_of(raw->str, raw->len), NULL);

		check(record);
		record->commit[0] = (unsigned char)raws->len;
		record->archived = record->date;
		g_ptr_array_add(raws, raw);
		g_ptr_array_add(records, record);
		check_patch(data);
	}
	g_ptr_array_add(trees, tree);
	merges = merges_new(trees, read_text, raws, NULL);
	merges_add(merges, records);
	check_commits(merges, records);
	for (guint i = 0; i < records->len; i++)
		check_merge(merges_of(merges, records->pdata[i]), records);
	check(!sure || merges_of(merges, records->pdata[0]));
	merges_expect(merges, records);
	merges_free(merges);
	return 0;
}
