/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "authors/private.h"

/*
 * The times of one topic; INT64_MAX: not there. By the mails' own dates, as far as they can be
 * true: those of archiving tell little where old mails were added in one go.
 */
struct course {
	int64_t first, reply, tag;
	bool counts; /* its newest version does, by what leads it */
};

static gint by_size(gconstpointer a, gconstpointer b)
{
	int64_t na = *(const int64_t *)a, nb = *(const int64_t *)b;

	return (na > nb) - (na < nb);
}

/* The smallest one that at least so many percent are not above: the nearest rank. */
static int64_t percentile(const GArray *sorted, unsigned percent)
{
	guint rank = (guint)(((uint64_t)sorted->len * percent + 99) / 100);

	return sorted->len ? g_array_index(sorted, int64_t, MAX(rank, 1) - 1) : -1;
}

static bool is_review(const struct authors *authors, const struct note *note)
{
	for (guint i = note->tags; i < note->tags + note->nr_tags; i++) {
		const struct note_tag *tag = &g_array_index(authors->tags, struct note_tag, i);

		if (tag->own && tag->kinds & NOTE_REVIEW)
			return true;
	}
	return false;
}

static void see_employers(struct authors *authors, const struct note *note,
			  const struct posting *posting)
{
	enum employer_kind reviewers, authors_kind;
	guint mine = authors_employer(authors, note->author, note->when, &reviewers);
	guint theirs = authors_employer(authors, posting->author, posting->when, &authors_kind);

	if (reviewers > EMPLOYER_DOMAIN || authors_kind > EMPLOYER_DOMAIN)
		return;
	authors->delays.across.whole++;
	authors->delays.across.part += mine != theirs;
}

static void see_note(struct authors *authors, const struct note *note, struct course *courses)
{
	const struct posting *posting;
	struct course *course;

	if (!note->reply || note->posting == NOWHERE)
		return;
	posting = posting_at(authors, note->posting);
	if (posting->topic == NOWHERE || who_at(authors, posting->author)->robot ||
	    note_is_by_author(authors, note, posting))
		return;
	course = &courses[posting->topic];
	course->reply = MIN(course->reply, note->sent);
	if (!is_review(authors, note))
		return;
	course->tag = MIN(course->tag, note->sent);
	if (posting->counts)
		see_employers(authors, note, posting);
}

static void see_posting(const struct posting *posting, const struct who *author,
			struct course *courses)
{
	struct course *course;

	if (!posting->counts || posting->topic == NOWHERE || author->robot)
		return;
	course = &courses[posting->topic];
	course->counts |= posting->leads;
	course->first = MIN(course->first, posting->sent);
}

static struct course *read_courses(struct authors *authors)
{
	struct course *courses = g_new0(struct course, authors->topics->len + 1);

	for (guint i = 0; i < authors->topics->len; i++)
		courses[i] = (struct course){ INT64_MAX, INT64_MAX, INT64_MAX, false };
	for (guint i = 0; i < authors->postings.len; i++)
		see_posting(posting_at(authors, i), who_at(authors, posting_at(authors, i)->author),
			    courses);
	for (guint i = 0; i < authors->notes.len; i++)
		see_note(authors, note_at(authors, i), courses);
	return courses;
}

/* Who answers before the posting was sent, by the clocks of both, answers at once. */
static void append_delay(GArray *list, int64_t from, int64_t to)
{
	int64_t delay = to > from ? to - from : 0;

	if (to != INT64_MAX)
		g_array_append_val(list, delay);
}

void authors_measure(struct authors *authors)
{
	struct delays *delays = &authors->delays;
	g_autoptr(GArray) replies = g_array_new(FALSE, FALSE, sizeof(int64_t));
	g_autoptr(GArray) tags = g_array_new(FALSE, FALSE, sizeof(int64_t));
	struct course *courses = read_courses(authors);

	for (guint i = 0; i < authors->topics->len; i++) {
		if (!courses[i].counts)
			continue;
		delays->topics++;
		delays->unanswered += courses[i].reply == INT64_MAX;
		append_delay(replies, courses[i].first, courses[i].reply);
		append_delay(tags, courses[i].first, courses[i].tag);
	}
	g_array_sort(replies, by_size);
	g_array_sort(tags, by_size);
	delays->tagged = tags->len;
	delays->reply_median = percentile(replies, 50);
	delays->reply_90 = percentile(replies, 90);
	delays->tag_median = percentile(tags, 50);
	delays->tag_90 = percentile(tags, 90);
	g_free(courses);
}
