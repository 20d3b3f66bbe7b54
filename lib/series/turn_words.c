/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/state_private.h"

#include "series/similar.h"
#include "text/integers.h"

/* Titles of one work have so much in common, in percent. */
#define SAME_WORK 50

/* Of more nobody looks which of them an older version had. */
#define MANY_PATCHES 64

static gint newest_first(gconstpointer a, gconstpointer b)
{
	int64_t x = talk_time(((const struct word *)a)->mail.record);
	int64_t y = talk_time(((const struct word *)b)->mail.record);

	return (x < y) - (x > y);
}

/* Whether the series has that patch of another one, by title or files. It may, where not all of it
 * is there, or where both are so large that nobody looks. */
static bool has_like(const struct talk *talk, const struct record *other)
{
	struct title_words theirs, ours;

	if (talk->patches->len < (guint)talk->series->total || talk->patches->len > MANY_PATCHES)
		return true;
	title_words(other->subject.title, &theirs);
	for (guint i = 0; i < talk->patches->len; i++) {
		const struct record *patch =
			g_array_index(talk->patches, struct talk_patch, i).patch;

		int files = paths_similarity(&patch->posted->diffstat, &other->posted->diffstat);

		title_words(patch->subject.title, &ours);
		if (files > 0 || (files < 0 && title_similarity(&ours, &theirs) >= SAME_WORK))
			return true;
	}
	return false;
}

/* Whether another one than that has its title, and all its files: what came from that one has more.
 */
static bool has_twin(const GArray *patches, const struct record *patch, guint but)
{
	const struct diffstat *stat = &patch->posted->diffstat;

	for (guint i = 0; i < patches->len; i++) {
		const struct record *other = g_array_index(patches, struct talk_patch, i).patch;

		if (i != but && letters_equal(other->subject.title, patch->subject.title) &&
		    stat->nr_paths <= other->posted->diffstat.nr_paths &&
		    paths_similarity(stat, &other->posted->diffstat) == 100)
			return true;
	}
	return false;
}

/* Whether all patches of the series are others of the older version. */
static bool are_others(const struct talk *talk, const GArray *older, guint place)
{
	if (talk->patches->len < (guint)talk->series->total || talk->patches->len > MANY_PATCHES ||
	    older->len > MANY_PATCHES)
		return false;
	for (guint i = 0; i < talk->patches->len; i++)
		if (!has_twin(older, g_array_index(talk->patches, struct talk_patch, i).patch,
			      place))
			return false;
	return talk->patches->len > 0;
}

/* Whether what was said of patch n of an older version is of none that this one has. */
static bool was_left_out(const struct finder *finder, const struct talk *older, int n)
{
	guint place = talk_place(older, n);
	const struct talk_patch *patch;

	if (!n || place == older->patches->len)
		return false;
	patch = &g_array_index(older->patches, struct talk_patch, place);
	return patch->n == n && (!has_like(finder->talk, patch->patch) ||
				 are_others(finder->talk, older->patches, place));
}

/* The same, remembered for the next mail about that patch: YES or NO by n, UNKNOWN before. */
enum answer { UNKNOWN, YES, NO };

static bool is_left_out(const struct finder *finder, const struct talk *older, int n,
			GHashTable **answers)
{
	enum answer answer;

	if (!*answers)
		*answers = g_hash_table_new(NULL, NULL);
	answer = GPOINTER_TO_UINT(g_hash_table_lookup(*answers, GINT_TO_POINTER(n)));
	if (answer == UNKNOWN) {
		answer = was_left_out(finder, older, n) ? YES : NO;
		g_hash_table_insert(*answers, GINT_TO_POINTER(n), GUINT_TO_POINTER(answer));
	}
	return answer == YES;
}

/* What was said below an older version since this one was there. */
static void gather_older(const struct finder *finder, const struct series *series, GArray *words)
{
	const struct talk *talk = talks_of(finder->context->talks, series);
	g_autoptr(GHashTable) answers = NULL;

	for (guint i = talk ? talk->mails->len : 0; COUNT_DOWN(i);) {
		struct word word = { g_array_index(talk->mails, struct talk_mail, i), true,
				     series->version != finder->series->version };

		if (talk_time(word.mail.record) <= talk_time(finder->series->leader))
			break;
		if (series->total != finder->series->total) {
			if (is_left_out(finder, talk, word.mail.patch, &answers))
				continue;
			word.mail.patch = 0;
		}
		g_array_append_val(words, word);
	}
}

/* Whether the author posted the patch anew since ("v1.1 2/3" below it). */
static bool was_replaced(const struct finder *finder, const struct talk_mail *mail)
{
	const GArray *patches = finder->talk->patches;
	guint place = talk_place(finder->talk, mail->patch);
	const struct talk_patch *patch;

	if (!mail->patch || place == patches->len)
		return false;
	patch = &g_array_index(patches, struct talk_patch, place);
	return patch->n == mail->patch && talk_time(patch->patch) > talk_time(mail->record);
}

GArray *finder_words(const struct finder *finder)
{
	const struct topic *topic = finder->context->talks ? finder->context->topic : NULL;
	GArray *words =
		g_array_sized_new(FALSE, FALSE, sizeof(struct word), finder->talk->mails->len);
	guint nr, first, end = 0;

	for (guint i = finder->talk->mails->len; COUNT_DOWN(i);) {
		struct word word = { *mail_at(finder, i), false, false };

		word.older = word.other = was_replaced(finder, &word.mail);
		g_array_append_val(words, word);
	}
	nr = words->len;
	first = topic ? topic_near(topic, finder->series, &end) : 0;
	for (guint i = first; i < end; i++)
		if (topic->series->pdata[i] != finder->series)
			gather_older(finder, topic->series->pdata[i], words);
	if (words->len > nr)
		g_array_sort(words, newest_first);
	return words;
}

static bool was_renamed(const struct record *record)
{
	static const char *const marks[] = { "(was ", "(was:", "[was ", "[was:" };
	g_autofree char *subject = subject_text(&record->subject);

	for (const char *at = subject; (at = strpbrk(at, "([")); at++)
		for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
			if (!g_ascii_strncasecmp(at, marks[i], strlen(marks[i])))
				return true;
	return false;
}

bool finder_is_elsewhere(const struct finder *finder, const struct record *record)
{
	return was_renamed(record) && !was_renamed(finder->series->leader);
}
