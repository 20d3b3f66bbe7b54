/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/state.h"

#include "series/applied.h"
#include "text/plural.h"

#define DAY ((int64_t)24 * 60 * 60)

/* What is longer ago is told by its date. */
#define DAYS_IN_MIND 60

/* So many own words say something that wants an answer, though they hold no question. */
#define WORDS_OF_WEIGHT 6

/* Beside a Reviewed-by, Acked-by or Tested-by it takes more. */
#define WORDS_BESIDE_TAG 40

static const struct {
	const char *name, *words;
} states[STATE_NR] = {
	[STATE_NEW] = { "new", "new" },
	[STATE_REVIEW] = { "review", "waiting for review" },
	[STATE_AUTHOR] = { "author", "waiting for the author" },
	[STATE_REVIEWED] = { "reviewed", "reviewed" },
	[STATE_CONTESTED] = { "contested", "contested" },
	[STATE_SUPERSEDED] = { "superseded", "superseded" },
	[STATE_APPLIED] = { "applied", "applied" },
	[STATE_WITHDRAWN] = { "withdrawn", "withdrawn" },
};

const char *state_name(enum series_state state)
{
	return states[state].name;
}

const char *state_words(enum series_state state)
{
	return states[state].words;
}

bool state_parse(const char *name, enum series_state *out)
{
	for (int i = 0; i < STATE_NR; i++) {
		if (!strcmp(name, states[i].name)) {
			*out = (enum series_state)i;
			return true;
		}
	}
	return false;
}

/* Finding the state of one series. */
struct finder {
	const struct series *series;
	const struct talk *talk;
	const struct state_context *context;
	struct verdict *out;
	struct applied applied;
};

static const struct talk_mail *mail_at(const struct finder *finder, guint i)
{
	return &g_array_index(finder->talk->mails, struct talk_mail, i);
}

static const char *name_of(const struct record *record)
{
	return *record->author.name ? record->author.name : record->author.email;
}

/* The day in the zone of the mail, as all else shows it. */
static char *on_date(const struct record *record)
{
	GDateTime *date =
		g_date_time_new_from_unix_utc(talk_time(record) + record->zone * INT64_C(60));
	char *text = date ? g_date_time_format(date, " on %Y-%m-%d") : g_strdup("");

	if (date)
		g_date_time_unref(date);
	return text;
}

/* " 9 days ago", " on 2025-03-03", or nothing without a time to count from. */
static char *ago(const struct finder *finder, const struct record *record)
{
	int64_t days = (finder->context->now - talk_time(record)) / DAY;

	if (!finder->context->now || days < 0)
		return g_strdup("");
	if (days < 2)
		return g_strdup(days ? " a day ago" : " today");
	if (days > DAYS_IN_MIND)
		return on_date(record);
	return g_strdup_printf(" %" G_GINT64_FORMAT " days ago", days);
}

/* " on patch 3": where a mail of a longer series belongs. */
static char *on_patch(const struct finder *finder, const struct talk_mail *mail)
{
	if (!mail->patch || finder->series->total <= 1)
		return g_strdup("");
	return g_strdup_printf(" on patch %d", mail->patch);
}

static void decide(struct finder *finder, enum series_state state, char *reason)
{
	char *whole = reason;

	if (finder->applied.nr && state != STATE_APPLIED) {
		whole = g_strdup_printf("%s; %u of %d patches applied", reason, finder->applied.nr,
					finder->out->total);
		g_free(reason);
	}
	finder->out->state = state;
	finder->out->reason = whole;
}

/* " to next", or ": <commit>" where that is all that was said. */
static char *to_where(const char *where)
{
	bool commit;

	/* "my tree" is whose? */
	if (g_str_has_prefix(where, "my "))
		where = "";
	commit = strstr(where, "://") || strspn(where, "0123456789abcdef") == strlen(where);

	return *where ? g_strconcat(commit ? ": " : " to ", where, NULL) : g_strdup("");
}

static char *applied_reason(const struct finder *finder)
{
	const struct record *pull = finder->talk->pull ? finder->talk->pull : finder->applied.pull;
	char *when, *where, *reason;

	if (pull)
		return g_strdup_printf("%s the pull request \"%s\" of %s",
				       finder->talk->pull ? "sent with" : "in", pull->subject.title,
				       name_of(pull));
	when = ago(finder, finder->applied.by);
	where = to_where(finder->applied.where);
	reason = g_strdup_printf("applied by %s%s%s", finder->applied.name, when, where);
	g_free(when);
	g_free(where);
	return reason;
}

static bool decide_applied(struct finder *finder)
{
	const struct talk *talk = finder->talk;
	unsigned patches =
		talk->patches->len ? talk->patches->len : (unsigned)finder->series->total;
	bool all = talk->pull || (finder->applied.nr && finder->applied.nr >= patches);
	char *reason;

	if (!all && !finder->applied.closed)
		return false;
	reason = applied_reason(finder);
	if (all) {
		finder->out->applied = finder->out->total;
		decide(finder, STATE_APPLIED, reason);
		return true;
	}
	decide(finder, STATE_APPLIED,
	       g_strdup_printf("%s; %u of %u patches", reason, finder->applied.nr, patches));
	g_free(reason);
	return true;
}

static bool withdraws(const struct finder *finder, const struct talk_mail *mail)
{
	const struct remark_list *remarks = &mail->record->remarks;

	for (size_t i = 0; mail->by_author && i < remarks->nr; i++)
		if (remarks->items[i].kind == REMARK_WITHDRAWN &&
		    (!mail->patch || finder->series->total <= 1 ||
		     remarks->items[i].last == REMARK_ALL))
			return true;
	return false;
}

static bool decide_withdrawn(struct finder *finder)
{
	for (guint i = 0; i < finder->talk->mails->len; i++) {
		const struct talk_mail *mail = mail_at(finder, i);

		if (!withdraws(finder, mail))
			continue;
		decide(finder, STATE_WITHDRAWN,
		       g_strdup_printf("%s withdrew it", name_of(mail->record)));
		return true;
	}
	return false;
}

static bool decide_superseded(struct finder *finder)
{
	const struct state_context *context = finder->context;

	if (!context->newer_version)
		return false;
	if (context->newer_revision)
		decide(finder, STATE_SUPERSEDED,
		       g_strdup_printf("superseded by v%d.%d", context->newer_version,
				       context->newer_revision));
	else
		decide(finder, STATE_SUPERSEDED,
		       g_strdup_printf("superseded by v%d", context->newer_version));
	return true;
}

static bool decide_contested(struct finder *finder)
{
	const GArray *nacks = finder->talk->nacks;
	const struct talk_mail *last;
	char *where, *when;

	if (!finder->talk->contested)
		return false;
	last = &g_array_index(nacks, struct talk_mail, nacks->len - 1);
	where = on_patch(finder, last);
	when = ago(finder, last->record);
	decide(finder, STATE_CONTESTED,
	       g_strdup_printf("%s objected%s%s (Nacked-by); the author has not answered",
			       name_of(last->record), when, where));
	g_free(where);
	g_free(when);
	return true;
}

static bool decide_reviewed(struct finder *finder)
{
	const struct talk *talk = finder->talk;

	if (!talk->patches->len || talk->reviewed_or_acked < talk->patches->len)
		return false;
	decide(finder, STATE_REVIEWED,
	       finder->series->total <= 1
		       ? g_strdup("the patch has a Reviewed-by or Acked-by")
		       : g_strdup_printf("all %u patches%s have a Reviewed-by or Acked-by",
					 talk->patches->len,
					 (int)talk->patches->len < finder->series->total
						 ? " that are there"
						 : ""));
	return true;
}

static bool has_tag(const struct record *record)
{
	static const char *const keys[] = { "Reviewed-by", "Acked-by", "Tested-by" };

	for (size_t i = 0; i < record->trailers.nr; i++)
		for (size_t k = 0; k < G_N_ELEMENTS(keys); k++)
			if (!g_ascii_strcasecmp(record->trailers.items[i].key, keys[k]))
				return true;
	return false;
}

/* Whether the mail wants an answer: it holds a question, or several words of its sender's own. */
static const struct record_remark *asks(const struct record *record)
{
	int weight = has_tag(record) ? WORDS_BESIDE_TAG : WORDS_OF_WEIGHT;

	for (size_t i = 0; i < record->remarks.nr; i++) {
		const struct record_remark *remark = &record->remarks.items[i];

		/* Where it went is words, too. */
		if (remark->kind == REMARK_APPLIED)
			weight = WORDS_BESIDE_TAG;
		if (remark->kind == REMARK_ASKS && (remark->last || remark->first >= weight))
			return remark;
	}
	return NULL;
}

static void decide_author(struct finder *finder, const struct talk_mail *mail,
			  const struct record_remark *remark)
{
	char *where = on_patch(finder, mail), *when = ago(finder, mail->record);

	decide(finder, STATE_AUTHOR,
	       g_strdup_printf("%s %s%s%s; the author has not answered", name_of(mail->record),
			       remark->last ? "asked" : "commented", when, where));
	g_free(where);
	g_free(when);
}

/* The author spoke last, in that mail; NULL: nobody said anything that wants an answer. */
static void decide_review(struct finder *finder, const struct talk_mail *last)
{
	const struct talk *talk = finder->talk;
	char *when = last ? ago(finder, last->record) : NULL;

	if (!talk->people)
		decide(finder, STATE_NEW,
		       g_strdup(talk->robots ? "only robots answered" : "nobody answered"));
	else if (last)
		decide(finder, STATE_REVIEW,
		       g_strdup_printf("%s, the author, spoke last%s", name_of(last->record),
				       when));
	else
		decide(finder, STATE_REVIEW,
		       talk->patches->len == 1
			       ? g_strdup("the patch has no Reviewed-by or Acked-by")
			       : g_strdup_printf("%u of %u patches %s a Reviewed-by or Acked-by",
						 talk->reviewed_or_acked, talk->patches->len,
						 plural(talk->reviewed_or_acked, "has", "have")));
	g_free(when);
}

static bool has_remark(const struct record *record, enum remark_kind kind)
{
	for (size_t i = 0; i < record->remarks.nr; i++)
		if (record->remarks.items[i].kind == kind)
			return true;
	return false;
}

static void decide_promised(struct finder *finder, const struct talk_mail *mail)
{
	char *where = on_patch(finder, mail), *when = ago(finder, mail->record);

	decide(finder, STATE_AUTHOR,
	       g_strdup_printf("%s, the author, announced a change%s%s", name_of(mail->record),
			       when, where));
	g_free(where);
	g_free(when);
}

/*
 * The author said that he will change something, and asked nothing since. Where all patches have a
 * tag, what came behind the last one counts alone, and so does a question or a long objection that
 * ends the talk.
 */
static bool decide_announced(struct finder *finder)
{
	const struct talk *talk = finder->talk;
	bool all = talk->patches->len && talk->reviewed_or_acked >= talk->patches->len;
	bool ends = true;

	for (guint i = talk->mails->len; i--;) {
		const struct talk_mail *mail = mail_at(finder, i);
		const struct record_remark *remark = mail->robot ? NULL : asks(mail->record);
		bool question = remark && remark->last;

		if (mail->robot)
			continue;
		if (!mail->by_author && all && has_tag(mail->record))
			return false;
		if (mail->by_author && has_remark(mail->record, REMARK_PROMISE)) {
			decide_promised(finder, mail);
			return true;
		}
		if (!mail->by_author && all && ends && !has_tag(mail->record) &&
		    (question ||
		     (remark && remark->first >= WORDS_BESIDE_TAG && mail->to_author))) {
			decide_author(finder, mail, remark);
			return true;
		}
		if (mail->by_author && question)
			return false;
		ends = false;
	}
	return false;
}

/* Whose turn it is: who spoke last, tags and thanks apart; but a question on a patch that the
 * author was silent about since is open still. */
static void decide_turn(struct finder *finder)
{
	const struct talk *talk = finder->talk;
	const struct talk_mail *last = NULL;
	GHashTable *spoke = g_hash_table_new(NULL, NULL);
	GHashTable *answered = g_hash_table_new(g_str_hash, g_str_equal);
	bool decided = false;

	for (guint i = talk->mails->len; i-- && !decided;) {
		const struct talk_mail *mail = mail_at(finder, i);
		const struct record_remark *remark = mail->robot ? NULL : asks(mail->record);

		if (mail->robot)
			continue;
		/* From the newest on: what answers it was seen. A short "right" is no answer. */
		if (remark && !remark->last)
			g_hash_table_add(answered, (void *)mail->record->in_reply_to);
		if (remark && !mail->by_author &&
		    g_hash_table_contains(answered, mail->record->message_id))
			continue;
		if (remark && !mail->by_author && applied_settles(&finder->applied, talk, mail))
			continue;
		if (mail->by_author) {
			last = last ? last : mail;
			g_hash_table_add(spoke, GINT_TO_POINTER(mail->patch));
		} else if (remark && (remark->last || mail->to_author) &&
			   (!last ||
			    (remark->last && mail->patch && !g_hash_table_contains(spoke, NULL) &&
			     !g_hash_table_contains(spoke, GINT_TO_POINTER(mail->patch))))) {
			decide_author(finder, mail, remark);
			decided = true;
		}
	}
	g_hash_table_unref(spoke);
	g_hash_table_unref(answered);
	if (!decided)
		decide_review(finder, last);
}

static void find_last_word(struct finder *finder)
{
	struct verdict *out = finder->out;
	const struct series *series = finder->series;

	out->last_word = series->leader;
	for (guint i = 0; i < series->patches->len; i++)
		if (talk_time(series->patches->pdata[i]) > talk_time(out->last_word))
			out->last_word = series->patches->pdata[i];
	for (guint i = finder->talk->mails->len; i--;) {
		const struct talk_mail *mail = mail_at(finder, i);

		if (mail->robot)
			continue;
		if (talk_time(mail->record) > talk_time(out->last_word))
			out->last_word = mail->record;
		break;
	}
	out->last_time = talk_time(out->last_word);
}

void state_of(const struct series *series, const struct talk *talk,
	      const struct state_context *context, struct verdict *out)
{
	struct finder finder = { .series = series, .talk = talk, .context = context, .out = out };

	*out = (struct verdict){ .total = series->total };
	find_last_word(&finder);
	applied_read(series, talk, context->newer_version ? NULL : context->pulls, &finder.applied);
	out->applied = (int)finder.applied.nr;
	if (!decide_applied(&finder) && !decide_withdrawn(&finder) && !decide_superseded(&finder) &&
	    !decide_contested(&finder) && !decide_announced(&finder) && !decide_reviewed(&finder))
		decide_turn(&finder);
	out->patch_applied = g_new0(bool, talk->patches->len + 1);
	for (guint i = 0; i < talk->patches->len; i++)
		out->patch_applied[i] = talk->pull || finder.applied.how[i];
	applied_release(&finder.applied);
}

void verdict_release(struct verdict *verdict)
{
	g_clear_pointer(&verdict->reason, g_free);
	g_clear_pointer(&verdict->patch_applied, g_free);
}
