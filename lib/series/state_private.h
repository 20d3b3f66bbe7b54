/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SERIES_STATE_PRIVATE_H
#define SERIES_STATE_PRIVATE_H

/* Shared by state.c, turn.c and turn_words.c only. */

#include "series/state.h"

/* Finding the state of one series. */
struct finder {
	const struct series *series;
	const struct talk *talk;
	const struct state_context *context;
	struct verdict *out;
	struct heard heard;
	struct applied applied;
	bool copied; /* a copy for a stable tree */
};

static inline const struct talk_mail *mail_at(const struct finder *finder, guint i)
{
	return &g_array_index(finder->talk->mails, struct talk_mail, i);
}

static inline const char *name_of(const struct record *record)
{
	return *record->people->author.name ? record->people->author.name
					    : record->people->author.email;
}

/* " 9 days ago", " on 2025-03-03", or nothing without a time to count from. To be freed. */
char *finder_ago(const struct finder *finder, const struct record *record);

/* " on patch 3": where a mail of a longer series belongs. To be freed. */
char *finder_on_patch(const struct finder *finder, const struct talk_mail *mail);

/* Takes reason over. */
void finder_decide(struct finder *finder, enum series_state state, char *reason);

/* A mail, with whether it stands below an older version. */
struct word {
	struct talk_mail mail;
	bool older;
	bool other; /* another number, no copy of the same version */
};

/*
 * What was said (struct word), the newest first: also below older versions, since people answer
 * what they have read, but for what is about a patch that this version has not. Free with
 * g_array_unref().
 */
GArray *finder_words(const struct finder *finder);

/* "Another matter (was: Re: [PATCH] frob)", below patches that bear no such title themselves. */
bool finder_is_elsewhere(const struct finder *finder, const struct record *record);

/* Of what is neither applied, withdrawn, superseded nor contested: whose turn it is. */
void finder_decide_turn(struct finder *finder);

#endif
