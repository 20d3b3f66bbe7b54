/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/scan.h"

#include <pthread.h>
#include <unistd.h>
#include "inbox/batch.h"

/*
 * The calling thread walks the history into a ring of batches, and hands the results over in the
 * same order. Helpers read batches; so does the calling thread when it would have to wait. Each
 * thread has its own object handle: one shared handle does not scale. Every field below the lock is
 * used under it.
 *
 * POSIX locks, not GLib's: those are futexes of their own that no race detector understands.
 */

#define WINDOW 8 /* batches in flight: at most so many are read in vain when the receiver stops */
#define HELPERS_FROM 3 /* batches: a shorter range is read before helpers would be ready */
#define MAX_THREADS 8
#define MAX_WAITING (64u << 20) /* bytes of mails whose records wait for earlier ones */

enum slot_state { SLOT_FREE, SLOT_FILLED, SLOT_TAKEN, SLOT_DONE };

struct scanner {
	struct inbox *inbox;
	const struct scan_options *options;
	struct scan_counts *counts;
	struct walk *walk;
	bool walk_ended;
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
static struct batch *take(struct scanner *scanner)
{
	if (scanner->nr_taken == scanner->nr_filled)
		return NULL;
	if (scanner->waiting > MAX_WAITING && scanner->nr_taken != scanner->nr_emitted)
		return NULL;
	scanner->state[scanner->nr_taken % WINDOW] = SLOT_TAKEN;
	return &scanner->batches[scanner->nr_taken++ % WINDOW];
}

/* Called under the lock, which is let go meanwhile. */
static void read_taken(struct scanner *scanner, struct batch *batch, git_odb *odb)
{
	pthread_mutex_unlock(&scanner->lock);
	batch_read(batch, odb, &scanner->inbox->kept);
	pthread_mutex_lock(&scanner->lock);
	scanner->state[batch - scanner->batches] = SLOT_DONE;
	scanner->waiting += batch->bytes;
}

static void *help(void *data)
{
	struct scanner *scanner = data;
	git_odb *odb = inbox_open_odb(scanner->inbox, NULL);
	struct batch *batch;

	if (!odb)
		return NULL; /* the calling thread reads all by itself, then */
	pthread_mutex_lock(&scanner->lock);
	while (!scanner->stop) {
		batch = take(scanner);
		if (!batch) {
			pthread_cond_wait(&scanner->filled_or_stop, &scanner->lock);
			continue;
		}
		read_taken(scanner, batch, odb);
		pthread_cond_signal(&scanner->done);
	}
	pthread_mutex_unlock(&scanner->lock);
	git_odb_free(odb);
	return NULL;
}

static void start_helpers(struct scanner *scanner)
{
	while (scanner->nr_helpers < scanner->max_helpers &&
	       !pthread_create(&scanner->helpers[scanner->nr_helpers], NULL, help, scanner))
		scanner->nr_helpers++;
	scanner->max_helpers = scanner->nr_helpers;
}

static void stop_helpers(struct scanner *scanner)
{
	pthread_mutex_lock(&scanner->lock);
	scanner->stop = true;
	pthread_cond_broadcast(&scanner->filled_or_stop);
	pthread_mutex_unlock(&scanner->lock);
	for (unsigned i = 0; i < scanner->nr_helpers; i++)
		pthread_join(scanner->helpers[i], NULL);
}

/* Fills one more batch. */
static bool fill(struct scanner *scanner, GError **error)
{
	struct batch *batch = &scanner->batches[scanner->nr_filled % WINDOW];
	uint64_t skipped = 0, *skip = scanner->options->skip_replies ? &skipped : NULL;

	if (!batch_fill(batch, scanner->walk, skip, &scanner->walk_ended, error))
		return false;
	scanner->counts->commits += skipped;
	scanner->counts->replies += skipped;
	if (!batch->nr)
		return true;
	pthread_mutex_lock(&scanner->lock);
	scanner->state[scanner->nr_filled++ % WINDOW] = SLOT_FILLED;
	pthread_cond_signal(&scanner->filled_or_stop);
	pthread_mutex_unlock(&scanner->lock);
	if (scanner->nr_filled == HELPERS_FROM)
		start_helpers(scanner);
	return true;
}

/* Makes the oldest batch in flight ready: by reading one where one is left to be read, else by
 * waiting. */
static struct batch *await_head(struct scanner *scanner)
{
	unsigned head = scanner->nr_emitted % WINDOW;
	struct batch *batch;

	pthread_mutex_lock(&scanner->lock);
	while (scanner->state[head] != SLOT_DONE) {
		batch = take(scanner);
		if (batch)
			read_taken(scanner, batch, scanner->inbox->odb);
		else
			pthread_cond_wait(&scanner->done, &scanner->lock);
	}
	pthread_mutex_unlock(&scanner->lock);
	return &scanner->batches[head];
}

/* Gives the oldest batch, which is done, back for the next commits. */
static void free_head(struct scanner *scanner)
{
	struct batch *batch = &scanner->batches[scanner->nr_emitted % WINDOW];

	batch_clear(batch);
	pthread_mutex_lock(&scanner->lock);
	scanner->state[scanner->nr_emitted++ % WINDOW] = SLOT_FREE;
	scanner->waiting -= batch->bytes;
	pthread_cond_signal(&scanner->filled_or_stop);
	pthread_mutex_unlock(&scanner->lock);
}

/* Hands over the oldest batch; returns false when the receiver wants no more. */
static bool emit_head(struct scanner *scanner)
{
	struct batch *batch = await_head(scanner);
	bool more = batch_emit(batch, scanner->inbox, scanner->options, scanner->counts);

	free_head(scanner);
	return more;
}

/*
 * Before anything is handed over the walk has to be sure of it. The helpers read meanwhile what
 * will hardly ever have been in vain. Where it was, the scan starts again.
 */
static bool settle(struct scanner *scanner, GError **error)
{
	bool rewound;

	if (!walk_settle(scanner->walk, &rewound, error))
		return false;
	if (!rewound)
		return true;
	while (scanner->nr_emitted < scanner->nr_filled) {
		await_head(scanner);
		free_head(scanner);
	}
	memset(scanner->counts, 0, sizeof(*scanner->counts));
	scanner->walk_ended = false;
	return true;
}

static bool fill_window(struct scanner *scanner, GError **error)
{
	while (!scanner->walk_ended && scanner->nr_filled - scanner->nr_emitted < WINDOW)
		if (!fill(scanner, error))
			return false;
	return true;
}

static bool run(struct scanner *scanner, GError **error)
{
	if (!fill_window(scanner, error) || !settle(scanner, error))
		return false;
	for (;;) {
		if (!fill_window(scanner, error))
			return false;
		if (scanner->nr_emitted == scanner->nr_filled || !emit_head(scanner))
			return true;
	}
}

static unsigned count_threads(unsigned wanted)
{
	unsigned threads = wanted ? wanted : g_get_num_processors();

	return CLAMP(threads, 1, MAX_THREADS);
}

bool scan_walk(struct inbox *inbox, struct walk *walk, const struct scan_options *options,
	       struct scan_counts *counts, GError **error)
{
	struct scanner *scanner;
	bool good;

	memset(counts, 0, sizeof(*counts));
	scanner = g_new0(struct scanner, 1);
	scanner->inbox = inbox;
	scanner->options = options;
	scanner->counts = counts;
	scanner->walk = walk;
	scanner->max_helpers = count_threads(options->threads) - 1;
	pthread_mutex_init(&scanner->lock, NULL);
	pthread_cond_init(&scanner->filled_or_stop, NULL);
	pthread_cond_init(&scanner->done, NULL);

	good = run(scanner, error);
	stop_helpers(scanner);

	for (unsigned i = 0; i < WINDOW; i++)
		batch_clear(&scanner->batches[i]);
	pthread_cond_destroy(&scanner->done);
	pthread_cond_destroy(&scanner->filled_or_stop);
	pthread_mutex_destroy(&scanner->lock);
	g_free(scanner);
	return good;
}

void scan_counts_add(struct scan_counts *sum, const struct scan_counts *counts)
{
	sum->commits += counts->commits;
	sum->read += counts->read;
	sum->removed += counts->removed;
	sum->missing += counts->missing;
	sum->corrupt += counts->corrupt;
	sum->unusable += counts->unusable;
	sum->replies += counts->replies;
}

bool inbox_scan(struct inbox *inbox, const struct range *range, const struct scan_options *options,
		struct scan_counts *counts, GError **error)
{
	struct walk *walk = walk_open(inbox, range, error);
	bool good;

	memset(counts, 0, sizeof(*counts));
	if (!walk)
		return false;
	good = scan_walk(inbox, walk, options, counts, error);
	walk_close(walk);
	return good;
}
