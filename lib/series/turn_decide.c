/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "series/turn_private.h"

#include "text/plural.h"

void turn_decide_author(struct turn *turn, const struct talk_mail *mail,
			const struct record_remark *remark)
{
	g_autofree char *where = finder_on_patch(turn->finder, mail);
	g_autofree char *when = finder_ago(turn->finder, mail->record);

	turn->finder->out->why = mail->record;
	finder_decide(turn->finder, STATE_AUTHOR,
		      g_strdup_printf("%s %s%s%s; the author has not answered%s",
				      name_of(mail->record), remark->last ? "asked" : "commented",
				      when, where, turn->spoke ? " that" : ""));
}

void turn_decide_by_author(struct turn *turn, const struct talk_mail *mail, const char *did)
{
	g_autofree char *where = finder_on_patch(turn->finder, mail);
	g_autofree char *when = finder_ago(turn->finder, mail->record);

	turn->finder->out->why = mail->record;
	finder_decide(
		turn->finder, STATE_AUTHOR,
		g_strdup_printf("%s, the author, %s%s%s", name_of(mail->record), did, when, where));
}

void turn_decide_reviewed(struct turn *turn)
{
	const struct talk *talk = turn->finder->talk;

	finder_decide(
		turn->finder, STATE_REVIEWED,
		talk->patches->len == 1
			? g_strdup_printf("the patch%s has a Reviewed-by or Acked-by",
					  turn->finder->series->total > 1 ? " that is there" : "")
			: g_strdup_printf("all %u patches%s have a Reviewed-by or Acked-by",
					  talk->patches->len,
					  (int)talk->patches->len < turn->finder->series->total
						  ? " that are there"
						  : ""));
}

void turn_decide_review(struct turn *turn)
{
	const struct talk *talk = turn->finder->talk;
	g_autofree char *when = NULL;

	if (!turn->people) {
		finder_decide(turn->finder, STATE_NEW,
			      g_strdup(talk->robots ? "only robots answered" : "nobody answered"));
		return;
	}
	if (turn->all && turn->spoke && !turn->last->by_author) {
		when = finder_ago(turn->finder, turn->spoke->record);
		finder_decide(turn->finder, STATE_REVIEW,
			      g_strdup_printf("%s, the author, answered an objection%s",
					      name_of(turn->spoke->record), when));
		return;
	}
	if (!turn->last || !turn->last->by_author) {
		finder_decide(
			turn->finder, STATE_REVIEW,
			talk->patches->len == 1
				? g_strdup("the patch has no Reviewed-by or Acked-by")
				: g_strdup_printf("%u of %u patches %s a Reviewed-by or Acked-by",
						  talk->reviewed_or_acked, talk->patches->len,
						  plural(talk->reviewed_or_acked, "has", "have")));
		return;
	}
	when = finder_ago(turn->finder, turn->last->record);
	finder_decide(
		turn->finder, STATE_REVIEW,
		g_strdup_printf("%s, the author, spoke last%s", name_of(turn->last->record), when));
}
