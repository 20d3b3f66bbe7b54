/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "text/beside.h"

#define AT_ONCE 8 /* of many, that a thread takes */

static void *run(void *data)
{
	struct beside *beside = data;

	beside->work(beside->data);
	return NULL;
}

void beside_start(struct beside *out, bool beside, void (*work)(void *data), void *data)
{
	*out = (struct beside){ .work = work, .data = data };
	out->begun = beside && !pthread_create(&out->thread, NULL, run, out);
	if (!out->begun)
		work(data);
}

void beside_wait(struct beside *beside)
{
	if (beside->begun)
		pthread_join(beside->thread, NULL);
}

/* What threads share. */
struct share {
	size_t next, nr; /* next: atomic */
	void (*work)(size_t i, void *data);
	void *data;
};

static void take_shares(void *data)
{
	struct share *share = data;

	for (;;) {
		size_t at = __atomic_fetch_add(&share->next, AT_ONCE, __ATOMIC_RELAXED);

		if (at >= share->nr)
			return;
		for (size_t i = at; i < share->nr && i < at + AT_ONCE; i++)
			share->work(i, share->data);
	}
}

void beside_each(unsigned threads, size_t nr, void (*work)(size_t i, void *data), void *data)
{
	struct share share = { .nr = nr, .work = work, .data = data };
	struct beside helper = { .begun = false };

	if (threads > 1 && nr > AT_ONCE)
		beside_start(&helper, true, take_shares, &share);
	take_shares(&share);
	beside_wait(&helper);
}
