/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "search/taker.h"

struct question {
	struct takers *takers;
	const char *email;
};

static bool on_taker(struct record *record, void *data)
{
	struct question *question = data;

	takers_add(question->takers, record);
	record_free(record);
	return !takers_settled(question->takers, question->email);
}

static bool on_named(struct record *record, void *data)
{
	struct question *question = data;

	takers_add(question->takers, record);
	record_free(record);
	return !takers_known(question->takers, question->email);
}

/*
 * The index has addresses as mails have them: where a mailmap puts these right, one in a trailer
 * may lead to what its owner sent from another.
 */
bool taker_look_up(struct source *source, struct takers *takers, const char *email)
{
	struct question question = { takers, email };

	if (takers_settled(takers, email))
		return true;
	if (source_mailmap(source))
		return source_find(source, INDEX_PERSON, email, on_taker, &question);
	return source_find(source, INDEX_TAKER, email, on_taker, &question) &&
	       (takers_known(takers, email) ||
		source_find(source, INDEX_NAMED, email, on_named, &question));
}

static bool on_any(struct record *record, void *data)
{
	takers_add(data, record);
	record_free(record);
	return true;
}

static bool ask(struct takers *takers, const char *email, void *data)
{
	struct source_scan scan = { .record = on_any, .data = takers };

	if (taker_look_up(data, takers, email))
		return true;
	source_scan_all(data, &scan);
	return false;
}

void taker_ask_all(struct source *source, struct takers *takers)
{
	if (!source_is_whole(source))
		takers_set_asked(takers, ask, source);
}
