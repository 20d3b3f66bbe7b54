/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/state_private.h"

#include "text/hash.h"
#include "text/integers.h"

#define DAY ((int64_t)24 * 60 * 60)

/* What is longer ago is told by its date. */
#define DAYS_IN_MIND 60

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
	[STATE_MERGED] = { "merged", "merged" },
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

static char *on_date(const struct record *record)
{
	g_autoptr(GDateTime) date =
		g_date_time_new_from_unix_utc(talk_time(record) + record->zone * INT64_C(60));

	return date ? g_date_time_format(date, " on %Y-%m-%d") : g_strdup("");
}

char *finder_ago(const struct finder *finder, const struct record *record)
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

char *finder_on_patch(const struct finder *finder, const struct talk_mail *mail)
{
	if (!mail->patch || finder->series->total <= 1)
		return g_strdup("");
	return g_strdup_printf(" on patch %d", mail->patch);
}

/* Part of it may have been applied, or all of it by the word of somebody who never took anything.
 */
static char *add_applied(const struct finder *finder, char *reason)
{
	const struct record *stranger = finder->applied.stranger;
	char *whole = reason;

	if (stranger)
		whole = g_strdup_printf(
			"%s; said to be applied by %s, who never applied anything here", reason,
			name_of(stranger));
	else if (finder->applied.nr)
		whole = g_strdup_printf("%s; %u of %d patches applied", reason, finder->applied.nr,
					finder->out->total);
	if (whole != reason)
		g_free(reason);
	return whole;
}

void finder_decide(struct finder *finder, enum series_state state, char *reason)
{
	finder->out->state = state;
	finder->out->reason = state == STATE_APPLIED ? reason : add_applied(finder, reason);
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

static const char *name_of_sender(const struct record *record)
{
	return *record->people->sender.name ? record->people->sender.name
					    : record->people->sender.email;
}

static char *applied_reason(const struct finder *finder)
{
	const struct record *pull = finder->talk->pull ? finder->talk->pull : finder->applied.pull;
	g_autofree char *when = NULL, *where = NULL;
	char *reason;

	if (pull)
		return g_strdup_printf("%s the pull request \"%s\" of %s",
				       finder->talk->pull ? "sent with" : "in", pull->subject.title,
				       name_of(pull));
	if (!finder->applied.by && finder->applied.copy)
		return g_strdup_printf("%s copied it to a stable tree",
				       name_of_sender(finder->applied.copy));
	if (!finder->applied.by)
		return g_strdup_printf("named in the Fixes of \"%s\" of %s",
				       finder->applied.fix->subject.title,
				       name_of(finder->applied.fix));
	when = finder_ago(finder, finder->applied.by);
	where = to_where(finder->applied.where);
	if (finder->applied.thanked)
		reason = g_strdup_printf("%s, the author, said thanks for that%s",
					 finder->applied.name, when);
	else if (finder->applied.reported)
		reason = g_strdup_printf("%s, the author, said so%s", finder->applied.name, when);
	else
		reason = g_strdup_printf("%s by %s%s%s",
					 finder->applied.intends ? "taken" : "applied",
					 finder->applied.name, when, where);
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
		finder_decide(finder, STATE_APPLIED, reason);
		return true;
	}
	finder_decide(finder, STATE_APPLIED,
		      g_strdup_printf("%s; %u of %u patches", reason, finder->applied.nr, patches));
	g_free(reason);
	return true;
}

static bool is_own(struct finder *finder, const struct talk_mail *mail)
{
	return mail->by_author && heard_is_own(&finder->heard, &mail->record->people->sender);
}

/* Whether a mail speaks of the series as a whole, or of the one patch of it that is there. */
static bool says_of_whole(const struct finder *finder, const struct talk_mail *mail,
			  enum remark_kind kind)
{
	const struct remark_list *remarks = &mail->record->remarks;

	for (size_t i = 0; i < remarks->nr; i++)
		if (remarks->items[i].kind == kind &&
		    /* Who holds what is another's objects. */
		    (mail->by_author || kind != REMARK_WITHDRAWN || !*remarks->items[i].text) &&
		    (!mail->patch || finder->talk->patches->len <= 1 ||
		     remarks->items[i].last == REMARK_ALL))
			return true;
	return false;
}

static bool gives_in(const struct talk_mail *mail)
{
	bool words = false, gives = false;

	for (size_t i = 0; i < mail->record->remarks.nr; i++) {
		const struct record_remark *remark = &mail->record->remarks.items[i];

		words |= remark->kind == REMARK_ASKS;
		gives |= remark->kind == REMARK_AGREES || remark->kind == REMARK_PROMISE;
	}
	return gives || !words;
}

/* The author's NAK in answer to his own mail. */
static bool refuses_own(const struct finder *finder, const struct talk_mail *mail,
			GHashTable *senders)
{
	const char *answered = g_hash_table_lookup(senders, mail->record->in_reply_to);

	return mail->by_author && says_of_whole(finder, mail, REMARK_NACK) &&
	       (!answered || !g_strcmp0(answered, mail->record->people->author.email)) &&
	       record_has_bare_nack(mail->record);
}

/* The author took it back, or gave in to who asked him to. */
static bool decide_withdrawn(struct finder *finder)
{
	g_autoptr(GHashTable) asked = g_hash_table_new(str_hash, g_str_equal);
	g_autoptr(GHashTable) senders = g_hash_table_new(str_hash, g_str_equal);
	bool found = false;

	for (guint i = 0; i < finder->talk->mails->len && !found; i++) {
		const struct talk_mail *mail = mail_at(finder, i);
		bool drop = !mail->robot && says_of_whole(finder, mail, REMARK_WITHDRAWN);

		g_hash_table_insert(senders, (void *)mail->record->message_id,
				    (void *)mail->record->people->author.email);
		/* Of one's own mail it is for that. */
		if (drop && !mail->by_author &&
		    g_strcmp0(g_hash_table_lookup(senders, mail->record->in_reply_to),
			      mail->record->people->author.email))
			g_hash_table_add(asked, (void *)mail->record->message_id);
		if (!is_own(finder, mail) ||
		    !(drop || refuses_own(finder, mail, senders) ||
		      (g_hash_table_contains(asked, mail->record->in_reply_to) && gives_in(mail))))
			continue;
		found = true;
		finder_decide(finder, STATE_WITHDRAWN,
			      g_strdup_printf("%s withdrew it", name_of(mail->record)));
	}
	return found;
}

/* What names a title in its Fixes, or is a copy of it, may mean the version before one that the
 * author took back. */
static bool take_back_version(struct finder *finder)
{
	struct applied *applied = &finder->applied;
	const unsigned nr = applied->nr;

	if (applied->by || applied->pull || !(applied->fix || applied->copy))
		return false;
	applied->nr = 0;
	if (decide_withdrawn(finder)) {
		finder->out->applied = 0;
		memset(applied->how, 0, finder->talk->patches->len * sizeof(*applied->how));
		return true;
	}
	applied->nr = nr;
	return false;
}

static bool decide_superseded(struct finder *finder)
{
	const struct state_context *context = finder->context;

	if (!context->newer_version)
		return false;
	if (context->newer_revision)
		finder_decide(finder, STATE_SUPERSEDED,
			      g_strdup_printf("superseded by v%d.%d", context->newer_version,
					      context->newer_revision));
	else
		finder_decide(finder, STATE_SUPERSEDED,
			      g_strdup_printf("superseded by v%d", context->newer_version));
	return true;
}

/* Whether a version of the topic has that patch. */
static bool is_in_topic(const struct topic *topic, const struct record *patch)
{
	for (guint i = 0; i < topic->series->len; i++) {
		const struct series *series = topic->series->pdata[i];

		for (guint k = 0; k < series->patches->len; k++)
			if (series->patches->pdata[k] == patch)
				return true;
	}
	return false;
}

/* The patch of other work, for the same tree, that its author made of this one since. */
static const struct record *find_again(const struct finder *finder, const struct record *patch)
{
	const struct topic *topic = finder->context->topic;
	const struct record *again = fixed_find_again(finder->context->fixed, patch);
	g_autofree char *tree = again ? topic_read_tree(again->subject.tags) : NULL;

	return again && !strcmp(tree, topic->tree) && !is_in_topic(topic, again) ? again : NULL;
}

/* All patches that were not applied went into other work of their author's. */
static bool decide_absorbed(struct finder *finder)
{
	const GArray *patches = finder->talk->patches;
	const struct record *again = NULL;
	g_autofree char *when = NULL, *subject = NULL;

	if (!finder->context->fixed || !finder->context->topic ||
	    patches->len < (guint)finder->series->total)
		return false;
	for (guint i = 0; i < patches->len; i++) {
		if (finder->applied.how[i])
			continue;
		again = find_again(finder, g_array_index(patches, struct talk_patch, i).patch);
		if (!again)
			return false;
	}
	if (!again)
		return false;
	when = finder_ago(finder, again);
	subject = subject_text(&again->subject);
	finder->out->again = again;
	finder_decide(finder, STATE_SUPERSEDED,
		      g_strdup_printf("posted again%s as \"%s\"", when, subject));
	return true;
}

/* Of words the parser says how it was put; a trailer has one form. */
static bool is_refusal(const struct record *record)
{
	const struct record_remark *nack = record_find_remark(record, REMARK_NACK);

	return nack && *nack->text;
}

/* The author agreed with a refusal, or said no more than thanks. */
static bool decide_refused(struct finder *finder, const struct talk_mail *refusal)
{
	for (guint i = finder->talk->mails->len; COUNT_DOWN(i);) {
		const struct talk_mail *mail = mail_at(finder, i);

		if (mail->record == refusal->record)
			break;
		if (!is_own(finder, mail) || (finder->talk->patches->len > 1 && refusal->patch))
			continue;
		finder_decide(finder, STATE_WITHDRAWN,
			      g_strdup_printf("%s refused it, and %s, the author, agreed",
					      name_of(refusal->record), name_of(mail->record)));
		return true;
	}
	return false;
}

static bool decide_contested(struct finder *finder)
{
	const GArray *nacks = finder->talk->nacks;
	const struct talk_mail *last;
	g_autofree char *where = NULL, *when = NULL;

	if (!finder->talk->contested)
		return false;
	last = &g_array_index(nacks, struct talk_mail, nacks->len - 1);
	if (is_refusal(last->record) && decide_refused(finder, last))
		return true;
	where = finder_on_patch(finder, last);
	when = finder_ago(finder, last->record);
	finder->out->why = last->record;
	finder_decide(finder, STATE_CONTESTED,
		      g_strdup_printf("%s %s%s%s%s; the author has not answered",
				      name_of(last->record),
				      is_refusal(last->record) ? "refused it" : "objected", when,
				      where, is_refusal(last->record) ? "" : " (Nacked-by)"));
	return true;
}

static void find_last_word(struct finder *finder)
{
	struct verdict *out = finder->out;
	const struct series *series = finder->series;

	out->last_word = series->leader;
	for (guint i = 0; i < series->patches->len; i++)
		if (talk_time(series->patches->pdata[i]) > talk_time(out->last_word))
			out->last_word = series->patches->pdata[i];
	for (guint i = finder->talk->mails->len; COUNT_DOWN(i);) {
		const struct talk_mail *mail = mail_at(finder, i);

		if (mail->robot)
			continue;
		if (talk_time(mail->record) > talk_time(out->last_word))
			out->last_word = mail->record;
		break;
	}
	out->last_time = talk_time(out->last_word);
}

/* Copies that the scripts for stable trees send round are upstream; somebody may object, though. */
static void decide_copy(struct finder *finder)
{
	if (finder->out->state == STATE_AUTHOR || !series_is_stable_copy(finder->series))
		return;
	g_free(finder->out->reason);
	finder->out->applied = finder->out->total;
	finder->copied = true;
	finder_decide(finder, STATE_APPLIED, g_strdup("a copy for a stable tree"));
}

/*
 * Taken but for one of three and more, of which nobody said anything that is open, nor b4 that it
 * may follow: that one was left out.
 */
static void decide_left_out(struct finder *finder)
{
	guint patches = finder->talk->patches->len;

	if (finder->out->state == STATE_AUTHOR || patches < 3 || finder->applied.nr + 1 < patches ||
	    !finder->applied.by || subject_has(&finder->applied.by->subject, "(subset)"))
		return;
	g_clear_pointer(&finder->out->reason, g_free);
	finder->applied.closed = true;
	decide_applied(finder);
}

void state_of(const struct series *series, const struct talk *talk,
	      const struct state_context *context, struct verdict *out)
{
	struct finder finder = { .series = series, .talk = talk, .context = context, .out = out };

	*out = (struct verdict){ .total = series->total };
	find_last_word(&finder);
	heard_init(&finder.heard, series, context->takers);
	applied_read(&finder.heard, talk, context, &finder.applied);
	out->applied = (int)finder.applied.nr;
	if (!take_back_version(&finder) && !decide_applied(&finder) && !decide_withdrawn(&finder) &&
	    !decide_superseded(&finder) && !decide_absorbed(&finder) &&
	    !decide_contested(&finder)) {
		finder_decide_turn(&finder);
		decide_left_out(&finder);
		decide_copy(&finder);
	}
	out->patch_applied = g_new0(bool, talk->patches->len + 1);
	for (guint i = 0; i < talk->patches->len; i++)
		out->patch_applied[i] = talk->pull || finder.copied || finder.applied.how[i];
	out->said = finder.applied;
	heard_release(&finder.heard);
}

void verdict_release(struct verdict *verdict)
{
	g_clear_pointer(&verdict->reason, g_free);
	g_clear_pointer(&verdict->patch_applied, g_free);
	applied_release(&verdict->said);
}
