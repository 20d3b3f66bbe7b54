/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/applied.h"

#define MAX_COUNTED 100000

struct reading {
	const struct series *series;
	const struct talk *talk;
	const struct pulls *pulls;
	struct applied *out;
	GHashTable *numbers; /* where only the cover letter is there; NULL: none yet */
	unsigned counted;    /* of them, again and again; bounded, for mails may claim anything */
};

/* Where only the cover letter is there. */
static void apply_unseen(struct reading *reading, int first, int last)
{
	int total = reading->series->total;

	if (first <= 1 && last >= total)
		reading->out->nr = (unsigned)total;
	if (!reading->numbers)
		reading->numbers = g_hash_table_new(NULL, NULL);
	for (int n = MAX(first, 1); n <= MIN(last, total); n++) {
		if ((int)reading->out->nr >= total || ++reading->counted > MAX_COUNTED)
			break;
		if (g_hash_table_add(reading->numbers, GINT_TO_POINTER(n)))
			reading->out->nr++;
	}
}

static void apply_range(struct reading *reading, int first, int last, const struct record *how)
{
	const GArray *patches = reading->talk->patches;

	if (!patches->len)
		apply_unseen(reading, first, last);
	for (guint i = 0; i < patches->len && reading->out->nr < patches->len; i++) {
		int n = g_array_index(patches, struct talk_patch, i).n;

		if (n < first || n > last || reading->out->how[i])
			continue;
		reading->out->how[i] = how;
		reading->out->nr++;
	}
}

static void take_applier(struct applied *out, const struct record *record,
			 const struct record_remark *remark)
{
	const struct person *author = &record->author;

	out->by = record;
	out->name = *remark->who ? remark->who : *author->name ? author->name : author->email;
}

static void take_applied(struct reading *reading, const struct talk_mail *mail,
			 const struct record_remark *remark)
{
	int first = remark->first, last = remark->last;

	if (!first) {
		first = mail->patch ? mail->patch : 1;
		last = mail->patch ? mail->patch : REMARK_ALL;
	}
	/* The commit of one patch out of several says little. */
	if (*remark->text && (last == REMARK_ALL || reading->series->total <= 1)) {
		take_applier(reading->out, mail->record, remark);
		reading->out->where = remark->text;
	} else if (!*reading->out->where) {
		take_applier(reading->out, mail->record, remark);
	}
	apply_range(reading, first, last, mail->record);
}

/*
 * b4 lists what was applied, and says "(subset)" where the rest may follow: without that, the rest
 * of a series is left out. It takes half of the patches to believe that.
 */
static bool closes(const struct reading *reading, const struct talk_mail *mail, unsigned listed)
{
	return !mail->patch && listed * 2 >= (unsigned)reading->series->total &&
	       !strstr(mail->record->subject.text, "(subset)");
}

static void read_said(struct reading *reading)
{
	for (guint i = 0; i < reading->talk->mails->len; i++) {
		const struct talk_mail *mail =
			&g_array_index(reading->talk->mails, struct talk_mail, i);
		const struct remark_list *remarks = &mail->record->remarks;
		bool begins = false, ends = false; /* "all, minus 3" */
		unsigned listed = 0;

		for (size_t k = 0; k < remarks->nr; k++) {
			const struct record_remark *remark = &remarks->items[k];

			if (remark->kind != REMARK_APPLIED)
				continue;
			take_applied(reading, mail, remark);
			begins |= remark->first == 1 && remark->last != REMARK_ALL;
			ends |= remark->first > 1 && remark->last == REMARK_ALL;
			listed += remark->first && remark->first == remark->last && *remark->text;
		}
		reading->out->closed |= (listed > 1 && closes(reading, mail, listed)) ||
					(begins && ends && !mail->patch);
	}
}

static void take_pulled(struct reading *reading, guint at, const struct record *pull)
{
	reading->out->pull = pull;
	reading->out->how[at] = pull;
	reading->out->nr++;
}

/* What pull requests list, first by title; then titles that a maintainer changed. */
static void read_pulled(struct reading *reading)
{
	const GArray *patches = reading->talk->patches;

	for (guint i = 0; i < patches->len; i++) {
		const struct record *patch = g_array_index(patches, struct talk_patch, i).patch;
		const struct record *pull =
			reading->out->how[i] ? NULL : pulls_find(reading->pulls, patch);

		if (pull)
			take_pulled(reading, i, pull);
	}
	for (guint i = 0; reading->out->pull && i < patches->len; i++) {
		const struct record *patch = g_array_index(patches, struct talk_patch, i).patch;

		if (!reading->out->how[i] &&
		    pulls_have_similar(reading->pulls, reading->out->pull, patch))
			take_pulled(reading, i, reading->out->pull);
	}
}

void applied_read(const struct series *series, const struct talk *talk, const struct pulls *pulls,
		  struct applied *out)
{
	struct reading reading = { series, talk, pulls, out, NULL, 0 };

	*out = (struct applied){ .name = "", .where = "" };
	out->how = g_new0(const struct record *, talk->patches->len + 1);
	read_said(&reading);
	if (pulls)
		read_pulled(&reading);
	if (reading.numbers)
		g_hash_table_unref(reading.numbers);
}

void applied_release(struct applied *applied)
{
	g_free(applied->how);
	applied->how = NULL;
}

bool applied_settles(const struct applied *applied, const struct talk *talk,
		     const struct talk_mail *mail)
{
	for (guint i = 0; mail->patch && i < talk->patches->len; i++)
		if (g_array_index(talk->patches, struct talk_patch, i).n == mail->patch)
			return applied->how[i] &&
			       talk_time(mail->record) <= talk_time(applied->how[i]);
	return false;
}
