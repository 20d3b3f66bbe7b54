/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/brief_words.h"

#include "report/brief_where.h"
#include "report/when.h"
#include "text/plural.h"

#define ID_DIGITS 12

static const char *const headings[] = {
	[BRIEF_APPLIED] = "Applied",
	[BRIEF_SERIES] = "New series",
	[BRIEF_VERSIONS] = "New versions",
	[BRIEF_PULLS] = "Pull requests",
	[BRIEF_REPORTS] = "Bug reports",
	[BRIEF_THREADS] = "Busy threads",
	[BRIEF_WAITING] = "Waiting longest",
	[BRIEF_PEOPLE] = "Contributors",
	[BRIEF_DOMAINS] = "Contributors' domains",
	[BRIEF_MESSAGES] = "Messages",
};

static void append_count(GString *out, unsigned count, const char *one, const char *many)
{
	if (count)
		g_string_append_printf(out, "%s%u %s", out->len ? ", " : "", count,
				       plural(count, one, many));
}

static void append_days(const struct brief *brief, GString *out)
{
	char first[WHEN_SIZE], last[WHEN_SIZE];

	when_day(first, brief->first, 0);
	when_day(last, brief->last, 0);
	g_string_append(out, first);
	if (strcmp(first, last))
		g_string_append_printf(out, " to %s", last);
	g_string_append(out, ": ");
}

void brief_append_summary(const struct brief *brief, GString *out)
{
	g_autoptr(GString) counts = g_string_new(NULL);

	if (brief->first <= brief->last)
		append_days(brief, out);
	if (brief->states)
		append_count(counts, brief->nr_mails, "mail", "mails");
	append_count(counts, brief->nr_postings, "posting", "postings");
	append_count(counts, brief->nr_series, "new series", "new series");
	append_count(counts, brief->nr_versions, "new version", "new versions");
	append_count(counts, brief->items[BRIEF_APPLIED]->len, "applied", "applied");
	if (brief->states)
		append_count(counts, brief->nr_people, "person", "people");
	g_string_append(out, counts->len ? counts->str : "no mails");
}

void brief_append_earlier(const struct brief *brief, GString *out)
{
	char day[WHEN_SIZE];

	if (brief->by_sent) {
		when_day(day, brief->archived, 0);
		g_string_append_printf(out, "by the mails' own dates, archived on %s", day);
	} else if (brief->nr_earlier) {
		when_day(day, brief->written_first, 0);
		g_string_append_printf(out, "%u of the mails %s written earlier, from %s on",
				       brief->nr_earlier, plural(brief->nr_earlier, "was", "were"),
				       day);
	}
}

const char *brief_talk_only(const struct brief *brief)
{
	if (!brief->states || brief->nr_postings || !brief->nr_mails)
		return NULL;
	return brief->threads->len ? "No patches were posted; this is what people wrote about."
				   : "No patches were posted.";
}

/* Why there are less than the heading of all says: what was applied stands under that. */
static void append_others(const struct brief *brief, enum brief_section section, GString *out)
{
	unsigned applied_new = brief->nr_series - brief->items[BRIEF_SERIES]->len;
	unsigned applied_again = brief->nr_versions - brief->items[BRIEF_VERSIONS]->len;
	unsigned others = section == BRIEF_SERIES ? applied_new : applied_again;
	g_autoptr(GString) counts = NULL;

	if ((section == BRIEF_SERIES || section == BRIEF_VERSIONS) && others)
		g_string_append_printf(out, "; %u more %s applied", others,
				       plural(others, "was", "were"));
	if (section != BRIEF_APPLIED)
		return;
	counts = g_string_new(NULL);
	append_count(counts, applied_new, "new series", "new series");
	append_count(counts, applied_again, "new version", "new versions");
	if (counts->len)
		g_string_append_printf(out, "; of them %s", counts->str);
}

void brief_append_heading(const struct brief *brief, enum brief_section section, uint64_t all,
			  GString *out)
{
	unsigned count = brief_count(brief, section);
	guint shown = count;

	g_string_append(out, section == BRIEF_THREADS && brief_talk_only(brief)
				     ? "Threads"
				     : headings[section]);
	if (section == BRIEF_MESSAGES)
		return;
	if (section == BRIEF_THREADS)
		shown = brief->threads->len;
	else if (section == BRIEF_WAITING)
		shown = brief->items[section]->len;
	all = MAX(all, count);
	if (shown < all)
		g_string_append_printf(out, " (%u of %" G_GUINT64_FORMAT, shown, all);
	else
		g_string_append_printf(out, " (%u", shown);
	append_others(brief, section, out);
	g_string_append_c(out, ')');
}

/*
 * Ids of commits, which the reason has as they were written, end behind so many digits, and of the
 * address of one, or of a tree, its name is enough: " to" it, in place of ":".
 */
static void append_word(struct slice word, GString *out)
{
	bool colon = out->len > 2 && !strcmp(out->str + out->len - 2, ": ");
	g_autoptr(GString) where = g_string_new(NULL);
	size_t hex = 0;

	while (hex < word.len && g_ascii_isxdigit(word.ptr[hex]) && !g_ascii_isupper(word.ptr[hex]))
		hex++;
	if (brief_append_where(word, where)) {
		if (colon)
			g_string_truncate(out, out->len - 2);
		g_string_append_printf(out, "%s%s", colon ? " to " : "", where->str);
	} else {
		g_string_append_len(out, word.ptr,
				    (gssize)(hex == word.len ? MIN(hex, ID_DIGITS) : word.len));
	}
}

static void append_reason(const char *reason, GString *out)
{
	while (*reason) {
		size_t len = strcspn(reason, " ");

		append_word(slice_of(reason, len), out);
		reason += len;
		len = strspn(reason, " ");
		g_string_append_len(out, reason, (gssize)len);
		reason += len;
	}
}

void brief_append_state(const struct brief_item *item, GString *out)
{
	const struct verdict *verdict = &item->row.verdict;
	const char *words = state_words(verdict->state), *reason = verdict->reason;

	if (verdict->state == STATE_NEW)
		g_string_append(out, "no answer yet");
	else if (reason && g_str_has_prefix(reason, words) && verdict->state != STATE_SUPERSEDED)
		append_reason(reason, out);
	else
		g_string_append(out, words);
	if (verdict->state == STATE_APPLIED && reason && *reason &&
	    !g_str_has_prefix(reason, words)) {
		g_string_append(out, " (");
		append_reason(reason, out);
		g_string_append_c(out, ')');
	}
}

bool brief_append_why(const struct brief_item *item, GString *out)
{
	const struct verdict *verdict = &item->row.verdict;
	const char *reason = verdict->reason;

	if (!verdict->why || (verdict->state != STATE_AUTHOR && verdict->state != STATE_CONTESTED))
		return false;
	g_string_append_len(out, reason, (gssize)strcspn(reason, ";"));
	if (item->words && *item->words)
		g_string_append_printf(out, ": %s", item->words);
	return true;
}

/* Where the prefix in front of the title does not say it, "0/3", and there is more than one. */
static void append_patches(const struct series_row *row, GString *out)
{
	int there = series_row_patches(row), total = row->series->total;

	if (there < total)
		g_string_append_printf(out, ", %d/%d patches are there", there, total);
	else if (total > 1 && !*row->series->leader->subject.counter)
		g_string_append_printf(out, ", %d patches", total);
}

/* The cover letter's, or the sum of what the patches have. */
static void append_stat(const struct series *series, GString *out)
{
	const struct diffstat *stat = &series->leader->posted->diffstat;
	struct diffstat sum = { .known = false };

	if (!stat->known || (!stat->files && series->patches->len > 1)) {
		for (guint i = 0; i < series->patches->len; i++) {
			const struct diffstat *one =
				&((struct record *)series->patches->pdata[i])->posted->diffstat;

			sum.known |= one->known;
			sum.insertions += one->insertions;
			sum.deletions += one->deletions;
		}
		stat = &sum;
	}
	if (!stat->known)
		return;
	if (stat->files)
		g_string_append_printf(out, ", %u %s", stat->files,
				       plural(stat->files, "file", "files"));
	g_string_append_printf(out, "%s+%u -%u", stat->files ? " " : ", ", stat->insertions,
			       stat->deletions);
}

static void append_tag(const char *name, unsigned count, int total, GString *out)
{
	if (count && total > 1)
		g_string_append_printf(out, ", %s %u/%d", name, count, total);
	else if (count)
		g_string_append_printf(out, ", %s", name);
}

/* "v2 (2025-02-01, 3 patches)" */
static void append_older(const struct brief_item *item, const struct series *older, GString *out)
{
	bool counted = item->change && item->change->before == older;
	char day[WHEN_SIZE];

	when_day(day, posting_time(older->leader), older->leader->zone);
	series_append_version(older, out);
	g_string_append_printf(out, " (%s", day);
	if (!counted && older->total != item->row.series->total)
		g_string_append_printf(out, ", %d %s", older->total,
				       plural((uint64_t)older->total, "patch", "patches"));
	g_string_append_c(out, ')');
}

static void append_version(const struct brief_item *item, GString *out)
{
	const struct series *last = item->replaced ? item->replaced : item->before;

	if (!last)
		return;
	g_string_append(out, ", after ");
	if (item->replaced && item->before) {
		append_older(item, item->before, out);
		g_string_append(out, " and ");
	}
	append_older(item, last, out);
	if (item->change) {
		g_string_append(out, ": ");
		version_change_append(item->change, out);
	}
}

/* "1 mail", "2 mails" */
static void append_mails(unsigned mails, const char *one, const char *many, GString *out)
{
	g_string_append_printf(out, "%u %s", mails, plural(mails, one, many));
}

void brief_append_facts(const struct brief *brief, const struct brief_item *item, GString *out)
{
	const struct series_row *row = &item->row;
	int total = series_row_patches(row);

	append_patches(row, out);
	append_stat(row->series, out);
	if (brief->states && item->mails) {
		g_string_append(out, ", ");
		append_mails(item->mails, "reply", "replies", out);
		if (item->mails > 1) /* the author's own do not count */
			g_string_append_printf(out, " by %u %s", item->people,
					       plural(item->people, "other", "others"));
	}
	if (brief->states && item->robots)
		g_string_append_printf(out, ", %u %s", item->robots,
				       plural(item->robots, "mail of a robot", "mails of robots"));
	append_tag("Reviewed-by", row->talk->reviewed, total, out);
	append_tag("Acked-by", row->talk->acked, total, out);
	append_tag("Tested-by", row->talk->tested, total, out);
	if (row->verdict.state != STATE_APPLIED && row->verdict.state != STATE_MERGED)
		append_tag("applied", (unsigned)row->verdict.applied, total, out);
	append_version(item, out);
}

void brief_append_thread(const struct brief_thread *thread, GString *out)
{
	append_mails(thread->mails, "mail", "mails", out);
	if (thread->mails > 1)
		g_string_append_printf(out, " by %u %s", thread->people,
				       plural(thread->people, "person", "people"));
	if (thread->versions > 1)
		g_string_append_printf(out, ", %u versions", thread->versions);
}

void brief_append_mail(const struct brief_mail *mail, GString *out)
{
	if (mail->again)
		g_string_append_printf(out, ", %u mails", mail->again + 1);
	if (mail->answers)
		g_string_append_printf(out, ", %u %s", mail->answers,
				       plural(mail->answers, "reply", "replies"));
	if (mail->merged)
		g_string_append(out, ", merged");
}

const char *brief_person(const struct person *person)
{
	if (*person->name)
		return person->name;
	return *person->email ? person->email : "(unknown)";
}

const char *brief_title(const struct record *record)
{
	return *record->subject.title ? record->subject.title : "(no title)";
}

void brief_append_subject(const struct record *record, GString *out)
{
	if (!record_is_posting(record)) {
		g_autofree char *subject = subject_text(&record->subject);

		g_string_append(out, *subject ? subject : "(no subject)");
		return;
	}
	if (*record->subject.prefix)
		g_string_append_printf(out, "%s ", record->subject.prefix);
	g_string_append(out, brief_title(record));
}
