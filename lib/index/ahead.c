/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index/span.h"

#include <pthread.h>

#define BATCH 256	/* items: a thread is woken for so many */
#define MOST_BATCHES 8u /* that nobody has taken */

struct ahead {
	struct span *span;
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	GQueue ready; /* of GArray of struct span_item */
	bool stop;
	GArray *batch; /* at hand, of who takes */
	guint at;
};

static void free_items(GArray *batch, guint from)
{
	for (guint i = from; i < batch->len; i++)
		record_free(g_array_index(batch, struct span_item, i).record);
	g_array_unref(batch);
}

/* False when no more are wanted. */
static bool put(struct ahead *ahead, GArray *batch)
{
	bool stop;

	pthread_mutex_lock(&ahead->lock);
	while (!ahead->stop && ahead->ready.length >= MOST_BATCHES)
		pthread_cond_wait(&ahead->changed, &ahead->lock);
	stop = ahead->stop;
	if (!stop)
		g_queue_push_tail(&ahead->ready, batch);
	if (ahead->ready.length == 1)
		pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	if (stop)
		free_items(batch, 0);
	return !stop;
}

static void *work(void *data)
{
	struct ahead *ahead = data;
	struct span_item item = { .kind = SPAN_RECORD };
	bool more = true;

	while (more && item.kind > SPAN_BROKEN) {
		GArray *batch = g_array_sized_new(FALSE, FALSE, sizeof(item), BATCH);

		do {
			span_next(ahead->span, &item);
			g_array_append_val(batch, item);
		} while (item.kind > SPAN_BROKEN && batch->len < BATCH);
		more = put(ahead, batch);
	}
	return NULL;
}

static void ahead_free(struct ahead *ahead)
{
	pthread_mutex_destroy(&ahead->lock);
	pthread_cond_destroy(&ahead->changed);
	g_free(ahead);
}

struct ahead *ahead_start(struct span *span)
{
	struct ahead *ahead = g_new0(struct ahead, 1);

	ahead->span = span;
	pthread_mutex_init(&ahead->lock, NULL);
	pthread_cond_init(&ahead->changed, NULL);
	g_queue_init(&ahead->ready);
	span->index->lent = true;
	if (!pthread_create(&ahead->thread, NULL, work, ahead))
		return ahead;
	span->index->lent = false;
	ahead_free(ahead);
	return NULL;
}

void ahead_next(struct ahead *ahead, struct span_item *out)
{
	if (ahead->batch && ahead->at == ahead->batch->len)
		g_clear_pointer(&ahead->batch, g_array_unref);
	if (!ahead->batch) {
		pthread_mutex_lock(&ahead->lock);
		while (!ahead->ready.length)
			pthread_cond_wait(&ahead->changed, &ahead->lock);
		ahead->batch = g_queue_pop_head(&ahead->ready);
		/* One who waits for room gets some at once. */
		if (ahead->ready.length == MOST_BATCHES / 2)
			pthread_cond_signal(&ahead->changed);
		pthread_mutex_unlock(&ahead->lock);
		ahead->at = 0;
	}
	*out = g_array_index(ahead->batch, struct span_item, ahead->at);
	/* The end is what is told from then on. */
	ahead->at += out->kind > SPAN_BROKEN;
}

void ahead_stop(struct ahead *ahead)
{
	GArray *batch;

	if (!ahead)
		return;
	pthread_mutex_lock(&ahead->lock);
	ahead->stop = true;
	pthread_cond_signal(&ahead->changed);
	pthread_mutex_unlock(&ahead->lock);
	pthread_join(ahead->thread, NULL);
	ahead->span->index->lent = false;
	if (ahead->batch)
		free_items(ahead->batch, ahead->at);
	while ((batch = g_queue_pop_head(&ahead->ready)))
		free_items(batch, 0);
	ahead_free(ahead);
}
