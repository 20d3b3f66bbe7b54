/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/scan_steps.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

/*
 * The calling thread walks the history into a ring of batches, and hands the results over in the
 * same order. Helpers read batches; so does the calling thread when it would have to wait. Each
 * thread has its own object handle: one shared handle does not scale. Every field below the lock is
 * used under it.
 *
 * POSIX locks, not GLib's: those are futexes of their own that no race detector understands.
 */

#define WINDOW 16      /* batches in flight, which are read in vain when the receiver stops */
#define HELPERS_FROM 6 /* batches: a shorter range is read before helpers would be ready */
#define MAX_THREADS 8
#define BATCH_ROOM (100u << 10) /* bytes: less than what malloc() maps by itself */
#define MAX_WAITING (64u << 20) /* bytes of mails whose records wait for earlier ones */

enum slot_state { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN, SLOT_DONE };

struct scan {
	struct inbox *inbox;
	const struct scan_options *options;
	struct walk *walk;
	bool walk_ended, settled;
	struct batch *current; /* the oldest batch, being handed over */
	unsigned at;	       /* in it */
	uint64_t last_replies; /* passed over behind the last batch */
	pthread_t helpers[MAX_THREADS];
	unsigned nr_helpers, max_helpers;
	struct batch batches[WINDOW];

	pthread_mutex_t lock;
	pthread_cond_t filled_or_stop, done;
	enum slot_state state[WINDOW];
	uint64_t nr_filled, nr_taken,
		nr_emitted; /* batches since the start; nr % WINDOW is the slot */
	uint64_t waiting;   /* bytes of mails in done batches */
	bool stop;
};

/* Takes the next batch to read; NULL when there is none now. Called under the lock. */
static struct batch *take(struct scan *scan)
{
	if (scan->nr_taken == scan->nr_filled)
		return NULL;
	if (scan->waiting > MAX_WAITING && scan->nr_taken != scan->nr_emitted)
		return NULL;
	scan->state[scan->nr_taken % WINDOW] = SLOT_TAKEN;
	return &scan->batches[scan->nr_taken++ % WINDOW];
}

/*
 * Has the C library get what a batch may take of memory in one go: the heap of a thread that is not
 * the first one grows by a page at a time, with a system call for each.
 */
static void expect_batch(void)
{
	void *volatile probe = malloc(BATCH_ROOM);

	free(probe);
}

/* Called under the lock, which is let go meanwhile. */
static void read_taken(struct scan *scan, struct batch *batch, struct objects *objects)
{
	pthread_mutex_unlock(&scan->lock);
	expect_batch();
	batch_read(batch, objects, &scan->inbox->kept);
	pthread_mutex_lock(&scan->lock);
	scan->state[batch - scan->batches] = SLOT_DONE;
	scan->waiting += batch->bytes;
}

static void *help(void *data)
{
	struct scan *scan = data;
	struct objects *objects = inbox_open_objects(scan->inbox);
	struct batch *batch;

	pthread_mutex_lock(&scan->lock);
	while (!scan->stop) {
		batch = take(scan);
		if (!batch) {
			pthread_cond_wait(&scan->filled_or_stop, &scan->lock);
			continue;
		}
		read_taken(scan, batch, objects);
		pthread_cond_signal(&scan->done);
	}
	pthread_mutex_unlock(&scan->lock);
	objects_free(objects);
	return NULL;
}

static void start_helpers(struct scan *scan)
{
	while (scan->nr_helpers < scan->max_helpers &&
	       !pthread_create(&scan->helpers[scan->nr_helpers], NULL, help, scan))
		scan->nr_helpers++;
	scan->max_helpers = scan->nr_helpers;
}

static void stop_helpers(struct scan *scan)
{
	pthread_mutex_lock(&scan->lock);
	scan->stop = true;
	pthread_cond_broadcast(&scan->filled_or_stop);
	pthread_mutex_unlock(&scan->lock);
	for (unsigned i = 0; i < scan->nr_helpers; i++)
		pthread_join(scan->helpers[i], NULL);
}

/* Fills one more batch. */
static bool fill(struct scan *scan, GError **error)
{
	struct batch *batch = &scan->batches[scan->nr_filled % WINDOW];

	if (!batch_fill(batch, scan->walk, scan->options->skip_replies, &scan->walk_ended, error))
		return false;
	if (!batch->nr) {
		scan->last_replies = batch->replies;
		return true;
	}
	pthread_mutex_lock(&scan->lock);
	scan->state[scan->nr_filled++ % WINDOW] = SLOT_FILLED;
	pthread_cond_signal(&scan->filled_or_stop);
	pthread_mutex_unlock(&scan->lock);
	if (scan->nr_filled == HELPERS_FROM)
		start_helpers(scan);
	return true;
}

/* Makes the oldest batch in flight ready: by reading one where one is left to be read, else by
 * waiting. */
static struct batch *await_head(struct scan *scan)
{
	unsigned head = scan->nr_emitted % WINDOW;
	struct batch *batch;

	pthread_mutex_lock(&scan->lock);
	while (scan->state[head] != SLOT_DONE) {
		batch = take(scan);
		if (batch)
			read_taken(scan, batch, scan->inbox->objects);
		else
			pthread_cond_wait(&scan->done, &scan->lock);
	}
	pthread_mutex_unlock(&scan->lock);
	return &scan->batches[head];
}

/* Gives the oldest batch, which is done, back for the next commits. */
static void free_head(struct scan *scan)
{
	struct batch *batch = &scan->batches[scan->nr_emitted % WINDOW];

	batch_clear(batch);
	pthread_mutex_lock(&scan->lock);
	scan->state[scan->nr_emitted++ % WINDOW] = SLOT_FREE;
	scan->waiting -= batch->bytes;
	pthread_cond_signal(&scan->filled_or_stop);
	pthread_mutex_unlock(&scan->lock);
}

/*
 * Before anything is handed over the walk has to be sure of it. The helpers read meanwhile what
 * will hardly ever have been in vain. Where it was, the scan starts again.
 */
static bool settle(struct scan *scan, GError **error)
{
	bool rewound;

	if (scan->settled)
		return true;
	scan->settled = true;
	if (!walk_settle(scan->walk, &rewound, error))
		return false;
	if (!rewound)
		return true;
	while (scan->nr_emitted < scan->nr_filled) {
		await_head(scan);
		free_head(scan);
	}
	scan->walk_ended = false;
	scan->last_replies = 0;
	return true;
}

static bool fill_window(struct scan *scan, GError **error)
{
	while (!scan->walk_ended && scan->nr_filled - scan->nr_emitted < WINDOW)
		if (!fill(scan, error))
			return false;
	return true;
}

/* Makes the next batch the current one; returns 0 where there is none. */
static int begin_batch(struct scan *scan, GError **error)
{
	if (!fill_window(scan, error) || !settle(scan, error) || !fill_window(scan, error))
		return -1;
	if (scan->nr_emitted == scan->nr_filled)
		return 0;
	scan->current = await_head(scan);
	scan->at = 0;
	return 1;
}

/* Replies stand in front of the mails of their batch. */
static bool take_replies(uint64_t *replies, struct scan_step *out)
{
	out->replies = *replies;
	*replies = 0;
	return out->replies;
}

int scan_next(struct scan *scan, struct scan_step *out, GError **error)
{
	int got;

	memset(out, 0, sizeof(*out));
	if (scan->current && scan->at == scan->current->nr) {
		free_head(scan);
		scan->current = NULL;
	}
	if (!scan->current) {
		got = begin_batch(scan, error);
		if (got <= 0)
			return got == 0 && take_replies(&scan->last_replies, out) ? 1 : got;
	}
	if (take_replies(&scan->current->replies, out))
		return 1;
	out->entry = &scan->current->entries[scan->at];
	out->result = &scan->current->results[scan->at++];
	if (object_status_is_passing(out->result->status)) {
		g_set_error(error, INBOX_ERROR, INBOX_ERROR_SYSTEM, "cannot read mail: %s",
			    out->result->problem);
		return -1;
	}
	if (out->result->mail)
		kept_add(&scan->inbox->kept, &out->entry->commit,
			 g_steal_pointer(&out->result->mail));
	return 1;
}

unsigned scan_threads(unsigned wanted)
{
	unsigned threads = wanted ? wanted : g_get_num_processors();

	return CLAMP(threads, 1, MAX_THREADS);
}

struct scan *scan_open(struct inbox *inbox, struct walk *walk, const struct scan_options *options)
{
	struct scan *scan = g_new0(struct scan, 1);

	scan->inbox = inbox;
	scan->options = options;
	scan->walk = walk;
	scan->max_helpers = scan_threads(options->threads) - 1;
	pthread_mutex_init(&scan->lock, NULL);
	pthread_cond_init(&scan->filled_or_stop, NULL);
	pthread_cond_init(&scan->done, NULL);
	return scan;
}

void scan_close(struct scan *scan)
{
	stop_helpers(scan);
	for (unsigned i = 0; i < WINDOW; i++)
		batch_clear(&scan->batches[i]);
	pthread_cond_destroy(&scan->done);
	pthread_cond_destroy(&scan->filled_or_stop);
	pthread_mutex_destroy(&scan->lock);
	g_free(scan);
}
