/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "inbox/stream.h"

#include "inbox/oid.h"
#include "inbox/scan_steps.h"
#include "inbox/private.h"

int record_stream_next(struct record_stream *stream, struct stream_item *out, GError **error)
{
	memset(out, 0, sizeof(*out));
	return stream->type->next(stream, out, error);
}

void record_stream_close(struct record_stream *stream)
{
	if (stream)
		stream->type->close(stream);
}

int record_stream_pass(struct record_stream **inner, struct stream_item *out, bool *too_old,
		       GError **error)
{
	int got;

	if (!*inner)
		return 0;
	got = record_stream_next(*inner, out, error);
	if (!got) {
		*too_old = (*inner)->too_old;
		record_stream_close(g_steal_pointer(inner));
	}
	return got;
}

void scan_counts_take(struct scan_counts *counts, const struct stream_item *item)
{
	uint64_t *const of_outcome[] = {
		[OUTCOME_READ] = &counts->read,	      [OUTCOME_REPLIES] = &counts->replies,
		[OUTCOME_REMOVED] = &counts->removed, [OUTCOME_MISSING] = &counts->missing,
		[OUTCOME_CORRUPT] = &counts->corrupt, [OUTCOME_UNUSABLE] = &counts->unusable,
	};

	*of_outcome[item->outcome] += item->nr;
	counts->commits += item->nr;
}

/* The mails of a walk. */
struct mail_stream {
	struct record_stream base;
	struct inbox *inbox;
	struct walk *walk;
	struct scan *scan;
};

static enum outcome outcome_of(const struct result *result)
{
	switch (result->status) {
	case OBJECT_OK:
		return result->record ? OUTCOME_READ : OUTCOME_UNUSABLE;
	case OBJECT_REMOVED:
		return OUTCOME_REMOVED;
	case OBJECT_MISSING:
	case OBJECT_NO_MAIL:
		return OUTCOME_MISSING;
	case OBJECT_CORRUPT:
		return OUTCOME_CORRUPT;
	case OBJECT_TOO_LARGE:
	case OBJECT_NO_MEMORY: /* these two end a scan */
	case OBJECT_NO_ACCESS:
		break;
	}
	return OUTCOME_UNUSABLE;
}

static int next_mail(struct record_stream *stream, struct stream_item *out, GError **error)
{
	struct mail_stream *mails = (struct mail_stream *)stream;
	struct scan_step step;
	int got = scan_next(mails->scan, &step, error);

	if (got <= 0) {
		stream->too_old = walk_is_too_old(mails->walk);
		return got;
	}
	if (step.replies) {
		out->outcome = OUTCOME_REPLIES;
		out->nr = step.replies;
		return 1;
	}
	out->outcome = outcome_of(step.result);
	out->nr = 1;
	out->record = g_steal_pointer(&step.result->record);
	if (!out->record && step.result->problem) {
		oid_text(out->commit, sizeof(out->commit), &step.entry->commit);
		out->reason = g_strconcat(step.result->problem,
					  step.result->status == OBJECT_MISSING
						  ? inbox_missing_hint(mails->inbox)
						  : "",
					  NULL);
	}
	return 1;
}

static void close_mails(struct record_stream *stream)
{
	struct mail_stream *mails = (struct mail_stream *)stream;

	scan_close(mails->scan);
	walk_close(mails->walk);
	g_free(mails);
}

static const struct record_stream_type mail_stream_type = { next_mail, close_mails };

static struct record_stream *stream_of_walk(struct inbox *inbox, struct walk *walk,
					    const struct scan_options *options)
{
	struct mail_stream *mails = g_new0(struct mail_stream, 1);

	mails->base.type = &mail_stream_type;
	mails->inbox = inbox;
	mails->walk = walk;
	mails->scan = scan_open(inbox, walk, options);
	return &mails->base;
}

struct record_stream *inbox_stream(struct inbox *inbox, const struct range *range,
				   const struct scan_options *options, GError **error)
{
	struct walk *walk = walk_open(inbox, range, error);

	return walk ? stream_of_walk(inbox, walk, options) : NULL;
}

struct record_stream *inbox_stream_list(struct inbox *inbox, const GArray *entries,
					const struct scan_options *options)
{
	return stream_of_walk(inbox, walk_over(inbox, entries), options);
}
