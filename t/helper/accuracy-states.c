/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * usage: accuracy-states [--verbose] [--judged=<file>] <inbox> [<revision>...]
 *
 * Measures the states that lib/series derives from real mails.
 *
 * "applied" has truths of its own: robots' mails, the lists of b4 ty, and pull requests. Each of
 * them is withheld, and what else was said has to tell that a series was applied. Of b4's mails the
 * list alone is withheld: its users put their own words around it. Who said less than that it was
 * applied cannot be found, so the first two numbers say how much people tell, too. Precision: of
 * the series that words alone say were applied, those that one of the truths knows, against those
 * of which a newer version was posted behind the word; the rest cannot be judged.
 *
 * Of the judged topics (t/data/judged/README) it tells how many of each state were found, and what
 * was found in place of it.
 *
 * --verbose prints each mistake.
 */
#include "accuracy.h"
#include "body/body.h"
#include "reply/lexer.h"
#include "series/catalogue.h"
#include "text/hash.h"
#include "text/integers.h"

static struct catalogue *catalogue;
static GHashTable *judgements; /* SHA-1 of a Message-ID -> state and why, in columns */

enum source { ROBOTS, LISTS, PULLS, WORDS, SOURCES };

static void take_record(struct record *record)
{
	catalogue_add(catalogue, record);
}

static bool is_commit(const char *text)
{
	return strstr(text, "://") || strspn(text, "0123456789abcdef") >= 12;
}

static enum source source_of(const struct talk_mail *mail)
{
	const struct remark_list *remarks = &mail->record->remarks;

	if (mail->robot)
		return ROBOTS;
	for (size_t i = 0; i < remarks->nr; i++)
		if (remarks->items[i].kind == REMARK_APPLIED &&
		    remarks->items[i].first == remarks->items[i].last &&
		    is_commit(remarks->items[i].text))
			return LISTS;
	return WORDS;
}

/* Whether the sources of the set say that a series was applied. */
static bool is_applied(const struct topic *topic, unsigned set)
{
	const struct talk *whole = talks_of(catalogue->talks, topic->latest);
	struct talk talk = *whole;
	struct state_context context = catalogue_context(catalogue, topic, topic->latest);
	struct verdict verdict;
	bool applied;

	talk.mails = g_array_new(FALSE, FALSE, sizeof(struct talk_mail));
	for (guint i = 0; i < whole->mails->len; i++) {
		const struct talk_mail *mail = &g_array_index(whole->mails, struct talk_mail, i);

		if (set & 1u << source_of(mail))
			g_array_append_val(talk.mails, *mail);
	}
	if (!(set & 1u << PULLS)) {
		context.pulls = NULL;
		talk.pull = NULL;
	}
	state_of(topic->latest, &talk, &context, &verdict);
	applied = verdict.state == STATE_APPLIED;
	verdict_release(&verdict);
	g_array_unref(talk.mails);
	return applied;
}

static struct ratio measure_recall(enum source truth)
{
	const unsigned all = (1u << SOURCES) - 1;
	struct ratio recall = { 0, 0 };

	for (guint i = 0; i < catalogue->topics->len; i++) {
		const struct topic *topic = catalogue->topics->pdata[i];

		/* That is known of copies without a word. */
		if (series_is_stable_copy(topic->latest) || !is_applied(topic, 1u << truth))
			continue;
		if (is_applied(topic, all & ~(1u << truth))) {
			recall.right++;
		} else {
			recall.wrong++;
			if (verbose)
				printf("not found to be applied: %s\n", label(topic->latest));
		}
	}
	return recall;
}

/* "[2/3] title", and what stands below it. */
static bool is_of_list(struct slice line)
{
	line = slice_trim(line);
	return (line.len > 1 && *line.ptr == '[' && g_ascii_isdigit(line.ptr[1])) ||
	       slice_istarts(line, SLICE("commit: ")) || slice_istarts(line, SLICE("https://"));
}

static bool says_applied(struct slice text)
{
	GArray *own;
	struct pool pool = POOL_INIT;
	struct remark_list remarks;
	GString *words = g_string_new(NULL);
	struct slice line;
	bool found = false;

	while (slice_next_line(&text, &line))
		if (!is_of_list(line)) {
			g_string_append_len(words, line.ptr, (gssize)line.len);
			g_string_append_c(words, '\n');
		}
	own = lexer_own_lines(slice_of(words->str, words->len));
	remark_parse_reply(&pool, own, &remarks);
	g_array_unref(own);
	for (size_t i = 0; i < remarks.nr; i++)
		found |= remarks.items[i].kind == REMARK_APPLIED;
	pool_release(&pool);
	g_string_free(words, TRUE);
	return found;
}

static void judge_list(const struct record *record, struct ratio *ratio)
{
	struct mail_blob blob;
	struct mail mail;
	struct body body;

	if (!inbox_read(inbox, record->commit, &blob, NULL))
		return;
	if (mail_parse(&mail, blob.raw, NULL) && body_decode(&mail, &body, NULL)) {
		if (says_applied(body.text))
			ratio->right++;
		else
			ratio->wrong++;
		if (verbose && !says_applied(body.text))
			printf("words not understood: <%s>\n", record->message_id);
		body_release(&body);
	}
	mail_blob_release(&blob);
}

static struct ratio measure_lists(void)
{
	struct ratio ratio = { 0, 0 };

	for (guint i = 0; i < catalogue->records->len; i++) {
		const struct record *record = catalogue->records->pdata[i];
		const struct talk_mail mail = { .record = record };

		if (record->kind == RECORD_REPLY && source_of(&mail) == LISTS)
			judge_list(record, &ratio);
	}
	return ratio;
}

/* Of a topic that words alone say was applied: the words, and the version they are below. */
static const struct record *find_word(const struct topic *topic, guint at)
{
	const struct talk *talk = talks_of(catalogue->talks, topic->series->pdata[at]);

	for (guint i = 0; i < talk->mails->len; i++) {
		const struct talk_mail *mail = &g_array_index(talk->mails, struct talk_mail, i);
		const struct remark_list *remarks = &mail->record->remarks;

		for (size_t k = 0; source_of(mail) == WORDS && k < remarks->nr; k++)
			if (remarks->items[k].kind == REMARK_APPLIED)
				return mail->record;
	}
	return NULL;
}

static struct ratio measure_precision(unsigned *unknown)
{
	struct ratio ratio = { 0, 0 };

	for (guint i = 0; i < catalogue->topics->len; i++) {
		const struct topic *topic = catalogue->topics->pdata[i];
		const struct record *word = NULL;

		if (series_is_stable_copy(topic->latest))
			continue;
		if (is_applied(topic, 1u << WORDS)) {
			if (is_applied(topic, 1u << ROBOTS | 1u << LISTS | 1u << PULLS))
				ratio.right++;
			else
				++*unknown;
		}
		for (guint k = 0; k + 1 < topic->series->len && !word; k++)
			word = find_word(topic, k);
		if (word && talk_time(word) < talk_time(topic->latest->leader)) {
			ratio.wrong++;
			if (verbose)
				printf("applied, and posted again: <%s> %s\n", word->message_id,
				       label(topic->latest));
		}
	}
	return ratio;
}

/* The judged topics. */

/* "author/review": the readers did not agree; either will do, and the first is what is counted. */
static bool parse_states(const char *text, bool wanted[STATE_NR], enum series_state *first)
{
	char **names = g_strsplit(text, "/", STATE_NR);
	enum series_state state;
	bool good = *names != NULL;

	for (guint i = STATE_NR; COUNT_DOWN(i);)
		wanted[i] = false;
	for (guint i = 0; names[i] && good; i++) {
		good = state_parse(names[i], &state);
		if (good)
			wanted[state] = true;
		if (good && !i)
			*first = state;
	}
	g_strfreev(names);
	return good;
}

static bool read_judgements(const char *path)
{
	char *text, **lines;
	GError *error = NULL;

	judgements =
		g_hash_table_new_full(str_hash, g_str_equal, g_free, (GDestroyNotify)g_strfreev);
	if (!g_file_get_contents(path, &text, NULL, &error)) {
		fail(error);
		g_error_free(error);
		return false;
	}
	lines = g_strsplit(text, "\n", -1);
	g_free(text);
	for (guint i = 0; lines[i]; i++) {
		char **columns = g_strsplit(lines[i], "\t", 3);
		bool wanted[STATE_NR];
		enum series_state state;

		if (!*lines[i] || *lines[i] == '#' || !columns[0] || !columns[1] || !columns[2] ||
		    !parse_states(columns[1], wanted, &state)) {
			if (*lines[i] && *lines[i] != '#')
				fprintf(stderr, "warning: line %u of '%s' is not understood\n",
					i + 1, path);
			g_strfreev(columns);
			continue;
		}
		g_hash_table_insert(judgements, g_strdup(columns[0]), columns);
	}
	g_strfreev(lines);
	return true;
}

static char **judgement_of(const struct record *posting)
{
	char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA1, posting->message_id, -1);
	char **found = g_hash_table_lookup(judgements, hash);

	g_free(hash);
	return found;
}

/* By any posting of the topic; the newest first. */
static char **find_judgement(const struct topic *topic)
{
	char **found = NULL;

	for (guint i = topic->series->len; COUNT_DOWN(i) && !found;) {
		const struct series *one = topic->series->pdata[i];

		found = one->cover ? judgement_of(one->cover) : NULL;
		for (guint k = 0; k < one->patches->len && !found; k++)
			found = judgement_of(one->patches->pdata[k]);
	}
	return found;
}

static void count_judged(const struct topic *topic, unsigned table[STATE_NR][STATE_NR])
{
	char **judged = find_judgement(topic);
	bool wanted[STATE_NR];
	enum series_state first;
	struct verdict verdict;

	if (!judged || !parse_states(judged[1], wanted, &first))
		return;
	catalogue_judge(catalogue, topic, topic->latest, &verdict);
	table[first][wanted[verdict.state] ? first : verdict.state]++;
	if (verbose && !wanted[verdict.state])
		printf("%s: judged %s (%s)\n\tfound %s: %s\n\t%s\n", judged[0], judged[1],
		       judged[2], state_name(verdict.state), verdict.reason, label(topic->latest));
	verdict_release(&verdict);
}

static void print_judged(unsigned table[STATE_NR][STATE_NR])
{
	struct ratio all = { 0, 0 }, turn = { 0, 0 };

	for (int wanted = 0; wanted < STATE_NR; wanted++) {
		char *what = g_strdup_printf("judged: %s", state_name((enum series_state)wanted));
		struct ratio ratio = { table[wanted][wanted], 0 };

		for (int found = 0; found < STATE_NR; found++)
			ratio.wrong += found == wanted ? 0 : table[wanted][found];
		if (ratio.right + ratio.wrong)
			print_ratio(what, ratio);
		for (int found = 0; found < STATE_NR; found++)
			if (found != wanted && table[wanted][found])
				printf("    found as %-15s %6u\n",
				       state_name((enum series_state)found), table[wanted][found]);
		all.right += ratio.right;
		all.wrong += ratio.wrong;
		if (wanted == STATE_AUTHOR || wanted == STATE_REVIEW || wanted == STATE_REVIEWED) {
			turn.right += ratio.right;
			turn.wrong += ratio.wrong;
		}
		g_free(what);
	}
	print_ratio("judged: whose turn it is", turn);
	print_ratio("judged: all", all);
}

static void measure_judged(void)
{
	unsigned table[STATE_NR][STATE_NR] = { { 0 } }, nr = 0;

	for (guint i = 0; i < catalogue->topics->len; i++)
		count_judged(catalogue->topics->pdata[i], table);
	for (int i = 0; i < STATE_NR * STATE_NR; i++)
		nr += table[i / STATE_NR][i % STATE_NR];
	print_judged(table);
	printf("%-28s %6u\n", "judged: not in this list", g_hash_table_size(judgements) - nr);
}

static void measure(void)
{
	unsigned unknown = 0;

	print_ratio("applied: robots'", measure_recall(ROBOTS));
	print_ratio("applied: by pull requests", measure_recall(PULLS));
	print_ratio("applied: b4's without list", measure_lists());
	print_ratio("applied: precision of words", measure_precision(&unknown));
	printf("%-28s %6u\n", "applied: not to be judged", unknown);
}

int main(int argc, char **argv)
{
	struct catalogue_options options = { 0 };
	const char *judged = NULL;
	int at = 1, status;

	for (; at < argc && g_str_has_prefix(argv[at], "--"); at++) {
		verbose |= !strcmp(argv[at], "--verbose");
		if (g_str_has_prefix(argv[at], "--judged="))
			judged = argv[at] + 9;
	}
	if (judged && !read_judgements(judged))
		return 128;
	catalogue = catalogue_new();
	status = read_mails(argc - at, argv + at, take_record);
	if (status)
		return status;
	catalogue_finish(catalogue, &options);
	measure();
	if (judged)
		measure_judged();
	if (judgements)
		g_hash_table_unref(judgements);
	catalogue_free(catalogue);
	inbox_close(inbox);
	inbox_library_shutdown();
	return 0;
}
