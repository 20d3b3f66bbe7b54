/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tree/judge.h"

#include "patch/subject.h"

#define FEW_LINES 3   /* that two diffs have in common by chance */
#define NEARLY_ALL 90 /* percent */

/* Of the larger diff, in percent: what must be the same, by what else is. */
#define SAME_WITH_DATE 30
#define SAME_WITH_TITLE 50
#define SAME_WITH_TITLE_ALONE 70
#define SAME_WITH_AUTHOR 80

/* A commit with less than that of a patch, and nothing else, is a part of it. */
#define PART 70
/* One with that much more than the patch may hold others. */
#define MORE 40

bool judge_holds(const struct sketch *whole, const struct sketch *part)
{
	return whole && part->nr_lines >= FEW_LINES &&
	       sketch_common(whole, part) * 100 >= part->nr_lines * NEARLY_ALL;
}

static bool same_title(const struct tree_commit *commit, const struct record *record)
{
	struct pool pool = POOL_INIT;
	struct subject subject;
	bool same;

	subject_parse(&pool, commit->title, &subject);
	same = !strcmp(title_key(&pool, *subject.title ? subject.title : commit->title),
		       title_key(&pool, record->subject.title));
	pool_release(&pool);
	return same;
}

static bool same_tail(const struct tree_commit *commit, const struct record *record)
{
	struct pool pool = POOL_INIT;
	bool same = !strcmp(tree_title_key(&pool, commit->title),
			    tree_title_key(&pool, record->subject.title));

	pool_release(&pool);
	return same;
}

static void compare_diffs(const struct sketch *made, const struct sketch *mail,
			  struct judgment *out)
{
	size_t common, most;

	out->same = -1;
	if (!made || !mail)
		return;
	out->same_patch = sketch_same_patch(made, mail);
	common = sketch_common(made, mail);
	most = MAX(made->nr_lines, mail->nr_lines);
	out->same = most ? (int)(common * 100 / most) : out->same_patch ? 100 : 0;
	out->is_part = common * 100 >= made->nr_lines * NEARLY_ALL && made->nr_lines &&
		       common * 100 < mail->nr_lines * PART;
	out->holds_more =
		judge_holds(made, mail) && (made->nr_lines - common) * 100 >= mail->nr_lines * MORE;
}

static void say(struct judgment *out, enum match_evidence evidence, int confidence)
{
	out->evidence = evidence;
	out->confidence = confidence;
}

static bool passes_on(const struct tree_commit *commit, const struct record *record)
{
	if (record->date > commit->committed)
		return false;
	for (size_t i = 0; i < record->trailers.nr; i++)
		for (const char **id = commit->message_ids; *id; id++)
			if (strcmp(*id, record->message_id) &&
			    strstr(record->trailers.items[i].value, *id))
				return true;
	return false;
}

/* Without a look at the diffs, where one cannot be read. */
static void judge_words(struct judgment *out)
{
	if (out->same_title && out->same_author)
		say(out, out->same_date ? MATCH_DATE : MATCH_TITLE, out->same_date ? 90 : 80);
}

static void judge_lines(struct judgment *out, bool tail, size_t lines)
{
	bool few = lines <= FEW_LINES;

	if (out->same_patch && tail)
		say(out, MATCH_PATCH_ID, out->same_author ? 99 : 95);
	else if (out->same_patch && out->same_author)
		say(out, MATCH_PATCH_ID, few && !out->same_date ? 85 : 96);
	else if (out->is_part)
		;
	else if (out->same_date && out->same_author && out->same >= SAME_WITH_DATE)
		say(out, MATCH_DATE, tail ? 97 : 90);
	else if (tail && out->same_author && out->same >= SAME_WITH_TITLE)
		say(out, MATCH_TITLE, out->same_title ? 92 : 88);
	else if (tail && out->same_author && out->same >= SAME_WITH_DATE && out->same_title)
		say(out, MATCH_TITLE, 80);
	else if (out->same_title && out->same >= SAME_WITH_TITLE_ALONE)
		say(out, MATCH_TITLE, 85);
	else if (out->same_author && out->same >= SAME_WITH_AUTHOR && !few)
		say(out, MATCH_DIFF, 85);
}

void judge(const struct tree_commit *commit, struct record *record, bool named,
	   const struct sketch *made, const struct sketch *mail, struct judgment *out)
{
	bool tail = same_tail(commit, record);

	*out = (struct judgment){ .record = record, .evidence = MATCH_NONE, .named = named };
	out->same_title = tail && same_title(commit, record);
	out->same_author = commit_same_person(&commit->author, &record->people->author);
	out->same_date = commit->authored == record->date;
	out->passes_on = passes_on(commit, record);
	compare_diffs(made, mail, out);
	/* A Link may be to a report, or to what was said about something else. */
	if (named && (tail || out->same_patch || out->same >= SAME_WITH_TITLE))
		say(out, MATCH_TRAILER, 100);
	else if (out->same < 0)
		judge_words(out);
	else
		judge_lines(out, tail, mail->nr_lines);
}

/* By steps of a few percent: less is noise. */
static int nearness(const struct judgment *judgment)
{
	return judgment->same_patch ? 1000 : judgment->same;
}

bool judgment_is_better(const struct judgment *a, const struct judgment *b,
			const struct tree_commit *commit)
{
	bool a_before = a->record->date <= commit->committed;
	bool b_before = b->record->date <= commit->committed;

	if (a->passes_on != b->passes_on)
		return a->passes_on;
	if (a->named != b->named)
		return a->named;
	if (nearness(a) != nearness(b))
		return nearness(a) > nearness(b);
	if (a->same_date != b->same_date)
		return a->same_date;
	if (a->same_title != b->same_title)
		return a->same_title;
	if (a_before != b_before)
		return a_before;
	return a_before ? a->record->date > b->record->date : a->record->date < b->record->date;
}
