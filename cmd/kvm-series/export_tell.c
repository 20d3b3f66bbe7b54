/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "export.h"

#include <stdio.h>
#include "cli/cli.h"
#include "report/escape.h"
#include "report/series_row.h"
#include "series/tags.h"
#include "text/plural.h"

static const char *label(const struct person *person)
{
	return *person->name ? person->name : person->email;
}

static void say(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* A line on standard error, of which mails say some. */
static void say(const char *format, ...)
{
	g_autoptr(GString) line = g_string_new(NULL);
	va_list ap;
	g_autofree char *text = NULL;

	va_start(ap, format);
	text = g_strdup_vprintf(format, ap);
	va_end(ap);
	escape_terminal(line, text, strlen(text), ESCAPE_LINE);
	g_string_append_c(line, '\n');
	fputs(line->str, stderr);
}

/* Who sent a tag that names another address than his, or nobody: a name is what an impostor copies.
 * " (said by Ada <ada@example.org>: <id>)" */
static char *said_by(const struct given_tag *tag, bool always)
{
	const struct person *sender = &tag->mail->people->sender;

	bool named = *tag->named.email ? text_ieq(tag->named.email, sender->email)
				       : same_person(&tag->named, sender);

	if (!always && named)
		return g_strdup("");
	return g_strdup_printf(" (said by %s <%s>: <%s>)", label(sender), sender->email,
			       tag->mail->message_id);
}

static void say_tag(const struct given_tag *tag, const char *indent, bool always, const char *why)
{
	g_autofree char *by = said_by(tag, always);

	say("%s%s: %s%s%s", indent, tag->key, tag->value, by, why);
}

static unsigned tell_added(const struct export *export, int n)
{
	const struct talk *talk = talks_of(export->catalogue->talks, export->series);
	g_autoptr(GArray) tags = talk_new_tags(talk, n, export->sloppy);
	unsigned nr = tags->len;

	for (guint i = 0; i < nr; i++)
		say_tag(&g_array_index(tags, struct given_tag, i), "      ", false, "");
	return nr;
}

/* "patches 2, 4-5 of 5"; "5 patches". */
static char *which(const GPtrArray *patches)
{
	GString *text = g_string_new(NULL);
	guint taken = 0;

	for (guint i = 0; i < patches->len; i++) {
		guint first = i;

		while (i < patches->len && patches->pdata[i])
			i++;
		if (i == first)
			continue;
		g_string_append_printf(text, "%s%u", text->len ? ", " : "", first + 1);
		if (i > first + 1)
			g_string_append_printf(text, "-%u", i);
		taken += i - first;
	}
	if (taken < patches->len) {
		g_string_prepend(text, taken == 1 ? "patch " : "patches ");
		g_string_append_printf(text, " of %u", patches->len);
	} else {
		g_string_printf(text, "%u %s", taken, plural(taken, "patch", "patches"));
	}
	return g_string_free(text, FALSE);
}

static void tell_patches(const struct export *export, const GPtrArray *patches)
{
	const struct record *leader = export->series->leader;
	g_autoptr(GString) version = g_string_new(NULL);
	g_autofree char *nr = which(patches);

	series_append_version(export->series, version);
	say("%s of '%s' by %s: %s", version->str, leader->subject.title,
	    label(&leader->people->author), nr);
	for (guint i = 0; i < patches->len; i++) {
		const struct record *record = patches->pdata[i];

		if (!record)
			continue;
		say("  %u/%u %s", i + 1, patches->len, record->subject.title);
		if (export->trailers)
			tell_added(export, (int)i + 1);
	}
}

/* What replies said that is not exported because of who said it. */
static void tell_doubted(const struct talk *talk)
{
	g_autoptr(GArray) tags = talk_doubted_tags(talk);

	if (tags->len)
		warning("tags that are not their senders' to give are left out; --sloppy-trailers "
			"adds them:");
	for (guint i = 0; i < tags->len; i++)
		say_tag(&g_array_index(tags, struct given_tag, i), "  ", true, "");
}

static char *reason_of(const struct left_tag *left)
{
	char *where = left->patch ? g_strdup_printf(" on patch %d", left->patch) : g_strdup("");
	char *reason = NULL;

	switch (left->reason) {
	case LEFT_OBJECTION:
		reason = g_strdup_printf(": an objection%s", where);
		break;
	case LEFT_AUTHOR:
		reason = g_strdup_printf(": the author's own word%s", where);
		break;
	case LEFT_TAKEN_BACK:
		reason = g_strdup_printf(": taken back%s%s", where,
					 left->tag->posted ? ", which has it as posted" : "");
		break;
	case LEFT_PART:
		reason =
			g_strdup_printf(": for the %s part, which no patch is of", left->tag->part);
		break;
	case LEFT_WHOLE:
		reason = g_strdup(": for the whole, and for no patch of it");
		break;
	}
	g_free(where);
	return reason;
}

static void tell_left(const struct talk *talk)
{
	g_autoptr(GArray) tags = tags_left(talk);

	for (guint i = 0; i < tags->len; i++) {
		const struct left_tag *left = &g_array_index(tags, struct left_tag, i);
		g_autofree char *reason = reason_of(left);

		if (!i)
			say("left out:");
		say_tag(left->tag, "  ", false, reason);
	}
}

/* Nobody is kept from taking it: what git am made can be taken back. */
static void tell_state(const struct export *export)
{
	const struct talk *talk = talks_of(export->catalogue->talks, export->series);
	struct state_context context =
		catalogue_context(export->catalogue, export->topic, export->series);
	struct verdict verdict;

	context.newer_version = 0;
	state_of(export->series, talk, &context, &verdict);
	if (verdict.state == STATE_CONTESTED || verdict.state == STATE_WITHDRAWN)
		warning("the series is %s: %s", state_words(verdict.state), verdict.reason);
	if (verdict.state == STATE_APPLIED)
		warning("the series was taken already: %s", verdict.reason);
	if (verdict.again)
		warning("the series is superseded: %s: <%s>", verdict.reason,
			verdict.again->message_id);
	verdict_release(&verdict);
}

/* What git am would take otherwise, or applies otherwise than the text says. */
static void tell_oddities(const GPtrArray *patches)
{
	for (guint i = 0; i < patches->len; i++) {
		const struct record *record = patches->pdata[i];

		if (record && record->oddities & RECORD_BARE_NAMES)
			warning("%u/%u: paths without a prefix: git am takes their first folder "
				"for one, unless it has -p0",
				i + 1, patches->len);
		if (record && record->oddities & RECORD_REPEATED_FIELD)
			warning("%u/%u: a field of its header is there twice: of From, Subject, "
				"Date and Content-Type the last one counts, as for git am",
				i + 1, patches->len);
		if (record && record->oddities & RECORD_OTHER_DIFFSTAT)
			warning("%u/%u: diffstat does not match: the diff has %u %s, +%u -%u",
				i + 1, patches->len, record->posted->diffstat.files,
				record->posted->diffstat.files == 1 ? "file" : "files",
				record->posted->diffstat.insertions,
				record->posted->diffstat.deletions);
	}
}

/* Of what was posted twice or replaced, what is not taken. */
static void tell_replaced(const struct series *series, const GPtrArray *picked)
{
	const struct record *first = NULL;
	unsigned nr = 0;

	for (guint i = 0; i < series->patches->len; i++) {
		const struct record *record = series->patches->pdata[i];
		int n = record->subject.n;

		if (n < 1 || n > (int)picked->len || subject_is_inserted(&record->subject) ||
		    !picked->pdata[n - 1] || picked->pdata[n - 1] == record ||
		    !series_is_own(series, record))
			continue;
		first = first ? first : record;
		nr++;
	}
	if (nr == 1)
		warning("v%d: patch %s is taken as it was posted last, not <%s>", series->version,
			first->subject.counter, first->message_id);
	else if (nr)
		warning("v%d: %u mails are not taken, since their patches were posted again; the "
			"first is <%s>",
			series->version, nr, first->message_id);
}

static void tell_base(const struct series *series)
{
	const char *base = series->leader->posted->base_commit;

	for (guint i = 0; !*base && i < series->patches->len; i++)
		base = ((struct record *)series->patches->pdata[i])->posted->base_commit;
	if (*base)
		say("base-commit: %s", base);
}

void export_tell(const struct export *export, const GPtrArray *patches)
{
	const struct talk *talk = talks_of(export->catalogue->talks, export->series);

	if (!export->quiet)
		tell_patches(export, patches);
	if (export->trailers && !export->sloppy)
		tell_doubted(talk);
	if (export->trailers && !export->quiet)
		tell_left(talk);
	if (!export->only)
		tell_replaced(export->series, patches);
	tell_oddities(patches);
	tell_state(export);
	if (!export->quiet)
		tell_base(export->series);
}
